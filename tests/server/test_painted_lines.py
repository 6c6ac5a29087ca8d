"""A session keeps no lines that its pages were painted from, and paints as before without them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.server.inside import Visitor, inside, until, visiting


async def test_painted_lines_are_let_go_of_and_pages_painted_as_before(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("enroltui.server.remote_app.KEEP_PAINTED", 0.05)
    async with inside(small) as running, visiting(running) as visitor:
        await visitor.wait_for("Welcome")
        visitor.press("/")
        await visitor.wait_for("Search")
        visitor.press("log")
        await visitor.wait_for("28117")
        await visitor.wait_for("1-4 of 4")
        shown = table(visitor)
        [session] = running.lifecycle.sessions
        assert session._app
        nodes = [node for screen in session._app.screen_stack for node in screen.walk_children(with_self=True)]
        await until(lambda: not any(node._styles_cache._cache for node in nodes))  # type: ignore[attr-defined]
        visitor.press("q")
        await visitor.wait_for("logq")
        visitor.press("\x7f")
        await visitor.wait_until_gone("logq")
        while table(visitor) != shown:
            assert await visitor.read()


def table(visitor: Visitor) -> str:
    """The page down to the end of its table; the class under the cursor is told below it a moment later."""
    return visitor.text.partition("1-4 of 4")[0]
