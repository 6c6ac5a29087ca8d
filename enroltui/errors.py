"""What can go wrong below the screens; free of any database library, so that screens may import it at any time.

EnrolError
├── BadAddress         what was typed names no database, neither a file nor one on a server
├── DatabaseUnusable   the database cannot be worked on at all: say why, leave it untouched
├── DatabaseTrouble    it went wrong just now: what was asked is not done, and may be asked again
├── CopyDiffers        a copy of a database is not equal to it, and was undone
├── BackupTrouble      a backup could not be made or put back, and nothing was changed
├── UnfitInput         no database can keep what was typed: no text, or too large a number
├── NotAllowed         this caller may not ask for this
├── UnknownStudent     no student has this number
├── UnknownClass       no class has this number in that year
├── UnknownAccount     nobody has this login, or the account is closed
├── AccountClosed      the account of who asks, or of the student asked about, is closed
├── AccountExists      somebody has this login already
├── UnfitAccount       a new account's login, name or mail address can't be that
├── SessionOver        the session in which it was asked has been ended
├── PasswordFirst      who logged in with a one-time password has to choose another first
├── PasswordSpent      the one-time password was used before, or is too old
├── UnknownProgramme   no programme has this slug
├── RequestReused      a request key came back with something else asked
├── NoMailAddress      a letter's sender or recipient has none that mail can be sent to
├── OutboxBusy         another program is sending the letters of this database
└── LettersStayHere    demo data: no letter may go to a real address

Their texts are for developers only; whoever shows them to a person finds the words.
"""

# ruff: noqa: N818 - the names say what happened; that they are errors is clear where they are raised.

from enum import StrEnum

from enroltui.terms import SessionEnd
from enroltui.where import Where, shown


class EnrolError(Exception):
    """Anything that the registrar or the database may raise on purpose."""


class AboutName(EnrolError):
    """An error about something by its `name`: a number, a login, a slug, an address or a table."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Address(StrEnum):
    """Why what was typed names no database."""

    OTHER_KIND = "other_kind"
    """A URL of something else than PostgreSQL."""
    OF_A_FILE = "of_a_file"
    """A URL of a file, which is named by its path."""
    KEY_VALUES = "key_values"
    """A server's database in libpq's other form, key=value."""
    MALFORMED = "malformed"
    """A URL that cannot be read, such as one with odd characters in its password."""
    BLANK = "blank"
    """Nothing but blanks, such as a script's variable that is not set."""


class BadAddress(EnrolError):
    """What was typed names no database. Its text is never a part of what was typed but for `scheme`."""

    def __init__(self, kind: Address, scheme: str = "") -> None:
        super().__init__(str(kind))
        self.kind = kind
        self.scheme = scheme


class Unusable(StrEnum):
    """Why a database cannot be worked on."""

    MISSING = "missing"
    READ_ONLY = "read_only"
    UNREADABLE = "unreadable"
    """Nobody may read the file; the server knows no such name and password."""
    NO_RIGHTS = "no_rights"
    """The server lets this user in, who may then not do what is needed."""
    NO_RULE = "no_rule"
    """The server has no rule by which this user may come in from this machine."""
    NO_TLS = "no_tls"
    """The server is there, but no encrypted connection to it can be made."""
    LOCKED = "locked"
    CORRUPT = "corrupt"
    """SQLite's integrity check says so."""
    FULL = "full"
    """The disk is full."""
    FAULTY = "faulty"
    """The disk reports an error."""
    TOO_MANY_FILES = "too_many_files"
    """This process, or the machine, may open no more."""
    NO_MEMORY = "no_memory"
    LOCKS_FAIL = "locks_fail"
    """The file's locks do not work, as on some network disks."""
    CROWDED = "crowded"
    """The server takes no more connections, of this user or of anybody."""
    UNOPENABLE = "unopenable"
    """It can be read, but cannot be opened with its log."""
    NOT_A_FILE = "not_a_file"
    """A folder, a pipe, a socket or a device."""
    FOREIGN_LOG = "foreign_log"
    """A log lies beside it that is another file's."""
    FOREIGN = "foreign"
    """Not a database, or another program's."""
    INCOMPLETE = "incomplete"
    """A table, a column, an index or a trigger of its version is missing."""
    OLDER = "older"
    """Made by an older enroltui, to be upgraded first."""
    TOO_OLD = "too_old"
    """Made by another enroltui, and this one cannot upgrade it."""
    NEWER = "newer"
    """Made by a newer enroltui than this one."""
    UNREACHABLE = "unreachable"
    """The server does not answer."""
    FILLED = "filled"
    """Something is in it already, where an empty one was asked for."""
    EMPTY = "empty"
    """The server's database has nothing in it yet."""


class DatabaseUnusable(EnrolError):
    """A database that cannot be worked on, and why; it has not been touched."""

    def __init__(self, kind: Unusable, path: Where, missing: str = "") -> None:
        super().__init__(f"{shown(path)}: {kind} {missing}".rstrip())
        self.kind = kind
        self.path = path
        self.missing = missing
        """What an INCOMPLETE one lacks, by SQL's words for it."""


