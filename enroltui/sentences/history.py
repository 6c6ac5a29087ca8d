"""Say what was done and tried for a student."""

from __future__ import annotations

from enroltui.language import N_, Language
from enroltui.registrar.values.audit_trail import AuditFact
from enroltui.registrar.values.enrolling import Change
from enroltui.sentences.verdicts import rule_word

_DONE: dict[tuple[str, str], str] = {
    ("enrol", Change.ENROLLED): N_("{moment}: enrolled, by {who}."),
    ("enrol", Change.WAITING): N_("{moment}: on the waiting list, by {who}."),
    ("enrol", Change.REFUSED): N_("{moment}: not enrolled ({rule}), asked by {who}."),
    ("withdraw", Change.WITHDRAWN): N_("{moment}: withdrawn, by {who}."),
    ("withdraw", Change.REFUSED): N_("{moment}: not withdrawn ({rule}), asked by {who}."),
    ("swap", Change.ENROLLED): N_("{moment}: enrolled in exchange for another class, by {who}."),
    ("swap", Change.WITHDRAWN): N_("{moment}: given up for another class, by {who}."),
    ("swap", Change.WAITING): N_("{moment}: on the waiting list, to be exchanged for another class, by {who}."),
    ("swap", Change.KEPT): N_("{moment}: to be given up for a class that is waited for, by {who}."),
    ("swap", Change.REFUSED): N_("{moment}: not swapped ({rule}), asked by {who}."),
    ("promote", Change.ENROLLED): N_("{moment}: let in from the waiting list."),
    ("promote", Change.WITHDRAWN): N_("{moment}: given up, as a place in another class came free."),
}


def history_sentence(fact: AuditFact, student: str, language: Language) -> str:
    """Say one event in one line: the visit's moment, who did it, and what; `student` is the one who reads it."""
    who = language.text("yourself") if fact.actor == student else fact.actor
    return language.text(
        _DONE[fact.action, fact.outcome],
        moment=language.moment(fact.visit_at),
        who=who,
        rule=rule_word(fact.rule, language) if fact.rule else "",
    )
