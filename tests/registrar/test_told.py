"""What the registrar tells students and staff has words: every message, and every verdict, in both languages."""

from __future__ import annotations

from datetime import timedelta

import pytest

from enroltui.language import Language
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.rules.asking import GRANTABLE
from enroltui.registrar.values.classes import ClassKey
from enroltui.sentences.messages import message_sentence
from enroltui.sentences.rules import hold_sentence
from enroltui.sentences.verdicts import rule_word, verdict_sentence
from enroltui.sentences.words import word
from enroltui.terms import HoldCode, MessageKind, Role
from tests.registrar import world
from tests.registrar.world import ANNA, CROWD, NOW, as_role, as_student

HER, COUNTER = as_student(ANNA), as_role(Role.HELPDESK)
ENGLISH, DUTCH = Language("en"), Language("nl")


def test_every_message_tells_what_happened_and_what_to_do(leiden: Registrar) -> None:
    leiden.place_hold(COUNTER, ANNA, HoldCode.STUDY_ADVISER)
    leiden.lift_hold(COUNTER, ANNA, HoldCode.STUDY_ADVISER)
    leiden.grant(COUNTER, ANNA, world.MASTERS, "career", NOW + timedelta(days=1), "honours")
    leiden.set_seat_alert(HER, ANNA, world.FULL)
    leiden.withdraw(as_student(CROWD[0]), CROWD[0], [world.FULL, world.WAITING_LIST], "leave")
    said = {message.kind: message_sentence(message, ENGLISH) for message in leiden.messages(HER, ANNA)}
    assert said == {
        MessageKind.HOLD_PLACED: "On hold: your study adviser wants to see you first. Make an appointment.",
        MessageKind.HOLD_LIFTED: "The hold “study adviser” has been lifted: you can enrol.",
        MessageKind.GRANTED: (
            'Until Tue 16 Jan 12:00 the rule “career” does not hold for you in 28129 Presenting [bold] "results".'
        ),
        MessageKind.SEAT_FREE: "A place is free in 28122 AI for X-rays. Enrol soon: it is not kept for you.",
    }
    [promoted] = leiden.messages(as_student(CROWD[1]), CROWD[1])
    assert message_sentence(promoted, ENGLISH) == (
        "A place came free: you are enrolled in 28123 AI for X-rays now, and no longer on its waiting list."
    )
    for message in (*leiden.messages(HER, ANNA), promoted):
        assert message_sentence(message, DUTCH) != message_sentence(message, ENGLISH)


@pytest.mark.parametrize(
    "key", [world.EXAM, world.RETAKE, world.PROJECT, world.MASTERS, world.OFFICE, world.FULL, world.UNKNOWN]
)
def test_every_verdict_is_a_sentence_of_its_own(leiden: Registrar, key: ClassKey) -> None:
    leiden.grant(COUNTER, ANNA, world.MASTERS, "career", NOW, "honours")
    verdicts = leiden.why(COUNTER, ANNA, key)
    for verdict in verdicts:
        in_english = verdict_sentence(verdict, ENGLISH)
        assert not in_english[0].islower()
        assert in_english.endswith(".")
        assert in_english != verdict_sentence(verdict, DUTCH)
        assert rule_word(verdict.rule, ENGLISH)
        assert rule_word(verdict.rule, DUTCH)
    granted = [verdict_sentence(verdict, ENGLISH) for verdict in verdicts if verdict.granted]
    switched_off = "Switched off by staff. Otherwise: This class is for master students."
    assert all(said.startswith(switched_off) for said in granted)


def test_every_rule_that_can_be_granted_has_a_name() -> None:
    assert all(rule_word(rule, ENGLISH) for rule in GRANTABLE)


@pytest.mark.parametrize("code", HoldCode)
def test_every_hold_has_a_name_and_a_sentence(code: HoldCode) -> None:
    for say in (word, hold_sentence):
        assert say(code, ENGLISH) != say(code, DUTCH)
