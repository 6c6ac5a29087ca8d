"""How a student stands to a class: what the rules go by besides the class itself, read in few statements."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, and_, bindparam, select

from enroltui.registrar.enrolling.class_record import ClassRecord, Viewpoint
from enroltui.registrar.prepared import Prepared
from enroltui.registrar.rules.clashes import Busy
from enroltui.registrar.rules.rule import RequiredCourse, Standing
from enroltui.registrar.tables import class_, completed, course, enrolment, hold, is_state, meeting, requirement
from enroltui.terms import HoldCode, MeetingKind, State

NO_CLASS = 0
"""An id that no row has."""

_HOLDS = Prepared(
    select(hold.c.code).where(hold.c.student_id == bindparam("of_student"), hold.c.lifted.is_(None)).order_by(hold.c.id)
)
_done = (
    select(completed.c.id)
    .where(completed.c.student_id == bindparam("of_student"), completed.c.course_id == requirement.c.required_course_id)
    .correlate(requirement)
)
_enrolled = (
    select(enrolment.c.id)
    .join_from(enrolment, class_)
    .where(
        enrolment.c.student_id == bindparam("of_student"),
        is_state(State.ENROLLED),
        enrolment.c.class_id != bindparam("without"),
        class_.c.course_id == requirement.c.required_course_id,
    )
    .correlate(requirement)
)
_MISSING = Prepared(
    select(course.c.catalogue_number, course.c.title_en, course.c.title_nl)
    .join_from(requirement, course, course.c.id == requirement.c.required_course_id)
    .where(requirement.c.course_id == bindparam("of_course"), ~_done.exists(), ~_enrolled.exists())
    .order_by(course.c.catalogue_number)
)
_theirs = meeting.alias("theirs")
_BUSY = Prepared(
    select(
        class_.c.class_number,
        course.c.catalogue_number,
        course.c.title_en,
        course.c.title_nl,
        _theirs.c.starts,
        _theirs.c.ends,
        _theirs.c.kind,
    )
    .distinct()
    .join_from(enrolment, class_)
    .join(course)
    .join(_theirs, _theirs.c.class_id == enrolment.c.class_id)
    .join(meeting, and_(meeting.c.starts < _theirs.c.ends, _theirs.c.starts < meeting.c.ends))
    .where(
        enrolment.c.student_id == bindparam("of_student"),
        is_state(State.ENROLLED),
        enrolment.c.class_id != bindparam("without"),
        meeting.c.class_id == bindparam("of_class"),
        enrolment.c.class_id != meeting.c.class_id,
    )
)
"""The meetings of the student's other classes that overlap one of this class's."""


def standing(
    connection: Connection,
    view: Viewpoint,
    class_record: ClassRecord,
    *,
    sooner: Sequence[ClassRecord] = (),
    without: int = NO_CLASS,
    accepts_clashes: bool = False,
) -> Standing:
    """Read how the view's student stands to this class.

    `sooner`: classes that the same request enrols in before this one; `without`: the id of one that it gives up.
    """
    assert view.career is not None
    of = {"of_student": view.student_id, "without": without}
    missing = [
        RequiredCourse(**row._asdict()) for row in _MISSING.all(connection, of_course=class_record.course_id, **of)
    ]
    meetings = _BUSY.all(connection, of_class=class_record.id, **of)
    busy = [Busy(**row._asdict() | {"kind": MeetingKind(row.kind)}) for row in meetings]
    theirs = {class_before.row.course.catalogue_number for class_before in sooner}
    return Standing(
        career=view.career,
        state=class_record.row.state,
        holds=tuple(HoldCode(row.code) for row in _HOLDS.all(connection, of_student=view.student_id)),
        missing=tuple(required for required in missing if required.catalogue_number not in theirs),
        busy=(*busy, *(meeting for class_before in sooner for meeting in meetings_of(class_before))),
        admitted=class_record.admitted,
        accepts_clashes=accepts_clashes,
        granted=view.grants.get(class_record.id, frozenset()),
    )


def first_look(view: Viewpoint, class_record: ClassRecord) -> Standing:
    """Return as much of the standing as the cart goes by, which needs no statement."""
    assert view.career is not None
    return Standing(
        view.career,
        class_record.row.state,
        admitted=class_record.admitted,
        granted=view.grants.get(class_record.id, frozenset()),
    )


def meetings_of(class_record: ClassRecord) -> list[Busy]:
    """Tell when a student who is in this class is busy."""
    course = class_record.row.course
    return [
        Busy(
            class_record.facts.class_number,
            course.catalogue_number,
            course.title_en,
            course.title_nl,
            meeting_here.starts,
            meeting_here.ends,
            meeting_here.kind,
        )
        for meeting_here in class_record.row.meetings
    ]
