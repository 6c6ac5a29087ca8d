"""docs/performance.md: each part's figures stand between two marks of its own."""

from __future__ import annotations

from collections.abc import Mapping


def with_results(document: str, results: Mapping[str, str]) -> str:
    """The page with these parts' results in place of their earlier ones; the other parts' stay."""
    for part, told in results.items():
        start, end = f"<!-- results of {part} -->\n", f"<!-- end of {part} -->"
        before, rest = document.split(start)
        document = f"{before}{start}\n{told}\n{rest[rest.index(end) :]}"
    return document
