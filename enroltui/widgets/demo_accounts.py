"""The accounts of the shipped catalogue, from which one chooses somebody to log in as."""

from __future__ import annotations

from collections.abc import Iterable

from enroltui.language import N_, Language
from enroltui.registrar.values.classes import Programme
from enroltui.registrar.values.people import DemoAccount
from enroltui.sentences.words import word
from enroltui.widgets.table import Column, Table


class DemoAccounts(Table[DemoAccount]):
    """A table of everybody's number, name, password and programme."""

    def __init__(self, programmes: Iterable[Programme]) -> None:
        """`programmes`: those that anybody studies, for their names."""
        self._programmes = {programme.slug: programme for programme in programmes}
        super().__init__(
            [
                Column(N_("Number"), lambda row, _: row.account.name, 11, tone=lambda _: "strong"),
                Column(N_("Name"), lambda row, _: row.account.person, 18),
                Column(N_("Password"), lambda row, _: row.password, 14, from_width=70, secret=True),
                Column(N_("Programme"), self._studies),
            ],
            lambda row: row.account.name,
            id="demo",
        )

    def _studies(self, row: DemoAccount, language: Language) -> str:
        programme = self._programmes.get(row.account.programme or "")
        return language.name(programme) if programme else word(row.account.role, language)
