"""What is said of classes that were tried without changing anything: what would become of each, and what clashes."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from enroltui.language import Language
from enroltui.registrar.rules.clashes import Clash
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.enrolling import Change, Outcome, Validation
from enroltui.sentences.reasons import sentence
from enroltui.widgets.class_columns import ENROLLED, WAITING
from enroltui.widgets.class_naming import NOT

_TONES = {Change.ENROLLED: "$success", Change.WAITING: "$warm", Change.REFUSED: "$error"}


def would_become(outcome: Outcome, language: Language) -> Content:
    """Say what would become of one class if it were sent now, with its shape."""
    return Content.styled(_would_become(outcome, language), _TONES[outcome.change])


def _would_become(outcome: Outcome, language: Language) -> str:
    if outcome.reason is not None:
        return f"{NOT} {sentence(outcome.reason, language)}"
    if outcome.change is Change.WAITING and outcome.row is not None:
        place = outcome.row.waiting + 1
        return f"{WAITING} {language.text('Full. You would be number {place} on the waiting list.', place=place)}"
    return f"{ENROLLED} {language.text('You can enrol in this class.')}"


def verdict_word(outcome: Outcome, language: Language) -> str:
    """Say in a word, for a list, what would become of one class."""
    match outcome.change:
        case Change.ENROLLED:
            return f"{ENROLLED} {language.text('can enrol')}"
        case Change.WAITING:
            return f"{WAITING} {language.text('can wait')}"
    return f"{NOT} {language.text('refused')}"


def in_short(outcomes: Sequence[Outcome]) -> str:
    """Return how many classes would be enrolled in, waited for and refused, such as "✓ 2  ✗ 1"."""
    shapes = {Change.ENROLLED: ENROLLED, Change.WAITING: WAITING, Change.REFUSED: NOT}
    counts = {shape: sum(outcome.change is change for outcome in outcomes) for change, shape in shapes.items()}
    return "  ".join(f"{shape} {count}" for shape, count in counts.items() if count)


def validation_notice(validation: Validation, language: Language) -> str:
    """Say how many classes can be enrolled in, what clashes in the cart, and that nothing was changed."""
    can = sum(outcome.change is Change.ENROLLED for outcome in validation.outcomes)
    said = [
        language.plural(
            "{can} of {count} class can be enrolled in.",
            "{can} of {count} classes can be enrolled in.",
            len(validation.outcomes),
            can=can,
        ),
        *(clash_sentence(clash, language) for clash in validation.clashes),
        language.text("Nothing was changed."),
    ]
    return " ".join(said)


def clash_sentence(clash: Clash, language: Language) -> str:
    """Say which two classes meet at the same time, and when."""
    facts = {
        "number": clash.class_number,
        "other": clash.other_number,
        "start": language.moment(clash.starts),
        "end": language.clock(clash.ends),
    }
    return language.text("{number} and {other} clash, {start}–{end}.", **facts)


def clashes_of(key: ClassKey, clashes: Sequence[Clash]) -> list[Clash]:
    """Return the clashes in which a class takes part."""
    return [clash for clash in clashes if key.class_number in (clash.class_number, clash.other_number)]
