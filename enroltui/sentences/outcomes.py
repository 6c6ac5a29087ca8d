"""Say what became of a request, class by class, and how a class stands."""

from __future__ import annotations

from datetime import datetime

from enroltui.language import N_, Language
from enroltui.moments import is_over
from enroltui.registrar.values.classes import ClassRow
from enroltui.registrar.values.enrolling import Change, Outcome
from enroltui.sentences.reasons import sentence
from enroltui.sentences.words import word
from enroltui.terms import Status


def outcome_sentence(outcome: Outcome, language: Language) -> str:
    """Say what became of one class, or why it was refused and what to do next."""
    if outcome.reason is not None:
        return sentence(outcome.reason, language)
    if outcome.change is Change.WAITING and outcome.row is not None and outcome.row.position is not None:
        return language.text("Full. You are number {position} on the waiting list.", position=outcome.row.position)
    return language.text(_CHANGE[outcome.change])


_CHANGE = {
    Change.ADDED: N_("Added to the shopping cart."),
    Change.REMOVED: N_("Removed from the shopping cart."),
    Change.ENROLLED: N_("This class has been added to your schedule."),
    Change.WAITING: N_("Full. You are on the waiting list."),
    Change.WITHDRAWN: N_("This class has been removed from your schedule."),
    Change.REFUSED: N_("Refused."),
    Change.KEPT: N_("Kept until there is a place for you in the other class."),
}


def offer_sentence(offer: ClassRow, language: Language) -> str:
    """Name a class that would help, such as "Next: 30421, the retake on Tue 20 Mar 14:00."."""
    description = word(offer.description, language)
    number = offer.key.class_number
    if not offer.meetings:
        return language.text("Next: {number}, the {description}.", number=number, description=description)
    moment = language.moment(offer.meetings[0].starts)
    return language.text(
        "Next: {number}, the {description} on {moment}.", number=number, description=description, moment=moment
    )


def when(row: ClassRow, language: Language) -> str:
    """Say when a class first meets, such as "Thu 25 Jan 14:00"; "no set day" for one without meetings."""
    return language.moment(row.meetings[0].starts) if row.meetings else language.text("no set day")


def seats(row: ClassRow, language: Language) -> str:
    """Say a class's status with the figure that matters, such as "41 free", "full, 3 waiting" or "closed"."""
    if row.status in (Status.OPEN, Status.NEARLY_FULL):
        return language.plural("{count} free", "{count} free", row.free)
    if row.status in (Status.FULL, Status.WAITING_LIST) and row.waiting:
        return language.plural("full, {count} waiting", "full, {count} waiting", row.waiting)
    return word(row.status, language)


def last_day(row: ClassRow, now: datetime, language: Language) -> str:
    """Say how long one can still enrol or withdraw, such as "5 days left" or "last day today". `now`: the visit's."""
    if is_over(row.enrol_until, now):
        return language.text("ended {day}", day=language.day(row.enrol_until.date()))
    days = (row.enrol_until.date() - now.date()).days
    return language.plural("{count} day left", "{count} days left", days) if days else language.text("last day today")
