"""Every mistake in a tour that staff write is told with its step, in both languages."""

from __future__ import annotations

import pytest

from enroltui.language import Language
from enroltui.tours.known import SHIPPED, shipped_tour
from enroltui.tours.reading import TourError, read_tour
from enroltui.tours.tour import Typed

TOUR = """
title.en = "To the cart"
title.nl = "Naar de winkelwagen"
today = "2018-01-15"

[[step]]
en = "Search:   type a word."
nl = "Zoek: typ een woord."
keys = ["/", { type = "logic" }, "enter"]
page = "search"
text = ["27121", "EC"]

[[step]]
en = "That was all."
nl = "Dat was alles."
text = { en = "free", nl = "vrij" }
"""


def mistakes(text: str) -> list[str]:
    """Return the mistakes in a tour, in English."""
    with pytest.raises(TourError) as raised:
        read_tour("test", text)
    return [mistake.said(Language("en")) for mistake in raised.value.mistakes]


def test_a_tour_is_read_as_it_is_written() -> None:
    tour = read_tour("test", TOUR)
    assert (tour.title["nl"], tour.today) == ("Naar de winkelwagen", "2018-01-15")
    first, last = tour.steps
    assert first.caption["en"] == "Search: type a word."
    assert first.keys == ("/", Typed("logic"), "enter")
    assert (first.page, first.shown) == ("search", {"en": ("27121", "EC"), "nl": ("27121", "EC")})
    assert (last.keys, last.page, last.shown) == ((), None, {"en": ("free",), "nl": ("vrij",)})


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('title.nl = "Naar de winkelwagen"', "", "title.nl is missing."),
        ('nl = "Zoek: typ een woord."', 'nl = " "', "Step 1: nl is missing."),
        ("Search:   type", "Search: " + "type " * 40, "Step 1: en is too long: 215 characters, of at most 150."),
        ('"/"', '"ctrl+alt+x"', "Step 1: ctrl+alt+x is no key that can be pressed."),
        ('"/"', '"f5"', "Step 1: f5 is no key that can be pressed."),
        ('"/"', "5", "Step 1: 5 is no key that can be pressed."),
        ('"logic"', '"lo\\u001bgic"', "Step 1: {'type': 'lo\\x1bgic'} is no key that can be pressed."),
        ('"search"', '"attic"', "Step 1: There is no page attic."),
        ('"2018-01-15"', '"tomorrow"', 'today: give a day such as "2018-01-15", or a minute such as '),
        (', nl = "vrij"', "", "Step 2: text: give words that stand on the screen, for both languages or for each "),
        ('en = "That', 'wait = 5\nen = "That', "Step 2: wait has no meaning here."),
        ("[[step]]", "[[steps]]", "A tour has from 1 to 99 steps, each under [[step]]."),
        ("[[step]]", "[[step]", "This is not TOML: "),
    ],
)
def test_what_is_wrong_is_told_with_the_step(before: str, after: str, told: str) -> None:
    assert before in TOUR
    wrong = TOUR.replace(before, after, 1 if before != "[[step]]" else -1)
    assert any(mistake.startswith(told) for mistake in mistakes(wrong))


def test_all_that_is_wrong_is_told_at_once_and_in_dutch_too() -> None:
    wrong = TOUR.replace('"search"', '"attic"').replace('nl = "Dat was alles."', "").replace('"/"', '"nokey"')
    assert len(mistakes(wrong)) == 3
    with pytest.raises(TourError) as raised:
        read_tour("test", wrong)
    dutch = [mistake.said(Language("nl")) for mistake in raised.value.mistakes]
    assert dutch[0].startswith("Stap 1: ")


def test_keys_must_lead_to_something_that_can_be_seen() -> None:
    told = mistakes('title = { en = "A", nl = "A" }\n[[step]]\nen = "a"\nnl = "a"\nkeys = "enter"')
    assert told == ["Step 1: Give a page or a text by which one sees that the keys were pressed."]


def test_the_shipped_tours_are_in_order() -> None:
    assert [shipped_tour(name).name for name in SHIPPED] == list(SHIPPED)
