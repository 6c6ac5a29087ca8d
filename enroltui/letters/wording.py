"""Make a subject and a body of a letter's kind and facts, in its own language. Facts from outside stay text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from enroltui.language import N_, TIME_ZONE, Language
from enroltui.moments import in_leiden
from enroltui.printable import printable, printable_lines
from enroltui.registrar.letters.contents import (
    Confirmation,
    Correspondent,
    Letter,
    MinorAdmitted,
    MinorDecision,
    MinorRefused,
    TranscriptRequest,
    UsisQuestion,
)
from enroltui.sentences.words import language_word, word
from enroltui.terms import LetterKind

LONGEST_SUBJECT = 120

Fact = tuple[str, str]
"""A label and what it says."""


class LetterWords(NamedTuple):
    """These are a letter's words. The subject is one line; the body's lines end with a line feed."""

    subject: str
    body: str


def language_of(letter: Letter) -> Language:
    """Return the language that the letter is written in."""
    return Language("nl" if letter.language == "nl" else "en")


def words(letter: Letter) -> LetterWords:
    """Put the letter into words, in its own language."""
    language = language_of(letter)
    match letter.facts:
        case TranscriptRequest():
            subject, body = _transcript(letter.facts, letter.student, language)
        case UsisQuestion():
            subject, body = _question(letter.facts, letter.student, language)
        case Confirmation():
            subject, body = _confirmation(letter.facts, letter.student, language)
        case MinorAdmitted() | MinorRefused():
            subject, body = _minor_decision(letter.facts, letter.student, language)
    return LetterWords(printable(subject, LONGEST_SUBJECT), printable_lines("\n\n".join(body)) + "\n")


def _transcript(facts: TranscriptRequest, student: Correspondent, language: Language) -> tuple[str, Sequence[str]]:
    """Write what the seed page asks: "Mention your studyprogramme in the subject-line and give the information"."""
    text = language.text
    wanted = ", ".join(language_word(code, language) for code in facts.languages)
    asked = [*_who(student, language), (text("Transcript in"), wanted)]
    body = [
        text("Dear Sir or Madam,"),
        text("Please make me an authenticated Transcript of Records (cijferlijst)."),
        _listed(asked),
        *_if_any(facts.remarks),
        _greeting(student, language),
    ]
    return text("Transcript of Records, {programme}", programme=language.name(student.programme)), body


def _question(facts: UsisQuestion, student: Correspondent, language: Language) -> tuple[str, Sequence[str]]:
    """Write what the seed page asks: "include your student number, study, the course you want to enrol in"."""
    text = language.text
    about = [(text("Course"), facts.course)] if facts.course.strip() else []
    body = [
        text("Dear Sir or Madam,"),
        text("I have a question about uSis."),
        _listed([*_who(student, language), *about]),
        *_if_any(facts.problem),
        _greeting(student, language),
    ]
    subject = text("Question about uSis from {number}", number=student.student_number)
    return f"{subject}: {facts.course}" if about else subject, body


def _confirmation(facts: Confirmation, student: Correspondent, language: Language) -> tuple[str, Sequence[str]]:
    subject, done, next_step = (
        language.text(
            message,
            number=facts.key.class_number,
            title=language.title(facts),
            description=word(facts.description, language),
            day=language.day_and_year(facts.at.date()),
            clock=language.clock(facts.at),
            until=language.day_and_year(facts.last_moment.date()),
        )
        for message in _CONFIRMATIONS[facts.kind]
    )
    body = [
        language.text("Dear {name},", name=student.name),
        done,
        _listed(_about_class(facts, language)),
        next_step,
        language.text(_WRITTEN_BY[facts.kind]),
        language.text(TIME_ZONE),
    ]
    return subject, body


_CONFIRMATIONS = {
    LetterKind.ENROLLED: (
        N_("Enrolled: {number} {title}, {description}"),
        N_("You enrolled in this class on {day} at {clock}:"),
        N_("You can withdraw until {until}, in uSis under My classes."),
    ),
    LetterKind.WITHDRAWN: (
        N_("Withdrawn: {number} {title}, {description}"),
        N_("You withdrew from this class on {day} at {clock}:"),
        N_("Your place is free for somebody else now."),
    ),
    LetterKind.PROMOTED: (
        N_("From the waiting list: {number} {title}, {description}"),
        N_("A place came free on {day} at {clock}, and you are enrolled in this class now:"),
        N_("If you do not want it any more, withdraw until {until}, so that somebody else gets it."),
    ),
    LetterKind.SEAT_FREE: (
        N_("A place is free: {number} {title}, {description}"),
        N_("A place came free on {day} at {clock} in this class:"),
        N_("It is not kept for you: enrol soon. You are told once; set another seat alert if you want."),
    ),
}
_BY_YOU = N_("This message was written by uSis. If it was not you who did this, tell the helpdesk.")
_BY_ITSELF = N_("This message was written by uSis.")
_WRITTEN_BY = {
    LetterKind.ENROLLED: _BY_YOU,
    LetterKind.WITHDRAWN: _BY_YOU,
    LetterKind.PROMOTED: _BY_ITSELF,
    LetterKind.SEAT_FREE: _BY_ITSELF,
}


def _about_class(facts: Confirmation, language: Language) -> Iterable[Fact]:
    text = language.text
    yield text("Class number"), f"{facts.key.class_number} ({facts.key.academic_year})"
    yield text("Course"), f"{facts.catalogue_number} {language.title(facts)}"
    yield text("Description"), word(facts.description, language)
    if facts.starts is not None and facts.ends is not None:
        starts, ends = in_leiden(facts.starts), in_leiden(facts.ends)
        yield text("When"), f"{language.day_and_year(starts.date())} {language.clock(starts)}-{language.clock(ends)}"
    else:
        yield text("When"), text("no set day")
    if facts.place:
        yield text("Where"), facts.place
    if facts.credits is not None:
        yield text("Credits"), text("{credits} EC", credits=facts.credits)


def _minor_decision(facts: MinorDecision, student: Correspondent, language: Language) -> tuple[str, Sequence[str]]:
    """Tell the decision and the next step: "After you are admitted to a minor you should enroll" (seed page)."""
    text = language.text
    minor = language.name(facts)
    if isinstance(facts, MinorAdmitted):
        subject = text("Admitted to the minor {minor}", minor=minor)
        decided = text("You are admitted to this minor:")
        next_step = text("Enrol for the exams of its courses yourself, in uSis: the admission does not do that.")
    else:
        subject = text("Not admitted to the minor {minor}", minor=minor)
        decided = text("Your application for this minor was refused:")
        next_step = text("Ask your study adviser what else you can choose.")
    about = [
        (text("Minor"), f"{minor}, {facts.code}"),
        (text("Academic year"), facts.academic_year),
        (text("Decided on"), language.day_and_year(facts.at.date())),
    ]
    written_by = text("This message was written by uSis. Your application stands on the page Minors.")
    return subject, [text("Dear {name},", name=student.name), decided, _listed(about), next_step, written_by]


def _who(student: Correspondent, language: Language) -> Sequence[Fact]:
    text = language.text
    return (
        (text("Name"), student.name),
        (text("Student number"), student.student_number),
        (text("Programme"), language.name(student.programme)),
        (text("E-mail"), student.email),
    )


def _listed(facts: Iterable[Fact]) -> str:
    return "\n".join(f"{label}: {printable(said)}" for label, said in facts)


def _if_any(typed: str) -> Sequence[str]:
    return [typed.strip()] if typed.strip() else []


def _greeting(student: Correspondent, language: Language) -> str:
    return language.text("Kind regards,") + "\n" + student.name
