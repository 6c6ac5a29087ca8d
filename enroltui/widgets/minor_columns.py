"""The columns in which lists show a minor, an application's state as a shape and a word, and a minor in full."""

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
        Column(N_("Code"), lambda minor, _: minor.code, 10),
        Column(
            N_("Minor"),
            lambda minor, language: language.name(minor.programme),
            tone=lambda minor: "strong" if minor.classes else "quiet",
        ),
        Column(N_("Admitted"), taken, 10, tone=lambda minor: "" if minor.free else "bad"),
    ]


def taken(minor: MinorRow, language: Language) -> str:
    """Such as "19 of 40"; nothing for a minor of Delft's, where that is counted."""
    if minor.way_in is WayIn.OSIRIS:
        return NONE
    return language.text("{admitted} of {places}", admitted=minor.admitted, places=minor.places)


def application_in_words(state: ApplicationState | None, language: Language) -> str:
    """Such as "✓ admitted"; nothing for who has not applied."""
    return f"{SHAPES[state]} {word(state, language)}" if state else ""


def about_minor(minor: MinorRow, language: Language) -> Content:
    """Return a minor in full on one line; then its places, how the application stands, and what to do next."""
    name = f"{language.name(minor.programme)}, {minor_code(minor, language)}"
    if minor.way_in is WayIn.OSIRIS:
        facts = [sentence(MinorThroughOsiris(minor.name), language)]
    else:
        facts = [" · ".join(_places(minor, language)), _next_step(minor, language)]
    return Content.assemble(Content.styled(name, "bold"), "\n", "\n".join(facts))


def _places(minor: MinorRow, language: Language) -> list[str]:
    places = [language.text("{free} of {places} places free", free=minor.free, places=minor.places)]
    if minor.places_outside is not None:
        places.append(language.text("{count} places are for students from outside", count=minor.places_outside))
    return places


def _next_step(minor: MinorRow, language: Language) -> str:
    text = language.text
    match minor.state:
        case ApplicationState.ADMITTED if minor.decided:
            day = language.day_and_year(minor.decided.date())
            admitted = text("Admitted on {day}. Enrol for the exams of its courses yourself.", day=day)
            return f"{admitted} {_class_numbers(minor, language)}"
        case ApplicationState.APPLIED if minor.applied:
            day = language.day_and_year(minor.applied.date())
            return text("Applied on {day}. You get a letter when it is decided.", day=day)
        case ApplicationState.REFUSED if minor.decided:
            day = language.day_and_year(minor.decided.date())
            return text("Refused on {day}. Ask your study adviser what else you can choose.", day=day)
    return _class_numbers(minor, language)


def _class_numbers(minor: MinorRow, language: Language) -> str:
    if minor.classes:
        return language.text("Press d for its class numbers.")
    return language.text("Its class numbers are not there yet; look again later.")
