"""`enroltui why`: every rule's verdict on a student and a class."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from enroltui.commands.enrol import class_keys
from enroltui.commands.options import in_visit
from enroltui.commands.printing import Style, print_json, print_things, style_options
from enroltui.language import Language
from enroltui.registrar.rules.asking import Verdict
from enroltui.sentences.verdicts import rule_word, verdict_sentence
from enroltui.visit import Visit


@click.command()
@click.argument("student")
@click.argument("class_", metavar="CLASS")
@style_options
@in_visit
def why(visit: Visit, student: str, class_: str, style: Style) -> None:
    """Tell why a student can or can't enrol in a class: what every rule says, and the facts that it went by.

    The exit status is 0 also where a rule refuses.

    \b
    Examples:
      enroltui why s9900001 27121
      enroltui why s9900001 27121 --json
    """
    [key] = class_keys(visit, [class_])
    verdicts = visit.registrar.why(visit.caller, student.lower(), key)
    language = visit.language
    if style is Style.JSON:
        print_json({"rules": [verdict_json(one, language) for one in verdicts]})
        return
    text = language.text
    facts = [
        {
            text("Rule"): rule_word(one.rule, language),
            text("Verdict"): text("fine") if one.ok else text("refused"),
            text("Facts"): verdict_sentence(one, language),
        }
        for one in verdicts
    ]
    print_things(facts, list(facts[0]), style)


def verdict_json(verdict: Verdict, language: Language) -> dict[str, Any]:
    """A verdict as JSON; `facts` are what the rule went by, and differ from rule to rule."""
    return {
        "rule": verdict.rule,
        "ok": verdict.ok,
        "granted": verdict.granted,
        "facts": {name: plain(fact) for name, fact in verdict.facts.items()},
        "sentence": verdict_sentence(verdict, language),
    }


def plain(fact: object) -> object:
    """A fact as JSON has it."""
    match fact:
        case date():  # also a moment
            return fact.isoformat()
        case list():
            return [plain(one) for one in fact]
    return fact
