"""Run by Alembic: the steps go over the connection, and in the transaction, that `database.upgrade` hands over."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
