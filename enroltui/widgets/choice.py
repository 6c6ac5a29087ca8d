"""A field in which one chooses from a few values, in the visit's language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from rich.text import Text
from textual.widgets import Select

from enroltui.language import Language
from enroltui.printable import printable
from enroltui.widgets.speaking import Speaking, visit_of

Value = TypeVar("Value")


class Choice(Select[Value], Speaking, Generic[Value]):
    """A select that keeps what was chosen when its words or its values change."""

    DEFAULT_CSS = """
    Choice {
        height: 1;
        & > SelectCurrent { height: 1; padding: 0 1; background: $panel; }
        &:focus > SelectCurrent {
            background: $block-cursor-background; color: $block-cursor-foreground;
            Static#label { color: $block-cursor-foreground; }
        }
        & > SelectOverlay { width: auto; min-width: 16; max-width: 60; }
    }
    """

    def __init__(
        self,
        values: Sequence[Value],
        word: Callable[[Value, Language], str],
        *,
        optional: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        """`word` says a value; where `optional`, no choice at all is one of them, said as "any"."""
        self._values = tuple(values)
        self._word = word
        super().__init__([("", value) for value in values], allow_blank=optional, compact=True, id=id)

    @property
    def chosen(self) -> Value | None:
        """The value chosen; None: any."""
        return self.selection

    def choose(self, value: Value | None) -> None:
        """Choose a value that is on offer; None: any."""
        if value is None:
            self.clear()
        else:
            self.value = value

    def offer(self, values: Sequence[Value]) -> None:
        """Offer these values; what was chosen stays if it is among them."""
        if tuple(values) != self._values:
            self._values = tuple(values)
            self.speak(visit_of(self).language)

    def speak(self, language: Language) -> None:
        """Say the values in this language."""
        kept = self.chosen
        with self.prevent(Select.Changed):
            self.prompt = language.text("any")
            self.set_options([(Text(printable(self._word(value, language))), value) for value in self._values])
            if kept is not None and kept in self._values:
                self.value = kept
