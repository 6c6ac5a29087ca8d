"""What a watcher is told stands whole in the watcher's own window, and in the watcher's own language."""

from __future__ import annotations

from pathlib import Path

from tests.registrar.world import HELPDESK, PASSWORD
from tests.server.inside import inside, visiting
from tests.server.test_demonstrating import PRESENT, guest, presented

NARROW = (40, 16)


async def test_that_a_page_is_hidden_is_told_whole_and_in_the_watchers_language(small: Path) -> None:
    async with inside(small) as running, visiting(running, HELPDESK, password=PASSWORD) as presenter:
        await presenter.wait_for("Welcome")
        code = await presented(presenter)
        await presenter.wait_for("student hidden")
        async with guest(running, f"watch-{code}", NARROW) as watcher:
            await watcher.wait_for("Arrow keys scroll")
            presenter.press("1")
            await presenter.wait_for("› Counter")
            await watcher.wait_for("hides it.")
            shown = " ".join(watcher.text.split())
            assert "This page shows people by name; the presenter hides it." in shown
            assert "q leave" in shown
            watcher.press("l")
            await watcher.wait_for("q weg")
            shown = " ".join(watcher.text.split())
            assert "Deze pagina toont mensen met naam; de presentator verbergt haar." in shown
            assert "Counter" in presenter.text


async def test_lines_of_the_watching_itself_are_broken_and_not_cut(small: Path) -> None:
    async with inside(small, demo=True) as running, guest(running, "demo") as presenter:
        await presenter.wait_for("s9900001")
        code = await presented(presenter)
        async with guest(running, "watch-AAAA", (24, 16)) as watcher:
            await watcher.wait_for("Code:")
            assert "There is no presentation with this code." in " ".join(watcher.text.split())
            watcher.press(f"{code}\r")
            await watcher.wait_for("80x24")
            assert "Arrow keys scroll: the presenter has 80x24. q leave" in " ".join(watcher.text.split())
            watcher.press(10 * "\x1b[B")
            await watcher.wait_for("Presenting, code")
            presenter.press(PRESENT)
            await watcher.wait_for("presenter pauses.")
            assert "The presenter pauses. q leave" in " ".join(watcher.text.split())
