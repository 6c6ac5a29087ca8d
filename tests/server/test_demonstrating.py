"""Guests without an account, over SSH: the demo, and watching what somebody presents."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import asyncssh
import pytest

from enroltui.server.limits import Limits
from tests.registrar.world import ANNA, HELPDESK, PASSWORD
from tests.server.inside import Inside, Visitor, connect, inside, terminal, until, visiting
from tests.server.kit import Client, Served

PRESENT, MENU, QUIT = "\x12", "\x14", "\x11"
SANNE = "s9900001"
WRONG = "There is no presentation with this code."
LEFT_FULL_SCREEN = b"\x1b[?1049l"


@asynccontextmanager
async def guest(running: Inside, name: str, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Visitor]:
    """Connect as a guest, who gives no password."""
    async with await connect(running, name, None) as connection:
        yield await terminal(connection, size)


async def presented(presenter: Visitor) -> str:
    """Begin a presentation, and return the code that the presenter gets."""
    presenter.press(PRESENT)
    await presenter.wait_for("Presenting, code ")
    found = re.search(r"Presenting, code (\w{4}-\w{4})", presenter.text)
    assert found is not None
    return found[1]


def page_of(visitor: Visitor) -> list[str]:
    """Return the screen's lines without the bar that tells of the presentation."""
    return visitor.text.splitlines()[:23]


async def test_the_demo_asks_for_no_password_and_is_thrown_away(small: Path) -> None:
    before = small.read_bytes()
    async with inside(small, demo=True) as running:
        async with guest(running, "demo") as visitor:
            await visitor.wait_for("s9900001")
            assert "demo ·" in visitor.text
            visitor.press("\t\t\r")
            await visitor.wait_for("••••")
            visitor.press("\r")
            await visitor.wait_for("Welcome, Sanne de Vries.")
            assert "demo · s9900001" in visitor.text
            visitor.press("\x0f")
            await visitor.wait_for("You have logged out.")
            visitor.press(QUIT)
            await visitor.wait_for_end()
            assert LEFT_FULL_SCREEN in visitor.written
        await until(lambda: not running.lifecycle.sessions)
        async with guest(running, "demo") as visitor:
            await visitor.wait_for("s9900001")
            assert "Welcome" not in visitor.text
    assert small.read_bytes() == before


async def test_without_the_demo_its_name_is_as_unknown_as_any_other(small: Path) -> None:
    async with inside(small) as running:
        with pytest.raises(asyncssh.PermissionDenied):
            await connect(running, "demo", "demo")


async def test_guests_get_a_terminal_and_nothing_else(small: Path) -> None:
    async with inside(small, Limits(demos=1), demo=True) as running, guest(running, "demo") as first:
        await first.wait_for("s9900001")
        await presented(first)
        for name in ("demo", "watch"):
            async with await connect(running, name, None) as connection:
                ended = await connection.run("classes logic", encoding=None)
                assert (ended.exit_status, ended.stdout) == (2, b"")
            async with await connect(running, name, None) as connection:
                with pytest.raises(asyncssh.ChannelOpenError):
                    await connection.open_connection("127.0.0.1", running.port)
        async with guest(running, "demo") as second:
            await second.wait_for("Too many others are here just now.")


async def test_who_would_watch_comes_in_only_while_something_is_presented(small: Path) -> None:
    told = "Nothing is presented just now.* Er wordt nu niets gepresenteerd"
    async with inside(small, demo=True) as running, guest(running, "demo") as presenter:
        await presenter.wait_for("s9900001")
        for name in ("watch", "watch-AAAA-BBBB"):
            with pytest.raises(asyncssh.DisconnectError, match=told):
                await connect(running, name, None)
        code = await presented(presenter)
        async with guest(running, f"watch-{code}") as watcher:
            await watcher.wait_for("Marco Rossi")
        presenter.press(QUIT)
        await presenter.wait_for_end()
        with pytest.raises(asyncssh.DisconnectError, match=told):
            await connect(running, f"watch-{code}", None)
        assert [event["why"] for event in running.events("refused")] == ["guest"] * 3


