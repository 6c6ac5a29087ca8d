"""`enroltui prove`: whether seats are given once and for all on this machine, whatever breaks."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from enroltui.commands.kinds import Number, OneOf
from enroltui.commands.options import MISUSE, REFUSED, language_option, option_of, stop
from enroltui.commands.output import echo
from enroltui.commands.printing import Style, print_json, print_line, style_options
from enroltui.commands.wording import language_of
from enroltui.database.schema import described
from enroltui.errors import DatabaseUnusable, EnrolError, Unusable
from enroltui.language import Language
from enroltui.proving.plants import PLANTS
from enroltui.proving.proof import prove as run_proof
from enroltui.proving.verdict import Proof, ProofVerdict
from enroltui.where import shown
from enroltui.where_typed import where

MOST_SECONDS = 3600
STATUS = {ProofVerdict.HOLDS: 0, ProofVerdict.FAULT: REFUSED, ProofVerdict.TOO_LITTLE: MISUSE}


@click.command()
@click.option("--seconds", type=Number(1, MOST_SECONDS), default=60, show_default=True, help="Fight for so long.")
@click.option("--plant", metavar="FAULT", type=OneOf(PLANTS), help="Plant this fault, to see that it is found.")
@click.option(
    "--database",
    metavar="URL",
    help="An empty database of a server, made for this [default: a file that is thrown away].",
)
@language_option
@style_options
@click.pass_context
def prove(context: click.Context, /, seconds: int, plant: str | None, style: Style, **options: object) -> None:
    """Prove on this machine that no seat is given twice and nothing confirmed is lost.

    Programs fight for the last seats and are killed in the midst of it; then all is checked. The verdict is three
    sentences. Your own database is not touched, and nothing is left behind.

    The exit status is 0 when all is well, 1 for a fault, 2 when too little was seen.

    \b
    Examples:
      enroltui prove
      enroltui prove --seconds 300 --json
      enroltui prove --database postgresql://enroltui@localhost/scratch
      enroltui prove --plant seat-lost
    """
    language = language_of(context)
    try:
        server = _server(option_of(context, "database"), language)
        if sys.stderr.isatty():
            echo(language.text("This takes {seconds} seconds. Ctrl+C ends it.", seconds=seconds), err=True)
        proof = Proof(run_proof(server, seconds, plant), described(server or Path()).server, seconds)
    except EnrolError as error:
        stop(_why_not(error, language), MISUSE)
    if style is Style.JSON:
        print_json(_facts(proof, language))
    else:
        for line in (*proof.sentences(language), *proof.faults(language)):
            print_line(line)
    sys.exit(STATUS[proof.verdict])


def _server(typed: str | None, language: Language) -> str | None:
    """Return the URL of the database that was typed; None where none was. Raises BadAddress."""
    place = None if typed is None else where(typed)
    if isinstance(place, Path):
        stop(language.text("The proof makes a file of its own. Name a database of a server only."), MISUSE)
    return place


def _why_not(error: EnrolError, language: Language) -> str:
    """Return why there is no proof, and what to do."""
    if isinstance(error, DatabaseUnusable) and error.kind is Unusable.MISSING:
        path = shown(error.path)
        return language.text("The server has no database {path}. Make an empty one for this, with createdb.", path=path)
    from enroltui.sentences.errors import error_sentence

    return error_sentence(error, language)


def _facts(proof: Proof, language: Language) -> dict[str, object]:
    result = proof.result
    return {
        "verdict": proof.verdict,
        "sentences": proof.sentences(language),
        "faults": proof.faults(language),
        "planted": result.plant,
        "database": proof.database,
        "seconds": proof.seconds,
        "requests": result.requests,
        "answered": result.answered,
        "fights": result.fights,
        "kills": result.mischief["kill"],
        "kills_before_an_answer": result.met["interrupted"],
    }
