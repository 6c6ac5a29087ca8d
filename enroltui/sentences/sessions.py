"""Say why a session is over."""

from __future__ import annotations

from enroltui.language import N_, Language
from enroltui.terms import SessionEnd

_TOLD = {
    SessionEnd.LEFT: N_("You have logged out. What you confirmed is kept. Log in again to go on."),
    SessionEnd.IDLE: N_("You were logged out, as no key was pressed for long. Your shopping cart is kept."),
    SessionEnd.TOO_LONG: N_("You were logged out, as this session had lasted long. What you confirmed is kept."),
    SessionEnd.ENDED: N_("The helpdesk or the office ended this session. What you confirmed is kept; ask them why."),
    SessionEnd.CLOSED: N_("This account was closed, so you were logged out. Ask the helpdesk why."),
    SessionEnd.PASSWORD: N_("This account has a new password, so you were logged out. Log in with the new one."),
    SessionEnd.KEY: N_("The SSH key that you logged in by was removed. Log in by your password, or another key."),
    SessionEnd.STOPPED: N_(
        "The service has been stopped for a moment. What you confirmed is kept. Log in again later."
    ),
    SessionEnd.LOST: N_("This session is not known any more. What you confirmed is kept. Log in again to go on."),
}
_WORD = {
    SessionEnd.LEFT: N_("logged out"),
    SessionEnd.IDLE: N_("no key for long"),
    SessionEnd.TOO_LONG: N_("lasted too long"),
    SessionEnd.ENDED: N_("ended by staff"),
    SessionEnd.CLOSED: N_("account closed"),
    SessionEnd.PASSWORD: N_("new password"),
    SessionEnd.KEY: N_("SSH key removed"),
    SessionEnd.STOPPED: N_("service stopped"),
    SessionEnd.LOST: N_("not heard of any more"),
}


def session_end_sentence(why: SessionEnd, language: Language) -> str:
    """Tell the person whose session it was why it ended, and what to do next."""
    return language.text(_TOLD[why])


def session_end_word(why: SessionEnd, language: Language) -> str:
    """Say why a session ended in a few words, for a list."""
    return language.text(_WORD[why])
