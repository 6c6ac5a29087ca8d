"""Prints the proof of enrolment of `enroltui show --format`: dated, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from enroltui.commands.classes import class_facts, document_columns
from enroltui.commands.documents import Format, print_document
from enroltui.commands.output import echo
from enroltui.commands.printing import Style
from enroltui.language import CODES, TIME_ZONE, Language
from enroltui.registrar.values.classes import ClassRow, Programme
from enroltui.registrar.values.people import StudentFact
from enroltui.registrar.values.student_center import StudentCenter
from enroltui.sentences.words import word
from enroltui.terms import State
from enroltui.visit import Visit


@dataclass(frozen=True, slots=True)
class ProofOfEnrolment:
    """What a proof of enrolment tells; of the academic year of the shown day."""

    student: StudentFact
    programme: Programme
    classes: tuple[ClassRow, ...]
    credits: int
    demo: bool


def print_proof(visit: Visit, student: StudentFact, center: StudentCenter, file_format: Format) -> None:
    """Print a proof in the visit's language first, then in the other one."""
    programmes = {programme.slug: programme for programme in visit.registrar.programmes()}
    enrolled = (enrolment.row for enrolment in center.enrolments if enrolment.state is State.ENROLLED)
    proof = ProofOfEnrolment(
        student,
        programmes[student.programme],
        tuple(row for row in enrolled if row.key.academic_year == visit.academic_year),
        center.credits,
        demo=bool(visit.registrar.demo_accounts()),
    )
    first = visit.language.code
    for code in sorted(CODES, key=lambda code: code != first):
        if code != first:
            echo("\n---\n" if file_format is Format.MARKDOWN else "\n")
        language = Language(code)
        facts = [class_facts(row, language) for row in proof.classes]
        print_document(_heading(proof, visit, language), facts, document_columns(language), file_format, Style.TABLE)


def _heading(proof: ProofOfEnrolment, visit: Visit, language: Language) -> list[str]:
    text = language.text
    lines = [
        text("Proof of enrolment"),
        text("Date: {day}", day=language.full_day(visit.clock.now().date())),
        text("Name: {name}", name=proof.student.name),
        text("Student number: {number}", number=proof.student.student_number),
        text(
            "Programme: {programme}, {career}",
            programme=language.name(proof.programme),
            career=word(proof.student.career, language),
        ),
        language.plural(
            "In {year} enrolled in {count} class, {credits} EC; each course counts once.",
            "In {year} enrolled in {count} classes, {credits} EC; each course counts once.",
            len(proof.classes),
            year=visit.academic_year,
            credits=proof.credits,
        ),
    ]
    if proof.demo:
        lines.append(text("This is a demo: it proves nothing, and the university knows nothing of it."))
    return [*lines, text(TIME_ZONE)]
