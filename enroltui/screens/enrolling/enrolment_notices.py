"""What is said around withdrawing: the question before it, and what became of it or of undoing it."""

from __future__ import annotations

from collections.abc import Sequence

from enroltui.language import Language
from enroltui.registrar.values.enrolling import Change, EnrolmentRow, Outcome
from enroltui.screens.enrolling.cart_notices import refusals
from enroltui.terms import State, Status
from enroltui.widgets.class_naming import named


def withdraw_question(rows: Sequence[EnrolmentRow], language: Language) -> str:
    """Say what one is about to give up, and whether it can be had back."""
    asked = language.plural("Withdraw from this class?", "Withdraw from these {count} classes?", len(rows))
    return "\n".join(
        [asked, "", *(named(enrolment.row, language) for enrolment in rows), "", _can_be_undone(rows, language)]
    )


def _can_be_undone(rows: Sequence[EnrolmentRow], language: Language) -> str:
    if any(enrolment.state is State.WAITING for enrolment in rows):
        return language.text("A place on a waiting list cannot be had back.")
    if any(enrolment.row.waiting for enrolment in rows):
        return language.text("Others are waiting: your place may go to one of them at once.")
    return language.text("You can undo this while the place is free and enrolment is open.")


def change_notice(outcomes: Sequence[Outcome], language: Language) -> str:
    """Say what became of withdrawing or enrolling again; whole sentences, what was refused last."""
    said = (_withdrawn(outcomes, language), _enrolled(outcomes, language), refusals(outcomes, language))
    return " ".join(sentence for sentence in said if sentence)


def _withdrawn(outcomes: Sequence[Outcome], language: Language) -> str:
    done = [outcome for outcome in outcomes if outcome.change is Change.WITHDRAWN and outcome.row is not None]
    if not done:
        return ""
    if len(done) == 1 and done[0].row is not None:
        said = language.text("Withdrawn from {name}.", name=named(done[0].row, language))
    else:
        said = language.plural("Withdrawn from {count} class.", "Withdrawn from {count} classes.", len(done))
    free = all(outcome.row is not None and outcome.row.status in (Status.OPEN, Status.NEARLY_FULL) for outcome in done)
    return f"{said} {language.text('Press u to undo.')}" if free else said


def _enrolled(outcomes: Sequence[Outcome], language: Language) -> str:
    done = [outcome for outcome in outcomes if outcome.change is Change.ENROLLED and outcome.row is not None]
    if not done:
        return ""
    if len(done) == 1 and done[0].row is not None:
        return language.text("Enrolled again in {name}.", name=named(done[0].row, language))
    return language.plural("Enrolled again in {count} class.", "Enrolled again in {count} classes.", len(done))
