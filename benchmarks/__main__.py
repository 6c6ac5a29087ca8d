"""Run `python -m benchmarks`: measure everything, or the named parts alone, and print one table."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from benchmarks.arrivals import arrivals
from benchmarks.clients import clients
from benchmarks.commands import commands
from benchmarks.document import with_results
from benchmarks.enrol import enrol
from benchmarks.faults import faults
from benchmarks.figures import Figure, table
from benchmarks.first_paint import first_paint
from benchmarks.hostile import hostile
from benchmarks.keys import keys
from benchmarks.machine import machine
from benchmarks.plots import draw
from benchmarks.proof.run import least_on, prove, told
from benchmarks.search import search
from benchmarks.ssh import ssh
from benchmarks.turns import turns
from benchmarks.watchers import watchers
from enroltui.proving.plants import PLANTS
from kit.filling import Databases

KINDS = ("sqlite", "postgresql")
PARTS: dict[str, Callable[[Databases], list[Figure]]] = {
    "first-paint": first_paint,
    "commands": commands,
    "keys": keys,
    "search": search,
    "enrol": enrol,
    "clients": clients,
    "turns": turns,
    "faults": faults,
    "ssh": ssh,
    "watchers": watchers,
    "hostile": hostile,
    "arrivals": arrivals,
}
DOCS = Path(__file__).parent.parent / "docs"


@click.command()
@click.argument("parts", nargs=-1, type=click.Choice(list(PARTS)))
@click.option("--write", is_flag=True, help="Put the figures into docs/performance.md, and the plots beside it.")
@click.option("--minutes", type=float, help="With faults: the whole proof instead, for so long on each database.")
@click.option("--database", type=click.Choice(["sqlite", "postgresql"]), help="With --minutes: on this kind only.")
@click.option("--plant", type=click.Choice(list(PLANTS)), help="With --minutes: a fault that has to be found.")
@click.option("--seed", type=int, default=1, show_default=True, help="With --minutes: another order of mischief.")
def main(
    parts: Sequence[str], write: bool, minutes: float | None, database: str | None, plant: str | None, seed: int
) -> None:
    """Measure the program beside the bare things that it is built on, and print one table.

    Exit status 1 when anything was lost or a seat was given twice; a goal for a time that is missed is only told.
    """
    if minutes is not None:
        if list(parts) != ["faults"]:
            raise click.UsageError("--minutes belongs to faults: python -m benchmarks faults --minutes 5")
        wrong = [_prove(kind, minutes, seed, plant) for kind in ([database] if database else KINDS)]
        sys.exit(any(wrong))
    if write and find_spec("pygal") is None:
        raise click.UsageError("--write draws plots with pygal: pip install -e '.[benchmarks]'")
    measured: dict[str, list[Figure]] = {}
    with TemporaryDirectory() as folder:
        databases = Databases(Path(folder))
        for part in parts or PARTS:
            click.echo(f"{part} ...", err=True)
            measured[part] = PARTS[part](databases)
            if write:  # at once: whatever happens to the next part, this one's figures are there
                _write(part, measured[part])
    click.echo(f"{machine()}\n\n{table([figure for figures in measured.values() for figure in figures])}\n")
    sys.exit(any(not figure.met for figure in measured.get("faults", [])))


def _prove(kind: str, minutes: float, seed: int, plant: str | None) -> bool:
    """Run the proof and print its verdict; return whether anything was wrong, or too little was proved."""
    click.echo(f"{kind}: {minutes:g} minutes ...", err=True)
    result = prove(kind, 60 * minutes, seed, plant)
    too_little = result.too_little(least_on(kind))
    click.echo(f"{kind}\n{told(result)}")
    for lack in too_little:
        click.echo(f"too little: {lack.name}: only {lack.seen}, {lack.wanted} wanted")
    return bool(result.wrong or result.found or too_little)


def _write(part: str, figures: Sequence[Figure]) -> None:
    taken = f"Taken on {datetime.now().astimezone():%-d %B %Y} by `python -m benchmarks {part} --write`. {machine()}"
    page = DOCS / "performance.md"
    told = f"{taken}\n\n{table(figures)}\n"
    page.write_text(with_results(page.read_text(encoding="utf-8"), part, told), encoding="utf-8")
    draw(figures, DOCS / "plots")


if __name__ == "__main__":
    main()
