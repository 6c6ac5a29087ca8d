"""`enroltui tour`: the guided tours, shipped and your own."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from enroltui.commands.kinds import OneOf
from enroltui.commands.options import MISUSE, REFUSED, language_option, option_of, stop
from enroltui.commands.printing import Style, print_json, print_line, print_things, style_options
from enroltui.commands.recording import opening, record_option, recorded_whole
from enroltui.commands.wording import SpokenGroup, language_of
from enroltui.language import N_, Language
from enroltui.printable import printable
from enroltui.settings import own_database
from enroltui.tours.known import SUFFIX, known_tours, tour_file, tours_folder
from enroltui.tours.pace import PACES
from enroltui.tours.reading import TourError
from enroltui.tours.tour import Tour
from enroltui.where import shown

pace_option = click.option("--pace", type=OneOf([*PACES]), help="It plays itself, this fast.")


@click.group(cls=SpokenGroup)
def tour() -> None:
    """List, check, play and record guided tours. docs/tours.md tells how to write one."""


@tour.command("list")
@language_option
@style_options
@click.pass_context
def list_tours(context: click.Context, lang: object, style: Style) -> None:
    """List the tours: the shipped ones, and those in your tours folder.

    \b
    Examples:
      enroltui tour list
      enroltui tour list --lang nl
    """
    language = language_of(context)
    tours = known_tours()
    if style is Style.JSON:
        print_json([{"name": tour.name, "title": tour.title, "steps": len(tour.steps)} for tour in tours.values()])
        return
    text = language.text
    facts = [
        {text("Name"): tour.name, text("Title"): tour.title[language.code], text("Steps"): str(len(tour.steps))}
        for tour in tours.values()
    ]
    print_things(facts, style)
    if style is Style.TABLE:
        print_line(text("Tours of your own belong in {folder}.", folder=printable(str(tours_folder()))))


@tour.command()
@click.argument("file")
@language_option
@click.pass_context
def check(context: click.Context, file: str, lang: object) -> None:
    """Check a tour that you have written; exit status 1 when something is wrong with it, told step by step.

    \b
    Examples:
      enroltui tour check open-day.toml
    """
    language = language_of(context)
    checked = _from_file(file, language)
    print_line(
        language.plural(
            "{title}: {count} step, nothing wrong with it.",
            "{title}: {count} steps, nothing wrong with them.",
            len(checked.steps),
            title=checked.title[language.code],
        )
    )


@tour.command()
@click.argument("name")
@language_option
@pace_option
@record_option
@click.pass_context
def play(context: click.Context, /, name: str, pace: str | None, **options: object) -> None:
    """Play a tour, by its name or its file, in a sandbox; you do each step yourself unless you give --pace.

    \b
    Examples:
      enroltui tour play search
      enroltui tour play search --pace slow
      enroltui tour play open-day.toml --lang nl
    """
    from enroltui.sandbox import Sandbox

    language = language_of(context)
    played = _named(name, language)
    sandbox = Sandbox()
    try:
        begin = opening(language, option_of(context, "record"), played, PACES[pace] if pace else None)
        context.obj(sandbox.begin(language), own_database(), None, begin)
    finally:
        sandbox.close()


@tour.command()
@click.argument("name")
@click.argument("file")
@language_option
@pace_option
@click.option("--size", default="80x24", show_default=True, metavar="COLUMNSxLINES", help="Of the recorded screen.")
@click.pass_context
def record(context: click.Context, name: str, file: str, lang: object, pace: str | None, size: str) -> None:
    """Record a tour that plays itself as asciicast v2, without a screen and faster than it plays.

    \b
    Examples:
      enroltui tour record search search.cast
      enroltui tour record search zoeken.cast --lang nl --pace slow
    """
    from enroltui.app import EnrolApp
    from enroltui.presenting.tour_recording import record_tour
    from enroltui.sandbox import Sandbox

    language = language_of(context)
    recorded = _named(name, language)
    columns, _, lines = size.partition("x")
    if not (columns.isdecimal() and lines.isdecimal() and 60 <= int(columns) <= 300 and 18 <= int(lines) <= 100):
        why = language.text("{value} is no size such as 80x24, from 60x18 to 300x100.", value=repr(size))
        raise click.BadParameter(why, param_hint="--size")
    sandbox = Sandbox()
    app = EnrolApp(sandbox.begin(language), make_sandbox=Sandbox)
    try:
        with recorded_whole(file, language) as target:
            how = PACES[pace or "normal"], (int(columns), int(lines))
            stopped_at = asyncio.run(record_tour(app, recorded, *how, target))
            if stopped_at:
                sentence = N_(
                    "The tour came no further than step {number}: its page or its texts did not come. "
                    "Nothing was recorded. To see what came instead, play it: enroltui tour play {name}"
                )
                stop(language.text(sentence, number=stopped_at, name=printable(name)), REFUSED)
    finally:
        sandbox.close()


def _named(name: str, language: Language) -> Tour:
    """Return a known tour by its name, or the tour in a file."""
    tours = known_tours()
    if name in tours:
        return tours[name]
    if not name.endswith(SUFFIX):
        names = ", ".join(tours)
        stop(
            language.text(
                "There is no tour {name}. There are: {names}", name=printable(shown(Path(name))), names=names
            ),
            REFUSED,
        )
    return _from_file(name, language)


def _from_file(file: str, language: Language) -> Tour:
    named = printable(shown(Path(file)))
    try:
        return tour_file(Path(file))
    except TourError as mistaken:
        stop("\n".join(mistake.said(language) for mistake in mistaken.mistakes), REFUSED)
    except OSError as error:
        why = error.strerror or str(error)
        stop(language.text("{path} can't be read: {why}", path=named, why=why), MISUSE)
    except ValueError:
        stop(language.text("{path} is no text, or is far too long for a tour.", path=named), MISUSE)
