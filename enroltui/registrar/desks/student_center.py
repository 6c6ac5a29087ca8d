"""A student's own affairs: enrolments and their history, seat alerts, messages, holds."""

from __future__ import annotations

from collections.abc import Sequence

from enroltui.database.transactions import retried
from enroltui.registrar import audit
from enroltui.registrar.desks.desk import Desk
from enroltui.registrar.enrolling import seat_alerts
from enroltui.registrar.letters import messages
from enroltui.registrar.rules.reasons import Reason
from enroltui.registrar.staff import holds
from enroltui.registrar.timetable import schedule
from enroltui.registrar.values.audit_trail import AuditFact
from enroltui.registrar.values.classes import ClassKey, ClassRow
from enroltui.registrar.values.enrolling import EnrolmentRow
from enroltui.registrar.values.people import Caller
from enroltui.registrar.values.student_center import CalendarMeeting, Grant, Hold, Message, StudentCenter


class StudentCenterDesk(Desk):
    """A student's own affairs: enrolments and their history, seat alerts, messages, holds."""

    def enrolments(self, caller: Caller, student: str) -> tuple[EnrolmentRow, ...]:
        """Every enrolment of the student, also what was withdrawn from, in order of time."""
        with self._reading(caller) as connection:
            return schedule.enrolments(connection, caller, student)

    def calendar(self, caller: Caller, student: str) -> tuple[tuple[EnrolmentRow, ...], tuple[CalendarMeeting, ...]]:
        """Return every enrolment of the student, and every meeting of their classes, also the cancelled ones."""
        with self._reading(caller) as connection:
            return schedule.calendar(connection, caller, student)

    def student_center(self, caller: Caller, student: str) -> StudentCenter:
        """A first look at the student's own affairs."""
        with self._reading(caller) as connection:
            return schedule.student_center(connection, caller, student)

    def history(self, caller: Caller, student: str, key: ClassKey | None = None) -> tuple[AuditFact, ...]:
        """What was done and tried for a student's enrolments, in one class or in all; oldest first."""
        with self._reading(caller) as connection:
            return audit.history(connection, caller, student, key)

    def seat_alerts(self, caller: Caller, student: str) -> tuple[ClassRow, ...]:
        """The full classes of which the student wants to be told when a place is free."""
        with self._reading(caller) as connection:
            return seat_alerts.seat_alerts(connection, caller, student)

    @retried
    def set_seat_alert(self, caller: Caller, student: str, key: ClassKey) -> Reason | None:
        """Tell the student, once, when a place is free in a full class without waiting list; why not, or None: set."""
        with self._changing(caller) as connection:
            return seat_alerts.put(connection, caller, student, key, self._real_clock())

    @retried
    def remove_seat_alert(self, caller: Caller, student: str, key: ClassKey) -> None:
        """Tell the student no more."""
        with self._changing(caller) as connection:
            seat_alerts.remove(connection, caller, student, key, self._real_clock())

    def messages(self, caller: Caller, student: str) -> tuple[Message, ...]:
        """All messages to a student, the newest first."""
        with self._reading(caller) as connection:
            return messages.messages(connection, caller, student)

    @retried
    def mark_read(self, caller: Caller, student: str, numbers: Sequence[int]) -> None:
        """Note that the student has read these messages."""
        with self._changing(caller) as connection:
            messages.mark_read(connection, caller, student, numbers)

    def holds(self, caller: Caller, student: str, *, lifted: bool = False) -> tuple[Hold, ...]:
        """What stops the student from enrolling now; with `lifted` also what did before."""
        with self._reading(caller) as connection:
            return holds.holds(connection, caller, student, lifted=lifted)

    def grants(self, caller: Caller, student: str) -> tuple[Grant, ...]:
        """The exceptions that were made for a student, also those whose time is over; oldest first."""
        with self._reading(caller) as connection:
            return holds.grants(connection, caller, student)
