"""`enroltui outbox`: letters that wait to be sent, and those that were."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from enroltui.commands.options import MISUSE, REFUSED, in_visit, stop
from enroltui.commands.output import echo
from enroltui.commands.printing import (
    Facts,
    Style,
    picked,
    print_json,
    print_line,
    print_things,
    print_time_zone,
    style_options,
)
from enroltui.commands.smtp import server_for, smtp_options
from enroltui.commands.wording import SpokenGroup
from enroltui.language import Language
from enroltui.sentences.letters import letter_state_sentence
from enroltui.terms import LetterState
from enroltui.visit import Visit

if TYPE_CHECKING:
    from enroltui.registrar.letters.contents import Letter

PATIENCE = 60.0
"""The command waits so many seconds for another program that is sending."""


@click.group(cls=SpokenGroup)
def outbox() -> None:
    """Letters: requests and questions of students, and confirmations to them."""


@outbox.command("list")
@style_options
@in_visit
def list_letters(visit: Visit, style: Style) -> None:
    """Show the letters of the outbox: to whom, how far they have come, and what the mail server said. Oldest first.

    \b
    Examples:
      enroltui outbox list
      enroltui outbox list --json
    """
    letters = visit.registrar.letters(visit.caller)
    if style is Style.JSON:
        print_json([letter_json(letter) for letter in letters])
    elif letters:
        facts = [letter_facts(letter, visit.language) for letter in letters]
        text = visit.language.text
        print_things(facts, style, [text("Written"), text("To"), text("Subject"), text("State")])
        print_time_zone(visit.language)
    else:
        print_line(visit.language.text("The outbox is empty: no letter has been written yet."))


@outbox.command()
@smtp_options
@in_visit
def send(visit: Visit, **_: object) -> None:
    """Send the letters that wait, each once, also those that are to be tried again later.

    The exit status is 1 if any of them was not taken; the reasons are on stderr. With demo data letters go to
    --smtp-redirect only, never to a real address. Each option can also be set in the environment: ENROLTUI_SMTP,
    ENROLTUI_SMTP_TLS, ENROLTUI_SMTP_USER, ENROLTUI_SMTP_FROM, ENROLTUI_SMTP_REDIRECT; the password only there.

    \b
    Examples:
      enroltui outbox send --smtp mail.example.org
      enroltui outbox send --smtp localhost:8025 --smtp-redirect me@localhost
    """
    from enroltui.letters.sending import send_letters  # with the mail libraries: not before the app's first paint

    text = visit.language.text
    server = server_for(click.get_current_context())
    if server is None:
        stop(text("Nothing was sent: no mail server is named. Name one: --smtp HOST or ENROLTUI_SMTP."), MISUSE)
    sent = True
    for letter in send_letters(visit.registrar, server, due=False, wait=PATIENCE):
        sent = _tell(letter, visit.language) and sent
    left = sum(letter.state is LetterState.WAITING for letter in visit.registrar.letters(visit.caller))
    if left:
        print_line(visit.language.plural("{count} letter waits.", "{count} letters wait.", left))
    elif sent:
        print_line(text("No letter waits."))
    sys.exit(0 if sent else REFUSED)


def _tell(letter: Letter, language: Language) -> bool:
    """Print a line about a letter that was tried, on stderr unless it was sent. Returns whether it was."""
    line = f"{letter.recipient}, {_subject(letter)}: {letter_state_sentence(letter, language)}"
    sent = letter.state is LetterState.SENT
    echo(line, err=not sent)
    return sent


def _subject(letter: Letter) -> str:
    from enroltui.letters.wording import words  # not before the app's first paint

    return words(letter).subject


def letter_facts(letter: Letter, language: Language) -> Facts:
    """Return a letter in words, label by label."""
    text = language.text
    return {
        text("Message-ID"): letter.message_id,
        text("Written"): language.in_figures(letter.written),
        text("To"): letter.recipient,
        text("Subject"): _subject(letter),
        text("State"): letter_state_sentence(letter, language),
        text("Kind"): letter.facts.kind,
        text("Student"): letter.student.student_number,
        text("Language"): letter.language,
        text("Tries"): str(letter.tries),
        text("Last answer"): letter.last_answer or "-",
    }


def letter_json(letter: Letter) -> dict[str, Any]:
    """Return a letter as JSON; the subject in the letter's own language."""
    return {
        "message_id": letter.message_id,
        "kind": letter.facts.kind,
        "student_number": letter.student.student_number,
        "to": letter.recipient,
        "language": letter.language,
        "subject": _subject(letter),
        **picked(letter, "written state tries next_try last_answer"),
    }
