"""Defines what arguments and options may hold; what is wrong is told in the language of the person who asks."""

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
    """A whole number of at least `min`, and where `max` is given of at most that."""

    def why_not(self, value: str, language: Language) -> str:
        """Return a sentence that names the smallest number, and the largest if there is one."""
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
        """Return a sentence that shows how a date is written."""
        return language.text("{value} is not a date such as 2018-01-15.", value=repr(value))
