"""The command `enroltui serve`, which runs the SSH service."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from collections.abc import Callable
from dataclasses import fields
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from enroltui.commands.kinds import Number, OneOf
from enroltui.commands.options import MISUSE, no_such_time, place_options, stop, visit_for
from enroltui.commands.output import echo
from enroltui.commands.printing import print_line
from enroltui.errors import DatabaseUnusable
from enroltui.language import CODES, Language
from enroltui.moments import NoSuchTime, typed_moment
from enroltui.printable import printable
from enroltui.server.limits import Limits
from enroltui.server.opening import Opening
from enroltui.settings import own_database
from enroltui.terms import Via
from enroltui.visit import Visit
from enroltui.where import shown

if TYPE_CHECKING:
    from asyncssh import SSHKey

    from enroltui.server.service import Service

PORT = Number(0, 65535)
FEWEST = 12
"""File descriptors that visitors need at least for the service to begin."""


def limit_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add an option for every limit; each also by the environment, such as ENROLTUI_IDLE_TIME."""
    for limit in reversed(fields(Limits)):
        command = click.option(
            f"--{limit.name.replace('_', '-')}",
            type=Number(limit.metadata["least"]),
            default=limit.default,
            show_default=True,
            envvar=f"ENROLTUI_{limit.name.upper()}",
            metavar="N",
            help=limit.metadata["help"],
        )(command)
    return command


@click.command()
@click.option("--host", default="", envvar="ENROLTUI_HOST", metavar="ADDRESS", help="Listen here only [default: all].")
@click.option("--port", type=PORT, default=2222, show_default=True, envvar="ENROLTUI_PORT")
@click.option("--host-key", metavar="FILE", envvar="ENROLTUI_HOST_KEY", help="The service's own key; made if missing.")
@click.option("--fingerprint", is_flag=True, help="Only print the fingerprint of the service's own key.")
@click.option("--demo", is_flag=True, envvar="ENROLTUI_DEMO", help="Serve a database with demo accounts.")
@click.option("--log-format", type=OneOf(["json", "text"]), default="text", envvar="ENROLTUI_LOG_FORMAT")
@click.option("--help-at", metavar="TEXT", default="", envvar="ENROLTUI_HELP_AT", help="Where the banner sends people.")
@click.option("--status-port", type=PORT, default=9222, show_default=True, envvar="ENROLTUI_STATUS_PORT")
@click.option("--drain-time", type=Number(0, 45), default=40, show_default=True, envvar="ENROLTUI_DRAIN_TIME")
@click.option("--opens", metavar="MOMENT", envvar="ENROLTUI_OPENS", help="When enrolment opens: 2018-07-15T13:00.")
@click.option(
    "--line-minutes",
    type=Number(0, 240),
    default=30,
    show_default=True,
    envvar="ENROLTUI_LINE_MINUTES",
    help="Minutes before that from which on students wait in line.",
)
@limit_options
@place_options
@click.pass_context
def serve(context: click.Context, /, host_key: str | None, fingerprint: bool, demo: bool, **options: Any) -> None:
    """Let people use the program by SSH, with nothing installed: ssh s1234567@HOST -p 2222.

    It runs until it is told to stop by SIGTERM; then everybody inside is told, and has time to finish.

    \b
    Examples:
      enroltui serve --demo
      enroltui serve --host 192.0.2.10 --sessions 500
      enroltui serve --fingerprint
    """
    # The list of all commands does without these.
    from enroltui.server.event_log import REPORTED_LOGGERS, EventLog, EventLogHandler
    from enroltui.server.glibc import limit_memory_pools
    from enroltui.server.service import Service
    from enroltui.server.surviving import run

    visit = visit_for(context, Via.SSH)
    opening = _opening(options["opens"], options["line_minutes"], visit.language)
    key = _key(host_key, visit.language)
    if fingerprint:
        print_line(key.get_fingerprint())
        return
    has_demo = _has_demo_accounts(visit, served=demo)
    limits = _limits(options, visit.language)
    event_log = EventLog(as_json=options["log_format"] == "json")
    for name in REPORTED_LOGGERS:
        logging.getLogger(name).addHandler(EventLogHandler(event_log))
    said = banner(options["help_at"], demo=has_demo)
    limit_memory_pools()
    service = Service(visit.registrar, visit.clock, limits, event_log, said, demo=demo, opening=opening)
    try:
        run(_serve(service, key, visit, options))
    except OSError as error:
        stop(visit.language.text("It can't listen there: {why}", why=error.strerror or str(error)), MISUSE)


