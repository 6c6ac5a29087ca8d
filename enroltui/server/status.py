"""The command `enroltui status`: it shows what the running service counts."""

from __future__ import annotations

from urllib.error import URLError
from urllib.request import urlopen

import click
from prometheus_client.parser import text_string_to_metric_families

from enroltui.commands.kinds import Number
from enroltui.commands.options import MISUSE, language_option, stop
from enroltui.commands.printing import Style, print_json, print_things, style_options
from enroltui.commands.wording import language_of

PATIENCE = 5
"""Seconds to wait for the service's answer."""
P95 = 0.95


@click.command()
@click.option(
    "--status-port",
    type=Number(0, 65535),
    default=9222,
    show_default=True,
    envvar="ENROLTUI_STATUS_PORT",
    metavar="N",
)
@style_options
@language_option
@click.pass_context
def status(context: click.Context, /, status_port: int, style: Style, **_: object) -> None:
    """Show what the service that runs on this machine is doing: sessions, who waits, memory, how quick it is.

    \b
    Examples:
      enroltui status
      enroltui status --json
    """
    text = language_of(context).text
    try:
        with urlopen(f"http://127.0.0.1:{status_port}/metrics", timeout=PATIENCE) as answer:
            figures, slow = read_figures(answer.read().decode())
    except (URLError, OSError):
        stop(text("No service answers on port {port} of this machine.", port=status_port), MISUSE)
    if style is Style.JSON:
        print_json({**figures, "key_to_screen_p95": slow})
        return
    print_things(
        [
            {
                text("Sessions"): f"{figures['sessions']:.0f}",
                text("Waiting"): f"{figures['waiting']:.0f}",
                text("Connections"): f"{figures['connections']:.0f}",
                text("Memory"): f"{figures['memory_bytes'] / 1024**2:.0f} MiB",
                text("Enrolments in the last minute"): f"{figures['enrolments_last_minute']:.0f}",
                text("Key to screen (p95)"): "-" if slow is None else f"{slow * 1000:.0f} ms",
            }
        ],
        Style.PLAIN,
    )


def read_figures(metrics: str) -> tuple[dict[str, float], float | None]:
    """Read the figures by their names, and the p95 from key to screen in seconds (None before any key).

    `metrics`: Prometheus's text format.
    """
    figures: dict[str, float] = {}
    buckets: list[tuple[float, float]] = []
    for family in text_string_to_metric_families(metrics):
        for sample in family.samples:
            if sample.name == "enroltui_key_to_screen_seconds_bucket":
                buckets.append((float(sample.labels["le"]), sample.value))
            elif not sample.labels and family.type == "gauge":
                figures[sample.name.removeprefix("enroltui_")] = sample.value
    return figures, _quantile(buckets)


def _quantile(buckets: list[tuple[float, float]]) -> float | None:
    """Return the upper bound of the bucket that holds the 95th percentile; None where nothing was counted."""
    count = buckets[-1][1] if buckets else 0
    return next(most for most, below in buckets if below >= P95 * count) if count else None
