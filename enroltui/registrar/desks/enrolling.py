"""The shopping cart, and what gives and takes places."""

from __future__ import annotations

from collections.abc import Sequence

from enroltui.database.transactions import retried
from enroltui.registrar.desks.desk import Desk
from enroltui.registrar.enrolling import cart, deciding, plans
from enroltui.registrar.enrolling import changes as enrolling
from enroltui.registrar.enrolling.deciding import Wish
from enroltui.registrar.values.classes import ClassKey, ClassRow
from enroltui.registrar.values.enrolling import Mode, Outcome, Validation
from enroltui.registrar.values.people import Caller
from enroltui.registrar.values.student_center import Plan


class EnrollingDesk(Desk):
    """The shopping cart, and what gives and takes places."""

    def cart(self, caller: Caller, student: str) -> tuple[ClassRow, ...]:
        """What is in the student's cart, in the order in which it was put there."""
        with self._reading(caller) as connection:
            return cart.cart(connection, caller, student)

    @retried
    def add_to_cart(self, caller: Caller, student: str, keys: Sequence[ClassKey]) -> tuple[Outcome, ...]:
        """Put classes into the cart, each with its own outcome. Full and not yet open ones may be put there."""
        with self._changing(caller) as connection:
            return cart.add(connection, caller, student, keys, self._real_clock())

    @retried
    def remove_from_cart(self, caller: Caller, student: str, keys: Sequence[ClassKey]) -> tuple[Outcome, ...]:
        """Take classes out of the cart, each with its own outcome."""
        with self._changing(caller) as connection:
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
        with self._reading(caller) as connection:
            return deciding.validate(connection, caller, student, keys, wish)

    @retried
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
        with self._changing(caller) as connection:
            return enrolling.enrol(connection, caller, student, keys, request_key, self._real_clock(), wish)

    @retried
    def withdraw(self, caller: Caller, student: str, keys: Sequence[ClassKey], request_key: str) -> tuple[Outcome, ...]:
        """Withdraw from classes or their waiting lists, each with its own outcome; request keys as for `enrol`.

        A place that comes free goes to the first in line at once; without a line, seat alerts tell of it.
        """
        with self._changing(caller) as connection:
            return enrolling.withdraw(connection, caller, student, keys, request_key, self._real_clock())

    @retried
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
        with self._changing(caller) as connection:
            return enrolling.swap(connection, caller, student, old, new, request_key, self._real_clock(), wish)

    def plans(self, caller: Caller, student: str) -> tuple[Plan, ...]:
        """The student's named carts, by name."""
        with self._reading(caller) as connection:
            return plans.plans(connection, caller, student)

    @retried
    def save_plan(self, caller: Caller, student: str, name: str) -> Plan:
        """Keep what is in the cart under a name; a plan of that name is replaced."""
        with self._changing(caller) as connection:
            return plans.save(connection, caller, student, name, self._real_clock())

    @retried
    def load_plan(self, caller: Caller, student: str, name: str) -> tuple[Outcome, ...]:
        """Put what a plan holds into the cart, each class with its own outcome."""
        with self._changing(caller) as connection:
            return plans.load(connection, caller, student, name, self._real_clock())

    @retried
    def delete_plan(self, caller: Caller, student: str, name: str) -> None:
        """Forget a plan."""
        with self._changing(caller) as connection:
            plans.delete_plan(connection, caller, student, name, self._real_clock())
