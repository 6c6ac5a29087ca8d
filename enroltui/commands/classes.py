"""`enroltui classes`, and how a class is told: in words and as JSON."""

from __future__ import annotations

from typing import Any

import click

from enroltui.commands.kinds import year_option
from enroltui.commands.options import REFUSED, in_visit, stop
from enroltui.commands.printing import (
    Facts,
    Style,
    picked,
    print_json,
    print_line,
    print_things,
    print_time_zone,
    style_options,
)
from enroltui.errors import UnknownProgramme
from enroltui.language import Language
from enroltui.registrar.values.classes import ClassRow, Programme
from enroltui.sentences.errors import error_sentence
from enroltui.sentences.outcomes import seats, when
from enroltui.sentences.words import word
from enroltui.terms import Status
from enroltui.visit import Visit


@click.command()
@click.argument("words", nargs=-1)
@click.option("--programme", metavar="SLUG", default="", help="Only of this programme, such as physics-bsc.")
@year_option
@click.option("--open", "only_open", is_flag=True, help="Only classes that are open now and have places left.")
@style_options
@in_visit
def classes(
    visit: Visit, words: tuple[str, ...], programme: str, year: str | None, only_open: bool, style: Style
) -> None:
    """Find classes by words of their title, or by catalogue or class number.

    Without words: all of them. Class numbers, dates, places and capacities are made up.

    \b
    Examples:
      enroltui classes logic
      enroltui classes --programme physics-bsc --open
      enroltui classes 4031LOGI6Y --json
    """
    if programme:
        known_programme(visit, programme)
    academic_year, typed = year or visit.academic_year, " ".join(words)
    [named] = visit.registrar.find(visit.caller, None, academic_year, [typed], year_named=bool(year))
    if named.row is not None:
        academic_year, typed = named.row.key.academic_year, str(named.row.key.class_number)
    rows = visit.registrar.classes(visit.caller, typed, programme, academic_year)
    if only_open:
        rows = tuple(row for row in rows if row.status in (Status.OPEN, Status.NEARLY_FULL))
    if style is Style.JSON:
        print_json([class_json(row) for row in rows])
        return
    language = visit.language
    day = language.full_day(visit.clock.now().date())
    found = language.plural("{count} class", "{count} classes", len(rows))
    print_line(f"{academic_year}, {day}: {found}")
    print_line()
    if rows:
        print_things([class_facts(row, language) for row in rows], style, class_columns(language))
        print_time_zone(language)
    elif years := ", ".join(visit.registrar.academic_years()):
        print_line(language.text("Try fewer words, or another academic year: {years}.", years=years))


def known_programme(visit: Visit, slug: str) -> Programme:
    """Return a programme; where there is none of this slug, end the command with a sentence that names them all."""
    known = {programme.slug: programme for programme in visit.registrar.programmes()}
    if slug not in known:
        stop(f"{error_sentence(UnknownProgramme(slug), visit.language)} {', '.join(known)}", REFUSED)
    return known[slug]


def class_facts(row: ClassRow, language: Language) -> Facts:
    """Return a class in words, label by label."""
    text = language.text
    first = row.meetings[0] if row.meetings else None
    return {
        text("Number"): str(row.key.class_number),
        text("Academic year"): row.key.academic_year,
        text("Course"): language.title(row.course),
        text("Catalogue number"): row.course.catalogue_number,
        text("Description"): word(row.description, language),
        text("Component"): word(row.component, language),
        text("Session"): word(row.session, language),
        text("EC"): "?" if row.course.credits is None else str(row.course.credits),
        text("When"): when(row, language),
        text("Place"): first.place if first else "-",
        text("Programmes"): ", ".join(row.course.programmes),
        text("Status"): word(row.status, language),
        text("Places"): seats(row, language),
        text("Last day to enrol"): language.day_and_year(row.enrol_until.date()),
    }


def class_columns(language: Language) -> list[str]:
    """Return the labels of a class that a table of 80 columns has room for."""
    text = language.text
    return [text("Number"), text("Course"), text("Description"), text("When"), text("EC"), text("Places")]


def document_columns(language: Language) -> list[str]:
    """Return the labels of a class that the table of a document has."""
    text = language.text
    return [text("Number"), text("Catalogue number"), text("Course"), text("Description"), text("When"), text("EC")]


def class_json(row: ClassRow) -> dict[str, Any]:
    """Return a class as JSON. Times are ISO 8601 in Leiden's offset; `starts`, `ends`, `place`: the first meeting's."""
    course = "course.catalogue_number course.title_en course.title_nl"
    return {
        **picked(row, f"key.academic_year key.class_number {course} component description session career"),
        **picked(row, "course.credits course.programmes"),
        **picked(row.meetings[0] if row.meetings else None, "starts ends place"),
        "meetings": [picked(meeting, "starts ends place kind") for meeting in row.meetings],
        **picked(row, "capacity enrolled waiting status way_in enrol_from enrol_until"),
    }
