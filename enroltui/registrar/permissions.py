"""Who may do what: the one function that every way into the registrar asks."""

from enum import Enum, auto

from enroltui.errors import NotAllowed
from enroltui.registrar.values.people import Caller
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
    SEE_ROSTER = auto()
    """Look at who is in a class; coordinators at those of their own courses only."""
    ASK_WHY = auto()
    """Have every rule's verdict on a student and a class."""
    PLACE_HOLDS = auto()
    """Place and lift a hold."""
    GRANT = auto()
    """Switch off a rule for one student and class."""
    DECIDE_ON_MINORS = auto()
    """Look at everybody's applications for minors, and admit or refuse."""
    JOIN = auto()
    """Be with a student in a session of theirs, as far as they let one."""
    GIVE_PASSWORD = auto()
    """Give a student a one-time password."""
    KEEP_SESSIONS = auto()
    """See students' sessions and end them; operators everybody's."""
    KEEP_ACCOUNTS = auto()
    """Add and close accounts, and give staff a one-time password."""
    KEEP_AUDIT = auto()
    """Remove events that are older than the audit trail is kept."""


_OWN = {Act.SEE, Act.CHANGE}
_ANY_STUDENT = {
    Role.HELPDESK: {
        Act.SEE,
        Act.CHANGE,
        Act.SEE_STUDENTS,
        Act.SEE_AUDIT,
        Act.SEE_ROSTER,
        Act.ASK_WHY,
        Act.PLACE_HOLDS,
        Act.GRANT,
        Act.DECIDE_ON_MINORS,
        Act.JOIN,
        Act.GIVE_PASSWORD,
        Act.KEEP_SESSIONS,
    },
    Role.COORDINATOR: {Act.SEE_ROSTER},
    Role.OFFICE: {Act.DECIDE_ON_MINORS, Act.KEEP_SESSIONS},
    Role.OPERATOR: set(Act) - {Act.JOIN},
}


def permit(caller: Caller, act: Act, student_number: str | None = None) -> None:
    """Raise NotAllowed unless the caller may do this, for this student: students for themselves only."""
    own = caller.role is Role.STUDENT and student_number == caller.name and act in _OWN
    if not own and act not in _ANY_STUDENT.get(caller.role, ()):
        raise NotAllowed(act.name.lower(), student_number)
