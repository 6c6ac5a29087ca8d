"""`python -m benchmarks`: everything as one table. Name a part to measure that alone."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from benchmarks.enrol import enrol
from benchmarks.faults import faults
from benchmarks.figures import Figure, table
from benchmarks.filling import Databases
from benchmarks.first_paint import first_paint
from benchmarks.keys import keys
from benchmarks.machine import machine
from benchmarks.proof.plants import PLANTS
from benchmarks.proof.run import prove
from benchmarks.search import search
from benchmarks.server import server
from benchmarks.ssh import ssh

KINDS = ("sqlite", "postgresql")
PARTS: dict[str, Callable[[Databases], list[Figure]]] = {
    "first-paint": first_paint,
    "keys": keys,
    "search": search,
    "enrol": enrol,
    "server": server,
    "faults": faults,
    "ssh": ssh,
}
DOCUMENT = Path(__file__).parent.parent / "docs" / "performance.md"
RESULTS, END = "<!-- results -->\n", "<!-- end of results -->"


@click.command()
@click.argument("parts", nargs=-1, type=click.Choice(list(PARTS)))
@click.option("--write", is_flag=True, help="Put the figures into docs/performance.md.")
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
    measured: dict[str, list[Figure]] = {}
    with TemporaryDirectory() as folder:
        databases = Databases(Path(folder))
        for part in parts or PARTS:
            click.echo(f"{part} ...", err=True)
            measured[part] = PARTS[part](databases)
    results = f"{machine()}\n\n{table([figure for figures in measured.values() for figure in figures])}\n"
    click.echo(results)
    if write:
        command = " ".join(["python -m benchmarks", *parts, "--write"])
        _write(f"Taken on {datetime.now().astimezone():%-d %B %Y} by `{command}`. {results}")
    sys.exit(any(not figure.met for figure in measured.get("faults", [])))


def _prove(kind: str, minutes: float, seed: int, plant: str | None) -> bool:
    """Whether anything was wrong, or too little was proved."""
    click.echo(f"{kind}: {minutes:g} minutes ...", err=True)
    verdict = prove(kind, 60 * minutes, seed, plant)
    too_little = verdict.too_little(kind)
    click.echo(f"{kind}\n{verdict.told()}\n" + "".join(f"too little: {one}\n" for one in too_little))
    return bool(verdict.wrong or too_little)


def _write(results: str) -> None:
    before, rest = DOCUMENT.read_text(encoding="utf-8").split(RESULTS)
    after = rest[rest.index(END) :]
    DOCUMENT.write_text(f"{before}{RESULTS}\n{results}\n{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
