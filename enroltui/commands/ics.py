"""`enroltui ics`: a student's classes as a calendar file."""

from __future__ import annotations

import click

from enroltui.commands.files import STDOUT, write_file
from enroltui.commands.options import in_visit
from enroltui.visit import Visit


@click.command()
@click.argument("student")
@click.argument("file", default=STDOUT)
@in_visit
def ics(visit: Visit, student: str, file: str) -> None:
    """Write a student's classes as an iCalendar file, which other calendar programs read; without FILE to stdout.

    Read in again later it updates its events instead of doubling them; what was withdrawn from is cancelled.

    \b
    Examples:
      enroltui ics s9900002 classes.ics
      enroltui ics s9900002 > classes.ics
    """
    write_calendar(visit, student, file)


def write_calendar(visit: Visit, student: str, file: str) -> None:
    """Write the calendar of a student to a file; "-" is stdout."""
    from enroltui.icalendar.calendar import student_calendar  # with its library: not before the app's first paint

    made = visit.clock.real()
    content = student_calendar(visit.registrar, visit.caller, student.lower(), visit.language, made)
    write_file(content, file, visit.language)
