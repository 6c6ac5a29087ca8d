"""Every text that a person reads is there in English and in Dutch."""

from __future__ import annotations

from datetime import date
from string import Formatter

import pytest
from babel.messages.catalog import Message

from enroltui.language import Language, code_from_environment
from enroltui.locale.messages import DUTCH, compiled, dutch, gathered, said, untranslated


def in_source() -> set[object]:
    return {message.id for message in gathered() if message.id}


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_message_of_the_source_is_in_dutch() -> None:
    assert in_source() - {message.id for message in dutch()} == set()
    assert untranslated(dutch()) == []


def test_no_message_is_kept_that_nobody_says() -> None:
    assert {message.id for message in dutch() if message.id} - in_source() == set()


def test_the_compiled_messages_are_those_of_the_po_file() -> None:
    assert DUTCH.with_suffix(".mo").read_bytes() == compiled(dutch())


@pytest.mark.parametrize("message", [m for m in dutch() if m.id], ids=lambda m: str(m.id)[:40])
def test_dutch_fills_in_the_same_facts(message: Message) -> None:
    english = message.id if isinstance(message.id, (list, tuple)) else [message.id]
    expected = set().union(*(places(text) for text in english))
    for words in said(message):
        # "one place" may leave the count out, in either language
        assert places(words) | {"count"} == expected | {"count"}


def test_dates_are_written_as_each_language_does() -> None:
    day = date(2018, 1, 15)
    assert Language("en").day_and_year(day) == "Mon 15 Jan 2018"
    assert Language("nl").day_and_year(day) == "ma 15 jan 2018"
    assert Language("nl").full_day(day) == "maandag 15 januari 2018"


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
