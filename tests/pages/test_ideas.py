"""The list of ideas: what a reader finds, in which order, and what it costs."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import htpy as h
import pytest
from sqlalchemy import event

from components.document import Document, Visit
from components.maps import MOST_PINS, gather, ground_of
from components.markdown import rich
from locales import speaking
from models import database
from models.ideas import Idea, IdeaPoint, Order
from models.people import Me
from models.projects import Phase
from models.translated import Told
from pages.ideas import ideas_page, read_place, write_place
from tests.cast import ABOUT_A_BENCH, NOW, Cast, write_idea

PATH = "/projects/jette-climate/ideas"


def look(query: str = "", me: Me | None = None, now: datetime = NOW, language: str = "en") -> Visit:
    return Visit(language=language, path=f"{PATH}?{query}", query=dict(parse_qsl(query)), now=now, person=me)   # type: ignore[arg-type]


def shown(document: Document) -> str:
    return str(h.fragment[document.main])


def listed(query: str = "", **others: Any) -> str:
    visit = look(query, **others)
    with speaking(visit.language):
        return shown(ideas_page(visit, "jette-climate"))


def titles(html: str) -> list[str]:
    return re.findall(r'<h3><a[^>]*>(.*?)</a></h3>', html)


@pytest.fixture
def many(cast: Cast) -> None:
    """Forty-four more ideas, a minute apart."""
    with database.transaction() as session:
        for number in range(44):
            write_idea(session, cast.ideas_phase, cast.dina, replace(ABOUT_A_BENCH, title=f"Idea {number}"),
                       NOW - timedelta(minutes=number + 1))


@contextmanager
def counted() -> Iterator[list[str]]:
    said: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_others: Any) -> None:
        said.append(statement)

    engine = database._Connected.reading
    event.listen(engine, "before_cursor_execute", note)
    yield said
    event.remove(engine, "before_cursor_execute", note)


def test_an_idea_is_listed_in_its_own_language(cast: Cast) -> None:
    html = listed()
    assert '<a lang="fr" href="/en/ideas/1"' in html and "Written in French" in html
    assert 'data-live="phase:2:ideas">1</span> idea' in html


def test_every_idea_is_met_once_on_the_way_down(cast: Cast, many: None) -> None:
    for order in Order:
        query, met = f"order={order}", []
        for _page in range(3):
            html = listed(query)
            met += titles(html)
            more = re.search(r'href="([^"]*after=[^"]*)"', html)
            query = urlsplit(more[1].replace("&amp;", "&")).query if more else ""
        assert not more
        assert len(met) == len(set(met)) == 45


@pytest.mark.parametrize("after", ["", "-", "x", "é-1", "1-", "zzzzzzzzzzzz-1", "1-1-1", "'--", "9" * 40 + "-1"])
def test_a_place_that_is_none_leads_to_the_first_page(cast: Cast, after: str) -> None:
    for order in Order:
        assert order == Order.NEWEST or read_place(order, after) is None
        listed(f"order={order}&after={after}")


def test_a_place_is_read_as_it_was_written() -> None:
    at = datetime(2026, 11, 1, 8, 30, 0, 123456, tzinfo=UTC)
    assert read_place(Order.NEWEST, write_place(Order.NEWEST, (at, 42))) == (at, 42)
    assert read_place(Order.SUPPORTED, write_place(Order.SUPPORTED, (0, 42))) == (0, 42)


def test_filters_are_shown_as_tags_that_can_be_taken_away(cast: Cast) -> None:
    html = listed("q=banc&status=delivered")
    assert "No idea matches these filters" in html
    assert f'class="tag" href="/en{PATH}?status=delivered"' in html and f'class="tag" href="/en{PATH}?q=banc"' in html
    assert "Clear all" in html and "data-live=\"phase" not in html


def test_what_does_not_exist_is_left_out(cast: Cast) -> None:
    assert titles(listed("topic=dragons&status=eaten&neighbourhood=x&order=best&view=globe")) == [ABOUT_A_BENCH.title]


def test_script_in_the_search_stays_words(cast: Cast) -> None:
    assert "<script>" not in listed("q=<script>alert(1)</script>")


def test_a_closed_phase_says_so_and_offers_no_way_in(cast: Cast) -> None:
    assert "Propose an idea" in listed()
    closed = listed(now=NOW + timedelta(days=11))
    assert "This closed on" in closed and "Propose an idea" not in closed


def test_a_phase_without_ideas_invites(cast: Cast) -> None:
    with database.transaction() as session:
        idea = session.get_one(Idea, cast.bench)
        idea.visibility = "withdrawn"
        session.get_one(Phase, cast.ideas_phase).ideas = 0
    assert "Be the first to propose one." in listed()


def test_forty_ideas_ask_the_database_no_more_than_one(cast: Cast) -> None:
    with counted() as one:
        listed(me=cast.dina)
    with database.transaction() as session:
        for number in range(30):
            write_idea(session, cast.ideas_phase, cast.alice, replace(ABOUT_A_BENCH, title=f"{number}"), NOW)
    with counted() as thirty:
        listed(me=cast.dina)
    assert len(one) == len(thirty) <= 7


# ── The map ───────────────────────────────────────────────────────────────────────────────────────

def point(id: int, latitude: float, longitude: float) -> IdeaPoint:
    return IdeaPoint(id, Told("x", "fr"), latitude, longitude, False)


def test_ideas_close_together_share_a_pin() -> None:
    ground = ground_of([(50.87, 4.32), (50.89, 4.34)])
    assert ground is not None
    pins = gather(ground, [point(1, 50.88, 4.33), point(2, 50.8801, 4.3301), point(3, 50.87, 4.32)])
    assert [len(pin.ideas) for pin in pins] == [2, 1]


def test_there_are_never_more_than_thirty_pins_and_none_outside() -> None:
    ground = ground_of([(50.87, 4.32), (50.89, 4.34)])
    assert ground is not None
    crowd = [point(n, 50.87 + (n % 20) / 1000, 4.32 + n // 20 / 1000) for n in range(400)]
    pins = gather(ground, [*crowd, point(999, 50.5, 4.0)])
    assert len(pins) <= MOST_PINS and sum(len(pin.ideas) for pin in pins) == 400


def test_an_idea_with_a_place_is_a_pin_with_its_name(cast: Cast) -> None:
    with database.transaction() as session:
        idea = session.get_one(Idea, cast.bench)
        idea.latitude, idea.longitude = 50.8771, 4.3291
    html = listed("view=map")
    assert re.search(r'<a class="pin" href="/en/ideas/1"[^>]*>.*Un banc à l’ombre', html)


# ── Rich text ─────────────────────────────────────────────────────────────────────────────────────

@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "[x](javascript:alert(1))", "![x](https://evil/x.png)",
                                  "<img src=x onerror=alert(1)>", "[x](data:text/html,<b>)", "<a href='vbscript:x'>x</a>"])
def test_rich_text_does_no_harm(text: str) -> None:
    html = str(rich(text))
    assert not re.search(r"<(script|img)|href=\"(?!https?:)", html)


def test_headings_begin_at_three_and_skip_none() -> None:
    assert re.findall(r"<(h\d)>", str(rich("# A\n\n#### B"))) == ["h3", "h4"]
