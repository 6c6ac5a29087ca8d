"""Put results into docs/performance.md, where each part's figures stand between two marks."""

from __future__ import annotations


def with_results(document: str, part: str, told: str) -> str:
    """Return the page with this part's results in place of its earlier ones; the other parts' stay."""
    start, end = f"<!-- results of {part} -->\n", f"<!-- end of {part} -->"
    before, rest = document.split(start)
    return f"{before}{start}\n{told}\n{rest[rest.index(end) :]}"
