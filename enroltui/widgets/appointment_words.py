"""A meeting in words: its class, when and where, how one stands; and what clashes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from textual.content import Content

from enroltui.language import Language
from enroltui.registrar.values.classes import ClassRow
from enroltui.registrar.values.student_center import Appointment
from enroltui.sentences.words import word
from enroltui.timetable.appointments import Overlap
from enroltui.widgets.class_columns import own_status
from enroltui.widgets.class_naming import named, until
from enroltui.widgets.enrolment_table import SEPARATOR, withdraw_until
from enroltui.widgets.week_block import HATCH, mark


def about_appointment(appointment: Appointment, now: datetime, language: Language, also: str = "") -> Content:
    """Return the class by name and what `also` says; when and where, how one stands, and the last day to change it."""
    row, meeting = appointment.row, appointment.meeting
    facts = (
        f"{language.moment(meeting.starts)}–{language.clock(meeting.ends)}",
        meeting.place,
        own_status(row, language),
        until(row, language) if row.state is None else withdraw_until(row, now, language),
    )
    name = SEPARATOR.join(filter(None, (named(row, language), also)))
    return Content.assemble(Content.styled(name, "bold"), "\n", SEPARATOR.join(facts))


def clash_sentences(clashes: Sequence[Overlap], most: int, language: Language) -> str:
    """Return a line for each clash, both classes and when they meet; of more than `most` only how many more."""
    shown = clashes if len(clashes) <= most else clashes[: most - 1]
    lines = [_clash(appointment, language) for appointment in shown]
    if more := len(clashes) - len(shown):
        lines.append(language.plural("… and {count} more clash", "… and {count} more clashes", more))
    return "\n".join(f"{HATCH}{HATCH} {line}" for line in lines)


def _clash(clash: Overlap, language: Language) -> str:
    facts = {
        "start": language.moment(clash.starts),
        "end": language.clock(clash.ends),
        "one": _called(clash.one.row, language),
        "other": _called(clash.other.row, language),
    }
    if clash.exams:
        return language.text("Exams clash {start}–{end}: {one} and {other}", **facts)
    return language.text("Clash {start}–{end}: {one} and {other}", **facts)


def _called(row: ClassRow, language: Language) -> str:
    """Such as "Logic (exam)", with the shape of a class that one is not enrolled in before it."""
    title, what = language.title(row.course), word(row.description, language)
    return f"{mark(row)}{title} ({what})"
