"""Words that lead somewhere: by Enter, or by a click."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from enroltui.widgets.speaking import Saying, Words


class Link(Words, can_focus=True):
    """Words on one line; `target` says where they lead."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "follow", show=False)]
    DEFAULT_CSS = """
    Link {
        width: auto; height: 1; color: $warm;
        &:hover { text-style: underline; }
        &:focus { background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold; }
    }
    """

    @dataclass
    class Followed(Message):
        """The link was chosen, by Enter or a click."""

        link: Link

        @property
        def control(self) -> Link:
            """Return the link that was chosen."""
            return self.link

    def __init__(self, saying: Saying, target: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(saying, id=id)
        self.target = target

    def action_follow(self) -> None:
        """Tell that the link was chosen."""
        self.post_message(self.Followed(self))

    def on_click(self) -> None:
        self.action_follow()
