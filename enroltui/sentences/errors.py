"""Say what went wrong, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

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
    DemoAccountsThere,
    EnrolError,
    LettersStayHere,
    NoMailAddress,
    NotAllowed,
    OutboxBusy,
    PasswordFirst,
    PasswordSpent,
    RequestReused,
    SessionOver,
    Trouble,
    Unfit,
    UnfitAccount,
    UnfitInput,
    UnknownAccount,
    UnknownClass,
    UnknownProgramme,
    UnknownStudent,
    Unusable,
)
from enroltui.language import N_, Language
from enroltui.printable import printable
from enroltui.registrar.rules.accounts import NAME_MOST
from enroltui.sentences.sessions import session_end_sentence
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
    Address.BLANK: N_("No database is named. Give a file or postgresql://..., or leave --database out."),
}

_UNFIT = {
    Unfit.NUMBER: N_("A student number is s and seven digits, such as s1234567. Check it."),
    Unfit.LOGIN: N_("A login is a letter, then letters, digits, dots or hyphens. Choose another."),
    Unfit.NO_NAME: N_("The person's name is missing. Give it with letters, such as Anna Vos."),
    Unfit.LONG_NAME: N_("The person's name is longer than {most} characters. Give a shorter form of it."),
    Unfit.NAME_CHARACTERS: N_("The person's name has characters that are not shown. Type it anew, letter by letter."),
    Unfit.EMAIL: N_("No mail can be sent to that address. Give one such as anna@student.example."),
}

_UNUSABLE = {
    Unusable.MISSING: N_(
        "There is no database at {path}. Check the path. With --database {path}: enroltui reset makes one of demo data."
    ),
    Unusable.READ_ONLY: N_("{path} cannot be written to. Allow writing to it and its folder, or work on a copy of it."),
    Unusable.UNREADABLE: N_("{path} cannot be read. Ask its owner to let you read and write it."),
    Unusable.LOCKED: N_("{path} is locked by another program. Close that program, then try again."),
    Unusable.CORRUPT: N_(
        "{path} is damaged; it was left as it is. With --database {path}: enroltui restore puts a backup back, "
        "enroltui reset begins anew and keeps the damaged file."
    ),
    Unusable.FULL: N_("{path} cannot be worked on: the disk is full. Make room, then try again."),
    Unusable.FAULTY: N_(
        "{path} cannot be read or written: the disk reports an error, or lets you write no more. "
        "Make room, or ask who keeps the machine; then try again."
    ),
    Unusable.TOO_MANY_FILES: N_(
        "{path} cannot be opened: too many files are open. Close other programs, then try again."
    ),
    Unusable.NO_MEMORY: N_("{path} cannot be opened: no memory is left. Close other programs, then try again."),
    Unusable.LOCKS_FAIL: N_(
        "{path} cannot be locked. Try again; if it stays so, keep it on a disk of this machine, not on a network."
    ),
    Unusable.CROWDED: N_("{path} takes no more connections. Close other programs, then try again."),
    Unusable.UNOPENABLE: N_(
        "{path} cannot be opened together with what lies beside it. "
        "Ask its owner to let you read and write {path}-wal and {path}-shm."
    ),
    Unusable.INCOMPLETE: N_(
        "{path} lacks what belongs to its version: {missing}. It was left as it is. "
        "Put a backup back with --database {path}: enroltui restore"
    ),
    Unusable.NOT_A_FILE: N_("{path} is a folder, a pipe or a device. Name an ordinary file."),
    Unusable.FOREIGN: N_("{path} is not a database of enroltui; it was left as it is. Name another: --database PATH"),
    Unusable.FOREIGN_LOG: N_(
        "Beside {path} lies a log of another file of that name, which would be mixed with it. "
        "Start enroltui on it once: that moves the log aside."
    ),
    Unusable.OLDER: N_(
        "{path} was made by an older enroltui; it was left as it is. "
        "Upgrade it, and keep what is in it, with: enroltui db upgrade --database {path}"
    ),
    Unusable.TOO_OLD: N_(
        "{path} was made by another enroltui, and this one cannot upgrade it; it was left as it is. "
        "Use the enroltui that made it."
    ),
    Unusable.NEWER: N_("{path} was made by a newer enroltui; it was left as it is. Install the newest enroltui."),
}

_UNUSABLE_SERVER = {
    Unusable.MISSING: N_("The server has no database {path}. Make it there with createdb, then: enroltui db init"),
    Unusable.EMPTY: N_("{path} is empty as yet. Fill it with: enroltui db init, or enroltui db copy FROM TO"),
    Unusable.UNREACHABLE: N_("{path} cannot be reached. Check the server's name, and that it runs."),
    Unusable.UNREADABLE: N_("{path} lets nobody in by this name and password. Check both."),
    Unusable.NO_RIGHTS: N_("{path} lets this user in, who then lacks rights there. Ask its owner to grant them."),
    Unusable.NO_RULE: N_(
        "{path} has no rule that lets this user in from here. Ask who keeps the server for one in pg_hba.conf; "
        "it may want TLS: ?sslmode=require"
    ),
    Unusable.NO_TLS: N_(
        "{path} can be reached, but not by TLS. Check sslmode and sslrootcert in the URL, and the server's certificate."
    ),
    Unusable.FILLED: N_("{path} has something in it already; it was left as it is. Name a new or an empty one."),
    Unusable.READ_ONLY: N_("{path} cannot be written to. Name the main server, and a user who may write."),
    Unusable.FOREIGN: N_("{path} is not a database of enroltui; it was left as it is. Name another one."),
    Unusable.OLDER: N_("{path} was made by an older enroltui. Bring it on with: enroltui db upgrade"),
    Unusable.NEWER: N_("{path} was made by a newer enroltui; it was left as it is. Install the newest enroltui."),
}

_TROUBLE = {
    Trouble.LOCKED: N_("The database is locked by another program, so nothing was changed. Try again in a moment."),
    Trouble.READ_ONLY: N_("The database cannot be written to, so nothing was changed. Allow writing to it."),
    Trouble.NO_RIGHTS: N_(
        "The user of this database lacks a right that this needs, so nothing was changed. Ask its owner to grant it."
    ),
    Trouble.FULL: N_("The disk is full, so nothing was changed. Make room, then try again."),
    Trouble.GONE: N_("The database cannot be reached, so nothing was changed. Try again in a moment."),
    Trouble.REPLACED: N_(
        "The database's file was replaced or taken away, so nothing was changed. Try again; if it stays so, "
        "tell the helpdesk."
    ),
    Trouble.UNCERTAIN: N_("The database went away before it answered. Send this again: it is carried out only once."),
    Trouble.FAULTY: N_(
        "The disk reports an error, or lets you write no more, so nothing was changed. Make room, then try again."
    ),
    Trouble.TOO_MANY_FILES: N_("Too many files are open, so nothing was changed. Try again in a moment."),
    Trouble.NO_MEMORY: N_("No memory is left, so nothing was changed. Try again in a moment."),
    Trouble.LOCKS_FAIL: N_("The database could not be locked, so nothing was changed. Try again in a moment."),
    Trouble.CROWDED: N_("All connections to the database are in use, so nothing was changed. Try again in a moment."),
    Trouble.CORRUPT: N_(
        "The database could not be read as it should be, so nothing was changed. Look at it with: enroltui db check"
    ),
}


_BACKUP = {
    Backup.NO_TOOL: N_("{said} is not installed here. On Debian: apt-get install postgresql-client"),
    Backup.OTHER_KIND: N_("{said} is no backup of this kind of database; nothing was changed. Name another file."),
    Backup.NOT_THERE: N_("There is no backup at {said}; nothing was changed. Check the path."),
    Backup.NO_PLACE: N_("{said} cannot be written. Name a file in a folder that you may write to."),
    Backup.NO_ROOM: N_(
        "There is no room for {said}: the disk is full. Nothing was replaced. Make room, then try again."
    ),
    Backup.NOT_A_FILE: N_("{said} is no ordinary file, but a folder, a pipe, a device or an address. Name a file."),
    Backup.ITSELF: N_("{said} is the database itself, or part of it; nothing was changed. Name another file."),
    Backup.OLDER: N_(
        "{said} was made by an older enroltui; nothing was changed. "
        "Put it back into an empty database, then: enroltui db upgrade"
    ),
    Backup.IN_USE: N_("{said} is a database that is in use, or its log lies there. Name another file."),
    Backup.FAILED: N_("It was not done, and nothing was changed. The tool said: {said}"),
}


_PLAIN: dict[type[EnrolError], str] = {
    PasswordFirst: N_("With a one-time password you can only choose a new one. Log in with a terminal for that."),
    PasswordSpent: N_(
        "This password was given for one use within a day, and that is over. Ask the helpdesk for another."
    ),
    DemoAccountsThere: N_(
        "This database has demo accounts, whose passwords everybody knows, so it takes no others. "
        "Make one without them with: enroltui db copy FROM TO, and add accounts there with --database TO."
    ),
    NotAllowed: N_("You may not do this. Ask the helpdesk for help."),
    RequestReused: N_("This was sent before, with something else in it. Nothing was changed. Go back, then try again."),
    OutboxBusy: N_("Another program is sending these letters now. Look again in a moment."),
    LettersStayHere: N_(
        "This is demo data, so no letter goes to a real address. Name one for tests: --smtp-redirect ADDRESS"
    ),
}
"""The sentences of errors that tell nothing but that they happened."""


def error_sentence(error: EnrolError, language: Language) -> str:
    """Say what went wrong and what to do next, in one or two short sentences."""
    text = language.text
    match error:
        case BadAddress():
            return text(_ADDRESS[error.kind], scheme=printable(error.scheme, 24))
        case DatabaseUnusable():
            on_server = isinstance(error.path, str)
            sentences = _UNUSABLE | _UNUSABLE_SERVER if on_server else _UNUSABLE_SERVER | _UNUSABLE
            path, missing = printable(shown(error.path)), printable(error.missing, 200)
            return text(sentences[error.kind], path=path, missing=missing)
        case DatabaseTrouble():
            return text(_TROUBLE[error.kind])
        case CopyDiffers():
            return text("The copy is not equal in {table}, so it was undone. Try again.", table=printable(error.name))
        case BackupTrouble():
            return text(_BACKUP[error.kind], said=printable(error.said, 200))
        case UnfitInput(too_large=True):
            return text("That number is too large, so nothing was changed. Check its digits.")
        case UnfitInput():
            return text(
                "What was typed holds a byte or a character that is no text, so nothing was changed. "
                "Type it again; if it stays so, set your terminal to UTF-8."
            )
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
        case SessionOver():
            return session_end_sentence(error.why, language)
        case AccountExists():
            return text("Somebody has the login {name} already. Choose another.", name=_typed(error))
        case UnfitAccount():
            return text(_UNFIT[error.kind], most=NAME_MOST)
        case UnknownProgramme():
            return text("There is no programme {slug}. Check its spelling.", slug=_typed(error))
        case NoMailAddress():
            return text("“{address}” is no mail address. Ask the helpdesk to correct it.", address=_typed(error))
    return text(_PLAIN.get(type(error), N_("Something went wrong, and nothing was changed. Try again.")))


def opened_sentences(kept: Path | None, set_aside: Sequence[Path], language: Language) -> list[str]:
    """Say what was done when a file was opened, see `upgraded_sentence` and `set_aside_sentence`."""
    upgraded = [] if kept is None else [upgraded_sentence(kept, language)]
    return upgraded + [set_aside_sentence(path, language) for path in set_aside]


def set_aside_sentence(path: Path, language: Language) -> str:
    """Say that a log which another file had left was moved out of the way, and where (`path`) it is now."""
    return language.text(
        "A log of another file of this name lay beside the database. It may hold what was confirmed there, "
        "so it is kept: {path}.",
        path=printable(str(path)),
    )


def upgraded_sentence(kept: Path, language: Language) -> str:
    """Say that a file of an older version was upgraded, and where the copy of it as it was (`kept`) is."""
    return language.text(
        "The database was made by an older enroltui and has been upgraded. As it was, it is kept in {path}.",
        path=printable(str(kept)),
    )


def kept_sentence(kept: Path, language: Language) -> str:
    """Say where the copy is of what was in a database before it was replaced."""
    return language.text("What was there before is kept in {path}.", path=printable(str(kept)))


def _typed(error: EnrolError) -> str:
    return printable(str(error), 24)
