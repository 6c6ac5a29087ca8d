"""Meetings with a number of their own, how often each has changed, and those that have been cancelled, for calendars.

Triggers keep all three, so that they hold whoever changes a meeting, and by what.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

# The position that an event had in calendars until now, which are with people: their events keep their UIDs.
POSITION = """
    UPDATE meeting SET number = (
        SELECT count(*) FROM meeting AS sooner
        WHERE sooner.class_id = meeting.class_id AND sooner.starts <= meeting.starts
    )"""
NEXT_NUMBER = """(
    SELECT coalesce(max(number), 0) + 1 FROM (
        SELECT number FROM meeting WHERE class_id = NEW.class_id
        UNION ALL SELECT number FROM cancelled_meeting WHERE class_id = NEW.class_id
    ) AS used)"""
KEEP_CANCELLED = """
    INSERT INTO cancelled_meeting (class_id, number, starts, ends, place, changes)
    VALUES (OLD.class_id, OLD.number, OLD.starts, OLD.ends, OLD.place, OLD.changes + 1);"""
INSERTED = "INSERT ON meeting FOR EACH ROW WHEN (NEW.number = 0)"
MOVED = "(OLD.starts <> NEW.starts OR OLD.ends <> NEW.ends OR OLD.place <> NEW.place)"
DELETED = "DELETE ON meeting FOR EACH ROW"


def upgrade() -> None:
    for column in ("number", "changes"):
        op.add_column("meeting", sa.Column(column, sa.Integer(), server_default="0", nullable=False))
    op.execute(POSITION)
    op.create_index("ix_meeting_class_id_number", "meeting", ["class_id", "number"], unique=True)
    op.create_table(
        "cancelled_meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("starts", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["class_id"], ["class.id"], name="fk_cancelled_meeting_class_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_cancelled_meeting"),
        sa.UniqueConstraint("class_id", "number", name="uq_cancelled_meeting_class_id_number"),
    )
    if op.get_bind().dialect.name == "sqlite":
        _triggers_of_sqlite()
    else:
        _triggers_of_postgresql()


def _triggers_of_sqlite() -> None:
    of_row = "UPDATE meeting SET {} WHERE id = NEW.id;"
    for name, when, does in (
        ("meeting_number", INSERTED, of_row.format(f"number = {NEXT_NUMBER}")),
        ("meeting_changes", f"UPDATE ON meeting FOR EACH ROW WHEN {MOVED}", of_row.format("changes = OLD.changes + 1")),
        ("meeting_cancelled", DELETED, KEEP_CANCELLED),
    ):
        op.execute(f"CREATE TRIGGER {name} AFTER {when} BEGIN {does} END")


def _triggers_of_postgresql() -> None:
    # Columns that a trigger's own definition names can't be altered any more: what has moved is asked within.
    for name, when, does in (
        ("meeting_number", f"BEFORE {INSERTED}", f"NEW.number = {NEXT_NUMBER};"),
        (
            "meeting_changes",
            "BEFORE UPDATE ON meeting FOR EACH ROW",
            f"IF {MOVED} THEN NEW.changes = OLD.changes + 1; END IF;",
        ),
        ("meeting_cancelled", f"AFTER {DELETED}", KEEP_CANCELLED),
    ):
        op.execute(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {does} RETURN NEW; END $$")
        op.execute(f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION {name}()")
