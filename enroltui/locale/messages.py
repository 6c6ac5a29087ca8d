"""Gathering, updating and compiling messages, with Babel."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import IO

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from enroltui.locale.help_text import pieces

PACKAGE = Path(__file__).parent.parent
DUTCH = PACKAGE / "locale" / "nl" / "LC_MESSAGES" / "enroltui.po"
KEYWORDS = {"N_": None, "says": None, "text": None, "plural": (1, 2)}
"""`language.text` and `language.plural` say a message; `N_` marks one that is said later, as `says` does."""

Found = tuple[int, str, tuple[str | None, ...], list[str]]
"""A message as Babel wants it: its line, which keyword says it, its arguments that are plain texts, and comments."""


def in_python(
    file: IO[bytes], keywords: Mapping[str, object], tags: Collection[str], options: Mapping[str, object]
) -> Iterator[Found]:
    """Yield the messages of a file, also those within an f-string, which Babel does not see on every Python."""
    calls = (node for node in ast.walk(ast.parse(file.read())) if isinstance(node, ast.Call))
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if name in keywords:
            texts = (arg.value if isinstance(arg, ast.Constant) else None for arg in call.args)
            yield call.lineno, name, tuple(text if isinstance(text, str) else None for text in texts), []


def in_commands(
    file: IO[bytes], keywords: Mapping[str, object], tags: Collection[str], options: Mapping[str, object]
) -> Iterator[Found]:
    """Yield the messages of a file of plain commands, and the help of each command and option."""
    yield from in_python(file, keywords, tags, options)
    file.seek(0)
    for node in ast.walk(ast.parse(file.read())):
        if isinstance(node, ast.FunctionDef) and any(map(_makes_command, node.decorator_list)):
            helped = pieces(ast.get_docstring(node) or "")
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "option":
            said = (keyword.value for keyword in node.keywords if keyword.arg == "help")
            helped = [str(value.value) for value in said if isinstance(value, ast.Constant)]
        else:
            continue
        for piece in helped:
            yield node.lineno, "N_", (piece,), []


def _makes_command(decorator: ast.expr) -> bool:
    function = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(function, ast.Attribute) and function.attr in ("command", "group")


WORDED = [
    ("models/**.py", "ignore"),
    ("registrar/**.py", "ignore"),
    ("migrations/**.py", "ignore"),
    ("commands/**.py", "enroltui.locale.messages:in_commands"),
    ("server/**.py", "enroltui.locale.messages:in_commands"),
    ("**.py", "enroltui.locale.messages:in_python"),
]
"""Where messages are: nothing below the visit has words, though SQL has a `text` of its own."""


def gathered() -> Catalog:
    """Return every message of the source, in the order of files and lines."""
    catalog = Catalog(domain="enroltui", project="enroltui", charset="utf-8", fuzzy=False)
    for file, _, message, _, _ in extract_from_dir(PACKAGE, WORDED, keywords=KEYWORDS):
        catalog.add(message, locations=[(file, 0)])
    return catalog


def dutch() -> Catalog:
    """Return the Dutch messages as they are kept."""
    with DUTCH.open("rb") as file:
        return read_po(file, locale="nl", domain="enroltui")


class _Undated(Catalog):
    """The same file for the same messages: a day that stays, and no word of the Babel that wrote it."""

    def __init__(self, catalog: Catalog) -> None:
        day = datetime(2017, 9, 1, tzinfo=UTC)
        super().__init__(locale=catalog.locale, charset="utf-8", creation_date=day, revision_date=day, fuzzy=False)
        for message in catalog:
            if message.id:
                self[message.id] = message

    @property  # type: ignore[misc]  # Babel's can be set too
    def mime_headers(self) -> list[tuple[str, str]]:
        """Return the headers without the one of Babel's version."""
        return [(name, value) for name, value in super().mime_headers if name != "Generated-By"]


def compiled(catalog: Catalog) -> bytes:
    """Return a catalogue of messages as gettext reads it."""
    binary = BytesIO()
    write_mo(binary, _Undated(catalog))
    return binary.getvalue()


def untranslated(catalog: Catalog) -> list[str]:
    """Return the messages without words of their own, or with words that are only a guess."""
    return [str(message.id) for message in catalog if message.id and (message.fuzzy or not all(said(message)))]


def said(message: Message) -> list[str]:
    """Return a message's own words; more than one where it counts things."""
    words = message.string
    return [str(word or "") for word in (words if isinstance(words, (list, tuple)) else [words])]


def bring_up_to_date() -> list[str]:
    """Update the .po from the source, compile it, and return what is not translated yet."""
    source = gathered()
    catalog = dutch()
    catalog.update(source, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    with DUTCH.open("wb") as file:
        write_po(file, catalog, omit_header=True, include_lineno=False, width=110, sort_by_file=True)
    DUTCH.with_suffix(".mo").write_bytes(compiled(dutch()))
    return untranslated(catalog)
