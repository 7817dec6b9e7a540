"""Runs the revisions on the connection of the gradebook that is being opened, inside its open transaction.

SQLite too changes tables in a transaction that was begun explicitly: an upgrade that is killed leaves the gradebook as
it was.
"""

from alembic import context

from workbench.grading.gradebook.schema import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
)
with context.begin_transaction():
    context.run_migrations()
