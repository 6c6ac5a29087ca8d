"""Every text that a person reads is there in English and in Dutch."""

from __future__ import annotations

from datetime import date
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo

from enroltui.language import Language, code_from_environment
from enroltui.locale.messages import DUTCH, compiled, dutch, gathered, said, untranslated


def in_source() -> set[object]:
    return {message.id for message in gathered() if message.id}


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def spoken(catalog: Catalog) -> dict[str, list[str]]:
    """Return the words of each message."""
    return {
        repr(message.id if isinstance(message.id, str) else [*message.id]): said(message)
        for message in catalog
        if message.id
    }


def test_every_message_of_the_source_is_in_dutch() -> None:
    assert in_source() - {message.id for message in dutch()} == set()
    assert untranslated(dutch()) == []


def test_no_message_is_kept_that_nobody_says() -> None:
    assert {message.id for message in dutch() if message.id} - in_source() == set()


def test_the_compiled_messages_are_those_of_the_po_file() -> None:
    with DUTCH.with_suffix(".mo").open("rb") as kept:
        assert spoken(read_mo(kept)) == spoken(dutch())


def test_the_compiled_file_is_the_same_whichever_babel_writes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    now = compiled(dutch())
    monkeypatch.setattr("babel.messages.catalog.VERSION", "99.9")
    assert compiled(dutch()) == now


def test_dutch_fills_in_the_same_facts() -> None:
    messages = [message for message in dutch() if message.id]
    assert messages
    wrong = [str(message.id) for message in messages if not fills_in_the_same(message)]
    assert not wrong, "\n".join(wrong)


def fills_in_the_same(message: Message) -> bool:
    """Say whether each Dutch form has the places of the English; "one place" may leave the count out in either."""
    english = message.id if isinstance(message.id, (list, tuple)) else [message.id]
    expected = set().union(*(places(text) for text in english))
    return all(places(words) | {"count"} == expected | {"count"} for words in said(message))


def test_dates_are_written_as_each_language_does() -> None:
    day = date(2018, 1, 15)
    assert Language("en").day_and_year(day) == "Mon 15 Jan 2018"
    assert Language("nl").day_and_year(day) == "ma 15 jan 2018"
    assert Language("en").full_day(day) == "Monday 15 January 2018"
    assert Language("nl").full_day(day) == "maandag 15 januari 2018"
    assert [Language("nl").long_date(date(2018, month, 1)) for month in (3, 8)] == ["1 maart 2018", "1 augustus 2018"]
    assert (Language("en").month(day), Language("nl").month(day)) == ("January 2018", "januari 2018")


@pytest.mark.parametrize(
    ("first", "last", "english", "dutch"),
    [
        (date(2018, 2, 5), date(2018, 2, 10), "5–10 Feb 2018", "5–10 feb 2018"),
        (date(2018, 9, 3), date(2018, 9, 7), "3–7 Sep 2018", "3–7 sep 2018"),
        (date(2018, 2, 26), date(2018, 3, 2), "26 Feb – 2 Mar 2018", "26 feb – 2 mrt 2018"),
        (date(2018, 12, 31), date(2019, 1, 4), "31 Dec 2018 – 4 Jan 2019", "31 dec 2018 – 4 jan 2019"),
        (date(2018, 3, 10), date(2018, 3, 10), "10 Mar 2018", "10 mrt 2018"),
    ],
)
def test_what_the_days_of_a_week_share_is_written_once(first: date, last: date, english: str, dutch: str) -> None:
    assert (Language("en").days(first, last), Language("nl").days(first, last)) == (english, dutch)


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({}, "en"),
        ({"LANG": "nl_NL.UTF-8"}, "nl"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LC_ALL": "en_GB.UTF-8", "LANG": "nl_NL.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "nl_BE", "LANG": "en_GB"}, "nl"),
    ],
)
def test_the_language_comes_from_the_environment(environment: dict[str, str], code: str) -> None:
    assert code_from_environment(environment) == code
