"""The table of cases in `docs/catalogue.md`: for each rule a student and a class whom only that rule stops."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from enroltui.registrar.registrar import Registrar
from enroltui.registrar.rules.asking import Verdict
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.people import Caller
from enroltui.terms import AMSTERDAM, Role, Via

DOCUMENT = Path(__file__).parents[2] / "docs" / "catalogue.md"
LINE = re.compile(r"\| `(?P<rule>\w+)`(?: \((?P<how>\w+)\))? \| (?P<student>s\d{7}) \| (?P<number>\d{5}) \| .+ \|")
SHOWN = datetime(2018, 1, 15, 12, tzinfo=AMSTERDAM)
HELPDESK = Caller("helpdesk", Role.HELPDESK, Via.COMMAND, SHOWN)


IN_ALREADY = ["already_enrolled", "period_over"]
"""The other rules that refuse a student who is in a class from which it is too late to withdraw."""


@dataclass(frozen=True)
class RuleCase:
    """A line of the table. `how`: "tells" lets in, "withdrawing" is asked of who is in the class, None refuses."""

    rule: str
    student: str
    number: int
    how: str | None

    def verdicts(self, registrar: Registrar) -> tuple[Verdict, ...]:
        return registrar.why(HELPDESK, self.student, ClassKey("2017-2018", self.number))


CASES = [
    RuleCase(found["rule"], found["student"], int(found["number"]), found["how"])
    for found in LINE.finditer(DOCUMENT.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule} {case.number}")
def test_only_this_rule_stops_the_student(registrar: Registrar, case: RuleCase) -> None:
    verdicts = case.verdicts(registrar)
    refused = {"tells": [], "withdrawing": [*IN_ALREADY, case.rule]}.get(case.how or "", [case.rule])
    assert [verdict.rule for verdict in verdicts if not verdict.ok] == refused
    assert case.rule in {verdict.rule for verdict in verdicts if verdict.reason}
    assert not any(verdict.granted for verdict in verdicts)


def test_every_rule_that_is_asked_has_a_case(registrar: Registrar) -> None:
    asked = {verdict.rule for case in CASES for verdict in case.verdicts(registrar)}
    assert len(asked) == 18
    assert {case.rule for case in CASES} == asked


def test_an_exception_lets_in(registrar: Registrar) -> None:
    verdicts = registrar.why(HELPDESK, "s9900009", ClassKey("2017-2018", 19460))
    assert all(verdict.ok for verdict in verdicts)
    assert [verdict.rule for verdict in verdicts if verdict.granted] == ["career"]
