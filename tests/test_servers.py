"""The tests start the package's PostgreSQL, or the system's where there is none; else a sentence says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit import servers


@pytest.fixture(autouse=True)
def no_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the package missing, as on Python 3.15, for which there is none."""
    monkeypatch.delenv(servers.PROGRAMS_VARIABLE, raising=False)
    monkeypatch.setattr(servers, "find_spec", lambda name: None)


def test_without_the_package_it_is_the_newest_of_the_systems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for major in (9, 15, 18):
        (tmp_path / str(major) / "bin").mkdir(parents=True)
        if major != 18:  # of which only the client is installed
            (tmp_path / str(major) / "bin" / "initdb").touch()
    monkeypatch.setattr(servers, "SYSTEMS", (f"{tmp_path.relative_to('/')}/*/bin",))
    assert servers.programs() == tmp_path / "15" / "bin"


def test_where_there_is_neither_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(servers, "SYSTEMS", ())
    with pytest.raises(LookupError, match=r"apt-get install postgresql.*ENROLTUI_TEST_PROGRAMS"):
        servers.programs()