def test_openssh_tells_who_would_watch_that_nothing_is_presented(served: Served, tmp_path: Path) -> None:
    ended = Client(served, tmp_path / "watch", "watch").run()
    assert ended.returncode == 255
    assert "Nothing is presented just now." in ended.stderr
    assert "Er wordt nu niets gepresenteerd." in ended.stderr


async def test_a_tour_over_ssh_by_its_menu(small: Path) -> None:
    async with inside(small, demo=True) as running, guest(running, "demo") as visitor:
        await visitor.wait_for("s9900001")
        visitor.press(MENU)
        await visitor.wait_for("A guided tour…")
        visitor.press("1")
        await visitor.wait_for("Which tour?")
        visitor.press("1")
        await visitor.wait_for("I do each step myself")
        visitor.press("1")
        await visitor.wait_for("Tab twice goes to the list.")
        visitor.press("\t\t")
        await visitor.wait_for("Tour, step 2 of 16")


async def test_who_has_the_code_sees_the_whole_screen_live_and_can_do_nothing(small: Path) -> None:
    async with inside(small, demo=True) as running, guest(running, "demo") as presenter:
        await presenter.wait_for("s9900001")
        code = await presented(presenter)
        async with guest(running, f"watch-{code}") as early:
            await early.wait_for("Marco Rossi")
            await presenter.wait_for("1 watches")
            presenter.press("\t\t\r")
            await early.wait_for("Press Enter to log in.")
            early.press("x\r")
            presenter.press("\r")
            await early.wait_for("Welcome, Sanne de Vries.")
            async with guest(running, "watch") as late:
                await late.wait_for("Code:")
                late.press(code.lower() + "\r")
                await late.wait_for("Welcome, Sanne de Vries.")
                await presenter.wait_for("2 watch")
                await early.wait_for("2 watch")
                await late.wait_for("2 watch")
                assert page_of(late) == page_of(early) == page_of(presenter)
                late.press("q")
                await late.wait_for_end()
            await presenter.wait_for("1 watches")
            presenter.press(PRESENT)
            await early.wait_for("The presenter pauses.")
            presenter.press("1")
            await presenter.wait_for("Student Center  ")
            assert "Welcome" in early.text
            presenter.press(PRESENT)
            await early.wait_for("› Self Service")
            presenter.press(QUIT)
            await early.wait_for("The presentation is over.")
            await early.wait_for_end()
            assert LEFT_FULL_SCREEN in early.written


async def test_wrong_codes_slow_their_address_down_and_the_right_one_is_still_found(small: Path) -> None:
    async with inside(small, demo=True) as running, guest(running, "demo") as presenter:
        await presenter.wait_for("s9900001")
        code = await presented(presenter)
        for _ in range(4):
            async with guest(running, "watch") as mistyping:
                await mistyping.wait_for("Code:")
                for _ in range(3):
                    before = len(running.events("wrong_code"))
                    mistyping.press("AAAA-AAAA\r")
                    await until(lambda before=before: len(running.events("wrong_code")) > before)  # type: ignore[misc]
                await mistyping.wait_for_end()
                assert WRONG in mistyping.text, "it is said at the end too"
        assert "One moment: many wrong codes came from your network." in mistyping.written.decode()
        async with guest(running, f"watch-{code}", (80, 30)) as watching:
            await watching.wait_for("You watch.")
            await presenter.wait_for("1 watches")
            await presenter.wait_for("12 wrong codes")
        told = running.events("wrong_code")
        assert [event["tries"] for event in told] == list(range(1, 13))
        assert {event["address"] for event in told} == {"127.0.0.1"}
        assert "AAAA" not in running.written.getvalue(), "nearly right ones would help whoever reads the log"
        assert running.service.presentations.wait("127.0.0.1", 1e9) == 0, "the right one clears the count"


