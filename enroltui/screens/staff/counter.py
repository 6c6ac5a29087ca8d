"""The helpdesk's counter, where a student is found by number or name."""

from __future__ import annotations

from collections.abc import Sequence

from enroltui.folding import fold
from enroltui.language import N_, Language, says
from enroltui.registrar.values.classes import Programme
from enroltui.registrar.values.people import StudentFact
from enroltui.screens.asking import Registrar, together
from enroltui.screens.staff.finding import FindingPage
from enroltui.screens.staff.student import StudentPage
from enroltui.sentences.words import word
from enroltui.widgets.table import Column, Table


class CounterPage(FindingPage[StudentFact]):
    """All students are fetched at once; what is typed leaves those whose number or name has these words."""

    PAGE = "counter"

    def __init__(self) -> None:
        columns: list[Column[StudentFact]] = [
            Column(N_("Number"), lambda student, _: student.student_number, 10, tone=lambda _: "strong"),
            Column(N_("Name"), lambda student, _: student.name),
            Column(N_("Programme"), self._programme),
            Column(N_("Career"), lambda student, language: word(student.career, language), 9),
        ]
        super().__init__(
            says("Number or name"),
            Table(columns, lambda student: student.student_number, steered=True, id="students"),
        )
        self._students: list[tuple[str, StudentFact]] = []
        """Each with the folded text that is searched."""
        self._programmes: dict[str, Programme] = {}

    def look(self) -> None:
        """Ask for all students and the programmes."""
        students = self.by_caller(Registrar.students, background=True)
        self.fetch(together(students, Registrar.programmes), self._show)

    def _show(self, answer: tuple[Sequence[StudentFact], Sequence[Programme]]) -> None:
        """Keep the students, those of the shipped catalogue that only fill classes last."""
        students, programmes = answer
        by_use = sorted(students, key=lambda student: student.background)
        self._students = [(fold(f"{student.student_number} {student.name}"), student) for student in by_use]
        self._programmes = {programme.slug: programme for programme in programmes}
        self.find()

    def find(self) -> None:
        """Show the students whose number or name has all the words."""
        words = fold(self.typed).split()
        self.table.show([student for text, student in self._students if all(word in text for word in words)])
        self.say_anew()

    def _programme(self, student: StudentFact, language: Language) -> str:
        programme = self._programmes.get(student.programme)
        return language.name(programme) if programme else student.programme

    def say_count(self, language: Language) -> str:
        """Say how many students are shown and how many there are."""
        shown, known = len(self.table.rows), len(self._students)
        if known and not shown:
            return language.text("No student has this number or name. Type less of it, or check it.")
        return language.text("{shown} of {count} students · by number", shown=shown, count=known)

    def open(self, row: StudentFact) -> None:
        """Open the page of this student."""
        self.enrol_app.show(StudentPage(row))
