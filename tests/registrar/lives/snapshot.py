"""The database as it stands at one moment, read past the registrar, with the facts that the plain rules go by."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from enroltui.registrar.facts import ClassKey, Meeting
from enroltui.registrar.rules import Busy, ClassFacts, MinorName, RequiredCourse, Standing
from enroltui.terms import AMSTERDAM, Career, Description, HoldCode, MeetingKind, State, WayIn

Row = Any


@dataclass(frozen=True)
class Catalogue:
    """What no student changes: each class without its counts, its course, and what the courses require."""

    classes: dict[int, ClassFacts]
    ids: dict[ClassKey, int]
    course_of: dict[int, int]
    required: dict[int, list[int]]
    codes: dict[int, str]
    minors_of: dict[int, set[int]]
    """The minors on offer that a class's course belongs to."""
    students: dict[str, int]
    careers: dict[int, Career]


@dataclass(frozen=True)
class Snapshot:
    """What students and staff change."""

    catalogue: Catalogue
    enrolments: list[Row]
    """In the order in which they were made."""
    carts: set[tuple[int, int]]
    holds: list[Row]
    grants: list[Row]
    completed: set[tuple[int, int]]
    admitted: set[tuple[int, int]]
    """Students, to minors on offer."""
    exchanges: dict[int, int]
    events: Counter[tuple[int, int, str]]
    """Audited changes: student, class, what it then was."""
    promoted: int
    told: Counter[tuple[int, str]]
    """Messages: student, kind."""
    letters: Counter[tuple[int, str]]

    @cached_property
    def changes(self) -> Counter[tuple[int, int, str]]:
        """What the enrolments themselves tell of their past; as `events` must."""
        found: Counter[tuple[int, int, str]] = Counter()
        for one in self.enrolments:
            for state, stamp in (("waiting", "waiting_since"), ("enrolled", "enrolled"), ("withdrawn", "withdrawn")):
                found[one["student_id"], one["class_id"], state] += one[stamp] is not None
        return found

    @cached_property
    def active(self) -> list[Row]:
        """Enrolments that are not withdrawn."""
        return [one for one in self.enrolments if one["state"] != "withdrawn"]

    def inside(self, class_id: int) -> list[Row]:
        """Who has a place in a class."""
        return [one for one in self.active if one["class_id"] == class_id and one["state"] == "enrolled"]

    def line(self, class_id: int) -> list[Row]:
        """Who waits for one, the first in line first."""
        return [one for one in self.active if one["class_id"] == class_id and one["state"] == "waiting"]

    def state(self, student_id: int, class_id: int) -> State | None:
        """What a student is in a class."""
        states = [one["state"] for one in self.active if (one["student_id"], one["class_id"]) == (student_id, class_id)]
        assert len(states) <= 1
        return State(states[0]) if states else None

    def facts(self, class_id: int) -> ClassFacts:
        """A class, as the rules see it."""
        enrolled, waiting = len(self.inside(class_id)), len(self.line(class_id))
        return replace(self.catalogue.classes[class_id], enrolled=enrolled, waiting=waiting)

    def standing(
        self,
        student_id: int,
        class_id: int,
        now: datetime,
        *,
        sooner: tuple[int, ...] = (),
        without: int | None = None,
        accepts: bool = False,
    ) -> Standing:
        """How a student stands to a class, as the rules see it."""
        known = self.catalogue
        attended = [
            one["class_id"] for one in self.active if one["student_id"] == student_id and one["state"] == "enrolled"
        ]
        attended = [id_ for id_ in [*attended, *sooner] if id_ not in (class_id, without)]
        courses = {known.course_of[id_] for id_ in attended}
        done = {course_id for student, course_id in self.completed if student == student_id}
        missing = [id_ for id_ in known.required.get(known.course_of[class_id], []) if id_ not in courses | done]
        grants = [one for one in self.grants if (one["student_id"], one["class_id"]) == (student_id, class_id)]
        return Standing(
            career=known.careers[student_id],
            state=self.state(student_id, class_id),
            holds=tuple(HoldCode(one["code"]) for one in self.holds if one["student_id"] == student_id),
            missing=tuple(RequiredCourse(known.codes[id_], "", "") for id_ in missing),
            admitted=any((student_id, minor) in self.admitted for minor in known.minors_of[class_id]),
            busy=tuple(busy for id_ in attended for busy in _busy(known.classes[id_])),
            accepts_clashes=accepts,
            granted=frozenset(one["rule"] for one in grants if _moment(one["until"]) >= now),
        )


def _busy(facts: ClassFacts) -> Iterator[Busy]:
    for one in facts.meetings:
        yield Busy(facts.class_number, facts.catalogue_number, "", "", one.starts, one.ends, one.kind)


_ADMITTED = "SELECT student_id, minor_id FROM minor_application WHERE state = 'admitted'"
_PROGRAMMES = """
    SELECT slug, name_en, name_nl, minor.id AS minor FROM programme_course
    JOIN programme ON programme.id = programme_course.programme_id
    LEFT JOIN minor ON minor.programme_id = programme.id AND minor.academic_year = ?
    WHERE course_id = ?
"""


