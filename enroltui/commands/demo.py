"""`enroltui demo`: the app in a sandbox."""

from __future__ import annotations

import click

from enroltui.commands.options import day_option, language_option, option_of
from enroltui.commands.recording import record_option
from enroltui.commands.wording import language_of
from enroltui.settings import own_database


@click.command()
@day_option
@language_option
@record_option
@click.pass_context
def demo(context: click.Context, /, **options: object) -> None:
    """Start the app in a sandbox: the shipped data, copied for this time and thrown away afterwards.

    Every page says that it is a demo. ctrl+t opens the guided tours.

    \b
    Examples:
      enroltui demo
      enroltui demo --lang nl --record demo.cast
    """
    from enroltui.commands.recording import opening
    from enroltui.sandbox import Sandbox

    language = language_of(context)
    sandbox = Sandbox()
    try:
        begin = opening(language, option_of(context, "record"))
        context.obj(sandbox.begin(language, option_of(context, "today")), own_database(), None, begin)
    finally:
        sandbox.close()
