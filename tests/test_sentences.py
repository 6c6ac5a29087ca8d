"""Every reason and error has its own sentence, kind and exact, with the next step, in both languages."""

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

import pytest

from enroltui import errors, terms
from enroltui.language import Language
from enroltui.registrar.rules.clashes import Clash
from enroltui.registrar.rules.enrolling import (
    RULES,
    AlreadyEnrolled,
    Full,
    MinorNotAdmitted,
    NotOpenYet,
    OnHold,
    OtherCareer,
    PeriodOver,
    Requirements,
    SameExam,
    ThroughOffice,
    ThroughOsiris,
    TimeConflict,
    TooLateToWithdraw,
    WaitingListFull,
)
from enroltui.registrar.rules.minor_reasons import (
    MinorClassesLeft,
    MinorForBachelors,
    MinorFull,
    MinorName,
    MinorNotOpenYet,
    MinorPeriodOver,
    MinorThroughOsiris,
    NoApplication,
    OneMinorAYear,
)
from enroltui.registrar.rules.notes import NoExamDay, RetakeOnItsOwn
from enroltui.registrar.rules.passwords import (
    PasswordCommon,
    PasswordOfNames,
    PasswordPause,
    PasswordTooLong,
    PasswordTooShort,
    PasswordUnchanged,
    WrongPassword,
)
from enroltui.registrar.rules.reasons import (
    HasWaitingList,
    HeldBack,
    InCart,
    NotANumber,
    NotEnrolled,
    NotInCart,
    OtherYear,
    PlacesFree,
    Reason,
    UnknownNumber,
    WhichYear,
)
from enroltui.registrar.rules.rule import RequiredCourse
from enroltui.registrar.rules.ssh_keys import KeyKnown, KeyTooShort, NotAPublicKey, PrivateKey, TooManyKeys
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.enrolling import Change, Outcome
from enroltui.sentences.errors import error_sentence
from enroltui.sentences.outcomes import outcome_sentence
from enroltui.sentences.reasons import sentence
from enroltui.sentences.rules import WORDS
from enroltui.sentences.words import TERM_WORDS, word
from enroltui.terms import AMSTERDAM

ENGLISH = Language("en")
DUTCH = Language("nl")
LAST = datetime(2018, 1, 16, 23, 59, 59, tzinfo=AMSTERDAM)

TWO, FOUR = (datetime(2018, 1, 16, hour, tzinfo=AMSTERDAM) for hour in (14, 16))
STARS = MinorName("minor-stars", "Stars", "Sterren")

