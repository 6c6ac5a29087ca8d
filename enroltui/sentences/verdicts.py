"""What a rule says of a student and a class, in words: for staff, who ask why somebody can't enrol."""

from __future__ import annotations

from datetime import datetime

from enroltui.language import N_, Language
from enroltui.registrar import rules
from enroltui.registrar.rules import Verdict
from enroltui.sentences.reasons import sentence
from enroltui.sentences.words import career_word, description_word
from enroltui.terms import Career, Description

_NAME = {
    rules.OtherYear.rule: N_("academic year"),
    rules.UnknownNumber.rule: N_("class number"),
    rules.AlreadyEnrolled.rule: N_("already enrolled"),
    rules.SameExam.rule: N_("same exam"),
    rules.ThroughOffice.rule: N_("through the office"),
    rules.ThroughOsiris.rule: N_("through Osiris"),
    rules.OtherCareer.rule: N_("career"),
    rules.MinorNotAdmitted.rule: N_("minor"),
    rules.Requirements.rule: N_("requirements"),
    rules.PeriodOver.rule: N_("period over"),
    rules.NotOpenYet.rule: N_("not open yet"),
    rules.OnHold.rule: N_("hold"),
    rules.TimeConflict.rule: N_("time conflict"),
    rules.Full.rule: N_("full"),
    rules.WaitingListFull.rule: N_("waiting list full"),
    rules.TooLateToWithdraw.rule: N_("too late to withdraw"),
    rules.RetakeOnItsOwn.rule: N_("retake"),
    rules.NoExamDay.rule: N_("no set day"),
    rules.HeldBack.rule: N_("another class was refused"),
    rules.NotEnrolled.rule: N_("not enrolled"),
    rules.NotInCart.rule: N_("not in the cart"),
    rules.MinorNotOpenYet.rule: N_("not open yet"),
    rules.MinorPeriodOver.rule: N_("period over"),
    rules.MinorThroughOsiris.rule: N_("through Osiris"),
    rules.MinorForBachelors.rule: N_("career"),
    rules.OneMinorAYear.rule: N_("one minor a year"),
    rules.NoApplication.rule: N_("no application"),
    rules.MinorFull.rule: N_("full"),
    rules.MinorClassesLeft.rule: N_("enrolled in its classes"),
}

_FINE = {
    rules.OtherYear.rule: N_("The number is one of {academic_year}."),
    rules.AlreadyEnrolled.rule: N_("Neither enrolled in this class nor on its waiting list."),
    rules.SameExam.rule: N_("In no other class of this exam at the same moment."),
    rules.ThroughOffice.rule: N_("Does not go through the education administration office."),
    rules.ThroughOsiris.rule: N_("Does not go through Delft's Osiris."),
    rules.OtherCareer.rule: N_("A {student} student, and a {class} class."),
    rules.MinorNotAdmitted.rule: N_("Not for the students of a minor only, or admitted to it."),
    rules.Requirements.rule: N_("No required course is missing."),
    rules.PeriodOver.rule: N_("Can be enrolled in until {enrol_until}."),
    rules.NotOpenYet.rule: N_("Open since {enrol_from}."),
    rules.OnHold.rule: N_("No hold."),
    rules.TimeConflict.rule: N_("Clashes with nothing that the student is enrolled in."),
    rules.Full.rule: N_("{enrolled} of {capacity} places are taken."),
    rules.WaitingListFull.rule: N_("{waiting} of {capacity} places on the waiting list are taken."),
    rules.TooLateToWithdraw.rule: N_("Can be withdrawn from until {enrol_until}."),
    rules.RetakeOnItsOwn.rule: N_("Not a retake: {description}."),
    rules.NoExamDay.rule: N_("Has a set day."),
}


def rule_word(rule: str, language: Language) -> str:
    """A rule's name, such as "time conflict"."""
    return language.text(_NAME[rule]) if rule in _NAME else rule


def verdict_sentence(verdict: Verdict, language: Language) -> str:
    """Why the rule refuses, or would; what one should know; or, with the facts, why it is fine."""
    if verdict.reason is None:
        facts = {name: _said(fact, language) for name, fact in verdict.facts.items()}
        return language.text(_FINE[verdict.rule], **facts)
    said = sentence(verdict.reason, language)
    return language.text("Switched off by staff. Otherwise: {reason}", reason=said) if verdict.granted else said


def _said(fact: object, language: Language) -> object:
    match fact:
        case datetime():
            return f"{language.day_and_year(fact.date())} {language.clock(fact)}"
        case Career():
            return career_word(fact, language)
        case Description():
            return description_word(fact, language)
    return fact
