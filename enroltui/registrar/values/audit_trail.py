"""What was done and tried."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from enroltui.registrar.values.classes import ClassKey
from enroltui.terms import Role, Via

LOOK, SEEN = "look", "seen"
"""The action of a member of staff who looks at students, and its outcome where it is at one."""


@dataclass(frozen=True, slots=True)
class AuditFact:
    """One event of the audit trail: what somebody did, or tried and was refused (then with the rule's code name)."""

    at: datetime
    """When it was done, by the real clock."""
    visit_at: datetime
    """The visit's shown moment, by which the rules decided."""
    actor: str
    role: Role
    via: Via
    student_number: str | None
    key: ClassKey | None
    action: str
    outcome: str
    """What came of it, by its code name; of a grant, its documented reason."""
    rule: str | None
    session_number: int | None
    address: str | None
    """From where; None: before addresses were kept, or made up by the build."""
