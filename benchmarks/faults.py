"""Kill programs that fight for the last seats, as `enroltui prove` does: what was confirmed stays, none goes twice."""

from __future__ import annotations

from benchmarks.figures import Figure
from enroltui.language import Language
from enroltui.proving.proof import LEAST, prove
from kit.filling import Databases

SECONDS = 60
NAMES = {"fights": "fights for a last seat", "kill": "kills", "interrupted": "kills before an answer was heard"}


def faults(databases: Databases) -> list[Figure]:
    """Return the verdict; a figure that is not met is a violation, or too little was seen."""
    result = prove(None, SECONDS)
    wrong = [fault.told(Language("en")) for fault in result.wrong]
    found = "; ".join(wrong) or f"all kept of {result.requests:,} requests"
    seen = {"fights": result.fights, "kill": result.mischief["kill"], "interrupted": result.met["interrupted"]}
    lacking = {lack.name for lack in result.too_little(LEAST)}
    return [
        Figure(f"kills and fights for {SECONDS} seconds", found, goal="none lost, twice, or half", met=not wrong),
        *(
            Figure(f"... {name}", f"{seen[key]:,}", goal=f"at least {LEAST[key]}", met=key not in lacking)
            for key, name in NAMES.items()
        ),
    ]
