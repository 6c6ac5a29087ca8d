"""Say what each rule decides on a student and a class, for staff who ask why somebody can't enrol."""

from __future__ import annotations

from datetime import datetime

from enroltui.language import N_, Language
from enroltui.registrar.rules.asking import Verdict
from enroltui.registrar.rules.minor_reasons import (
    MinorClassesLeft,
    MinorForBachelors,
    MinorFull,
    MinorNotOpenYet,
    MinorPeriodOver,
    MinorThroughOsiris,
    NoApplication,
    OneMinorAYear,
)
from enroltui.registrar.rules.passwords import WrongPassword
from enroltui.registrar.rules.reasons import HeldBack, NotEnrolled, NotInCart, UnknownNumber
from enroltui.registrar.values.student_center import Grant
from enroltui.sentences.reasons import sentence
from enroltui.sentences.rules import WORDS
from enroltui.sentences.words import word
from enroltui.terms import Career, Description

_NAME = {kind.rule: words.name for kind, words in WORDS.items()} | {
    UnknownNumber.rule: N_("class number"),
    HeldBack.rule: N_("another class was refused"),
    NotEnrolled.rule: N_("not enrolled"),
    NotInCart.rule: N_("not in the cart"),
    WrongPassword.rule: N_("wrong password"),
    "password_spent": N_("one-time password used before or too old"),
    MinorNotOpenYet.rule: N_("not open yet"),
    MinorPeriodOver.rule: N_("period over"),
    MinorThroughOsiris.rule: N_("through Osiris"),
    MinorForBachelors.rule: N_("career"),
    OneMinorAYear.rule: N_("one minor a year"),
    NoApplication.rule: N_("no application"),
    MinorFull.rule: N_("full"),
    MinorClassesLeft.rule: N_("enrolled in its classes"),
}
_FINE = {kind.rule: words.fine for kind, words in WORDS.items()}


def rule_word(rule: str, language: Language) -> str:
    """Return a rule's name, such as "time conflict"."""
    return language.text(_NAME[rule]) if rule in _NAME else rule


def verdict_sentence(verdict: Verdict, language: Language) -> str:
    """Say why the rule refuses, or would; what one should know; or, with the facts, why it allows."""
    if verdict.reason is None:
        facts = {name: _said(fact, language) for name, fact in verdict.facts.items()}
        return language.text(_FINE[verdict.rule], **facts)
    said = sentence(verdict.reason, language)
    return language.text("Switched off by staff. Otherwise: {reason}", reason=said) if verdict.granted else said


def grant_sentence(grant: Grant, student_number: str, language: Language) -> str:
    """Say that an exception was made for a student, and until when."""
    return language.text(
        "Until {day} the rule “{rule}” does not hold for {student} in {number}.",
        day=language.day_and_year(grant.until.date()),
        rule=rule_word(grant.rule, language),
        student=student_number,
        number=grant.key.class_number,
    )


def _said(fact: object, language: Language) -> object:
    match fact:
        case datetime():
            return f"{language.day_and_year(fact.date())} {language.clock(fact)}"
        case Career():
            return word(fact, language)
        case Description():
            return word(fact, language)
    return fact
