"""A class named in full before it is added: title, component, date and time, place, credits, places, last day."""

from __future__ import annotations

from textual.content import Content

from enroltui.language import Language
from enroltui.registrar.rules.enrolling import AlreadyEnrolled
from enroltui.registrar.rules.reasons import InCart, Reason
from enroltui.registrar.values.classes import ClassRow
from enroltui.sentences.reasons import sentence
from enroltui.sentences.words import word
from enroltui.terms import Status
from enroltui.widgets.class_columns import ENROLLED, IN_CART, availability

NOT = "✗"
_SHAPES: dict[type[Reason], str] = {InCart: IN_CART, AlreadyEnrolled: ENROLLED}


def named(row: ClassRow, language: Language) -> str:
    """Return a class by name, such as "27121 Logic, exam"."""
    title = language.title(row.course)
    return f"{row.key.class_number} {title}, {word(row.description, language)}"


def fully_named(row: ClassRow, language: Language) -> Content:
    """Return all that one must know before enrolling, on three lines: the class, when and where, and the rest."""
    credits_ = row.course.credits
    rest = (
        row.course.catalogue_number,
        language.text("EC unknown") if credits_ is None else language.text("{credits} EC", credits=credits_),
        places(row, language),
        until(row, language),
    )
    return Content("\n").join(
        (Content.styled(named(row, language), "bold"), Content(meets(row, language)), Content(" · ".join(rest)))
    )


def why_not(reason: Reason, language: Language) -> str:
    """Why a class can't be added, with its shape: in the cart and enrolled are no failures."""
    return f"{_SHAPES.get(type(reason), NOT)} {sentence(reason, language)}"


def named_with_reason(row: ClassRow, reason: Reason | None, language: Language) -> Content:
    """Return a class in full, and below it why it can't be added, if it can't."""
    full = fully_named(row, language)
    return full if reason is None else Content.assemble(full, "\n", why_not(reason, language))


def meets(row: ClassRow, language: Language) -> str:
    """When and where, such as "Thu 25 Jan 14:00–17:00, Gorlaeus 01"."""
    if not row.meetings:
        return language.text("no set day")
    first = row.meetings[0]
    said = f"{language.moment(first.starts)}–{language.clock(first.ends)}, {first.place}"
    if more := len(row.meetings) - 1:
        said += language.plural(" and {count} more meeting", " and {count} more meetings", more)
    return said


def places(row: ClassRow, language: Language) -> str:
    """Return the places left, or the status where there are none to be had."""
    if row.status not in (Status.OPEN, Status.NEARLY_FULL):
        return availability(row, language)
    return language.text("{free} of {capacity} places free", free=row.free, capacity=row.capacity)


def until(row: ClassRow, language: Language) -> str:
    """Return the last day to enrol; or when enrolment opens, or where one enrols instead."""
    match row.status:
        case Status.ELSEWHERE:
            return language.text("enrol at: {place}", place=word(row.way_in, language))
        case Status.NOT_OPEN:
            return language.text("enrolment opens {moment}", moment=language.moment(row.enrol_from))
        case Status.CLOSED:
            return language.text("enrolment ended {day}", day=language.day_and_year(row.enrol_until.date()))
    return language.text("last day: {day}", day=language.day_and_year(row.enrol_until.date()))
