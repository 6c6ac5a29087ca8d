"""One person's visit: who, in which language, on which day, by which registrar. It knows nothing of other visits."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING
from uuid import uuid4

from enroltui.clock import ShownClock, academic_year
from enroltui.errors import EnrolError
from enroltui.language import Code, Language
from enroltui.process import host, local_address, this_run
from enroltui.terms import Role, SessionEnd, Via

if TYPE_CHECKING:
    from enroltui.registrar.registrar import Registrar
    from enroltui.registrar.values.people import Account, Caller, Seat


class Visit:
    """What every page of one visit shares. The registrar is opened at its first use, which belongs in a thread."""

    read_only = False
    """Whether pages show only: they ask for no change."""

    def __init__(
        self,
        open_registrar: Callable[[], Registrar],
        clock: ShownClock,
        language: Language,
        *,
        language_chosen: bool = False,
        via: Via = Via.SCREEN,
        demo: bool = False,
    ) -> None:
        """`language_chosen`: asked for by the person, so that a remembered language does not replace it at login.

        `demo`: in a sandbox that is thrown away afterwards, which every page says.
        """
        self.clock = clock
        self.language = language
        self.language_chosen = language_chosen
        self.via = via
        self.demo = demo
        self.account: Account | None = None
        self.academic_year = academic_year(clock.now().date())
        self._open_registrar = open_registrar
        self._registrar: Registrar | None = None
        self._opening = Lock()

    @property
    def registrar(self) -> Registrar:
        """Return the registrar; opened now if it is not yet (not on the UI loop). DatabaseUnusable when it can't be."""
        with self._opening:
            if self._registrar is None:
                self._registrar = self._open_registrar()
            return self._registrar

    @property
    def kept_before_upgrade(self) -> Path | None:
        """Return where the file is kept as it was, if this visit has upgraded it."""
        return self._registrar.kept_before_upgrade if self._registrar is not None else None

    @property
    def set_aside(self) -> tuple[Path, ...]:
        """Return where the logs of another file are now that lay beside the file when this visit opened it."""
        return self._registrar.set_aside if self._registrar is not None else ()

    def close(self) -> None:
        """Let go of the database, if the registrar was opened, as the program ends."""
        with self._opening:
            if self._registrar is not None:
                end_session(self._registrar, self.session)
                self._registrar.close()
                self._registrar = None

    @property
    def caller(self) -> Caller:
        """Return who asks at this moment. Only after login."""
        assert self.account is not None
        from enroltui.registrar.values.people import Caller  # after the first paint

        return Caller(
            self.account.name,
            self.account.role,
            self.via,
            self.clock.now(),
            self.language.code,
            self.session,
            self.account.session_number,
            self.account.address or local_address(),
        )

    @property
    def session(self) -> str | None:
        """Return the key of the session that was begun by logging in; None: nobody has, or there is none."""
        return self.account.session if self.account else None

    @property
    def seat(self) -> Seat:
        """Return where a session takes place that is begun in this program."""
        from enroltui.registrar.values.people import Seat  # after the first paint

        return Seat(local_address(), self.via, host(), this_run())

    @property
    def password_first(self) -> bool:
        """Return whether a one-time password let somebody in, who can do nothing but choose another."""
        return self.account is not None and self.account.password_once

    @property
    def role(self) -> Role | None:
        """Return in which role somebody has logged in; None before that."""
        return self.account.role if self.account else None

    @property
    def student(self) -> str:
        """Return the student number that the pages show. Only after a student's login."""
        assert self.account is not None
        assert self.account.role is Role.STUDENT
        return self.account.name

    @property
    def viewer(self) -> str | None:
        """Return the student for whom classes are shown; None: staff, who see them as nobody in particular."""
        return self.student if self.role is Role.STUDENT else None

    def speak(self, code: Code) -> None:
        """Change the language of this visit."""
        self.language = Language(code)
        self.language_chosen = True

    def leave(self) -> None:
        """Forget the person, who has logged out; nothing that they chose is kept but the language on screen."""
        self.account = None
        self.language_chosen = False
        self.academic_year = academic_year(self.clock.now().date())

    def new_request_key(self) -> str:
        """Make a key for a change that is about to be confirmed; the same key sent again is carried out once."""
        return uuid4().hex


class LookingOn(Visit):
    """What a student's pages share while a member of staff looks at them: all as the student, but who asks; read-only.

    The registrar is asked as that member of staff, so it tells no more than the role may see.
    """

    read_only = True

    def __init__(self, staff: Visit, student: Account) -> None:
        super().__init__(lambda: staff.registrar, staff.clock, staff.language, via=staff.via, demo=staff.demo)
        self.account = student
        self.staff = staff

    @property
    def caller(self) -> Caller:
        """Return the member of staff as the one who asks."""
        return self.staff.caller

    @property
    def session(self) -> str | None:
        """Return the key of the member of staff's session."""
        return self.staff.session

    def speak(self, code: Code) -> None:
        """Change the language here and in the member of staff's own visit, where it stays."""
        super().speak(code)
        self.staff.speak(code)

    def leave(self) -> None:
        """Forget both people, as the member of staff has logged out."""
        super().leave()
        self.staff.leave()


def end_session(registrar: Registrar, session: str | None) -> None:
    """Write down that a session is over, as its person has logged out. Where that can't be done, it falls silent."""
    if session is not None:
        with suppress(EnrolError):
            registrar.keep_sessions(this_run(), (), {session: SessionEnd.LEFT}, still_there=False)
