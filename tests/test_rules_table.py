"""`docs/rules.md` tells each rule as the code has it."""

import re

from enroltui.registrar.rules.asking import GRANTABLE
from tests.process import CHECKOUT
from tests.rules_table import DOCUMENT, from_code, written


def test_the_table_equals_the_code_and_gives_each_rule_its_source() -> None:
    table = written()
    assert [(rule, english, dutch) for rule, _, english, dutch in table] == from_code()
    assert all(source not in ("", "?") for _, source, _, _ in table)


def test_what_is_ascribed_to_the_seed_page_stands_on_it() -> None:
    """Each such source quotes the page; its lines stand in the first column of docs/seed-page.md."""
    rows = (CHECKOUT / "docs/seed-page.md").read_text(encoding="utf-8").splitlines()
    page = " ".join(row.split(" | ")[0] for row in rows if row.startswith("| "))
    for rule, source, _, _ in written():
        for said in re.findall(r"seed page: ([^;]*)", source):
            quotes = re.findall(r"“(.*?)”", said)
            assert quotes, f"{rule}: {said}"
            assert [quote for quote in quotes if quote not in page] == [], rule
    assert "seed page" in source_of("period_over")
    assert "seed page" not in source_of("minor_period_over")


def source_of(rule: str) -> str:
    """Where a rule comes from, as the table has it."""
    return next(source for name, source, _, _ in written() if name == f"`{rule}`")


def test_all_that_can_be_granted_is_named() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert all(rule in text for rule in GRANTABLE)
