"""`enroltui grant`: a documented exception to a rule."""

from __future__ import annotations

from datetime import datetime

import click

from enroltui.commands.enrol import class_keys
from enroltui.commands.kinds import Day, OneOf
from enroltui.commands.options import MISUSE, in_visit, stop
from enroltui.commands.printing import print_line
from enroltui.moments import end_of_day, is_over
from enroltui.printable import printable
from enroltui.registrar.rules.asking import GRANTABLE
from enroltui.sentences.verdicts import grant_sentence
from enroltui.visit import Visit


class _NamingRules(click.Command):
    """The command `grant`, whose help names the rules that can be switched off."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help, with the code names of these rules."""
        self.help = (self.help or "").replace("{rules}", ", ".join(GRANTABLE))
        super().format_help_text(ctx, formatter)


@click.command(cls=_NamingRules)
@click.argument("student")
@click.argument("class_", metavar="CLASS")
@click.argument("rule", metavar="RULE", type=OneOf(GRANTABLE))
@click.option("--until", required=True, type=Day(), metavar="DATE", help="Its last day.")
@click.option("--reason", required=True, metavar="TEXT", help="Why, and by whose decision; kept with it.")
@in_visit
def grant(visit: Visit, student: str, class_: str, rule: str, until: datetime, reason: str) -> None:
    """Make an exception: switch off a rule for one student and one class, until a day. The student is told of it.

    RULE is one of {rules}.

    \b
    Examples:
      enroltui grant s9900001 27121 period_over --until 2018-01-31 --reason "Board of examiners, 12 January"
    """
    [key] = class_keys(visit, student, [class_])
    end = end_of_day(until.date())
    if is_over(end, visit.clock.now()):
        stop(visit.language.text("That day is over. Name a day that is still to come."), MISUSE)
    if not (documented := printable(reason)):
        stop(visit.language.text("Say why, and by whose decision: it is kept with the exception."), MISUSE)
    made = visit.registrar.grant(visit.caller, student.lower(), key, rule, end, documented)
    print_line(grant_sentence(made, student.lower(), visit.language))
