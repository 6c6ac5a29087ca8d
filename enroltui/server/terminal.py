"""What the client says of its terminal, made harmless: size, colours, encoding, language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rich.color import ColorSystem
from rich.console import COLOR_SYSTEMS, Console

from enroltui.language import Code, code_from_environment, encoding_from_environment

SMALLEST, LARGEST = (20, 6), (320, 100)
"""Columns and lines: a size beyond them is taken as the nearest, so that no client can ask for endless pages."""
UNKNOWN_SIZE = (80, 24)
KNOWN_VARIABLES = ("LANG", "COLORTERM", "NO_COLOR")
LONGEST_VALUE = 64


@dataclass(frozen=True, slots=True)
class ClientTerminal:
    """A client's terminal: its type, its size in columns and lines, and the variables that count here."""

    kind: str = "dumb"
    size: tuple[int, int] = UNKNOWN_SIZE
    variables: Mapping[str, str] = field(default_factory=dict)

    @property
    def language(self) -> Code | None:
        """Return the language of its locale; None where that names none, as the C locale does."""
        locale = next(filter(None, map(self.variables.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
        return None if locale.split(".")[0] in ("", "C", "POSIX") else code_from_environment(dict(self.variables))

    @property
    def encoding(self) -> str:
        """Return the encoding of its bytes: UTF-8 unless its locale says otherwise."""
        return encoding_from_environment(self.variables)

    def console(self) -> Console:
        """Return a console that turns colours into codes, as many as this terminal has."""
        environment = {"TERM": self.kind, "COLORTERM": self.variables.get("COLORTERM", "")}
        return Console(
            color_system="auto",
            markup=False,
            highlight=False,
            emoji=False,
            legacy_windows=False,
            force_terminal=True,
            safe_box=False,
            width=self.size[0],
            height=self.size[1],
            _environ=environment,
        )

    @property
    def colours(self) -> ColorSystem | None:
        """Return how many colours it has; None for a terminal without any."""
        return COLOR_SYSTEMS.get(self.console().color_system or "")

    @property
    def no_color(self) -> bool:
        """Return whether it asks for no colours (https://no-color.org)."""
        return bool(self.variables.get("NO_COLOR"))


def clamped(columns: int, lines: int) -> tuple[int, int]:
    """Return the nearest size that a page can be laid out for; 0 means that the client does not know its size."""
    sides = zip((columns, lines), UNKNOWN_SIZE, SMALLEST, LARGEST, strict=True)
    across, down = (min(max(side or unknown, least), most) for side, unknown, least, most in sides)
    return across, down


def is_known(variable: str) -> bool:
    """Return whether a variable may come in from the client."""
    return variable in KNOWN_VARIABLES or variable.startswith("LC_")
