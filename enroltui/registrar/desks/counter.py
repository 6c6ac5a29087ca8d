"""What staff ask and do: the audit trail, holds, grants, why, rosters."""

from __future__ import annotations

from datetime import datetime

from enroltui.database.transactions import reading, retried
from enroltui.registrar import audit
from enroltui.registrar.desks.desk import Desk
from enroltui.registrar.rules.asking import Verdict
from enroltui.registrar.staff import helping, holds, roster, why
from enroltui.registrar.values.audit_trail import AuditFact
from enroltui.registrar.values.classes import ClassKey, ClassRow
from enroltui.registrar.values.people import Caller
from enroltui.registrar.values.staff import Roster
from enroltui.registrar.values.student_center import Grant
from enroltui.terms import Help, HelpOutcome, HoldCode


class CounterDesk(Desk):
    """What staff ask and do: the audit trail, holds, grants, why, rosters."""

    def audit(self, caller: Caller, student: str | None = None, key: ClassKey | None = None) -> tuple[AuditFact, ...]:
        """What was done and tried, for staff: for one student, one class, both or all; oldest first."""
        with self._reading(caller) as connection:
            return audit.trail(connection, caller, student, key)

    def enrolments_since(self, since: datetime) -> int:
        """How many places were given since a moment (aware, by the real clock): a figure of the service, of nobody."""
        with reading(self._engine) as connection:
            return audit.enrolments_since(connection, since)

    @retried
    def place_hold(self, caller: Caller, student: str, code: HoldCode) -> bool:
        """Stop a student from enrolling; False: there was such a hold already."""
        with self._changing(caller) as connection:
            return holds.place(connection, caller, student, code, self._real_clock())

    @retried
    def lift_hold(self, caller: Caller, student: str, code: HoldCode) -> bool:
        """Let a student enrol again; False: there was no such hold."""
        with self._changing(caller) as connection:
            return holds.lift(connection, caller, student, code, self._real_clock())

    @retried
    def grant(self, caller: Caller, student: str, key: ClassKey, rule: str, until: datetime, reason: str) -> Grant:
        """Switch off one of rules.GRANTABLE for a student and a class until a moment (aware), documented by `reason`.

        Raises UnknownClass; ValueError for another rule.
        """
        made = Grant(key, rule, until, caller.name, reason)
        with self._changing(caller) as connection:
            holds.grant(connection, caller, student, made, self._real_clock())
        return made

    @retried
    def note_help(self, caller: Caller, student: str, help_: Help, outcome: HelpOutcome) -> None:
        """Write down what a student let the helpdesk do in a session, or did not."""
        with self._changing(caller) as connection:
            helping.note(connection, caller, student, help_, outcome, self._real_clock())

    def why(self, caller: Caller, student: str, key: ClassKey) -> tuple[Verdict, ...]:
        """Every rule's verdict on this student and class, in the order of the rules, with its facts; for staff."""
        with self._reading(caller) as connection:
            return why.why(connection, caller, student, key)

    def own_classes(self, caller: Caller, academic_year: str) -> tuple[ClassRow, ...]:
        """The classes of a year of the courses that the caller coordinates, by number."""
        with self._reading(caller) as connection:
            return roster.own_classes(connection, caller, academic_year)

    def roster(self, caller: Caller, key: ClassKey) -> Roster:
        """Who is in a class, who waits, and how it filled; coordinators of their own courses only. UnknownClass."""
        with self._reading(caller) as connection:
            return roster.roster(connection, caller, key)
