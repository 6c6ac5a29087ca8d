"""Class search: the form's criteria as one SQL statement, a page of classes as its answer."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, select

from enroltui.moments import minute_of
from enroltui.registrar.enrolling.class_record import Viewpoint
from enroltui.registrar.enrolling.class_rows import by_id, count_of
from enroltui.registrar.people.students import viewpoint_of
from enroltui.registrar.searching.words import has_words
from enroltui.registrar.tables import (
    class_,
    course,
    enrolment,
    is_state,
    meeting,
    programme,
    programme_course,
)
from enroltui.registrar.values.classes import ClassRow, Programme
from enroltui.registrar.values.people import Caller
from enroltui.registrar.values.searching import Compare, Order, Search, SearchChoices, SearchResults
from enroltui.terms import Career, Description, ProgrammeKind, State, WayIn

MOST_SQL_INTEGER = 2**31 - 1

_FROM = class_.join(course)
_EXAMS_FIRST = case(
    {description.value: place for place, description in enumerate(Description)}, value=class_.c.description
)
_FIRST_MEETING = (
    select(func.min(meeting.c.starts)).where(meeting.c.class_id == class_.c.id).correlate(class_).scalar_subquery()
)
_COURSE_ORDER = (course.c.catalogue_number, _EXAMS_FIRST, class_.c.class_number)
_ORDERS: dict[Order, tuple[ColumnElement[object], ...]] = {
    Order.COURSE: _COURSE_ORDER,
    Order.NUMBER: (class_.c.class_number,),
    Order.WHEN: (_FIRST_MEETING.nulls_last(), *_COURSE_ORDER),
    Order.CREDITS: (course.c.credits.nulls_last(), *_COURSE_ORDER),
}


def search(
    connection: Connection,
    caller: Caller,
    student_number: str | None,
    asked: Search,
    first: int = 0,
    size: int = 100,
) -> SearchResults:
    """Find the rows `first`+1 to `first`+`size` of what the form asks for, in its order (ties by class number).

    With `student_number` None they are as nobody in particular sees them.
    """
    view = viewpoint_of(connection, caller, student_number)
    criteria = _criteria(connection, asked, view)
    if criteria is None:
        return SearchResults((), first, 0)
    total, hidden = _count(connection, criteria, asked.career)
    shown = [*criteria, class_.c.career == asked.career.value] if asked.career else criteria
    query: Select[int] = select(class_.c.id).select_from(_FROM).where(*shown)
    query = query.order_by(*_ORDERS[asked.order]).limit(size).offset(first)
    ids = connection.scalars(query).all()
    return SearchResults(tuple(class_record.row for class_record in by_id(connection, view, ids)), first, total, hidden)


def classes(
    connection: Connection, caller: Caller, words: str, programme_slug: str, academic_year: str
) -> tuple[ClassRow, ...]:
    """List every class of one academic year with these words, of this programme ("": of any), in order of course."""
    view = Viewpoint(None, None, caller.now)
    criteria = _criteria(connection, Search(academic_year, words, programme=programme_slug), view)
    if criteria is None:
        return ()
    ids = connection.scalars(select(class_.c.id).select_from(_FROM).where(*criteria).order_by(*_COURSE_ORDER)).all()
    return tuple(class_record.row for class_record in by_id(connection, view, ids))


def programmes(connection: Connection) -> tuple[Programme, ...]:
    """List all programmes, in the order of the seed page."""
    rows = connection.execute(select(programme).order_by(programme.c.position, programme.c.slug))
    return tuple(
        Programme(row.slug, row.name_en, row.name_nl, ProgrammeKind(row.kind), Career(row.career), row.position)
        for row in rows
    )


def academic_years(connection: Connection) -> tuple[str, ...]:
    """List the academic years that have classes, the latest first."""
    return tuple(connection.scalars(select(class_.c.academic_year).distinct().order_by(class_.c.academic_year.desc())))


def choices(connection: Connection, academic_year: str) -> SearchChoices:
    """Tell what the search form's selection fields offer, so that each choice finds something."""
    there = select(class_.c.course_id).where(class_.c.academic_year == academic_year)

    def offered(column: ColumnElement[str]) -> tuple[str, ...]:
        return tuple(connection.scalars(select(column).where(course.c.id.in_(there)).distinct().order_by(column)))

    languages = select(class_.c.language).where(class_.c.academic_year == academic_year).distinct()
    slugs = set(
        connection.scalars(
            select(programme.c.slug)
            .distinct()
            .join_from(programme, programme_course)
            .where(programme_course.c.course_id.in_(there))
        )
    )
    return SearchChoices(
        academic_years=academic_years(connection),
        subject_areas=offered(course.c.subject_area),
        organisations=offered(course.c.organisation),
        languages=tuple(connection.scalars(languages.order_by(class_.c.language))),
        programmes=tuple(offer for offer in programmes(connection) if offer.slug in slugs),
    )


