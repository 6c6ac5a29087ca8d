"""Defines what arguments and options may hold; what is wrong is told in the language of the person who asks."""

from __future__ import annotations

import re
from abc import abstractmethod
from typing import TYPE_CHECKING, Any

import click

from enroltui.commands.wording import language_of
from enroltui.language import N_, Language

if TYPE_CHECKING:
    _Type = click.ParamType[Any]
else:
    _Type = click.ParamType  # Click 8.2 has no type arguments here


LARGEST = 1_000_000_000
"""The largest number that is taken where no other is named: as seconds 31 years, which every clock and timer bears."""


class _Told(_Type):
    """A type of Click's that refuses a value in our own words."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the value that was meant. Raises BadParameter with the reason where there is none."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            language = language_of(ctx or click.get_current_context())
            raise click.BadParameter(self.why_not(str(value), language), ctx, param) from error

    @abstractmethod
    def why_not(self, value: str, language: Language) -> str:
        """Return the sentence that refuses a value."""


class OneOf(_Told, click.Choice[str]):
    """A value that is one of these words."""

    def why_not(self, value: str, language: Language) -> str:
        """Return a sentence that names all the words."""
        return language.text(
            "{value} is not one of {choices}.", value=repr(value), choices=", ".join(map(repr, self.choices))
        )


class Number(_Told, click.IntRange):
    """A whole number from the smallest to the largest that is taken."""

    def __init__(self, least: int, most: int = LARGEST) -> None:
        super().__init__(least, most)

    def why_not(self, value: str, language: Language) -> str:
        """Return a sentence that names the smallest and the largest number."""
        sentence = N_("{value} is not a whole number from {least} to {most}.")
        return language.text(sentence, value=repr(value), least=self.min, most=self.max)


class AcademicYear(_Told, click.types.StringParamType):
    """An academic year, such as 2017-2018."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the year as it is kept. Raises BadParameter where it is none."""
        years = re.fullmatch(r"(\d{4})-(\d{4})", str(value).strip(), re.ASCII)
        if years is None or int(years[2]) != int(years[1]) + 1:
            language = language_of(ctx or click.get_current_context())
            raise click.BadParameter(self.why_not(str(value), language), ctx, param)
        return years[0]

    def why_not(self, value: str, language: Language) -> str:
        """Return a sentence that shows how an academic year is written."""
        return language.text("{value} is not an academic year such as 2017-2018.", value=repr(value))


year_option = click.option(
    "--year",
    type=AcademicYear(),
    metavar="YEAR",
    help="Academic year, such as 2017-2018 [default: that of the shown day].",
)


class Day(_Told, click.DateTime):
    """A date, such as 2018-01-15."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def why_not(self, value: str, language: Language) -> str:
        """Return a sentence that shows how a date is written."""
        return language.text("{value} is not a date such as 2018-01-15.", value=repr(value))
