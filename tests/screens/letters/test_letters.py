"""Letters to the offices: filled in, looked at, kept, and followed until they are sent, or taken along."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot
from textual.widgets import Checkbox, Input, TextArea

from enroltui.app import EnrolApp
from enroltui.language import Code, Language
from enroltui.letters.mail_server import mail_server
from enroltui.letters.postman import Postman
from enroltui.registrar.letters.contents import Letter, TranscriptRequest, UsisQuestion
from enroltui.registrar.registrar import Registrar
from enroltui.terms import LetterState, Via
from tests.letters.mail_kit import Dying, Postbox, Refusing, in_database, letters, listening
from tests.registrar.world import ANNA, EXAM, FULL
from tests.screens.enrolling.kit import fill_cart, go_to
from tests.screens.kit import app_on, paste, screen_text, type_text, until, until_page, until_shown

SIZES = [(80, 24), (120, 40)]
NOTHING_YET = "This is how the letter will be. Nothing has been kept or sent yet."


def outbox(database: Path) -> tuple[Letter, ...]:
    """Anna's letters, as a program started anew reads them."""
    registrar = Registrar.open(database)
    found = letters(registrar)
    registrar.close()
    return found


async def question(pilot: Pilot[None], course: str = "Logic", problem: str = "Why is it full?") -> None:
    """From any page to the letter with this question."""
    await go_to(pilot, "question")
    await until(pilot, lambda: isinstance(pilot.app.focused, Input))
    paste(pilot, course)
    await pilot.press("tab")
    paste(pilot, problem)
    await pilot.press("escape", "enter")
    await until_page(pilot, "letter")


async def keep(pilot: Pilot[None]) -> None:
    """Keep the letter on screen."""
    await pilot.press("1")
    await until(pilot, lambda: pilot.app.screen.has_class("-kept"))


@asynccontextmanager
async def with_postman(pilot: Pilot[None], postbox: Postbox, redirect: str | None = None) -> AsyncIterator[None]:
    """The app sends letters to this postbox."""
    app = cast(EnrolApp, pilot.app)
    async with listening(postbox) as where:
        with Postman(lambda: app.visit.registrar, mail_server(where, redirect=redirect)) as postman:
            app.postman = postman
            yield


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_a_transcript_is_asked_for_by_keys_alone(small: Path, language: Code) -> None:
    words = Language(language)
    async with app_on(small, login=ANNA, language=language) as pilot:
        await pilot.press("g")
        await type_text(pilot, "Transcript" if language == "en" else "Cijferlijst")
        await pilot.press("enter")
        await until_page(pilot, "transcript")
        await until_shown(pilot, words.text("Please allow at least two days for processing your request."))
        await until(pilot, lambda: isinstance(pilot.app.focused, Checkbox))
        await pilot.press("tab", "tab")
        await type_text(pilot, "two copies")
        await pilot.press("tab", "enter")
        await until_page(pilot, "letter")
        await until_shown(pilot, "Transcript@science.leidenuniv.nl", "computer-science-bsc", words.text(NOTHING_YET))
        assert outbox(small) == ()
        await keep(pilot)
        (letter,) = outbox(small)
        assert letter.facts == TranscriptRequest((language,), "two copies")
        assert (letter.language, letter.state) == (language, LetterState.WAITING)
        await until_shown(
            pilot,
            words.text(
                "Nothing was sent: no mail server is set. It is kept here; copy or save it, and send it yourself."
            ),
        )


