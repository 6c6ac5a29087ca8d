"""Help sessions over SSH: both consents, what is seen and pressed, every way to end, and the audit trail."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from enroltui.registrar.values.people import Caller
from enroltui.terms import Role, Via
from kit.patience import PATIENCE
from tests.registrar.world import ANNA, BRAM, COORDINATOR, HELPDESK, NOW, PASSWORD
from tests.server.inside import Inside, Visitor, inside, until, visiting
from tests.server.kit import Client, Served

YES, NO, QUIT, LOG_OUT, PALETTE, ESCAPE, UP = "\x19", "\x0e", "\x11", "\x0f", "\x10", "\x1b", "\x1b[A"
JOIN = "j"
ASKS_TO_WATCH = "Helpdesk of the helpdesk asks to watch your screen."
ASKS_FOR_KEYS = "Helpdesk of the helpdesk asks to help you by keys."
WATCHED, HELPED = "● The helpdesk watches your screen", "● The helpdesk watches and presses keys"
NO_LONGER = "The helpdesk sees your screen no longer."


@asynccontextmanager
async def at_the_student(
    running: Inside, student: str = ANNA, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Visitor]:
    """Log in as the helpdesk and open a student's page."""
    async with visiting(running, HELPDESK, size=size) as helper:
        await helper.wait_for("Welcome")
        helper.press("1")
        await helper.wait_for("› Counter")
        helper.press(f"{student}\r")
        await helper.wait_for("1  As the student sees it")
        yield helper


@asynccontextmanager
async def both(running: Inside, size: tuple[int, int] = (80, 24)) -> AsyncIterator[tuple[Visitor, Visitor]]:
    """Log in as a student, in the Student Center, and as the helpdesk, who has asked to watch."""
    async with visiting(running, ANNA) as student, at_the_student(running, size=size) as helper:
        await student.wait_for("Welcome")
        student.press("1")
        await student.wait_for("› Self Service")
        student.press("1")
        await student.wait_for("› Student Center")
        helper.press(JOIN)
        await helper.wait_for("is asked whether you may watch")
        await student.wait_for(ASKS_TO_WATCH)
        yield student, helper


async def watch(student: Visitor, helper: Visitor) -> None:
    """Let the student allow the helpdesk to watch."""
    student.press(YES)
    await student.wait_for(WATCHED)
    await helper.wait_for("You watch")


async def help_by_keys(student: Visitor, helper: Visitor) -> None:
    """Let the student allow the helpdesk to watch, and then to press keys."""
    await watch(student, helper)
    helper.press(YES)
    await student.wait_for(ASKS_FOR_KEYS)
    await helper.wait_for("asked for the keys")
    student.press(YES)
    await student.wait_for(HELPED)
    await helper.wait_for("You help by keys")


def trail(running: Inside) -> list[tuple[str, str, str | None, str, str]]:
    """Return what the audit trail tells of help given to Anna: who, from where, about whom, what, and how it went."""
    caller = Caller(HELPDESK, Role.HELPDESK, Via.SSH, NOW)
    events = running.service.registrar.audit(caller, ANNA)
    return [
        (event.actor, event.via.value, event.student_number, event.action, event.outcome)
        for event in events
        if event.action in ("watch_along", "help_by_keys")
    ]


def told(*events: tuple[str, str]) -> list[tuple[str, str, str | None, str, str]]:
    """Return an audit trail of the helpdesk and Anna, from actions and their outcomes."""
    return [(HELPDESK, "ssh", ANNA, action, outcome) for action, outcome in events]


async def test_the_helpdesk_watches_and_then_helps_by_keys(small: Path) -> None:
    async with inside(small) as running:
        async with both(running) as (student, helper):
            await watch(student, helper)
            await helper.wait_for(student.text.splitlines()[22])  # the line above the sign
            assert helper.text.splitlines()[:23] == student.text.splitlines()[:23]
            student.press("1")
            await helper.wait_for("› Enrol")
            assert WATCHED in student.text
            helper.press("2")  # which goes nowhere
            helper.press(YES)
            await student.wait_for(ASKS_FOR_KEYS)
            assert WATCHED in student.text
            helper.press("\r")
            student.press(YES)
            await student.wait_for(HELPED)
            await helper.wait_for("You help by keys")
            helper.press("/logic")
            await student.wait_for("logic")
            await student.wait_for("› Search")
            student.press(" exam")  # both go on working
            await helper.wait_for("logic exam")
            student.press(NO)
            await student.wait_for(NO_LONGER)
            await helper.wait_for("Student s9900001 has ended it: you watch no longer.")
            await student.wait_until_gone("●")
            assert "1  As the student sees it" in helper.text
        watching, keys = ("watch_along", "ended"), ("help_by_keys", "ended")
        assert trail(running) == told(("watch_along", "began"), ("help_by_keys", "began"), keys, watching)
        assert [
            (event["account"], event["student"], event["what"], event["outcome"])
            for event in running.events("helpdesk")
        ] == [(actor, student_number, action, outcome) for actor, _, student_number, action, outcome in trail(running)]
        assert "logic" not in running.written.getvalue()


