"""Give students what they take to their own mail program: the letter as text, or as an .eml file."""

from __future__ import annotations

from pathlib import Path

from enroltui.language import Language
from enroltui.letters.eml import unsent
from enroltui.letters.wording import Fact, words
from enroltui.registrar.letters.contents import Letter
from enroltui.saving import save_new


def headers(letter: Letter, language: Language) -> list[Fact]:
    """Return sender, recipient and subject, and the Message-ID once it is written. The labels are in `language`."""
    text, student = language.text, letter.student
    shown = [
        (text("From"), f"{student.name} <{student.email}>"),
        (text("To"), letter.recipient),
        (text("Subject"), words(letter).subject),
    ]
    return [*shown, (text("Message-ID"), letter.message_id)] if letter.message_id else shown


def as_text(letter: Letter, language: Language) -> str:
    """Return recipient, subject and body, to be pasted."""
    _, to, subject, *_ = headers(letter, language)
    return "\n".join(f"{label}: {said}" for label, said in (to, subject)) + f"\n\n{words(letter).body}"


def save(letter: Letter, folder: str) -> Path | None:
    """Write the letter as a new .eml file in a folder, as typed; return its path, or None where that can't be done.

    Nothing is ever overwritten: where there is a file of that name, the next number is taken. Raises NoMailAddress.
    """
    return save_new(unsent(letter), folder, f"{letter.facts.kind}-{letter.written.date()}", ".eml")
