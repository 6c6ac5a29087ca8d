"""Classes as they stand at one moment, for one student or for nobody in particular, read in a few statements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    func,
    literal_column,
    select,
    type_coerce,
)

from enroltui.models.columns import PlainText
from enroltui.printable import harmless
from enroltui.registrar.enrolling.class_record import ClassRecord, Viewpoint
from enroltui.registrar.prepared import Prepared
from enroltui.registrar.rules.classes import ClassFacts, opens_for, status
from enroltui.registrar.rules.minor_reasons import MinorName
from enroltui.registrar.tables import (
    ACTIVE,
    cart_item,
    class_,
    course,
    enrolment,
    is_state,
    meeting,
    minor,
    minor_application,
    programme,
    programme_course,
)
from enroltui.registrar.values.classes import ClassKey, ClassRow, Course, Meeting
from enroltui.terms import ApplicationState, Career, Component, Description, MeetingKind, Session, State, WayIn

AnyRow = Row[*tuple[Any, ...]]

CHUNK = 500
"""How many classes one statement reads; well below the databases' limits on parameters."""


def count_of(state: State) -> Select[int]:
    """Count how many students are in this state with the class of the statement around it."""
    return (
        select(func.count())
        .select_from(enrolment)
        .where(enrolment.c.class_id == class_.c.id, is_state(state))
        .correlate(class_)
    )


_programmes = (
    # The separator stands in the statement, so that this can be prepared.
    select(type_coerce(func.aggregate_strings(programme.c.slug, literal_column("','")), PlainText()))  # type: ignore[arg-type]
    .join_from(programme_course, programme)
    .where(programme_course.c.course_id == course.c.id)
    .correlate(course)
)
_in_cart = (
    select(cart_item.c.id)
    .where(cart_item.c.student_id == bindparam("student_id"), cart_item.c.class_id == class_.c.id)
    .correlate(class_)
)
_state = (
    select(enrolment.c.state)
    .where(
        enrolment.c.student_id == bindparam("student_id"),
        enrolment.c.class_id == class_.c.id,
        ACTIVE,
    )
    .correlate(class_)
)
_BETWEEN_NAMES, _BETWEEN_PARTS = "\x1e", "\x1f"
"""What separates the minors, and the parts of a minor's name, in one value: ASCII's own signs for that."""
_part: ColumnElement[str] = literal_column(f"'{_BETWEEN_PARTS}'")
_minors = (
    select(
        func.aggregate_strings(
            programme.c.slug.concat(_part).concat(programme.c.name_en).concat(_part).concat(programme.c.name_nl),
            literal_column(f"'{_BETWEEN_NAMES}'"),  # type: ignore[arg-type]
        )
    )
    .join_from(programme_course, programme)
    .outerjoin(minor, and_(minor.c.programme_id == programme.c.id, minor.c.academic_year == class_.c.academic_year))
    .where(programme_course.c.course_id == course.c.id)
    .having(func.count() == func.count(minor.c.id))
    .correlate(class_, course)
)
"""The minors to which a course belongs, where all its programmes are minors on offer in the class's year; else NULL."""
_admitted = (
    select(minor_application.c.id)
    .join_from(minor_application, minor, minor.c.id == minor_application.c.minor_id)
    .join(programme_course, programme_course.c.programme_id == minor.c.programme_id)
    .where(
        minor_application.c.student_id == bindparam("student_id"),
        minor_application.c.state == literal_column(f"'{ApplicationState.ADMITTED}'"),
        minor_application.c.academic_year == class_.c.academic_year,
        programme_course.c.course_id == course.c.id,
    )
    .correlate(class_, course)
)
_COURSE_COLUMNS = (
    course.c.id.label("course_id"),
    course.c.catalogue_number,
    course.c.number_made_up,
    course.c.title_en,
    course.c.title_nl,
    course.c.credits,
    course.c.level,
    course.c.subject_area,
    course.c.organisation,
    course.c.language.label("course_language"),
    _programmes.scalar_subquery().label("programmes"),
)
COURSES = select(*_COURSE_COLUMNS)
"""Selects what `course_of` needs; narrow it with where()."""

