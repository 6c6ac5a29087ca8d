"""`enroltui enrol` and `enroltui withdraw`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import click

from enroltui.commands.options import MISUSE, REFUSED, in_visit, stop
from enroltui.commands.output import echo
from enroltui.commands.printing import Style, print_json, print_line, style_options
from enroltui.language import Language
from enroltui.registrar.rules.reasons import Reason
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.enrolling import Change, Outcome
from enroltui.sentences.outcomes import offer_sentence, outcome_sentence
from enroltui.sentences.reasons import sentence
from enroltui.sentences.words import word
from enroltui.visit import Visit


@click.command()
@click.argument("student")
@click.argument("classes", metavar="CLASS...", nargs=-1, required=True)
@style_options
@in_visit
def enrol(visit: Visit, student: str, classes: tuple[str, ...], style: Style) -> None:
    """Enrol a student in classes, each with its own result.

    CLASS is a class number: of the class that is open, or that the student is in. YEAR/NUMBER names the academic year.
    The exit status is 1 if any class was refused; the reasons are on stderr. What could be done is done.

    \b
    Examples:
      enroltui enrol s9900001 27121
      enroltui enrol s9900001 27121 2017-2018/27122 --json
    """
    keys = class_keys(visit, student, classes)
    key = visit.new_request_key()
    outcomes = visit.registrar.enrol(visit.caller, student.lower(), keys, key, from_cart=False)
    print_outcomes(outcomes, visit.language, style)


@click.command()
@click.argument("student")
@click.argument("classes", metavar="CLASS...", nargs=-1, required=True)
@style_options
@in_visit
def withdraw(visit: Visit, student: str, classes: tuple[str, ...], style: Style) -> None:
    """Withdraw a student from classes, each with its own result.

    CLASS and the exit status are as for "enroltui enrol".

    \b
    Examples:
      enroltui withdraw s9900001 27121
    """
    keys = class_keys(visit, student, classes, to_leave=True)
    outcomes = visit.registrar.withdraw(visit.caller, student.lower(), keys, visit.new_request_key())
    print_outcomes(outcomes, visit.language, style)


def class_keys(visit: Visit, student: str | None, typed: Sequence[str], *, to_leave: bool = False) -> list[ClassKey]:
    """Return the classes that typed numbers mean for a student (None: for nobody in particular).

    What is no class number, or may mean several classes, ends the command as misuse. `to_leave`: to be withdrawn from.
    """
    number = student.lower() if student else None
    keys = []
    for meant in visit.registrar.class_keys(visit.caller, number, visit.academic_year, typed, to_leave=to_leave):
        if isinstance(meant, Reason):
            stop(sentence(meant, visit.language), MISUSE)
        keys.append(meant)
    return keys


def print_outcomes(outcomes: Sequence[Outcome], language: Language, style: Style) -> None:
    """Print a line for each class; where one is refused, its line is on stderr and the exit status is 1."""
    if style is Style.JSON:
        print_json({"results": [outcome_json(outcome, language) for outcome in outcomes]})
    for outcome in outcomes:
        line = outcome_line(outcome, language)
        if outcome.change is Change.REFUSED:
            echo(line, err=True)
        elif style is not Style.JSON:
            print_line(line)
    if any(outcome.change is Change.REFUSED for outcome in outcomes):
        sys.exit(REFUSED)


def outcome_line(outcome: Outcome, language: Language) -> str:
    """Return a line such as "28114 Logic, exam: This class has been added to your schedule."."""
    what = str(outcome.key.class_number)
    if outcome.row is not None:
        what += f" {language.title(outcome.row.course)}, {word(outcome.row.description, language)}"
    line = f"{what}: {outcome_sentence(outcome, language)}"
    return f"{line} {offer_sentence(outcome.offer, language)}" if outcome.offer else line


def outcome_json(outcome: Outcome, language: Language) -> dict[str, Any]:
    """Return a result as JSON; `rule` is the code name of the rule that refused it, else null."""
    return {
        "class_number": outcome.key.class_number,
        "outcome": outcome.change,
        "rule": outcome.reason.rule if outcome.reason else None,
        "sentence": outcome_sentence(outcome, language),
    }
