"""The façade that screens, commands and the SSH service use: everything that can be asked, each in one transaction.

Synchronous and thread-safe. Times are aware; what comes out is plain (see `facts/`), never live rows, never words.
Any method may raise DatabaseTrouble; those with a caller and a student also NotAllowed and UnknownStudent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from enroltui.clock import real_now
from enroltui.database import alone, check, open_engine, reading, upgrade, writing
from enroltui.errors import DatabaseUnusable, EnrolError, OutboxBusy, Unusable
from enroltui.registrar import (
    accounts,
    audit,
    cart,
    class_lists,
    deciding,
    enrolling,
    holds,
    messages,
    outbox,
    plans,
    roster,
    schedule,
    searching,
    seat_alerts,
    signing_in,
    students,
    why,
)
from enroltui.registrar.deciding import Wish
from enroltui.registrar.facts import (
    Account,
    AuditFact,
    Caller,
    ClassKey,
    ClassList,
    ClassRow,
    Composition,
    DemoAccount,
    EnrolmentRow,
    Found,
    Grant,
    Hold,
    ListRow,
    Message,
    Mode,
    Outcome,
    Plan,
    Programme,
    Roster,
    Search,
    SearchChoices,
    SearchPage,
    SignInRefused,
    StudentCenter,
    StudentFact,
    Validation,
)
from enroltui.registrar.letter_facts import Answer, Letter, Request
from enroltui.registrar.rules import Reason, Verdict
from enroltui.terms import HoldCode


class Registrar:
    """All that can be asked of one database. `real_clock` gives the real moment, aware: limits and audit go by it."""

    def __init__(self, engine: Engine, real_clock: Callable[[], datetime] = real_now) -> None:
        self._engine = engine
        self._real_clock = real_clock

    @classmethod
    def open(cls, where: Path | str, real_clock: Callable[[], datetime] = real_now) -> Registrar:
        """The registrar of a database file; one of an older version is upgraded first. Raises DatabaseUnusable."""
        registrar = cls(open_engine(where), real_clock)
        try:
            registrar._upgrade_if_older(where)
        except EnrolError:
            registrar.close()
            raise
        return registrar

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def _upgrade_if_older(self, where: Path | str) -> None:
        try:
            check(where)
        except DatabaseUnusable as unusable:
            if unusable.kind is not Unusable.OLDER:
                raise
            upgrade(self._engine)

    # --- logging in and accounts ------------------------------------------------------------------------------------

    def demo_accounts(self) -> tuple[DemoAccount, ...]:
        """The accounts that the login page lists with their passwords; none but in the shipped catalogue."""
        return signing_in.demo_accounts(self._engine)

    def sign_in(self, name: str, password: str, address: str = "local") -> Account | SignInRefused:
        """The account, or a refusal that tells only how many seconds to wait before the next try."""
        return signing_in.sign_in(self._engine, name, password, address, self._real_clock())

    def change_password(self, caller: Caller, old: str, new: str) -> Reason | None:
        """Change the caller's own password: None when done, else why not. UnknownAccount for who has none."""
        return accounts.change_password(self._engine, caller, old, new, self._real_clock())

    def set_password_once(self, caller: Caller, name: str) -> str:
        """Give an account a new password, to be changed at its next login. Raises UnknownAccount."""
        return accounts.set_password_once(self._engine, caller, name, self._real_clock())

    def add_account(self, caller: Caller, account: Account, email: str) -> None:
        """Make an account without a password. Raises AccountExists, UnknownProgramme."""
        with writing(self._engine) as connection:
            accounts.add_account(connection, caller, account, email, self._real_clock())

    def close_account(self, caller: Caller, name: str) -> None:
        """Let nobody log in by this account any more. Raises UnknownAccount."""
        with writing(self._engine) as connection:
            accounts.close_account(connection, caller, name, self._real_clock())

    def remember(self, caller: Caller, language: str | None = None, list_slug: str | None = None) -> None:
        """Keep what the caller chose for the next login; None leaves it as it is."""
        with writing(self._engine) as connection:
            accounts.remember(connection, caller, language=language, list_slug=list_slug)

    def students(self, caller: Caller, background: bool = False) -> tuple[StudentFact, ...]:
        """The students by number, for staff; with the shipped catalogue's background students if asked."""
        with reading(self._engine) as connection:
            return students.students(connection, caller, background=background)

    def find_students(self, caller: Caller, words: str) -> tuple[StudentFact, ...]:
        """The first students whose number or name has all these words, for staff."""
        with reading(self._engine) as connection:
            return students.find(connection, caller, words)

    def student(self, caller: Caller, student_number: str) -> StudentFact:
        """One student."""
        with reading(self._engine) as connection:
            return students.student_fact(connection, caller, student_number)

    # --- the catalogue ----------------------------------------------------------------------------------------------

    def programmes(self) -> tuple[Programme, ...]:
        """All programmes, in the order of the seed page."""
        with reading(self._engine) as connection:
            return searching.programmes(connection)

    def academic_years(self) -> tuple[str, ...]:
        """The academic years that have classes, the latest first."""
        with reading(self._engine) as connection:
            return searching.academic_years(connection)

    def choices(self, academic_year: str) -> SearchChoices:
        """What the search form's selection fields offer."""
        with reading(self._engine) as connection:
            return searching.choices(connection, academic_year)

    def search(self, caller: Caller, student: str | None, asked: Search, first: int = 0, size: int = 100) -> SearchPage:
        """A page of what the search form asks for; `student` None: as nobody in particular sees it."""
        with reading(self._engine) as connection:
            return searching.search(connection, caller, student, asked, first, size)

    def classes(self, caller: Caller, words: str, programme: str, academic_year: str) -> tuple[ClassRow, ...]:
        """Every class with these words, of this programme ("": of any)."""
        with reading(self._engine) as connection:
            return searching.classes(connection, caller, words, programme, academic_year)

    def composition(
        self, caller: Caller, student: str | None, academic_year: str, catalogue_number: str
    ) -> Composition | None:
        """Every class of one course, with why it can't be put into the cart; None: no such course."""
        with reading(self._engine) as connection:
            return class_lists.composition(connection, caller, student, academic_year, catalogue_number)

    def find(self, caller: Caller, student: str | None, academic_year: str, typed: Sequence[str]) -> tuple[Found, ...]:
        """What typed class numbers are, in their order, each with why it can't be put into the cart."""
        with reading(self._engine) as connection:
            return class_lists.find(connection, caller, student, academic_year, typed)

    def class_row(self, caller: Caller, student: str | None, key: ClassKey) -> ClassRow | None:
        """One class; None: no such class."""
        with reading(self._engine) as connection:
            return class_lists.class_row(connection, caller, student, key)

    def class_lists(self, academic_year: str) -> tuple[ClassList, ...]:
        """The headings of the class-number lists, in the order of the seed page."""
        with reading(self._engine) as connection:
            return class_lists.class_lists(connection, academic_year)

    def class_list(self, caller: Caller, student: str | None, slug: str, academic_year: str) -> tuple[ListRow, ...]:
        """The lines of a list, or of a programme, by its slug: by course title, then class number."""
        with reading(self._engine) as connection:
            return class_lists.class_list_rows(connection, caller, student, slug, academic_year)

    # --- cart and enrolments ----------------------------------------------------------------------------------------

    def cart(self, caller: Caller, student: str) -> tuple[ClassRow, ...]:
        """What is in the student's cart, in the order in which it was put there."""
        with reading(self._engine) as connection:
            return cart.cart(connection, caller, student)

    def add_to_cart(self, caller: Caller, student: str, keys: Sequence[ClassKey]) -> tuple[Outcome, ...]:
        """Put classes into the cart, each with its own outcome. Full and not yet open ones may be put there."""
        with writing(self._engine) as connection:
            return cart.add(connection, caller, student, keys, self._real_clock())

    def remove_from_cart(self, caller: Caller, student: str, keys: Sequence[ClassKey]) -> tuple[Outcome, ...]:
        """Take classes out of the cart, each with its own outcome."""
        with writing(self._engine) as connection:
            return cart.remove(connection, caller, student, keys, self._real_clock())

    def validate(
        self,
        caller: Caller,
        student: str,
        keys: Sequence[ClassKey],
        *,
        mode: Mode = Mode.FREE,
        accept_clashes: bool = False,
    ) -> Validation:
        """What would become of classes if they were sent now, and what clashes among them; nothing is changed."""
        wish = Wish(mode, accepts_clashes=accept_clashes)
        with reading(self._engine) as connection:
            return deciding.validate(connection, caller, student, keys, wish)

    def enrol(
        self,
        caller: Caller,
        student: str,
        keys: Sequence[ClassKey],
        request_key: str,
        from_cart: bool = True,
        *,
        mode: Mode = Mode.FREE,
        accept_clashes: bool = False,
    ) -> tuple[Outcome, ...]:
        """Enrol in classes, each with its own outcome; with `from_cart` only in those that are in the cart.

        `mode`: whether a full class gives a place in line, and whether one refusal stops all. A clash with teaching
        is refused unless `accept_clashes`. To undo a withdrawal, enrol again without the cart; to undo an enrolment,
        withdraw. The same request key sent again gets the first answer; RequestReused when something else is asked.
        """
        wish = Wish(mode, from_cart, accept_clashes)
        with writing(self._engine) as connection:
            return enrolling.enrol(connection, caller, student, keys, request_key, self._real_clock(), wish)

    def withdraw(self, caller: Caller, student: str, keys: Sequence[ClassKey], request_key: str) -> tuple[Outcome, ...]:
        """Withdraw from classes or their waiting lists, each with its own outcome; request keys as for `enrol`.

        A place that comes free goes to the first in line at once; without a line, seat alerts tell of it.
        """
        with writing(self._engine) as connection:
            return enrolling.withdraw(connection, caller, student, keys, request_key, self._real_clock())

    def swap(
        self,
        caller: Caller,
        student: str,
        old: ClassKey,
        new: ClassKey,
        request_key: str,
        *,
        mode: Mode = Mode.FREE,
        accept_clashes: bool = False,
    ) -> tuple[Outcome, ...]:
        """Give up `old` for `new`, both or neither; the outcome of each, `old` first. Request keys as for `enrol`.

        With Mode.FREE_OR_WAITING a full `new` gives a place in line; `old` is then KEPT until that becomes a place.
        """
        wish = Wish(mode, accepts_clashes=accept_clashes)
        with writing(self._engine) as connection:
            return enrolling.swap(connection, caller, student, old, new, request_key, self._real_clock(), wish)

    def enrolments(self, caller: Caller, student: str) -> tuple[EnrolmentRow, ...]:
        """Every enrolment of the student, also what was withdrawn from, in order of time."""
        with reading(self._engine) as connection:
            return schedule.enrolments(connection, caller, student)

    def student_center(self, caller: Caller, student: str) -> StudentCenter:
        """A first look at the student's own affairs."""
        with reading(self._engine) as connection:
            return schedule.student_center(connection, caller, student)

    def history(self, caller: Caller, student: str, key: ClassKey | None = None) -> tuple[AuditFact, ...]:
        """What was done and tried for a student's enrolments, in one class or in all; oldest first."""
        with reading(self._engine) as connection:
            return audit.history(connection, caller, student, key)

    def audit(self, caller: Caller, student: str | None = None, key: ClassKey | None = None) -> tuple[AuditFact, ...]:
        """What was done and tried, for staff: for one student, one class, both or all; oldest first."""
        with reading(self._engine) as connection:
            return audit.trail(connection, caller, student, key)

    # --- plans, seat alerts and messages ----------------------------------------------------------------------------

    def plans(self, caller: Caller, student: str) -> tuple[Plan, ...]:
        """The student's named carts, by name."""
        with reading(self._engine) as connection:
            return plans.plans(connection, caller, student)

    def save_plan(self, caller: Caller, student: str, name: str) -> Plan:
        """Keep what is in the cart under a name; a plan of that name is replaced."""
        with writing(self._engine) as connection:
            return plans.save(connection, caller, student, name)

    def load_plan(self, caller: Caller, student: str, name: str) -> tuple[Outcome, ...]:
        """Put what a plan holds into the cart, each class with its own outcome."""
        with writing(self._engine) as connection:
            return plans.load(connection, caller, student, name, self._real_clock())

    def delete_plan(self, caller: Caller, student: str, name: str) -> None:
        """Forget a plan."""
        with writing(self._engine) as connection:
            plans.delete_plan(connection, caller, student, name)

    def seat_alerts(self, caller: Caller, student: str) -> tuple[ClassRow, ...]:
        """The full classes of which the student wants to be told when a place is free."""
        with reading(self._engine) as connection:
            return seat_alerts.seat_alerts(connection, caller, student)

    def set_seat_alert(self, caller: Caller, student: str, key: ClassKey) -> Reason | None:
        """Tell the student, once, when a place is free in a full class without waiting list; why not, or None: set."""
        with writing(self._engine) as connection:
            return seat_alerts.put(connection, caller, student, key, self._real_clock())

    def remove_seat_alert(self, caller: Caller, student: str, key: ClassKey) -> None:
        """Tell the student no more."""
        with writing(self._engine) as connection:
            seat_alerts.remove(connection, caller, student, key, self._real_clock())

    def messages(self, caller: Caller, student: str) -> tuple[Message, ...]:
        """All messages to a student, the newest first."""
        with reading(self._engine) as connection:
            return messages.messages(connection, caller, student)

    def mark_read(self, caller: Caller, student: str, numbers: Sequence[int]) -> None:
        """Note that the student has read these messages."""
        with writing(self._engine) as connection:
            messages.mark_read(connection, caller, student, numbers)

    # --- holds and grants, and what staff ask -----------------------------------------------------------------------

    def holds(self, caller: Caller, student: str, *, lifted: bool = False) -> tuple[Hold, ...]:
        """What stops the student from enrolling now; with `lifted` also what did before."""
        with reading(self._engine) as connection:
            return holds.holds(connection, caller, student, lifted=lifted)

    def place_hold(self, caller: Caller, student: str, code: HoldCode) -> bool:
        """Stop a student from enrolling; False: there was such a hold already."""
        with writing(self._engine) as connection:
            return holds.place(connection, caller, student, code, self._real_clock())

    def lift_hold(self, caller: Caller, student: str, code: HoldCode) -> bool:
        """Let a student enrol again; False: there was no such hold."""
        with writing(self._engine) as connection:
            return holds.lift(connection, caller, student, code, self._real_clock())

    def grants(self, caller: Caller, student: str) -> tuple[Grant, ...]:
        """The exceptions that were made for a student, also those whose time is over; oldest first."""
        with reading(self._engine) as connection:
            return holds.grants(connection, caller, student)

    def grant(self, caller: Caller, student: str, key: ClassKey, rule: str, until: datetime, reason: str) -> Grant:
        """Switch off one of rules.GRANTABLE for a student and a class until a moment (aware), documented by `reason`.

        Raises UnknownClass; ValueError for another rule.
        """
        made = Grant(key, rule, until, caller.name, reason)
        with writing(self._engine) as connection:
            holds.grant(connection, caller, student, made, self._real_clock())
        return made

    def why(self, caller: Caller, student: str, key: ClassKey) -> tuple[Verdict, ...]:
        """Every rule's verdict on this student and class, in the order of the rules, with its facts; for staff."""
        with reading(self._engine) as connection:
            return why.why(connection, caller, student, key)

    def roster(self, caller: Caller, key: ClassKey) -> Roster:
        """Who is in a class, who waits, and how it filled; coordinators of their own courses only. UnknownClass."""
        with reading(self._engine) as connection:
            return roster.roster(connection, caller, key)

    # --- letters ----------------------------------------------------------------------------------------------------

    def draft_letter(self, caller: Caller, student: str, facts: Request) -> Letter:
        """A student's letter to an office as it would be written now; nothing is kept."""
        with reading(self._engine) as connection:
            return outbox.draft(connection, caller, student, facts, self._real_clock())

    def write_letter(self, caller: Caller, student: str, facts: Request, request_key: str) -> Letter:
        """Keep a student's letter to an office in the outbox; request keys as for `enrol`."""
        with writing(self._engine) as connection:
            return outbox.write(connection, caller, student, facts, request_key, self._real_clock())

    def letters(self, caller: Caller, student: str | None = None) -> tuple[Letter, ...]:
        """The letters from and to a student, confirmations too, or (None) all there are; oldest first."""
        with reading(self._engine) as connection:
            return outbox.letters(connection, caller, student)

    def is_demo(self) -> bool:
        """Whether the people are made up, so that no letter may go to a real address."""
        with reading(self._engine) as connection:
            return outbox.is_demo(connection)

    @contextmanager
    def only_sender(self, wait: float) -> Iterator[None]:
        """The right to send letters, which one program has at a time; OutboxBusy if another has it for `wait` seconds.

        Within it `claim_letter` and `note_answer` may be used.
        """
        with alone(self._engine, "outbox", wait) as held:
            if not held:
                raise OutboxBusy
            with writing(self._engine) as connection:
                outbox.take_back(connection)
            yield

    def claim_letter(self, after: int, *, due: bool) -> Letter | None:
        """Mark the next waiting letter after this number as being sent; `due`: only one whose pause is over."""
        at = self._real_clock()
        with reading(self._engine) as connection:
            number = outbox.next_to_send(connection, after, at if due else None)
        if number is None:
            return None
        with writing(self._engine) as connection:
            return outbox.claim(connection, number, at)

    def note_answer(self, number: int, answer: Answer) -> Letter:
        """Write down what came of sending a claimed letter, and get the letter as it stands now."""
        with writing(self._engine) as connection:
            return outbox.note(connection, number, answer, self._real_clock())
