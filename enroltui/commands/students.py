"""`enroltui students` and `enroltui show`: who there is, and what one student has."""

from __future__ import annotations

from collections.abc import Sequence

import click

from enroltui.commands.classes import class_columns, class_facts
from enroltui.commands.documents import Format
from enroltui.commands.ics import write_calendar
from enroltui.commands.kinds import OneOf
from enroltui.commands.options import in_visit
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
from enroltui.commands.proof_of_enrolment import print_proof
from enroltui.language import N_, Language
from enroltui.registrar.values.enrolling import EnrolmentRow
from enroltui.registrar.values.people import StudentFact
from enroltui.registrar.values.student_center import StudentCenter
from enroltui.sentences.words import word
from enroltui.visit import Visit

PROOFS = {"md": Format.MARKDOWN, "txt": Format.TEXT}
"""The formats in which a proof of enrolment is printed."""

IN_JSON = "student_number name programme career demo_password closed"
"""What JSON tells of a student; `demo_password` is null but for the shipped catalogue's demo accounts."""
ENROLMENT_IN_JSON = "row.key.class_number row.key.academic_year state position"
"""What JSON tells of an enrolment; `position` is the place on the waiting list, else null."""


@click.command()
@click.option("--all", "everybody", is_flag=True, help="Also the made-up students that only fill the classes.")
@style_options
@in_visit
def students(visit: Visit, everybody: bool, style: Style) -> None:
    """List the students; those of the shipped catalogue with the password of their demo account.

    \b
    Examples:
      enroltui students
      enroltui students --all --json
    """
    found = visit.registrar.students(visit.caller, background=everybody)
    if style is Style.JSON:
        print_json([picked(student, IN_JSON) for student in found])
        return
    facts = [student_facts(student, visit.language) for student in found]
    if facts:
        print_things(facts, style)
    else:
        print_line(visit.language.text("There are no students yet. Add one with: enroltui account add"))


@click.command()
@click.argument("student")
@click.option("--all", "withdrawn_too", is_flag=True, help="Also what the student has withdrawn from.")
@click.option("--format", "proof", type=OneOf(list(PROOFS)), help="Print a proof of enrolment, dated, instead.")
@click.option("--ics", metavar="FILE", help="Write a calendar file instead; - is stdout.")
@style_options
@in_visit
def show(visit: Visit, student: str, withdrawn_too: bool, proof: str | None, ics: str | None, style: Style) -> None:
    """Show a student's classes, shopping cart and credits.

    \b
    Examples:
      enroltui show s9900001
      enroltui show s9900001 --json
      enroltui show s9900001 --format md > proof.md
      enroltui show s9900001 --ics classes.ics
    """
    asked = [proof is not None, ics is not None, withdrawn_too, style is not Style.TABLE]
    if any(asked[:2]) and sum(asked) > 1:
        raise click.UsageError(N_("Give --format or --ics alone."))
    if ics is not None:
        write_calendar(visit, student, ics)
        return
    registrar, caller = visit.registrar, visit.caller
    found = registrar.student(caller, student.lower())
    center = registrar.student_center(caller, found.student_number)
    if proof is not None:
        print_proof(visit, found, center, PROOFS[proof])
        return
    enrolments = center.enrolments
    if withdrawn_too:
        enrolments = registrar.enrolments(caller, found.student_number)
    if style is Style.JSON:
        print_json(
            {
                **picked(found, IN_JSON),
                "academic_year": visit.academic_year,
                "credits": center.credits,
                "enrolments": [picked(enrolment, ENROLMENT_IN_JSON) for enrolment in enrolments],
                "cart": [picked(row, "key.class_number key.academic_year") for row in center.cart],
            }
        )
    else:
        _print_affairs(visit, found, center, enrolments, style)


def _print_affairs(
    visit: Visit, found: StudentFact, center: StudentCenter, enrolments: Sequence[EnrolmentRow], style: Style
) -> None:
    """Print who the student is, these enrolments, the cart, and the courses without an exam."""
    language = visit.language
    career = word(found.career, language)
    print_line(f"{found.name}, {found.student_number}, {found.programme}, {career}")
    print_line(language.text("Credits {year}: {credits} EC", year=visit.academic_year, credits=center.credits))
    print_line()
    print_line(language.text("My classes"))
    if enrolments:
        columns = [*class_columns(language)[:-1], language.text("State")]
        print_things([enrolment_facts(enrolment, language) for enrolment in enrolments], style, columns)
    else:
        print_line(language.text("No classes yet. Enrol in one with: enroltui enrol STUDENT CLASS"))
    if center.cart:
        print_line()
        print_line(language.text("Shopping cart"))
        print_things([class_facts(row, language) for row in center.cart], style, class_columns(language))
    for course in center.without_exam:
        print_line()
        print_line(language.text("{course}: not enrolled for the exam yet.", course=language.title(course)))
    if enrolments or center.cart:
        print_time_zone(language)


def student_facts(student: StudentFact, language: Language) -> Facts:
    """Return a student in words, label by label."""
    text = language.text
    return {
        text("Number"): student.student_number,
        text("Name"): text("{name} (account closed)", name=student.name) if student.closed else student.name,
        text("Programme"): student.programme,
        text("Career"): word(student.career, language),
        text("Demo password"): student.demo_password or "-",
    }


def enrolment_facts(enrolment: EnrolmentRow, language: Language) -> Facts:
    """Return an enrolment in words, label by label: its class, and its state."""
    state = word(enrolment.state, language)
    if enrolment.position is not None:
        state = language.text("number {position} on the waiting list", position=enrolment.position)
    return {**class_facts(enrolment.row, language), language.text("State"): state}
