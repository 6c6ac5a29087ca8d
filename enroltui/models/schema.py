"""The whole schema: `metadata` knows each table, as the modules that declare tables are all imported here.

SQLModel notes a table when its class is made, so who asks for all tables takes `metadata` from here and nowhere else.
"""

from sqlalchemy import Connection, MetaData, event, text
from sqlmodel import AutoString, SQLModel

from enroltui.models import catalogue, enrolling, letters, minors, people, student_center  # noqa: F401
from enroltui.models.columns import PlainText

metadata: MetaData = SQLModel.metadata

# Every column that SQLModel holds a plain `str` becomes a `PlainText`; in the database it is the same.
for _column in (column for table in metadata.tables.values() for column in table.columns):
    if isinstance(_column.type, AutoString):
        _column.type = PlainText(getattr(_column.type.impl, "length", None))


@event.listens_for(metadata, "before_create")
def _set_conditions(target: MetaData, connection: Connection, **_: object) -> None:
    for index in (index for table in target.tables.values() for index in table.indexes):
        if "condition" in index.info:
            index.dialect_options[connection.dialect.name]["where"] = text(index.info["condition"])
