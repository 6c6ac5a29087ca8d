"""What the client tells of its terminal, made harmless: size, colours, letters, language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rich.color import ColorSystem
from rich.console import COLOR_SYSTEMS, Console

from enroltui.language import Code, code_from_environment

SMALLEST, LARGEST = (20, 6), (320, 100)
"""Columns and lines; what lies outside is taken as the nearest, so that 0x0 and 4 billion squared do no harm."""
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
        """The language that it asks for; None where it says nothing of one, as for the C locale."""
        locale = self._locale("LC_MESSAGES")
        return None if locale.split(".")[0] in ("", "C", "POSIX") else code_from_environment(dict(self.variables))

    @property
    def encoding(self) -> str:
        """In which letters it writes: UTF-8 unless its locale says otherwise."""
        locale = self._locale("LC_CTYPE")
        name, _, charset = locale.partition(".")
        if charset.partition("@")[0].lower().replace("-", "") == "utf8" or not locale:
            return "utf-8"
        return "ascii" if name in ("C", "POSIX") and not charset else "latin-1"

    def console(self) -> Console:
        """What turns colours into codes, as many as this terminal has."""
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
        """How many colours it has; None: none."""
        return COLOR_SYSTEMS.get(self.console().color_system or "")

    @property
    def no_color(self) -> bool:
        """It wants no colours."""
        return bool(self.variables.get("NO_COLOR"))

    def _locale(self, category: str) -> str:
        return next((self.variables[one] for one in ("LC_ALL", category, "LANG") if self.variables.get(one)), "")


def clamped(columns: int, lines: int) -> tuple[int, int]:
    """A size that can be worked with; 0 means that the client does not know."""
    sides = zip((columns, lines), UNKNOWN_SIZE, SMALLEST, LARGEST, strict=True)
    across, down = (min(max(side or unknown, least), most) for side, unknown, least, most in sides)
    return across, down


def is_known(variable: str) -> bool:
    """Whether a variable may come in from the client."""
    return variable in KNOWN_VARIABLES or variable.startswith("LC_")
