"""Letters are really sent to a real mail server: once each, whatever it answers and whenever it dies."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import timedelta

import pytest

from enroltui.errors import LettersStayHere
from enroltui.letters.mail_server import mail_server
from enroltui.registrar.letters.sending import GIVE_UP_AFTER
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.enrolling import Change
from enroltui.terms import LetterState
from enroltui.where import Where
from tests.letters.mail_kit import Dying, Postbox, Refusing, ask, in_database, letters, listening, send
from tests.registrar.world import ANNA, EXAM, NOW, as_student
from tests.standing_clock import StandingClock

pytestmark = pytest.mark.both_databases

WAITING, SENT, GAVE_UP = LetterState.WAITING, LetterState.SENT, LetterState.GAVE_UP


@pytest.fixture
def clock() -> StandingClock:
    """Make a clock that stands still until it is moved."""
    return StandingClock(NOW)


@pytest.fixture
def office(small: Where, clock: StandingClock) -> Iterator[Registrar]:
    """Open a registrar that goes by that clock."""
    opened = Registrar.open(small, clock)
    yield opened
    opened.close()


async def test_a_letter_arrives_once_with_its_headers(office: Registrar) -> None:
    (letter,) = ask(office, "I can't enrol.\n.\nWhy?")
    postbox = Postbox()
    async with listening(postbox) as where:
        (sent,) = await send(office, where)
        assert await send(office, where, due=False) == []
    assert (sent.state, sent.tries, sent.last_answer) == (SENT, 1, "250 OK taken")
    (message,) = postbox.messages
    assert (postbox.envelopes[0].mail_from, postbox.envelopes[0].rcpt_tos) == (
        "enroltui@localhost",
        ["usis-fwn@science.leidenuniv.nl"],
    )
    assert message["From"] == f"Student {ANNA} <{ANNA}@student.example>"
    assert message["To"] == "usis-fwn@science.leidenuniv.nl"
    assert message["Subject"] == f"Question about uSis from {ANNA}: Logic"
    assert message["Message-ID"] == letter.message_id
    assert message["Date"].datetime == NOW
    assert message["Content-Language"] == "en"
    assert not message.defects
    body = message.get_content().replace("\r\n", "\n")
    assert "Programme: computer-science-bsc\n" in body
    assert "Course: Logic\n\nI can't enrol.\n.\nWhy?\n\nKind regards," in body


async def test_a_confirmation_comes_from_the_program_to_the_student(office: Registrar) -> None:
    (outcome,) = office.enrol(as_student(ANNA), ANNA, [EXAM], "request", from_cart=False)
    assert outcome.change is Change.ENROLLED
    postbox = Postbox()
    async with listening(postbox) as where:
        await send(office, mail_server(where, sender="noreply@usis.example"))
    (message,) = postbox.messages
    assert message["From"] == "uSis <noreply@usis.example>"
    assert message["To"] == f"Student {ANNA} <{ANNA}@student.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Subject"] == "Enrolled: 28114 Logic, exam"
    body = message.get_content()
    for fact in ("on Mon 15 Jan 2018 at 12:00", "28114 (2017-2018)", "4031LOGI6 Logic", "Thu 25 Jan 2018 14:00-16:00"):
        assert fact in body


async def test_a_letter_refused_for_good_is_given_up_and_stops_no_other(office: Registrar) -> None:
    ask(office, "one", "two")
    async with listening(Refusing("550 5.1.1 No such user \x1b[31mhere")) as where:
        tried = await send(office, where)
        assert await send(office, where, due=False) == []
    assert [letter.state for letter in tried] == [GAVE_UP, GAVE_UP]
    assert tried[0].last_answer == "550 5.1.1 No such user [31mhere"


async def test_a_letter_that_is_not_taken_now_is_tried_again_after_pauses_that_grow(
    office: Registrar, clock: StandingClock
) -> None:
    ask(office, "one")
    async with listening(Refusing("451 4.7.1 Greylisted, come back later")) as where:
        pauses = []
        for _ in range(9):
            (letter,) = await send(office, where)
            assert letter.state is WAITING
            assert letter.next_try is not None
            assert await send(office, where) == [], "not before its pause is over"
            pauses.append(letter.next_try - clock.now)
            clock.now = letter.next_try
        assert pauses[:3] == [timedelta(minutes=2), timedelta(minutes=4), timedelta(minutes=8)]
        assert pauses[-1] == timedelta(hours=4)
        (letter,) = await send(office, where, due=False)
        clock.now = NOW + GIVE_UP_AFTER + timedelta(minutes=1)
        (letter,) = await send(office, where)
    assert (letter.state, letter.next_try) == (GAVE_UP, None)
    assert letter.last_answer == "451 4.7.1 Greylisted, come back later"


async def test_a_letter_that_waited_long_before_its_first_try_is_not_given_up_at_once(
    office: Registrar, clock: StandingClock
) -> None:
    ask(office, "one")
    clock.now += timedelta(days=30)
    async with listening(Refusing("451 later")) as where:
        (letter,) = await send(office, where)
    assert letter.state is WAITING
    postbox = Postbox()
    async with listening(postbox) as where:
        await send(office, where, due=False)
    assert len(postbox.envelopes) == 1


@pytest.mark.parametrize("at", ["greeting", "before the letter", "in the letter"])
async def test_a_server_that_dies_before_it_has_the_whole_letter_gets_it_once(office: Registrar, at: str) -> None:
    (letter,) = ask(office, "one")
    postbox = Dying(at)
    async with listening(postbox) as where:
        (tried,) = await send(office, where)
        assert tried.state is WAITING
        assert (postbox.at, postbox.ids) == ("", []), "it has died"
        (tried,) = await send(office, where, due=False)
    assert (tried.state, tried.tries) == (SENT, 2)
    assert postbox.ids == [letter.message_id]


async def test_only_a_server_that_dies_after_the_final_dot_gets_it_twice_with_the_same_message_id(
    office: Registrar,
) -> None:
    first, second = ask(office, "one", "two")
    postbox = Dying("after the final dot")
    async with listening(postbox) as where:
        tried = await send(office, where)
        assert [letter.state for letter in tried] == [WAITING, SENT], "the next letter goes over a new connection"
        await send(office, where, due=False)
    assert postbox.ids == [first.message_id, second.message_id, first.message_id]
    assert postbox.envelopes[0].content == postbox.envelopes[2].content


async def test_without_a_server_one_letter_is_tried_and_the_others_wait_untried(office: Registrar) -> None:
    ask(office, "one", "two")
    async with listening(Postbox()) as where:
        pass
    (tried,) = await send(office, where)
    assert (tried.state, tried.tries) == (WAITING, 1)
    assert "refused" in (tried.last_answer or "")
    assert [letter.tries for letter in letters(office)] == [1, 0]


async def test_two_senders_at_once_send_each_letter_once(office: Registrar, small: Where, clock: StandingClock) -> None:
    written = ask(office, *map(str, range(12)))
    other = Registrar.open(small, clock)
    postbox = Postbox()
    async with listening(postbox) as where:
        tried = await asyncio.gather(send(office, where), send(other, where), send(office, where))
    other.close()
    assert postbox.ids == [letter.message_id for letter in written]
    assert sum(map(len, tried)) == len(written)


async def test_letters_of_demo_data_go_to_the_address_for_tests_or_nowhere(office: Registrar, small: Where) -> None:
    in_database(small, "INSERT INTO catalogue_fact VALUES ('demo', 'yes')")
    ask(office, "one")
    office.enrol(as_student(ANNA), ANNA, [EXAM], "request", from_cart=False)
    postbox = Postbox()
    async with listening(postbox) as where:
        with pytest.raises(LettersStayHere):
            await send(office, where)
        assert [letter.tries for letter in letters(office)] == [0, 0]
        await send(office, mail_server(where, redirect="tests@localhost"))
    assert [envelope.rcpt_tos for envelope in postbox.envelopes] == [["tests@localhost"]] * 2
    question, confirmation = postbox.messages
    assert (question["To"], confirmation["To"]) == ("tests@localhost", "tests@localhost")
    assert question["X-Original-To"] == "usis-fwn@science.leidenuniv.nl"
    assert confirmation["X-Original-To"] == f"{ANNA}@student.example"


async def test_what_stands_in_names_courses_and_questions_adds_no_header(office: Registrar, small: Where) -> None:
    evil = "Eve\r\nBcc: everybody@example.org\r\n\r\nBody \x1b[31m\u202e"
    in_database(small, "UPDATE student SET name = :evil WHERE student_number = :number", evil=evil, number=ANNA)
    in_database(small, "UPDATE programme SET name_en = :evil", evil=evil)
    in_database(small, "UPDATE course SET title_en = :evil, title_nl = :evil", evil=evil)
    ask(office, evil)
    office.enrol(as_student(ANNA), ANNA, [EXAM], "request", from_cart=False)
    postbox = Postbox()
    async with listening(postbox) as where:
        await send(office, where)
    expected = {"From", "Sender", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"}
    expected |= {"Content-Transfer-Encoding", "Content-Language", "Auto-Submitted"}
    for envelope, message in zip(postbox.envelopes, postbox.messages, strict=True):
        assert len(envelope.rcpt_tos) == 1
        assert set(message) <= expected
        assert len(message["From"].addresses) == len(message["To"].addresses) == 1
        assert not message.defects
        assert "\x1b" not in message.get_content()


@pytest.mark.parametrize("address", ["nobody", "a@b\r\nRCPT TO:<c@d>", "é@example.org", "a@b, c@d", ""])
async def test_a_letter_to_no_mail_address_is_given_up_and_stops_no_other(
    office: Registrar, small: Where, address: str
) -> None:
    set_email = "UPDATE student SET email = :address WHERE student_number = :number"
    in_database(small, set_email, address=address, number=ANNA)
    office.enrol(as_student(ANNA), ANNA, [EXAM], "request", from_cart=False)
    in_database(small, set_email, address="anna@student.example", number=ANNA)
    ask(office, "one")
    postbox = Postbox()
    async with listening(postbox) as where:
        tried = await send(office, where)
    assert [letter.state for letter in tried] == [GAVE_UP, SENT]
    assert len(postbox.envelopes) == 1
