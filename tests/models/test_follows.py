import pytest

from models.follows import follow, followed_by, followers_of, follows, unfollow
from models.people import Person
from models.refusals import NotAllowed


def test_a_person_follows_once_and_stops(session, dina, alice, now):
    follow(session, dina, "idea:1", now)
    follow(session, dina, "idea:1", now)
    follow(session, alice, "project:1", now)
    follow(session, dina, "project:1", now)

    assert followed_by(session, dina.id) == ["project:1", "idea:1"]
    assert sorted(followers_of(session, "idea:1", "project:1")) == [alice.id, dina.id]
    unfollow(session, dina, "idea:1")
    unfollow(session, dina, "idea:1")
    assert not follows(session, dina.id, "idea:1") and follows(session, dina.id, "project:1")
    session.get_one(Person, dina.id).left_at = now
    assert followers_of(session, "project:1") == [alice.id]


def test_a_visitor_signs_in_first(session, cast, now):
    with pytest.raises(NotAllowed) as refused:
        follow(session, None, "idea:1", now)
    assert refused.value.next_step == "sign_in"
    with pytest.raises(NotAllowed):
        unfollow(session, None, "idea:1")
