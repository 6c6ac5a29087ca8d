"""The outbox: what is written is kept, with the change that it confirms or not at all, for those who may see it."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from enroltui.errors import NotAllowed, OutboxBusy, RequestReused, UnknownStudent
from enroltui.registrar.letters.contents import (
    EnrolmentConfirmed,
    Letter,
    SendAttempt,
    SendResult,
    TranscriptRequest,
    UsisQuestion,
    WithdrawalConfirmed,
)
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.enrolling import Change
from enroltui.terms import LetterKind, LetterState, Role
from enroltui.where import Where
from tests.registrar import arranging, world
from tests.registrar.world import ANNA, BRAM, as_role, as_student, at

HER = as_student(ANNA)
TRANSCRIPT = TranscriptRequest(("en", "nl"), "two copies")
QUESTION = UsisQuestion("Logic", "It says “full” – is it?")


def in_database(where: Where, statement: str) -> None:
    with arranging.changed(where) as connection:
        connection.exec_driver_sql(statement)


def kinds(registrar: Registrar) -> list[LetterKind]:
    return [letter.facts.kind for letter in registrar.letters(HER, ANNA)]


@pytest.mark.parametrize(
    ("facts", "office"),
    [(TRANSCRIPT, "Transcript@science.leidenuniv.nl"), (QUESTION, "usis-fwn@science.leidenuniv.nl")],
)
def test_a_letter_to_an_office_is_kept_as_it_was_shown(
    leiden: Registrar, facts: TranscriptRequest | UsisQuestion, office: str
) -> None:
    caller = replace(HER, language="nl")
    draft = leiden.draft_letter(caller, ANNA, facts)
    assert (draft.number, draft.message_id, leiden.letters(HER, ANNA)) == (0, "", ())
    letter = leiden.write_letter(caller, ANNA, facts, "request")
    assert (letter.recipient, letter.language, letter.facts) == (office, "nl", facts)
    assert (letter.state, letter.tries, letter.last_answer) == (LetterState.WAITING, 0, None)
    shown = replace(letter, number=0, message_id="", written=draft.written)
    assert shown == draft
    assert leiden.letters(HER, ANNA) == (letter,)


def test_the_same_request_writes_one_letter_and_another_one_by_its_key_is_an_error(leiden: Registrar) -> None:
    first = leiden.write_letter(HER, ANNA, QUESTION, "request")
    assert leiden.write_letter(HER, ANNA, QUESTION, "request") == first
    with pytest.raises(RequestReused):
        leiden.write_letter(HER, ANNA, replace(QUESTION, problem="another"), "request")
    second = leiden.write_letter(HER, ANNA, QUESTION, "another request")
    assert second.message_id != first.message_id
    assert leiden.letters(HER, ANNA) == (first, second)


def test_each_enrolment_and_withdrawal_is_confirmed_once(leiden: Registrar) -> None:
    keys = [world.EXAM, world.FULL, world.PROJECT]
    for _ in range(2):
        leiden.enrol(HER, ANNA, keys, "enrol", from_cart=False)
    for _ in range(2):
        leiden.withdraw(HER, ANNA, [world.EXAM, world.FULL], "withdraw")
    letters = leiden.letters(HER, ANNA)
    assert [(type(letter.facts), getattr(letter.facts, "key", None)) for letter in letters] == [
        (EnrolmentConfirmed, world.EXAM),
        (EnrolmentConfirmed, world.PROJECT),
        (WithdrawalConfirmed, world.EXAM),
    ]
    exam, project = (letter.facts for letter in letters[:2])
    assert isinstance(exam, EnrolmentConfirmed)
    assert isinstance(project, EnrolmentConfirmed)
    assert (exam.title_nl, exam.starts, exam.place, exam.at) == (
        "Logica",
        at("2018-01-25", 14),
        "Gorlaeus",
        world.NOW,
    )
    assert (project.starts, project.place, project.credits) == (None, "", 9)
    assert len({letter.message_id for letter in letters}) == 3


def test_a_confirmation_goes_to_the_student_in_the_language_that_she_chose_last(leiden: Registrar) -> None:
    helpdesk = replace(as_role(Role.HELPDESK), language="en")
    leiden.enrol(replace(HER, language="nl"), ANNA, [world.EXAM], "one", from_cart=False)
    leiden.remember(HER, language="nl")
    leiden.withdraw(helpdesk, ANNA, [world.EXAM], "two")
    leiden.remember(HER, language="en")
    leiden.enrol(helpdesk, ANNA, [world.EXAM], "three", from_cart=False)
    letters = leiden.letters(HER, ANNA)
    assert [letter.language for letter in letters] == ["nl", "nl", "en"]
    assert {letter.recipient for letter in letters} == {f"{ANNA}@student.example"}


def test_without_its_confirmation_an_enrolment_is_not_done(leiden: Registrar, small: Where) -> None:
    in_database(small, "ALTER TABLE letter RENAME TO elsewhere")
    with pytest.raises((sqlite3.OperationalError, psycopg.errors.UndefinedTable)):
        leiden.enrol(HER, ANNA, [world.EXAM], "request", from_cart=False)
    assert leiden.enrolments(HER, ANNA) == ()
    in_database(small, "ALTER TABLE elsewhere RENAME TO letter")
    assert kinds(leiden) == []
    (outcome,) = leiden.enrol(HER, ANNA, [world.EXAM], "request", from_cart=False)
    assert outcome.change is Change.ENROLLED
    assert kinds(leiden) == [LetterKind.ENROLLED]


def test_letters_are_seen_by_their_student_and_by_who_keeps_the_program_running(leiden: Registrar) -> None:
    letter = leiden.write_letter(HER, ANNA, QUESTION, "request")
    assert leiden.letters(as_role(Role.HELPDESK), ANNA) == (letter,)
    assert leiden.letters(as_role(Role.OPERATOR)) == (letter,)
    for caller, student in ((as_student(BRAM), ANNA), (as_role(Role.COORDINATOR), ANNA), (HER, None)):
        with pytest.raises(NotAllowed):
            leiden.letters(caller, student)
    for wrong in (as_student(BRAM), as_role(Role.COORDINATOR)):
        with pytest.raises(NotAllowed):
            leiden.write_letter(wrong, ANNA, QUESTION, "another")
    with pytest.raises(UnknownStudent):
        leiden.write_letter(as_role(Role.HELPDESK), "s0000000", QUESTION, "another")


def test_what_was_written_is_in_the_audit_trail(leiden: Registrar) -> None:
    leiden.write_letter(HER, ANNA, QUESTION, "request")
    (event,) = leiden.audit(as_role(Role.OPERATOR), ANNA)
    assert (event.actor, event.action, event.outcome) == (ANNA, "write_letter", "question")


def test_one_program_at_a_time_sends_and_takes_over_from_one_that_died(leiden: Registrar, small: Where) -> None:
    written = leiden.write_letter(HER, ANNA, QUESTION, "request")
    other = Registrar.open(small)
    with leiden.only_sender(0):
        claimed = leiden.claim_letter(0, due=True)
        assert claimed is not None
        assert (claimed.number, claimed.state, claimed.tries) == (written.number, LetterState.SENDING, 1)
        assert leiden.claim_letter(0, due=True) is None
        with pytest.raises(OutboxBusy), other.only_sender(0):
            pass
    with other.only_sender(0):
        again = other.claim_letter(0, due=True)
        assert again is not None
        assert (again.message_id, again.tries) == (written.message_id, 2)
        noted = other.note_answer(again.number, SendAttempt(SendResult.ACCEPTED, "250 OK"))
        assert (noted.state, noted.last_answer) == (LetterState.SENT, "250 OK")
        assert other.claim_letter(0, due=False) is None
    other.close()


def test_an_outbox_of_the_version_before_is_made_when_the_database_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "before.db"
    world.build(path, "0001")
    opened = Registrar.open(path)
    letter: Letter = opened.write_letter(HER, ANNA, TRANSCRIPT, "request")
    assert opened.letters(HER, ANNA) == (letter,)
    opened.close()


def test_letters_of_the_version_before_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "before.db"
    world.build(path, "0002")
    columns = "message_id, kind, facts, language, recipient, student_id, written, state, tries"
    facts = '{"course": "Logic", "problem": "?"}'
    values = f"'<1@x>', 'question', '{facts}', 'en', 'a@b', 1, '2018-01-15', 'sent', 1"
    in_database(path, f"INSERT INTO letter ({columns}) VALUES ({values})")
    opened = Registrar.open(path)
    [letter] = opened.letters(HER, ANNA)
    assert (letter.message_id, letter.facts) == ("<1@x>", UsisQuestion("Logic", "?"))
    opened.enrol(HER, ANNA, [world.EXAM], "request", from_cart=False)
    assert len(opened.letters(HER, ANNA)) == 2
    opened.close()
