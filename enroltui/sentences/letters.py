"""How far a letter has come, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enroltui.language import Language
from enroltui.printable import printable
from enroltui.terms import LetterState

if TYPE_CHECKING:
    from enroltui.registrar.letter_facts import Letter


def letter_state_sentence(letter: Letter, language: Language) -> str:
    """What is so, with the mail server's own words where it did not take the letter."""
    text = language.text
    answer = printable(letter.last_answer or "")
    match letter.state:
        case LetterState.SENT:
            return text("sent")
        case LetterState.SENDING:
            return text("being sent now")
        case LetterState.GAVE_UP:
            return text("not sent, given up: {answer}", answer=answer)
        case LetterState.WAITING if letter.next_try is None:
            return text("waits to be sent")
    return text("waits, is tried again from {moment}: {answer}", moment=language.moment(letter.next_try), answer=answer)
