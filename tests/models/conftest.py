"""An empty database for each test: SQLite in a folder of its own, or the PostgreSQL that TEST_DATABASE_URL names."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import Session, SQLModel

import models.tables  # noqa: F401
from models import database, search
from models.people import Person
from models.topics import forget_listeners

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


@pytest.fixture
def connected(tmp_path: Path) -> Iterator[str]:
    """The database's URL, connected, with its tables and without rows."""
    url = os.environ.get("TEST_DATABASE_URL") or f"sqlite:///{tmp_path}/test.sqlite3"
    database.connect(url)
    with database.engine().begin() as connection:
        if database.is_postgresql():
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        SQLModel.metadata.create_all(connection)
        for statement in search.CREATE_POSTGRESQL if database.is_postgresql() else search.CREATE_SQLITE:
            connection.execute(text(statement))
    yield url
    database.disconnect()
    forget_listeners()


@pytest.fixture
def session(connected: str) -> Iterator[Session]:
    with database.transaction() as session:
        yield session


@pytest.fixture
def now() -> datetime:
    return NOON


@pytest.fixture
def alice(connected: str, now: datetime) -> int:
    """The id of Alice, a resident; kept before the test's own transaction."""
    with database.transaction() as session:
        person = Person(name="Alice", language="fr", joined_at=now)
        session.add(person)
        session.flush()
        return person.id
