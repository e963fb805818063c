from models.people import me_of


def test_nobody(session, alice, now):
    assert me_of(session, None, now) is None
