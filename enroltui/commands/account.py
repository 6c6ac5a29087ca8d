"""`enroltui account`: accounts of students and staff."""

from __future__ import annotations

import click

from enroltui.commands.classes import known_programme
from enroltui.commands.kinds import OneOf
from enroltui.commands.options import in_visit
from enroltui.commands.printing import print_line
from enroltui.commands.wording import SpokenGroup
from enroltui.language import N_
from enroltui.registrar.values.people import Account
from enroltui.terms import Role
from enroltui.visit import Visit

_STAFF = (Role.HELPDESK, Role.COORDINATOR, Role.OFFICE)


@click.group(cls=SpokenGroup)
def account() -> None:
    """Add, close, or give a new password to an account."""


@account.command()
@click.argument("name")
@click.option("--person", required=True, metavar="NAME", help="The person's own name.")
@click.option("--email", required=True, metavar="ADDRESS", help="The person's mail address.")
@click.option("--programme", metavar="SLUG", help="A student's programme, such as physics-bsc.")
@click.option("--role", type=OneOf([role.value for role in _STAFF]), help="A member of staff's role.")
@in_visit
def add(visit: Visit, name: str, person: str, email: str, programme: str | None, role: str | None) -> None:
    """Add an account, and print the password for its first login.

    NAME is a student number (s and seven digits), or the login of a member of staff. A student needs --programme,
    a member of staff --role.

    \b
    Examples:
      enroltui account add s1234567 --person "Anna Vos" --email anna@student.example --programme physics-bsc
      enroltui account add jvisser --person "J. Visser" --email j@staff.example --role helpdesk
    """
    name, person = name.lower(), " ".join(person.split())
    if programme and not role:
        made = Account(name, person, Role.STUDENT, known_programme(visit, programme).career, programme)
    elif role and not programme:
        made = Account(name, person, Role(role))
    else:
        raise click.UsageError(N_("Give --programme for a student, or --role for a member of staff."))
    visit.registrar.add_account(visit.caller, made, email.strip())
    print_password(visit, name)


@account.command()
@click.argument("name")
@in_visit
def password(visit: Visit, name: str) -> None:
    """Give an account a new password, to be changed at its next login, and print it.

    \b
    Examples:
      enroltui account password s1234567
    """
    print_password(visit, name.lower())


@account.command()
@click.argument("name")
@in_visit
def close(visit: Visit, name: str) -> None:
    """Close an account: nobody can log in by it any more. Its enrolments stay.

    \b
    Examples:
      enroltui account close s1234567
    """
    visit.registrar.close_account(visit.caller, name.lower())
    print_line(visit.language.text("The account {name} is closed.", name=name.lower()))


def print_password(visit: Visit, name: str) -> None:
    """Give the account a password for its next login, and print it."""
    once = visit.registrar.set_password_once(visit.caller, name)
    print_line(
        visit.language.text(
            "The password of {name} is now {password} and lets in once, within a day, to choose another.",
            name=name,
            password=once,
        )
    )
