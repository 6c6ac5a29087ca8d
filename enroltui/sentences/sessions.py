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


def session_end_sentence(why: SessionEnd, language: Language) -> str:
    """Tell the person whose session it was why it ended, and what to do next."""
    return language.text(_TOLD[why])
