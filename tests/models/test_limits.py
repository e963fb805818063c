from datetime import timedelta

import pytest
from sqlmodel import select

from models import limits
from models.database import transaction
from models.refusals import TooMany

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize("what", limits.LIMITS)
def test_each_act_is_allowed_up_to_its_limit_and_again_when_its_period_is_over(session, now, what, monkeypatch):
    number, period = min(limits.LIMITS[what][0], 6), limits.LIMITS[what][1]
    monkeypatch.setitem(limits.LIMITS, what, (number, period))
    for done in range(number):
        limits.allow(session, what, "person:1", now + done * timedelta(seconds=1))

    with pytest.raises(TooMany) as refused:
        limits.allow(session, what, "person:1", now + MINUTE)

    assert refused.value.again_at == now + period
    limits.allow(session, what, "person:1", refused.value.again_at)


def test_another_person_and_another_act_are_not_limited(session, now):
    for _ in range(3):
        limits.allow(session, "code_to_address", "alice@example.be", now)

    limits.allow(session, "code_to_address", "bob@example.be", now)
    limits.allow(session, "code_to_network", "alice@example.be", now)
    with pytest.raises(TooMany):
        limits.allow(session, "code_to_address", "alice@example.be", now)


def test_an_act_that_is_undone_does_not_count(connected, now):
    for _ in range(10):
        with pytest.raises(RuntimeError), transaction() as session:
            limits.allow(session, "code_to_address", "alice@example.be", now)
            raise RuntimeError
    with transaction() as session:
        limits.allow(session, "code_to_address", "alice@example.be", now)


def test_nothing_in_the_table_names_who_acted_and_the_key_changes_it(session, now):
    limits.use_key(b"one secret of thirty-two letters")
    limits.count_hit(session, "ideas", "alice@example.be", now)
    limits.use_key(b"another secret of many letters..")
    limits.count_hit(session, "ideas", "alice@example.be", now)

    who = [hit.who for hit in session.exec(select(limits.Hit))]
    assert "alice" not in "".join(who) and who[0] != who[1]


def test_an_unknown_kind_of_act_is_a_mistake_of_ours(session, now):
    with pytest.raises(KeyError):
        limits.allow(session, "dancing", "person:1", now)


def test_old_hits_are_forgotten_and_recent_ones_kept(session, now):
    limits.count_hit(session, "ideas", "person:1", now - limits.LONGEST - MINUTE)
    limits.count_hit(session, "ideas", "person:1", now - limits.LONGEST + MINUTE)

    limits.forget_old_hits(session, now)

    assert [hit.at for hit in session.exec(select(limits.Hit))] == [now - limits.LONGEST + MINUTE]
