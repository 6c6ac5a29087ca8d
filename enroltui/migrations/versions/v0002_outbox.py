"""The outbox: letters that wait to be sent, and those that were."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("request_key", sa.String(255)),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("facts", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column("written", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("first_try", sa.DateTime(timezone=True)),
        sa.Column("next_try", sa.DateTime(timezone=True)),
        sa.Column("last_answer", sa.String()),
        sa.CheckConstraint("kind IN ('transcript', 'question', 'enrolled', 'withdrawn')", name="ck_letter_kind"),
        sa.CheckConstraint("state IN ('waiting', 'sending', 'sent', 'gave_up')", name="ck_letter_state"),
        sa.CheckConstraint("tries >= 0", name="ck_letter_tries"),
        sa.ForeignKeyConstraint(["student_id"], ["student.id"], name="fk_letter_student_id"),
        sa.PrimaryKeyConstraint("id", name="pk_letter"),
        sa.UniqueConstraint("message_id", name="uq_letter_message_id"),
        sa.UniqueConstraint("request_key", name="uq_letter_request_key"),
    )
    op.create_index("ix_letter_state_id", "letter", ["state", "id"])
    op.create_index("ix_letter_student_id_id", "letter", ["student_id", "id"])
