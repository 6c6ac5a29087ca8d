"""The paces at which a tour plays itself."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Pace:
    """How fast a tour plays itself: seconds to read a word of a caption, and seconds between two keys."""

    word: float
    key: float
    watched: ClassVar[bool] = True
    """Whether somebody watches, who can do a step that does not come to its end by itself."""

    async def read(self, caption: str) -> None:
        """Leave the viewer time to read a caption."""
        await self.wait(1.5 + self.word * len(caption.split()))

    async def between_keys(self, *, typing: bool) -> None:
        """Leave the viewer time to see what a key did; in a typed text the keys follow faster."""
        await self.wait(self.key / 3 if typing else self.key)

    async def wait(self, seconds: float) -> None:
        """Wait for so many seconds."""
        await asyncio.sleep(seconds)


PACES = {"slow": Pace(0.6, 1.6), "normal": Pace(0.35, 0.9), "fast": Pace(0.18, 0.45)}
