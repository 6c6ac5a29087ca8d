"""Put the terms of `terms.py` into words."""

from __future__ import annotations

from enroltui.language import N_, Language
from enroltui.registrar.values.enrolling import Mode
from enroltui.terms import (
    Career,
    Component,
    Description,
    HoldCode,
    MeetingKind,
    ProgrammeKind,
    Role,
    Session,
    State,
    Status,
    WayIn,
)

_STATUS = {
    Status.OPEN: N_("open"),
    Status.NEARLY_FULL: N_("nearly full"),
    Status.FULL: N_("full"),
    Status.WAITING_LIST: N_("waiting list"),
    Status.NOT_OPEN: N_("not open yet"),
    Status.CLOSED: N_("closed"),
    Status.ELSEWHERE: N_("elsewhere"),
}

_STATE = {
    State.ENROLLED: N_("enrolled"),
    State.WAITING: N_("waiting"),
    State.WITHDRAWN: N_("withdrawn"),
}

_COMPONENT = {
    Component.EXAM: N_("exam"),
    Component.PARTIAL_EXAM: N_("partial exam"),
    Component.LECTURE: N_("lecture"),
    Component.SEMINAR: N_("seminar"),
    Component.PRACTICAL: N_("practical"),
    Component.PAPER: N_("paper"),
    Component.PRESENTATION: N_("presentation"),
    Component.ASSIGNMENT: N_("assignment"),
    Component.INTERNSHIP: N_("internship"),
}

_DESCRIPTION = {
    Description.RETAKE: N_("retake"),
    **{Description(component.value): word for component, word in _COMPONENT.items()},
}

_SESSION = {
    Session.S1: N_("semester 1"),
    Session.S2: N_("semester 2"),
    Session.HS: N_("whole year"),
}

_CAREER = {
    Career.BACHELOR: N_("Bachelor"),
    Career.MASTER: N_("Master"),
}

_KIND = {
    ProgrammeKind.BACHELOR: N_("Bachelor"),
    ProgrammeKind.MASTER: N_("Master"),
    ProgrammeKind.SPECIALISATION: N_("Specialisations"),
    ProgrammeKind.MINOR: N_("Minors"),
    ProgrammeKind.HONOURS: N_("Honours"),
    ProgrammeKind.FACULTY: N_("Faculty"),
}

_MEETING = {
    MeetingKind.EXAM: N_("exam"),
    MeetingKind.TEACHING: N_("class meeting"),
}

_WAY_IN = {
    WayIn.HERE: N_("here"),
    WayIn.OFFICE: N_("education administration office"),
    WayIn.OSIRIS: N_("Delft's Osiris"),
}

_ROLE = {
    Role.STUDENT: N_("student"),
    Role.HELPDESK: N_("helpdesk"),
    Role.COORDINATOR: N_("coordinator"),
    Role.OFFICE: N_("education administration office"),
    Role.OPERATOR: N_("operator"),
}

_HOLD = {
    HoldCode.TUITION: N_("tuition fee not paid"),
    HoldCode.DOCUMENTS: N_("documents missing"),
    HoldCode.STUDY_ADVISER: N_("study adviser"),
}

_MODE = {
    Mode.FREE: N_("Whatever is free"),
    Mode.FREE_OR_WAITING: N_("Whatever is free, and the waiting list for the rest"),
    Mode.ALL_OR_NOTHING: N_("All or nothing"),
}

_LANGUAGE = {
    "en": N_("English"),
    "nl": N_("Dutch"),
}


def status_word(status: Status, language: Language) -> str:
    """Say how a class stands, such as "nearly full"."""
    return language.text(_STATUS[status])


def state_word(state: State, language: Language) -> str:
    """Say how an enrolment stands, such as "enrolled"."""
    return language.text(_STATE[state])


def component_word(component: Component, language: Language) -> str:
    """Name a component, such as "partial exam"."""
    return language.text(_COMPONENT[component])


def description_word(description: Description, language: Language) -> str:
    """Name what the seed page's column 'Description' says, such as "retake"."""
    return language.text(_DESCRIPTION[description])


def session_word(session: Session, language: Language) -> str:
    """Name a session of the academic year, such as "semester 1"."""
    return language.text(_SESSION[session])


def career_word(career: Career, language: Language) -> str:
    """Name a career, such as "Bachelor"."""
    return language.text(_CAREER[career])


def kind_word(kind: ProgrammeKind, language: Language) -> str:
    """Return the heading of a section of programmes, such as "Specialisations"."""
    return language.text(_KIND[kind])


def meeting_word(kind: MeetingKind, language: Language) -> str:
    """Name a kind of meeting, such as "exam"."""
    return language.text(_MEETING[kind])


def way_in_word(way_in: WayIn, language: Language) -> str:
    """Say where one enrols, such as "education administration office"."""
    return language.text(_WAY_IN[way_in])


def language_word(code: str, language: Language) -> str:
    """Name the language in which a course or class is taught, such as "Dutch"; an unknown code as it is."""
    return language.text(_LANGUAGE[code]) if code in _LANGUAGE else code


def role_word(role: Role, language: Language) -> str:
    """Name a role, such as "helpdesk"."""
    return language.text(_ROLE[role])


def hold_word(code: HoldCode, language: Language) -> str:
    """Say what a hold is about, such as "tuition fee not paid"."""
    return language.text(_HOLD[code])


def mode_word(mode: Mode, language: Language) -> str:
    """Say what is asked for several classes at once, such as "All or nothing"."""
    return language.text(_MODE[mode])
