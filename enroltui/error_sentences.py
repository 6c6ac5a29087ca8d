"""Errors in words: what happened, why, what to do next, for the person in front of the screen."""

from __future__ import annotations

from enroltui.errors import DatabaseTrouble, DatabaseUnusable, EnrolError, NotAllowed, Trouble, Unusable
from enroltui.language import N_, Language
from enroltui.printable import printable

_UNUSABLE = {
    Unusable.MISSING: N_("There is no database at {path}. Check the path, or leave --database out to use your own copy."),
    Unusable.READ_ONLY: N_("The database {path} is read-only. Make the file and its folder writable, or use a copy."),
    Unusable.UNREADABLE: N_("The database {path} cannot be read. Check the permissions of the file and its folder."),
    Unusable.LOCKED: N_("The database {path} is locked by another program. Close that program and try again."),
    Unusable.CORRUPT: N_("The database {path} is damaged. Nothing was changed in it. Put back a copy, or start anew."),
    Unusable.FOREIGN: N_("The file {path} is not an enroltui database. Nothing was changed in it."),
    Unusable.OLDER: N_("The database {path} was made by an older enroltui and could not be upgraded. Nothing was changed."),
    Unusable.NEWER: N_("The database {path} was made by a newer enroltui. Install the newer enroltui to use it."),
}
_TROUBLE = {
    Trouble.LOCKED: N_("The database is busy: another program holds it. Nothing was changed; try again in a moment."),
    Trouble.READ_ONLY: N_("The database has become read-only. Nothing was changed."),
    Trouble.FULL: N_("The disk is full. Nothing was changed; make room and try again."),
    Trouble.GONE: N_("The database cannot be reached. Nothing was changed; what you typed is kept. Press r to try again."),
    Trouble.CORRUPT: N_("The database is damaged. Nothing was changed; tell the people who keep it."),
}


def error_sentence(error: EnrolError, language: Language) -> str:
    """What went wrong and what to do next."""
    match error:
        case DatabaseUnusable():
            return language.text(_UNUSABLE[error.kind], path=printable(str(error.path)))
        case DatabaseTrouble():
            return language.text(_TROUBLE[error.kind])
        case NotAllowed():
            return language.text("Your account may not do this. Nothing was changed.")
        case _:
            return language.text("This could not be done. Nothing was changed.")
