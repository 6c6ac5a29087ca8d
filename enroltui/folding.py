"""Folding: text made comparable for the search, without case and accents."""

from __future__ import annotations

import unicodedata

_LETTERS = str.maketrans({"ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "AE"})
"""Letters of names that Unicode does not take apart into a letter and its mark."""


def fold(text: str) -> str:
    """Return the text in lower case, without accents, with single spaces: "Oriëntatie  op" becomes "orientatie op"."""
    plain = text
    if not text.isascii():  # most titles are, and lists of thousands are sorted by them
        text = text.translate(_LETTERS)
        plain = "".join(mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))
    return " ".join(plain.casefold().split())
