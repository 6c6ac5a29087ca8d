"""`enroltui hold`: what stops a student from enrolling."""

from __future__ import annotations

import click

from enroltui.commands.kinds import OneOf
from enroltui.commands.options import REFUSED, in_visit, stop
from enroltui.commands.printing import Style, picked, print_json, print_line, print_things, style_options
from enroltui.commands.wording import SpokenGroup
from enroltui.language import Language
from enroltui.registrar.values.student_center import Hold
from enroltui.sentences.rules import hold_changed
from enroltui.sentences.words import word
from enroltui.terms import HoldCode
from enroltui.visit import Visit

_CODE = OneOf([code.value for code in HoldCode])


@click.group(cls=SpokenGroup)
def hold() -> None:
    """Place, lift or list what stops a student from enrolling in anything."""


@hold.command()
@click.argument("student")
@click.argument("code", type=_CODE)
@in_visit
def place(visit: Visit, student: str, code: str) -> None:
    """Place a hold. The student is told of it.

    \b
    Examples:
      enroltui hold place s9900001 tuition
    """
    placed = visit.registrar.place_hold(visit.caller, student.lower(), HoldCode(code))
    _tell(placed, hold_changed(HoldCode(code), visit.language, lifted=False, changed=placed))


@hold.command()
@click.argument("student")
@click.argument("code", type=_CODE)
@in_visit
def lift(visit: Visit, student: str, code: str) -> None:
    """Lift a hold. The student is told of it.

    \b
    Examples:
      enroltui hold lift s9900001 tuition
    """
    lifted = visit.registrar.lift_hold(visit.caller, student.lower(), HoldCode(code))
    _tell(lifted, hold_changed(HoldCode(code), visit.language, lifted=True, changed=lifted))


@hold.command("list")
@click.argument("student")
@click.option("--all", "lifted_too", is_flag=True, help="Also those that have been lifted.")
@style_options
@in_visit
def list_holds(visit: Visit, student: str, lifted_too: bool, style: Style) -> None:
    """List a student's holds, the oldest first.

    \b
    Examples:
      enroltui hold list s9900001
      enroltui hold list s9900001 --all --json
    """
    found = visit.registrar.holds(visit.caller, student.lower(), lifted=lifted_too)
    if style is Style.JSON:
        # `lifted` and `lifted_by` are null for a hold that still stops the student
        print_json([picked(placed, "code placed placed_by lifted lifted_by") for placed in found])
    elif found:
        facts = [hold_facts(placed, visit.language) for placed in found]
        print_things(facts, style)
    else:
        print_line(visit.language.text("No holds."))


def _tell(changed: bool, sentence: str) -> None:
    if not changed:
        stop(sentence, REFUSED)
    print_line(sentence)


def hold_facts(hold: Hold, language: Language) -> dict[str, str]:
    """Return a hold in words, label by label."""
    text = language.text
    return {
        text("Hold"): word(hold.code, language),
        text("Placed"): f"{language.day_and_year(hold.placed.date())}, {hold.placed_by}",
        text("Lifted"): f"{language.day_and_year(hold.lifted.date())}, {hold.lifted_by}" if hold.lifted else "-",
    }
