"""Gives the app and `enroltui outbox send` the options that name the mail server, each also in the environment."""

from __future__ import annotations

import os
from collections.abc import Callable

import click

from enroltui.commands.kinds import OneOf
from enroltui.commands.wording import language_of
from enroltui.language import N_
from enroltui.letters.mail_server import MailServer, MailSettingError, Tls, mail_server

PASSWORD_VARIABLE = "ENROLTUI_SMTP_PASSWORD"


def smtp_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add --smtp and its kin, which may stand before or behind a command's name."""
    for option in (
        click.option(
            "--smtp-redirect", metavar="ADDRESS", help="Send every letter to this address instead, for tests."
        ),
        click.option("--smtp-from", metavar="ADDRESS", help="The address that letters are sent from."),
        click.option("--smtp-user", metavar="NAME", help="Log in there; the password only by ENROLTUI_SMTP_PASSWORD."),
        click.option("--smtp-tls", type=OneOf([mode.value for mode in Tls]), help="How the connection is encrypted."),
        click.option("--smtp", metavar="HOST[:PORT]", help="The mail server that letters are sent through."),
    ):
        command = option(command)
    return command


def server_for(context: click.Context) -> MailServer | None:
    """Return the mail server that the options name, else ENROLTUI_SMTP and its kin; None: no letter is sent."""
    where = _setting(context, "smtp")
    if not where:
        return None
    try:
        return mail_server(
            where,
            tls=_setting(context, "smtp_tls"),
            user=_setting(context, "smtp_user"),
            password=os.environ.get(PASSWORD_VARIABLE, "").rstrip("\r\n") or None,
            sender=_setting(context, "smtp_from"),
            redirect=_setting(context, "smtp_redirect"),
        )
    except MailSettingError as error:
        why = language_of(context).text(_WRONG[error.option], value=repr(error.value))
        raise click.BadParameter(why, param_hint=error.option) from error


def _setting(context: click.Context, name: str) -> str | None:
    behind, before = context.params.get(name), context.find_root().params.get(name)
    return behind or before or os.environ.get(f"ENROLTUI_{name.upper()}")


_WRONG = {
    "--smtp": N_("{value} is not a mail server such as mail.example.org or mail.example.org:587."),
    "--smtp-tls": N_("{value} is not possible: choose starttls or tls; none only without a user, or on this machine."),
    "--smtp-from": N_("{value} is not a mail address."),
    "--smtp-redirect": N_("{value} is not a mail address."),
}
