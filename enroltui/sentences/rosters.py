"""Write a class's students as a list for people, on paper, and for a spreadsheet."""

from __future__ import annotations

from datetime import date, timedelta

from enroltui.language import N_, TIME_ZONE, Language
from enroltui.registrar.values.staff import Roster, RosterLine
from enroltui.sentences.outcomes import when
from enroltui.sentences.words import word
from enroltui.terms import State

BLOCKS = "▁▂▃▄▅▆▇█"
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
    labels = roster_labels(language)
    return [
        dict(
            zip(
                labels,
                (
                    str(place),
                    word(state, language),
                    line.student_number,
                    line.name,
                    language.name(line.programme),
                    language.in_figures(line.since),
                ),
                strict=True,
            )
        )
        for state, place, line in roster_lines(roster)
    ]


def roster_labels(language: Language) -> list[str]:
    """Return the labels of `roster_facts`."""
    return [
        language.text(label)
        for label in (N_("No."), N_("State"), N_("Number"), N_("Name"), N_("Programme"), N_("Since"))
    ]


def roster_title(roster: Roster, language: Language) -> str:
    """Name the class, such as "28114 Logic, exam, Thu 25 Jan 14:00"."""
    row = roster.row
    title = language.title(row.course)
    return f"{row.key.class_number} {title}, {word(row.description, language)}, {when(row, language)}"


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
        nobody = language.text("Nobody is enrolled in this class or waits for it.")
        return "\n".join([*heading, "", nobody, "", language.text(TIME_ZONE)]) + "\n"
    table = [list(facts[0]), *(list(fact.values()) for fact in facts)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in table)
    return "\n".join([*heading, "", *lines, "", language.text(TIME_ZONE)]) + "\n"


def roster_table(roster: Roster, language: Language) -> tuple[list[dict[str, str]], list[str]]:
    """Describe everybody for a spreadsheet, with the class in each line: the lines, and their labels in order."""
    row, text = roster.row, language.text
    of_class = {text("Class number"): str(row.key.class_number), text("Course"): language.title(row.course)}
    lines = [of_class | fact for fact in roster_facts(roster, language)]
    return lines, [*of_class, *roster_labels(language)]
