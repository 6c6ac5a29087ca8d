"""The façade that screens, commands and the SSH service use: everything that can be asked, each in one transaction.

Synchronous and thread-safe. Times are aware; what comes out is plain (see `values/`), never live rows, never words.
Any method may raise DatabaseTrouble, and UnfitInput (`gate.py`); those with a caller and a student also NotAllowed and
UnknownStudent.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from enroltui.clock import real_now
from enroltui.database.engines import check, open_engine, set_foreign_logs_aside
from enroltui.database.schema import upgrade
from enroltui.database.transactions import alone, reading, retried, writing
from enroltui.errors import DatabaseUnusable, EnrolError, OutboxBusy, Unusable
from enroltui.registrar import audit
from enroltui.registrar.binding import OpenDatabase, change, public, read
from enroltui.registrar.enrolling import cart, changes, deciding, plans, seat_alerts
from enroltui.registrar.gate import gated
from enroltui.registrar.letters import messages, outbox, sending
from enroltui.registrar.letters.contents import Letter, Request, SendAttempt
from enroltui.registrar.looks import Look
from enroltui.registrar.minors import applying, offers
from enroltui.registrar.people import accounts, sessions, signing_in, ssh_keys, students
from enroltui.registrar.people.signing_in import LOCK, Lock
from enroltui.registrar.rules.reasons import Reason
from enroltui.registrar.searching import class_lists, numbers, search
from enroltui.registrar.staff import helping, holds, roster, why
from enroltui.registrar.timetable import schedule
from enroltui.registrar.values.audit_trail import SEEN
from enroltui.registrar.values.people import Account, Caller, Seat, SessionFact, SignInRefused
from enroltui.terms import SessionEnd, Via
from enroltui.where import Where


@gated
class Registrar(OpenDatabase):
    """All that can be asked of one database. `real_clock` gives the real moment, aware: limits and audit go by it.

    A method that is read or changed is the function of its room; one that is named as its module comes after the
    module's others, as it hides the module here. What takes more than one transaction, or no caller, is written out.
    """

    kept_before_upgrade: Path | None = None
    """Where a file of an older version is kept as it was, that was upgraded when this registrar was opened."""
    set_aside: tuple[Path, ...] = ()
    """Where logs are now that lay beside the file when it was opened and were another file's."""

    @classmethod
    def open(cls, where: Where, real_clock: Callable[[], datetime] = real_now) -> Registrar:
        """Open the registrar of a database; a file of an older version is upgraded first. Raises DatabaseUnusable."""
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

    def _upgrade_if_older(self, where: Where) -> None:
        self.set_aside = set_foreign_logs_aside(where)
        try:
            check(where)
        except DatabaseUnusable as unusable:
            # A server's database is everybody's: its operator chooses when it is brought on.
            if unusable.kind is not Unusable.OLDER or isinstance(where, str):
                raise
            self.kept_before_upgrade = upgrade(self._engine)

    # --- searching --------------------------------------------------------------------------------------------------

    programmes = public(search.programmes)
    academic_years = public(search.academic_years)
    choices = public(search.choices)
    classes = read(search.classes)
    search = read(search.search)
    composition = read(class_lists.composition)
    class_keys = read(numbers.class_keys)
    find = read(numbers.find)
    class_row = read(class_lists.class_row)
    class_list = read(class_lists.class_list_rows)
    class_list_start = read(class_lists.class_list_start)
    class_lists = public(class_lists.class_lists)

    # --- enrolling --------------------------------------------------------------------------------------------------

    add_to_cart = change(cart.add_to_cart)
    remove_from_cart = change(cart.remove_from_cart)
    cart = read(cart.cart)
    validate = read(deciding.validate)
    enrol = change(changes.enrol)
    withdraw = change(changes.withdraw)
    swap = change(changes.swap)
    save_plan = change(plans.save_plan)
    load_plan = change(plans.load_plan)
    delete_plan = change(plans.delete_plan)
    plans = read(plans.plans)
    set_seat_alert = change(seat_alerts.set_seat_alert)
    remove_seat_alert = change(seat_alerts.remove_seat_alert)
    seat_alerts = read(seat_alerts.seat_alerts)

    # --- timetable --------------------------------------------------------------------------------------------------

    enrolments = read(schedule.enrolments)
    calendar = read(schedule.calendar)
    student_center = read(schedule.student_center)

    # --- minors -----------------------------------------------------------------------------------------------------

    minors = read(offers.minors)
    minor_applications = read(applying.minor_applications, of_many=True)
    apply_for_minor = change(applying.apply_for_minor)
    withdraw_from_minor = change(applying.withdraw_from_minor)
    admit_to_minor = change(applying.admit_to_minor)
    refuse_for_minor = change(applying.refuse_for_minor)

    # --- staff ------------------------------------------------------------------------------------------------------

    history = read(audit.history)
    enrolments_since = public(audit.enrolments_since)
    forget_audit = change(audit.forget_audit)
    audit = read(audit.audit, of_many=True)
    place_hold = change(holds.place_hold)
    lift_hold = change(holds.lift_hold)
    grant = change(holds.grant)
    grants = read(holds.grants)
    holds = read(holds.holds)
    note_help = change(helping.note_help)
    why = read(why.why)
    own_classes = read(roster.own_classes)
    roster = read(roster.roster, of_many=True)

    # --- people -----------------------------------------------------------------------------------------------------

    student = read(students.student_fact)
    students = read(students.students, of_many=True)
    demo_accounts = public(accounts.demo_accounts)
    add_account = change(accounts.add_account)
    close_account = change(accounts.close_account)
    account_by_key = public(ssh_keys.account_by_key)
    add_ssh_key = change(ssh_keys.add_ssh_key)
    remove_ssh_key = change(ssh_keys.remove_ssh_key)
    ssh_keys = read(ssh_keys.ssh_keys)
    end_sessions = change(sessions.end_sessions)

    @retried
    def sign_in(
        self, name: str, password: str, address: str = "local", lock: Lock = LOCK, via: Via = Via.SCREEN
    ) -> Account | SignInRefused:
        """Find the account, or refuse and tell little more than how many seconds to wait before the next try.

        `lock`: when so many wrong tries of this account from this address make it wait for long. A session is begun
        next; only that uses a one-time password up.
        """
        return signing_in.sign_in(self._engine, name, password, address, self._real_clock(), lock, via)

    @retried
    def change_password(self, caller: Caller, old: str, new: str) -> Reason | None:
        """Change the caller's own password: None when done, else why not. UnknownAccount for who has none."""
        with self._reading(caller, chooses_password=True) as connection:
            known = accounts.own_account(connection, caller)
        # Hashing takes long, so that it is done while nobody waits for the write lock.
        if (wrong := signing_in.why_not_present(self._engine, caller, old, self._real_clock())) is not None:
            return wrong
        chosen = accounts.new_password(known, old, new)
        if isinstance(chosen, Reason):
            return chosen
        with self._changing(caller, chooses_password=True) as connection:
            return accounts.change_password(connection, caller, known, chosen, self._real_clock())

    @retried
    def set_password_once(self, caller: Caller, name: str) -> str:
        """Give an account a new password, to be changed at its next login. Raises UnknownAccount."""
        password, password_hash = accounts.made_up_password(caller)
        with self._changing(caller) as connection:
            accounts.set_password_once(connection, caller, name, password_hash, self._real_clock())
        return password

    @retried
    def remember(self, caller: Caller, language: str | None = None, list_slug: str | None = None) -> None:
        """Keep what the caller chose for the next login; None leaves it as it is."""
        with self._changing(caller) as connection:
            accounts.remember(connection, caller, language=language, list_slug=list_slug)

    @retried
    def begin_session(self, account: Account, seat: Seat, *, for_app: bool = True) -> Account:
        """Begin a session of an account that has just logged in: the account, with its session.

        A one-time password lets in once, and (`for_app`) never to a plain command. Raises AccountClosed,
        PasswordFirst, PasswordSpent; SessionOver if the password or the key holds no longer.
        """
        with writing(self._engine) as connection:
            return sessions.begin(connection, account, seat, self._real_clock(), for_app=for_app)

    @retried
    def keep_sessions(
        self, process: str, held: Collection[str], over: Mapping[str, SessionEnd], *, still_there: bool
    ) -> dict[str, SessionEnd]:
        """Tell the program that holds sessions, which asks often, which have been ended from outside, and why.

        Before that it writes down what is `over`, and now and then (`still_there`) that it is alive.
        """
        if over or still_there:
            with writing(self._engine) as connection:
                sessions.keep(connection, process, over, self._real_clock(), still_there=still_there)
        with reading(self._engine) as connection:
            return sessions.ended(connection, process, held)

    def sessions(self, caller: Caller, name: str | None = None, *, over: bool = False) -> tuple[SessionFact, ...]:
        """List the open sessions (of one account), for staff, the newest first; with `over` also those that ended."""
        with self._reading(caller, look=Look("sessions")) as connection:
            return sessions.sessions(connection, caller, name, self._real_clock(), over=over)

    # --- letters ----------------------------------------------------------------------------------------------------

    write_letter = change(outbox.write_letter)
    letters = read(outbox.letters)
    is_demo = public(outbox.is_demo)
    messages = read(messages.messages)

    def draft_letter(self, caller: Caller, student: str, facts: Request) -> Letter:
        """Make a student's letter to an office as it would be written now; nothing is kept."""
        with self._reading(caller, look=Look(SEEN, student)) as connection:
            return outbox.draft_letter(connection, caller, self._real_clock(), student, facts)

    @retried
    def mark_read(self, caller: Caller, student: str, numbers: Sequence[int]) -> None:
        """Note that the student has read these messages."""
        with self._changing(caller) as connection:
            messages.mark_read(connection, caller, student, numbers)

    @contextmanager
    def only_sender(self, wait: float) -> Iterator[None]:
        """Hold the right to send letters, which one program has at a time; OutboxBusy after `wait` seconds without it.

        Within it `claim_letter` and `note_answer` may be used.
        """
        with alone(self._engine, "outbox", wait) as held:
            if not held:
                raise OutboxBusy
            with writing(self._engine) as connection:
                sending.take_back(connection)
            yield

    @retried
    def claim_letter(self, after: int, *, due: bool) -> Letter | None:
        """Mark the next waiting letter after this number as being sent; `due`: only one whose pause is over."""
        at = self._real_clock()
        with reading(self._engine) as connection:
            number = sending.next_to_send(connection, after, at if due else None)
        if number is None:
            return None
        with writing(self._engine) as connection:
            return sending.claim(connection, number, at)

    @retried
    def note_answer(self, number: int, answer: SendAttempt) -> Letter:
        """Write down what came of sending a claimed letter, and get the letter as it stands now."""
        with writing(self._engine) as connection:
            return sending.note(connection, number, answer, self._real_clock())
