"""Style sheets that are parsed once for all visits of a process, as they are the same for each and take long."""

from __future__ import annotations

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation

_Source = tuple[str, CSSLocation, bool, int, str]
_PARSED: dict[frozenset[tuple[str, str]], dict[_Source, list[RuleSet]]] = {}
"""By a theme's variables; they and the sources are the program's own, so there are few. Rules never change."""


class SharedStyles(Stylesheet):
    """A style sheet that parses only what no other one of the same theme has parsed.

    Textual keeps what it parsed for one app, and parses all of it again when a page brings styles of its own. It has no
    public way to share it: `_parse_rules` is its name for parsing one source.
    """

    def __init__(self, *, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._shared = _of(variables)

    def set_variables(self, variables: dict[str, str]) -> None:
        """Another theme; what is parsed of it already is taken as it is."""
        super().set_variables(variables)
        self._shared = _of(variables)

    def reparse(self) -> None:
        """Take in another theme's variables, or the styles that a page has brought."""
        self.parse()

    def _parse_rules(
        self,
        css: str,
        read_from: CSSLocation,
        is_default_rules: bool = False,
        tie_breaker: int = 0,
        scope: str = "",
    ) -> list[RuleSet]:
        source = (css, read_from, is_default_rules, tie_breaker, scope)
        if source not in self._shared:
            self._shared[source] = super()._parse_rules(*source)
        return self._shared[source]


def _of(variables: dict[str, str]) -> dict[_Source, list[RuleSet]]:
    return _PARSED.setdefault(frozenset(variables.items()), {})
