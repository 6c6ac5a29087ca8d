"""What students and staff of the faculty do, in any order.

No rule has a precondition: who wins a race differs from run to run, and what hypothesis draws must not.
"""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from enroltui.errors import UnknownClass
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.rules.asking import GRANTABLE
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.enrolling import Mode, Outcome
from enroltui.registrar.values.people import Caller
from enroltui.terms import HoldCode, Role, Via
from tests.registrar import plain_rules, world
from tests.registrar.lives.faculty import CLASSES, GONE, HOPELESS, LINES, SMALL, STUDENTS, TOGETHER
from tests.registrar.lives.foretelling import said
from tests.registrar.lives.watching import REACHED, Watched

students = st.sampled_from(STUDENTS)
writers = st.integers(0, 1)
classes = st.sampled_from([*CLASSES, *SMALL, *HOPELESS])
several = st.lists(classes, min_size=1, max_size=3, unique=True)
together = st.lists(st.sampled_from(TOGETHER), min_size=2, max_size=2, unique=True)
modes = st.sampled_from(Mode)
yes_or_no = st.booleans()


class Students(Watched):
    """What students do, themselves or at the counter."""

    @rule(
        student=students,
        keys=several,
        mode=modes,
        from_cart=yes_or_no,
        accept=yes_or_no,
        at_the_counter=yes_or_no,
        writer=writers,
    )
    def enrol(
        self,
        student: str,
        keys: list[ClassKey],
        mode: Mode,
        from_cart: bool,
        accept: bool,
        writer: int,
        at_the_counter: bool = False,
    ) -> None:
        foretold = self.foretelling(student).enrol(keys, mode, from_cart, accept)
        how = {"from_cart": from_cart, "mode": mode, "accept_clashes": accept}
        self.send(writer, "enrol", self.caller(student, at_the_counter), student, keys, foretold=foretold, **how)

    @rule(student=students, mode=modes, accept=yes_or_no, writer=writers)
    def send_the_cart(self, student: str, mode: Mode, accept: bool, writer: int) -> None:
        keys = [row.key for row in self.registrars[writer].cart(self.caller(student), student)]
        self.enrol(student, keys, mode, True, accept, writer)

    @rule(student=students, keys=together, accept=yes_or_no, writer=writers)
    def ask_for_what_meets_together(self, student: str, keys: list[ClassKey], accept: bool, writer: int) -> None:
        self.enrol(student, keys, Mode.FREE, False, accept, writer)

    @rule(student=students, key=st.sampled_from(LINES), writer=writers)
    def join_a_line(self, student: str, key: ClassKey, writer: int) -> None:
        self.enrol(student, [key], Mode.FREE_OR_WAITING, False, False, writer)

    @rule(student=students, keys=several, at_the_counter=yes_or_no, writer=writers)
    def withdraw(self, student: str, keys: list[ClassKey], at_the_counter: bool, writer: int) -> None:
        foretold = self.foretelling(student).withdraw(keys)
        self.send(writer, "withdraw", self.caller(student, at_the_counter), student, keys, foretold=foretold)

    @rule(place=st.integers(0, 50), at_the_counter=yes_or_no, writer=writers)
    def withdraw_from_what_somebody_has(self, place: int, at_the_counter: bool, writer: int) -> None:
        if not self.theirs:
            return
        student, key = self.whose(self.theirs[place % len(self.theirs)])
        self.withdraw(student, [key], at_the_counter, writer)

    @rule(
        place=st.integers(0, 50),
        new=st.one_of(st.sampled_from(SMALL), classes),
        mode=st.sampled_from([Mode.FREE, Mode.FREE_OR_WAITING]),
        accept=yes_or_no,
        writer=writers,
    )
    def swap(self, place: int, new: ClassKey, mode: Mode, accept: bool, writer: int) -> None:
        if self.theirs:
            self.ask_to_swap(self.theirs[place % len(self.theirs)], new, mode, accept, writer)

    @rule(writer=writers)
    def send_the_last_request_again(self, writer: int) -> None:
        if self.last is None:
            return
        again = getattr(self.registrars[writer], self.last.name)(*self.last.asked, **self.last.how)
        assert [(outcome.key, said(outcome)) for outcome in again] == [
            (outcome.key, said(outcome)) for outcome in self.last.answer
        ]
        before = self.before
        self.look()
        assert self.before.enrolments == before.enrolments
        REACHED["sent again"] += 1

    @rule(student=students, keys=several, writer=writers)
    def add_to_cart(self, student: str, keys: list[ClassKey], writer: int) -> None:
        registrar, caller = self.registrars[writer], self.caller(student)
        keys = [*keys, *(row.key for row in registrar.cart(caller, student)[:1] if row.key not in keys)]
        foretold = self.foretelling(student).add_to_cart(keys)
        self.done(registrar.add_to_cart(caller, student, keys), student, writer, foretold)

    @rule(student=students, key=classes, place=st.integers(0, 3), writer=writers)
    def remove_from_cart(self, student: str, key: ClassKey, place: int, writer: int) -> None:
        registrar, caller = self.registrars[writer], self.caller(student)
        keys = [key, *(row.key for row in registrar.cart(caller, student)[place:])]
        self.done(registrar.remove_from_cart(caller, student, keys), student, writer, {})

    @rule(student=students, name=st.sampled_from(["spring", "autumn"]), save=yes_or_no, writer=writers)
    def keep_or_load_a_plan(self, student: str, name: str, save: bool, writer: int) -> None:
        registrar, caller = self.registrars[writer], self.caller(student)
        if save:
            registrar.save_plan(caller, student, name)
        else:
            registrar.load_plan(caller, student, name)

    @rule(student=students, writer=writers)
    def set_seat_alerts(self, student: str, writer: int) -> None:
        for key in [*SMALL, world.OTHER_OPEN]:
            facts, standing = self.foretelling(student).facts(key)
            reason = self.registrars[writer].set_seat_alert(self.caller(student), student, key)
            plain = plain_rules.why_not_alert(facts, standing, self.now)
            assert (reason and reason.rule) == plain, "not as the plain rules say"
            REACHED[f"alert: {reason.rule if reason else 'set'}"] += 1

    @rule(student=students, key=st.sampled_from(SMALL), writer=writers)
    def remove_a_seat_alert(self, student: str, key: ClassKey, writer: int) -> None:
        self.registrars[writer].remove_seat_alert(self.caller(student), student, key)

    @rule(both=st.lists(students, min_size=2, max_size=2), key=st.sampled_from(SMALL), leaves=yes_or_no, mode=modes)
    def two_at_the_same_time(self, both: list[str], key: ClassKey, leaves: bool, mode: Mode) -> None:
        (one, other), (first, second) = self.registrars, both
        mine, yours = self.new_request(), self.new_request()

        def ask(registrar: Registrar, student: str, request: str) -> tuple[Outcome, ...]:
            return registrar.enrol(self.caller(student), student, [key], request, from_cart=False, mode=mode)

        if leaves:
            left = self.threads.submit(one.withdraw, self.caller(first), first, [key], mine)
        else:
            left = self.threads.submit(ask, one, first, mine)
        right = self.threads.submit(ask, other, second, yours)
        REACHED.update(said(outcome) for done in (left, right) for outcome in done.result())
        self.look()
        REACHED["at the same time"] += 1


