"""The sentences that the service itself, rather than a page, tells somebody in a session."""

from __future__ import annotations

from enroltui.language import Language, says
from enroltui.server.waiting_room import clock_time

goodbye = says("Goodbye. What you confirmed is kept. Should your terminal look odd: type reset and Enter.")
"""This says goodbye, and what to do when the terminal looks odd."""


def logged_in_too_often(most: int, language: Language) -> str:
    """Say that the account has as many sessions as it may have."""
    return language.plural(
        "You are logged in {count} time already. Close that session first.",
        "You are logged in {count} times already. Close one of those sessions first.",
        most,
    )


line_full = says("All places are taken, and the line is full as well. Try again in a few minutes.")
"""This says that there is no room even in the line."""


left_line = says("You have left the line, or wait in it from another window.")
"""This says that this session waits no more, or that another one of the account waits instead."""


idle_warning = says("No key was pressed for long: in a minute you are logged out. Press any key to stay.")
"""This warns a minute before an idle session ends."""


def life_warning(seconds: float, language: Language) -> str:
    """Warn that a session which has lasted long ends in so many seconds."""
    return language.plural(
        "This session has lasted long: in {count} minute you are logged out. Your shopping cart is kept.",
        "This session has lasted long: in {count} minutes you are logged out. Your shopping cart is kept.",
        max(1, round(seconds / 60)),
    )


def opens_in(seconds: float, language: Language) -> str:
    """Say in how many seconds enrolment opens, and what to do meanwhile."""
    time = clock_time(seconds)
    return language.text("Enrolment opens in {time}. Go on to Confirm with your cart: then Enter sends it.", time=time)


open_now = says("Enrolment is open.")
"""This says that enrolment has opened."""


def draining(seconds: float, language: Language) -> str:
    """Say that the service stops in so many seconds."""
    return language.plural(
        "The service stops in {count} second. Finish what you are doing; your shopping cart is kept.",
        "The service stops in {count} seconds. Finish what you are doing; your shopping cart is kept.",
        round(seconds),
    )
