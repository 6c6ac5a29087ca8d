"""Search finds the same rows in the same order on SQLite and on PostgreSQL, with and without its trigrams."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from enroltui.folding import fold
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.searching import Compare, Order, Search
from tests.registrar import arranging, world
from tests.registrar.world import ANNA, YEAR, as_student, at

HER = as_student(ANNA)
ODD = [
    ("4031ODD%1", r"""100% _under\back 'quoted' "double" """, "Één ß Ĳssel"),
    ("4031ODD_2", "C++ & C# (intro) a/b", "Ångström – œuvre"),
    ("4031odd-3", "Zz zZ Ža", "ﬁeld ② ∑ 🙂 日本語学"),
]


@pytest.fixture(params=["by its index", "by reading all"])
def both(request: pytest.FixtureRequest, built_world: Path, tmp_path: Path, empty: str) -> Iterator[list[Registrar]]:
    """The same world on a file and on a server."""
    path = tmp_path / "file.db"
    for where in (path, empty):
        world.build(where)
        with arranging.changed(where) as connection:
            for place, (code, title_en, title_nl) in enumerate(ODD):
                world.add_course(connection, 100 + place, code, title_en, title_nl)
                key = ClassKey(YEAR, 40000 + place)
                world.add_class(connection, 100 + place, world.NewClass(key, meets=at("2018-05-01", 9 + place)))
            if where == empty and request.param == "by reading all":
                connection.exec_driver_sql("DROP INDEX IF EXISTS ix_course_folded_trigrams")
    # A world is small, so that the server would read all of it anyway.
    registrars = [Registrar.open(path), Registrar.open(f"{empty}&options=-c%20enable_seqscan%3Doff")]
    yield registrars
    for registrar in registrars:
        registrar.close()


def _asked() -> list[str]:
    """Parts of what there is to be found, of all lengths, and what is nowhere."""
    chance = Random(7)
    titles = [fold(" ".join(course)) for course in [*world.COURSES, *ODD]]
    found = [
        "",
        "%",
        "_",
        "\\",
        "'",
        '"',
        "100%",
        "%%%",
        "___",
        "a_b",
        "28114",
        "40001",
        "4031LOGI6Y",
        "logi orie",
        "🙂",
    ]
    for _ in range(120):
        title = chance.choice(titles)
        start = chance.randrange(len(title))
        found.append(title[start : start + chance.choice((1, 2, 3, 4, 6, 9))])
    return list(dict.fromkeys(found))


def test_words_find_the_same_in_the_same_order(both: list[Registrar]) -> None:
    for words in _asked():
        for order in Order:
            pages = [outcome.search(HER, ANNA, Search(YEAR, words, order=order)) for outcome in both]
            assert pages[0] == pages[1], words


def test_criteria_find_the_same_in_the_same_order(both: list[Registrar]) -> None:
    for compare in Compare:
        for number in ("4031", "4031odd", "4031ODD_2", "4032", "%", "_", "4031ODD-3", "~", "A", "É", "é"):
            asked = Search(YEAR, catalogue_number=number, catalogue_compare=compare)
            assert both[0].search(HER, ANNA, asked) == both[1].search(HER, ANNA, asked)
    for asked in (Search(YEAR, open_only=True), Search(YEAR, fits=True), Search(YEAR, credits=2**31 - 1), Search("")):
        assert both[0].search(HER, ANNA, asked) == both[1].search(HER, ANNA, asked)
    assert both[0].choices(YEAR) == both[1].choices(YEAR)
    assert both[0].class_lists(YEAR) == both[1].class_lists(YEAR)


def test_a_server_without_an_index_is_warned_of_once(empty: str, caplog: pytest.LogCaptureFixture) -> None:
    world.build(empty)
    with arranging.changed(empty) as connection:
        connection.exec_driver_sql("DROP INDEX IF EXISTS ix_course_folded_trigrams")
    with caplog.at_level(logging.WARNING):
        registrar = Registrar.open(empty)
        for words in ("logic", "calc"):
            registrar.search(HER, ANNA, Search(YEAR, words))
    registrar.close()
    assert ["no index for search" in record.message for record in caplog.records] == [True]
