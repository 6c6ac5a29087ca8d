"""`enroltui sessions`: who is logged in, from where; and ending that."""

from __future__ import annotations

import click

from enroltui.commands.options import REFUSED, in_visit, stop
from enroltui.commands.printing import (
    Facts,
    Style,
    picked,
    print_json,
    print_line,
    print_things,
    print_time_zone,
    style_options,
)
from enroltui.commands.wording import SpokenGroup
from enroltui.language import Language
from enroltui.registrar.values.people import SessionFact
from enroltui.sentences.words import word
from enroltui.visit import Visit


class _Listing(SpokenGroup):
    """The group `sessions`; without the name of a command it carries out `list`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse what was typed, with the command's name where that was left out."""
        named = bool(args) and (args[0] in self.commands or args[0] in ctx.help_option_names)
        return super().parse_args(ctx, args if named else ["list", *args])


IN_JSON = "number account role began seen silent via address host process credential ended why"
"""What JSON tells of a session; moments by the database's clock."""


@click.group(cls=_Listing)
def sessions() -> None:
    """See who is logged in, and end sessions; alone it is "sessions list"."""


@sessions.command("list")
@click.option("--account", metavar="NAME", help="Only those of this account.")
@click.option("--over", is_flag=True, help="Also those of the last 30 days that are over, and why.")
@style_options
@in_visit
def list_sessions(visit: Visit, account: str | None, over: bool, style: Style) -> None:
    """Show who is logged in, from where and by what; the newest session comes first.

    A session that its program has not spoken of for minutes is shown as not heard of: that program was killed, or its
    machine is away.

    \b
    Examples:
      enroltui sessions
      enroltui sessions list --account s9900001 --over
    """
    found = visit.registrar.sessions(visit.caller, account.lower() if account else None, over=over)
    if style is Style.JSON:
        print_json([picked(session, IN_JSON) for session in found])
    elif found:
        facts = [session_facts(session, visit.language) for session in found]
        text = visit.language.text
        last = text("Over") if over else text("Last seen")
        print_things(facts, style, [text("No."), text("Account"), text("Since"), last, text("How"), text("From")])
        print_time_zone(visit.language)
    else:
        print_line(visit.language.text("Nobody is logged in now."))


@sessions.command()
@click.argument("session", metavar="NUMBER|NAME")
@in_visit
def end(visit: Visit, session: str) -> None:
    """End a session by its number, or all sessions of an account by its name, at once.

    What was confirmed is kept. The account stays open: to keep somebody out, close it or give it a new password.

    \b
    Examples:
      enroltui sessions end 17
      enroltui sessions end s9900001
    """
    wanted = int(session) if session.isascii() and session.isdigit() and len(session) <= 9 else session.lower()
    ended = visit.registrar.end_sessions(visit.caller, wanted)
    if not ended:
        stop(
            visit.language.text("No open session has this number, or is of this account. See: enroltui sessions"),
            REFUSED,
        )
    print_line(visit.language.plural("{count} session is ended.", "{count} sessions are ended.", ended))


def session_facts(session: SessionFact, language: Language) -> Facts:
    """Return a session in words, label by label."""
    text, moment = language.text, language.in_figures
    over = f"{moment(session.ended)} {word(session.why, language)}" if session.ended and session.why else "-"
    return {
        text("No."): str(session.number),
        text("Account"): f"{session.account} ({session.role})",
        text("Since"): moment(session.began),
        text("Last seen"): text("not heard of") if session.silent else moment(session.seen),
        text("How"): word(session.via, language),
        text("From"): session.address,
        text("Machine"): f"{session.host} {session.process}",
        text("By"): text("password") if session.credential == "password" else session.credential,
        text("Over"): over,
    }