_CLASSES = select(
    *(column for column in class_.c if column.name != "course_id"),
    *_COURSE_COLUMNS,
    count_of(State.ENROLLED).scalar_subquery().label("enrolled"),
    count_of(State.WAITING).scalar_subquery().label("waiting"),
    _in_cart.exists().label("in_cart"),
    _state.scalar_subquery().label("state"),
    _minors.scalar_subquery().label("minors"),
    _admitted.exists().label("admitted"),
).join_from(class_, course)
_BY_ID = Prepared(_CLASSES.where(class_.c.id.in_(bindparam("ids", expanding=True))))
_BY_NUMBER = Prepared(
    _CLASSES.where(class_.c.academic_year == bindparam("year"), class_.c.class_number == bindparam("number"))
)
_BY_ONE_COURSE = Prepared(
    _CLASSES.where(class_.c.academic_year == bindparam("year"), class_.c.course_id == bindparam("of_course"))
)
_BY_COURSE = Prepared(
    _CLASSES.where(
        class_.c.academic_year == bindparam("year"), class_.c.course_id.in_(bindparam("courses", expanding=True))
    )
)
_ALL_MEETINGS = select(meeting.c.class_id, meeting.c.starts, meeting.c.ends, meeting.c.place, meeting.c.kind).order_by(
    meeting.c.class_id, meeting.c.starts
)
_MEETINGS = Prepared(_ALL_MEETINGS.where(meeting.c.class_id.in_(bindparam("ids", expanding=True))))
_MEETINGS_OF_ONE = Prepared(_ALL_MEETINGS.where(meeting.c.class_id == bindparam("of_class")))
_before = enrolment.alias("before")
_POSITIONS = Prepared(
    select(enrolment.c.class_id, func.count().label("place"))
    .join_from(
        enrolment,
        _before,
        and_(
            _before.c.class_id == enrolment.c.class_id,
            is_state(State.WAITING, _before),
            _before.c.id <= enrolment.c.id,
        ),
    )
    .where(enrolment.c.student_id == bindparam("student_id"), is_state(State.WAITING))
    .group_by(enrolment.c.class_id)
)


def by_id(connection: Connection, view: Viewpoint, ids: Sequence[int]) -> list[ClassRecord]:
    """Return the classes with these row ids, in this order."""
    found: dict[int, ClassRecord] = {}
    for start in range(0, len(ids), CHUNK):
        chunk = list(ids[start : start + CHUNK])
        rows = _BY_ID.all(connection, ids=chunk, student_id=view.student_id)
        found |= {known.id: known for known in _records(connection, view, rows)}
    return [found[id_] for id_ in ids]


def by_key(connection: Connection, view: Viewpoint, keys: Iterable[ClassKey]) -> dict[ClassKey, ClassRecord]:
    """Return the classes that there are among these keys."""
    found = {}
    for key in dict.fromkeys(keys):
        year, number = key
        for row in _BY_NUMBER.all(connection, year=year, number=number, student_id=view.student_id):
            found[key] = _alone(connection, view, row)
    return found


def by_course(
    connection: Connection, view: Viewpoint, academic_year: str, course_ids: Sequence[int]
) -> list[ClassRecord]:
    """Return every class of these courses in one academic year; exams first, then in order of number."""
    found: list[ClassRecord] = []
    if len(course_ids) == 1:
        of = {"year": academic_year, "of_course": course_ids[0], "student_id": view.student_id}
        found = [_alone(connection, view, row) for row in _BY_ONE_COURSE.all(connection, **of)]
        course_ids = ()
    for start in range(0, len(course_ids), CHUNK):
        chunk = list(course_ids[start : start + CHUNK])
        rows = _BY_COURSE.all(connection, year=academic_year, courses=chunk, student_id=view.student_id)
        found += _records(connection, view, rows)
    return sorted(
        found, key=lambda class_record: (_DESCRIPTIONS.index(class_record.row.description), class_record.row.key)
    )


