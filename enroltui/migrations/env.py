"""Run by Alembic: the steps go over the connection, and in the transaction, that `database.upgrade` hands over."""

from alembic import context

from enroltui.models import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