REASONS: dict[Reason, str] = {
    NotANumber("abc"): "“abc” is not a class number. A class number has five digits, such as 28114.",
    NotANumber(" "): "Type a class number: five digits, such as 28114.",
    UnknownNumber("99999"): "No class has the number 99999. Check its digits, or search for the course by its title.",
    OtherYear(12345, "2016-2017", "2017-2018"): (
        "Class number 12345 belongs to 2016-2017, not to 2017-2018. Search for the course to find its new number."
    ),
    WhichYear(12345, ("2016-2017", "2017-2018")): (
        "Class number 12345 may be of 2016-2017, 2017-2018. Put the year before it, such as 2016-2017/12345."
    ),
    InCart(28114): "Already in the shopping cart. Enrol from there.",
    NotInCart(28114): "No longer in the shopping cart. Add it again to enrol.",
    AlreadyEnrolled(28114, waiting=False): "Already enrolled in this class. Nothing was changed.",
    AlreadyEnrolled(28114, waiting=True): "Already on the waiting list of this class. Nothing was changed.",
    NotEnrolled(28114): "Not enrolled in this class, so there is nothing to withdraw from.",
    Full(28114, 40, 0, 0): (
        "Full: all 40 places are taken. Choose another class, or try again when somebody has withdrawn."
    ),
    Full(28114, 40, 10, 1): (
        "Full: all 40 places are taken, and 1 student is waiting. You can join the waiting list, as number 2."
    ),
    WaitingListFull(28114, 40, 5): (
        "Full: all 40 places are taken, and the waiting list is full too. Choose another class."
    ),
    SameExam(28114, 28115): (
        "Enrolled already in 28115, the same exam at the same moment. Swap if you want this one instead."
    ),
    Requirements(28114, (RequiredCourse("4031LOGI6", "Logic", "Logica"),)): (
        "First comes: 4031LOGI6 Logic. Enrol in that, or ask the education administration office for permission."
    ),
    OnHold(terms.HoldCode.TUITION): (
        "On hold: the tuition fee has not been paid. Settle it with the student administration."
    ),
    OnHold(terms.HoldCode.DOCUMENTS): (
        "On hold: documents for your admission are missing. Hand them in at the student administration."
    ),
    OnHold(terms.HoldCode.STUDY_ADVISER): ("On hold: your study adviser wants to see you first. Make an appointment."),
    TimeConflict(Clash(28114, 30421, "Calculus", "Analyse", TWO, FOUR, exams=True)): (
        "Clashes with the exam 30421 Calculus, Tue 16 Jan 14:00–16:00."
        " Nobody can sit two exams at once: choose, or look for the retake."
    ),
    TimeConflict(Clash(28114, 30421, "Calculus", "Analyse", TWO, FOUR, exams=False)): (
        "Clashes with 30421 Calculus, Tue 16 Jan 14:00–16:00. Enrol all the same if you can manage that."
    ),
    HeldBack(28114, because=30421): ("Left as it was, because 30421 was refused. See what is said of that one."),
    PlacesFree(28114): "Places are free now, so there is nothing to wait for. Enrol at once.",
    HasWaitingList(28114): ("This class has a waiting list, whose first gets the next place. Join that instead."),
    RetakeOnItsOwn(28114): ("A retake wants an enrolment of its own; being enrolled for the exam does not count."),
    NoExamDay(28114): ("This has no set day, such as a research project, and wants enrolment all the same."),
    NotOpenYet(28114, datetime(2017, 12, 15, 13, 0, tzinfo=AMSTERDAM)): (
        "Not open yet: enrolment opens on Fri 15 Dec 2017 at 13:00. Try again then."
    ),
    PeriodOver(28114, LAST, date(2018, 1, 26)): (
        "Closed after Tue 16 Jan 2018, ten days before the exam on Fri 26 Jan."
        " Look for the retake, which needs its own enrolment."
    ),
    PeriodOver(28114, LAST, None): (
        "Closed after Tue 16 Jan 2018. Ask the education administration office what is still possible."
    ),
    TooLateToWithdraw(28114, LAST, date(2018, 1, 26)): (
        "Withdrawing ended on Tue 16 Jan 2018, ten days before the exam on Fri 26 Jan."
        " Tell the education administration office if you will not come."
    ),
    TooLateToWithdraw(28114, LAST, None): (
        "Withdrawing ended on Tue 16 Jan 2018. Tell the education administration office if you will not come."
    ),
    ThroughOffice(28114): "Enrolment goes through the education administration office only. Ask there.",
    ThroughOsiris(28114): "Enrolment goes through Delft's Osiris only. Log in there to enrol.",
    OtherCareer(28114, terms.Career.MASTER): (
        "This class is for master students. Ask the education administration office for permission."
    ),
    MinorNotAdmitted(28114, (STARS,)): (
        "Only students admitted to the minor Stars can enrol in this class. The page Minors tells how to apply."
    ),
    MinorNotAdmitted(28114, (STARS, MinorName("minor-sky", "Sky", "Hemel"))): (
        "Only students admitted to one of these minors can enrol in this class: Stars; Sky."
        " The page Minors tells how to apply."
    ),
    MinorNotOpenYet("2017-2018", datetime(2017, 5, 1, tzinfo=AMSTERDAM)): (
        "Applying for the minors of 2017-2018 opens on Monday 1 May 2017. Try again then."
    ),
    MinorPeriodOver("2017-2018", datetime(2017, 7, 31, 23, 59, 59, tzinfo=AMSTERDAM)): (
        "Applying for the minors of 2017-2018 ended on Monday 31 July 2017. "
        "Those of a later year open on 1 May, if on offer."
    ),
    MinorThroughOsiris(STARS): "Stars is a minor of Delft University. Register in its own system, Osiris.",
    MinorForBachelors(): ("A minor is part of a bachelor programme, so a master student cannot apply for one."),
    OneMinorAYear(STARS, admitted=False): ("There is an application for the minor Stars already. Withdraw that first."),
    OneMinorAYear(STARS, admitted=True): (
        "There is an admission to the minor Stars already. Withdraw from that first."
    ),
    NoApplication(None): "There is no application for this minor. Nothing was changed.",
    NoApplication(terms.ApplicationState.REFUSED): "This application is: refused. Nothing was changed.",
    MinorFull(40): "Full: all 40 places of this minor are taken. Nobody can be admitted now.",
    MinorClassesLeft(1): (
        "Still enrolled in 1 class of this minor. Withdraw from it first; where that is too late, ask the education"
        " administration office."
    ),
    MinorClassesLeft(2): (
        "Still enrolled in 2 classes of this minor. Withdraw from them first; where that is too late, ask the education"
        " administration office."
    ),
    NotAPublicKey(): "This is no public key. Paste the one line of a file such as id_ed25519.pub.",
    PrivateKey(): (
        "This is a private key, which nobody else may see: make a new pair, as this one has now been shown. "
        "Paste the one line of the file that ends in .pub."
    ),
    KeyTooShort(2048): "An RSA key needs at least 2048 bits. Make a new one with: ssh-keygen -t ed25519",
    KeyKnown(): "This key is registered already.",
    TooManyKeys(10): "There are 10 keys already, which is the most. Remove one that you no longer use.",
    WrongPassword(): "The present password is not right. Type it again.",
    PasswordPause(2): "After wrong passwords there is a pause, in which none is looked at. "
    "After 2 seconds you can try again.",
    PasswordTooShort(8): "The new password is too short. Take at least 8 characters.",
    PasswordTooLong(128): "The new password is too long. Take at most 128 characters.",
    PasswordUnchanged(): "The new password is the same as the present one. Choose another.",
    PasswordOfNames(8): "Others know your name, your number and the university's words: without these the new password "
    "needs at least 8 characters.",
    PasswordCommon(): "The new password is one that is guessed first: a common password or word, or nearly. "
    "Choose a few words that only you would put together.",
}

