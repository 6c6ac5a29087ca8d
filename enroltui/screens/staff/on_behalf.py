"""Enrolling and withdrawing on a student's behalf: asked first, and told afterwards with the student's name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from enroltui.language import Language, says
from enroltui.registrar.rules.asking import Verdict
from enroltui.registrar.rules.enrolling import Full, TimeConflict, TooLateToWithdraw
from enroltui.registrar.values.classes import ClassRow
from enroltui.registrar.values.enrolling import Change, Mode, Outcome
from enroltui.registrar.values.people import StudentFact
from enroltui.screens.asking import Registrar
from enroltui.screens.page import Page
from enroltui.screens.question import Question
from enroltui.sentences.outcomes import outcome_sentence
from enroltui.widgets.class_naming import named
from enroltui.widgets.notice import Tone

_DO_NOTHING = says("Do nothing")


def waits(verdict: Verdict) -> bool:
    """Tell whether a rule refuses because the class is full, while there is room on its waiting list."""
    reason = verdict.reason
    return not verdict.ok and isinstance(reason, Full) and reason.waiting < reason.waiting_capacity


def clashes(verdict: Verdict) -> bool:
    """Tell whether a rule refuses because of a clash that may be accepted."""
    return not verdict.ok and isinstance(verdict.reason, TimeConflict) and verdict.reason.can_be_accepted


def in_the_way(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Return the rules that refuse enrolling, less what a waiting list or accepting a clash gets round."""
    withdrawing = TooLateToWithdraw.rule
    return [
        verdict
        for verdict in verdicts
        if not (verdict.ok or waits(verdict) or clashes(verdict) or verdict.rule == withdrawing)
    ]


def enrol_for(
    page: Page, student: StudentFact, row: ClassRow, verdicts: Sequence[Verdict], then: Callable[[], None]
) -> None:
    """Ask first, then enrol the student or put them on the waiting list, say what became of it, and do `then`."""
    in_line, clashing = any(map(waits, verdicts)), any(map(clashes, verdicts))
    mode = Mode.FREE_OR_WAITING if in_line else Mode.FREE
    number, request_key = student.student_number, page.visit.new_request_key()

    def asked(language: Language) -> str:
        said = [language.text("Put {who} on the waiting list of this class?", who=_who(student))]
        if not in_line:
            said = [language.text("Enrol {who} in this class?", who=_who(student))]
        said.append(named(row, language))
        if clashing:
            said.append(language.text("It clashes with another class of theirs, which they must be able to manage."))
        return "\n\n".join([*said, _both_names(language)])

    def answered(yes: bool | None) -> None:
        if yes:
            question = page.by_caller(
                Registrar.enrol, number, [row.key], request_key, from_cart=False, mode=mode, accept_clashes=clashing
            )
            page.change(question, done)

    def done(outcomes: Sequence[Outcome]) -> None:
        _tell(page, student, outcomes)
        then()

    def yes(language: Language) -> str:
        return language.text("Put them on the waiting list") if in_line else language.text("Enrol them")

    page.app.push_screen(Question(page, asked, yes, _DO_NOTHING), answered)


def withdraw_for(page: Page, student: StudentFact, rows: Sequence[ClassRow], then: Callable[[], None]) -> None:
    """Ask first, then withdraw the student from these classes or their lists, say what became of it, and do `then`."""
    number, request_key = student.student_number, page.visit.new_request_key()
    keys = [row.key for row in rows]

    def asked(language: Language) -> str:
        said = language.plural(
            "Withdraw {who} from this class?",
            "Withdraw {who} from these {count} classes?",
            len(rows),
            who=_who(student),
        )
        return "\n\n".join([said, "\n".join(named(row, language) for row in rows), _both_names(language)])

    def answered(yes: bool | None) -> None:
        if yes:
            page.change(page.by_caller(Registrar.withdraw, number, keys, request_key), done)

    def done(outcomes: Sequence[Outcome]) -> None:
        _tell(page, student, outcomes)
        then()

    page.app.push_screen(Question(page, asked, says("Withdraw them"), _DO_NOTHING), answered)


def _tell(page: Page, student: StudentFact, outcomes: Sequence[Outcome]) -> None:
    refused = [outcome for outcome in outcomes if outcome.change is Change.REFUSED]
    page.say(
        Tone.BAD if refused else Tone.GOOD,
        lambda language: " ".join(_outcome(student, outcome, language) for outcome in refused or outcomes),
    )


def _outcome(student: StudentFact, outcome: Outcome, language: Language) -> str:
    facts = {
        "who": _who(student),
        "class_": named(outcome.row, language) if outcome.row else str(outcome.key.class_number),
    }
    match outcome.change:
        case Change.ENROLLED:
            return language.text("{who} is enrolled in {class_}.", **facts)
        case Change.WAITING:
            return language.text("{who} is on the waiting list of {class_}.", **facts)
        case Change.WITHDRAWN:
            return language.text("{who} is withdrawn from {class_}.", **facts)
    return language.text("{name}: {reason}", name=facts["class_"], reason=outcome_sentence(outcome, language))


def _who(student: StudentFact) -> str:
    return f"{student.name} ({student.student_number})"


_both_names = says("The audit trail keeps the student's number and your name.")
