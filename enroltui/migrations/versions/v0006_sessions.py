"""Sessions, and how long and how often a one-time password lets in."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

ROLES = "role IN ('student', 'helpdesk', 'coordinator', 'office')"
ENDS = "why IN ('left', 'idle', 'too_long', 'ended', 'closed', 'password', 'key', 'stopped', 'lost')"


def upgrade() -> None:
    # Times are text in UTC in SQLite's files, see `models/columns.py`.
    until: object = datetime.now(UTC) + timedelta(days=1)
    if op.get_bind().dialect.name == "sqlite":
        until = until.replace(tzinfo=None).isoformat(" ", "microseconds")  # type: ignore[attr-defined]
    for table in ("student", "staff"):
        for column in ("password_until", "password_used"):
            op.add_column(table, sa.Column(column, sa.DateTime(timezone=True)))
        once = sa.text(f"UPDATE {table} SET password_until = :until WHERE password_once")
        op.get_bind().execute(once, {"until": until})
    op.create_index("ix_sign_in_failure_last", "sign_in_failure", ["last"])
    op.create_table(
        "session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("via", sa.String(), nullable=False),
        sa.Column("credential", sa.String(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("process", sa.String(), nullable=False),
        sa.Column("began", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended", sa.DateTime(timezone=True)),
        sa.Column("why", sa.String()),
        sa.CheckConstraint(ROLES, name="ck_session_role"),
        sa.CheckConstraint("via IN ('screen', 'ssh')", name="ck_session_via"),
        sa.CheckConstraint(ENDS, name="ck_session_why"),
        sa.CheckConstraint("(ended IS NULL) = (why IS NULL)", name="ck_session_ended"),
        sa.PrimaryKeyConstraint("id", name="pk_session"),
        sa.UniqueConstraint("key", name="uq_session_key"),
    )
    op.create_index("ix_session_process_ended", "session", ["process", "ended"])
    op.create_index("ix_session_account_ended", "session", ["account", "ended"])
    op.create_index("ix_session_ended_seen", "session", ["ended", "seen"])
