"""Minors: what is on offer, applying, and deciding on the applications."""

from __future__ import annotations

from enroltui.database.transactions import retried
from enroltui.registrar.desks.desk import Desk
from enroltui.registrar.minors import applying as minors
from enroltui.registrar.rules.reasons import Reason
from enroltui.registrar.values.minors import MinorApplication, MinorsOnOffer
from enroltui.registrar.values.people import Caller


class MinorsDesk(Desk):
    """Minors: what is on offer, applying, and deciding on the applications."""

    def minors(self, caller: Caller, student: str | None) -> MinorsOnOffer | None:
        """The minors on offer, as they are for this student or for nobody in particular; None: there are none."""
        with self._reading(caller) as connection:
            return minors.on_offer(connection, caller, student)

    def minor_applications(self, caller: Caller, slug: str) -> tuple[MinorApplication, ...]:
        """Who has applied for a minor, for staff, in the order in which they did. Raises UnknownProgramme."""
        with self._reading(caller) as connection:
            return minors.applications(connection, caller, slug)

    @retried
    def apply_for_minor(self, caller: Caller, student: str, slug: str) -> Reason | None:
        """Apply for a minor: None when done, else why not. Raises UnknownProgramme."""
        with self._changing(caller) as connection:
            return minors.apply(connection, caller, student, slug, self._real_clock())

    @retried
    def withdraw_from_minor(self, caller: Caller, student: str, slug: str) -> Reason | None:
        """Withdraw an application, admitted or not: None when done, else why not. Raises UnknownProgramme."""
        with self._changing(caller) as connection:
            return minors.withdraw(connection, caller, student, slug, self._real_clock())

    @retried
    def admit_to_minor(self, caller: Caller, student: str, slug: str) -> Reason | None:
        """Admit who applied, up to the minor's places: None when done, else why not. Raises UnknownProgramme."""
        with self._changing(caller) as connection:
            return minors.admit(connection, caller, student, slug, self._real_clock())

    @retried
    def refuse_for_minor(self, caller: Caller, student: str, slug: str) -> Reason | None:
        """Refuse who applied: None when done, else why not. Raises UnknownProgramme."""
        with self._changing(caller) as connection:
            return minors.refuse(connection, caller, student, slug, self._real_clock())