PATH = Path("/home/anna/enroltui.db")
SERVER = "postgresql://anna@localhost/enroltui"
OF_SEVERAL_KINDS = (
    errors.BackupTrouble,
    errors.BadAddress,
    errors.DatabaseTrouble,
    errors.DatabaseUnusable,
    errors.NotAllowed,
    errors.SessionOver,
    errors.UnfitAccount,
    errors.UnfitInput,
)
ERRORS: list[errors.EnrolError] = [
    *(errors.DatabaseUnusable(kind, where) for kind in errors.Unusable for where in (PATH, SERVER)),
    *(errors.BackupTrouble(kind, "pg_dump 15") for kind in errors.Backup),
    *(errors.DatabaseTrouble(kind) for kind in errors.Trouble),
    *(errors.BadAddress(kind, "mysql") for kind in errors.Address),
    *(errors.SessionOver(why) for why in terms.SessionEnd),
    errors.NotAllowed("see"),
    *(errors.UnfitAccount(kind) for kind in errors.Unfit),
    *(errors.UnfitInput(too_large) for too_large in (True, False)),
    *(kind("s9") for kind in errors.AboutName.__subclasses__()),
    *(kind() for kind in errors.EnrolError.__subclasses__() if kind not in (errors.AboutName, *OF_SEVERAL_KINDS)),
]


@pytest.mark.parametrize("reason", REASONS, ids=lambda reason: f"{reason.rule}")
def test_a_reason_is_said_exactly(reason: Reason) -> None:
    assert sentence(reason, ENGLISH) == REASONS[reason]


def test_no_reason_of_the_rules_is_without_words() -> None:
    assert {reason.rule for reason in REASONS} == {kind.rule for kind in Reason.__subclasses__()}


def test_no_rule_is_without_words() -> None:
    assert {rule.name for rule in RULES} <= {kind.rule for kind in WORDS}


@pytest.mark.parametrize("reason", REASONS, ids=lambda reason: f"{reason.rule}")
def test_a_reason_is_said_in_dutch(reason: Reason) -> None:
    assert sentence(reason, DUTCH) not in ("", REASONS[reason])


@pytest.mark.parametrize(
    "reason",
    [Full(1, 1, 0, 0), Full(1, 1, 9, 1), Full(1, 1, 9, 2), WaitingListFull(1, 1, 1)],
    ids=str,
)
def test_one_place_is_called_the_only_one(reason: Reason) -> None:
    assert sentence(reason, ENGLISH).startswith("Full: the only place is taken")
    assert sentence(reason, DUTCH).startswith("Vol: de enige plaats is bezet")


def test_no_error_is_without_words() -> None:
    unknown = error_sentence(errors.EnrolError(), ENGLISH)
    said = [error_sentence(error, ENGLISH) for error in ERRORS]
    assert len({unknown, *said}) == 1 + len(ERRORS)
    assert all(told.count(". ") >= 1 for told in said), "what is so, and what to do next"
    assert all(error_sentence(error, DUTCH) != told for error, told in zip(ERRORS, said, strict=True))


def test_what_somebody_typed_is_repeated_as_plain_text_and_not_at_length() -> None:
    typed = "\x1b[31m[bold]{typed}\n\u202e" + "9" * 500
    assert sentence(NotANumber(typed), ENGLISH).startswith("“[31m[bold]{typed} 99999…”")


@pytest.mark.parametrize("kind", TERM_WORDS)
def test_every_term_has_a_word(kind: type[StrEnum]) -> None:
    for term in kind:
        assert word(term, ENGLISH)
        assert "_" not in word(term, ENGLISH)
        assert word(term, DUTCH)


@pytest.mark.parametrize("change", Change)
def test_every_outcome_has_a_sentence(change: Change) -> None:
    outcome = Outcome(ClassKey("2017-2018", 28114), change)
    assert outcome_sentence(outcome, ENGLISH) != outcome_sentence(outcome, DUTCH)
