"""Where class numbers are looked up: the lists by programme, and a course's composition."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import nsmallest

from sqlalchemy import Connection, Select, and_, func, or_, select

from enroltui.folding import fold
from enroltui.registrar.enrolling import cart
from enroltui.registrar.enrolling.class_record import Viewpoint
from enroltui.registrar.enrolling.class_rows import COURSES, AnyRow, by_course, by_key, course_of
from enroltui.registrar.people.students import viewpoint_of
from enroltui.registrar.tables import class_, class_list, class_list_programme, course, programme, programme_course
from enroltui.registrar.values.classes import ClassKey, ClassList, ClassRow, Course, ListRow, ListStart
from enroltui.registrar.values.people import Caller
from enroltui.registrar.values.searching import Composition, Part
from enroltui.terms import ProgrammeKind, Session

START = 50
"""Of so many courses a list starts with the lines: more than a terminal shows at once."""

_SHOWS = and_(
    class_list_programme.c.programme_id == programme_course.c.programme_id,
    or_(
        class_list_programme.c.study_year.is_(None),
        class_list_programme.c.study_year == programme_course.c.study_year,
    ),
)


def class_lists(connection: Connection, academic_year: str) -> tuple[ClassList, ...]:
    """List the headings of the class-number lists, in the order of the seed page."""
    shown = connection.execute(
        select(class_list_programme.c.class_list_id, programme.c.slug, class_list_programme.c.study_year)
        .join_from(class_list_programme, programme)
        .order_by(programme.c.position)
    ).all()
    counts = {
        row.class_list_id: row.classes
        for row in connection.execute(
            select(class_list_programme.c.class_list_id, func.count(class_.c.id.distinct()).label("classes"))
            .join(programme_course, _SHOWS)
            .join(class_, class_.c.course_id == programme_course.c.course_id)
            .where(class_.c.academic_year == academic_year)
            .group_by(class_list_programme.c.class_list_id)
        )
    }
    lists = connection.execute(select(class_list).order_by(class_list.c.position))
    return tuple(
        ClassList(
            slug=row.slug,
            name_en=row.name_en,
            name_nl=row.name_nl,
            kind=ProgrammeKind(row.kind),
            position=row.position,
            last_updated=row.last_updated,
            points_to=row.points_to,
            notes_en=row.notes_en,
            notes_nl=row.notes_nl,
            programmes=tuple(slug for id_, slug, _ in shown if id_ == row.id),
            study_year=next((year for id_, _, year in shown if id_ == row.id), None),
            classes=counts.get(row.id, 0),
        )
        for row in lists
    )


def class_list_rows(
    connection: Connection, caller: Caller, student_number: str | None, slug: str, academic_year: str
) -> tuple[ListRow, ...]:
    """List the lines of a list, or of a programme, by its slug: by course title, then number; none for an unknown slug.

    A course without classes that year has one line without a class: its numbers are not yet defined.
    """
    view = viewpoint_of(connection, caller, student_number)
    lines = _lines(connection, view, academic_year, _places_of(connection, slug), _course_ids(slug))
    return tuple(sorted(lines, key=lambda line: _by_title(line, "en")))


def class_list_start(
    connection: Connection, caller: Caller, student_number: str | None, slug: str, academic_year: str, language: str
) -> ListStart:
    """Tell the first lines of a list, by course title in this language ("en", "nl"), and how many there are in all.

    For a list of thousands, of which all lines take longer than one waits for.
    """
    view = viewpoint_of(connection, caller, student_number)
    places, ids = _places_of(connection, slug), _course_ids(slug)
    titles = select(course.c.id, course.c.catalogue_number, course.c.title_en, course.c.title_nl)
    courses = connection.execute(titles.where(course.c.id.in_(ids))).all()
    first = [row.id for row in nsmallest(START, courses, key=lambda row: _course_by_title(row, language))]
    there = and_(class_.c.academic_year == academic_year, class_.c.course_id.in_(ids))
    classes, with_classes = connection.execute(
        select(func.count(), func.count(class_.c.course_id.distinct())).where(there)
    ).one()
    lines = _lines(connection, view, academic_year, {id_: places[id_] for id_ in first}, first)
    total = classes + len(courses) - with_classes
    return ListStart(tuple(sorted(lines, key=lambda line: _by_title(line, language))), total)


def _lines(
    connection: Connection,
    view: Viewpoint,
    academic_year: str,
    places: dict[int, AnyRow],
    course_ids: Select[int] | Sequence[int],
) -> list[ListRow]:
    """Return the lines of these courses, in no order; `places` by the same course ids."""
    courses = {row.course_id: course_of(row) for row in connection.execute(COURSES.where(course.c.id.in_(course_ids)))}
    classes: dict[int, list[ClassRow | None]] = {}
    for class_record in by_course(connection, view, academic_year, list(places)):
        classes.setdefault(class_record.course_id, []).append(class_record.row)
    return [
        ListRow(courses[id_], place.study_year, place.study_year_made_up, Session(place.session), row)
        for id_, place in places.items()
        for row in classes.get(id_, [None])
    ]


def composition(
    connection: Connection, caller: Caller, student_number: str | None, academic_year: str, catalogue_number: str
) -> Composition | None:
    """List every class of one course in one year, with why it can't be put into the cart; None: no such course."""
    view = viewpoint_of(connection, caller, student_number)
    row = connection.execute(COURSES.where(course.c.catalogue_number == catalogue_number)).first()
    if row is None:
        return None
    parts = by_course(connection, view, academic_year, [row.course_id])
    return Composition(
        course_of(row),
        academic_year,
        tuple(Part(class_record.row, cart.why_not(view, class_record)) for class_record in parts),
    )


