"""What became of a request, class by class: what was done, or why not; each with what to do next."""

from __future__ import annotations

from datetime import datetime

from enroltui.language import N_, Language
from enroltui.printable import printable
from enroltui.registrar import rules
from enroltui.registrar.facts import Change, ClassRow, Outcome
from enroltui.sentences.words import description_word, status_word
from enroltui.terms import Status

LONGEST_TYPED = 24
"""How much of what somebody typed a sentence repeats."""


_FIXED: dict[type[rules.Reason], str] = {
    rules.InCart: N_("Already in the shopping cart. Enrol from there."),
    rules.NotInCart: N_("No longer in the shopping cart. Add it again to enrol."),
    rules.NotEnrolled: N_("Not enrolled in this class, so there is nothing to withdraw from."),
    rules.ThroughOffice: N_("Enrolment goes through the education administration office only. Ask there."),
    rules.ThroughOsiris: N_("Enrolment goes through Delft's Osiris only. Log in there to enrol."),
    rules.OtherCareer: N_("This class is for master students. Ask the education administration office for permission."),
    rules.WrongPassword: N_("The present password is not right. Type it again."),
    rules.PasswordUnchanged: N_("The new password is the same as the present one. Choose another."),
    rules.PasswordIsName: N_("The new password is your number or login, which others know. Choose another."),
}


def sentence(reason: rules.Reason, language: Language) -> str:
    """Why not, and what to do next. Every reason of `rules.py` has its own; an unknown one is a programming error."""
    text = language.text
    match reason:
        case rules.NotANumber(typed):
            return text(_NOT_A_NUMBER, typed=printable(typed, LONGEST_TYPED)) if typed.strip() else text(_NOTHING_TYPED)
        case rules.UnknownNumber(typed):
            return text(_UNKNOWN_NUMBER, typed=printable(typed, LONGEST_TYPED))
        case rules.OtherYear(number, belongs_to, asked):
            return text(_OTHER_YEAR, number=number, belongs_to=belongs_to, asked=asked)
        case rules.AlreadyEnrolled(_, waiting):
            return text(_ALREADY_WAITING if waiting else _ALREADY_ENROLLED)
        case rules.Full():
            return _full(reason, language)
        case rules.NotOpenYet(_, opens):
            day, clock = language.day_and_year(opens.date()), language.clock(opens)
            return text("Not open yet: enrolment opens on {day} at {clock}. Try again then.", day=day, clock=clock)
        case rules.PeriodOver() | rules.TooLateToWithdraw():
            return _too_late(reason, language)
        case rules.PasswordTooShort(least):
            return text("The new password is too short. Take at least {least} characters.", least=least)
        case rules.PasswordTooLong(most):
            return text("The new password is too long. Take at most {most} characters.", most=most)
    return text(_FIXED[type(reason)])


_NOTHING_TYPED = N_("Type a class number: five digits, such as 28114.")
_NOT_A_NUMBER = N_("“{typed}” is not a class number. A class number has five digits, such as 28114.")
_UNKNOWN_NUMBER = N_("No class has the number {typed}. Check its digits, or search for the course by its title.")
_OTHER_YEAR = N_(
    "Class number {number} belongs to {belongs_to}, not to {asked}. Search for the course to find its new number."
)
_ALREADY_ENROLLED = N_("Already enrolled in this class. Nothing was changed.")
_ALREADY_WAITING = N_("Already on the waiting list of this class. Nothing was changed.")


def _full(reason: rules.Full, language: Language) -> str:
    if reason.waiting:
        taken = language.plural(
            "Full: all {capacity} places are taken, and {count} student is waiting.",
            "Full: all {capacity} places are taken, and {count} students are waiting.",
            reason.waiting,
            capacity=reason.capacity,
        )
    else:
        taken = language.text("Full: all {capacity} places are taken.", capacity=reason.capacity)
    return f"{taken} {language.text('Choose another class, or try again when somebody has withdrawn.')}"


def _too_late(reason: rules.PeriodOver | rules.TooLateToWithdraw, language: Language) -> str:
    last = language.day_and_year(reason.last_moment.date())
    withdrawing = isinstance(reason, rules.TooLateToWithdraw)
    if reason.exam is None:
        message = _WITHDRAW_OVER if withdrawing else _PERIOD_OVER
        return language.text(message, last=last)
    message = _WITHDRAW_OVER_EXAM if withdrawing else _PERIOD_OVER_EXAM
    return language.text(message, last=last, exam=language.day(reason.exam))


_PERIOD_OVER = N_("Closed after {last}. Ask the education administration office what is still possible.")
_PERIOD_OVER_EXAM = N_(
    "Closed after {last}, ten days before the exam on {exam}. Look for the retake, which needs its own enrolment."
)
_WITHDRAW_OVER = N_("Withdrawing ended on {last}. Tell the education administration office if you will not come.")
_WITHDRAW_OVER_EXAM = N_(
    "Withdrawing ended on {last}, ten days before the exam on {exam}."
    " Tell the education administration office if you will not come."
)


def outcome_sentence(outcome: Outcome, language: Language) -> str:
    """The result line of one class: what became of it, or why it was refused and what to do next."""
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
}


def offer_sentence(offer: ClassRow, language: Language) -> str:
    """A class that would help instead or besides, such as "Next: 30421, the retake on Tue 20 Mar 14:00."."""
    description = description_word(offer.description, language)
    number = offer.key.class_number
    if not offer.meetings:
        return language.text("Next: {number}, the {description}.", number=number, description=description)
    moment = language.moment(offer.meetings[0].starts)
    return language.text(
        "Next: {number}, the {description} on {moment}.", number=number, description=description, moment=moment
    )


def when(row: ClassRow, language: Language) -> str:
    """When a class first meets, such as "Thu 25 Jan 14:00"; "no set day" for one without meetings."""
    return language.moment(row.meetings[0].starts) if row.meetings else language.text("no set day")


def seats(row: ClassRow, language: Language) -> str:
    """A class's status with the figure that matters, such as "41 free", "full, 3 waiting" or "closed"."""
    if row.status in (Status.OPEN, Status.NEARLY_FULL):
        return language.plural("{count} free", "{count} free", row.free)
    if row.status in (Status.FULL, Status.WAITING_LIST) and row.waiting:
        return language.plural("full, {count} waiting", "full, {count} waiting", row.waiting)
    return status_word(row.status, language)


def last_day(row: ClassRow, now: datetime, language: Language) -> str:
    """How long one can still enrol or withdraw, such as "5 days left" or "last day today". `now`: the visit's."""
    if now > row.enrol_until:
        return language.text("ended {day}", day=language.day(row.enrol_until.date()))
    days = (row.enrol_until.date() - now.date()).days
    return language.plural("{count} day left", "{count} days left", days) if days else language.text("last day today")
