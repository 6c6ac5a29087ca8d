"""Say what the registrar answers about minors: how an application stands, and why something is refused."""

from __future__ import annotations

from enroltui.language import N_, Language
from enroltui.registrar.rules.enrolling import MinorNotAdmitted
from enroltui.registrar.rules.minor_reasons import (
    MinorClassesLeft,
    MinorForBachelors,
    MinorFull,
    MinorNotOpenYet,
    MinorPeriodOver,
    MinorThroughOsiris,
    NoApplication,
    OneMinorAYear,
)
from enroltui.registrar.rules.minors import MinorReason
from enroltui.registrar.values.minors import MinorRow
from enroltui.sentences.words import word
from enroltui.terms import WayIn


def minor_reason(reason: MinorReason, language: Language) -> str:
    """Say why one can't apply, withdraw, admit or refuse, and what to do next."""
    text = language.text
    match reason:
        case MinorNotOpenYet(year, opens):
            day = language.full_day(opens.date())
            return text("Applying for the minors of {year} opens on {day}. Try again then.", year=year, day=day)
        case MinorPeriodOver(year, last):
            return text(
                "Applying for the minors of {year} ended on {last}. Those of a later year open on 1 May, if on offer.",
                year=year,
                last=language.full_day(last.date()),
            )
        case MinorThroughOsiris(minor):
            return text(
                "{minor} is a minor of Delft University. Register in its own system, Osiris.",
                minor=language.name(minor),
            )
        case MinorForBachelors():
            return text("A minor is part of a bachelor programme, so a master student cannot apply for one.")
        case OneMinorAYear(minor, admitted):
            return text(_ALREADY_ADMITTED if admitted else _ALREADY_APPLIED, minor=language.name(minor))
        case NoApplication(state):
            return text(_NO_APPLICATION) if state is None else text(_NO_LONGER, state=word(state, language))
        case MinorFull(places):
            return language.plural(
                "Full: the only place of this minor is taken. Nobody can be admitted now.",
                "Full: all {count} places of this minor are taken. Nobody can be admitted now.",
                places,
            )
        case MinorClassesLeft(classes):
            return _classes_left(classes, language)


_ALREADY_APPLIED = N_("There is an application for the minor {minor} already. Withdraw that first.")
_ALREADY_ADMITTED = N_("There is an admission to the minor {minor} already. Withdraw from that first.")
_NO_APPLICATION = N_("There is no application for this minor. Nothing was changed.")
_NO_LONGER = N_("This application is: {state}. Nothing was changed.")


def _classes_left(classes: int, language: Language) -> str:
    return language.plural(
        "Still enrolled in {count} class of this minor. Withdraw from it first; where that is too late, ask the"
        " education administration office.",
        "Still enrolled in {count} classes of this minor. Withdraw from them first; where that is too late, ask the"
        " education administration office.",
        classes,
    )


def minors_of_class(reason: MinorNotAdmitted, language: Language) -> str:
    """Say why a class of a minor is refused, and what to do next."""
    names = [language.name(minor) for minor in reason.minors]
    if len(names) == 1:
        return language.text(
            "Only students admitted to the minor {minor} can enrol in this class. The page Minors tells how to apply.",
            minor=names[0],
        )
    return language.text(
        "Only students admitted to one of these minors can enrol in this class: {minors}."
        " The page Minors tells how to apply.",
        minors="; ".join(names),
    )


def minor_code(minor: MinorRow, language: Language) -> str:
    """Return a minor's code, with Delft's own where it has one."""
    if minor.delft_code is None:
        return minor.code
    return language.text("{code}, Delft {delft_code}", code=minor.code, delft_code=minor.delft_code)


def class_numbers(minor: MinorRow, language: Language) -> str:
    """Say how many class numbers there are, such as "27", or none yet; or where one registers instead."""
    if minor.way_in is WayIn.OSIRIS:
        return language.text("in Osiris")
    return str(minor.classes) if minor.classes else language.text("not there yet")
