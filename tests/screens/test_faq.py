"""The FAQ and the help with logging in: found by typing, from every page's help, and before login."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from enroltui.language import Code, Language
from enroltui.navigation import PAGES
from enroltui.screens.faq import chapters, questions
from enroltui.screens.help import page_helps
from enroltui.screens.reading_page import ReadingPage
from enroltui.texts import Paragraph
from tests.registrar.world import ANNA, HELPDESK, PASSWORD
from tests.screens.enrolling.kit import go_to
from tests.screens.kit import (
    app_on,
    log_in,
    page_of,
    paste,
    running_text,
    screen_text,
    type_text,
    until,
    until_page,
    until_shown,
)

TOTAL = len(questions())


def filled(pilot: Pilot[None]) -> ReadingPage:
    """The reading page on screen."""
    assert isinstance(pilot.app.screen, ReadingPage)
    return pilot.app.screen


# --- the FAQ --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "language"), [((80, 24), "en"), ((120, 40), "nl")])
async def test_all_questions(small: Path, snapshot: SnapshotAssertion, size: tuple[int, int], language: Code) -> None:
    async with app_on(small, login=ANNA, size=size, language=language) as pilot:
        await go_to(pilot, "faq")
        assert screen_text(pilot.app) == snapshot


async def test_what_is_typed_leaves_the_questions_that_have_it_with_their_answers(small: Path) -> None:
    async with app_on(small, login=ANNA, size=(80, 40)) as pilot:
        await go_to(pilot, "faq")
        await until_shown(pilot, f"{TOTAL} of {TOTAL} questions")
        await type_text(pilot, "osiris delft")
        await until_shown(pilot, "How do I enrol for a minor?", "TA-MI-192-17")
        assert "How do I withdraw" not in running_text(pilot)
        await type_text(pilot, " zzz")
        await until_shown(pilot, f"0 of {TOTAL} questions", "No question has these words.", "Ask a question")
        await pilot.press("enter")
        await until_page(pilot, "question")


async def test_words_of_the_other_language_find_too_and_accents_do_not_matter(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "faq")
        await type_text(pilot, "cijferlijst")
        await until_shown(pilot, "How do I get a Transcript of Records (cijferlijst)?")
        paste(pilot, "\x1b[31m[bold]")
        await until_shown(pilot, f"0 of {TOTAL} questions")


async def test_the_arrow_keys_move_from_the_field_and_enter_shows_an_answer_and_hides_it(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "faq")
        await pilot.press("down", "enter")
        await until_shown(pilot, "▸ - A class is in my shopping cart.", "No. The cart holds no place for you.")
        await pilot.press("down", "enter")
        await until_page(pilot, "cart")
        await pilot.press("escape")
        await until_page(pilot, "faq")
        await pilot.press("up", "enter")
        await until_shown(pilot, "▸ + A class is in my shopping cart.")
        assert "holds no place" not in running_text(pilot)


async def test_escape_keeps_what_was_typed_and_then_goes_back(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "faq")
        await type_text(pilot, "retake")
        await pilot.press("escape")
        assert page_of(pilot) == "faq"
        await pilot.press("l")
        await until_shown(pilot, "ma 15 jan 2018", "retake")
        await pilot.press("f", "x")
        await until_shown(pilot, "retakex")
        await pilot.press("escape", "escape")
        await until_page(pilot, "main_menu")


def test_no_question_has_the_id_of_another() -> None:
    assert sum(len(asked) for _, asked in chapters()) == TOTAL


# --- from a page's help ---------------------------------------------------------------------------------------------


def test_every_page_has_its_question() -> None:
    assert set(page_helps()) == set(PAGES)


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_the_help_of_a_page_opens_its_question(small: Path, language: Code) -> None:
    say = Language(language).text
    async with app_on(small, login=ANNA, language=language) as pilot:
        await pilot.press("1", "1", "question_mark")
        _, question = page_helps()["student_center"]
        words = question.heading.words[language]
        await until_shown(pilot, say("› enter: FAQ, {question}", question=words))
        await pilot.press("enter")
        await until_page(pilot, "faq")
        answer = question.parts[0]
        assert isinstance(answer, Paragraph)
        await until_shown(pilot, f"▸ - {words}", answer.words[language][:30])
        await pilot.press("escape")
        await until_page(pilot, "student_center")


# --- before login ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "language"), [((80, 24), "en"), ((80, 24), "nl")])
async def test_help_with_logging_in_by_one_key_from_the_field(
    small: Path, snapshot: SnapshotAssertion, size: tuple[int, int], language: Code
) -> None:
    async with app_on(small, size=size, language=language) as pilot:
        await pilot.press(*"s12", "f3")
        await until_page(pilot, "ulcn_help")
        assert screen_text(pilot.app) == snapshot
        await pilot.press("end")
        await until_shown(pilot, "usis-fwn@science.leidenuniv.nl")
        await pilot.press("escape")
        await until_page(pilot, "login")
        await until_shown(pilot, "s12")


async def test_before_login_the_faq_leads_to_no_page_of_a_student(small: Path) -> None:
    async with app_on(small) as pilot:
        await pilot.press("f1", "enter")
        await until_page(pilot, "faq")
        await until_shown(pilot, "I cannot log in. What now?", "› ULCN account: help with logging in")
        targets = [getattr(block.target, "page", None) for block in filled(pilot).reader._blocks]
        assert set(targets) <= {None, "faq", "ulcn_help"}
        await pilot.press("down", "enter")
        await until_page(pilot, "ulcn_help")
        await pilot.press("escape", "escape")
        await until_page(pilot, "login")


async def test_who_logs_in_after_reading_it_finds_all_of_it(small: Path) -> None:
    async with app_on(small) as pilot:
        await pilot.press("f1", "enter")
        await until_page(pilot, "faq")
        await pilot.press("escape")
        await until_page(pilot, "login")
        await log_in(pilot, ANNA, PASSWORD)
        await go_to(pilot, "faq")
        await until_shown(pilot, "Main Menu › FAQ")
        await pilot.press("enter", "down")
        await until_shown(pilot, "▸ › Enrol")


async def test_the_palette_has_both_before_login(small: Path) -> None:
    async with app_on(small) as pilot:
        await pilot.press("ctrl+p")
        await until(pilot, lambda: pilot.app.screen.has_class("-ready"))
        paste(pilot, "ulcn")
        await until_shown(pilot, "ULCN account ")
        await pilot.press("enter")
        await until_page(pilot, "ulcn_help")


async def test_the_helpdesk_finds_its_own_question(small: Path) -> None:
    async with app_on(small, login=HELPDESK) as pilot:
        await pilot.press("1")
        await until_page(pilot, "counter")
        await pilot.press("f1", "enter")
        await until_page(pilot, "faq")
        await until_shown(pilot, "I work at the helpdesk. What can I do here?", "one-time password")
