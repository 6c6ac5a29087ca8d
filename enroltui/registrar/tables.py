"""The tables of `enroltui/models` as SQLAlchemy Core sees them, for the registrar's statements."""

from sqlalchemy import ColumnElement, FromClause, literal_column

from enroltui.models.schema import metadata
from enroltui.terms import State

programme = metadata.tables["programme"]
course = metadata.tables["course"]
programme_course = metadata.tables["programme_course"]
class_list = metadata.tables["class_list"]
class_list_programme = metadata.tables["class_list_programme"]
class_ = metadata.tables["class"]
meeting = metadata.tables["meeting"]
cancelled_meeting = metadata.tables["cancelled_meeting"]
student = metadata.tables["student"]
staff = metadata.tables["staff"]
cart_item = metadata.tables["cart_item"]
enrolment = metadata.tables["enrolment"]
minor = metadata.tables["minor"]
minor_application = metadata.tables["minor_application"]
audit_event = metadata.tables["audit_event"]
request = metadata.tables["request"]
letter = metadata.tables["letter"]
catalogue_fact = metadata.tables["catalogue_fact"]
ssh_key = metadata.tables["ssh_key"]
session = metadata.tables["session"]
sign_in_failure = metadata.tables["sign_in_failure"]
requirement = metadata.tables["requirement"]
completed = metadata.tables["completed"]
hold = metadata.tables["hold"]
rule_grant = metadata.tables["rule_grant"]
exchange = metadata.tables["exchange"]
seat_alert = metadata.tables["seat_alert"]
message = metadata.tables["message"]
plan = metadata.tables["plan"]
plan_item = metadata.tables["plan_item"]
coordinator_course = metadata.tables["coordinator_course"]


def is_state(state: State, of: FromClause = enrolment) -> ColumnElement[bool]:
    """Compare an enrolment's state, written into the statement, as SQLite plans anew for each bound value."""
    return of.c.state == literal_column(f"'{state}'")


ACTIVE: ColumnElement[bool] = enrolment.c.state != literal_column(f"'{State.WITHDRAWN}'")
"""True of enrolments that hold a place or a place in line; written as in the partial index `uq_enrolment_active`."""
