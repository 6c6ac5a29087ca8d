"""Put an event of the audit trail into words, for staff."""

from __future__ import annotations

from enroltui.language import N_, Language
from enroltui.registrar.values.audit_trail import LOOK, SEEN, AuditFact
from enroltui.registrar.values.enrolling import Change
from enroltui.sentences.verdicts import rule_word
from enroltui.sentences.words import word
from enroltui.terms import Help, HelpOutcome, HoldCode, MessageKind

_ACTION = {
    "add_to_cart": N_("add to the cart"),
    "remove_from_cart": N_("take out of the cart"),
    "enrol": N_("enrol"),
    "withdraw": N_("withdraw"),
    "swap": N_("swap"),
    "promote": N_("let in from the waiting list"),
    "seat_alert": N_("seat alert"),
    "save_plan": N_("keep the cart as a plan"),
    "delete_plan": N_("delete a plan"),
    "write_letter": N_("write a letter"),
    "apply_for_minor": N_("apply for a minor"),
    "withdraw_from_minor": N_("withdraw from a minor"),
    "admit_to_minor": N_("admit to a minor"),
    "refuse_for_minor": N_("refuse for a minor"),
    "grant": N_("make an exception"),
    MessageKind.HOLD_PLACED.value: N_("place a hold"),
    MessageKind.HOLD_LIFTED.value: N_("lift a hold"),
    "add_ssh_key": N_("register an SSH key"),
    "remove_ssh_key": N_("remove an SSH key"),
    "change_password": N_("change the password"),
    "give_password": N_("give a one-time password"),
    Help.WATCH.value: N_("watch along"),
    Help.KEYS.value: N_("help by keys"),
    "add_account": N_("add an account"),
    "close_account": N_("close an account"),
    "end_session": N_("end a session"),
    "log_in": N_("log in"),
    LOOK: N_("look"),
    "not_allowed": N_("ask for what the role may not"),
    "forget_audit": N_("remove old events"),
}
_OUTCOME = {
    Change.ADDED.value: N_("added"),
    Change.REMOVED.value: N_("removed"),
    Change.ENROLLED.value: N_("enrolled"),
    Change.WAITING.value: N_("waiting"),
    Change.WITHDRAWN.value: N_("withdrawn"),
    Change.REFUSED.value: N_("refused"),
    Change.KEPT.value: N_("kept"),
    HelpOutcome.BEGAN.value: N_("began"),
    HelpOutcome.ENDED.value: N_("ended"),
    HelpOutcome.UNANSWERED.value: N_("not answered"),
    "set": N_("set"),
    "password": N_("by password"),
    SEEN: N_("the student"),
    "students": N_("all students"),
    "roster": N_("the roster"),
    "audit": N_("the audit trail"),
    "sessions": N_("sessions"),
    "minor_applications": N_("applications for a minor"),
    "see": N_("look at a student"),
    "change": N_("change something for a student"),
    "see_students": N_("look at all students"),
    "see_audit": N_("look at the audit trail"),
    "see_outbox": N_("look at all letters"),
    "see_roster": N_("look at a roster"),
    "ask_why": N_("ask what every rule says"),
    "place_holds": N_("place or lift a hold"),
    "grant": N_("make an exception"),
    "decide_on_minors": N_("decide on applications for a minor"),
    "join": N_("be with a student in a session"),
    "give_password": N_("give a one-time password"),
    "keep_sessions": N_("see and end sessions"),
    "keep_accounts": N_("add and close accounts"),
    "keep_audit": N_("remove old events"),
}


def action_word(action: str, language: Language) -> str:
    """Say what was done or tried, such as "enrol"; an action without a word by its code name."""
    return language.text(_ACTION[action]) if action in _ACTION else action


def event_outcome(fact: AuditFact, language: Language) -> str:
    """Say what came of it, such as "enrolled" or "refused: full"; an exception is its rule, and why it was made."""
    if fact.action == "grant" and fact.rule:
        return f"{rule_word(fact.rule, language)}: {fact.outcome}"
    said = language.text(_OUTCOME[fact.outcome]) if fact.outcome in _OUTCOME else fact.outcome
    if fact.outcome in {code.value for code in HoldCode}:
        said = word(HoldCode(fact.outcome), language)
    return f"{said}: {rule_word(fact.rule, language)}" if fact.rule else said


def seat_of(fact: AuditFact, language: Language) -> str:
    """Say from which address it was done, and within which session: "From 192.0.2.1, session 17"."""
    if fact.session_number is None:
        return language.text("From {address}", address=fact.address or "-")
    return language.text("From {address}, session {number}", address=fact.address or "-", number=fact.session_number)
