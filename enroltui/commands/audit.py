"""`enroltui audit`: who did or tried what."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import click

from enroltui.commands.csv_files import Csv, csv_options
from enroltui.commands.enrol import class_keys
from enroltui.commands.kinds import Day
from enroltui.commands.options import in_visit
from enroltui.commands.output import echo
from enroltui.commands.printing import (
    Facts,
    Style,
    json_line,
    only_one,
    picked,
    print_json,
    print_line,
    print_things,
    print_time_zone,
    style_options,
)
from enroltui.errors import UnknownClass
from enroltui.language import N_, Language
from enroltui.moments import leiden_moment
from enroltui.registrar.values.audit_trail import AuditFact
from enroltui.visit import Visit

IN_JSON = (
    "at visit_at actor role via session_number address student_number key.academic_year key.class_number action outcome"
    " rule"
)
"""What JSON tells of an event: `at` by the real clock, `visit_at` the shown moment by which the rules decided."""


@click.command()
@click.argument("student", required=False)
@click.option("--class", "class_", metavar="CLASS", help="Only what concerns this class: NUMBER or YEAR/NUMBER.")
@click.option("--from", "first", type=Day(), metavar="DAY", help="Only from this day on, by the real clock.")
@click.option("--until", "last", type=Day(), metavar="DAY", help="Only up to and including this day.")
@click.option("--json-lines", is_flag=True, help="Print one line of JSON an event, for programs that gather logs.")
@csv_options
@style_options
@in_visit
def audit(
    visit: Visit,
    student: str | None,
    class_: str | None,
    first: datetime | None,
    last: datetime | None,
    json_lines: bool,
    csv: Csv | None,
    style: Style,
) -> None:
    """Show who did or tried what: for a student, for a class, or all. The oldest comes first.

    \b
    Examples:
      enroltui audit s9900001
      enroltui audit --class 27121 --json
      enroltui audit --from 2018-01-01 --until 2018-01-31 --csv january.csv
    """
    only_one(
        **{"--json-lines": json_lines, "--csv": csv, "--json": style is Style.JSON, "--plain": style is Style.PLAIN}
    )
    if first and last and first > last:
        raise click.UsageError(N_("--until is earlier than --from. Give the first day by --from."))
    key = class_keys(visit, student, [class_])[0] if class_ else None
    if key is not None and visit.registrar.class_row(visit.caller, None, key) is None:
        raise UnknownClass("/".join(map(str, key)))
    if student is not None:
        student = visit.registrar.student(visit.caller, student.lower()).student_number
    since, before = _midnight(first), _midnight(last and last + timedelta(days=1))
    events = visit.registrar.audit(visit.caller, student, key, since, before)
    if csv is not None:
        csv.write([_cells(event) for event in events], _labels(), visit.language)
    elif json_lines:
        for event in events:
            echo(json_line(picked(event, IN_JSON)))
    elif style is Style.JSON:
        print_json([picked(event, IN_JSON) for event in events])
    elif events:
        facts = [event_facts(event, visit.language) for event in events]
        if style is Style.PLAIN:
            print_things(facts, style)
        else:
            for fact in facts:
                print_line(", ".join(fact.values()))
        print_time_zone(visit.language)
    else:
        print_line(visit.language.text("The audit trail has no such event."))


def _midnight(day: datetime | None) -> datetime | None:
    """Return the moment at which a day begins in Leiden."""
    return day and leiden_moment(day.date(), time())


def _labels() -> list[str]:
    return [path.rpartition(".")[2] for path in IN_JSON.split()]


def _cells(event: AuditFact) -> dict[str, str]:
    """Return an event by the code names of JSON; moments with their distance from UTC."""
    facts = picked(event, IN_JSON).items()
    return {name: fact.isoformat() if isinstance(fact, datetime) else str(fact or "") for name, fact in facts}


def event_facts(event: AuditFact, language: Language) -> Facts:
    """Return an event in words, label by label; actions, outcomes and rules have their code names."""
    text = language.text
    return {
        text("At"): language.in_figures(event.at, seconds=True),
        text("By"): f"{event.actor} ({event.role}, {event.via})",
        text("From"): event.address or "-",
        text("Session"): str(event.session_number or "-"),
        text("Student"): event.student_number or "-",
        text("Class"): "/".join(map(str, event.key)) if event.key else "-",
        text("Action"): event.action,
        text("Outcome"): f"{event.outcome} ({event.rule})" if event.rule else event.outcome,
    }
