"""Write the tables of rights and pages of `docs/security.md`, from the code.

`python -m tests.roles_table` writes them anew.
"""

from __future__ import annotations

from enroltui.errors import NotAllowed
from enroltui.navigation import EVERYBODY, PAGES
from enroltui.registrar.permissions import Act, permit
from enroltui.registrar.values.people import Caller
from enroltui.terms import Role, Via
from tests.process import CHECKOUT
from tests.registrar.world import NOW

DOCUMENT = CHECKOUT / "docs/security.md"
BEGIN, END = "<!-- written by python -m tests.roles_table -->\n", "<!-- to here -->\n"


def tables() -> str:
    """Return both tables: what each role may do, and which pages it has."""
    roles = list(Role)
    lines = [f"| Act | {' | '.join(roles)} |", "| --- |" + " --- |" * len(roles)]
    lines += [
        f"| {act.name.lower().replace('_', ' ')} | {' | '.join(_may(role, act) for role in roles)} |" for act in Act
    ]
    lines += ["", "| Pages | of |", "| --- | --- |"]
    by_roles: dict[frozenset[Role], list[str]] = {}
    for page in PAGES.values():
        by_roles.setdefault(page.roles, []).append(page.name)
    for of, names in by_roles.items():
        lines.append(f"| {', '.join(names)} | {'everybody' if of == EVERYBODY else ', '.join(sorted(of))} |")
    return "\n" + "\n".join(lines) + "\n\n"


def _may(role: Role, act: Act) -> str:
    if _permitted(role, act, "s9900002"):
        return "yes"
    return "own" if _permitted(role, act, "s9900001") else "-"


def _permitted(role: Role, act: Act, student_number: str) -> bool:
    try:
        permit(Caller("s9900001", role, Via.SCREEN, NOW), act, student_number)
    except NotAllowed:
        return False
    return True


def written() -> str:
    """Return the tables as they stand in the document."""
    return DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]


def write() -> None:
    """Write the tables anew."""
    text = DOCUMENT.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    DOCUMENT.write_text(before + BEGIN + tables() + END + rest.partition(END)[2], encoding="utf-8")


if __name__ == "__main__":
    write()
