"""The state of the data: what tells whether a page drawn a moment ago still holds."""

import sqlite3

from models import database
from models.people import Person
from tests.cast import NOW, Cast


def test_the_state_stays_the_same_until_somebody_commits(cast: Cast) -> None:
    before = database.state()
    with database.reading() as session:
        session.get(Person, cast.alice.id)

    assert before is not None and database.state() == before

    with database.transaction() as session:
        session.add(Person(name="Eva", language="fr", joined_at=NOW))

    assert database.state() != before


def test_what_another_process_commits_to_the_file_changes_the_state(tmp_path) -> None:
    path = tmp_path / "file.sqlite3"
    database.connect(f"sqlite:///{path}")
    try:
        database.migrate()
        before = database.state()
        with sqlite3.connect(path) as other:
            other.execute("INSERT INTO person (language, about, shows_contributions, wants_mail, is_administrator, joined_at)"
                          " VALUES ('fr', '', 1, 1, 0, '2026-11-23 11:00:00')")
        other.close()

        assert database.state() != before
    finally:
        database.disconnect()
