"""What somebody with a session is told by the service itself, rather than by a page."""

from __future__ import annotations

from enroltui.language import Language
from enroltui.server.waiting_room import clock_time


def goodbye(language: Language) -> str:
    """What to do when a terminal was left in the middle of something."""
    return language.text("Goodbye. What you confirmed is kept. Should your terminal look odd: type reset and Enter.")


def logged_in_too_often(most: int, language: Language) -> str:
    """An account has as many sessions as it may have."""
    return language.plural(
        "You are logged in {count} time already. Close that session first.",
        "You are logged in {count} times already. Close one of those sessions first.",
        most,
    )


def line_full(language: Language) -> str:
    """There is no room even in the line."""
    return language.text("All places are taken, and the line is full as well. Try again in a few minutes.")


def left_line(language: Language) -> str:
    """Another connection of the account waits in its place, or none."""
    return language.text("You have left the line, or wait in it from another window.")


def idle_warning(language: Language) -> str:
    """A minute before an idle session ends."""
    return language.text("No key was pressed for long: in a minute you are logged out. Press any key to stay.")


def life_warning(seconds: float, language: Language) -> str:
    """Before a session ends that has lasted long; in how many seconds."""
    return language.plural(
        "This session has lasted long: in {count} minute you are logged out. Your shopping cart is kept.",
        "This session has lasted long: in {count} minutes you are logged out. Your shopping cart is kept.",
        max(1, round(seconds / 60)),
    )


def opens_in(seconds: float, language: Language) -> str:
    """The countdown to the opening, in seconds."""
    time = clock_time(seconds)
    return language.text("Enrolment opens in {time}. Go on to Confirm with your cart: then Enter sends it.", time=time)


def open_now(language: Language) -> str:
    """The countdown has come to its end."""
    return language.text("Enrolment is open.")


def draining(seconds: float, language: Language) -> str:
    """The service ends in so many seconds."""
    return language.plural(
        "The service stops in {count} second. Finish what you are doing; your shopping cart is kept.",
        "The service stops in {count} seconds. Finish what you are doing; your shopping cart is kept.",
        round(seconds),
    )