async def test_no_is_no_and_a_typed_ahead_enter_answers_nothing(small: Path) -> None:
    async with inside(small) as running, both(running) as (student, helper):
        student.press("\r1y\r2")
        student.press(NO)
        await helper.wait_for("Student s9900001 does not want you to watch.")
        assert WATCHED not in student.text
        running.service.help_sessions.answer_time = 0.05
        helper.press(JOIN)
        await helper.wait_for("Student s9900001 did not answer.")
        await student.wait_for("The question of the helpdesk was not answered")
        running.service.help_sessions.answer_time = PATIENCE
        helper.press(JOIN)
        await student.wait_for(ASKS_TO_WATCH)
        helper.press(NO)  # asked no longer
        await student.wait_for("The question of the helpdesk was not answered")
        await until(lambda: len(trail(running)) == 3)
        outcomes = ("refused", "unanswered", "unanswered")
        assert trail(running) == told(*(("watch_along", outcome) for outcome in outcomes))


async def test_keys_can_be_refused_and_the_helpdesk_can_end_it(small: Path) -> None:
    async with inside(small) as running, both(running) as (student, helper):
        await watch(student, helper)
        helper.press(YES)
        await student.wait_for(ASKS_FOR_KEYS)
        student.press(ESCAPE)
        await helper.wait_for("keys refused")
        helper.press("1")
        student.press("2")
        await helper.wait_for("› Shopping cart")
        helper.press(NO)
        await helper.wait_for("You watch no longer.")
        await student.wait_for(NO_LONGER)
        assert trail(running) == told(("watch_along", "began"), ("help_by_keys", "refused"), ("watch_along", "ended"))


async def test_passwords_keys_and_leaving_are_left_to_the_student(small: Path) -> None:
    async with inside(small) as running, both(running) as (student, helper):
        await help_by_keys(student, helper)
        helper.press(LOG_OUT)
        await student.wait_for("Only the student can do that, by keys of their own.")
        helper.press(ESCAPE)
        await student.wait_for("3  My account")
        helper.press("3")
        await student.wait_for("Present password")
        await helper.wait_for("Not here: the student's own")
        helper.press("1secret\r")
        helper.press(ESCAPE)
        await student.wait_for("3  My account")
        await helper.wait_for("You help by keys")
        assert b"\xe2\x80\xa2" not in student.written  # no dot in a password field
        student.press("3")
        await student.wait_for("Present password")
        student.press("3")
        await student.wait_for("SSH keys")
        await helper.wait_for("Not here: the student's own")
        helper.press(QUIT)
        await helper.wait_for_end()
        await student.wait_for(NO_LONGER)


LOGGING_OUT = {"key": LOG_OUT, "menu": "6", "palette": "\r"}
"""The last key of each way to log out."""


async def to_log_out(student: Visitor, presses: Visitor, way: str) -> str:
    """Go almost all the way by the keys of one of the two; return the key that is left to be pressed."""
    presses.press(ESCAPE)
    await student.wait_for("› Self Service ")
    presses.press(ESCAPE)
    await student.wait_for("6  Log out")
    if way == "palette":
        presses.press(PALETTE)
        await student.wait_for("Type the name")
        presses.press("ends your session")
        await student.wait_for("Log out, which ends your session.")
        await student.wait_until_gone("Help on this page")  # what was typed so far was looked for
    return LOGGING_OUT[way]


@pytest.mark.parametrize("way", LOGGING_OUT)
async def test_the_helpdesk_logs_nobody_out_though_the_students_keys_come_in_between(small: Path, way: str) -> None:
    async with inside(small) as running, both(running) as (student, helper):
        await help_by_keys(student, helper)
        last = await to_log_out(student, helper, way)
        student.press(100 * UP)
        helper.press(last)
        student.press(100 * UP)
        await student.wait_for("Only the student can do that, by keys of their own.")
        assert HELPED in student.text


