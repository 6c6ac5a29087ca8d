"""The file under a running service is replaced: it says so in its log, mixes nothing, and goes on with the new one."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from enroltui.database.backups import backup
from tests.registrar.world import EXAM, PROJECT
from tests.server.kit import Client, serving


def test_a_service_notices_that_its_file_was_replaced(built_world: Path, tmp_path: Path) -> None:
    database = Path(shutil.copy(built_world, tmp_path / "world.db"))
    backup(database, tmp_path / "monday.db")
    with serving(tmp_path, database) as served:
        anna = Client(served, tmp_path / "anna")
        assert anna.run("enrol", str(EXAM.class_number)).returncode == 0
        os.replace(tmp_path / "monday.db", database)
        refused = anna.run("enrol", str(PROJECT.class_number))
        assert refused.returncode != 0
        assert anna.run("enrol", str(PROJECT.class_number)).returncode == 0
        [aside] = tmp_path.glob("*.aside-*")
        assert [event["said"] for event in served.log if event["event"] == "warning"] == [
            f"{database} was replaced or taken away while it was open, or its log was",
            f"a log of another file lay beside {database}; it is in {aside} now",
        ]
        assert served.stop() == 0
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        hers = "JOIN student ON student.id = student_id WHERE student_number = 's9900001'"
        found = connection.execute(
            f"SELECT class_number FROM enrolment JOIN class ON class.id = class_id {hers}"
        ).fetchall()
    assert found == [(PROJECT.class_number,)]
