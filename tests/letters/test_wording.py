"""A letter says what the offices ask for, and a confirmation what a student wants to know."""

from __future__ import annotations

from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion

from enroltui.letters.wording import LONGEST_SUBJECT, LetterWords, words
from enroltui.registrar.letters.contents import Letter, Request, TranscriptRequest, UsisQuestion
from enroltui.registrar.registrar import Registrar
from tests.letters.mail_kit import letters
from tests.registrar import world
from tests.registrar.world import ANNA, as_student

HER = as_student(ANNA)


def drafted(registrar: Registrar, facts: Request, language: str = "en") -> LetterWords:
    return words(registrar.draft_letter(replace(HER, language=language), ANNA, facts))


def test_a_request_for_a_transcript_has_the_programme_in_its_subject(leiden: Registrar) -> None:
    said = drafted(leiden, TranscriptRequest(("en", "nl"), "Two copies, please."))
    assert said.subject == "Transcript of Records, computer-science-bsc"
    for fact in (f"Name: Student {ANNA}", f"Student number: {ANNA}", "Programme: computer-science-bsc"):
        assert fact in said.body.splitlines()
    assert "Transcript in: English, Dutch\n\nTwo copies, please.\n\nKind regards," in said.body


def test_a_question_names_student_programme_course_and_problem(leiden: Registrar) -> None:
    said = drafted(leiden, UsisQuestion("4031LOGI6 Logic", "It is full.\n\nWhat now?"))
    assert said.subject == f"Question about uSis from {ANNA}: 4031LOGI6 Logic"
    for fact in (f"Student number: {ANNA}", "Programme: computer-science-bsc", "Course: 4031LOGI6 Logic", "What now?"):
        assert fact in said.body.splitlines()
    without = drafted(leiden, UsisQuestion("", "Why?"))
    assert without.subject == f"Question about uSis from {ANNA}"
    assert "Course" not in without.body


def test_what_was_typed_is_never_more_than_text(leiden: Registrar) -> None:
    said = drafted(leiden, UsisQuestion("a{b}\r\nBcc: c@d\x1b[31m" + "x" * 500, "[bold]{name}\x07\u202e"))
    assert "\n" not in said.subject
    assert "\r" not in said.subject + said.body
    assert len(said.subject) <= LONGEST_SUBJECT
    assert "a{b} Bcc: c@d[31m" in said.subject
    assert "[bold]{name}\n" in said.body


@pytest.mark.parametrize("language", ["en", "nl"])
def test_confirmations(leiden: Registrar, snapshot: SnapshotAssertion, language: str) -> None:
    her = replace(HER, language=language)
    leiden.enrol(her, ANNA, [world.EXAM, world.PROJECT], "enrol", from_cart=False)
    leiden.withdraw(her, ANNA, [world.EXAM], "withdraw")
    assert [_shown(letter) for letter in letters(leiden)] == snapshot


def _shown(letter: Letter) -> str:
    said = words(letter)
    return f"Subject: {said.subject}\n\n{said.body}"