@pytest.mark.parametrize("way", LOGGING_OUT)
async def test_the_student_logs_out_though_the_helpdesks_keys_come_in_between(small: Path, way: str) -> None:
    async with inside(small) as running, both(running) as (student, helper):
        await help_by_keys(student, helper)
        last = await to_log_out(student, student, way)
        helper.press(5 * UP)
        student.press(last)
        helper.press(5 * UP)
        assert await student.wait_for_end() == 0


@pytest.mark.parametrize("who", ["student", "helpdesk"])
async def test_it_ends_with_the_session_of_either(small: Path, who: str) -> None:
    async with inside(small) as running, both(running) as (student, helper):
        await help_by_keys(student, helper)
        leaving, staying = (student, helper) if who == "student" else (helper, student)
        leaving.process.close()
        await staying.wait_for("The session of Student s9900001 has ended." if who == "student" else NO_LONGER)
        began = ("watch_along", "began"), ("help_by_keys", "began")
        await until(lambda: trail(running) == told(*began, ("help_by_keys", "ended"), ("watch_along", "ended")))


async def test_only_students_with_a_session_are_watched_by_the_helpdesk_alone(small: Path) -> None:
    async with inside(small) as running, at_the_student(running, BRAM) as helper:
        assert "j watch along" in helper.text
        helper.press(JOIN)
        await helper.wait_for("has no session here now.")
        async with visiting(running, COORDINATOR) as other:
            await other.wait_for("Welcome")
            assert not running.service.help_sessions.apps_of(COORDINATOR)
        async with both(running) as (student, first):
            second_try = at_the_student(running)
            async with second_try as second:
                second.press(JOIN)
                await second.wait_for("somebody of the helpdesk asks or watches already.")
            await watch(student, first)
            first.press(NO)
            await student.wait_for(NO_LONGER)
        assert [outcome for *_, outcome in trail(running)] == ["began", "ended"]


async def test_the_session_used_last_is_asked_and_an_own_presentation_comes_first(small: Path) -> None:
    async with inside(small) as running, visiting(running) as earlier, visiting(running) as later:
        await earlier.wait_for("Welcome")
        await later.wait_for("Welcome")
        async with at_the_student(running) as helper:
            earlier.press("1")
            await earlier.wait_for("› Self Service")
            helper.press("\x12")
            await helper.wait_for("Presenting, code ")
            helper.press(JOIN)
            await helper.wait_for("End your presentation first: others would watch too.")
            helper.press("\x14")
            await helper.wait_for("End the presentation")
            helper.press("4")
            await until(lambda: bool(running.events("presented")))
            helper.press(JOIN)
            await earlier.wait_for(ASKS_TO_WATCH)
            assert [event["account"] for event in running.events("presents")] == [HELPDESK]


async def test_a_smaller_window_scrolls(small: Path) -> None:
    async with inside(small) as running, both(running, (70, 20)) as (student, helper):
        await watch(student, helper)
        await helper.wait_for("80x23, arrows scroll")
        assert "nl en" not in helper.text
        helper.press(4 * "\x1b[C")
        await helper.wait_for("nl en")
        assert student.text.splitlines()[0].endswith("nl en")
        student.process.change_terminal_size(50, 12)  # too small for a page, not for the sign
        await student.wait_for("a little too small")
        await student.wait_for("● The helpdesk watches your s…  ctrl+n ends it")


def test_both_with_openssh(served: Served, tmp_path: Path) -> None:
    with (
        Client(served, tmp_path / "anna").terminal() as student,
        Client(served, tmp_path / "helpdesk", HELPDESK, PASSWORD).terminal() as helper,
    ):
        student.wait_for("Welcome")
        helper.wait_for("Welcome")
        helper.press("1")
        helper.wait_for("› Counter")
        helper.press(f"{ANNA}\r")
        helper.wait_for("1  As the student sees it")
        helper.press(JOIN)
        student.wait_for(ASKS_TO_WATCH)
        student.press(YES)
        student.wait_for(WATCHED)
        helper.wait_for("1  Self Service")
        student.press(QUIT)
        student.wait_for_end()
        helper.wait_for("has ended.")
    assert [event["outcome"] for event in served.log if event["event"] == "helpdesk"] == ["began", "ended"]
