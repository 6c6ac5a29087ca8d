"""Write the table of `docs/rules.md`: its sources stand there, its sentences in the code.

`python -m tests.rules_table` writes the sentences into it anew; a new rule then wants its source where "?" stands.
"""

from __future__ import annotations

from enroltui.language import Language
from enroltui.sentences.reasons import sentence
from tests.process import CHECKOUT
from tests.test_sentences import REASONS

DOCUMENT = CHECKOUT / "docs/rules.md"
HEADING = "| --- | --- | --- | --- |\n"


def written() -> list[list[str]]:
    """Return the cells of the table as it stands: code name, source, English, Dutch."""
    rows = DOCUMENT.read_text(encoding="utf-8").partition(HEADING)[2].splitlines()
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def from_code() -> list[tuple[str, str, str]]:
    """Return what the table ought to hold but for the sources: code name, English, Dutch."""
    english, dutch = Language("en"), Language("nl")
    return [(f"`{reason.rule}`", sentence(reason, english), sentence(reason, dutch)) for reason in REASONS]


def write() -> None:
    """Write the sentences anew."""
    sources = {row[0]: row[1] for row in written()}
    rows = [f"| {rule} | {sources.get(rule, '?')} | {en} | {nl} |\n" for rule, en, nl in from_code()]
    before = DOCUMENT.read_text(encoding="utf-8").partition(HEADING)[0]
    DOCUMENT.write_text(before + HEADING + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    write()
