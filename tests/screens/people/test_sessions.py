"""Sessions on screen: staff end them, the local program hears of it; a one-time password is good for nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from enroltui.app import EnrolApp
from enroltui.language import Code, Language
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.people import Account, Seat
from enroltui.sandbox import Sandbox
from enroltui.screens.people import own_session
from enroltui.terms import Role, SessionEnd, Via
from enroltui.tours.known import shipped_tour
from tests.registrar.world import ANNA, HELPDESK, OFFICE_WORKER, PASSWORD, as_role
from tests.screens.kit import app_on, log_in, page_of, paste, screen_text, until, until_page, until_shown

OPERATOR = as_role(Role.OPERATOR)


def begin(database: Path, name: str = ANNA, address: str = "192.0.2.7") -> str:
    """Somebody logs in elsewhere; the key of the session."""
    registrar = Registrar.open(database)
    account = registrar.sign_in(name, PASSWORD)
    assert isinstance(account, Account)
    begun = registrar.begin_session(account, Seat(address, Via.SSH, "alice", "17-abc"))
    registrar.close()
    assert begun.session is not None
    return begun.session


@pytest.mark.parametrize(("login", "language"), [(HELPDESK, "en"), (OFFICE_WORKER, "nl")])
async def test_staff_see_students_sessions_and_end_one(small: Path, login: str, language: Code) -> None:
    session = begin(small)
    text = Language(language).text
    async with app_on(small, login=login, language=language, size=(120, 40)) as pilot:
        pilot.app.go("sessions")  # type: ignore[attr-defined]
        await until_page(pilot, "sessions")
        await until_shown(pilot, ANNA, "192.0.2.7", "alice", text("password"))
        assert login not in screen_text(pilot.app).split(text("Since"))[1].split("\n")
        await pilot.press("x")
        await until_shown(pilot, text("The session of {name} is ended. What was confirmed in it is kept.", name=ANNA))
        await until_shown(pilot, text("No student is logged in now."))
    registrar = Registrar.open(small)
    assert registrar.keep_sessions("17-abc", {session}, {}, still_there=False) == {session: SessionEnd.ENDED}
    assert registrar.audit(OPERATOR, ANNA)[-1].action == "end_session"
    registrar.close()


async def test_the_local_program_logs_out_when_its_session_is_ended_and_says_why(small: Path) -> None:
    other = Registrar.open(small)
    async with app_on(small, login=ANNA) as pilot:
        [session] = other.sessions(OPERATOR)
        assert (session.account, session.via) == (ANNA, Via.SCREEN)
        other.end_sessions(OPERATOR, ANNA)
        await until_page(pilot, "login")
        await until_shown(pilot, "The helpdesk or the office ended this session.")
    other.close()


async def test_it_does_so_during_a_tour_too_and_is_not_forgotten_meanwhile(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Registrar.open(small)
    async with app_on(small, login=HELPDESK) as pilot:
        app = pilot.app
        assert isinstance(app, EnrolApp)
        monkeypatch.setattr(own_session, "SEEN_EVERY", 0.0)
        app.make_sandbox = Sandbox
        app.overlay.start(shipped_tour("search"))
        await until(pilot, lambda: app.visit.demo)
        [begun] = other.sessions(OPERATOR)
        await until(pilot, lambda: other.sessions(OPERATOR)[0].seen > begun.seen)
        other.end_sessions(OPERATOR, HELPDESK)
        await until_shown(pilot, "The helpdesk or the office ended this session.")
        assert (page_of(pilot), app.visit.demo) == ("login", False)
    other.close()


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (120, 40)])
@pytest.mark.parametrize("language", ["en", "nl"])
async def test_at_any_size_staff_see_since_when_and_from_where(
    small: Path, size: tuple[int, int], language: Code
) -> None:
    begin(small, address="192.168.100.107")
    async with app_on(small, login=HELPDESK, language=language, size=size) as pilot:
        pilot.app.go("sessions")  # type: ignore[attr-defined]
        await until_shown(pilot, ANNA, "192.168.100.107")


async def test_logging_out_ends_the_session(small: Path) -> None:
    other = Registrar.open(small)
    async with app_on(small, login=ANNA) as pilot:
        assert len(other.sessions(OPERATOR)) == 1
        await pilot.press("6")
        await until(pilot, lambda: page_of(pilot) == "login" and not other.sessions(OPERATOR))
    assert [session.why for session in other.sessions(OPERATOR, over=True)] == [SessionEnd.LEFT]
    other.close()


async def test_with_a_one_time_password_no_key_leads_anywhere_else_and_it_lets_in_once(small: Path) -> None:
    registrar = Registrar.open(small)
    once = registrar.set_password_once(as_role(Role.HELPDESK), ANNA)
    async with app_on(small) as pilot:
        await log_in(pilot, ANNA, once)
        await until_page(pilot, "account")
        for key in ("escape", "escape", "ctrl+p", "3", "escape", "escape", "c", "m", "slash", "escape", "f5"):
            await pilot.press(key)
            assert page_of(pilot) == "account", key
        for place in ("main_menu", "search", "cart", "ssh_keys", "student_center"):
            pilot.app.go(place)  # type: ignore[attr-defined]
            await pilot.pause()
            assert page_of(pilot) == "account", place
    async with app_on(small) as pilot:
        for text in (ANNA, once):
            paste(pilot, text)
            await pilot.press("enter")
        await until_shown(pilot, "This password was given for one use within a day, and that is over.")
        assert once not in screen_text(pilot.app)
    registrar.close()
