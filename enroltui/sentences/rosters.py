"""Write a class's students as a list for people, on paper, and for a spreadsheet."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

from enroltui.language import Language
from enroltui.printable import spreadsheet_cell
from enroltui.registrar.values.staff import Roster, RosterLine
from enroltui.sentences.outcomes import when
from enroltui.sentences.words import description_word, state_word
from enroltui.terms import State

BLOCKS = "▁▂▃▄▅▆▇█"
BYTE_ORDER_MARK = "\ufeff"
"""By this a spreadsheet knows that the file is in UTF-8."""
PLOT = 40
"""The plot on paper has so many columns."""


def roster_lines(roster: Roster) -> list[tuple[State, int, RosterLine]]:
    """List everybody with the state and the place in it, from 1: who is enrolled, then the waiting list in order."""
    return [
        (state, place, line)
        for state, lines in ((State.ENROLLED, roster.enrolled), (State.WAITING, roster.waiting))
        for place, line in enumerate(lines, start=1)
    ]


def roster_facts(roster: Roster, language: Language) -> list[dict[str, str]]:
    """Describe everybody label by label, in the order of `roster_lines`."""
    text = language.text
    return [
        {
            text("No."): str(place),
            text("State"): state_word(state, language),
            text("Number"): line.student_number,
            text("Name"): line.name,
            text("Programme"): language.name(line.programme),
            text("Since"): language.in_figures(line.since),
        }
        for state, place, line in roster_lines(roster)
    ]


def roster_title(roster: Roster, language: Language) -> str:
    """Name the class, such as "28114 Logic, exam, Thu 25 Jan 14:00"."""
    row = roster.row
    title = language.title(row.course)
    return f"{row.key.class_number} {title}, {description_word(row.description, language)}, {when(row, language)}"


def roster_count(roster: Roster, language: Language) -> str:
    """Say how many there are, such as "37 of 40 places taken, 3 waiting"."""
    return language.text(
        "{enrolled} of {capacity} places taken, {waiting} waiting",
        enrolled=len(roster.enrolled),
        capacity=roster.row.capacity,
        waiting=len(roster.waiting),
    )


def roster_plot(roster: Roster, until: date, width: int, language: Language) -> str:
    """Draw how the class filled from its first change to a day, as bars between them; "" where nothing changed."""
    counts = [(day, count) for day, count in roster.counts if day <= until]
    if not counts:
        return ""
    start = counts[0][0]
    samples = min(width, (until - start).days + 1)
    most = max(count for _, count in counts)
    bars = []
    for place in range(1, samples + 1):
        day = start + timedelta(days=((until - start).days * place) // samples)
        count = [count for changed, count in counts if changed <= day][-1]
        bars.append(BLOCKS[count * (len(BLOCKS) - 1) // most] if most else BLOCKS[0])
    return f"{language.day_and_year(start)} {''.join(bars)} {language.day_and_year(until)}"


def roster_text(roster: Roster, today: date, language: Language) -> str:
    """Write the roster for paper: a heading, how the class filled, and everybody in columns."""
    heading = [roster_title(roster, language), roster_count(roster, language)]
    heading += [plot] if (plot := roster_plot(roster, today, PLOT, language)) else []
    facts = roster_facts(roster, language)
    if not facts:
        return "\n".join([*heading, "", language.text("Nobody is enrolled in this class or waits for it.")]) + "\n"
    table = [list(facts[0]), *(list(fact.values()) for fact in facts)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in table)
    return "\n".join([*heading, "", *lines]) + "\n"


def roster_csv(roster: Roster, language: Language) -> str:
    """Write the roster for a spreadsheet, with the class in each line; no cell of it is a formula there."""
    written = io.StringIO()
    writer = csv.writer(written)
    row, facts = roster.row, roster_facts(roster, language)
    labels = list(facts[0]) if facts else []
    writer.writerow([language.text("Class number"), language.text("Course"), *map(spreadsheet_cell, labels)])
    of_class = [str(row.key.class_number), spreadsheet_cell(language.title(row.course))]
    writer.writerows([*of_class, *map(spreadsheet_cell, fact.values())] for fact in facts)
    return BYTE_ORDER_MARK + written.getvalue()
