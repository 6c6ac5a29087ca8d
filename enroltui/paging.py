"""Going from page to page: forward, back to where one came past, and to a student's pages and back."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from textual.await_complete import AwaitComplete
from textual.screen import Screen

from enroltui.navigation import OF_ONE_THING, PAGES, may_see
from enroltui.presenting.app_with_overlay import AppWithOverlay
from enroltui.screens.page import Page
from enroltui.screens.people.login import LoginPage
from enroltui.visit import LookingOn, Visit

if TYPE_CHECKING:
    from enroltui.presenting.presentation import Presentations
    from enroltui.registrar.values.people import Account
    from enroltui.sandbox import Sandbox


class PagingApp(AppWithOverlay):
    """An app with the pages of a visit, each of which is opened when it is first needed."""

    def __init__(
        self,
        visit: Visit,
        make_sandbox: Callable[[], Sandbox] | None,
        presentations: Presentations | None,
    ) -> None:
        super().__init__(make_sandbox, presentations)
        self.visit = visit
        self._pages: dict[str, Page] = {}
        self._own_pages: dict[str, Page] = {}
        """Those of a member of staff, while a student's are looked at."""
        self._looked_on_from: Screen[None] | None = None

    def go(self, page: str) -> None:
        """Go to a page by its name: back to it where one came past it, else forward. Pages keep what was typed in them.

        To a page about one thing only back. Nowhere for a role that may not see it; with a one-time password only to
        where a new one is chosen.
        """
        if not may_see(page, self.visit.role):
            return
        if self.visit.password_first:
            if isinstance(self.screen, Page) and self.screen.PAGE == "account":
                return
            page = page if page == "main_menu" else "account"
        wanted = self._open(page) if page in OF_ONE_THING else self.page(page)
        if wanted in self.screen_stack:
            while self.screen is not wanted:
                self.pop_screen()
        elif wanted is not None:
            self.push_screen(page)

    def _open(self, page: str) -> Page | None:
        """Return the page about one thing, of this name, that one came past last."""
        return next(
            (screen for screen in reversed(self.screen_stack) if isinstance(screen, Page) and page == screen.PAGE), None
        )

    def show(self, page: Screen[None]) -> None:
        """Go forward to a page about one thing."""
        self.push_screen(page)

    def page(self, name: str) -> Page:
        """Return the page of this name; the same each time, until one logs out."""
        if name not in self._pages:
            module, screen = PAGES[name].screen.split(":")
            page: Page = getattr(import_module(f"enroltui.screens.{module}"), screen)()
            self._pages[name] = page
            self.install_screen(page, name)
        return self._pages[name]

    def forget_pages(self) -> None:
        """Go back to the first page, and keep none of the others: who comes next sees them anew."""
        stacked = set(self.screen_stack)
        while len(self.screen_stack) > 1 and not isinstance(self.screen, LoginPage):
            self.pop_screen()
        for name, page in self._pages.items():
            self.uninstall_screen(name)
            if page not in stacked:
                page.remove()
        self._pages.clear()

    # --- looking at a student's pages -------------------------------------------------------------------------------

    def look_on(self, student: Account, start: Screen[None]) -> None:
        """Show staff what a student sees, on pages of their own, until they are back on `start`."""
        self._own_pages = {name: page for name, page in self._pages.items() if page not in self.screen_stack}
        for name in self._own_pages:
            self.uninstall_screen(self._pages.pop(name))
        self._looked_on_from = start
        self.visit = LookingOn(self.visit, student)
        self.go("student_center")

    def pop_screen(self) -> AwaitComplete:
        """Go back one page; from the last page of a student that was looked at, to the own visit."""
        popped = super().pop_screen()
        if isinstance(self.visit, LookingOn) and self._looked_on_from not in self.screen_stack[:-1]:
            for name, page in list(self._pages.items()):
                if page not in self.screen_stack:
                    self.uninstall_screen(self._pages.pop(name))
                    page.remove()
            for name, page in self._own_pages.items():
                self.install_screen(page, name)
            self._pages |= self._own_pages
            self._own_pages = {}
            self.visit = self.visit.staff
        return popped
