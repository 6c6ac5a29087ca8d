"""Send what waits in the outbox: one program at a time, each letter once."""

from __future__ import annotations

from collections.abc import Generator

from enroltui.errors import LettersStayHere, NoMailAddress
from enroltui.letters.eml import message
from enroltui.letters.mail_server import MailServer
from enroltui.letters.post import Post
from enroltui.registrar.letters.contents import Letter, SendAttempt, SendResult
from enroltui.registrar.registrar import Registrar


def send_letters(registrar: Registrar, server: MailServer, *, due: bool, wait: float = 0.0) -> Generator[Letter]:
    """Try each waiting letter once and yield it as it stands then; stop when no server can be reached.

    `due`: leave out those whose pause after an earlier try is not over yet. Raises OutboxBusy when another program is
    still sending after `wait` seconds, and LettersStayHere when no letter of this database may go out.
    """
    if server.redirect is None and registrar.is_demo():
        raise LettersStayHere
    after = 0
    with registrar.only_sender(wait), Post(server) as post:
        while (letter := registrar.claim_letter(after, due=due)) is not None:
            after = letter.number
            answer = _send(post, server, letter)
            yield registrar.note_answer(letter.number, answer)
            if answer.verdict is SendResult.UNREACHABLE:
                return


def _send(post: Post, server: MailServer, letter: Letter) -> SendAttempt:
    try:
        made = message(letter, server.sender, server.redirect)
    except NoMailAddress as error:
        return SendAttempt(SendResult.REFUSED, f"not a mail address: {error.name!r}")
    return post.send(made, server.redirect or letter.recipient)
