"""A text from outside keeps what can be read, and loses what a terminal must never get."""

from __future__ import annotations

import json
import unicodedata

import pytest

from enroltui.printable import harmless, harmless_json, harmless_lines, printable

OSC_52 = "\x1b]52;c;cm0gLXJm\x07"
"""It sets the clipboard."""


@pytest.mark.parametrize("character", ["\0", "\x07", "\x1b", "\x7f", "\x9b", "\xad", "\u200b", "\u202e", "\u2066"])
def test_what_a_terminal_obeys_or_a_reader_does_not_see_is_left_out(character: str) -> None:
    assert harmless(f"Anna{character}Bakker") == "AnnaBakker"


@pytest.mark.parametrize("character", ["\n", "\t", "\r", "\x1e", "\x85", "\u2028", "\u2029"])
def test_what_breaks_a_line_becomes_a_space(character: str) -> None:
    assert harmless(f"Anna{character}Bakker") == "Anna Bakker"


def test_of_all_characters_none_is_kept_that_is_control_format_surrogate_or_a_line_break() -> None:
    kept = harmless("".join(map(chr, range(0x110000))))
    assert not {unicodedata.category(character) for character in kept} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


@pytest.mark.parametrize(
    "word",
    ["می\u200cخواهم", "क्\u200dष", "രാമന്\u200d", "ശ്\u200cര", "\u2764\ufe0f"],
    ids=["Persian", "Hindi", "Malayalam at the end", "Malayalam", "variation selector"],
)
def test_what_spells_stays(word: str) -> None:
    assert harmless(word) == word
    assert printable(f" {word}  {word} ") == f"{word} {word}"


@pytest.mark.parametrize("text", ["\u200dAnna", "Anna\u200d", "An\u200d\u200dna 1\u200c2"])
def test_a_joiner_that_joins_nothing_is_left_out(text: str) -> None:
    assert harmless(text).replace("An\u200dna", "Anna") == printable(text.replace("\u200d", "").replace("\u200c", ""))


def test_spaces_are_kept_as_they_are() -> None:
    assert harmless("  Anna\xa0 Bakker\u202f") == "  Anna\xa0 Bakker\u202f"


def test_lines_stay_lines() -> None:
    assert harmless_lines(f"Dear office,\r\n\n{OSC_52}please\n") == "Dear office,\n\n]52;c;cm0gLXJmplease\n"


@pytest.mark.parametrize("ensure_ascii", [True, False])
def test_json_is_cleaned_inside_and_stays_the_same_where_it_is_clean(ensure_ascii: bool) -> None:
    dirty = {"problem": f"one\n{OSC_52}two", "list": ["\u202ethree", 4, None], f"{OSC_52}name": True}
    clean = {"problem": "one\n]52;c;cm0gLXJmtwo", "list": ["three", 4, None], "]52;c;cm0gLXJmname": True}
    assert json.loads(harmless_json(json.dumps(dirty, ensure_ascii=ensure_ascii))) == clean
    said = json.dumps({"problem": 'é "quoted"\nline', "list": []}, indent=1, ensure_ascii=ensure_ascii)
    assert harmless_json(said) == said
