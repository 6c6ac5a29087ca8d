"""Text from outside as plain text: what a keyboard, a paste or a database holds is shown, never obeyed."""

from __future__ import annotations

import unicodedata

_NOT_SHOWN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Unicode's control, format (also the ones that turn the direction of text), surrogate and line-breaking characters."""
_FORMULA = set("=+-@\t\r")


def printable(text: str, most: int | None = None) -> str:
    """The text on one line, without control characters; white space is one space; `most` characters, then "…"."""
    spaced = " ".join(text.split())
    if spaced.isprintable():  # which all is, nearly always
        shown = spaced
    else:
        shown = "".join(character for character in spaced if unicodedata.category(character) not in _NOT_SHOWN)
    return shown if most is None or len(shown) <= most else shown[: most - 1] + "…"


def printable_lines(text: str) -> str:
    """The text line by line as `printable`, its line ends as line feeds; empty lines at its ends are left out."""
    return "\n".join(printable(line) for line in text.splitlines()).strip("\n")


def spreadsheet_cell(text: str) -> str:
    """The text as `printable`, after a ' where a spreadsheet would take it for a formula (OWASP, "CSV injection").

    One character alone, such as the - for nothing, is none.
    """
    shown = printable(text)
    begins = {text[:1], unicodedata.normalize("NFKC", shown[:1])}
    return f"'{shown}" if len(shown) > 1 and begins & _FORMULA else shown
