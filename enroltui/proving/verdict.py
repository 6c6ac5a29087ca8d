"""The verdict of a proof: three sentences for who decides, and below them each fault for who mends it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from enroltui.language import Language
from enroltui.proving.proof import LEAST, PLAYERS
from enroltui.proving.result import Result

MOST_TOLD = 20
"""So many faults are told one by one."""


class ProofVerdict(StrEnum):
    """What a proof comes to."""

    HOLDS = "holds"
    FAULT = "fault"
    """Something was wrong, or a fault that was planted was found."""
    TOO_LITTLE = "too_little"
    """Too little was seen, or a fault that was planted was not found: it proves nothing."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A result, and on what it was come by: such as "SQLite 3.40.1", for so many seconds."""

    result: Result
    database: str
    seconds: int

    @property
    def verdict(self) -> ProofVerdict:
        """Return what it comes to."""
        if self.result.wrong or self.result.found:
            return ProofVerdict.FAULT
        if self.result.plant or self.result.too_little(LEAST):
            return ProofVerdict.TOO_LITTLE
        return ProofVerdict.HOLDS

    def sentences(self, language: Language) -> list[str]:
        """Return the three sentences: what was done, what was found, and what follows."""
        return [self._done(language), self._found(language), self._follows(language)]

    def faults(self, language: Language) -> list[str]:
        """Return a sentence for each fault, the first MOST_TOLD of them."""
        return [fault.told(language) for fault in (*self.result.wrong, *self.result.found)][:MOST_TOLD]

    def _done(self, language: Language) -> str:
        return language.text(
            "For {seconds} seconds {programs} programs fought for the same few seats on {database}, and were killed at "
            "random moments (requests: {requests}; fights for a last seat: {fights}; kills: {kills}, of which before "
            "an answer was heard: {interrupted}).",
            seconds=self.seconds,
            programs=PLAYERS,
            database=self.database,
            requests=self.result.requests,
            fights=self.result.fights,
            kills=self.result.mischief["kill"],
            interrupted=self.result.met["interrupted"],
        )

    def _found(self, language: Language) -> str:
        result = self.result
        if self.verdict is ProofVerdict.FAULT:
            return language.plural(
                "Then everything was checked, and one thing was wrong.",
                "Then everything was checked, and {count} things were wrong.",
                len(result.wrong) + len(result.found),
            )
        if result.plant:
            return language.text("Then the fault {name} was planted, and it was not found.", name=result.plant)
        if self.verdict is ProofVerdict.TOO_LITTLE:
            return language.text(
                "Then everything was checked and nothing was wrong, but too little was seen: a proof needs at least "
                "{fights} fights, {kills} kills, and {interrupted} of them before an answer.",
                fights=LEAST["fights"],
                kills=LEAST["kill"],
                interrupted=LEAST["interrupted"],
            )
        return language.text(
            "Then everything was checked: no seat was given twice, nothing that was confirmed was lost, and nothing "
            "was done twice or by half."
        )

    def _follows(self, language: Language) -> str:
        text = language.text
        match self.verdict:
            case ProofVerdict.HOLDS:
                return text("So far as one run can show, enrolment on this machine can be relied on.")
            case ProofVerdict.TOO_LITTLE:
                return text(
                    "So this proves nothing yet: run it again for longer, or while the machine does less: enroltui "
                    "prove --seconds {seconds}",
                    seconds=max(60, 3 * self.seconds),
                )
        if self.result.wrong:
            return text(
                "Do not open enrolment on this machine, and give the lines below to whoever looks after enroltui."
            )
        return text(
            "The fault {name} was planted on purpose, so this shows that such a fault would be found.",
            name=self.result.plant,
        )
