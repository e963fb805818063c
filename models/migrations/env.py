"""Alembic runs inside our own connection and transaction (see models/database.py)."""

from alembic import context
from sqlmodel import SQLModel

import models.tables  # noqa: F401  (every table registers itself)

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=SQLModel.metadata, render_as_batch=True,
                  include_object=lambda thing, name, kind, reflected, compare_to: not (name or "").startswith("stems_fts"))
context.run_migrations()
