"""Put each rule of enrolling into words: its name, why all is well by it, why it refuses and what to do next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from enroltui.language import N_, Language
from enroltui.registrar.rules.enrolling import (
    AlreadyEnrolled,
    Full,
    MinorNotAdmitted,
    NotOpenYet,
    OnHold,
    OtherCareer,
    PeriodOver,
    Requirements,
    SameExam,
    ThroughOffice,
    ThroughOsiris,
    TimeConflict,
    TooLateToWithdraw,
    WaitingListFull,
)
from enroltui.registrar.rules.notes import NoExamDay, RetakeOnItsOwn
from enroltui.registrar.rules.reasons import OtherYear, Reason
from enroltui.sentences.minors import minors_of_class
from enroltui.sentences.words import word
from enroltui.terms import HoldCode

_HOLD = {
    HoldCode.TUITION: N_("On hold: the tuition fee has not been paid. Settle it with the student administration."),
    HoldCode.DOCUMENTS: N_(
        "On hold: documents for your admission are missing. Hand them in at the student administration."
    ),
    HoldCode.STUDY_ADVISER: N_("On hold: your study adviser wants to see you first. Make an appointment."),
}


def hold_sentence(code: HoldCode, language: Language) -> str:
    """Say why the student can't enrol in anything for now, and where to go."""
    return language.text(_HOLD[code])


def hold_changed(code: HoldCode, language: Language, *, lifted: bool, changed: bool) -> str:
    """Say that a hold was placed, or was `lifted`; or why nothing was `changed` by that."""
    hold = word(code, language)
    if changed:
        said = N_("Hold lifted: {hold}.") if lifted else N_("Hold placed: {hold}.")
    elif lifted:
        said = N_("There is no such hold: {hold}. Nothing was changed.")
    else:
        said = N_("There is such a hold already: {hold}. Nothing was changed.")
    return language.text(said, hold=hold)


def _other_year(reason: OtherYear, language: Language) -> str:
    return language.text(
        "Class number {number} belongs to {belongs_to}, not to {asked}. Search for the course to find its new number.",
        number=reason.class_number,
        belongs_to=reason.belongs_to,
        asked=reason.asked,
    )


def _already_enrolled(reason: AlreadyEnrolled, language: Language) -> str:
    if reason.waiting:
        return language.text("Already on the waiting list of this class. Nothing was changed.")
    return language.text("Already enrolled in this class. Nothing was changed.")


def _same_exam(reason: SameExam, language: Language) -> str:
    return language.text(
        "Enrolled already in {other}, the same exam at the same moment. Swap if you want this one instead.",
        other=reason.other_number,
    )


def _requirements(reason: Requirements, language: Language) -> str:
    return language.text(
        "First comes: {courses}. Enrol in that, or ask the education administration office for permission.",
        courses=", ".join(f"{course.catalogue_number} {language.title(course)}" for course in reason.missing),
    )


def _not_open_yet(reason: NotOpenYet, language: Language) -> str:
    return language.text(
        "Not open yet: enrolment opens on {day} at {clock}. Try again then.",
        day=language.day_and_year(reason.opens.date()),
        clock=language.clock(reason.opens),
    )


def _time_conflict(reason: TimeConflict, language: Language) -> str:
    clash = reason.clash
    facts = {
        "other": clash.other_number,
        "title": language.title(clash),
        "start": language.moment(clash.starts),
        "end": language.clock(clash.ends),
    }
    if clash.exams:
        return language.text(
            "Clashes with the exam {other} {title}, {start}–{end}. Nobody can sit two exams at once: choose, or look"
            " for the retake.",
            **facts,
        )
    return language.text(
        "Clashes with {other} {title}, {start}–{end}. Enrol all the same if you can manage that.", **facts
    )


def _full(reason: Full, language: Language) -> str:
    if reason.waiting and reason.capacity == 1:
        taken = language.plural(
            "Full: the only place is taken, and {count} student is waiting.",
            "Full: the only place is taken, and {count} students are waiting.",
            reason.waiting,
        )
    elif reason.waiting:
        taken = language.plural(
            "Full: all {capacity} places are taken, and {count} student is waiting.",
            "Full: all {capacity} places are taken, and {count} students are waiting.",
            reason.waiting,
            capacity=reason.capacity,
        )
    else:
        taken = language.plural(
            "Full: the only place is taken.", "Full: all {count} places are taken.", reason.capacity
        )
    if reason.waiting < reason.waiting_capacity:
        join = language.text("You can join the waiting list, as number {place}.", place=reason.waiting + 1)
        return f"{taken} {join}"
    return f"{taken} {language.text('Choose another class, or try again when somebody has withdrawn.')}"


