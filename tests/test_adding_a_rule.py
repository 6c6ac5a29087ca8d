"""A rule is added by what `docs/architecture.md` says, to a copy of the program, and then holds everywhere."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.changed_copy import copy_of_the_program, insert, python
from tests.process import CHECKOUT

RULES, WORDS = "enroltui/registrar/rules/enrolling.py", "enroltui/sentences/rules.py"
DUTCH = "enroltui/locale/nl/LC_MESSAGES/enroltui.po"
EXAMPLES, TABLE = "tests/test_sentences.py", "docs/rules.md"

ITS_REASON = '''
@dataclass(frozen=True, slots=True)
class TooCrowded(Reason):
    """More places than there are seats in the room."""

    rule: ClassVar[str] = "too_crowded"
    class_number: int
    seats: int


def too_crowded(facts: ClassFacts, student: Standing, now: datetime) -> Answer:
    """A room has nine seats."""
    reason = TooCrowded(facts.class_number, 9) if facts.capacity > 9 else None
    return reason, {"capacity": facts.capacity}


'''
ITS_WORDS = """    TooCrowded: RuleWords(
        N_("too crowded"),
        N_("The room has a seat for each of {capacity}."),
        lambda reason, language: language.text("The room has {seats} seats only. Ask for another.", seats=reason.seats),
    ),
"""
IN_DUTCH = {
    "too crowded": "te vol",
    "The room has a seat for each of {capacity}.": "De zaal heeft {capacity} plaatsen.",
    "The room has {seats} seats only. Ask for another.": "De zaal heeft maar {seats} plaatsen. Vraag om een andere.",
}

WALK = """
import json, sys
from pathlib import Path
from enroltui.locale.messages import DUTCH, bring_up_to_date

bring_up_to_date()
po = DUTCH.read_text(encoding="utf-8")
for english, dutch in json.loads(sys.argv[1]).items():
    po = po.replace(f'msgid "{english}"\\nmsgstr ""', f'msgid "{english}"\\nmsgstr "{dutch}"')
DUTCH.write_text(po, encoding="utf-8")
untranslated = bring_up_to_date()

import pytest
from tests import rules_table
from tests.process import Machine
from tests.registrar import world

rules_table.write()
text = rules_table.DOCUMENT.read_text(encoding="utf-8")
text = text.replace("| `too_crowded` | ? |", "| `too_crowded` | ours |")
text = text.replace("through_office,", "through_office, too_crowded,", 1)
rules_table.DOCUMENT.write_text(text, encoding="utf-8")
tests = ["tests/test_rules_table.py", "tests/test_sentences.py", "-k", "rule or reason"]
assert pytest.main(["-q", "-n", "0", "-p", "no:cacheprovider", *tests]) == 0
home = Path("home")
home.mkdir()
world.build(home / "world.db")
machine = Machine(home.absolute(), ENROLTUI_DATABASE=str(home.absolute() / "world.db"))
noon = ("--today", "2018-01-15T12:00")
said = {
    "untranslated": untranslated,
    "table": [row for row in rules_table.written() if row[0] == "`too_crowded`"],
    "refused": json.loads(machine.run("enrol", world.ANNA, "28114", "--json", *noon).stdout)["results"][0],
    "why": [why for why in machine.json("why", world.ANNA, "28114", *noon)["rules"] if why["rule"] == "too_crowded"],
    "why_nl": machine.done("why", world.ANNA, "28120", "--lang", "nl", "--plain", *noon),
    "granted": machine.done(
        "grant", world.ANNA, "28114", "too_crowded", "--until", "2018-01-31", "--reason", "board", *noon
    ),
    "enrolled": machine.json("enrol", world.ANNA, "28114", *noon)["results"][0]["outcome"],
    "help": machine.done("grant", "--help"),
    "audit": machine.done("audit", world.ANNA),
}
print(json.dumps(said))
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Make a copy of the program and its tests, with the rule itself but without its words."""
    copy_of_the_program(tmp_path)
    insert(tmp_path / RULES, "_ALWAYS = ", ITS_REASON.lstrip("\n"))
    insert(tmp_path / RULES, "    Rule(Full, ", "    Rule(TooCrowded, too_crowded, _WHEN_SENT, grantable=True),\n")
    return tmp_path


def test_the_document_names_every_file_of_it() -> None:
    document = (CHECKOUT / "docs/architecture.md").read_text(encoding="utf-8")
    [row] = re.findall(r"^\| add a rule \|.*$", document, re.MULTILINE)
    assert all(path.removeprefix("enroltui/") in row for path in (RULES, WORDS, DUTCH, EXAMPLES, TABLE))


def test_an_added_rule_refuses_is_explained_and_is_granted_in_both_languages(copy: Path) -> None:
    insert(
        copy / WORDS,
        "from enroltui.registrar.rules.reasons",
        "from enroltui.registrar.rules.enrolling import TooCrowded\n",
    )
    insert(copy / WORDS, "    Full: RuleWords(", ITS_WORDS)
    insert(
        copy / EXAMPLES,
        "    Full(28114, 40, 0, 0): (",
        "    TooCrowded(28114, 9): 'The room has 9 seats only. Ask for another.',\n",
    )
    insert(copy / EXAMPLES, "from enroltui.terms", "from enroltui.registrar.rules.enrolling import TooCrowded\n")
    ended = python(copy, "-c", WALK, json.dumps(IN_DUTCH))
    assert ended.returncode == 0, ended.stdout + ended.stderr
    said = json.loads(ended.stdout.splitlines()[-1])
    english, dutch = (
        "The room has 9 seats only. Ask for another.",
        "De zaal heeft maar 9 plaatsen. Vraag om een andere.",
    )
    assert said["untranslated"] == []
    assert said["table"] == [["`too_crowded`", "ours", english, dutch]]
    assert (said["refused"]["rule"], said["refused"]["sentence"]) == ("too_crowded", english)
    assert said["why"] == [
        {"rule": "too_crowded", "ok": False, "granted": False, "facts": {"capacity": 10}, "sentence": english}
    ]
    assert "te vol" in said["why_nl"]
    assert "too_crowded" in said["help"]
    assert "“too crowded” does not hold" in said["granted"]
    assert said["enrolled"] == "enrolled"
    assert "board (too_crowded)" in said["audit"]


def test_a_rule_without_words_fails_a_test_that_names_it(copy: Path) -> None:
    ended = python(copy, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", EXAMPLES, "-k", "without_words")
    assert ended.returncode == 1
    failed = re.findall(r"^FAILED .*::(\w+)", ended.stdout, re.MULTILINE)
    assert {"test_no_reason_of_the_rules_is_without_words", "test_no_rule_is_without_words"} <= set(failed)
    assert "too_crowded" in ended.stdout
