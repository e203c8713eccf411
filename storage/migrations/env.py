"""Alembic's entry: runs the revisions on the connection that `storage.migrations.upgrade` hands over."""

from alembic import context

from storage.dialects import settle
from storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
    on_version_apply=lambda ctx, **_: settle(ctx.connection),
)
with context.begin_transaction():
    context.run_migrations()
