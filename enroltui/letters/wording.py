"""A letter's words: its kind and facts as a subject and a body, in its own language. Facts from outside stay text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from enroltui.language import Language
from enroltui.printable import printable, printable_lines
from enroltui.registrar.letter_facts import (
    Confirmation,
    Correspondent,
    EnrolmentConfirmed,
    Letter,
    TranscriptRequest,
    UsisQuestion,
    WithdrawalConfirmed,
)
from enroltui.sentences import description_word, language_word
from enroltui.terms import AMSTERDAM

LONGEST_SUBJECT = 120

Fact = tuple[str, str]
"""A label and what is so."""


class Words(NamedTuple):
    """A letter in words. The subject is one line; the body's lines end with a line feed."""

    subject: str
    body: str


def language_of(letter: Letter) -> Language:
    """The language that the letter is written in."""
    return Language("nl" if letter.language == "nl" else "en")


def words(letter: Letter) -> Words:
    """The letter in words, in its own language."""
    language = language_of(letter)
    match letter.facts:
        case TranscriptRequest():
            subject, body = _transcript(letter.facts, letter.student, language)
        case UsisQuestion():
            subject, body = _question(letter.facts, letter.student, language)
        case EnrolmentConfirmed() | WithdrawalConfirmed():
            subject, body = _confirmation(letter.facts, letter.student, language)
    return Words(printable(subject, LONGEST_SUBJECT), printable_lines("\n\n".join(body)) + "\n")


def _transcript(facts: TranscriptRequest, student: Correspondent, language: Language) -> tuple[str, Sequence[str]]:
    """Seed page: "Mention your studyprogramme in the subject-line and give the information that is asked for"."""
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
    """Seed page: "include your student number, study, the course you want to enrol in and a description"."""
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
    text = language.text
    what = {
        "number": facts.key.class_number,
        "title": language.title(facts),
        "description": description_word(facts.description, language),
    }
    day, clock = language.day_and_year(facts.at.date()), language.clock(facts.at)
    if isinstance(facts, EnrolmentConfirmed):
        subject = text("Enrolled: {number} {title}, {description}", **what)
        done = text("You enrolled in this class on {day} at {clock}:", day=day, clock=clock)
        until = language.day_and_year(facts.last_moment.date())
        next_step = text("You can withdraw until {until}, in uSis under My classes.", until=until)
    else:
        subject = text("Withdrawn: {number} {title}, {description}", **what)
        done = text("You withdrew from this class on {day} at {clock}:", day=day, clock=clock)
        next_step = text("Your place is free for somebody else now.")
    body = [
        text("Dear {name},", name=student.name),
        done,
        _listed(_about_class(facts, language)),
        next_step,
        text("This message was written by uSis. If it was not you who did this, tell the helpdesk."),
    ]
    return subject, body


def _about_class(facts: Confirmation, language: Language) -> Iterable[Fact]:
    text = language.text
    yield text("Class number"), f"{facts.key.class_number} ({facts.key.academic_year})"
    yield text("Course"), f"{facts.catalogue_number} {language.title(facts)}"
    yield text("Description"), description_word(facts.description, language)
    if facts.starts is not None and facts.ends is not None:
        starts, ends = facts.starts.astimezone(AMSTERDAM), facts.ends.astimezone(AMSTERDAM)
        yield text("When"), f"{language.day_and_year(starts.date())} {language.clock(starts)}-{language.clock(ends)}"
    else:
        yield text("When"), text("no set day")
    if facts.place:
        yield text("Where"), facts.place
    if facts.credits is not None:
        yield text("Credits"), text("{credits} EC", credits=facts.credits)


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
    return language.text("Kind regards,") + "\n" + printable(student.name)
