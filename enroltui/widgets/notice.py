"""The notice line: one sentence at a time, what happened and how to undo it."""

from __future__ import annotations

from enum import StrEnum

from textual.content import Content

from enroltui.language import Language
from enroltui.widgets.speaking import Saying, Words


class Tone(StrEnum):
    """How it went; each has a shape, so that colour only helps."""

    GOOD = "✓"
    BAD = "✗"
    WAIT = "⧗"
    PLAIN = "·"


class Notice(Words):
    """Empty until something happens; stays until the next thing does."""

    DEFAULT_CSS = """
    Notice {
        height: auto; max-height: 50%; padding: 0 1;
        &.-good { color: $success; }
        &.-bad { color: $error; }
    }
    """

    def __init__(self) -> None:
        super().__init__(lambda _: "")
        self._tone = Tone.PLAIN

    def say(self, tone: Tone, saying: Saying) -> None:
        """Show this sentence, in whatever language the visit is in."""
        self._tone = tone
        self.set_class(tone is Tone.GOOD, "-good")
        self.set_class(tone is Tone.BAD, "-bad")

        def with_shape(language: Language) -> Content:
            return Content.assemble(f"{tone.value} ", saying(language))

        self.tell(with_shape)

    def stop_waiting(self) -> None:
        """Say no longer that something takes a moment; what else is said stays."""
        if self._tone is Tone.WAIT:
            self.clear()

    def clear(self) -> None:
        """Empty the line, so that it says nothing any more."""
        self._tone = Tone.PLAIN
        self.tell(lambda _: "")
