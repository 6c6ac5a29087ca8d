"""A few students around a few waiting lists, who wait, promise, win and give up again: little else happens there."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.enrolling import Mode
from enroltui.terms import HoldCode
from tests.registrar import world
from tests.registrar.lives.faculty import CLASHING_EXAM, LISTED, LISTED_AFTER_LOGIC, LISTED_EXAM, LISTED_TOO, STUDENTS
from tests.registrar.lives.watching import Watched

CLASSES = [LISTED, LISTED_TOO, LISTED_EXAM, LISTED_AFTER_LOGIC, CLASHING_EXAM, world.RETAKE]
"""Two seminars, an exam and what requires Logic, each with one place and a line; an exam and Logic's, which clash."""

students = st.sampled_from(STUDENTS)
ACTIONS = ["enrol"] * 6 + ["swap"] * 4 + ["withdraw"] * 5 + ["enrol again"] * 2 + ["hold", "lift", "grant"]
"""As often as they come up, more or less."""


class Lines(Watched):
    """What they do: one rule, so that hypothesis leaves out no kind of action in any life."""

    @rule(
        action=st.sampled_from(ACTIONS),
        student=students,
        key=st.sampled_from(CLASSES),
        place=st.integers(0, 20),
        at_the_counter=st.booleans(),
        writer=st.integers(0, 1),
    )
    def do(self, action: str, student: str, key: ClassKey, place: int, at_the_counter: bool, writer: int) -> None:
        staff, registrar = self.caller(student, True), self.registrars[writer]
        here = [enrolment for enrolment in self.theirs if self.whose(enrolment)[1] in CLASSES]
        match action:
            case "enrol":
                self._enrol_or_wait(student, key, writer)
            case "swap" if here:
                self.ask_to_swap(here[place % len(here)], key, Mode.FREE_OR_WAITING, True, writer)
            case "withdraw" | "enrol again" if here:
                student, key = self.whose(here[place % len(here)])
                self._withdraw(student, [key], at_the_counter, writer)
                if action == "enrol again":
                    self._enrol_or_wait(student, key, writer)
            case "hold":
                registrar.place_hold(staff, student, HoldCode.TUITION)
            case "lift":
                for student_number in STUDENTS:
                    registrar.lift_hold(staff, student_number, HoldCode.TUITION)
            case "grant":
                registrar.grant(staff, student, key, "requirements", self.now + timedelta(days=1), "asked for it")

    @invariant()
    def everything_is_as_it_must_be(self) -> None:
        self.look()

    def _enrol_or_wait(self, student: str, key: ClassKey, writer: int) -> None:
        mode = Mode.FREE_OR_WAITING
        foretold = self.foretelling(student).enrol([key], mode, False, True)
        how = {"from_cart": False, "mode": mode, "accept_clashes": True}
        self.send(writer, "enrol", self.caller(student), student, [key], foretold=foretold, **how)

    def _withdraw(self, student: str, keys: list[ClassKey], at_the_counter: bool, writer: int) -> None:
        foretold = self.foretelling(student).withdraw(keys)
        self.send(writer, "withdraw", self.caller(student, at_the_counter), student, keys, foretold=foretold)
