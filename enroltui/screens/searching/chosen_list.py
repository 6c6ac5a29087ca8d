"""Which class-number list the pages of lists show: the one that was chosen last, or else the own programme's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from enroltui.registrar.values.classes import ClassList
from enroltui.registrar.values.people import Account
from enroltui.screens.asking import Registrar
from enroltui.screens.page import Page


def choose_list(page: Page, slug: str) -> None:
    """Make this the list, by its slug or a programme's, that those pages show; also at the next login."""
    visit = page.visit
    assert visit.account is not None
    visit.account = replace(visit.account, list_slug=slug)
    page.fetch(page.by_caller(Registrar.remember, list_slug=slug), lambda _: None, group="remember")


def list_to_show(lists: Sequence[ClassList], account: Account | None) -> ClassList | None:
    """Return the list that was chosen last, else the own programme's, else the first; None where there are none."""
    known = (account.list_slug, account.programme) if account else ()
    found = (class_list for slug in known if (class_list := by_slug(lists, slug)))
    return next(found, lists[0] if lists else None)


def by_slug(lists: Sequence[ClassList], slug: str | None) -> ClassList | None:
    """Return the list of this slug, or else the first that holds the programme of this slug."""
    named = [class_list for class_list in lists if class_list.slug == slug]
    return next(iter(named or [class_list for class_list in lists if slug in class_list.programmes]), None)
