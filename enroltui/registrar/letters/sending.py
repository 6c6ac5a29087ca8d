"""Taking letters out of the outbox to send them: for the holder of the database's sending right only.

Each letter is sent once. It is claimed in a transaction before it is sent, and only the holder of the sending right
claims (see `database.transactions.alone`). Who holds that right and finds a claimed letter knows that its sender died:
it is sent again, with the same Message-ID, as nobody can know whether the mail server had taken it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, func, or_, select, update

from enroltui.registrar.letters.contents import Letter, SendAttempt, SendResult
from enroltui.registrar.letters.outbox import letter_of
from enroltui.registrar.prepared import Prepared
from enroltui.registrar.tables import letter
from enroltui.terms import LetterState

FIRST_PAUSE = timedelta(minutes=2)
LONGEST_PAUSE = timedelta(hours=4)
GIVE_UP_AFTER = timedelta(days=5)
"""RFC 5321, 4.5.4.1: retry for four to five days, twice in the first hour, then every two or three hours."""

_NEXT = (
    select(letter.c.id)
    .where(letter.c.state == LetterState.WAITING.value, letter.c.id > bindparam("after"))
    .order_by(letter.c.id)
    .limit(1)
)
_NEXT_AT_ALL = Prepared(_NEXT)
_NEXT_DUE = Prepared(_NEXT.where(or_(letter.c.next_try.is_(None), letter.c.next_try <= bindparam("now"))))
_CLAIM = Prepared(
    update(letter)
    .where(letter.c.id == bindparam("number"))
    .values(
        state=LetterState.SENDING.value,
        tries=letter.c.tries + 1,
        next_try=None,
        first_try=func.coalesce(letter.c.first_try, bindparam("at", type_=letter.c.first_try.type)),
    )
)
_NOTE = Prepared(update(letter).where(letter.c.id == bindparam("number")), "state", "next_try", "last_answer")
_TRIES = Prepared(select(letter.c.tries, letter.c.first_try).where(letter.c.id == bindparam("number")))
_TAKE_BACK = Prepared(
    update(letter)
    .where(letter.c.state == LetterState.SENDING.value)
    .values(state=LetterState.WAITING.value, next_try=None)
)


def take_back(connection: Connection) -> None:
    """Let letters wait again whose sender died while it was sending them."""
    _TAKE_BACK.change(connection, {})


def next_to_send(connection: Connection, after: int, now: datetime | None) -> int | None:
    """Return the number of the first waiting letter after this one; with a `now`, only one that is due by then."""
    if now is None:
        waiting = _NEXT_AT_ALL.first(connection, after=after)
    else:
        waiting = _NEXT_DUE.first(connection, after=after, now=now)
    return None if waiting is None else int(waiting.id)


def claim(connection: Connection, number: int, at: datetime) -> Letter:
    """Mark a waiting letter as being sent, and get it."""
    _CLAIM.change(connection, {"number": number, "at": at})
    return letter_of(connection, number)


def note(connection: Connection, number: int, answer: SendAttempt, at: datetime) -> Letter:
    """Write down what came of a claimed letter's try, and get the letter as it stands now."""
    [row] = _TRIES.all(connection, number=number)
    next_try = None
    match answer.verdict:
        case SendResult.ACCEPTED:
            state = LetterState.SENT
        case SendResult.REFUSED:
            state = LetterState.GAVE_UP
        case SendResult.LATER | SendResult.UNREACHABLE:
            next_try = try_again(row.tries, row.first_try, at)
            state = LetterState.WAITING if next_try else LetterState.GAVE_UP
    _NOTE.change(connection, {"number": number, "state": state.value, "next_try": next_try, "last_answer": answer.said})
    return letter_of(connection, number)


def try_again(tries: int, first_try: datetime, now: datetime) -> datetime | None:
    """Tell when to try again after so many tries, with growing pauses; None: it has been tried for long enough."""
    if now - first_try > GIVE_UP_AFTER:
        return None
    doubled: int = 2 ** min(tries - 1, 10)
    return now + min(LONGEST_PAUSE, FIRST_PAUSE * doubled)
