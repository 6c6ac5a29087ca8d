"""Text from outside as plain text: what a keyboard, a paste or a database holds is shown, never obeyed."""

from __future__ import annotations

import unicodedata
from typing import Any

_NOT_SHOWN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Unicode's control, format (also the ones that turn the direction of text), surrogate and line-breaking characters."""
_JOINERS = "\u200c\u200d"
"""Zero width non-joiner and joiner: spelling in Persian, Hindi, Malayalam and other languages."""
_VIRAMA = 9
"""The combining class of the signs that take a consonant's vowel away."""
_FORMULA = set("=+-@\t\r")


def harmless(text: str) -> str:
    """Return the text on one line, without characters that a terminal obeys or that hide how it reads; else as it is.

    A zero-width joiner stays where it spells: between letters, or after a virama (RFC 5892, appendix A, more narrowly).
    """
    if text.isprintable():  # which all is, nearly always
        return text
    kept: list[str] = []
    for place, character in enumerate(text):
        if unicodedata.category(character) not in _NOT_SHOWN:
            kept.append(character)
        elif character.isspace():
            kept.append(" ")
        elif character in _JOINERS and _spells("".join(kept[-1:]), text[place + 1 : place + 2]):
            kept.append(character)
    return "".join(kept)


def harmless_lines(text: str) -> str:
    """Return the text line by line as `harmless`, its line ends as line feeds."""
    return "\n".join(map(harmless, text.replace("\r\n", "\n").split("\n")))


def harmless_json(text: str) -> str:
    """JSON whose texts, escaped in it or not, are each as `harmless_lines`. ValueError where it is no JSON."""
    if text.isprintable() and "\\" not in text:
        return text
    import json  # not needed for the first paint

    told = json.loads(text)
    cleaned = _all_harmless(told)
    return text if cleaned == told else json.dumps(cleaned)


def _all_harmless(told: Any) -> Any:
    match told:
        case str():
            return harmless_lines(told)
        case list():
            return [_all_harmless(part) for part in told]
        case dict():
            return {harmless(name): _all_harmless(value) for name, value in told.items()}
    return told


def _spells(before: str, after: str) -> bool:
    """Return whether a joiner between these two characters, of which either may be missing, is spelling."""
    if not (before and unicodedata.category(before)[0] in "LM"):
        return False
    between = bool(after) and unicodedata.category(after)[0] in "LM"
    return between or unicodedata.combining(before) == _VIRAMA


def printable(text: str, most: int | None = None) -> str:
    """Return the text as `harmless`, white space being one space; `most` characters, then "…"."""
    shown = harmless(" ".join(text.split()))
    return shown if most is None or len(shown) <= most else shown[: most - 1] + "…"


def printable_lines(text: str) -> str:
    """Return the text line by line as `printable`, with line feeds; empty lines at its ends are left out."""
    return "\n".join(printable(line) for line in text.splitlines()).strip("\n")


def spreadsheet_cell(text: str) -> str:
    """Return the text as `printable`, after a ' where a spreadsheet would see a formula (OWASP, "CSV injection").

    One character alone, such as the - for nothing, is none.
    """
    shown = printable(text)
    begins = {text[:1], unicodedata.normalize("NFKC", shown[:1])}
    return f"'{shown}" if len(shown) > 1 and begins & _FORMULA else shown
