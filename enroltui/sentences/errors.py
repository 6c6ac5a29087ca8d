"""What went wrong, in words; each with what to do next."""

from __future__ import annotations

from enroltui.errors import (
    AccountClosed,
    AccountExists,
    Address,
    Backup,
    BackupTrouble,
    BadAddress,
    CopyDiffers,
    DatabaseTrouble,
    DatabaseUnusable,
    EnrolError,
    LettersStayHere,
    NoMailAddress,
    NotAllowed,
    OutboxBusy,
    RequestReused,
    Trouble,
    UnknownAccount,
    UnknownClass,
    UnknownProgramme,
    UnknownStudent,
    Unusable,
)
from enroltui.language import N_, Language
from enroltui.printable import printable
from enroltui.where import shown

_ADDRESS = {
    Address.OTHER_KIND: N_(
        "enroltui knows no {scheme}. Name a file, or a server's database: postgresql://USER@HOST/NAME"
    ),
    Address.OF_A_FILE: N_("That is the URL of a file. Name it by its path alone, without {scheme}: before it."),
    Address.KEY_VALUES: N_("A server's database is not named by key=value. Name it so: postgresql://USER@HOST/NAME"),
    Address.MALFORMED: N_(
        "That is no URL of a database. Write postgresql://USER:PASSWORD@HOST/NAME, "
        "and odd characters in the password by their codes: @ as %40, / as %2F, ? as %3F, % as %25."
    ),
}

_UNUSABLE = {
    Unusable.MISSING: N_("There is no database at {path}. Check the path, or make one with: enroltui catalogue build"),
    Unusable.READ_ONLY: N_("{path} cannot be written to. Allow writing to it and its folder, or work on a copy of it."),
    Unusable.UNREADABLE: N_("{path} cannot be read. Ask its owner to let you read and write it."),
    Unusable.LOCKED: N_("{path} is locked by another program. Close that program, then try again."),
    Unusable.CORRUPT: N_("{path} is damaged; it was left as it is. Use a backup, or begin anew with: enroltui reset"),
    Unusable.FOREIGN: N_("{path} is not a database of enroltui; it was left as it is. Name another: --database PATH"),
    Unusable.OLDER: N_("{path} was made by an older enroltui; it was left as it is. Begin anew with: enroltui reset"),
    Unusable.NEWER: N_("{path} was made by a newer enroltui; it was left as it is. Install the newest enroltui."),
}

_UNUSABLE_SERVER = {
    Unusable.MISSING: N_("The server has no database {path}. Make it there with createdb, then: enroltui db init"),
    Unusable.EMPTY: N_("{path} is empty as yet. Fill it with: enroltui db init, or enroltui db copy FROM TO"),
    Unusable.UNREACHABLE: N_("{path} cannot be reached. Check the server's name, and that it runs."),
    Unusable.UNREADABLE: N_("{path} lets nobody in by this name and password. Check both."),
    Unusable.FILLED: N_("{path} has something in it already; it was left as it is. Name a new or an empty one."),
    Unusable.READ_ONLY: N_("{path} cannot be written to. Name the main server, and a user who may write."),
    Unusable.FOREIGN: N_("{path} is not a database of enroltui; it was left as it is. Name another one."),
    Unusable.OLDER: N_("{path} was made by an older enroltui. Bring it on with: enroltui db upgrade"),
    Unusable.NEWER: N_("{path} was made by a newer enroltui; it was left as it is. Install the newest enroltui."),
}

_TROUBLE = {
    Trouble.LOCKED: N_("The database is locked by another program, so nothing was changed. Try again in a moment."),
    Trouble.READ_ONLY: N_("The database cannot be written to, so nothing was changed. Allow writing to it."),
    Trouble.FULL: N_("The disk is full, so nothing was changed. Make room, then try again."),
    Trouble.GONE: N_("The database cannot be reached, so nothing was changed. Try again in a moment."),
    Trouble.UNCERTAIN: N_("The database went away before it answered. Send this again: it is carried out only once."),
    Trouble.CORRUPT: N_("The database is damaged, so nothing was changed. Use a backup."),
}


_BACKUP = {
    Backup.NO_TOOL: N_("{said} is not installed here. On Debian: apt-get install postgresql-client"),
    Backup.OTHER_KIND: N_("{said} is no backup of this kind of database; nothing was changed. Name another file."),
    Backup.NO_PLACE: N_("{said} cannot be written. Name a file in a folder that you may write to."),
    Backup.FAILED: N_("It was not done, and nothing was changed. The tool said: {said}"),
}


def error_sentence(error: EnrolError, language: Language) -> str:
    """What went wrong and what to do next, in one or two short sentences."""
    text = language.text
    match error:
        case BadAddress():
            return text(_ADDRESS[error.kind], scheme=printable(error.scheme, 24))
        case DatabaseUnusable():
            on_server = isinstance(error.path, str)
            sentences = _UNUSABLE | _UNUSABLE_SERVER if on_server else _UNUSABLE_SERVER | _UNUSABLE
            return text(sentences[error.kind], path=printable(shown(error.path)))
        case DatabaseTrouble():
            return text(_TROUBLE[error.kind])
        case CopyDiffers():
            return text("The copy is not equal in {table}, so it was undone. Try again.", table=printable(error.table))
        case BackupTrouble():
            return text(_BACKUP[error.kind], said=printable(error.said, 200))
        case UnknownStudent():
            return text("No student has the number {number}. Check its digits.", number=_typed(error))
        case UnknownClass():
            return text("No class has the number {number} in that year. Check its digits.", number=_typed(error))
        case UnknownAccount():
            return text("Nobody has the login {name}, or the account is closed. Check it.", name=_typed(error))
        case AccountClosed():
            return text(
                "The account {name} is closed, so nothing was changed. Withdrawing is all that staff can do for it.",
                name=_typed(error),
            )
        case AccountExists():
            return text("Somebody has the login {name} already. Choose another.", name=_typed(error))
        case UnknownProgramme():
            return text("There is no programme {slug}. Check its spelling.", slug=_typed(error))
        case NotAllowed():
            return text("You may not do this. Ask the helpdesk for help.")
        case RequestReused():
            return text(
                "This was sent before, with something else in it. Nothing was changed. Go back, then try again."
            )
        case NoMailAddress():
            return text("“{address}” is no mail address. Ask the helpdesk to correct it.", address=_typed(error))
        case OutboxBusy():
            return text("Another program is sending these letters now. Look again in a moment.")
        case LettersStayHere():
            return text(
                "This is demo data, so no letter goes to a real address. Name one for tests: --smtp-redirect ADDRESS"
            )
    return text("Something went wrong, and nothing was changed. Try again.")


def _typed(error: EnrolError) -> str:
    return printable(str(error), 24)
