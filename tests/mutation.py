"""Change the rules, enrolling, the waiting list and locking in a sample of small ways, and tell what no test notices.

`python -m tests.mutation COUNT SEED`, in a checkout of its own with cosmic-ray and what tests need: it changes files in
place. It takes some COUNT times 20 seconds; which changes are tried depends on SEED alone.
"""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from random import Random

CONFIGURATION = Path(__file__).with_suffix(".toml")
NEVER_NOTICED = re.compile(r"BinaryOperator_BitOr_|RemoveDecorator|_Is_Eq$|_IsNot_NotEq$|_Eq_Is$|_NotEq_IsNot$")
"""What changes type hints, or asks the same of a term in another way."""


def sample(session: Path, count: int, seed: int) -> None:
    """Leave of all changes that were found so many, chosen by chance."""
    with closing(sqlite3.connect(session)) as connection, connection:
        found = connection.execute(
            "SELECT job_id, operator_name FROM mutation_specs"
            " ORDER BY module_path, operator_name, start_pos_row, start_pos_col, occurrence"
        ).fetchall()
        wanted = [job for job, operator in found if not NEVER_NOTICED.search(operator)]
        kept = set(Random(seed).sample(wanted, min(count, len(wanted))))
        left_out = [(job,) for job, _ in found if job not in kept]
        for table in ("mutation_specs", "work_items"):
            connection.executemany(f"DELETE FROM {table} WHERE job_id = ?", left_out)
        sys.stdout.write(f"{len(kept)} of {len(wanted)} changes, seed {seed}\n")


def report(session: Path) -> None:
    """Tell how many changes were noticed, and each that was not."""
    with closing(sqlite3.connect(session)) as connection:
        done = connection.execute(
            "SELECT module_path, start_pos_row, operator_name, test_outcome FROM work_results"
            " JOIN mutation_specs USING (job_id) ORDER BY 1, 2"
        ).fetchall()
    survived = [row for row in done if row[3] == "SURVIVED"]
    sys.stdout.write(f"{len(done) - len(survived)} of {len(done)} were noticed\n")
    for path, row, operator, _ in survived:
        sys.stdout.write(f"not noticed: {path}:{row} {operator}\n")


def main(count: int, seed: int) -> None:
    """Sample, change and test, tell."""
    with tempfile.TemporaryDirectory() as folder:
        session = Path(folder, "session.sqlite")
        subprocess.run(["cosmic-ray", "init", CONFIGURATION, session], check=True)
        sample(session, count, seed)
        subprocess.run(["cosmic-ray", "exec", CONFIGURATION, session], check=True)
        report(session)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
