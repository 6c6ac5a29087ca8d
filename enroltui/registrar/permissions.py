"""Who may do what: the one function that every way into the registrar asks."""

from enum import Enum, auto

from enroltui.errors import NotAllowed
from enroltui.registrar.facts import Caller
from enroltui.terms import Role


class Act(Enum):
    """What somebody wants to do."""

    SEE = auto()
    """Look at one student's affairs."""
    CHANGE = auto()
    """Change one student's cart or enrolments."""
    SEE_STUDENTS = auto()
    """Look at who the students are."""
    SEE_AUDIT = auto()
    SEE_OUTBOX = auto()
    """Look at everybody's letters."""
    GIVE_PASSWORD = auto()
    """Give a student a one-time password."""
    KEEP_ACCOUNTS = auto()
    """Add and close accounts, and give staff a one-time password."""


_OWN = {Act.SEE, Act.CHANGE}
_ANY_STUDENT = {
    Role.HELPDESK: {Act.SEE, Act.CHANGE, Act.SEE_STUDENTS, Act.SEE_AUDIT, Act.GIVE_PASSWORD},
    Role.OPERATOR: set(Act),
}


def permit(caller: Caller, act: Act, student_number: str | None = None) -> None:
    """Raise NotAllowed unless the caller may do this, for this student: students for themselves only."""
    own = caller.role is Role.STUDENT and student_number == caller.name and act in _OWN
    if not own and act not in _ANY_STUDENT.get(caller.role, ()):
        raise NotAllowed(f"{caller.role} may not {act.name.lower()}")
