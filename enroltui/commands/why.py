"""`enroltui why`: every rule's verdict on a student and a class."""

from __future__ import annotations

import click

from enroltui.commands.enrol import class_keys
from enroltui.commands.options import in_visit
from enroltui.commands.printing import Style, picked, print_json, print_things, print_time_zone, style_options
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
    [key] = class_keys(visit, student, [class_])
    verdicts = visit.registrar.why(visit.caller, student.lower(), key)
    language = visit.language
    if style is Style.JSON:
        told = [
            picked(verdict, "rule ok granted facts") | {"sentence": verdict_sentence(verdict, language)}
            for verdict in verdicts
        ]
        print_json({"rules": told})
        return
    text = language.text
    facts = [
        {
            text("Rule"): rule_word(verdict.rule, language),
            text("Verdict"): text("fine") if verdict.ok else text("refused"),
            text("Facts"): verdict_sentence(verdict, language),
        }
        for verdict in verdicts
    ]
    print_things(facts, style)
    print_time_zone(language)