async def test_a_code_ends_with_its_presentation(small: Path) -> None:
    async with inside(small, demo=True) as running, guest(running, "demo") as presenter:
        await presenter.wait_for("s9900001")
        code = await presented(presenter)
        assert running.service.presentations.find(code, "192.0.2.1", 0.0) is not None
        presenter.press(QUIT)
        await presenter.wait_for_end()
        assert running.service.presentations.find(code, "192.0.2.2", 0.0) is None


async def test_a_hidden_student_is_in_no_byte_that_a_watcher_gets(catalogue: Path) -> None:
    async with inside(catalogue) as running, visiting(running, HELPDESK, password="helpdesk-01") as presenter:
        await presenter.wait_for("Welcome")
        code = await presented(presenter)
        await presenter.wait_for("student hidden")
        async with guest(running, f"watch-{code}") as watcher:
            await watcher.wait_for("Counter")
            presenter.press("1")
            await presenter.wait_for("› Counter")
            await watcher.wait_for("This page shows people by name")
            presenter.press(f"{SANNE}\r")
            await presenter.wait_for("1  As the student sees it")
            presenter.press("1")
            await watcher.wait_for("› Student Center")
            for key, page in (
                ("3", "› My classes"),
                ("\x1b", "1  Enrol"),
                ("g", "Type the name"),
                ("\x1b", "1  Enrol"),
            ):
                presenter.press(key)
                await watcher.wait_for(page)
            presenter.press(QUIT)
            await watcher.wait_for_end()
            for secret in (SANNE, SANNE[1:], "Sanne", "Vries"):
                assert secret.encode() in presenter.written
                assert secret.encode() not in watcher.written


async def test_a_smaller_window_scrolls_and_says_so(small: Path) -> None:
    async with inside(small, demo=True) as running, guest(running, "demo") as presenter:
        await presenter.wait_for("s9900001")
        code = await presented(presenter)
        async with guest(running, f"watch-{code}", (60, 15)) as watcher:
            await watcher.wait_for("Arrow keys scroll: the presenter has 80x24.")
            assert "Log in" in watcher.text.splitlines()[0]
            assert "nl en" not in watcher.text
            watcher.press(4 * "\x1b[C")
            await watcher.wait_for("nl en")


async def test_who_does_not_read_holds_nobody_up_and_a_hundred_can_watch(small: Path) -> None:
    limits = Limits(connections=200, half_open=200, output_buffer=4096)
    async with inside(small, limits, demo=True) as running, guest(running, "demo") as presenter:
        await presenter.wait_for("s9900001")
        code = await presented(presenter)
        async with AsyncExitStack() as stack:
            watchers = [await stack.enter_async_context(guest(running, f"watch-{code}")) for _ in range(100)]
            await presenter.wait_for("100 watch")
            presenter.press("\t\t\r")
            await presenter.wait_for("••••")
            presenter.press("\r")
            await presenter.wait_for("Welcome, Sanne de Vries.")
            for watcher in watchers:  # who had read nothing until now
                await watcher.wait_for("Welcome, Sanne de Vries.")
                assert len(watcher.written) < 1_000_000


async def test_a_right_password_is_still_asked_of_everybody_else(small: Path) -> None:
    async with inside(small, demo=True) as running:
        with pytest.raises(asyncssh.PermissionDenied):
            await connect(running, ANNA, None)
        async with await connect(running, ANNA, PASSWORD):
            pass


def test_demo_presenting_and_watching_with_openssh(served: Served, tmp_path: Path) -> None:
    with Client(served, tmp_path / "demo", "demo").terminal() as presenter:
        presenter.wait_for("s9900001")
        presenter.press(PRESENT)
        presenter.wait_for("Presenting, code ")
        found = re.search(r"code (\w{4}-\w{4})", presenter.text)
        assert found is not None
        with Client(served, tmp_path / "watch", f"watch-{found[1]}").terminal() as watcher:
            watcher.wait_for("Marco Rossi")
            presenter.wait_for("1 watches")
            presenter.press("\t\t\r")
            watcher.wait_for("••••")
            watcher.press("q")
            watcher.wait_for("Goodbye.")
            watcher.wait_for_end()
            assert LEFT_FULL_SCREEN in watcher.written
        presenter.wait_for("0 watch")
