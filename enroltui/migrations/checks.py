"""Changes the CHECKs of tables in the same way each time."""

from __future__ import annotations

import re

import sqlalchemy as sa
from alembic import op


def replace_check(table: str, name: str, condition: str) -> None:
    """Give a table's CHECK of this name another condition (SQL). No other table may refer to the table.

    SQLite makes the table anew for that, from its own words with the new condition, so that it is the same each time:
    Alembic's batch has constraints and indexes in sets, and writes them in an order of chance.
    """
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(name, table, type_="check")
        op.create_check_constraint(name, table, condition)
        return
    of_table = sa.text(
        "SELECT sql FROM sqlite_master WHERE tbl_name = :table AND type = :kind AND sql <> '' ORDER BY name"
    )
    definition: str = op.get_bind().scalars(of_table, {"table": table, "kind": "table"}).one()
    indexes = op.get_bind().scalars(of_table, {"table": table, "kind": "index"}).all()
    changed, found = re.subn(
        rf"(?m)^(\s*CONSTRAINT {name} CHECK) \(.*\)(?=[, ]*$)", lambda old: f"{old[1]} ({condition})", definition
    )
    assert found == 1, definition
    op.execute(re.sub(rf'^CREATE TABLE "?{table}"?', f"CREATE TABLE new_{table}", changed))
    op.execute(f"INSERT INTO new_{table} SELECT * FROM {table}")
    op.drop_table(table)
    op.rename_table(f"new_{table}", table)
    for index in indexes:
        op.execute(index)
