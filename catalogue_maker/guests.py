"""Makes up who takes courses of another programme than their own: of minors, specialisations and the like."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue_maker import chance, sources
from catalogue_maker.people import Student
from catalogue_maker.sources import Programme
from enroltui.terms import ProgrammeKind


def guest_programmes(student: Student) -> Iterator[tuple[Programme, int]]:
    """Yield the other programmes of which a background student takes courses, and how many; at most one is a minor."""
    with_minor = False
    for row in sources.rows("guests"):
        programme = sources.programme(row["programme"])
        is_minor = programme.kind == ProgrammeKind.MINOR
        fits = student.programme.slug in row["taken_by"].split() and student.study_year == int(row["study_year"])
        if not fits or (is_minor and with_minor):
            continue
        if chance.chosen(int(row["percent"]), "guest", row["programme"], student.number):
            with_minor = with_minor or is_minor
            yield programme, int(row["courses"])


def minor_of(student: Student) -> Programme | None:
    """Return the minor whose courses a background student takes; None for most students."""
    return next(
        (programme for programme, _ in guest_programmes(student) if programme.kind == ProgrammeKind.MINOR), None
    )
