"""A sandbox: the shipped catalogue copied for one visit, and thrown away after it."""

from __future__ import annotations

from pathlib import Path
from tempfile import gettempdir
from threading import Lock
from typing import TYPE_CHECKING

from enroltui.clock import ShownClock
from enroltui.errors import DatabaseUnusable, EnrolError, Unusable
from enroltui.language import Language
from enroltui.saving import HeldFolder, tidy
from enroltui.settings import SHIPPED_DAY, open_registrar
from enroltui.shipped import copy_catalogue
from enroltui.visit import Visit

if TYPE_CHECKING:
    from enroltui.registrar.registrar import Registrar


SANDBOXES = "enroltui-demo-"
"""What the names of their folders begin with; a killed program's are thrown away by the next one that makes one."""


class Sandbox:
    """Gives visits to fresh copies of the shipped catalogue, one at a time; `close` leaves nothing behind."""

    def __init__(self) -> None:
        self._folder: HeldFolder | None = None
        self._registrar: Registrar | None = None
        self._begun: object = None
        """What tells the copy of now from one that is still being made for the visit before."""
        self._lock = Lock()

    def begin(self, language: Language, clock: ShownClock | None = None) -> Visit:
        """Return a visit to a fresh copy, at its login page. The visit before is over, and its copy gone.

        `clock` is what it shows; None: the catalogue's own day. The copy is made at the registrar's first use, which
        raises DatabaseUnusable where there is no room for it.
        """
        self.close()
        begun = self._begun = object()

        def copy() -> Registrar:
            folder = _new_folder()
            try:
                database = folder.path / "demo.db"
                copy_catalogue(database)
                registrar = open_registrar(database)
            except EnrolError:
                folder.close()
                raise
            with self._lock:
                if begun is self._begun:
                    self._folder, self._registrar = folder, registrar
                else:  # over before it was there
                    registrar.close()
                    folder.close()
            return registrar

        return Visit(copy, clock or ShownClock.parse(SHIPPED_DAY), language, language_chosen=True, demo=True)

    def close(self) -> None:
        """Throw the copy of the catalogue away."""
        with self._lock:
            if self._registrar is not None:
                self._registrar.close()
            if self._folder is not None:
                self._folder.close()
            self._registrar = self._folder = self._begun = None


def _new_folder() -> HeldFolder:
    try:
        tidy(where := Path(gettempdir()), SANDBOXES)
        return HeldFolder(where, SANDBOXES)
    except OSError as error:  # a full disk, or no folder for temporary files at all
        raise DatabaseUnusable(Unusable.READ_ONLY, Path("enroltui-demo")) from error
