from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import select

from models import journal, topics
from models.database import transaction
from models.ideas import Idea, Status, recount
from models.refusals import NotAllowed, NotFound, TooMany
from models.supports import support, supporters_of, take_back
from tests.cast import DAY, person


def test_one_person_counts_once_and_can_take_it_back(session, cast, bench, dina, bob, now):
    assert support(session, dina, bench, now) == 1
    assert support(session, dina, bench, now) == 1
    assert support(session, bob, bench, now) == 2
    assert session.get_one(Idea, bench).supports == 2
    assert take_back(session, dina, bench, now) == 1
    assert take_back(session, dina, bench, now) == 1
    assert supporters_of(session, bench) == [bob.id]
    assert recount(session)["supports"] == 0


def test_each_change_is_in_the_journal_once(session, bench, dina, now):
    support(session, dina, bench, now)
    support(session, dina, bench, now)
    take_back(session, dina, bench, now)

    assert [entry.act for entry in journal.entries_about(session, f"idea:{bench}")] == ["idea_supported", "support_taken_back"]
    assert journal.verify(session) is None


@pytest.mark.parametrize("status", list(Status))
def test_support_is_closed_once_an_idea_has_its_answer(session, bench, dina, now, status):
    session.get_one(Idea, bench).status = status

    if status in (Status.SUBMITTED, Status.UNDER_STUDY):
        assert support(session, dina, bench, now) == 1
    else:
        with pytest.raises(NotAllowed, match="has its answer"):
            support(session, dina, bench, now)


def test_nobody_supports_without_signing_in_or_after_the_end_or_what_is_not_there(session, bench, dina, now):
    with pytest.raises(NotAllowed, match="Sign in"):
        support(session, None, bench, now)
    with pytest.raises(NotAllowed, match="closed on"):
        support(session, dina, bench, now + 10 * DAY)
    with pytest.raises(NotFound):
        support(session, dina, 999, now)


def test_a_machine_gun_is_stopped(session, bench, dina, now):
    with pytest.raises(TooMany):
        for _ in range(200):
            support(session, dina, bench, now)


def test_twenty_people_and_one_impatient_at_once_are_all_counted_once(cast, now):
    with transaction() as session:
        people = [person(session, f"Person {number}", "fr") for number in range(20)] + [cast.dina] * 5

    def act(me):
        with transaction() as session:
            return support(session, me, cast.bench, now)

    with ThreadPoolExecutor(8) as pool:
        counts = list(pool.map(act, people))

    assert max(counts) == 21
    with transaction() as session:
        assert session.get_one(Idea, cast.bench).supports == 21
        assert len(supporters_of(session, cast.bench)) == 21
        assert recount(session) == {"supports": 0, "comments": 0, "agrees": 0, "ideas": 0}
        assert journal.verify(session) is None


def test_those_who_look_are_told_after_the_commit_and_not_when_it_is_undone(cast, connected, now):
    heard = []
    topics.listen(lambda topic, facts: heard.append((topic, facts)))
    with pytest.raises(RuntimeError), transaction() as session:
        support(session, cast.dina, cast.bench, now)
        raise RuntimeError
    if connected.startswith("sqlite"):   # PostgreSQL tells from another thread, a little later
        assert heard == []
        with transaction() as session:
            support(session, cast.dina, cast.bench, now)
        assert heard == [(f"idea:{cast.bench}", {"supports": 1})]
    with transaction() as session:
        assert len(session.exec(select(Idea)).all()) == 1