_DESCRIPTIONS = list(Description)


def course_of(row: AnyRow) -> Course:
    """Make a course of a row of COURSES."""
    return Course(
        catalogue_number=row.catalogue_number,
        number_made_up=row.number_made_up,
        title_en=row.title_en,
        title_nl=row.title_nl,
        credits=row.credits,
        level=row.level,
        subject_area=row.subject_area,
        organisation=row.organisation,
        language=row.course_language,
        programmes=tuple(sorted(row.programmes.split(","))) if row.programmes else (),
    )


def _minor_names(names: str | None) -> tuple[MinorName, ...]:
    if names is None:
        return ()
    parted = ([*name.split(_BETWEEN_PARTS), "", ""] for name in sorted(names.split(_BETWEEN_NAMES)))
    return tuple(MinorName(*map(harmless, parts[:3])) for parts in parted)


def _records(connection: Connection, view: Viewpoint, rows: Sequence[AnyRow]) -> list[ClassRecord]:
    meetings: dict[int, list[AnyRow]] = {}
    for meeting_row in _MEETINGS.all(connection, ids=[row.id for row in rows]) if rows else ():
        meetings.setdefault(meeting_row.class_id, []).append(meeting_row)
    positions = _positions(connection, view, rows)
    return [_record(view, row, meetings.get(row.id, ()), positions) for row in rows]


def _alone(connection: Connection, view: Viewpoint, row: AnyRow) -> ClassRecord:
    return _record(view, row, _MEETINGS_OF_ONE.all(connection, of_class=row.id), _positions(connection, view, [row]))


def _positions(connection: Connection, view: Viewpoint, rows: Sequence[AnyRow]) -> dict[int, int]:
    """Return the student's places in line by class id; nothing is asked where the student is on no waiting list."""
    if not any(row.state == State.WAITING for row in rows):
        return {}
    return {row.class_id: row.place for row in _POSITIONS.all(connection, student_id=view.student_id)}


def _record(view: Viewpoint, row: AnyRow, meets: Sequence[AnyRow], positions: dict[int, int]) -> ClassRecord:
    meetings = tuple(
        Meeting(meeting_row.starts, meeting_row.ends, meeting_row.place, MeetingKind(meeting_row.kind))
        for meeting_row in meets
    )
    exams = [meeting_row.starts.date() for meeting_row in meetings if meeting_row.kind is MeetingKind.EXAM]
    facts = ClassFacts(
        class_number=row.class_number,
        academic_year=row.academic_year,
        career=Career(row.career),
        capacity=row.capacity,
        waiting_capacity=row.waiting_capacity,
        enrolled=row.enrolled,
        waiting=row.waiting,
        enrol_from_bachelor=row.enrol_from_bachelor,
        enrol_from_master=row.enrol_from_master,
        enrol_until=row.enrol_until,
        way_in=WayIn(row.way_in),
        exam=exams[0] if exams else None,
        catalogue_number=row.catalogue_number,
        description=Description(row.description),
        meetings=meetings,
        minors=_minor_names(row.minors),
    )
    shown = ClassRow(
        key=ClassKey(row.academic_year, row.class_number),
        course=course_of(row),
        component=Component(row.component),
        description=facts.description,
        compulsory=row.compulsory,
        session=Session(row.session),
        language=row.language,
        career=facts.career,
        capacity=row.capacity,
        waiting_capacity=row.waiting_capacity,
        enrolled=row.enrolled,
        waiting=row.waiting,
        enrol_from=opens_for(facts, view.career),
        enrol_until=row.enrol_until,
        way_in=facts.way_in,
        meetings=meetings,
        status=status(facts, view.now, view.career),
        in_cart=bool(row.in_cart),
        state=State(row.state) if row.state else None,
        position=positions.get(row.id),
    )
    return ClassRecord(row.id, row.course_id, facts, shown, bool(row.admitted))
