"""The façade that screens, commands and the SSH service use: everything that can be asked, each in one transaction.

Synchronous and thread-safe. Times are aware; what comes out is plain (see `facts.py`), never live rows, never words.
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
    enrolling,
    outbox,
    schedule,
    searching,
    signing_in,
    students,
)
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
    ListRow,
    Outcome,
    Programme,
    Search,
    SearchChoices,
    SearchPage,
    SignInRefused,
    StudentCenter,
    StudentFact,
)
from enroltui.registrar.letter_facts import Answer, Letter, Request
from enroltui.registrar.rules import Reason


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

    def enrol(
        self, caller: Caller, student: str, keys: Sequence[ClassKey], request_key: str, from_cart: bool = True
    ) -> tuple[Outcome, ...]:
        """Enrol in classes, each with its own outcome; with `from_cart` only in those that are in the cart.

        To undo a withdrawal, enrol again without the cart; to undo an enrolment, withdraw. The same request key sent
        again gets the first answer; RequestReused when something else is asked by it.
        """
        with writing(self._engine) as connection:
            at = self._real_clock()
            return enrolling.enrol(connection, caller, student, keys, request_key, at, from_cart=from_cart)

    def withdraw(self, caller: Caller, student: str, keys: Sequence[ClassKey], request_key: str) -> tuple[Outcome, ...]:
        """Withdraw from classes, each with its own outcome; request keys as for `enrol`."""
        with writing(self._engine) as connection:
            return enrolling.withdraw(connection, caller, student, keys, request_key, self._real_clock())

    def enrolments(self, caller: Caller, student: str) -> tuple[EnrolmentRow, ...]:
        """Every enrolment of the student, also what was withdrawn from, in order of time."""
        with reading(self._engine) as connection:
            return schedule.enrolments(connection, caller, student)

    def student_center(self, caller: Caller, student: str) -> StudentCenter:
        """A first look at the student's own affairs."""
        with reading(self._engine) as connection:
            return schedule.student_center(connection, caller, student)

    def audit(self, caller: Caller, student: str | None = None, key: ClassKey | None = None) -> tuple[AuditFact, ...]:
        """What was done and tried, for staff: for one student, one class, both or all; oldest first."""
        with reading(self._engine) as connection:
            return audit.trail(connection, caller, student, key)

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
