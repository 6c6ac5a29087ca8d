"""A program that is broken is found out, not only one whose records were spoilt."""

from __future__ import annotations

from pathlib import Path

from tests.changed_copy import copy_of_the_program, python


def test_without_the_lock_on_a_class_seats_are_seen_to_be_given_twice(tmp_path: Path, empty: str) -> None:
    copy = copy_of_the_program(tmp_path / "copy")
    locking = copy / "enroltui" / "registrar" / "locking.py"
    source = locking.read_text(encoding="utf-8")
    locked = '== bindparam("number"))\n    .with_for_update(key_share=True)'
    assert source.count(locked) == 1
    locking.write_text(source.replace(locked, locked.partition("\n")[0]), encoding="utf-8")
    for seconds in (5, 20, 80, 320):
        ended = python(copy, "-m", "enroltui", "prove", "--database", empty, "--seconds", str(seconds))
        assert ended.stderr == ""
        if ended.returncode == 1:
            break
    assert ended.returncode == 1
    assert "Do not open enrolment on this machine" in ended.stdout
    assert "but the class is full." in ended.stdout
