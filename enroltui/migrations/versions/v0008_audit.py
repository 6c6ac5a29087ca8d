"""The session and the address of each event of the audit trail, and an index by which a time is found."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("audit_event", sa.Column("session_number", sa.Integer()))
    op.add_column("audit_event", sa.Column("address", sa.String()))
    of_people = sa.text("via <> 'build'")
    op.create_index("ix_audit_event_at", "audit_event", ["at"], sqlite_where=of_people, postgresql_where=of_people)
