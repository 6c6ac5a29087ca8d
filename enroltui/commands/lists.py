"""`enroltui lists`: the class-number lists, and one of them as the university's documents print it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import click

from enroltui.clock import academic_year
from enroltui.commands.classes import class_facts, class_json, document_columns
from enroltui.commands.csv_files import Csv, csv_options
from enroltui.commands.documents import Format, print_document
from enroltui.commands.kinds import OneOf, year_option
from enroltui.commands.options import REFUSED, in_visit, stop
from enroltui.commands.printing import Facts, Style, picked, print_json, style_options
from enroltui.language import TIME_ZONE, Language
from enroltui.registrar.values.classes import ClassList, ListRow, Programme
from enroltui.sentences.lists import list_date, list_day, list_notes
from enroltui.sentences.words import word
from enroltui.visit import Visit

NONE = "-"


@click.command()
@click.argument("slug", required=False)
@year_option
@click.option(
    "--format",
    "file_format",
    type=OneOf([*map(str, Format)]),
    help="Print it as text, CSV or Markdown [default: text].",
)
@csv_options
@style_options
@in_visit
def lists(
    visit: Visit, slug: str | None, year: str | None, file_format: str | None, csv: Csv | None, style: Style
) -> None:
    """Show the class-number lists; with SLUG the class numbers of one of them, or of a programme.

    Class numbers, dates, places and capacities are made up.

    \b
    Examples:
      enroltui lists
      enroltui lists media-technology-msc
      enroltui lists biology-bsc --csv biology.csv
      enroltui lists --json
    """
    shown_year = year or visit.academic_year
    known = all_lists(visit, shown_year)
    if slug is None:
        _print_all(known, shown_year, visit.language, Format(file_format or Format.TEXT), csv, style)
        return
    class_list = next((class_list for class_list in known if class_list.slug == slug.lower()), None)
    if class_list is None:
        slugs = ", ".join(class_list.slug for class_list in known)
        stop(
            visit.language.text("There is no class-number list {slug}. There are: {slugs}", slug=slug, slugs=slugs),
            REFUSED,
        )
    rows = _rows(visit, class_list.slug, shown_year)
    if style is Style.JSON:
        print_json({**list_json(class_list), "academic_year": shown_year, "rows": [row_json(row) for row in rows]})
        return
    facts = [row_facts(row, visit.language) for row in rows]
    if csv is not None:
        csv.write(facts, (), visit.language)
        return
    heading = _heading(class_list, shown_year, visit.language)
    if rows and visit.registrar.demo_accounts():
        heading.append(visit.language.text("Made up for this demo: class numbers, days, rooms and sizes."))
    if rows:
        heading.append(visit.language.text(TIME_ZONE))
    print_document(heading, facts, document_columns(visit.language), Format(file_format or Format.TEXT), style)


def _rows(visit: Visit, slug: str, year: str) -> Sequence[ListRow]:
    """Return the lines of a list; of a year gone by only those with a class, as no others will be defined."""
    rows = visit.registrar.class_list(visit.caller, None, slug, year)
    gone = year < academic_year(visit.clock.now().date())
    return [row for row in rows if row.class_row or not gone]


def all_lists(visit: Visit, year: str) -> list[ClassList]:
    """Return the lists in the order of the seed page; a programme without its own list stands before its first one.

    Such a programme points to the lists in which it stands.
    """
    found = visit.registrar.class_lists(year)
    slugs = {class_list.slug for class_list in found}
    nameless = [programme for programme in visit.registrar.programmes() if programme.slug not in slugs]
    listed: list[ClassList] = []
    for class_list in found:
        for programme in nameless:
            of_programme = [other for other in found if programme.slug in other.programmes]
            if of_programme[:1] == [class_list]:
                listed.append(_of_programme(programme, of_programme, visit, year))
        listed.append(class_list)
    return listed


def _of_programme(programme: Programme, lists: Sequence[ClassList], visit: Visit, year: str) -> ClassList:
    """Return a programme as if it were a list; its date is that of its lists, if they have the same."""
    rows = visit.registrar.class_list(visit.caller, None, programme.slug, year)
    dates = {class_list.last_updated for class_list in lists}
    return replace(
        lists[0],
        slug=programme.slug,
        name_en=programme.name_en,
        name_nl=programme.name_nl,
        last_updated=dates.pop() if len(dates) == 1 else None,
        points_to=" ".join(class_list.slug for class_list in lists),
        notes_en="",
        notes_nl="",
        programmes=(programme.slug,),
        study_year=None,
        classes=sum(row.class_row is not None for row in rows),
    )


def _print_all(
    lists: Sequence[ClassList], year: str, language: Language, file_format: Format, csv: Csv | None, style: Style
) -> None:
    if style is Style.JSON:
        print_json([list_json(class_list) for class_list in lists])
        return
    text = language.text
    heading = [text("Class-number lists {year}", year=year)]
    facts = [list_facts(class_list, year, language) for class_list in lists]
    if csv is not None:
        csv.write(facts, (), language)
        return
    columns = [text("List"), text("Name"), text("Class numbers of"), text("Classes")]
    print_document(heading, facts, columns, file_format, style)


def _heading(class_list: ClassList, year: str, language: Language) -> list[str]:
    """Return the lines above a list: its title, the date of its numbers, and its remarks."""
    none = language.text("There are no class numbers of {year} here.", year=year)
    date = list_date(class_list, year, language) or none
    return [f"{language.name(class_list)} {year}", date, *filter(None, [list_notes(class_list, language)])]


def list_facts(class_list: ClassList, year: str, language: Language) -> Facts:
    """Return a list in words, label by label."""
    text = language.text
    return {
        text("List"): class_list.slug,
        text("Name"): language.name(class_list),
        text("Kind"): word(class_list.kind, language),
        text("Class numbers of"): list_day(class_list, year, language) or NONE,
        text("Classes"): str(class_list.classes),
        text("Points to"): class_list.points_to or NONE,
        text("Programmes"): ", ".join(class_list.programmes),
        text("Remarks"): list_notes(class_list, language) or NONE,
    }


def list_json(class_list: ClassList) -> dict[str, Any]:
    """Return a list as JSON; `points_to` are slugs of lists, or what the seed page points to outside itself."""
    known = picked(class_list, "slug name_en name_nl kind last_updated classes points_to programmes")
    return known | {"points_to": class_list.points_to.split()}


def row_facts(row: ListRow, language: Language) -> Facts:
    """Return a line of a list in words: a class, or a course whose class numbers are not yet defined."""
    text = language.text
    place = {
        text("Year of study"): NONE if row.study_year is None else str(row.study_year),
        text("Session"): word(row.session, language),
    }
    if row.class_row is not None:
        return {**class_facts(row.class_row, language), **place}
    return {
        text("Number"): NONE,
        text("Course"): language.title(row.course),
        text("Catalogue number"): row.course.catalogue_number,
        text("Description"): text("not yet defined"),
        text("EC"): "?" if row.course.credits is None else str(row.course.credits),
        text("When"): NONE,
        **place,
    }


def row_json(row: ListRow) -> dict[str, Any]:
    """Return a line of a list as JSON; `class` is null where the class numbers of the course are not yet defined."""
    course = "course.catalogue_number course.title_en course.title_nl course.credits"
    return picked(row, f"{course} study_year session") | {"class": class_json(row.class_row) if row.class_row else None}
