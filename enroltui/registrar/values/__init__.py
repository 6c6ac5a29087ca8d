"""What crosses the registrar, in and out: frozen dataclasses, never live rows, never words.

Nothing here imports a database library, so that screens may import it before the first paint.
"""

from enroltui.registrar.values.audit_trail import AuditFact
from enroltui.registrar.values.classes import (
    ClassKey,
    ClassList,
    ClassRow,
    Course,
    ListRow,
    ListStart,
    Meeting,
    Programme,
)
from enroltui.registrar.values.enrolling import Change, EnrolmentRow, Mode, Outcome, Validation
from enroltui.registrar.values.minors import MinorApplication, MinorRow, MinorsOnOffer
from enroltui.registrar.values.people import (
    Account,
    Caller,
    DemoAccount,
    Seat,
    SessionFact,
    SignInRefused,
    SshKey,
    StudentFact,
)
from enroltui.registrar.values.searching import (
    Compare,
    Composition,
    Found,
    Order,
    Part,
    Search,
    SearchChoices,
    SearchPage,
)
from enroltui.registrar.values.staff import Roster, RosterLine
from enroltui.registrar.values.student_center import Appointment, Grant, Hold, Message, Plan, StudentCenter, Told

__all__ = [
    "Account",
    "Appointment",
    "AuditFact",
    "Caller",
    "Change",
    "ClassKey",
    "ClassList",
    "ClassRow",
    "Compare",
    "Composition",
    "Course",
    "DemoAccount",
    "EnrolmentRow",
    "Found",
    "Grant",
    "Hold",
    "ListRow",
    "ListStart",
    "Meeting",
    "Message",
    "MinorApplication",
    "MinorRow",
    "MinorsOnOffer",
    "Mode",
    "Order",
    "Outcome",
    "Part",
    "Plan",
    "Programme",
    "Roster",
    "RosterLine",
    "Search",
    "SearchChoices",
    "SearchPage",
    "Seat",
    "SessionFact",
    "SignInRefused",
    "SshKey",
    "StudentCenter",
    "StudentFact",
    "Told",
    "Validation",
]