def _waiting_list_full(reason: WaitingListFull, language: Language) -> str:
    return language.plural(
        "Full: the only place is taken, and the waiting list is full too. Choose another class.",
        "Full: all {count} places are taken, and the waiting list is full too. Choose another class.",
        reason.capacity,
    )


def _too_late(message: str, message_with_exam: str) -> Callable[[PeriodOver | TooLateToWithdraw, Language], str]:
    """Choose between two messages by whether there is an {exam} day, and fill in the {last} day."""

    def said(reason: PeriodOver | TooLateToWithdraw, language: Language) -> str:
        last = language.day_and_year(reason.last_moment.date())
        if reason.exam is None:
            return language.text(message, last=last)
        return language.text(message_with_exam, last=last, exam=language.day(reason.exam))

    return said


@dataclass(frozen=True, slots=True)
class RuleWords:
    """What people read of one rule; each text stands in the list of messages (`N_`)."""

    name: str
    fine: str
    """This says why the rule does not refuse, with its facts in their {named} places."""
    refusal: str | Callable[[Any, Language], str]
    """This says why it refuses and what to do next: a message, or what makes the sentence of the rule's reason."""


WORDS: dict[type[Reason], RuleWords] = {
    OtherYear: RuleWords(N_("academic year"), N_("The number is one of {academic_year}."), _other_year),
    AlreadyEnrolled: RuleWords(
        N_("already enrolled"), N_("Neither enrolled in this class nor on its waiting list."), _already_enrolled
    ),
    SameExam: RuleWords(N_("same exam"), N_("In no other class of this exam at the same moment."), _same_exam),
    ThroughOffice: RuleWords(
        N_("through the office"),
        N_("Does not go through the education administration office."),
        N_("Enrolment goes through the education administration office only. Ask there."),
    ),
    ThroughOsiris: RuleWords(
        N_("through Osiris"),
        N_("Does not go through Delft's Osiris."),
        N_("Enrolment goes through Delft's Osiris only. Log in there to enrol."),
    ),
    OtherCareer: RuleWords(
        N_("career"),
        N_("A {student} student, and a {class} class."),
        N_("This class is for master students. Ask the education administration office for permission."),
    ),
    MinorNotAdmitted: RuleWords(
        N_("minor"), N_("Not for the students of a minor only, or admitted to it."), minors_of_class
    ),
    Requirements: RuleWords(N_("requirements"), N_("No required course is missing."), _requirements),
    PeriodOver: RuleWords(
        N_("period over"),
        N_("Can be enrolled in until {enrol_until}."),
        _too_late(
            N_("Closed after {last}. Ask the education administration office what is still possible."),
            N_(
                "Closed after {last}, ten days before the exam on {exam}."
                " Look for the retake, which needs its own enrolment."
            ),
        ),
    ),
    NotOpenYet: RuleWords(N_("not open yet"), N_("Open since {enrol_from}."), _not_open_yet),
    OnHold: RuleWords(N_("hold"), N_("No hold."), lambda reason, language: hold_sentence(reason.code, language)),
    TimeConflict: RuleWords(
        N_("time conflict"), N_("Clashes with nothing that the student is enrolled in."), _time_conflict
    ),
    Full: RuleWords(N_("full"), N_("{enrolled} of {capacity} places are taken."), _full),
    WaitingListFull: RuleWords(
        N_("waiting list full"),
        N_("{waiting} of {capacity} places on the waiting list are taken."),
        _waiting_list_full,
    ),
    TooLateToWithdraw: RuleWords(
        N_("too late to withdraw"),
        N_("Can be withdrawn from until {enrol_until}."),
        _too_late(
            N_("Withdrawing ended on {last}. Tell the education administration office if you will not come."),
            N_(
                "Withdrawing ended on {last}, ten days before the exam on {exam}."
                " Tell the education administration office if you will not come."
            ),
        ),
    ),
    RetakeOnItsOwn: RuleWords(
        N_("retake"),
        N_("Not a retake: {description}."),
        N_("A retake wants an enrolment of its own; being enrolled for the exam does not count."),
    ),
    NoExamDay: RuleWords(
        N_("no set day"),
        N_("Has a set day."),
        N_("This has no set day, such as a research project, and wants enrolment all the same."),
    ),
}


def refusal(reason: Reason, words: RuleWords, language: Language) -> str:
    """Say why the rule with these words refuses, and what to do next."""
    return language.text(words.refusal) if isinstance(words.refusal, str) else words.refusal(reason, language)
