"""What an act costs: supporting an idea, with its rules, limits and journal, against the two bare statements beneath."""

import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import Session, col, select, update

from models import database, supports
from models.ideas import Idea
from models.people import Me, Person
from models.supports import Support
from tests.benchmarks.commune import fill
from tests.benchmarks.measure import Ratio, by_turns

IDEAS, PEOPLE, TURN = 100, 500, 50


def measure(rounds: int) -> Iterator[Ratio]:
    """Acts a second, each committed; all three ways on files of the same content."""
    with tempfile.TemporaryDirectory() as folder:
        ours, bare = Path(folder) / "ours.sqlite3", Path(folder) / "bare.sqlite3"
        fill(ours, IDEAS, PEOPLE)
        shutil.copy(ours, bare)
        database.connect(f"sqlite:///{ours}")
        with database.reading() as session:
            people = [Me(person.id, person.name, person.language, False, (), 0)
                      for person in session.exec(select(Person).where(col(Person.name).is_not(None)))]
            ideas = session.exec(select(Idea.id).where(Idea.status == "submitted")).all()
        pairs = [[(person, idea) for idea in ideas for person in people] for _ in range(3)]
        connection = bare_connection(bare)

        def act() -> float:
            began = time.perf_counter()
            for _ in range(TURN):
                person, idea = pairs[0].pop()
                with database.transaction() as session:
                    supports.support(session, person, idea, datetime.now(UTC))
            return TURN / (time.perf_counter() - began)

        def session_only() -> float:
            began = time.perf_counter()
            for _ in range(TURN):
                person, idea = pairs[1].pop(0)
                with Session(database.engine()) as session:
                    session.add(Support(idea_id=idea, person_id=person.id, given_at=datetime.now(UTC)))
                    session.exec(update(Idea).where(col(Idea.id) == idea).values(supports=Idea.supports + 1))
                    session.commit()
            return TURN / (time.perf_counter() - began)

        def statements_only() -> float:
            began = time.perf_counter()
            for _ in range(TURN):
                person, idea = pairs[2].pop()
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("INSERT INTO support (idea_id, person_id, given_at) VALUES (?, ?, ?)",
                                   (idea, person.id, datetime.now(UTC).isoformat(" ")))
                connection.execute("UPDATE idea SET supports = supports + 1 WHERE id = ?", (idea,))
                connection.execute("COMMIT")
            return TURN / (time.perf_counter() - began)

        rate = by_turns({"act": act, "session": session_only, "statements": statements_only}, rounds * 3)
        connection.close()
        database.disconnect()
    yield Ratio("act", "support, against INSERT + UPDATE + COMMIT of a session", rate["act"], rate["session"], "/s", at_least=0.5)
    yield Ratio("act", "support, against the same in bare sqlite3", rate["act"], rate["statements"], "/s")


def bare_connection(path: Path) -> sqlite3.Connection:
    """Set up as ours are."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "cache_size=-20000"):
        connection.execute(f"PRAGMA {pragma}")
    return connection
