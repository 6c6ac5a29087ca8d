"""A fault that was found: what is wrong and of whom, which is told in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from enroltui.language import Language


@dataclass(frozen=True, slots=True)
class Fault:
    """A sentence that is translated when it is told, and what fills it in; its `why` is translated too."""

    sentence: str
    facts: tuple[tuple[str, object], ...]

    def told(self, language: Language) -> str:
        """Return the whole sentence in a language."""
        facts = dict(self.facts)
        if "why" in facts:
            facts["why"] = language.text(str(facts["why"]))
        return language.text(self.sentence, **facts)


def fault(sentence: str, **facts: object) -> Fault:
    """Return the fault that this sentence tells, of whom the facts name."""
    return Fault(sentence, tuple(facts.items()))
