"""Say what a student is told at the next login."""

from __future__ import annotations

from enroltui.language import Language
from enroltui.registrar.values.student_center import Message
from enroltui.sentences.rules import hold_sentence
from enroltui.sentences.verdicts import rule_word
from enroltui.sentences.words import word
from enroltui.terms import MessageKind


def message_sentence(message: Message, language: Language) -> str:
    """Say what happened and what to do next."""
    text, told = language.text, message.told
    match message.kind:
        case MessageKind.PROMOTED if told.gave_up:
            gave_up = told.gave_up.class_number
            return text(
                "A place came free: you are enrolled in {what} now, and {gave_up} has been given up for it.",
                what=_what(message, language),
                gave_up=gave_up,
            )
        case MessageKind.PROMOTED:
            return text(
                "A place came free: you are enrolled in {what} now, and no longer on its waiting list.",
                what=_what(message, language),
            )
        case MessageKind.SEAT_FREE:
            return text("A place is free in {what}. Enrol soon: it is not kept for you.", what=_what(message, language))
        case MessageKind.HOLD_PLACED:
            assert told.hold is not None
            return hold_sentence(told.hold, language)
        case MessageKind.HOLD_LIFTED:
            assert told.hold is not None
            return text("The hold “{hold}” has been lifted: you can enrol.", hold=word(told.hold, language))
        case MessageKind.GRANTED:
            assert told.rule is not None
            assert told.until is not None
            return text(
                "Until {until} the rule “{rule}” does not hold for you in {what}.",
                until=language.moment(told.until),
                rule=rule_word(told.rule, language),
                what=_what(message, language),
            )


def _what(message: Message, language: Language) -> str:
    assert message.told.key is not None
    title = language.title(message.row.course) if message.row else ""
    return f"{message.told.key.class_number} {title}".strip()
