"""Style sheets that are parsed once for all visits of a process, as they are the same for each and take long."""

from __future__ import annotations

from textual.css.model import RuleSet

from enroltui.textual_private import Source, SourceBySource

_PARSED: dict[frozenset[tuple[str, str]], dict[Source, list[RuleSet]]] = {}
"""By a theme's variables; they and the sources are the program's own, so there are few. Rules never change."""


class SharedStyles(SourceBySource):
    """A style sheet that parses only what no other one of the same theme has parsed.

    Textual keeps what it parsed for one app, and parses all of it again when a page brings styles of its own.
    """

    def __init__(self, *, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._shared = _of(variables)

    def set_variables(self, variables: dict[str, str]) -> None:
        """Change to another theme; what is parsed of it already is taken as it is."""
        super().set_variables(variables)
        self._shared = _of(variables)

    def reparse(self) -> None:
        """Take in another theme's variables, or the styles that a page has brought."""
        self.parse()

    def parse_source(self, source: Source) -> list[RuleSet]:
        """Parse one source, unless another style sheet of the same theme has done so."""
        if source not in self._shared:
            self._shared[source] = super().parse_source(source)
        return self._shared[source]


def _of(variables: dict[str, str]) -> dict[Source, list[RuleSet]]:
    return _PARSED.setdefault(frozenset(variables.items()), {})
