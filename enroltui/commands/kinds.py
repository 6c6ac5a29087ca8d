"""What an argument or option may hold, told in the language of who asks when it does not."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any

import click

from enroltui.commands.wording import language_of
from enroltui.language import N_, Language

if TYPE_CHECKING:
    _Type = click.ParamType[Any]
else:
    _Type = click.ParamType  # Click 8.2 has no type arguments here


class _Told(_Type):
    """A type of Click's whose refusals are in our own words."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The value that was meant; BadParameter with the reason when there is none."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            language = language_of(ctx or click.get_current_context())
            raise click.BadParameter(self.why_not(str(value), language), ctx, param) from error

    @abstractmethod
    def why_not(self, value: str, language: Language) -> str:
        """The sentence about a value that cannot be taken."""


class OneOf(_Told, click.Choice[str]):
    """One of these words."""

    def why_not(self, value: str, language: Language) -> str:
        """Name all words."""
        return language.text(
            "{value} is not one of {choices}.", value=repr(value), choices=", ".join(map(repr, self.choices))
        )


class Number(_Told, click.IntRange):
    """A whole number; with `max` also a largest one."""

    def why_not(self, value: str, language: Language) -> str:
        """Name the range."""
        if self.max is None:
            sentence = N_("{value} is not a whole number of at least {least}.")
        else:
            sentence = N_("{value} is not a whole number from {least} to {most}.")
        return language.text(sentence, value=repr(value), least=self.min, most=self.max)


class Day(_Told, click.DateTime):
    """A date, such as 2018-01-15."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def why_not(self, value: str, language: Language) -> str:
        """Name the form."""
        return language.text("{value} is not a date such as 2018-01-15.", value=repr(value))
