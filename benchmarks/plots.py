"""Draw the figures of a run that show how something grows, as pictures in docs/plots."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, Plot, PlotPoint

SIZE = {"width": 640, "height": 420}
COLOURS = ("#2e7d32", "#1f5fa8")
"""Each database has its colour; what is bare is dashed."""
PALE = "#dddddd"
OURS, BARE = {"width": 3}, {"width": 2, "dasharray": "6, 5"}
FONT_SIZES = {"title_font_size": 18, "label_font_size": 14, "major_label_font_size": 14, "legend_font_size": 14}
MARKS = tuple(digit * 10**power for power in range(-2, 5) for digit in (1, 2, 5))
"""These marks stand on a logarithmic axis."""

Lines = dict[str, list[PlotPoint]]


def plotted(figures: Sequence[Figure]) -> dict[Plot, Lines]:
    """Return the lines of each plot, with their points from left to right."""
    plots: dict[Plot, Lines] = {}
    for figure in figures:
        if point := figure.point:
            plots.setdefault(point.plot, {}).setdefault(point.line, []).append(point)
    return plots


def draw(figures: Sequence[Figure], folder: Path) -> None:
    """Write a picture, NAME.svg, of each plot. Needs the packages of the extra `benchmarks` where there is any."""
    for plot, lines in plotted(figures).items():
        (folder / f"{plot.name}.svg").write_text(_svg(plot, lines), encoding="utf-8")


def _svg(plot: Plot, lines: Lines) -> str:
    import pygal  # measuring alone is done without it
    from pygal.style import Style

    colours = tuple(colour for colour in COLOURS for _ in (OURS, BARE))
    look = {"background": "white", "plot_background": "white", "font_family": "sans-serif"}
    for guide in ("guide_stroke", "major_guide_stroke"):
        look |= {f"{guide}_color": PALE, f"{guide}_dasharray": "1, 0"}
    chart = pygal.Line(
        style=Style(colors=colours, **look, **FONT_SIZES),
        title=plot.title,
        x_title=plot.x,
        legend_at_bottom=True,
        legend_at_bottom_columns=2,
        truncate_legend=-1,
        dots_size=4,
        max_scale=8,
        js=(),
        **_axis(plot, [value for points in lines.values() for point in points for value in (point.ours, point.bare)]),
        **SIZE,
    )
    chart.uuid = plot.name  # else another one each time
    for name, points in lines.items():
        chart.x_labels = [point.at for point in points]
        chart.add(f"{name}, enroltui", [point.ours for point in points], stroke_style=OURS)
        chart.add(f"{name}, bare", [point.bare for point in points], stroke_style=BARE)
    return str(chart.render(is_unicode=True))


def _axis(plot: Plot, values: Sequence[float]) -> dict[str, Any]:
    """Let an axis begin at zero; a logarithmic one goes from the last mark below all values to the first above them."""
    if not plot.logarithmic:
        return {"range": (0, max(values))}
    marks = [mark for mark in MARKS if min(values) < 2.5 * mark and mark < 2.5 * max(values)]
    return {"logarithmic": True, "y_labels": marks, "range": (marks[0], marks[-1])}
