"""Why not, in words: each reason of the rules, with what to do next."""

from __future__ import annotations

from enroltui.language import N_, Language
from enroltui.printable import printable
from enroltui.registrar import rules
from enroltui.sentences.minors import minor_reason, minors_of_class
from enroltui.terms import HoldCode

LONGEST_TYPED = 24
"""How much of what somebody typed a sentence repeats."""


_FIXED: dict[type[rules.Reason], str] = {
    rules.InCart: N_("Already in the shopping cart. Enrol from there."),
    rules.NotInCart: N_("No longer in the shopping cart. Add it again to enrol."),
    rules.NotEnrolled: N_("Not enrolled in this class, so there is nothing to withdraw from."),
    rules.ThroughOffice: N_("Enrolment goes through the education administration office only. Ask there."),
    rules.ThroughOsiris: N_("Enrolment goes through Delft's Osiris only. Log in there to enrol."),
    rules.OtherCareer: N_("This class is for master students. Ask the education administration office for permission."),
    rules.PlacesFree: N_("Places are free now, so there is nothing to wait for. Enrol at once."),
    rules.HasWaitingList: N_("This class has a waiting list, whose first gets the next place. Join that instead."),
    rules.RetakeOnItsOwn: N_("A retake wants an enrolment of its own; being enrolled for the exam does not count."),
    rules.NoExamDay: N_("This has no set day, such as a research project, and wants enrolment all the same."),
    rules.WrongPassword: N_("The present password is not right. Type it again."),
    rules.PasswordUnchanged: N_("The new password is the same as the present one. Choose another."),
    rules.NotAPublicKey: N_("This is no public key. Paste the one line of a file such as id_ed25519.pub."),
    rules.PrivateKey: N_(
        "This is a private key, which nobody else may see: make a new pair, as this one has now been shown. "
        "Paste the one line of the file that ends in .pub."
    ),
    rules.KeyKnown: N_("This key is registered already."),
    rules.PasswordIsName: N_("The new password is your number or login, which others know. Choose another."),
}


def sentence(reason: rules.Reason, language: Language) -> str:
    """Why not, and what to do next. Every reason of the rules has its own; an unknown one is a programming error."""
    if isinstance(reason, rules.MinorReason):
        return minor_reason(reason, language)
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
        case rules.MinorNotAdmitted():
            return minors_of_class(reason, language)
        case rules.Full():
            return _full(reason, language)
        case rules.NotOpenYet(_, opens):
            day, clock = language.day_and_year(opens.date()), language.clock(opens)
            return text("Not open yet: enrolment opens on {day} at {clock}. Try again then.", day=day, clock=clock)
        case rules.PeriodOver() | rules.TooLateToWithdraw():
            return _too_late(reason, language)
        case rules.WaitingListFull(_, capacity):
            return language.plural(
                "Full: the only place is taken, and the waiting list is full too. Choose another class.",
                "Full: all {count} places are taken, and the waiting list is full too. Choose another class.",
                capacity,
            )
        case rules.SameExam(_, other):
            return text(_SAME_EXAM, other=other)
        case rules.Requirements(_, missing):
            courses = ", ".join(f"{one.catalogue_number} {language.title(one)}" for one in missing)
            return text(_REQUIREMENTS, courses=printable(courses))
        case rules.OnHold(code):
            return hold_sentence(code, language)
        case rules.TimeConflict(clash):
            return _time_conflict(clash, language)
        case rules.HeldBack(_, because):
            return text("Left as it was, because {because} was refused. See what is said of that one.", because=because)
        case rules.KeyTooShort(least):
            return text(
                "An RSA key needs at least {least} bits. Make a new one with: ssh-keygen -t ed25519", least=least
            )
        case rules.TooManyKeys(most):
            return text(
                "There are {most} keys already, which is the most. Remove one that you no longer use.", most=most
            )
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


_SAME_EXAM = N_("Enrolled already in {other}, the same exam at the same moment. Swap if you want this one instead.")
_REQUIREMENTS = N_("First comes: {courses}. Enrol in that, or ask the education administration office for permission.")
_HOLD = {
    HoldCode.TUITION: N_("On hold: the tuition fee has not been paid. Settle it with the student administration."),
    HoldCode.DOCUMENTS: N_(
        "On hold: documents for your admission are missing. Hand them in at the student administration."
    ),
    HoldCode.STUDY_ADVISER: N_("On hold: your study adviser wants to see you first. Make an appointment."),
}


def hold_sentence(code: HoldCode, language: Language) -> str:
    """Why nothing can be enrolled in for now, and where to go."""
    return language.text(_HOLD[code])


def _time_conflict(clash: rules.Clash, language: Language) -> str:
    """Names the other class and when both meet."""
    facts = {
        "other": clash.other_number,
        "title": printable(language.title(clash)),
        "start": language.moment(clash.starts),
        "end": language.clock(clash.ends),
    }
    return language.text(_CLASH_OF_EXAMS if clash.exams else _CLASH, **facts)


_CLASH_OF_EXAMS = N_(
    "Clashes with the exam {other} {title}, {start}–{end}. Nobody can sit two exams at once: choose, or look for the"
    " retake."
)
_CLASH = N_("Clashes with {other} {title}, {start}–{end}. Enrol all the same if you can manage that.")


def _full(reason: rules.Full, language: Language) -> str:
    if reason.waiting and reason.capacity == 1:
        taken = language.plural(
            "Full: the only place is taken, and {count} student is waiting.",
            "Full: the only place is taken, and {count} students are waiting.",
            reason.waiting,
        )
    elif reason.waiting:
        taken = language.plural(
            "Full: all {capacity} places are taken, and {count} student is waiting.",
            "Full: all {capacity} places are taken, and {count} students are waiting.",
            reason.waiting,
            capacity=reason.capacity,
        )
    else:
        taken = language.plural(
            "Full: the only place is taken.", "Full: all {count} places are taken.", reason.capacity
        )
    if reason.waiting < reason.waiting_capacity:
        return f"{taken} {language.text(_JOIN, place=reason.waiting + 1)}"
    return f"{taken} {language.text('Choose another class, or try again when somebody has withdrawn.')}"


_JOIN = N_("You can join the waiting list, as number {place}.")


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
