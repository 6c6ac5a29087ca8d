"""Minors on offer, the applications for them, and the letters that tell what was decided."""

import sqlalchemy as sa
from alembic import op

from enroltui.migrations.checks import replace_check

revision = "0004"
down_revision = "0003"


KINDS = "'transcript', 'question', 'enrolled', 'withdrawn', 'promoted', 'seat_free', 'minor_admitted', 'minor_refused'"


def upgrade() -> None:
    _minors()
    replace_check("letter", "ck_letter_kind", f"kind IN ({KINDS})")


def _minors() -> None:
    op.create_table(
        "minor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("academic_year", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("delft_code", sa.String()),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("places_outside", sa.Integer()),
        sa.Column("way_in", sa.String(), nullable=False),
        sa.CheckConstraint("length(academic_year) = 9", name="ck_minor_academic_year"),
        sa.CheckConstraint("places >= 0", name="ck_minor_places"),
        sa.CheckConstraint("places_outside BETWEEN 0 AND places", name="ck_minor_places_outside"),
        sa.CheckConstraint("way_in IN ('here', 'osiris')", name="ck_minor_way_in"),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_minor_programme_id"),
        sa.PrimaryKeyConstraint("id", name="pk_minor"),
        sa.UniqueConstraint("programme_id", "academic_year", name="uq_minor_programme_id_academic_year"),
        sa.UniqueConstraint("id", "academic_year", name="uq_minor_id_academic_year"),
    )
    op.create_table(
        "minor_application",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column("minor_id", sa.Integer(), nullable=False),
        sa.Column("academic_year", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("applied", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided", sa.DateTime(timezone=True)),
        sa.Column("withdrawn", sa.DateTime(timezone=True)),
        sa.CheckConstraint(
            "state IN ('applied', 'admitted', 'refused', 'withdrawn')", name="ck_minor_application_state"
        ),
        sa.CheckConstraint(
            "state NOT IN ('admitted', 'refused') OR decided IS NOT NULL", name="ck_minor_application_decided"
        ),
        sa.CheckConstraint("(state = 'withdrawn') = (withdrawn IS NOT NULL)", name="ck_minor_application_withdrawn"),
        sa.ForeignKeyConstraint(["student_id"], ["student.id"], name="fk_minor_application_student_id"),
        sa.ForeignKeyConstraint(
            ["minor_id", "academic_year"],
            ["minor.id", "minor.academic_year"],
            name="fk_minor_application_minor_id_academic_year",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_minor_application"),
    )
    active = "state IN ('applied', 'admitted')"
    op.create_index(
        "uq_minor_application_active",
        "minor_application",
        ["student_id", "academic_year"],
        unique=True,
        sqlite_where=sa.text(active),
        postgresql_where=sa.text(active),
    )
    op.create_index("ix_minor_application_student_id", "minor_application", ["student_id"])
    op.create_index("ix_minor_application_minor_id_state", "minor_application", ["minor_id", "state"])
