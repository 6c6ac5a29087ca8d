"""Hold the figures of a run, and make one table of them, as it stands in docs/performance.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plot:
    """A picture of how something grows along `x`."""

    name: str
    """The picture's file has this name."""
    title: str
    x: str
    logarithmic: bool


@dataclass(frozen=True, slots=True)
class PlotPoint:
    """Where a figure stands in a plot, on our line and on the bare thing's beside it."""

    plot: Plot
    line: str
    at: str
    """The figure's place along `x`."""
    ours: float
    bare: float


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table, in words; `met` is None where there is no goal."""

    what: str
    ours: str
    beside: str = ""
    ratio: str = ""
    goal: str = ""
    met: bool | None = None
    point: PlotPoint | None = None


def milliseconds(seconds: float) -> str:
    """Write seconds such as "231 ms" or "0.42 ms"."""
    thousandths = seconds * 1000
    return f"{thousandths:.0f} ms" if thousandths >= 10 else f"{thousandths:.2f} ms"


def time_beside(what: str, ours: float, bare: float, *, at_most: float, point: PlotPoint | None = None) -> Figure:
    """Compare our time (seconds) with that of the bare thing, of which it may be so many times as long."""
    ratio = ours / bare
    goal = f"ratio at most {at_most}"
    return Figure(what, milliseconds(ours), milliseconds(bare), f"{ratio:.2f}", goal, ratio <= at_most, point)


def time_within(what: str, ours: float, bare: float | None = None, *, limit: float) -> Figure:
    """Compare our time (seconds), which may be no longer than `limit` (seconds), with that of the bare thing."""
    beside = (milliseconds(bare), f"{ours / bare:.2f}") if bare else ("", "")
    return Figure(what, milliseconds(ours), *beside, f"at most {milliseconds(limit)}", ours <= limit)


def rate_beside(
    what: str, ours: float, bare: float, *, at_least: float | None, point: PlotPoint | None = None
) -> Figure:
    """Compare how often a second with the bare thing, of which it may be no less than this part (None: no goal)."""
    ratio = ours / bare
    goal, met = ("", None) if at_least is None else (f"ratio at least {at_least}", ratio >= at_least)
    return Figure(what, f"{ours:,.0f} a second", f"{bare:,.0f} a second", f"{ratio:.2f}", goal, met, point)


def table(figures: Sequence[Figure]) -> str:
    """Write the figures as a Markdown table with aligned columns."""
    heads = ("Measured", "enroltui", "bare", "ratio", "goal", "met")
    lines = [heads] + [_cells(figure) for figure in figures]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
    ruler = tuple("-" * width for width in widths)
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |"
        for line in (lines[0], ruler, *lines[1:])
    )


def _cells(figure: Figure) -> tuple[str, ...]:
    met = {True: "yes", False: "NO", None: ""}[figure.met]
    return figure.what, figure.ours, figure.beside, figure.ratio, figure.goal, met
