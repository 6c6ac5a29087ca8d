"""Public keys by which one logs in over SSH."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "ssh_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("student_id", sa.Integer()),
        sa.Column("staff_id", sa.Integer()),
        sa.Column("public_key", sa.String(), nullable=False),
        sa.Column("comment", sa.String(), nullable=False),
        sa.Column("added", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(student_id IS NULL) <> (staff_id IS NULL)", name="ck_ssh_key_owner"),
        sa.ForeignKeyConstraint(["student_id"], ["student.id"], name="fk_ssh_key_student_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_ssh_key_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_ssh_key"),
        sa.UniqueConstraint("student_id", "public_key", name="uq_ssh_key_student_id_public_key"),
        sa.UniqueConstraint("staff_id", "public_key", name="uq_ssh_key_staff_id_public_key"),
    )
