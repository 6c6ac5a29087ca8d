"""`docs/rules.md` tells each rule as the code has it."""

from enroltui.registrar.rules.asking import GRANTABLE
from tests.rules_table import DOCUMENT, from_code, written


def test_the_table_equals_the_code_and_gives_each_rule_its_source() -> None:
    table = written()
    assert [(rule, english, dutch) for rule, _, english, dutch in table] == from_code()
    assert all(source not in ("", "?") for _, source, _, _ in table)


def test_all_that_can_be_granted_is_named() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert all(rule in text for rule in GRANTABLE)
