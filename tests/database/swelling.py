"""Makes a database as large as one used for years, with many students who are not enrolled yet."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import update

from enroltui.registrar.tables import class_
from tests.registrar import arranging

NEW_STUDENTS = tuple(f"s98{number:05}" for number in range(2000))
ROOM = 5000
"""Each class has so many places."""

_PAGES = """
    WITH RECURSIVE counted (number) AS (VALUES (1) UNION ALL SELECT number + 1 FROM counted WHERE number < :count)
    INSERT INTO catalogue_fact (name, value) SELECT printf('filler %08d', number), hex(randomblob(2000)) FROM counted
"""
_STUDENTS = """
    INSERT INTO student (student_number, name, email, career, programme_id, password_once, closed, background)
    VALUES (?, 'Somebody', 'somebody@student.example', 'bachelor', 1, 0, 0, 0)
"""
_EVENTS = """
    INSERT INTO audit_event (at, visit_at, actor, role, via, student_id, class_id, action, outcome)
    SELECT '2018-01-15 12:00:00', '2018-01-15 12:00:00', 'swelling', 'operator', 'command', student.id, class.id,
        'enrol', 'refused' FROM student, class WHERE student.id % 4 = 1
"""


def swell(path: Path, megabytes: int) -> None:
    """Make a file about as large as asked. Later enrolments change pages at its beginning and at its end."""
    with arranging.changed(path) as connection:
        connection.exec_driver_sql(_PAGES.replace(":count", str(megabytes * 250)))
        connection.exec_driver_sql(_STUDENTS, [(number,) for number in NEW_STUDENTS])
        connection.exec_driver_sql(_EVENTS)
        connection.execute(update(class_).values(capacity=ROOM))
