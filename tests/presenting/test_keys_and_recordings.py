"""Pressed keys in the corner, and recordings: they are in asciinema's format, and hold no password."""

from __future__ import annotations

import json
from pathlib import Path

import pyte
from rich.segment import Segment
from textual.strip import Strip

from enroltui.presenting.frames import ScreenFrame
from enroltui.presenting.hiding import hidden
from tests.presenting.kit import app_of, demo, last_line
from tests.process import Machine
from tests.screens.kit import screen_text, type_text, until, until_page, until_shown

PASSWORD = "leiden-01"


async def test_pressed_keys_appear_in_the_corner_but_not_those_of_a_password() -> None:
    async with demo() as pilot:
        app_of(pilot).overlay.show_keys(True)
        await until_shown(pilot, "Keys pressed:", "s9900001")
        await type_text(pilot, "s99")
        await until(pilot, lambda: last_line(pilot).endswith("s 9 9"))
        await pilot.press("enter")
        await type_text(pilot, "xyz")
        await pilot.press("backspace", "tab")
        await until(pilot, lambda: last_line(pilot).endswith("s 9 9 enter ⌫ tab"))
        app_of(pilot).overlay.show_keys(False)
        await until(pilot, lambda: "Keys pressed" not in screen_text(pilot.app))


async def test_a_recording_by_a_key_is_in_the_format_and_holds_no_password(tmp_path: Path) -> None:
    recorded = tmp_path / "demo.cast"
    async with demo() as pilot:
        app_of(pilot).overlay.record(recorded.open("x", encoding="utf-8"))
        await until_shown(pilot, "● recording", "s9900001")
        await type_text(pilot, "s9900001")
        await pilot.press("enter")
        await type_text(pilot, PASSWORD)
        await pilot.press("enter")
        await until_page(pilot, "main_menu")
        await pilot.resize_terminal(100, 30)
        await until_shown(pilot, "Sanne de Vries")
        app_of(pilot).overlay.feed.take()
        app_of(pilot).overlay.stop_recording()
        await until(pilot, lambda: "recording" not in screen_text(pilot.app))
    assert "Welcome, Sanne de Vries." in played(recorded)
    typed = [line for line in recorded.read_text().splitlines() if "•••" in line]
    assert typed
    assert not [line for line in typed if PASSWORD in line and "Wei Chen" not in line]


async def test_the_menu_records_to_a_new_file_in_the_folder_where_there_is_one(tmp_path: Path) -> None:
    async with demo() as pilot:
        await pilot.press("ctrl+t")
        await until_shown(pilot, "Show to others")
        assert "Record the screen" not in screen_text(pilot.app)
        await pilot.press("escape")
        app_of(pilot).recordings = tmp_path / "recordings"
        await pilot.press("ctrl+t")
        await until_shown(pilot, "3 Record the screen")
        await pilot.press("3")
        await until_shown(pilot, "● recording", "✓ Recording to")
        await pilot.press("ctrl+t")
        await until_shown(pilot, "3 Stop recording")
        await pilot.press("3")
        await until(pilot, lambda: "● recording" not in screen_text(pilot.app))
    (recorded,) = (tmp_path / "recordings").glob("*.cast")
    assert "Log in" in played(recorded)


def played(recorded: Path) -> str:
    """Return what a terminal shows at the end of a recording, after checking the format of every line.

    https://docs.asciinema.org/manual/asciicast/v2/
    """
    header, *events = map(json.loads, recorded.read_text(encoding="utf-8").splitlines())
    assert header["version"] == 2
    assert all(isinstance(header[name], int) for name in ("width", "height", "timestamp"))
    screen = pyte.Screen(header["width"], header["height"])
    stream, last = pyte.Stream(screen), 0.0
    for when, kind, data in events:
        assert isinstance(data, str)
        assert when >= last
        last = when
        if kind == "r":
            columns, lines = map(int, data.split("x"))
            screen.resize(lines, columns)
        else:
            assert kind == "o"
            stream.feed(data)
    return "\n".join(screen.display)


def test_a_tour_is_recorded_by_a_command_and_as_long_as_it_plays(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.done("tour", "record", "withdraw", "tour.cast", "--lang", "nl", "--pace", "slow")
    assert "Weer ingeschreven." in played(tmp_path / "tour.cast")
    lines = (tmp_path / "tour.cast").read_text().splitlines()
    assert json.loads(lines[-1])[0] > 60
    ended = machine.run("tour", "record", "withdraw", "tour.cast")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "There is a file tour.cast already; it was left as it is.\n"


def test_the_recording_in_the_documents_plays() -> None:
    shipped = Path(__file__).parents[2] / "docs" / "recordings" / "search.cast"
    assert "Done: every class has its own result." in " ".join(played(shipped).split())


def test_tours_are_listed_and_checked_by_commands(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    own = tmp_path / "data" / "enroltui" / "tours" / "own.toml"
    own.parent.mkdir(parents=True)
    own.write_text('title = { en = "Mine", nl = "Van mij" }\n[[step]]\nen = "Look."\nnl = "Kijk."\n')
    assert [tour["name"] for tour in machine.json("tour", "list")][-2:] == ["minor", "own"]
    assert machine.done("tour", "check", str(own)) == "Mine: 1 step, nothing wrong with it.\n"
    own.write_text(own.read_text() + 'page = "attic"\n')
    ended = machine.run("tour", "check", str(own), "--lang", "nl")
    assert (ended.returncode, ended.stderr) == (1, "Stap 1: Er is geen pagina attic.\n")
    assert machine.run("tour", "check", "missing.toml").returncode == 2
    assert "There is no tour dance." in machine.run("tour", "play", "dance").stderr
    assert [tour["name"] for tour in machine.json("tour", "list")][-1] == "minor"


def test_names_are_hidden_whole_in_part_cut_and_across_lines() -> None:
    lines = ["Sanne de Vries (s9900001)", "by SANNE", "de Vries, 9900001", "Sa… Jan 15, Vri…", "s99 27121 sannex"]
    frame = ScreenFrame([Strip([Segment(line[:3]), Segment(line[3:])]) for line in lines])
    assert hidden(frame, ["Sanne de Vries"]).lines == [
        "•••••••••••••• (••••••••)",
        "by •••••",
        "de •••••, •••••••",
        "••• Jan 15, ••••",
        "••• 27121 sannex",
    ]
