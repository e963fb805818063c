"""The database and its only two doors: `transaction()` to change, `reading()` to look. Nobody else commits."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, ParamSpec, TypeVar

from alembic import command
from alembic.config import Config
from sqlalchemy import DateTime, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.types import TypeDecorator
from sqlmodel import Session, SQLModel

from models import topics

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

P = ParamSpec("P")
R = TypeVar("R")


class Moment(TypeDecorator[datetime]):
    """An instant: goes in aware, is stored as UTC, comes out aware. SQLite forgets time zones, so this remembers."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError(f"a moment needs a time zone: {value}")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class _Connected:
    """The engines of this process. SQLite has two: one takes the write lock at once, the other cannot write."""

    writing: Engine | None = None
    reading: Engine | None = None
    pool: ThreadPoolExecutor | None = None
    watching: Any = None   # the SQLite connection that notices what others commit
    stop_following: Callable[[], None] | None = None


def connect(url: str) -> None:
    """Use this database from now on: `sqlite:///path` or `postgresql://…`. Opens nothing before the first use."""
    disconnect()
    if make_url(url).get_backend_name() == "sqlite":
        _Connected.writing = _sqlite(url, "BEGIN IMMEDIATE")   # a deferred lock taken late fails under load
        _Connected.reading = _sqlite(url, "BEGIN", read_only=True)
    else:
        _Connected.writing = create_engine(url, pool_size=10, max_overflow=10, pool_pre_ping=True, hide_parameters=True)
        _Connected.reading = _Connected.writing.execution_options(postgresql_readonly=True)
        _Connected.stop_following = topics.follow_postgresql(_Connected.writing)
    _Connected.pool = ThreadPoolExecutor(8, thread_name_prefix="database")


def disconnect() -> None:
    """Close all connections."""
    if _Connected.stop_following:
        _Connected.stop_following()
    if _Connected.pool:
        _Connected.pool.shutdown(wait=True)
    if _Connected.watching is not None:
        _Connected.watching.close()
    for engine in (_Connected.writing, _Connected.reading):
        if engine is not None:
            engine.dispose()
    _Connected.writing = _Connected.reading = _Connected.pool = _Connected.watching = _Connected.stop_following = None


def _sqlite(url: str, begin: str, read_only: bool = False) -> Engine:
    engine = create_engine(url, pool_size=10, max_overflow=10, hide_parameters=True)   # the log names no address

    @event.listens_for(engine, "connect")
    def set_up(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None   # the driver must not open transactions by itself: DDL would escape them
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=10000", "foreign_keys=ON",
                       "cache_size=-20000", f"query_only={'ON' if read_only else 'OFF'}"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def open_transaction(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine


def engine() -> Engine:
    """The engine that writes, for migrations, tests and figures; acts use `transaction()`."""
    if _Connected.writing is None:
        raise RuntimeError("No database: call connect() first.")
    return _Connected.writing


def is_postgresql() -> bool:
    return engine().dialect.name == "postgresql"


@contextmanager
def transaction() -> Iterator[Session]:
    """One act: all of it is kept, or, if anything is raised, nothing. Changed topics are told after the commit."""
    with Session(engine(), expire_on_commit=False) as session:
        yield session
        session.flush()
        topics.notify_others(session)
        session.commit()
        topics.publish(session)


@contextmanager
def reading() -> Iterator[Session]:
    """One consistent look at the data; it cannot write."""
    engine()
    with Session(_Connected.reading, expire_on_commit=False, autoflush=False) as session:
        yield session


_watch = Lock()


def state() -> str | None:
    """Where the data stand: as long as two looks at it are equal, nobody has committed anything, in whichever process.

    None where that cannot be known.
    """
    if is_postgresql():
        with reading() as session:
            return session.connection().exec_driver_sql("SELECT pg_current_snapshot()::text").scalar_one()
    if engine().url.database in (None, "", ":memory:"):
        return None
    with _watch:   # the number is told for one connection, so all ask the same one
        if _Connected.watching is None:
            assert _Connected.reading is not None
            _Connected.watching = _Connected.reading.raw_connection()
        return str(_Connected.watching.driver_connection.execute("PRAGMA data_version").fetchone()[0])


def insert_or_not(session: Session, table: type[SQLModel], **values: Any) -> bool:
    """Add this row unless a unique one like it is there, also when two do it at the same time. Returns whether it was added."""
    rows = _unless_there(table, session.get_bind().dialect.name)
    return session.connection().execute(rows, values).first() is not None   # a row count is not told on every database


@cache
def _unless_there(table: type[SQLModel], dialect: str) -> Any:
    from sqlalchemy.dialects import postgresql, sqlite
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(table).on_conflict_do_nothing().returning(*inspect(table).primary_key)


async def in_pool(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run blocking database work beside the event loop, with the context (language) of the caller."""
    context = copy_context()
    return await asyncio.get_running_loop().run_in_executor(
        _Connected.pool, lambda: context.run(function, *args, **kwargs))


def migrate() -> None:
    """Bring the database to the newest revision, alone and in one transaction; a SQLite file is copied first."""
    location = Path(__file__).parent / "migrations"
    config = Config()
    config.set_main_option("script_location", str(location))
    with engine().connect() as connection:
        if connection.dialect.name == "sqlite":
            # Altering a parent table copies and drops it, and with foreign keys on that would delete its children.
            driver = connection.connection.driver_connection
            assert driver is not None
            driver.execute("PRAGMA foreign_keys=OFF")
            _keep_copy(driver, config)
        with connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(7206)"))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        if connection.dialect.name == "sqlite":
            assert driver is not None
            broken = driver.execute("PRAGMA foreign_key_check").fetchall()
            driver.execute("PRAGMA foreign_keys=ON")
            if broken:
                raise RuntimeError(f"The migration left rows that point nowhere: {broken[:3]}")


def _keep_copy(driver: sqlite3.Connection, config: Config) -> None:
    """Before a migration, keep the file as it was beside itself, named after its revision."""
    from alembic.script import ScriptDirectory

    path = driver.execute("PRAGMA database_list").fetchone()[2]
    known = driver.execute("SELECT name FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    revision = driver.execute("SELECT version_num FROM alembic_version").fetchone() if known else None
    if path and revision and revision[0] != ScriptDirectory.from_config(config).get_current_head():
        copy = Path(f"{path}.before-{revision[0]}")
        copy.unlink(missing_ok=True)
        driver.execute("VACUUM INTO ?", (str(copy),))
