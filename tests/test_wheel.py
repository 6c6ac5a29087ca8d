"""The wheel holds all that the program needs and no more, and works from any folder; the source has the rest too."""

import json
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

from enroltui import __version__
from enroltui.shipped import shipped_catalogue
from tests.process import CHECKOUT, Machine


def test_the_wheel_is_whole_and_works_from_any_folder(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-t", "wheel", "-d", str(tmp_path / "dist")]
    subprocess.run(build, cwd=CHECKOUT, check=True, capture_output=True)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    (source,) = (tmp_path / "dist").glob("*.tar.gz")
    with tarfile.open(source) as packed:
        assert f"{source.name.removesuffix('.tar.gz')}/catalogue_maker/leiden/courses.csv" in packed.getnames()
    unpacked = tmp_path / "unpacked"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(unpacked)
    kept = ("*.py", "*.tcss", "*.mo", "*.md", "*.toml", "*.txt", "py.typed")
    for pattern in kept:
        needed = {path.relative_to(CHECKOUT) for path in (CHECKOUT / "enroltui").rglob(pattern)}
        assert needed
        assert needed <= {path.relative_to(unpacked) for path in unpacked.rglob(pattern)}
    assert sorted(path.name for path in unpacked.iterdir()) == ["enroltui", f"enroltui-{__version__}.dist-info"]
    for pattern in ("*.po", "*.mako", "*.csv"):  # what makes the messages, the migrations and the catalogue
        assert not [*unpacked.rglob(pattern)]
    assert "License-Expression: MIT" in next(unpacked.glob("*.dist-info/METADATA")).read_text()
    assert list(unpacked.glob("*.dist-info/licenses/LICENSE"))
    assert (unpacked / "enroltui/catalogue.db").read_bytes() == shipped_catalogue().read_bytes()
    machine = Machine(tmp_path, own_process=True, PYTHONPATH=str(unpacked))
    assert len(machine.json("classes", "logic")) > 1
    ended = machine.run("classes", "logic", "--lang", "nl", "--json")
    assert json.loads(ended.stdout)
    assert machine.own_database.exists()
    assert prove(machine, 2, "--plant", "seat-lost") == (1, "fault")
    assert prove(machine, 12) == (0, "holds")


def prove(machine: Machine, seconds: int, *arguments: str) -> tuple[int, str]:
    """Run the proof for longer and longer, until it has seen enough; return its exit status and verdict."""
    while True:
        ended = machine.run("prove", "--json", "--seconds", str(seconds), *arguments)
        assert ended.stderr == ""
        if ended.returncode != 2 or seconds > 600:
            break
        seconds *= 3
    return ended.returncode, json.loads(ended.stdout)["verdict"]
