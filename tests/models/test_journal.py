from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlmodel import select

from models import journal
from models.database import transaction


@pytest.fixture
def chain(connected, alice, now):
    """Five entries, by Alice and by nobody."""
    with transaction() as session:
        for number in range(1, 6):
            journal.record(session, "idea_submitted", f"idea:{number}", now + timedelta(minutes=number),
                           person_id=alice.id if number % 2 else None, facts={"phase": 7, "é": ["ü", None, True]},
                           content=f"Plus d’arbres {number}")


def broken(known=None):
    with transaction() as session:
        return journal.verify(session, known)


def run(*statements):
    with transaction() as session:
        for statement in statements:
            session.execute(text(statement))


def test_an_empty_journal_and_an_untouched_one_are_whole(connected):
    assert broken() is None


def test_numbers_have_no_gaps_even_after_an_act_that_was_undone(chain, now):
    with pytest.raises(RuntimeError), transaction() as session:
        journal.record(session, "idea_submitted", "idea:99", now)
        raise RuntimeError
    with transaction() as session:
        assert journal.record(session, "idea_submitted", "idea:6", now).number == 6
        assert [entry.number for entry in journal.entries_after(session, 0)] == [1, 2, 3, 4, 5, 6]
    assert broken() is None


SHIFT = "UPDATE journal_entry SET number = number - 1 WHERE number = "


@pytest.mark.parametrize("first, tampering", [
    (3, ["UPDATE journal_entry SET reason = 'because' WHERE number = 3"]),
    (3, ["UPDATE journal_entry SET act = 'idea_hidden' WHERE number = 3"]),
    (3, ["UPDATE journal_entry SET object = 'idea:4' WHERE number = 3"]),
    (3, ["UPDATE journal_entry SET facts = '{}' WHERE number = 3"]),
    (3, ["UPDATE journal_entry SET actor = '' WHERE number = 3"]),
    (3, ["UPDATE journal_entry SET content_hash = '' WHERE number = 3"]),
    (3, ["UPDATE journal_entry SET at = (SELECT at FROM (SELECT at FROM journal_entry WHERE number = 4) x) WHERE number = 3"]),
    (3, ["UPDATE journal_entry SET hash = 'x' WHERE number = 3"]),
    (3, ["DELETE FROM journal_salt", "DELETE FROM journal_entry WHERE number = 3"]),
    (1, ["DELETE FROM journal_salt", "DELETE FROM journal_entry WHERE number = 1"]),
    (3, ["DELETE FROM journal_salt", "DELETE FROM journal_entry WHERE number = 3", SHIFT + "4", SHIFT + "5"]),
    (6, ["INSERT INTO journal_entry SELECT 6, at, actor, act, object, reason, facts, content_hash, hash, 'x' "
         "FROM journal_entry WHERE number = 5"]),
    (1, ["INSERT INTO journal_entry SELECT 9, at, actor, act, object, reason, facts, content_hash, 'y', 'z' "
         "FROM journal_entry WHERE number = 1", "DELETE FROM journal_salt", "DELETE FROM journal_entry WHERE number < 9"]),
    (2, ["DELETE FROM journal_salt", "UPDATE journal_entry SET number = 9 WHERE number = 2",
         "UPDATE journal_entry SET number = 2 WHERE number = 3", "UPDATE journal_entry SET number = 3 WHERE number = 9"]),
])
def test_what_is_altered_deleted_inserted_or_moved_is_found(chain, first, tampering):
    run(*tampering)

    assert broken() == first


def test_an_end_that_was_cut_off_is_found_by_a_head_kept_elsewhere(chain):
    with transaction() as session:
        known = journal.head(session)
    assert broken(known) is None

    run("DELETE FROM journal_salt", "DELETE FROM journal_entry WHERE number = 5")

    assert broken() is None
    assert broken(known) == 5


def test_the_database_takes_no_second_entry_after_the_same_one(chain):
    with pytest.raises(Exception, match=r"(?i)unique"):
        run("INSERT INTO journal_entry SELECT 9, at, actor, act, object, reason, facts, content_hash, previous, 'x' "
            "FROM journal_entry WHERE number = 5")


def test_erasing_a_person_keeps_the_chain_and_breaks_every_link_to_them(chain, alice):
    with transaction() as session:
        entry = session.get(journal.Entry, 1)
        assert journal.actors(session, {entry.actor}) == {entry.actor: alice.id}
        assert journal.is_about(session, entry, "Plus d’arbres 1")
        assert not journal.is_about(session, entry, "Moins d’arbres 1")

        journal.erase_person(session, alice.id)

        assert journal.actors(session, {entry.actor}) == {}
        assert not journal.is_about(session, entry, "Plus d’arbres 1")
        assert journal.is_about(session, session.get(journal.Entry, 2), "Plus d’arbres 2")   # somebody else's
    assert broken() is None


def test_one_person_has_one_key_and_it_is_not_their_id(chain, alice):
    with transaction() as session:
        keys = {entry.actor for entry in session.exec(select(journal.Entry))} - {""}
    assert len(keys) == 1 and str(alice.id) != keys.pop()


def test_entries_are_read_by_object_and_from_both_ends(chain):
    with transaction() as session:
        assert [entry.number for entry in journal.entries_about(session, "idea:2")] == [2]
        assert [entry.number for entry in journal.entries_before(session, limit=2)] == [5, 4]
        assert [entry.number for entry in journal.entries_before(session, 3)] == [2, 1]
        assert session.get(journal.Entry, 1).told_facts() == {"phase": 7, "é": ["ü", None, True]}


@pytest.mark.parametrize("facts", [{"cents": 1.5}, {"list": [1, [2.0]]}, {"deep": {"er": float("nan")}}])
def test_floats_are_refused(session, now, facts):
    with pytest.raises(TypeError, match="no floats"):
        journal.record(session, "idea_submitted", "idea:1", now, facts=facts)


def test_acts_at_the_same_time_make_one_chain(connected, now):
    def act(number):
        with transaction() as session:
            journal.record(session, "idea_supported", f"idea:{number}", now)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(act, range(40)))

    assert broken() is None
    with transaction() as session:
        assert journal.head(session).number == 40
