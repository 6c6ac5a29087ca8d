"""Make a letter a mail message (RFC 5322, MIME), the same at each try: to be sent, or saved as an .eml file."""

from __future__ import annotations

from datetime import UTC
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from enroltui.errors import NoMailAddress
from enroltui.letters.wording import language_of, words
from enroltui.printable import printable
from enroltui.registrar.letters.contents import Letter, TranscriptRequest, UsisQuestion

SENDER_NAME = "uSis"


def message(letter: Letter, sender: str, instead: str | None = None) -> EmailMessage:
    """Make a message of the letter. Raises NoMailAddress.

    `sender`: the address that mail of this program is sent from; a student's own letter is from the student, and names
    it as the one who transmits (RFC 5322, 3.6.2). `instead`: the address that demo letters go to.
    """
    said = words(letter)
    made = EmailMessage(policy=SMTP)
    student = address(letter.student.email, letter.student.name)
    if isinstance(letter.facts, TranscriptRequest | UsisQuestion):
        made["From"] = student
        made["Sender"] = address(sender)
        recipient = address(letter.recipient)
    else:
        made["From"] = address(sender, SENDER_NAME)
        made["Auto-Submitted"] = "auto-generated"
        recipient = address(letter.recipient, letter.student.name)
    made["To"] = address(instead) if instead else recipient
    if instead:
        made["X-Original-To"] = recipient.addr_spec
    made["Subject"] = said.subject
    made["Date"] = letter.written.astimezone(UTC)
    made["Message-ID"] = letter.message_id
    made.set_content(said.body, cte="quoted-printable")
    made["Content-Language"] = language_of(letter).code
    return made


def unsent(letter: Letter) -> bytes:
    """Make a student's letter an .eml file, which mail programs open to be sent."""
    made = message(letter, letter.student.email)
    del made["Sender"]
    made["X-Unsent"] = "1"
    return made.as_bytes()


def address(addr_spec: str, name: str = "") -> Address:
    """Make a mail address with its owner's name. Raises NoMailAddress for what mail cannot be sent to."""
    try:
        found = Address(printable(name), addr_spec=addr_spec)
    except (ValueError, IndexError, MessageError) as error:
        raise NoMailAddress(addr_spec) from error
    if not (found.username and found.domain and found.addr_spec.isascii() and found.addr_spec.isprintable()):
        raise NoMailAddress(addr_spec)
    return found
