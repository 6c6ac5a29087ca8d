"""`enroltui demo`: the app in a sandbox."""

from __future__ import annotations

import os

import click

from enroltui.commands.kinds import OneOf
from enroltui.commands.recording import record_option
from enroltui.language import CODES, Code, Language, code_from_environment
from enroltui.settings import own_database


@click.command()
@click.option("--lang", type=OneOf(CODES), help="Language: en or nl [default: from the environment].")
@record_option
@click.pass_context
def demo(context: click.Context, lang: Code | None, record: str | None) -> None:
    """Start the app in a sandbox: the shipped data, copied for this time and thrown away afterwards.

    Every page says that it is a demo. ctrl+t opens the guided tours.

    \b
    Examples:
      enroltui demo
      enroltui demo --lang nl --record demo.cast
    """
    from enroltui.commands.recording import opening
    from enroltui.sandbox import Sandbox

    language = Language(lang or code_from_environment(dict(os.environ)))
    sandbox = Sandbox()
    try:
        context.obj(sandbox.begin(language), own_database(), None, opening(language, record))
    finally:
        sandbox.close()
