"""The words of a search: titles' words and numbers in any order, each of which a class must have."""

from __future__ import annotations

import re

from sqlalchemy import ColumnElement, Select, and_, column, or_, select, table, union_all

from enroltui.folding import fold
from enroltui.registrar.tables import class_, course
from enroltui.terms import COMPONENT_LETTERS

MOST_WORDS = 20
LONGEST_WORD = 80
"""Longer than any word of a title: finds nothing."""

TRIGRAM = 3
"""The fewest letters that SQLite's trigram index can look up."""

_search_index = table("course_search", column("rowid"), column("course_search"))
_one = class_.alias("one")
_WITH_LETTER = re.compile(rf"\d{{4}}\S{{4,6}}[{''.join(COMPONENT_LETTERS.values()).lower()}y]", re.ASCII)
"""A catalogue number (4031LOGI6) with uSis's component letter, or the Y of the whole, behind it."""
_CLASS_NUMBER = re.compile(r"[1-9]\d{4}", re.ASCII)
_NOT_TEXT = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


def has_words(typed: str, academic_year: str, dialect: str) -> list[ColumnElement[bool]] | None:
    """Return the conditions on a class: of this year, with what was typed; None: so much was typed that nothing has it.

    Case and accents don't matter. A word of three letters or more may stand anywhere, a shorter one begins a word.
    `dialect`: "sqlite" or "postgresql"; both find the same.
    """
    words = list(dict.fromkeys(fold(_NOT_TEXT.sub(" ", typed[:10_000])).split()))
    if len(words) > MOST_WORDS or any(len(word) > LONGEST_WORD for word in words):
        return None
    # Together, as SQLite would look for each class of the year in the courses of a second word.
    plain = [word for word in words if _is_plain(word)]
    conditions = [class_.c.academic_year == academic_year] if plain or not words else []
    if plain:
        conditions.append(class_.c.course_id.in_(_containing(dialect, *plain, every=True)))
    return conditions + [_has(word, academic_year, dialect) for word in words if word not in plain]


def _is_plain(word: str) -> bool:
    """Tell whether it is looked up as it is, by the index."""
    return len(word) >= TRIGRAM and not _CLASS_NUMBER.fullmatch(word) and not _WITH_LETTER.fullmatch(word)


def _has(word: str, academic_year: str, dialect: str) -> ColumnElement[bool]:
    if _CLASS_NUMBER.fullmatch(word):
        # By class, the year within: with OR, or the year beside it, every class of the year would be looked at.
        its_number = select(_one.c.id).where(_one.c.academic_year == academic_year, _one.c.class_number == int(word))
        in_title = select(_one.c.id).where(
            _one.c.academic_year == academic_year, _one.c.course_id.in_(_containing(dialect, word))
        )
        return class_.c.id.in_(union_all(its_number, in_title))
    courses = _containing(dialect, word, word[:-1]) if _WITH_LETTER.fullmatch(word) else _with_short(word)
    return and_(class_.c.academic_year == academic_year, class_.c.course_id.in_(courses))


def _containing(dialect: str, *words: str, every: bool = False) -> Select[int]:
    """Find the courses whose number or titles hold one of these words, or every one, by the index of trigrams.

    PostgreSQL looks into its own by itself, where it has one, and else at every course.
    """
    if dialect != "sqlite":
        held = (course.c.folded.contains(word, autoescape=True) for word in words)
        return select(course.c.id).where(and_(*held) if every else or_(*held))
    # Within quotes FTS5 takes everything literally but the quote itself.
    match = (" AND " if every else " OR ").join(f'"{word.replace(chr(34), chr(34) * 2)}"' for word in words)
    return select(_search_index.c.rowid).where(_search_index.c.course_search.op("MATCH")(match))


def _with_short(word: str) -> Select[int]:
    """Return the courses in whose number or titles a word begins so; a sign that is no letter may stand anywhere."""
    folded = course.c.folded
    if not word.isalnum():
        return select(course.c.id).where(folded.contains(word, autoescape=True))
    inside = (folded.contains(before + word, autoescape=True) for before in " -(/&'")
    return select(course.c.id).where(or_(folded.startswith(word, autoescape=True), *inside))
