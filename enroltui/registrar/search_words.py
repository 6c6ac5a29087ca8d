"""The words of a search: titles' words and numbers in any order, each of which a class must have."""

from __future__ import annotations

import re

from sqlalchemy import ColumnElement, Select, column, or_, select, table

from enroltui.folding import fold
from enroltui.registrar.tables import class_, course
from enroltui.terms import COMPONENT_LETTERS

MOST_WORDS = 20
LONGEST_WORD = 80
"""Longer than any word of a title: finds nothing."""

TRIGRAM = 3
"""The fewest letters that SQLite's trigram index can look up."""

_search_index = table("course_search", column("rowid"), column("course_search"))
_WITH_LETTER = re.compile(rf"\d{{4}}\S{{4,6}}[{''.join(COMPONENT_LETTERS.values()).lower()}y]", re.ASCII)
"""A catalogue number (4031LOGI6) with uSis's component letter, or the Y of the whole, behind it."""
_CLASS_NUMBER = re.compile(r"[1-9]\d{4}", re.ASCII)
_NOT_TEXT = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


def has_words(typed: str) -> list[ColumnElement[bool]] | None:
    """The conditions on a class and its course for what was typed; None: so much was typed that nothing has it.

    Case and accents don't matter. A word of three letters or more may stand anywhere, a shorter one begins a word.
    """
    words = list(dict.fromkeys(fold(_NOT_TEXT.sub(" ", typed[:10_000])).split()))
    if len(words) > MOST_WORDS or any(len(word) > LONGEST_WORD for word in words):
        return None
    return [_has(word) for word in words]


def _has(word: str) -> ColumnElement[bool]:
    if _CLASS_NUMBER.fullmatch(word):
        return or_(class_.c.class_number == int(word), class_.c.course_id.in_(_containing(word)))
    if _WITH_LETTER.fullmatch(word):
        return class_.c.course_id.in_(_containing(word, word[:-1]))
    if len(word) >= TRIGRAM:
        return class_.c.course_id.in_(_containing(word))
    return class_.c.course_id.in_(_with_short(word))


def _containing(*words: str) -> Select[int]:
    """The courses whose number or titles hold one of these words, by the trigram index."""
    # Within quotes FTS5 takes everything literally but the quote itself.
    match = " OR ".join(f'"{word.replace(chr(34), chr(34) * 2)}"' for word in words)
    return select(_search_index.c.rowid).where(_search_index.c.course_search.op("MATCH")(match))


def _with_short(word: str) -> Select[int]:
    """The courses in whose number or titles a word begins so; a sign that is no letter may stand anywhere."""
    folded = course.c.folded
    if not word.isalnum():
        return select(course.c.id).where(folded.contains(word, autoescape=True))
    inside = (folded.contains(before + word, autoescape=True) for before in " -(/&'")
    return select(course.c.id).where(or_(folded.startswith(word, autoescape=True), *inside))
