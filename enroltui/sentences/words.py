"""Put the terms of `terms.py` into words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from enroltui.language import N_, Language
from enroltui.registrar.values.enrolling import Mode
from enroltui.registrar.values.searching import Compare
from enroltui.terms import (
    ApplicationState,
    Career,
    Component,
    Description,
    HoldCode,
    MeetingKind,
    ProgrammeKind,
    Role,
    Session,
    SessionEnd,
    State,
    Status,
    Via,
    WayIn,
)

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
TERM_WORDS: Mapping[type[StrEnum], Mapping[Any, str]] = {
    Status: {
        Status.OPEN: N_("open"),
        Status.NEARLY_FULL: N_("nearly full"),
        Status.FULL: N_("full"),
        Status.WAITING_LIST: N_("waiting list"),
        Status.NOT_OPEN: N_("not open yet"),
        Status.CLOSED: N_("closed"),
        Status.ELSEWHERE: N_("elsewhere"),
    },
    State: {
        State.ENROLLED: N_("enrolled"),
        State.WAITING: N_("waiting"),
        State.WITHDRAWN: N_("withdrawn"),
    },
    Component: _COMPONENT,
    Description: {
        Description.RETAKE: N_("retake"),
        **{Description(component.value): name for component, name in _COMPONENT.items()},
    },
    Session: {
        Session.S1: N_("semester 1"),
        Session.S2: N_("semester 2"),
        Session.HS: N_("whole year"),
    },
    Career: {
        Career.BACHELOR: N_("Bachelor"),
        Career.MASTER: N_("Master"),
    },
    ProgrammeKind: {
        ProgrammeKind.BACHELOR: N_("Bachelor"),
        ProgrammeKind.MASTER: N_("Master"),
        ProgrammeKind.SPECIALISATION: N_("Specialisations"),
        ProgrammeKind.MINOR: N_("Minors"),
        ProgrammeKind.HONOURS: N_("Honours"),
        ProgrammeKind.FACULTY: N_("Faculty"),
    },
    MeetingKind: {
        MeetingKind.EXAM: N_("exam"),
        MeetingKind.TEACHING: N_("class meeting"),
    },
    WayIn: {
        WayIn.HERE: N_("here"),
        WayIn.OFFICE: N_("education administration office"),
        WayIn.OSIRIS: N_("Delft's Osiris"),
    },
    Role: {
        Role.STUDENT: N_("student"),
        Role.HELPDESK: N_("helpdesk"),
        Role.COORDINATOR: N_("coordinator"),
        Role.OFFICE: N_("education administration office"),
        Role.OPERATOR: N_("operator"),
    },
    HoldCode: {
        HoldCode.TUITION: N_("tuition fee not paid"),
        HoldCode.DOCUMENTS: N_("documents missing"),
        HoldCode.STUDY_ADVISER: N_("study adviser"),
    },
    Mode: {
        Mode.FREE: N_("Whatever is free"),
        Mode.FREE_OR_WAITING: N_("Whatever is free, and the waiting list for the rest"),
        Mode.ALL_OR_NOTHING: N_("All or nothing"),
    },
    ApplicationState: {
        ApplicationState.APPLIED: N_("applied"),
        ApplicationState.ADMITTED: N_("admitted"),
        ApplicationState.REFUSED: N_("refused"),
        ApplicationState.WITHDRAWN: N_("withdrawn"),
    },
    Via: {
        Via.SCREEN: N_("on screen"),
        Via.COMMAND: N_("by command"),
        Via.SSH: N_("over SSH"),
        Via.BUILD: N_("by the build"),
    },
    SessionEnd: {
        SessionEnd.LEFT: N_("logged out"),
        SessionEnd.IDLE: N_("no key for long"),
        SessionEnd.TOO_LONG: N_("lasted too long"),
        SessionEnd.ENDED: N_("ended by staff"),
        SessionEnd.CLOSED: N_("account closed"),
        SessionEnd.PASSWORD: N_("new password"),
        SessionEnd.KEY: N_("SSH key removed"),
        SessionEnd.STOPPED: N_("service stopped"),
        SessionEnd.LOST: N_("not heard of any more"),
    },
    Compare: {
        Compare.CONTAINS: N_("contains"),
        Compare.EXACTLY: N_("is exactly"),
        Compare.AT_LEAST: N_("at least"),
        Compare.AT_MOST: N_("at most"),
    },
}
"""The words of each kind of term; kinds may have terms that are written the same, such as the Bachelor ones."""
_LANGUAGE = {
    "en": N_("English"),
    "nl": N_("Dutch"),
}


def word(term: StrEnum, language: Language) -> str:
    """Say a term in a few words, such as "nearly full", "partial exam" or "by command"."""
    return language.text(TERM_WORDS[type(term)][term])


def language_word(code: str, language: Language) -> str:
    """Name the language in which a course or class is taught, such as "Dutch"; an unknown code as it is."""
    return language.text(_LANGUAGE[code]) if code in _LANGUAGE else code
