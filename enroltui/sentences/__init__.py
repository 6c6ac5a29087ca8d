"""What the registrar answers, in words: the one place where terms, outcomes and errors become English or Dutch.

Each sentence says what is so and what to do next, for the person in front of the screen.
Screens and commands share them.
"""

from enroltui.sentences.errors import (
    error_sentence,
    kept_sentence,
    opened_sentences,
    set_aside_sentence,
    upgraded_sentence,
)
from enroltui.sentences.history import history_sentence
from enroltui.sentences.letters import fate_sentence, letter_state_sentence
from enroltui.sentences.lists import list_date, list_day, list_notes
from enroltui.sentences.messages import message_sentence
from enroltui.sentences.minors import application_word, class_numbers, minor_code
from enroltui.sentences.outcomes import last_day, offer_sentence, outcome_sentence, seats, when
from enroltui.sentences.reasons import sentence
from enroltui.sentences.rosters import (
    roster_count,
    roster_csv,
    roster_facts,
    roster_lines,
    roster_plot,
    roster_text,
    roster_title,
)
from enroltui.sentences.rules import hold_sentence
from enroltui.sentences.sessions import session_end_sentence, session_end_word
from enroltui.sentences.trail import action_word, event_outcome, via_word
from enroltui.sentences.verdicts import rule_word, verdict_sentence
from enroltui.sentences.words import (
    career_word,
    component_word,
    description_word,
    hold_word,
    kind_word,
    language_word,
    meeting_word,
    mode_word,
    role_word,
    session_word,
    state_word,
    status_word,
    way_in_word,
)

__all__ = [
    "action_word",
    "application_word",
    "career_word",
    "class_numbers",
    "component_word",
    "description_word",
    "error_sentence",
    "event_outcome",
    "fate_sentence",
    "history_sentence",
    "hold_sentence",
    "hold_word",
    "kept_sentence",
    "kind_word",
    "language_word",
    "last_day",
    "letter_state_sentence",
    "list_date",
    "list_day",
    "list_notes",
    "meeting_word",
    "message_sentence",
    "minor_code",
    "mode_word",
    "offer_sentence",
    "opened_sentences",
    "outcome_sentence",
    "role_word",
    "roster_count",
    "roster_csv",
    "roster_facts",
    "roster_lines",
    "roster_plot",
    "roster_text",
    "roster_title",
    "rule_word",
    "seats",
    "sentence",
    "session_end_sentence",
    "session_end_word",
    "session_word",
    "set_aside_sentence",
    "state_word",
    "status_word",
    "upgraded_sentence",
    "verdict_sentence",
    "via_word",
    "way_in_word",
    "when",
]
