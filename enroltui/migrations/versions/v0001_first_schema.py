"""The first schema: the catalogue, the people, carts, enrolments, the audit trail, and the search index on SQLite."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

APPLICATION_ID = 0x75534973
"""As in `database.py`; a step stays as it was, whatever changes there."""

SEARCH_INDEX = (
    "CREATE VIRTUAL TABLE course_search USING fts5(folded, content='course', content_rowid='id', tokenize='trigram')",
    """CREATE TRIGGER course_search_insert AFTER INSERT ON course BEGIN
        INSERT INTO course_search(rowid, folded) VALUES (new.id, new.folded);
    END""",
    """CREATE TRIGGER course_search_delete AFTER DELETE ON course BEGIN
        INSERT INTO course_search(course_search, rowid, folded) VALUES ('delete', old.id, old.folded);
    END""",
    """CREATE TRIGGER course_search_update AFTER UPDATE OF folded ON course BEGIN
        INSERT INTO course_search(course_search, rowid, folded) VALUES ('delete', old.id, old.folded);
        INSERT INTO course_search(rowid, folded) VALUES (new.id, new.folded);
    END""",
)


def upgrade() -> None:
    _catalogue()
    _people()
    _enrolling()
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        for statement in SEARCH_INDEX:
            op.execute(statement)


def _one_of(name: str, column: str, values: str) -> sa.CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values.split())
    return sa.CheckConstraint(f"{column} IN ({listed})", name=name)


def _catalogue() -> None:
    op.create_table(
        "programme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("name_nl", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("career", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        _one_of("ck_programme_career", "career", "bachelor master"),
        _one_of("ck_programme_kind", "kind", "bachelor master specialisation minor honours faculty"),
        sa.PrimaryKeyConstraint("id", name="pk_programme"),
        sa.UniqueConstraint("slug", name="uq_programme_slug"),
    )
    op.create_table(
        "course",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("catalogue_number", sa.String(), nullable=False),
        sa.Column("number_made_up", sa.Boolean(), nullable=False),
        sa.Column("title_en", sa.String(), nullable=False),
        sa.Column("title_nl", sa.String(), nullable=False),
        sa.Column("credits", sa.Integer()),
        sa.Column("level", sa.Integer()),
        sa.Column("subject_area", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.CheckConstraint("title_en <> '' OR title_nl <> ''", name="ck_course_title"),
        sa.CheckConstraint("credits >= 0", name="ck_course_credits"),
        sa.PrimaryKeyConstraint("id", name="pk_course"),
        sa.UniqueConstraint("catalogue_number", name="uq_course_catalogue_number"),
    )
    op.create_table(
        "programme_course",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("study_year", sa.Integer()),
        sa.Column("study_year_made_up", sa.Boolean(), nullable=False),
        sa.Column("session", sa.String(), nullable=False),
        sa.Column("session_made_up", sa.Boolean(), nullable=False),
        _one_of("ck_programme_course_session", "session", "S1 S2 HS"),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name="fk_programme_course_course_id"),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_programme_course_programme_id"),
        sa.PrimaryKeyConstraint("id", name="pk_programme_course"),
        sa.UniqueConstraint("programme_id", "course_id", name="uq_programme_course_programme_id_course_id"),
    )
    op.create_index("ix_programme_course_course_id", "programme_course", ["course_id"])
    op.create_table(
        "class_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("name_nl", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("last_updated", sa.Date()),
        sa.Column("points_to", sa.String(), nullable=False),
        sa.Column("notes_en", sa.String(), nullable=False),
        sa.Column("notes_nl", sa.String(), nullable=False),
        _one_of("ck_class_list_kind", "kind", "bachelor master specialisation minor honours faculty"),
        sa.PrimaryKeyConstraint("id", name="pk_class_list"),
        sa.UniqueConstraint("slug", name="uq_class_list_slug"),
    )
    op.create_table(
        "class_list_programme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("class_list_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("study_year", sa.Integer()),
        sa.ForeignKeyConstraint(["class_list_id"], ["class_list.id"], name="fk_class_list_programme_class_list_id"),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_class_list_programme_programme_id"),
        sa.PrimaryKeyConstraint("id", name="pk_class_list_programme"),
        sa.UniqueConstraint("class_list_id", "programme_id", name="uq_class_list_programme_class_list_id_programme_id"),
    )
    op.create_index("ix_class_list_programme_programme_id", "class_list_programme", ["programme_id"])
    op.create_table(
        "class",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("academic_year", sa.String(), nullable=False),
        sa.Column("class_number", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("component", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("compulsory", sa.Boolean(), nullable=False),
        sa.Column("session", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("career", sa.String(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("waiting_capacity", sa.Integer(), nullable=False),
        sa.Column("enrol_from_bachelor", sa.DateTime(timezone=True), nullable=False),
        sa.Column("enrol_from_master", sa.DateTime(timezone=True), nullable=False),
        sa.Column("enrol_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("way_in", sa.String(), nullable=False),
        _one_of("ck_class_career", "career", "bachelor master"),
        _one_of(
            "ck_class_component",
            "component",
            "exam partial_exam lecture seminar practical paper presentation assignment internship",
        ),
        _one_of(
            "ck_class_description",
            "description",
            "exam retake partial_exam lecture seminar practical paper presentation assignment internship",
        ),
        _one_of("ck_class_session", "session", "S1 S2 HS"),
        _one_of("ck_class_way_in", "way_in", "here office osiris"),
        sa.CheckConstraint("capacity >= 0", name="ck_class_capacity"),
        sa.CheckConstraint("class_number BETWEEN 10000 AND 99999", name="ck_class_class_number"),
        sa.CheckConstraint(
            "enrol_from_bachelor < enrol_until AND enrol_from_master < enrol_until", name="ck_class_period"
        ),
        sa.CheckConstraint("length(academic_year) = 9", name="ck_class_academic_year"),
        sa.CheckConstraint("waiting_capacity >= 0", name="ck_class_waiting_capacity"),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name="fk_class_course_id"),
        sa.PrimaryKeyConstraint("id", name="pk_class"),
        sa.UniqueConstraint("academic_year", "class_number", name="uq_class_academic_year_class_number"),
    )
    op.create_index("ix_class_course_id", "class", ["course_id", "academic_year", "career"])
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("starts", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        _one_of("ck_meeting_kind", "kind", "exam teaching"),
        sa.CheckConstraint("starts < ends", name="ck_meeting_times"),
        sa.ForeignKeyConstraint(["class_id"], ["class.id"], name="fk_meeting_class_id"),
        sa.PrimaryKeyConstraint("id", name="pk_meeting"),
        sa.UniqueConstraint("class_id", "starts", name="uq_meeting_class_id_starts"),
    )
    op.create_table(
        "catalogue_fact",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_catalogue_fact"),
    )


def _people() -> None:
    op.create_table(
        "student",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("student_number", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("career", sa.String(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("password_hash", sa.String()),
        sa.Column("password_once", sa.Boolean(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("background", sa.Boolean(), nullable=False),
        sa.Column("demo_password", sa.String()),
        sa.Column("language", sa.String()),
        sa.Column("list_slug", sa.String()),
        _one_of("ck_student_career", "career", "bachelor master"),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_student_programme_id"),
        sa.PrimaryKeyConstraint("id", name="pk_student"),
        sa.UniqueConstraint("student_number", name="uq_student_student_number"),
    )
    op.create_index("ix_student_programme_id", "student", ["programme_id"])
    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String()),
        sa.Column("password_once", sa.Boolean(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("demo_password", sa.String()),
        sa.Column("language", sa.String()),
        sa.Column("list_slug", sa.String()),
        _one_of("ck_staff_role", "role", "helpdesk coordinator office"),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
        sa.UniqueConstraint("login", name="uq_staff_login"),
    )
    op.create_table(
        "coordinator_course",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name="fk_coordinator_course_course_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_coordinator_course_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_coordinator_course"),
        sa.UniqueConstraint("staff_id", "course_id", name="uq_coordinator_course_staff_id_course_id"),
    )
    op.create_index("ix_coordinator_course_course_id", "coordinator_course", ["course_id"])
    op.create_table(
        "sign_in_failure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in_failure"),
        sa.UniqueConstraint("name", "address", name="uq_sign_in_failure_name_address"),
    )


def _enrolling() -> None:
    op.create_table(
        "cart_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("added", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["class_id"], ["class.id"], name="fk_cart_item_class_id"),
        sa.ForeignKeyConstraint(["student_id"], ["student.id"], name="fk_cart_item_student_id"),
        sa.PrimaryKeyConstraint("id", name="pk_cart_item"),
        sa.UniqueConstraint("student_id", "class_id", name="uq_cart_item_student_id_class_id"),
    )
    op.create_index("ix_cart_item_class_id", "cart_item", ["class_id"])
    op.create_table(
        "enrolment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("waiting_since", sa.DateTime(timezone=True)),
        sa.Column("enrolled", sa.DateTime(timezone=True)),
        sa.Column("withdrawn", sa.DateTime(timezone=True)),
        sa.CheckConstraint("(state = 'withdrawn') = (withdrawn IS NOT NULL)", name="ck_enrolment_withdrawn"),
        sa.CheckConstraint("state <> 'enrolled' OR enrolled IS NOT NULL", name="ck_enrolment_enrolled"),
        sa.CheckConstraint("state <> 'waiting' OR waiting_since IS NOT NULL", name="ck_enrolment_waiting"),
        _one_of("ck_enrolment_state", "state", "enrolled waiting withdrawn"),
        sa.ForeignKeyConstraint(["class_id"], ["class.id"], name="fk_enrolment_class_id"),
        sa.ForeignKeyConstraint(["student_id"], ["student.id"], name="fk_enrolment_student_id"),
        sa.PrimaryKeyConstraint("id", name="pk_enrolment"),
    )
    op.create_index("ix_enrolment_class_state", "enrolment", ["class_id", "state"])
    op.create_index("ix_enrolment_student_id", "enrolment", ["student_id"])
    op.create_index(
        "uq_enrolment_active",
        "enrolment",
        ["student_id", "class_id"],
        unique=True,
        sqlite_where=sa.text("state <> 'withdrawn'"),
        postgresql_where=sa.text("state <> 'withdrawn'"),
    )
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("visit_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("via", sa.String(), nullable=False),
        sa.Column("student_id", sa.Integer()),
        sa.Column("class_id", sa.Integer()),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("rule", sa.String()),
        _one_of("ck_audit_event_role", "role", "student helpdesk coordinator office operator"),
        _one_of("ck_audit_event_via", "via", "screen command ssh build"),
        sa.ForeignKeyConstraint(["class_id"], ["class.id"], name="fk_audit_event_class_id"),
        sa.ForeignKeyConstraint(["student_id"], ["student.id"], name="fk_audit_event_student_id"),
        sa.PrimaryKeyConstraint("id", name="pk_audit_event"),
    )
    op.create_index("ix_audit_event_class_id_id", "audit_event", ["class_id", "id"])
    op.create_index("ix_audit_event_student_id_id", "audit_event", ["student_id", "id"])
    op.create_table(
        "request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(255), nullable=False),
        sa.Column("asked", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_request"),
        sa.UniqueConstraint("key", name="uq_request_key"),
    )
