"""Files are written whole or not at all, and what a killed program left of one is tidied away by the next."""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from errno import ELOOP
from pathlib import Path
from tempfile import mkdtemp

DRAFTS = ".enroltui-draft-"
"""What the names of folders begin with in which files are written that are to stand beside them."""


class NotOrdinary(OSError):  # noqa: N818 - it says what is there
    """There is a folder, a pipe, a socket or a device where an ordinary file is wanted."""


def ordinary(file: Path) -> Path:
    """Return the ordinary file that a name leads to, links followed; it need not be there. Raises NotOrdinary, OSError.

    In a folder that is everybody's, such as /tmp, another's link is not followed (as Linux's protected_symlinks).
    """
    if file.is_symlink():
        folder = file.parent.stat()
        if folder.st_mode & stat.S_ISVTX and file.lstat().st_uid not in (os.geteuid(), folder.st_uid):
            raise NotOrdinary(str(file))
    try:
        place = file.resolve()
        mode = place.stat().st_mode
    except FileNotFoundError:
        return place
    except (OSError, RuntimeError) as error:
        if isinstance(error, RuntimeError) or error.errno == ELOOP:  # a link that leads to itself
            raise NotOrdinary(str(file)) from error
        raise
    if not stat.S_ISREG(mode):
        raise NotOrdinary(str(file))
    return place


@contextmanager
def draft_of(file: Path, *, replace: bool, private: bool = False) -> Iterator[Path]:
    """Give a place to write what is to stand in `file`; at the end of the block it is put there, whole and on the disk.

    A block that fails leaves all as it was. A link stays, and what it leads to is written; other hard links to that
    keep what they had. A file that is there keeps its mode; a new one has the process's, or `private` its owner's
    alone (0600). Raises NotOrdinary, OSError, and without `replace` FileExistsError where something is there.
    """
    place = ordinary(file)
    if not replace and (file.is_symlink() or place.exists()):
        raise FileExistsError(str(file))
    tidy(place.parent)
    with closing(HeldFolder(place.parent)) as folder:
        draft = folder.path / place.name
        yield draft
        if place.exists():
            shutil.copymode(place, draft)
        elif private:
            draft.chmod(0o600)
        _sync(draft)
        if replace:
            os.replace(draft, place)
        else:
            _put_if_missing(draft, place)
        with suppress(OSError):  # some file systems cannot do that to a folder
            _sync(place.parent)


def make_private(folder: Path) -> None:
    """Make a folder of our own, and what is missing above it, for its owner alone (0700); one that is there stays."""
    for missing in [place for place in reversed([folder, *folder.parents]) if not place.exists()]:
        missing.mkdir(0o700, exist_ok=True)


def save_new(content: bytes, folder: str, name: str, suffix: str) -> Path | None:
    """Write `name` + `suffix` (such as ".ics") in a folder; its path, or None where that can't be done.

    Nothing is ever overwritten: where there is a file of that name, the next number is taken.
    """
    if not folder.strip():
        return None
    try:
        where = Path(folder).expanduser()
        for number in range(1, 1000):
            path = where / f"{name}{f'-{number}' if number > 1 else ''}{suffix}"
            try:
                with draft_of(path, replace=False) as draft:
                    draft.write_bytes(content)
            except (FileExistsError, NotOrdinary):
                continue
            return path
    except (OSError, RuntimeError, ValueError):  # also a person without a home, and a name with a NUL in it
        return None
    return None


def free_dated_name(folder: Path, stem: str, suffix: str = "") -> Path:
    """Return a name that is not there yet in a folder: `stem`, this moment by the machine's clock, and the suffix.

    Of several in the same second the second one ends in `-2`, the third in `-3`, and so on.
    """
    dated = f"{stem}{time.strftime('%Y-%m-%d-%H%M%S')}"
    names = (f"{dated}{number}{suffix}" for number in ("", *(f"-{other}" for other in range(2, 1000))))
    return next(free for name in names if not (free := folder / name).exists())


class HeldFolder:
    """A new folder for what is thrown away afterwards, locked for as long as this process lives.

    By the lock `tidy` tells it from what a killed process left.
    """

    def __init__(self, where: Path, prefix: str = DRAFTS) -> None:
        """Make it in the folder `where`. OSError."""
        while True:
            self.path = Path(mkdtemp(prefix=prefix, dir=where))
            self._lock = os.open(self.path, os.O_RDONLY | os.O_DIRECTORY)
            if _lock(self._lock) is not False and os.fstat(self._lock).st_nlink:
                return
            os.close(self._lock)  # it was tidied away at the moment when it was made

    def close(self) -> None:
        """Throw the draft away."""
        shutil.rmtree(self.path, ignore_errors=True)
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1


def tidy(where: Path, prefix: str = DRAFTS) -> None:
    """Take away what processes left there that are no more. Only our own folders; what others hold is left alone."""
    for left in where.glob(f"{prefix}*"):
        with suppress(OSError):
            folder = os.open(left, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
            try:
                if os.fstat(folder).st_uid == os.geteuid() and _lock(folder):
                    shutil.rmtree(left, ignore_errors=True)
            finally:
                os.close(folder)


def _lock(folder: int) -> bool | None:
    """Lock an open folder; False: another process holds it; None: this file system has no such locks."""
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def _put_if_missing(draft: Path, place: Path) -> None:
    """A hard link, unlike renaming, never replaces what another has put there meanwhile."""
    try:
        os.link(draft, place)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if place.exists():
            raise FileExistsError(str(place)) from None
        os.replace(draft, place)


def _sync(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