def _criteria(connection: Connection, asked: Search, view: Viewpoint) -> list[ColumnElement[bool]] | None:
    """Return all conditions of the form but the career; None: nothing can be found by them."""
    criteria = has_words(asked.words, asked.academic_year, connection.dialect.name)
    if criteria is None:
        return None
    if of_course := _course_criteria(asked):
        criteria.append(class_.c.course_id.in_(select(course.c.id).where(*of_course)))
    if asked.language:
        criteria.append(class_.c.language == asked.language)
    if asked.descriptions:
        criteria.append(class_.c.description.in_(sorted(description.value for description in asked.descriptions)))
    if asked.open_only:
        criteria.append(_is_open(view))
    if asked.fits and view.student_id is not None:
        criteria.append(_fits(view.student_id))
    return criteria


def _course_criteria(asked: Search) -> list[ColumnElement[bool]]:
    criteria: list[ColumnElement[bool]] = []
    if asked.subject_area:
        criteria.append(course.c.subject_area == asked.subject_area)
    if asked.organisation:
        criteria.append(course.c.organisation == asked.organisation)
    if asked.programme:
        theirs = select(programme_course.c.course_id).join_from(programme_course, programme)
        criteria.append(course.c.id.in_(theirs.where(programme.c.slug == asked.programme)))
    if asked.credits is not None:
        criteria.append(_compared(course.c.credits, asked.credits_compare, min(asked.credits, MOST_SQL_INTEGER)))
    if number := asked.catalogue_number.strip().upper():
        criteria.append(_catalogue_number(number, asked.catalogue_compare))
    return criteria


def _catalogue_number(number: str, compare: Compare) -> ColumnElement[bool]:
    if compare is Compare.CONTAINS:
        # SQLite's lower() knows no letters but a to z, and so does a server's for text in the order of its code points.
        lower = "".join(sign.lower() if sign.isascii() else sign for sign in number)
        return func.lower(course.c.catalogue_number).contains(lower, autoescape=True)
    return _compared(course.c.catalogue_number, compare, number)


def _compared(column: ColumnElement[object], compare: Compare, value: object) -> ColumnElement[bool]:
    match compare:
        case Compare.AT_LEAST:
            return column >= value
        case Compare.AT_MOST:
            return column <= value
        case _:
            return column == value


def _is_open(view: Viewpoint) -> ColumnElement[bool]:
    """Say in SQL that `rules.classes.status` is open or nearly full; a test holds the two together."""
    master = view.career is Career.MASTER
    if view.career is None:
        opens: ColumnElement[object] = case(
            (class_.c.career == Career.MASTER.value, class_.c.enrol_from_master), else_=class_.c.enrol_from_bachelor
        )
    else:
        opens = class_.c.enrol_from_master if master else class_.c.enrol_from_bachelor
    return and_(
        class_.c.way_in == WayIn.HERE.value,
        opens <= view.now,
        class_.c.enrol_until >= minute_of(view.now),
        count_of(State.ENROLLED).scalar_subquery() < class_.c.capacity,
    )


def _fits(student_id: int) -> ColumnElement[bool]:
    """Say in SQL that `rules.enrolling.time_conflict` finds nothing; a test holds the two together."""
    # The student's own meetings are found first, once for all classes: otherwise it takes several times as long.
    busy = (
        select(meeting.c.starts, meeting.c.ends, class_.c.course_id)
        .select_from(enrolment.join(class_).join(meeting, meeting.c.class_id == class_.c.id))
        .where(enrolment.c.student_id == student_id, is_state(State.ENROLLED))
        .cte("busy")
        .prefix_with("MATERIALIZED")
    )
    other = class_.alias("other")
    clashing = select(other.c.id).select_from(
        busy.join(meeting, and_(meeting.c.starts < busy.c.ends, busy.c.starts < meeting.c.ends)).join(
            other, and_(other.c.id == meeting.c.class_id, other.c.course_id != busy.c.course_id)
        )
    )
    return class_.c.id.not_in(clashing)


def _count(connection: Connection, criteria: Iterable[ColumnElement[bool]], career: Career | None) -> tuple[int, int]:
    """Count the classes found, and how many more the career hides."""
    if career is None:
        query = select(func.count()).select_from(class_).where(*criteria)
        return connection.scalar(query) or 0, 0
    theirs = func.coalesce(func.sum(case((class_.c.career == career.value, 1), else_=0)), 0)
    every, total = connection.execute(select(func.count(), theirs).select_from(class_).where(*criteria)).one()
    return total, every - total
