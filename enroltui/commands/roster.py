"""`enroltui roster`: who is in a class, and who waits for it."""

from __future__ import annotations

from typing import Any

import click

from enroltui.commands.csv_files import Csv, csv_options
from enroltui.commands.enrol import class_keys
from enroltui.commands.options import in_visit
from enroltui.commands.output import echo
from enroltui.commands.printing import (
    Style,
    picked,
    print_json,
    print_line,
    print_things,
    print_time_zone,
    style_options,
)
from enroltui.registrar.values.staff import Roster
from enroltui.sentences.rosters import roster_facts, roster_lines, roster_table, roster_text
from enroltui.terms import State
from enroltui.visit import Visit


@click.command()
@click.argument("class_", metavar="CLASS")
@csv_options
@style_options
@in_visit
def roster(visit: Visit, class_: str, csv: Csv | None, style: Style) -> None:
    """Show who is enrolled in a class, in order, who waits for it, and how it filled; ready to be printed.

    \b
    Examples:
      enroltui roster 27121
      enroltui roster 27121 --csv logic.csv
    """
    [key] = class_keys(visit, None, [class_])
    found = visit.registrar.roster(visit.caller, key)
    if csv is not None:
        csv.write(*roster_table(found, visit.language), visit.language)
    elif style is Style.JSON:
        print_json(roster_json(found))
    elif style is Style.PLAIN:
        if facts := roster_facts(found, visit.language):
            print_things(facts, style)
            print_time_zone(visit.language)
        else:
            print_line(visit.language.text("Nobody is enrolled in this class or waits for it."))
    else:
        echo(roster_text(found, visit.clock.now().date(), visit.language), nl=False)


def roster_json(roster: Roster) -> dict[str, Any]:
    """Return a roster as JSON; `counts`: how many were enrolled at the end of each day on which that changed."""
    lines = [
        (
            state,
            {
                "place": place,
                **picked(line, "student_number name"),
                "programme": line.programme.slug,
                "since": line.since,
            },
        )
        for state, place, line in roster_lines(roster)
    ]
    return {
        **picked(roster.row, "key.class_number key.academic_year capacity"),
        "enrolled": [line for state, line in lines if state is State.ENROLLED],
        "waiting": [line for state, line in lines if state is State.WAITING],
        "counts": [{"day": day, "enrolled": count} for day, count in roster.counts],
    }
