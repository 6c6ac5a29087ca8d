"""The app as it runs on the server: on the client's terminal, with nothing of the server's own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.filter import LineFilter, Monochrome

from enroltui.app import EnrolApp
from enroltui.language import says
from enroltui.screens.page import Page
from enroltui.server.driver import SshDriver, TerminalChannel
from enroltui.server.terminal import ClientTerminal
from enroltui.textual_private import forget_painted, leave_printing_alone
from enroltui.visit import Visit
from enroltui.widgets.notice import Tone

if TYPE_CHECKING:
    from enroltui.letters.postman import Postman
    from enroltui.presenting.help_sessions import HelpSessions
    from enroltui.presenting.presentation import Presentations
    from enroltui.sandbox import Sandbox

KEEP_PAINTED = 2.0
"""Seconds for which the lines are kept that a session's pages were painted from, a megabyte."""

_PACKAGE = Path(__file__).parent.parent
_MOUSE_ON = says("The mouse is on. To copy with it as usual, hold Shift; F4 switches it off.")
_LEFT_TO_STUDENT = says("Only the student can do that, by keys of their own.")
_MOUSE_OFF = says("The mouse is off.")


class RemoteApp(EnrolApp):
    """The app on an SSH channel, which restores the client's terminal on every way out."""

    CSS_PATH = [_PACKAGE / str(path) for path in EnrolApp.CSS_PATH]  # noqa: RUF012 - Textual looks beside this file
    OWN_ACTIONS = ("mouse",)
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f4", "mouse", show=False, id="mouse")]

    def __init__(
        self,
        visit: Visit,
        terminal: ClientTerminal,
        channel: TerminalChannel,
        painted: Callable[[float], None],
        *,
        postman: Postman | None = None,
        make_sandbox: Callable[[], Sandbox] | None = None,
        presentations: Presentations | None = None,
        help_sessions: HelpSessions | None = None,
    ) -> None:
        """`painted` is called with the seconds from each key to the screen."""
        super().__init__(
            visit,
            ascii_only=terminal.encoding != "utf-8",
            postman=postman,
            make_sandbox=make_sandbox,
            presentations=presentations,
            help_sessions=help_sessions,
        )
        self.ssh_driver: SshDriver | None = None
        """The driver of the client's terminal, once the app has begun."""

        def make_driver(_: EnrolApp, *, size: tuple[int, int], **options: object) -> Driver:
            self.ssh_driver = SshDriver(self, channel=channel, encoding=terminal.encoding, size=size, painted=painted)
            return self.ssh_driver

        self.driver_class = cast("type[Driver]", make_driver)
        self.animation_level = "none"
        # Textual has taken colours from the server's own environment.
        self.console = terminal.console()
        self.no_color = terminal.no_color
        self._grey = [Monochrome()] if self.no_color else []
        self._painted_lately = False
        leave_printing_alone(self)

    def textual_filters(self) -> list[LineFilter]:
        """Make colours grey where the client's terminal wants it, whatever the server's own wants."""
        return [*(kept for kept in super().textual_filters() if not isinstance(kept, Monochrome)), *self._grey]

    def post_display_hook(self) -> None:
        """Note that a frame was painted, and forget after a while what it was painted from."""
        super().post_display_hook()
        if not self._painted_lately:
            self._painted_lately = True
            asyncio.get_running_loop().call_later(KEEP_PAINTED, self._forget_painted)

    def _forget_painted(self) -> None:
        self._painted_lately = False
        forget_painted(self)

    def on_ready(self) -> None:
        """Go to the account of somebody with a one-time password; Textual calls this of each class of the app."""
        account = self.visit.account
        if account is not None and account.password_once:
            self.go("account")

    def action_mouse(self) -> None:
        """Switch the mouse on, or off again."""
        if self.ssh_driver is not None and isinstance(self.screen, Page):
            on = self.ssh_driver.switch_mouse()
            self.screen.say(Tone.PLAIN, _MOUSE_ON if on else _MOUSE_OFF)

    def action_log_out(self) -> None:
        """Log out, which ends the connection by which one logged in; in a sandbox it leads to the login page."""
        if self.visit.demo:
            super().action_log_out()
        elif not self._left_to_student():
            self.exit()

    async def action_quit(self) -> None:
        """Leave the program, unless the helpdesk pressed the key."""
        if not self._left_to_student():
            await super().action_quit()

    def _left_to_student(self) -> bool:
        """Return whether the helpdesk pressed the key, who can't end a student's session; the page then says so."""
        if self.pressed_by_helpdesk and isinstance(self.screen, Page):
            self.screen.say(Tone.BAD, _LEFT_TO_STUDENT)
        return self.pressed_by_helpdesk