@pytest.mark.parametrize("size", SIZES)
async def test_the_pages_as_they_look(small: Path, size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    async with app_on(small, login=ANNA, size=size) as pilot:
        await go_to(pilot, "transcript")
        assert screen_text(pilot.app) == snapshot(name="transcript")
        await question(pilot)
        assert screen_text(pilot.app) == snapshot(name="letter")
        await pilot.press("escape")
        await until_page(pilot, "question")
        assert screen_text(pilot.app) == snapshot(name="question")


async def test_what_is_missing_is_said_and_nothing_typed_is_lost(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "question")
        await until(pilot, lambda: isinstance(pilot.app.focused, Input))
        await type_text(pilot, "Logic")
        await pilot.press("tab", "escape", "enter")
        await until_shown(pilot, "Describe your question or problem first.")
        assert isinstance(pilot.app.focused, TextArea)
        await type_text(pilot, "Why/")
        await pilot.press("enter")
        await type_text(pilot, "now?")
        await pilot.press("f2")
        await until_shown(pilot, Language("nl").text("Ask a question"), "Logic", "Why/", "now?")
        await pilot.press("f2", "escape", "escape")
        await go_to(pilot, "question")
        await until_shown(pilot, "Logic", "Why/", "now?")
        pilot.app.screen.query_one(TextArea).text = "x" * 4001
        await pilot.press("enter")
        await until_shown(pilot, "This is too long: write at most 4000 characters.")
        await go_to(pilot, "transcript")
        await until(pilot, lambda: isinstance(pilot.app.focused, Checkbox))
        await pilot.press("space", "tab", "tab", "tab", "enter")
        await until_shown(pilot, "Choose at least one language.")
        assert outbox(small) == ()


async def test_a_letter_is_kept_once_and_the_next_one_begins_empty(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await question(pilot)
        await pilot.press("enter", "enter")
        await until(pilot, lambda: pilot.app.screen.has_class("-kept"))
        await pilot.press("escape")
        await until_page(pilot, "question")
        assert pilot.app.screen.query_one(Input).value == pilot.app.screen.query_one(TextArea).text == ""
        assert len(outbox(small)) == 1


async def test_a_letter_is_changed_before_it_is_kept(small: Path) -> None:
    async with app_on(small, login=ANNA, size=(120, 40)) as pilot:
        await question(pilot)
        await pilot.press("2")
        await until_page(pilot, "question")
        await pilot.press("shift+tab")
        await type_text(pilot, " Or not?")
        await pilot.press("escape", "l", "enter")
        await until_page(pilot, "letter")
        await until_shown(pilot, Language("nl").text("Kind regards,"), "Why is it full? Or not?")
        await pilot.press("l")
        await until_shown(pilot, "Kind regards,")
        await pilot.press("l")
        await keep(pilot)
        (letter,) = outbox(small)
        assert letter.facts == UsisQuestion("Logic", "Why is it full? Or not?")
        assert letter.language == "nl"


async def test_from_a_refused_enrolment_course_and_reason_are_filled_in(small: Path) -> None:
    fill_cart(small, ANNA, EXAM, FULL)
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "cart")
        await until_shown(pilot, "Select with the space bar")
        await pilot.press("s", "e")
        await until_page(pilot, "confirm")
        await until_shown(pilot, "Escape goes back and changes nothing.")
        await pilot.press("enter")
        await until_page(pilot, "results")
        await pilot.press("q")
        await until_page(pilot, "question")
        await until_shown(
            pilot,
            "4032AI4X6 AI for X-rays, partial exam (28122)",
            "I could not enrol. uSis said:",
            "Full: all 2 places are taken.",
        )
        await pilot.press("f2")
        await until_shown(pilot, Language("nl").text("I could not enrol. uSis said:"))
        await type_text(pilot, "Help!")
        await pilot.press("f2", "escape", "enter")
        await until_page(pilot, "letter")
        await keep(pilot)
        facts = outbox(small)[-1].facts
        assert isinstance(facts, UsisQuestion)
        assert facts.course.endswith("(28122)")
        assert facts.problem.splitlines()[0] == Language("nl").text("I could not enrol. uSis said:")
        assert facts.problem.splitlines()[-1] == "Help!"


async def test_with_a_mail_server_the_page_follows_the_letter_until_it_is_sent(small: Path) -> None:
    postbox = Postbox()
    async with app_on(small, login=ANNA) as pilot, with_postman(pilot, postbox):
        await question(pilot)
        await until_shown(pilot, "Send it")
        await keep(pilot)
        await until_shown(pilot, "✓ Sent to usis-fwn@science.leidenuniv.nl.")
    assert postbox.ids == [letter.message_id for letter in outbox(small)]


async def test_a_server_that_dies_is_told_and_when_it_is_tried_again(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot, with_postman(pilot, Dying("before the letter")):
        await question(pilot)
        await keep(pilot)
        await until_shown(pilot, "Not sent yet (", "It is tried again from")


async def test_a_letter_that_the_server_does_not_take_is_told(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot, with_postman(pilot, Refusing("550 [bold]no such office")):
        await question(pilot)
        await keep(pilot)
        await until_shown(pilot, "✗ Not sent: the mail server does not take it (550 [bold]no such office).")


async def test_with_demo_data_no_letter_goes_to_the_university(small: Path) -> None:
    in_database(small, "INSERT INTO catalogue_fact VALUES ('demo', 'yes')")
    postbox = Postbox()
    async with app_on(small, login=ANNA) as pilot:
        async with with_postman(pilot, postbox):
            await question(pilot)
            await keep(pilot)
            await until_shown(pilot, "Nothing was sent: this is demo data, of which no letter goes out.")
        assert postbox.ids == []
        async with with_postman(pilot, postbox, redirect="tests@localhost"):
            await question(pilot)
            await keep(pilot)
            await until_shown(pilot, "✓ Sent to tests@localhost, the address for tests, not to usis-fwn@")
    assert {tuple(envelope.rcpt_tos) for envelope in postbox.envelopes} == {("tests@localhost",)}


async def test_a_letter_can_be_copied_and_saved_and_no_file_is_replaced(small: Path, tmp_path: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await question(pilot)
        await keep(pilot)
        await pilot.press("1")
        await until_shown(pilot, "✓ Copied, if your terminal allows that")
        assert pilot.app.clipboard.startswith("To: usis-fwn@science.leidenuniv.nl\n")
        await _save(pilot, str(tmp_path / "nowhere"))
        await until_shown(pilot, "✗ It can't be saved there.")
        for number in (1, 2):
            await _save(pilot, str(tmp_path))
            await until(pilot, lambda wanted=number: len(list(tmp_path.glob("*.eml"))) == wanted)  # type: ignore[misc]
            await until_shown(pilot, "✓ Saved:")


async def _save(pilot: Pilot[None], folder: str) -> None:
    if not pilot.app.screen.has_class("-saving"):
        await pilot.press("2")
    field = pilot.app.screen.query_one("#folder", Input)
    await until(pilot, lambda: pilot.app.focused is field)
    field.value = ""
    paste(pilot, folder)
    await pilot.press("enter")
    await pilot.pause()


async def test_on_a_server_no_file_is_offered(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        cast(EnrolApp, pilot.app).visit.via = Via.SSH
        await question(pilot)
        await keep(pilot)
        await until_shown(pilot, "1 Copy it to the clipboard 2 Student Center")


async def test_what_is_pasted_is_text(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await question(pilot, "Log\x1b[31mic\r\nBcc: x@y", "[bold]red\x1b]0;title\x07\r\nlast 🎓 Ω")
        await until_shown(pilot, f"from {ANNA}: Log[31mic Bcc: x@y")
        await keep(pilot)
        (letter,) = outbox(small)
        assert letter.facts == UsisQuestion("Log[31mic Bcc: x@y", "[bold]red]0;title\nlast 🎓 Ω")
