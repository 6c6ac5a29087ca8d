"""Logging in, accounts, and who the students are."""

from __future__ import annotations

from enroltui.database.transactions import reading, retried
from enroltui.registrar.desks.desk import Desk
from enroltui.registrar.people import accounts, signing_in, ssh_keys, students
from enroltui.registrar.people.signing_in import LOCK, Lock
from enroltui.registrar.rules.reasons import Reason
from enroltui.registrar.values.people import Account, Caller, DemoAccount, SignInRefused, SshKey, StudentFact


class PeopleDesk(Desk):
    """Logging in, accounts, and who the students are."""

    def demo_accounts(self) -> tuple[DemoAccount, ...]:
        """The accounts that the login page lists with their passwords; none but in the shipped catalogue."""
        return signing_in.demo_accounts(self._engine)

    @retried
    def sign_in(self, name: str, password: str, address: str = "local", lock: Lock = LOCK) -> Account | SignInRefused:
        """The account, or a refusal that tells little more than how many seconds to wait before the next try.

        `lock`: when so many wrong tries of this account from this address make it wait for long. A session is begun
        next; only that uses a one-time password up.
        """
        return signing_in.sign_in(self._engine, name, password, address, self._real_clock(), lock)

    @retried
    def change_password(self, caller: Caller, old: str, new: str) -> Reason | None:
        """Change the caller's own password: None when done, else why not. UnknownAccount for who has none."""
        with self._reading(caller, chooses_password=True) as connection:
            known = accounts.own_account(connection, caller)
        # Hashing takes long, so that it is done while nobody waits for the write lock.
        chosen = accounts.new_password(known, old, new)
        if isinstance(chosen, Reason):
            return chosen
        with self._changing(caller, chooses_password=True) as connection:
            return accounts.change_password(connection, caller, known, chosen, self._real_clock())

    @retried
    def set_password_once(self, caller: Caller, name: str) -> str:
        """Give an account a new password, to be changed at its next login. Raises UnknownAccount."""
        password, password_hash = accounts.made_up_password(caller)
        with self._changing(caller) as connection:
            accounts.set_password_once(connection, caller, name, password_hash, self._real_clock())
        return password

    @retried
    def add_account(self, caller: Caller, account: Account, email: str) -> None:
        """Make an account without a password. Raises AccountExists, UnknownProgramme."""
        with self._changing(caller) as connection:
            accounts.add_account(connection, caller, account, email, self._real_clock())

    @retried
    def close_account(self, caller: Caller, name: str) -> None:
        """Let nobody log in by this account any more. Raises UnknownAccount."""
        with self._changing(caller) as connection:
            accounts.close_account(connection, caller, name, self._real_clock())

    def account_by_key(self, name: str, line: str) -> Account | None:
        """The account of this name, if this SSH public key is registered for it."""
        with reading(self._engine) as connection:
            return ssh_keys.account_by_key(connection, name, line)

    def ssh_keys(self, caller: Caller, name: str) -> tuple[SshKey, ...]:
        """The SSH public keys of an account. Raises UnknownAccount."""
        with self._reading(caller) as connection:
            return ssh_keys.ssh_keys(connection, caller, name)

    @retried
    def add_ssh_key(self, caller: Caller, name: str, line: str) -> SshKey | Reason:
        """Register a line of a .pub file for an account: the key, or why not. Raises UnknownAccount."""
        with self._changing(caller) as connection:
            return ssh_keys.add_ssh_key(connection, caller, name, line, self._real_clock())

    @retried
    def remove_ssh_key(self, caller: Caller, name: str, fingerprint: str) -> bool:
        """Let nobody log in by this key any more; False: there was none. Raises UnknownAccount."""
        with self._changing(caller) as connection:
            return ssh_keys.remove_ssh_key(connection, caller, name, fingerprint, self._real_clock())

    @retried
    def remember(self, caller: Caller, language: str | None = None, list_slug: str | None = None) -> None:
        """Keep what the caller chose for the next login; None leaves it as it is."""
        with self._changing(caller) as connection:
            accounts.remember(connection, caller, language=language, list_slug=list_slug)

    def students(self, caller: Caller, background: bool = False) -> tuple[StudentFact, ...]:
        """The students by number, for staff; with the shipped catalogue's background students if asked."""
        with self._reading(caller) as connection:
            return students.students(connection, caller, background=background)

    def student(self, caller: Caller, student_number: str) -> StudentFact:
        """One student."""
        with self._reading(caller) as connection:
            return students.student_fact(connection, caller, student_number)
