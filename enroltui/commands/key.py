"""`enroltui key`: the public keys by which one logs in over SSH."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from enroltui.commands.options import MISUSE, REFUSED, in_visit, stop
from enroltui.commands.printing import Style, picked, print_json, print_line, print_things, style_options
from enroltui.commands.wording import SpokenGroup
from enroltui.language import Language
from enroltui.printable import printable
from enroltui.registrar.rules.reasons import Reason
from enroltui.registrar.values.people import SshKey
from enroltui.sentences.reasons import sentence
from enroltui.visit import Visit
from enroltui.where import shown

STDIN = "-"
LONGEST_FILE = 16384
"""A file of a public key has so many bytes at most: it is one line."""


@click.group(cls=SpokenGroup)
def key() -> None:
    """Register, list or remove the SSH public keys of an account."""


@key.command()
@click.argument("name")
@click.argument("file", default=STDIN)
@in_visit
def add(visit: Visit, name: str, file: str) -> None:
    """Register the public key in FILE for an account; without FILE the one on stdin.

    NAME is a student number, or the login of a member of staff.

    \b
    Examples:
      enroltui key add s1234567 id_ed25519.pub
      ssh-keygen -y -f id_ed25519 | enroltui key add s1234567
    """
    answer = visit.registrar.add_ssh_key(visit.caller, name.lower(), _read(file, visit.language))
    if isinstance(answer, Reason):
        stop(sentence(answer, visit.language), REFUSED)
    print_line(visit.language.text("Registered: {key}", key=_words(answer)))


@key.command(name="list")
@click.argument("name")
@style_options
@in_visit
def list_(visit: Visit, name: str, style: Style) -> None:
    """List the public keys of an account.

    \b
    Examples:
      enroltui key list s1234567
    """
    found = visit.registrar.ssh_keys(visit.caller, name.lower())
    if style is Style.JSON:
        print_json([picked(key, "fingerprint comment key") for key in found])
        return
    text = visit.language.text
    facts = [
        {
            text("Fingerprint"): key.fingerprint,
            text("Comment"): key.comment or "-",
            text("Registered"): visit.language.day_and_year(key.added.date()),
        }
        for key in found
    ]
    if facts:
        print_things(facts, style)
    else:
        print_line(text("No keys yet. Register one with: enroltui key add NAME FILE"))


@key.command()
@click.argument("name")
@click.argument("fingerprint")
@in_visit
def remove(visit: Visit, name: str, fingerprint: str) -> None:
    """Let nobody log in by a public key any more; FINGERPRINT as "enroltui key list" prints it.

    \b
    Examples:
      enroltui key remove s1234567 SHA256:n1qGd7cWQsl9cH4dQMtk1xaK1XWUSF5dCvwb2lBzW5k
    """
    if not visit.registrar.remove_ssh_key(visit.caller, name.lower(), fingerprint):
        shown = printable(fingerprint, 60)
        stop(visit.language.text("There is no key {fingerprint}. See: enroltui key list", fingerprint=shown), REFUSED)
    print_line(visit.language.text("Removed. Nobody can log in by that key any more."))


def _read(file: str, language: Language) -> str:
    try:
        if file == STDIN:
            return sys.stdin.read(LONGEST_FILE)
        with open(file, encoding="utf-8") as opened:
            return opened.read(LONGEST_FILE)
    except (OSError, ValueError):
        stop(language.text("{file} can't be read.", file=printable(shown(Path(file)))), MISUSE)


def _words(key: SshKey) -> str:
    return f"{key.fingerprint} {key.comment}".strip()
