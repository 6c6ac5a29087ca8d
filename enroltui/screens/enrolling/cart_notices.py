"""What the notice line says after classes were put into the shopping cart or taken out of it."""

from __future__ import annotations

from collections.abc import Sequence

from enroltui.language import Language
from enroltui.registrar.values.classes import ClassRow
from enroltui.registrar.values.enrolling import Change, Outcome
from enroltui.sentences.outcomes import outcome_sentence, when
from enroltui.sentences.words import word
from enroltui.terms import Component
from enroltui.widgets.class_naming import named
from enroltui.widgets.notice import Tone


def tone_of(outcomes: Sequence[Outcome]) -> Tone:
    """Return the tone of a notice: good only where nothing was refused."""
    return Tone.BAD if any(outcome.change is Change.REFUSED for outcome in outcomes) else Tone.GOOD


def offered(outcomes: Sequence[Outcome]) -> tuple[ClassRow, ...]:
    """Return the classes that would help besides or instead, each once, less those that were asked for anyway."""
    offers = {outcome.offer.key: outcome.offer for outcome in outcomes if outcome.offer is not None}
    return tuple(row for key, row in offers.items() if key not in {outcome.key for outcome in outcomes})


def cart_notice(outcomes: Sequence[Outcome], language: Language) -> str:
    """Say what became of the classes, how to go on, and what is offered besides; whole sentences."""
    said = (_done(outcomes, language), refusals(outcomes, language), _offer(outcomes, language))
    return " ".join(sentence for sentence in said if sentence)


def _done(outcomes: Sequence[Outcome], language: Language) -> str:
    done = [outcome for outcome in outcomes if outcome.change is not Change.REFUSED]
    if not done:
        return ""
    if done[0].change is Change.REMOVED:
        if len(done) == 1 and done[0].row is not None:
            return language.text(
                "Taken out of your shopping cart: {name}. Press u to put it back.", name=named(done[0].row, language)
            )
        return language.plural(
            "{count} class taken out of your shopping cart. Press u to put it back.",
            "{count} classes taken out of your shopping cart. Press u to put them back.",
            len(done),
        )
    if len(done) == 1 and done[0].row is not None:
        return language.text(
            "In your shopping cart: {name}. Press c to go there and enrol, u to undo.",
            name=named(done[0].row, language),
        )
    return language.plural(
        "{count} class is now in your shopping cart. Press c to go there and enrol, u to undo.",
        "{count} classes are now in your shopping cart. Press c to go there and enrol, u to undo.",
        len(done),
    )


def refusals(outcomes: Sequence[Outcome], language: Language) -> str:
    """Say why the first class was refused, and how many were; "" where none was."""
    refused = [outcome for outcome in outcomes if outcome.change is Change.REFUSED]
    if not refused:
        return ""
    first = refused[0]
    name = named(first.row, language) if first.row is not None else str(first.key.class_number)
    reason = language.text("{name}: {reason}", name=name, reason=outcome_sentence(first, language))
    if len(refused) == 1:
        return reason
    count = language.plural("{count} class was refused.", "{count} classes were refused.", len(refused))
    return f"{count} {reason}"


def _offer(outcomes: Sequence[Outcome], language: Language) -> str:
    """Say that a lecture does not enrol for its exam; or the retake of a closed exam."""
    offers = offered(outcomes)
    if not offers:
        return ""
    if len(offers) > 1:
        return language.text("They do not enrol you for the exams. Press b to add those too.")
    offer = offers[0]
    facts = {
        "number": offer.key.class_number,
        "description": word(offer.description, language),
        "moment": when(offer, language),
    }
    if _taught(outcomes):
        return language.text(
            "This does not enrol you for the exam: press b to add that too ({number}, {description}, {moment}).",
            **facts,
        )
    return language.text("Press b to add {number} instead, the {description} ({moment}).", **facts)


def _taught(outcomes: Sequence[Outcome]) -> bool:
    return any(
        outcome.row is not None and outcome.row.component not in (Component.EXAM, Component.PARTIAL_EXAM)
        for outcome in outcomes
        if outcome.offer is not None
    )