class Reader:
    """Takes snapshots of a database, by a connection of its own."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        self.catalogue = self._catalogue()
        self._version = -1
        self._last: Snapshot | None = None

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()

    def snapshot(self) -> Snapshot:
        """What stands there now; the same one again where nobody has written since."""
        [version] = self._all("PRAGMA data_version")[0]
        if self._last is None or version != self._version:
            self._last, self._version = self._taken(), version
        return self._last

    def _taken(self) -> Snapshot:
        self._connection.execute("BEGIN")
        events: Counter[tuple[int, int, str]] = Counter()
        promoted = 0
        for one in self._all("SELECT student_id, class_id, action, outcome FROM audit_event"):
            if one["outcome"] in ("enrolled", "waiting", "withdrawn"):
                events[one["student_id"], one["class_id"], one["outcome"]] += 1
                promoted += (one["action"], one["outcome"]) == ("promote", "enrolled")
        taken = Snapshot(
            catalogue=self.catalogue,
            enrolments=self._all("SELECT * FROM enrolment ORDER BY id"),
            carts={(one[0], one[1]) for one in self._all("SELECT student_id, class_id FROM cart_item")},
            holds=self._all("SELECT student_id, code FROM hold WHERE lifted IS NULL ORDER BY id"),
            grants=self._all("SELECT * FROM rule_grant"),
            completed={(one[0], one[1]) for one in self._all("SELECT student_id, course_id FROM completed")},
            admitted={(one[0], one[1]) for one in self._all(_ADMITTED)},
            exchanges={one[0]: one[1] for one in self._all("SELECT enrolment_id, class_id FROM exchange")},
            events=events,
            promoted=promoted,
            told=Counter((one[0], one[1]) for one in self._all("SELECT student_id, kind FROM message")),
            letters=Counter((one[0], one[1]) for one in self._all("SELECT student_id, kind FROM letter")),
        )
        self._connection.execute("COMMIT")
        return taken

    def _all(self, query: str, *asked: object) -> list[Row]:
        return self._connection.execute(query, asked).fetchall()

    def _catalogue(self) -> Catalogue:
        meetings: dict[int, list[Meeting]] = {}
        for one in self._all("SELECT * FROM meeting ORDER BY starts"):
            met = Meeting(_moment(one["starts"]), _moment(one["ends"]), one["place"], MeetingKind(one["kind"]))
            meetings.setdefault(one["class_id"], []).append(met)
        classes, ids, course_of, minors_of = {}, {}, {}, {}
        for one in self._all("SELECT class.*, catalogue_number FROM class JOIN course ON course.id = course_id"):
            programmes = self._all(_PROGRAMMES, one["academic_year"], one["course_id"])
            minors_of[one["id"]] = {row["minor"] for row in programmes if row["minor"]}
            for_minors_only = len(programmes) > 0 and all(row["minor"] for row in programmes)
            minors = [MinorName(row["slug"], row["name_en"], row["name_nl"]) for row in programmes]
            meets = tuple(meetings.get(one["id"], ()))
            classes[one["id"]] = replace(_class(one, meets), minors=tuple(minors if for_minors_only else ()))
            ids[ClassKey(one["academic_year"], one["class_number"])] = one["id"]
            course_of[one["id"]] = one["course_id"]
        required: dict[int, list[int]] = {}
        for one in self._all("SELECT course_id, required_course_id FROM requirement"):
            required.setdefault(one[0], []).append(one[1])
        people = self._all("SELECT id, student_number, career FROM student")
        return Catalogue(
            classes,
            ids,
            course_of,
            required,
            codes={one[0]: one[1] for one in self._all("SELECT id, catalogue_number FROM course")},
            minors_of=minors_of,
            students={one["student_number"]: one["id"] for one in people},
            careers={one["id"]: Career(one["career"]) for one in people},
        )


def _class(row: Row, meetings: tuple[Meeting, ...]) -> ClassFacts:
    exams = [one.starts.date() for one in meetings if one.kind is MeetingKind.EXAM]
    return ClassFacts(
        class_number=row["class_number"],
        academic_year=row["academic_year"],
        career=Career(row["career"]),
        capacity=row["capacity"],
        waiting_capacity=row["waiting_capacity"],
        enrolled=0,
        waiting=0,
        enrol_from_bachelor=_moment(row["enrol_from_bachelor"]),
        enrol_from_master=_moment(row["enrol_from_master"]),
        enrol_until=_moment(row["enrol_until"]),
        way_in=WayIn(row["way_in"]),
        exam=exams[0] if exams else None,
        catalogue_number=row["catalogue_number"],
        description=Description(row["description"]),
        meetings=meetings,
    )


def _moment(kept: str) -> datetime:
    return datetime.fromisoformat(kept).replace(tzinfo=UTC).astimezone(AMSTERDAM)
