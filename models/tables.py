"""Every module that has a table, so that a migration or a fresh database sees them all."""

from models import (  # noqa: F401
    clock,
    comments,
    decisions,
    drafts,
    files,
    follows,
    ideas,
    journal,
    letters,
    limits,
    notices,
    organisations,
    people,
    projects,
    search,
    supports,
)