def class_row(connection: Connection, caller: Caller, student_number: str | None, key: ClassKey) -> ClassRow | None:
    """Look one class up; None: there is none with this key."""
    view = viewpoint_of(connection, caller, student_number)
    class_record = by_key(connection, view, [key]).get(key)
    return class_record.row if class_record else None


def _places(slug: str) -> Select[int, int | None, bool, str]:
    """Return the courses of a list, or of a programme, with their place in it."""
    in_list = (
        select(programme_course.c.id)
        .join(class_list_programme, _SHOWS)
        .join(class_list, class_list.c.id == class_list_programme.c.class_list_id)
        .where(class_list.c.slug == slug)
    )
    in_programme = select(programme_course.c.id).join_from(programme_course, programme).where(programme.c.slug == slug)
    is_list = select(class_list.c.id).where(class_list.c.slug == slug).exists()
    return (
        select(
            programme_course.c.course_id,
            programme_course.c.study_year,
            programme_course.c.study_year_made_up,
            programme_course.c.session,
        )
        .join_from(programme_course, course)
        .where(or_(programme_course.c.id.in_(in_list), and_(~is_list, programme_course.c.id.in_(in_programme))))
        .order_by(programme_course.c.id)
    )


def _places_of(connection: Connection, slug: str) -> dict[int, AnyRow]:
    """Return the places of a list's courses in it, by course id; a course with several places has the first."""
    places: dict[int, AnyRow] = {}
    for place in connection.execute(_places(slug)):
        places.setdefault(place.course_id, place)
    return places


def _course_ids(slug: str) -> Select[int]:
    return _places(slug).with_only_columns(course.c.id).order_by(None)


def _by_title(line: ListRow, language: str) -> tuple[str, str, int]:
    number = line.class_row.key.class_number if line.class_row else 0
    return (*_course_by_title(line.course, language), number)


def _course_by_title(of_course: Course | AnyRow, language: str) -> tuple[str, str]:
    title = of_course.title_nl or of_course.title_en if language == "nl" else of_course.title_en or of_course.title_nl
    return fold(title), of_course.catalogue_number
