"""The columns in which lists show a minor, an application's standing as a shape and a word, and a minor in full."""

from __future__ import annotations

from textual.content import Content

from enroltui.language import N_, Language
from enroltui.registrar.rules.minor_reasons import MinorThroughOsiris
from enroltui.registrar.values.minors import MinorRow
from enroltui.sentences.minors import minor_code
from enroltui.sentences.reasons import sentence
from enroltui.sentences.words import word
from enroltui.terms import ApplicationState, WayIn
from enroltui.widgets.class_columns import ENROLLED, NONE, WAITING
from enroltui.widgets.table import Column

SHAPES = {
    ApplicationState.APPLIED: WAITING,
    ApplicationState.ADMITTED: ENROLLED,
    ApplicationState.REFUSED: "✗",
    ApplicationState.WITHDRAWN: NONE,
}
TONES = {
    ApplicationState.APPLIED: "warm",
    ApplicationState.ADMITTED: "good",
    ApplicationState.REFUSED: "bad",
    ApplicationState.WITHDRAWN: "quiet",
}


def minor_columns() -> list[Column[MinorRow]]:
    """Code, name, places taken. A name stands out where there are class numbers, as on the seed page."""
    return [
        Column(N_("Code"), lambda one, _: one.code, 10),
        Column(
            N_("Minor"),
            lambda one, language: language.name(one.programme),
            tone=lambda one: "strong" if one.classes else "quiet",
        ),
        Column(N_("Admitted"), taken, 10, tone=lambda one: "" if one.free else "bad"),
    ]


def taken(one: MinorRow, language: Language) -> str:
    """Such as "19 of 40"; nothing for a minor of Delft's, where that is counted."""
    if one.way_in is WayIn.OSIRIS:
        return NONE
    return language.text("{admitted} of {places}", admitted=one.admitted, places=one.places)


def standing(state: ApplicationState | None, language: Language) -> str:
    """Such as "✓ admitted"; nothing for who has not applied."""
    return f"{SHAPES[state]} {word(state, language)}" if state else ""


def about_minor(one: MinorRow, language: Language) -> Content:
    """A minor in full on one line; then its places, how the application stands, and what to do next."""
    name = f"{language.name(one.programme)}, {minor_code(one, language)}"
    if one.way_in is WayIn.OSIRIS:
        facts = [sentence(MinorThroughOsiris(one.name), language)]
    else:
        facts = [" · ".join(_places(one, language)), _next_step(one, language)]
    return Content.assemble(Content.styled(name, "bold"), "\n", "\n".join(facts))


def _places(one: MinorRow, language: Language) -> list[str]:
    places = [language.text("{free} of {places} places free", free=one.free, places=one.places)]
    if one.places_outside is not None:
        places.append(language.text("{count} places are for students from outside", count=one.places_outside))
    return places


def _next_step(one: MinorRow, language: Language) -> str:
    text = language.text
    match one.state:
        case ApplicationState.ADMITTED if one.decided:
            day = language.day_and_year(one.decided.date())
            admitted = text("Admitted on {day}. Enrol for the exams of its courses yourself.", day=day)
            return f"{admitted} {_class_numbers(one, language)}"
        case ApplicationState.APPLIED if one.applied:
            day = language.day_and_year(one.applied.date())
            return text("Applied on {day}. You get a letter when it is decided.", day=day)
        case ApplicationState.REFUSED if one.decided:
            day = language.day_and_year(one.decided.date())
            return text("Refused on {day}. Ask your study adviser what else you can choose.", day=day)
    return _class_numbers(one, language)


def _class_numbers(one: MinorRow, language: Language) -> str:
    if one.classes:
        return language.text("Press d for its class numbers.")
    return language.text("Its class numbers are not there yet; look again later.")
