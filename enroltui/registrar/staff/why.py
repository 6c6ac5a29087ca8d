"""Why a student can't enrol in a class: every rule's verdict, for staff."""

from __future__ import annotations

from sqlalchemy import Connection

from enroltui.registrar.enrolling import cart
from enroltui.registrar.enrolling.class_rows import by_key
from enroltui.registrar.enrolling.standing import standing
from enroltui.registrar.people.students import viewpoint_of
from enroltui.registrar.permissions import Act, permit
from enroltui.registrar.rules.asking import Verdict, verdicts
from enroltui.registrar.rules.reasons import OtherYear
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.people import Caller


def why(connection: Connection, caller: Caller, student_number: str, key: ClassKey) -> tuple[Verdict, ...]:
    """Tell staff every rule's verdict on this student and class, in the order of the rules, with what it went by.

    For a number that there is not in that year, only the rule that says so.
    """
    permit(caller, Act.ASK_WHY)
    view = viewpoint_of(connection, caller, student_number)
    class_record = by_key(connection, view, [key]).get(key)
    if class_record is None:
        reason = cart.unknown(connection, key)
        belongs_to = reason.belongs_to if isinstance(reason, OtherYear) else None
        return (Verdict(reason.rule, False, {"academic_year": key.academic_year, "belongs_to": belongs_to}, reason),)
    return verdicts(class_record.facts, standing(connection, view, class_record), view.now)
