"""The three numbered steps of enrolling, as uSis shows them."""

from __future__ import annotations

from textual.content import Content

from enroltui.language import N_, Language
from enroltui.widgets.speaking import Words

STEPS = (N_("1 Select classes"), N_("2 Confirm"), N_("3 View results"))


class Trail(Words):
    """The steps, with the one at which one is."""

    DEFAULT_CSS = "Trail { height: 1; margin-bottom: 1; }"

    def __init__(self, here: int) -> None:
        """`here`: 1, 2 or 3."""

        def saying(language: Language) -> Content:
            said = (
                Content.styled(language.text(step), "bold reverse" if place == here else "")
                for place, step in enumerate(STEPS, start=1)
            )
            return Content(" ── ").join(said)

        super().__init__(saying)
