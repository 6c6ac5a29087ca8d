"""Everything about one class as facts: what it is, when and where, how full, and until when one can enrol."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from enroltui.language import Language
from enroltui.moments import is_over
from enroltui.registrar.values.classes import ClassRow, Course, Meeting, Programme
from enroltui.sentences.outcomes import last_day, when
from enroltui.sentences.words import language_word, word
from enroltui.terms import WayIn
from enroltui.widgets.class_columns import NONE, availability, own_status
from enroltui.widgets.fact_list import Fact


def class_facts(row: ClassRow, programmes: Mapping[str, Programme], now: datetime, language: Language) -> list[Fact]:
    """Return the facts of a class at the visit's moment, in the order in which one asks for them."""
    return [
        *_what_it_is(row, language),
        *_when_and_where(row, language),
        *_places(row, now, language),
        *_of_the_course(row.course, programmes, language),
    ]


def _what_it_is(row: ClassRow, language: Language) -> list[Fact]:
    text = language.text
    number = text("{number} of {year}", number=row.key.class_number, year=row.key.academic_year)
    facts = [(text("Class number"), number)]
    if row.state is not None or row.in_cart:
        facts.append((text("For you"), own_status(row, language)))
    return [
        *facts,
        (text("Description"), word(row.description, language)),
        (text("Type"), word(row.component, language)),
        (text("Compulsory"), text("yes") if row.compulsory else text("no")),
        (text("Credits"), _credits(row.course, language)),
        (text("Session"), word(row.session, language)),
        (text("Language"), language_word(row.language, language)),
    ]


def _when_and_where(row: ClassRow, language: Language) -> list[Fact]:
    if not row.meetings:
        return [(language.text("When"), when(row, language))]
    labels = [language.text("When and where"), *[""] * (len(row.meetings) - 1)]
    of_two_kinds = len({meeting.kind for meeting in row.meetings}) > 1
    said = (_meeting(meeting, of_two_kinds, language) for meeting in row.meetings)
    return list(zip(labels, said, strict=True))


def _meeting(meeting: Meeting, with_kind: bool, language: Language) -> str:
    day = language.day_and_year(meeting.starts.date())
    hours = f"{language.clock(meeting.starts)}–{language.clock(meeting.ends)}"
    kind = word(meeting.kind, language) if with_kind else ""
    return " · ".join(said for said in (f"{day}, {hours}", meeting.place, kind) if said)


def _places(row: ClassRow, now: datetime, language: Language) -> list[Fact]:
    text = language.text
    taken = text("{enrolled} of {capacity} places taken", enrolled=row.enrolled, capacity=row.capacity)
    opens, until = row.enrol_from, language.day_and_year(row.enrol_until.date())
    left = text("over") if is_over(row.enrol_until, now) else last_day(row, now, language)
    facts: list[Fact] = [
        (text("Status"), availability(row, language)),
        (text("Places"), taken),
        (text("Waiting list"), _waiting(row, language)),
        (text("Enrol from"), f"{language.day_and_year(opens.date())}, {language.clock(opens)}"),
        (
            text("Last day to enrol"),
            f"{until} · {left}",
        ),
    ]
    if row.way_in is not WayIn.HERE:
        facts.append((text("Enrol at"), word(row.way_in, language)))
    return facts


def _waiting(row: ClassRow, language: Language) -> str:
    if not row.waiting_capacity and not row.waiting:
        return language.text("none")
    return language.plural(
        "{count} student waiting, {capacity} at most",
        "{count} students waiting, {capacity} at most",
        row.waiting,
        capacity=row.waiting_capacity,
    )


def _of_the_course(course: Course, programmes: Mapping[str, Programme], language: Language) -> list[Fact]:
    text = language.text
    number = course.catalogue_number
    if course.number_made_up:
        number = text("{number} (made up: Leiden's own is not known)", number=number)
    facts = [(text("Catalogue number"), number)]
    if course.title_en and course.title_nl and course.title_en != course.title_nl:
        other = course.title_en if language.code == "nl" else course.title_nl
        facts.append((text("Title in Dutch") if language.code == "en" else text("Title in English"), other))
    known = [programmes[slug] for slug in course.programmes if slug in programmes]
    names = [f"{language.name(programme)} ({word(programme.career, language)})" for programme in known]
    labels = [text("Programmes") if len(names) > 1 else text("Programme"), *[""] * (len(names) - 1)]
    return [
        *facts,
        (text("Subject area"), course.subject_area or NONE),
        (text("Organisation"), course.organisation or NONE),
        *zip(labels, names, strict=False),
    ]


def _credits(course: Course, language: Language) -> str:
    known = course.credits is not None
    return language.text("{credits} EC", credits=course.credits) if known else language.text("not known")
