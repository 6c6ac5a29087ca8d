"""Make the pictures of the README and of docs/, and the recording, from the real program: `python -m docs`.

`python -m docs --check` changes nothing, and tells which of them show other words than the program does now.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

import pyte

from docs.pictures.taking import make_pictures
from enroltui.app import EnrolApp
from enroltui.language import Language
from enroltui.presenting.tour_recording import record_tour
from enroltui.sandbox import Sandbox
from enroltui.tours.known import shipped_tour
from enroltui.tours.pace import PACES

DOCS = Path(__file__).parent
RECORDED = "search"
"""The name of the tour that is recorded."""
RUNS_ON = re.compile(r"\b10:\d\d\b|(?<=code\s)\w{4}-\w{4}|▸")
"""What may differ each time: the minute, the code of a presentation, and whether the cursor is painted already."""


def make_recording(folder: Path) -> None:
    """Record the tour in a new folder, at the pace and size of `enroltui tour record`."""
    folder.mkdir()
    sandbox = Sandbox()
    with (folder / f"{RECORDED}.cast").open("x", encoding="utf-8") as file:
        app = EnrolApp(sandbox.begin(Language("en")), make_sandbox=Sandbox)
        asyncio.run(record_tour(app, shipped_tour(RECORDED), PACES["normal"], (80, 24), file))
    sandbox.close()


def words_of(file: Path) -> list[str]:
    """Return what a picture shows, line by line, or a recording at the end of each step of its tour."""
    shown = _of_recording(file) if file.suffix == ".cast" else _of_picture(file)
    return [" ".join(RUNS_ON.sub(" ", line).split()) for line in shown]


def _of_picture(file: Path) -> list[str]:
    lines: dict[float, list[tuple[float, str]]] = {}
    for one in ElementTree.parse(file).iter("{http://www.w3.org/2000/svg}text"):
        lines.setdefault(float(one.get("y", 0)), []).append((float(one.get("x", 0)), one.text or ""))
    return ["".join(text for _, text in sorted(line)) for _, line in sorted(lines.items())]


def _of_recording(file: Path) -> list[str]:
    screen, steps = pyte.Screen(80, 24), {}
    stream = pyte.Stream(screen)
    for _, kind, painted in map(json.loads, file.read_text(encoding="utf-8").splitlines()[1:]):
        if kind == "o":
            stream.feed(painted)
            if step := re.search(r"step (\d+) of", "\n".join(screen.display)):
                above = next(number for number, line in enumerate(screen.display) if step[0] in line) - 1
                # The keys above the tour's bar follow the cursor.
                steps[step[1]] = [*screen.display[:above], *screen.display[above + 1 :]]
    return [line for lines in steps.values() for line in lines]


def out_of_date(fresh: Path) -> list[str]:
    """Return the files of docs/ that show other words than those made in this folder, or are only in one of both."""
    kinds = ("pictures/*.svg", "recordings/*.cast")
    here, there = ({one.relative_to(root) for kind in kinds for one in root.glob(kind)} for root in (DOCS, fresh))
    both = {name for name in here & there if words_of(DOCS / name) == words_of(fresh / name)}
    return sorted(str(name) for name in (here | there) - both)


def main() -> int:
    """Make them all anew, or with --check say which would be other ones. Return the exit status."""
    with TemporaryDirectory() as place:
        make_pictures(Path(place) / "pictures")
        make_recording(Path(place) / "recordings")
        if "--check" not in sys.argv:
            copytree(place, DOCS, dirs_exist_ok=True)
            return 0
        if changed := out_of_date(Path(place)):
            told = ["These show other words than the program now does; make them anew with: python -m docs", *changed]
            sys.stderr.writelines(f"{line}\n" for line in told)
        return bool(changed)


if __name__ == "__main__":
    sys.exit(main())