class Trouble(StrEnum):
    """What went wrong while the database was in use."""

    LOCKED = "locked"
    """Another program keeps it locked for longer than the busy timeout."""
    READ_ONLY = "read_only"
    NO_RIGHTS = "no_rights"
    """The server lets this user not do that."""
    FULL = "full"
    """The disk is full."""
    FAULTY = "faulty"
    """The disk reports an error, or lets this person write no more."""
    TOO_MANY_FILES = "too_many_files"
    """This process, or the machine, may open no more."""
    NO_MEMORY = "no_memory"
    LOCKS_FAIL = "locks_fail"
    """The file's locks do not work, as on some network disks."""
    CROWDED = "crowded"
    """All connections to the database are in use, of this process or of the server."""
    GONE = "gone"
    """The file cannot be opened, read or written any more; the server does not answer."""
    REPLACED = "replaced"
    """The file was taken away, or another was put in its place, while it was open."""
    UNCERTAIN = "uncertain"
    """It went away while a change was being kept: nobody knows whether it was. The same request key tells."""
    CORRUPT = "corrupt"
    """What is in it makes no sense; whether it is damaged only the integrity check can tell."""


class DatabaseTrouble(EnrolError):
    """The database failed in the midst; nothing of what was asked has been done, unless UNCERTAIN."""

    def __init__(self, kind: Trouble) -> None:
        super().__init__(str(kind))
        self.kind = kind


class CopyDiffers(AboutName):
    """A copy of a database is not equal to it; it was undone."""


class Backup(StrEnum):
    """The ways in which a backup can go wrong."""

    NO_TOOL = "no_tool"
    """The server's own tool is not installed; `said` is which."""
    OTHER_KIND = "other_kind"
    """The file is no backup of this kind of database; `said` is the file."""
    NOT_THERE = "not_there"
    """There is no file to put back; `said` is where none is."""
    NO_PLACE = "no_place"
    """No file can be written there; `said` is where."""
    NO_ROOM = "no_room"
    """The disk is full there; `said` is where."""
    NOT_A_FILE = "not_a_file"
    """There is a folder, a pipe or a device, or an address was given; `said` is what."""
    ITSELF = "itself"
    """The file is the database's own; `said` is the file."""
    OLDER = "older"
    """An archive of an older version does not go into a database of a newer one; `said` is the file."""
    IN_USE = "in_use"
    """A database's log lies beside the file; `said` is the file."""
    FAILED = "failed"
    """The tool gave up; `said` is what it said."""


class BackupTrouble(EnrolError):
    """A backup could not be made or put back, and nothing was changed."""

    def __init__(self, kind: Backup, said: str) -> None:
        super().__init__(f"{kind}: {said}")
        self.kind = kind
        self.said = said


class UnfitInput(EnrolError):
    """What was typed is no text (NUL, or a byte that is not UTF-8) or `too_large` a number; nothing was done."""

    def __init__(self, too_large: bool) -> None:
        super().__init__("too large" if too_large else "no text")
        self.too_large = too_large


class NotAllowed(EnrolError):
    """This caller may not ask for this."""

    def __init__(self, act: str, student_number: str | None = None) -> None:
        """`act`: what was asked for, by its code name; of which student, where it was about one."""
        super().__init__(act)
        self.act = act
        self.student_number = student_number


class UnknownStudent(AboutName):
    """No student has this number."""


class UnknownClass(AboutName):
    """No class has this number in that year."""


class UnknownAccount(AboutName):
    """Nobody has this login, or the account is closed."""


class AccountClosed(AboutName):
    """The account of who asks, or of the student for whom it is asked, is closed; nothing of it was done."""


class SessionOver(EnrolError):
    """The session in which it was asked has been ended, and why; nothing of it was done."""

    def __init__(self, why: SessionEnd) -> None:
        super().__init__(str(why))
        self.why = why


class PasswordFirst(EnrolError):
    """The account has a one-time password: nothing can be done but choosing another."""


class PasswordSpent(EnrolError):
    """The one-time password has let somebody in before, or was given too long ago."""


class AccountExists(AboutName):
    """Somebody has this login already."""


class DemoAccountsThere(EnrolError):
    """An account was to be added beside demo accounts, whose passwords everybody knows."""


class Unfit(StrEnum):
    """What is wrong with a new account."""

    NUMBER = "number"
    """It is no student number."""
    LOGIN = "login"
    """It is no login of staff, or a student number."""
    NO_NAME = "no_name"
    """The person's name has no letter."""
    LONG_NAME = "long_name"
    NAME_CHARACTERS = "name_characters"
    """The person's name has control characters, or others that are not shown."""
    EMAIL = "email"
    """No mail can be sent to the address."""


class UnfitAccount(EnrolError):
    """A new account can't be that; it was not made."""

    def __init__(self, kind: Unfit) -> None:
        super().__init__(str(kind))
        self.kind = kind


class UnknownProgramme(AboutName):
    """No programme has this slug."""


class RequestReused(EnrolError):
    """The request key was used before, for something else."""


class NoMailAddress(AboutName):
    """This is no address that mail can be sent to."""


class OutboxBusy(EnrolError):
    """Another program is sending the letters of this database."""


class LettersStayHere(EnrolError):
    """The database holds demo data, so its letters go to the address for tests, of which there is none, or nowhere."""
