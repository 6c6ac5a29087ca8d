"""Letters: written by students, confirmed to them, sent by the holder of the sending right."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from enroltui.database.transactions import alone, reading, retried, writing
from enroltui.errors import OutboxBusy
from enroltui.registrar.desks.desk import Desk
from enroltui.registrar.letters import outbox
from enroltui.registrar.letters.contents import Answer, Letter, Request
from enroltui.registrar.values.people import Caller


class LettersDesk(Desk):
    """Letters: written by students, confirmed to them, sent by the holder of the sending right."""

    def draft_letter(self, caller: Caller, student: str, facts: Request) -> Letter:
        """A student's letter to an office as it would be written now; nothing is kept."""
        with self._reading(caller) as connection:
            return outbox.draft(connection, caller, student, facts, self._real_clock())

    @retried
    def write_letter(self, caller: Caller, student: str, facts: Request, request_key: str) -> Letter:
        """Keep a student's letter to an office in the outbox; request keys as for `enrol`."""
        with self._changing(caller) as connection:
            return outbox.write(connection, caller, student, facts, request_key, self._real_clock())

    def letters(self, caller: Caller, student: str | None = None) -> tuple[Letter, ...]:
        """The letters from and to a student, confirmations too, or (None) all there are; oldest first."""
        with self._reading(caller) as connection:
            return outbox.letters(connection, caller, student)

    def is_demo(self) -> bool:
        """Whether the people are made up, so that no letter may go to a real address."""
        with reading(self._engine) as connection:
            return outbox.is_demo(connection)

    @contextmanager
    def only_sender(self, wait: float) -> Iterator[None]:
        """The right to send letters, which one program has at a time; OutboxBusy if another has it for `wait` seconds.

        Within it `claim_letter` and `note_answer` may be used.
        """
        with alone(self._engine, "outbox", wait) as held:
            if not held:
                raise OutboxBusy
            with writing(self._engine) as connection:
                outbox.take_back(connection)
            yield

    @retried
    def claim_letter(self, after: int, *, due: bool) -> Letter | None:
        """Mark the next waiting letter after this number as being sent; `due`: only one whose pause is over."""
        at = self._real_clock()
        with reading(self._engine) as connection:
            number = outbox.next_to_send(connection, after, at if due else None)
        if number is None:
            return None
        with writing(self._engine) as connection:
            return outbox.claim(connection, number, at)

    @retried
    def note_answer(self, number: int, answer: Answer) -> Letter:
        """Write down what came of sending a claimed letter, and get the letter as it stands now."""
        with writing(self._engine) as connection:
            return outbox.note(connection, number, answer, self._real_clock())
