"""The recording of docs/ is today's tour, and a picture or recording that shows other words is told."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from docs.__main__ import DOCS, RECORDED, make_recording, out_of_date, words_of


def test_the_recording_is_of_todays_tour(tmp_path: Path) -> None:
    make_recording(tmp_path / "recordings")
    assert words_of(tmp_path / "recordings" / f"{RECORDED}.cast") == words_of(DOCS / "recordings" / f"{RECORDED}.cast")


@pytest.mark.parametrize(
    ("file", "shown", "other"),
    [("pictures/login.svg", "Sanne", "Susan"), ("recordings/search.cast", "Shopping", "Shipping")],
)
def test_what_shows_other_words_is_told(tmp_path: Path, file: str, shown: str, other: str) -> None:
    for folder in ("pictures", "recordings"):
        copytree(DOCS / folder, tmp_path / folder)
    assert out_of_date(tmp_path) == []
    made = (tmp_path / file).read_text(encoding="utf-8")
    assert shown in made
    (tmp_path / file).write_text(made.replace(shown, other), encoding="utf-8")
    (tmp_path / "pictures" / "results.svg").unlink()
    assert out_of_date(tmp_path) == sorted([file, "pictures/results.svg"])
