"""What the rules and the Student Center know besides enrolments: requirements, holds, grants, plans, messages."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from enroltui.migrations.checks import replace_check

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _rules()
    _students()
    kinds = "'transcript', 'question', 'enrolled', 'withdrawn', 'promoted', 'seat_free'"
    replace_check("letter", "ck_letter_kind", f"kind IN ({kinds})")


def _rules() -> None:
    _create(
        "requirement",
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("required_course_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("course_id <> required_course_id", name="ck_requirement_another"),
        *_references("requirement", course_id="course", required_course_id="course"),
        sa.UniqueConstraint("course_id", "required_course_id", name="uq_requirement_course_id_required_course_id"),
    )
    _create(
        "completed",
        *_of_student(),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("completed", sa.Date(), nullable=False),
        *_references("completed", student_id="student", course_id="course"),
        sa.UniqueConstraint("student_id", "course_id", name="uq_completed_student_id_course_id"),
    )
    _create(
        "hold",
        *_of_student(),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("placed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("placed_by", sa.String(), nullable=False),
        sa.Column("lifted", sa.DateTime(timezone=True)),
        sa.Column("lifted_by", sa.String()),
        sa.CheckConstraint("code IN ('tuition', 'documents', 'study_adviser')", name="ck_hold_code"),
        sa.CheckConstraint("(lifted IS NULL) = (lifted_by IS NULL)", name="ck_hold_lifted"),
        *_references("hold", student_id="student"),
    )
    op.create_index("ix_hold_student_id", "hold", ["student_id"])
    op.create_index(
        "uq_hold_active",
        "hold",
        ["student_id", "code"],
        unique=True,
        sqlite_where=sa.text("lifted IS NULL"),
        postgresql_where=sa.text("lifted IS NULL"),
    )
    _create(
        "rule_grant",
        *_of_student(),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("granted_by", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        *_references("rule_grant", student_id="student", class_id="class"),
    )
    op.create_index("ix_rule_grant_student_id_class_id", "rule_grant", ["student_id", "class_id"])
    op.create_table(
        "exchange",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        *_references("exchange", enrolment_id="enrolment", class_id="class"),
        sa.PrimaryKeyConstraint("enrolment_id", name="pk_exchange"),
    )


def _students() -> None:
    _create(
        "seat_alert",
        sa.Column("class_id", sa.Integer(), nullable=False),
        *_of_student(),
        *_references("seat_alert", student_id="student", class_id="class"),
        sa.UniqueConstraint("class_id", "student_id", name="uq_seat_alert_class_id_student_id"),
    )
    op.create_index("ix_seat_alert_student_id", "seat_alert", ["student_id"])
    _create(
        "message",
        *_of_student(),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("facts", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read", sa.DateTime(timezone=True)),
        sa.CheckConstraint(
            "kind IN ('promoted', 'seat_free', 'hold_placed', 'hold_lifted', 'granted')", name="ck_message_kind"
        ),
        *_references("message", student_id="student"),
    )
    op.create_index("ix_message_student_id_read", "message", ["student_id", "read"])
    _create(
        "plan",
        *_of_student(),
        sa.Column("name", sa.String(), nullable=False),
        *_references("plan", student_id="student"),
        sa.UniqueConstraint("student_id", "name", name="uq_plan_student_id_name"),
    )
    _create(
        "plan_item",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        *_references("plan_item", plan_id="plan", class_id="class"),
        sa.UniqueConstraint("plan_id", "class_id", name="uq_plan_item_plan_id_class_id"),
    )


def _create(table: str, *parts: sa.schema.SchemaItem) -> None:
    key = sa.PrimaryKeyConstraint("id", name=f"pk_{table}")
    op.create_table(table, sa.Column("id", sa.Integer(), nullable=False), *parts, key)


def _of_student() -> Sequence[sa.Column[int]]:
    return [sa.Column("student_id", sa.Integer(), nullable=False)]


def _references(table: str, **columns: str) -> Sequence[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}")
        for column, other in columns.items()
    ]
