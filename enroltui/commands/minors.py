"""`enroltui minors` and `enroltui minor`: what is on offer, who has applied, and applying, admitting and refusing."""

from __future__ import annotations

from datetime import datetime

import click

from enroltui.commands.options import REFUSED, in_visit, stop
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
from enroltui.commands.wording import SpokenGroup
from enroltui.language import N_, Language
from enroltui.registrar.rules.reasons import Reason
from enroltui.registrar.values.minors import MinorApplication, MinorRow, MinorsOnOffer
from enroltui.sentences.minors import class_numbers
from enroltui.sentences.reasons import sentence
from enroltui.sentences.words import word
from enroltui.visit import Visit

MINOR_IN_JSON = (
    "programme.slug programme.name_en programme.name_nl academic_year code delft_code places places_outside admitted"
    " waiting way_in classes"
)
"""What JSON tells of a minor; `way_in` is here or osiris, `waiting` how many applications wait for a decision."""
APPLICATION_IN_JSON = "student_number name programme minor academic_year state applied decided withdrawn"
"""What JSON tells of an application; moments with Leiden's offset."""


@click.command()
@click.argument("slug", required=False)
@style_options
@in_visit
def minors(visit: Visit, slug: str | None, style: Style) -> None:
    """Show the minors on offer: their places, how many are admitted, and whether there are class numbers.

    With the SLUG of a minor: who has applied for it, in the order of applying.

    \b
    Examples:
      enroltui minors
      enroltui minors --json
      enroltui minors minor-data-science
    """
    if slug is None:
        print_minors(visit.registrar.minors(visit.caller, None), visit.language, style)
    else:
        print_applications(visit.registrar.minor_applications(visit.caller, slug), visit.language, style)


@click.group(cls=SpokenGroup)
def minor() -> None:
    """Apply for a minor, withdraw the application, admit or refuse."""


@minor.command()
@click.argument("student")
@click.argument("slug")
@in_visit
def apply(visit: Visit, student: str, slug: str) -> None:
    """Apply for a minor: from 1 May to 31 July before the academic year, by the shown day.

    \b
    Examples:
      enroltui minor apply s9900001 minor-sbb --today 2017-06-01
    """
    reason = visit.registrar.apply_for_minor(visit.caller, student.lower(), slug)
    print_done(visit.language, reason, N_("The application was received."))


@minor.command()
@click.argument("student")
@click.argument("slug")
@in_visit
def admit(visit: Visit, student: str, slug: str) -> None:
    """Admit a student who has applied, up to the minor's places.

    \b
    Examples:
      enroltui minor admit s9900001 minor-sbb
    """
    reason = visit.registrar.admit_to_minor(visit.caller, student.lower(), slug)
    print_done(visit.language, reason, N_("The student is admitted."))


@minor.command()
@click.argument("student")
@click.argument("slug")
@in_visit
def withdraw(visit: Visit, student: str, slug: str) -> None:
    """Withdraw an application, also one that was admitted.

    \b
    Examples:
      enroltui minor withdraw s9900001 minor-sbb
    """
    reason = visit.registrar.withdraw_from_minor(visit.caller, student.lower(), slug)
    print_done(visit.language, reason, N_("The application is withdrawn."))


@minor.command()
@click.argument("student")
@click.argument("slug")
@in_visit
def refuse(visit: Visit, student: str, slug: str) -> None:
    """Refuse a student who has applied.

    \b
    Examples:
      enroltui minor refuse s9900002 minor-data-science
    """
    reason = visit.registrar.refuse_for_minor(visit.caller, student.lower(), slug)
    print_done(visit.language, reason, N_("The student is refused."))


def print_done(language: Language, reason: Reason | None, done: str) -> None:
    """Say that it is done, or with exit status 1 why not."""
    if reason is not None:
        stop(sentence(reason, language), REFUSED)
    print_line(language.text(done))


def print_minors(offer: MinorsOnOffer | None, language: Language, style: Style) -> None:
    """Print the minors, and whether one can apply now."""
    text = language.text
    minors = offer.minors if offer else ()
    if style is Style.JSON:
        print_json([picked(offered, MINOR_IN_JSON) for offered in minors])
    elif offer is None:
        print_line(text("There are no minors on offer in this database."))
    else:
        until = language.full_day(offer.last_moment.date())
        print_line(sentence(offer.closed, language) if offer.closed else text("One can apply until {day}.", day=until))
        print_line()
        columns = [text("Slug"), text("Code"), text("Places"), text("Admitted"), text("Class numbers")]
        print_things([minor_facts(offered, language) for offered in minors], style, columns)


def minor_facts(minor: MinorRow, language: Language) -> Facts:
    """Return a minor in words, label by label."""
    text = language.text
    outside = "?" if minor.places_outside is None else str(minor.places_outside)
    return {
        text("Slug"): minor.programme.slug,
        text("Minor"): language.name(minor.programme),
        text("Code"): minor.code,
        text("Delft's code"): minor.delft_code or "-",
        text("Academic year"): minor.academic_year,
        text("Places"): str(minor.places),
        text("Of which from outside"): outside,
        text("Admitted"): str(minor.admitted),
        text("Not decided on yet"): str(minor.waiting),
        text("Class numbers"): class_numbers(minor, language),
    }


def print_applications(found: tuple[MinorApplication, ...], language: Language, style: Style) -> None:
    """Print who has applied for a minor, in the order of applying."""
    if style is Style.JSON:
        print_json([picked(application, APPLICATION_IN_JSON) for application in found])
    elif found:
        facts = [application_facts(application, language) for application in found]
        text = language.text
        columns = [text("Number"), text("Name"), text("Programme"), text("Applied"), text("State")]
        print_things(facts, style, columns)
        print_time_zone(language)
    else:
        print_line(language.text("Nobody has applied for this minor."))


def application_facts(application: MinorApplication, language: Language) -> Facts:
    """Return an application in words, label by label."""
    text = language.text

    def when(moment: datetime | None) -> str:
        return language.in_figures(moment) if moment else "-"

    return {
        text("Number"): application.student_number,
        text("Name"): application.name,
        text("Programme"): application.programme,
        text("Applied"): when(application.applied),
        text("State"): word(application.state, language),
        text("Decided"): when(application.decided),
        text("Withdrawn"): when(application.withdrawn),
    }
