"""What the app is to its pages: whose visit it shows, and how one goes from page to page. `app.py` is above them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from textual.screen import Screen

if TYPE_CHECKING:
    from enroltui.letters.postman import Postman
    from enroltui.registrar.values.people import Account
    from enroltui.terms import SessionEnd
    from enroltui.visit import Visit


class AppOfPages(Protocol):
    """What a page asks of the app beside what every Textual app can do. `paging.py` and `app.py` describe each."""

    OWN_ACTIONS: ClassVar[tuple[str, ...]]
    visit: Visit
    postman: Postman | None

    @property
    def screen(self) -> Screen[Any]:
        """Return the page on the screen, or what stands over it."""

    @property
    def visit_outside(self) -> Visit | None:
        """Return the visit that a tour's sandbox has taken the place of; None: there is no tour."""

    def go(self, page: str) -> None:
        """Go to a page by its name."""

    def show(self, page: Screen[None]) -> None:
        """Go forward to a page about one thing."""

    def welcome(self, account: Account) -> None:
        """Go on from the login page, as somebody has logged in."""

    def look_on(self, student: Account, start: Screen[None]) -> None:
        """Show staff what a student sees, until they are back on `start`."""

    def leave(self, parting: str, return_code: int) -> None:
        """End the program with a sentence for the person who started it."""

    def logged_out(self, why: SessionEnd) -> None:
        """Go back to the login page, which says why the session was ended."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether an action may be done now."""

    async def run_chosen(self, action: str) -> None:
        """Run an action that was chosen in the palette."""

    async def take_kept_keys(self) -> None:
        """Hand on the keys that were pressed before the page knew what it shows."""

    def action_language(self) -> None:
        """Change to the other language, on every page."""

    def action_log_out(self) -> None:
        """Go back to the login page, and keep nothing of this visit's pages."""
