"""A database of the part before is opened, and nothing in it is lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from enroltui.registrar.facts import Account
from enroltui.registrar.registrar import Registrar
from tests.registrar import world
from tests.registrar.world import ANNA, PASSWORD


def test_a_one_time_password_of_the_version_before_still_holds_for_a_day(tmp_path: Path) -> None:
    path = tmp_path / "before.db"
    world.build(path, "0005")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE student SET password_once = 1 WHERE student_number = ?", (ANNA,))
        connection.commit()
    registrar = Registrar.open(path)
    account = registrar.sign_in(ANNA, PASSWORD)
    assert isinstance(account, Account)
    assert account.password_once
    registrar.close()
    later = Registrar.open(path, lambda: datetime.now(UTC) + timedelta(days=1, minutes=1))
    assert not isinstance(later.sign_in(ANNA, PASSWORD), Account)
    later.close()
