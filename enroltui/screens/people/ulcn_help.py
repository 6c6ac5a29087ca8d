"""ULCN account: help with logging in, also for who has not logged in."""

from __future__ import annotations

from enroltui.screens.reading_page import ReadingPage
from enroltui.texts import LEIDEN, read


class UlcnHelpPage(ReadingPage):
    """From the seed page's "Unable to logon to uSis?"; needs no database."""

    PAGE = "ulcn_help"

    def settle(self) -> None:
        self.reader.show([*self.blocks(read(LEIDEN, self.PAGE))])
