"""The field's standard terms, as uSis uses them: the values that tables, rules, screens and JSON share."""

from enum import StrEnum
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
"""The time zone of every opening, deadline and meeting."""


class Career(StrEnum):
    """uSis's career (loopbaan): 10 Bachelor, 15 Master."""

    BACHELOR = "bachelor"
    MASTER = "master"


class ProgrammeKind(StrEnum):
    """The sections of the seed page that hold programmes, in its order."""

    BACHELOR = "bachelor"
    MASTER = "master"
    SPECIALISATION = "specialisation"
    MINOR = "minor"
    HONOURS = "honours"
    FACULTY = "faculty"


class Component(StrEnum):
    """What a class is a part of its course; uSis writes it as one letter behind the catalogue number."""

    EXAM = "exam"
    PARTIAL_EXAM = "partial_exam"
    LECTURE = "lecture"
    SEMINAR = "seminar"
    PRACTICAL = "practical"
    PAPER = "paper"
    PRESENTATION = "presentation"
    ASSIGNMENT = "assignment"
    INTERNSHIP = "internship"


COMPONENT_LETTERS = {
    Component.EXAM: "T",
    Component.PARTIAL_EXAM: "D",
    Component.LECTURE: "H",
    Component.SEMINAR: "W",
    Component.PRACTICAL: "A",
    Component.PAPER: "R",
    Component.PRESENTATION: "P",
    Component.ASSIGNMENT: "O",
    Component.INTERNSHIP: "S",
}
"""uSis's component letters; `Y` stands for the whole unit of study."""


class Description(StrEnum):
    """The 'Description' column of the seed page: a component, or that the exam is a retake."""

    EXAM = "exam"
    RETAKE = "retake"
    PARTIAL_EXAM = "partial_exam"
    LECTURE = "lecture"
    SEMINAR = "seminar"
    PRACTICAL = "practical"
    PAPER = "paper"
    PRESENTATION = "presentation"
    ASSIGNMENT = "assignment"
    INTERNSHIP = "internship"


class Session(StrEnum):
    """Semester 1, semester 2, or the whole year (HS)."""

    S1 = "S1"
    S2 = "S2"
    HS = "HS"


class MeetingKind(StrEnum):
    """What a meeting is: an exam sitting, or teaching."""

    EXAM = "exam"
    TEACHING = "teaching"


class WayIn(StrEnum):
    """Where one enrols: here, at the education administration office, or in Delft's Osiris."""

    HERE = "here"
    OFFICE = "office"
    OSIRIS = "osiris"


class State(StrEnum):
    """What becomes of an enrolment: its state in the database."""

    ENROLLED = "enrolled"
    WAITING = "waiting"
    WITHDRAWN = "withdrawn"


class ApplicationState(StrEnum):
    """What an application for a minor is."""

    APPLIED = "applied"
    """It waits for a decision."""
    ADMITTED = "admitted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Status(StrEnum):
    """What a class is for a visitor at this moment; see `rules.status`."""

    OPEN = "open"
    NEARLY_FULL = "nearly_full"
    FULL = "full"
    WAITING_LIST = "waiting_list"
    NOT_OPEN = "not_open"
    CLOSED = "closed"
    ELSEWHERE = "elsewhere"


class HoldCode(StrEnum):
    """Why a student may not enrol for now: PeopleSoft's hold (service indicator)."""

    TUITION = "tuition"
    """The tuition fee has not been paid."""
    DOCUMENTS = "documents"
    """Documents that admission depends on have not been handed in."""
    STUDY_ADVISER = "study_adviser"
    """The study adviser wants to see the student first."""


class MessageKind(StrEnum):
    """What a message to a student tells at the next login."""

    PROMOTED = "promoted"
    """From the waiting list into the class."""
    SEAT_FREE = "seat_free"
    """A place is free in a class for which a seat alert was set."""
    HOLD_PLACED = "hold_placed"
    HOLD_LIFTED = "hold_lifted"
    GRANTED = "granted"
    """A rule has been switched off for one class."""


class LetterKind(StrEnum):
    """What a letter of the outbox is."""

    TRANSCRIPT = "transcript"
    """To the Graduate School Office: a request for a Transcript of Records."""
    QUESTION = "question"
    """To the uSis desk: a question, or trouble with enrolling."""
    ENROLLED = "enrolled"
    """To the student: confirms an enrolment."""
    WITHDRAWN = "withdrawn"
    """To the student: confirms a withdrawal."""
    PROMOTED = "promoted"
    """To the student: from the waiting list into the class."""
    SEAT_FREE = "seat_free"
    """To the student: a place is free in a class for which a seat alert was set."""
    MINOR_ADMITTED = "minor_admitted"
    """To the student: tells of the admission to a minor."""
    MINOR_REFUSED = "minor_refused"
    """To the student: tells of the refusal for a minor."""


class LetterState(StrEnum):
    """How far a letter of the outbox has come."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    GAVE_UP = "gave_up"
    """Refused for good, or tried for too long."""


class Role(StrEnum):
    """The roles in which somebody acts."""

    STUDENT = "student"
    HELPDESK = "helpdesk"
    COORDINATOR = "coordinator"
    OFFICE = "office"
    OPERATOR = "operator"


class Help(StrEnum):
    """What the helpdesk asks a student to let it do, by its name in the audit trail."""

    WATCH = "watch_along"
    KEYS = "help_by_keys"


class HelpOutcome(StrEnum):
    """How far it came, by its name in the audit trail."""

    BEGAN = "began"
    ENDED = "ended"
    REFUSED = "refused"
    UNANSWERED = "unanswered"


class SessionEnd(StrEnum):
    """The reasons for which a session is over."""

    LEFT = "left"
    """The person logged out, or the line was cut."""
    IDLE = "idle"
    TOO_LONG = "too_long"
    """It had lasted as long as a session may."""
    ENDED = "ended"
    """By the helpdesk, the office or the operator."""
    CLOSED = "closed"
    """The account was closed."""
    PASSWORD = "password"
    """The account has a new password."""
    KEY = "key"
    """The SSH key by which it began was removed."""
    STOPPED = "stopped"
    """The service was stopped."""
    LOST = "lost"
    """Nothing was heard any more of the program that held it."""


class Via(StrEnum):
    """From where somebody acts, for the audit trail."""

    SCREEN = "screen"
    COMMAND = "command"
    SSH = "ssh"
    BUILD = "build"