class Lives(Students):
    """What students do, what staff do, and time that passes."""

    @rule(student=students, code=st.sampled_from(HoldCode), place=yes_or_no, writer=writers)
    def place_or_lift_a_hold(self, student: str, code: HoldCode, place: bool, writer: int) -> None:
        registrar, caller = self.registrars[writer], self.caller(student, at_the_counter=True)
        student_id = self.before.catalogue.students[student]
        codes = [hold.code for hold in self.before.holds if hold.student_id == student_id]
        if place:
            assert registrar.place_hold(caller, student, code) == (code not in codes)
        else:
            assert registrar.lift_hold(caller, student, code) == (code in codes)
        REACHED["hold placed" if place else "hold lifted"] += 1

    @rule(key=st.sampled_from(LINES), all_of_them=yes_or_no, writer=writers)
    def hold_up_the_line_and_free_a_place(self, key: ClassKey, all_of_them: bool, writer: int) -> None:
        class_id = self.before.catalogue.ids[key]
        line = [self.whose(enrolment)[0] for enrolment in self.theirs if enrolment in self.before.line(class_id)]
        for student in line if all_of_them else line[:1]:
            self.registrars[writer].place_hold(self.caller(student, True), student, HoldCode.TUITION)
        self.look()
        for enrolment in self.before.inside(class_id):
            self.withdraw(self.whose(enrolment)[0], [key], True, writer)

    @rule(writer=writers)
    def lift_all_holds(self, writer: int) -> None:
        for student in STUDENTS:
            for hold in self.registrars[writer].holds(self.caller(student), student):
                self.registrars[writer].lift_hold(self.caller(student, True), student, hold.code)

    @rule(student=students, key=classes, name=st.sampled_from(GRANTABLE), days=st.integers(0, 20), writer=writers)
    def grant(self, student: str, key: ClassKey, name: str, days: int, writer: int) -> None:
        until = self.now + timedelta(days=days)
        try:
            self.registrars[writer].grant(self.caller(student, True), student, key, name, until, "asked for it")
        except UnknownClass:
            assert key not in self.before.catalogue.ids
        REACHED["granted"] += 1

    @rule(student=students, key=classes, writer=writers)
    def ask_why(self, student: str, key: ClassKey, writer: int) -> None:
        for asked in dict.fromkeys([key, *TOGETHER, *LINES, *HOPELESS]):
            verdicts = self.registrars[writer].why(self.caller(student, True), student, asked)
            if asked in self.before.catalogue.ids:
                refuses = {
                    verdict.rule: verdict.reason is not None
                    for verdict in verdicts
                    if verdict.rule in plain_rules.ORDER
                }
                plain = plain_rules.refuses(*self.foretelling(student).facts(asked), self.now)
                assert refuses == plain, "not as the plain rules say"
            REACHED.update(f"why: {verdict.rule} {'ok' if verdict.ok else 'refuses'}" for verdict in verdicts)

    @rule(writer=writers)
    def close_an_account(self, writer: int) -> None:
        if self.before.catalogue.students[GONE] not in self.before.closed:
            self.registrars[writer].close_account(Caller("operator", Role.OPERATOR, Via.COMMAND, self.now), GONE)
            REACHED["account closed"] += 1

    @rule(days=st.sampled_from([1, 1, 2, 5, 30]))
    def some_days_pass(self, days: int) -> None:
        self.now += timedelta(days=days)

    @invariant()
    def everything_is_as_it_must_be(self) -> None:
        self.look()
