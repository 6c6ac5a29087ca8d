"""Say how far a letter has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enroltui.language import Language
from enroltui.terms import LetterKind, LetterState

if TYPE_CHECKING:
    from enroltui.letters.mail_server import MailServer
    from enroltui.registrar.letters.contents import Letter


def letter_state_sentence(letter: Letter, language: Language) -> str:
    """Say how a letter stands, with the mail server's own words where it did not take it."""
    text = language.text
    answer = letter.last_answer or ""
    match letter.state:
        case LetterState.SENT:
            return text("sent")
        case LetterState.SENDING:
            return text("being sent now")
        case LetterState.GAVE_UP:
            return text("not sent, given up: {answer}", answer=answer)
    if letter.next_try is None:
        return text("waits to be sent")
    return text("waits, is tried again from {moment}: {answer}", moment=language.moment(letter.next_try), answer=answer)


def fate_sentence(letter: Letter, server: MailServer | None, demo: bool, language: Language) -> str:
    """Tell the student who wrote a letter what has become of it; `server`: where it is sent through, if anywhere.

    `demo`: the people are made up, so that it goes to the address for tests or nowhere.
    """
    text = language.text
    redirect = server.redirect if server else None
    if not letter.number:
        return text("This is how the letter will be. Nothing has been kept or sent yet.")
    if letter.state is LetterState.SENT:
        return _sent(letter, redirect, language)
    if letter.state is LetterState.GAVE_UP:
        return text(
            "Not sent: the mail server does not take it ({answer}). Copy or save it, and send it yourself.",
            answer=letter.last_answer or "",
        )
    if demo and redirect is None:
        return text("Nothing was sent: this is demo data, of which no letter goes out. It is kept here, in the outbox.")
    if server is None:
        return text("Nothing was sent: no mail server is set. It is kept here; copy or save it, and send it yourself.")
    if letter.state is LetterState.WAITING and letter.next_try is not None:
        moment, answer = language.moment(letter.next_try), letter.last_answer or ""
        return text("Not sent yet ({answer}). It is tried again from {moment}.", answer=answer, moment=moment)
    return text("Kept in the outbox; it waits to be sent now.")


def _sent(letter: Letter, redirect: str | None, language: Language) -> str:
    if redirect is not None:
        return language.text(
            "Sent to {redirect}, the address for tests, not to {recipient}.",
            redirect=redirect,
            recipient=letter.recipient,
        )
    sent = language.text("Sent to {recipient}.", recipient=letter.recipient)
    if letter.facts.kind is not LetterKind.TRANSCRIPT:
        return sent
    return f"{sent} {language.text('Please allow at least two days for processing your request.')}"
