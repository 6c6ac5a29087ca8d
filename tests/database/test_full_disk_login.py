"""On a full disk a login tells nothing of the password: what can't be counted is not answered."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from enroltui.errors import DatabaseTrouble, Trouble
from enroltui.registrar.registrar import Registrar
from kit.small_disk import give_back, small_disk
from tests.registrar.world import ANNA, PASSWORD


@pytest.fixture
def filling(built_world: Path, tmp_path: Path) -> Iterator[Registrar]:
    """Yield a registrar whose disk is full since it was opened."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if not small_disk(folder, 2):
        pytest.skip("no file system can be mounted here, so no disk can be filled")
    try:
        opened = Registrar.open(Path(shutil.copy(built_world, folder / "enroltui.db")))
        opened.sign_in("somebody", "wrong")  # its log is there, so that all can be read
        with (folder / "rest").open("wb", buffering=0) as rest, suppress(OSError):
            while rest.write(b"0" * 4096):
                pass
        yield opened
        opened.close()
    finally:
        give_back(folder)


@pytest.mark.parametrize(("name", "password"), [(ANNA, PASSWORD), (ANNA, "wrong"), ("nobody", PASSWORD)])
def test_right_and_wrong_are_answered_alike(filling: Registrar, name: str, password: str) -> None:
    with pytest.raises(DatabaseTrouble) as trouble:
        filling.sign_in(name, password)
    assert trouble.value.kind is Trouble.FULL
