import pytest

from models import topics


@pytest.fixture(autouse=True)
def nobody_else_listens(monkeypatch):
    monkeypatch.setattr(topics, "_listeners", [])


def test_a_listener_that_fails_is_heard_of_and_stops_nobody(caplog):
    heard = []

    def broken(topic, facts):
        raise RuntimeError("a page that is gone")

    topics.listen(broken)
    topics.listen(lambda topic, facts: heard.append((topic, facts)))
    topics._tell("idea:1", {"supports": 2})

    assert heard == [("idea:1", {"supports": 2})]
    assert "A listener failed on idea:1." in caplog.text