def _has_demo_accounts(visit: Visit, *, served: bool) -> bool:
    """Return whether the database has demo accounts, which end the command unless they may be `served`."""
    from enroltui.sentences.errors import error_sentence, opened_sentences

    try:
        has_demo = bool(visit.registrar.demo_accounts())
    except DatabaseUnusable as unusable:
        stop(error_sentence(unusable, visit.language), MISUSE)
    for sentence in opened_sentences(visit.kept_before_upgrade, visit.set_aside, visit.language):
        echo(sentence, err=True)
    if has_demo and not served:
        stop(
            visit.language.text(
                "This database has demo accounts, whose passwords everybody knows. Serve it with --demo, "
                "or copy it without them with: enroltui db copy FROM TO, and serve TO."
            ),
            MISUSE,
        )
    return has_demo


async def _serve(service: Service, key: SSHKey, visit: Visit, options: dict[str, Any]) -> None:
    from enroltui.server.garbage_collection import collect_garbage
    from enroltui.server.lifecycle import Lifecycle
    from enroltui.server.surviving import repeat

    sys.setswitchinterval(0.001)  # a key does not wait long while a thread looks something up
    stopped = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        if signal.getsignal(name) is not signal.SIG_IGN:  # as nohup has it
            asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    lifecycle = Lifecycle(service)
    port = await lifecycle.listen(options["host"], options["port"], key)
    service.event_log.note("listening", port=port, status_port=await service.figures.serve(options["status_port"]))
    text = visit.language.text
    print_line(
        text("Listening on port {port}. The fingerprint of its key: {key}", port=port, key=key.get_fingerprint())
    )
    sys.stdout.flush()
    collecting = asyncio.create_task(repeat("garbage collection", lambda: collect_garbage(lifecycle.sessions)))
    await stopped.wait()
    await lifecycle.drain(options["drain_time"])
    collecting.cancel()


def _limits(options: dict[str, Any], language: Language) -> Limits:
    """Return the limits that were asked for, as far as this process may open files for them."""
    from enroltui.server.descriptors import free
    from enroltui.server.service import reserved

    limits = Limits(**{limit.name: options[limit.name] for limit in fields(Limits)})
    descriptors = free(limits.descriptors + reserved(limits)) - reserved(limits)
    if descriptors < FEWEST:
        needed = FEWEST - descriptors
        stop(
            language.text(
                "It may open too few files at once (ulimit -n): at least {count} more are needed.", count=needed
            ),
            MISUSE,
        )
    return limits.within(descriptors)


def _opening(moment: str | None, minutes: int, language: Language) -> Opening | None:
    """When enrolment opens, by a moment as it was typed, in Leiden's time."""
    if moment is None:
        return None
    try:
        return Opening(typed_moment(moment), timedelta(minutes=minutes))
    except NoSuchTime as error:
        raise click.BadParameter(no_such_time(moment, language), param_hint="--opens") from error
    except ValueError as error:
        why = language.text("{value} is not a moment such as 2018-07-15T13:00.", value=repr(moment))
        raise click.BadParameter(why, param_hint="--opens") from error


def banner(help_at: str, *, demo: bool) -> str:
    """Return what is said before anybody logs in, in both languages: what this is, and where to get help."""
    lines = []
    for language in map(Language, CODES):
        lines.append(language.text("Course and exam enrolment. Log in by student number and password, or by key."))
        if demo:
            lines.append(language.text("This is a demo with made-up people: it is not connected to the university."))
        if help_at:
            lines.append(language.text("Help: {where}", where=help_at))
    return "".join(f"{line}\n" for line in lines)


def _key(path: str | None, language: Language) -> SSHKey:
    from asyncssh import KeyImportError

    from enroltui.server.host_key import own_key

    where = Path(path) if path else own_database().with_name("ssh_host_ed25519_key")
    try:
        return own_key(where)
    except (OSError, KeyImportError):
        stop(language.text("{file} can't be used as the service's own key.", file=printable(shown(where))), MISUSE)
