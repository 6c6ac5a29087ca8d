"""The SQLModel tables: the whole schema, with its constraints in the database itself.

Times are kept in UTC and handed back in Europe/Amsterdam; texts are handed back harmless. Values that come from
`terms.py` are strings with a check.
"""

from enroltui.models.catalogue import (
    CatalogueFact,
    Class,
    ClassList,
    ClassListProgramme,
    Course,
    Meeting,
    Programme,
    ProgrammeCourse,
)
from enroltui.models.columns import AmsterdamTime, PlainText, as_stored, metadata, read_harmless
from enroltui.models.enrolling import AuditEvent, CartItem, Enrolment, Request
from enroltui.models.letters import Letter
from enroltui.models.minors import Minor, MinorApplication
from enroltui.models.people import CoordinatorCourse, Session, SignInFailure, SshKey, Staff, Student
from enroltui.models.student_center import (
    Completed,
    Exchange,
    Hold,
    Message,
    Plan,
    PlanItem,
    Requirement,
    RuleGrant,
    SeatAlert,
)

__all__ = [
    "AmsterdamTime",
    "AuditEvent",
    "CartItem",
    "CatalogueFact",
    "Class",
    "ClassList",
    "ClassListProgramme",
    "Completed",
    "CoordinatorCourse",
    "Course",
    "Enrolment",
    "Exchange",
    "Hold",
    "Letter",
    "Meeting",
    "Message",
    "Minor",
    "MinorApplication",
    "PlainText",
    "Plan",
    "PlanItem",
    "Programme",
    "ProgrammeCourse",
    "Request",
    "Requirement",
    "RuleGrant",
    "SeatAlert",
    "Session",
    "SignInFailure",
    "SshKey",
    "Staff",
    "Student",
    "as_stored",
    "metadata",
]

read_harmless(metadata.tables.values())
