"""A commune with as many ideas as one wants, written straight into a database."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from sqlmodel import select

from models import database, search, tables
from models.ideas import LOT_RANGE, Idea, LotDay, recount
from models.organisations import Neighbourhood
from models.people import Person
from models.projects import Topic
from models.search import SearchEntry
from tests.cast import assemble
from tests.demo import content

assert tables
AT_ONCE = 5_000
LIST = "/fr/projects/jette-climate/ideas"


def fill(path: Path, ideas: int, people: int = 500) -> None:
    """The cast of the tests, and beside their idea as many more, like those of the demo but with words of their own."""
    database.connect(f"sqlite:///{path}")
    database.migrate()
    now = datetime.now(UTC)
    with database.transaction() as session:
        cast = assemble(session, now)
        session.add(LotDay(id=1, day=now.date()))   # the day's order is drawn: no job disturbs the measure
        session.execute(insert(Person), [_person(number, now) for number in range(people)])
        authors = session.exec(select(Person.id)).all()
        topics = session.exec(select(Topic.id).where(Topic.project_id == cast.plan)).all()
        places = session.exec(select(Neighbourhood.id).where(Neighbourhood.organisation_id == cast.jette)).all()
        pick, first = random.Random(ideas), cast.bench + 1
        for start in range(0, ideas, AT_ONCE):
            numbers = range(start, min(start + AT_ONCE, ideas))
            rows = [_idea(first + number, cast, pick, now - timedelta(minutes=ideas - number), authors, topics, places)
                    for number in numbers]
            session.execute(insert(Idea), rows)
            session.execute(insert(SearchEntry), [_entry(row, cast) for row in rows])
        session.flush()
        recount(session)
    database.disconnect()


def _person(number: int, now: datetime) -> dict[str, Any]:
    return {"name": f"Person {number}", "language": ("fr", "nl", "en")[number % 3], "about": "", "shows_contributions": True,
            "wants_mail": True, "is_administrator": False, "joined_at": now}


def _idea(id: int, cast: Any, pick: random.Random, at: datetime, authors: Any, topics: Any, places: Any) -> dict[str, Any]:
    like = content.IDEAS[id % len(content.IDEAS)]
    return {
        "id": id, "phase_id": cast.ideas_phase, "project_id": cast.plan, "author_id": pick.choice(authors),
        "author_name": None, "pseudonymous": id % 11 == 0, "language": like.language, "title": f"{like.title} {id}",
        "body": like.body, "topic_id": pick.choice(topics), "neighbourhood_id": pick.choice((*places, None)), "place": "",
        "latitude": 50.87 + pick.uniform(0, 0.02), "longitude": 4.32 + pick.uniform(0, 0.02),
        "status": pick.choices(("submitted", "under_study", "accepted", "not_accepted", "delivered"), (80, 8, 5, 5, 2))[0],
        "visibility": "public", "supports": (given := min(int(pick.paretovariate(1)) - 1, 3000)), "imported_supports": given,
        "comments": 0, "versions": 1, "lot": pick.randrange(LOT_RANGE), "source": None, "assignee_id": None,
        "submitted_at": at, "changed_at": at}


def _entry(idea: dict[str, Any], cast: Any) -> dict[str, Any]:
    like = content.IDEAS[idea["id"] % len(content.IDEAS)]
    words = f"{search.stems(idea['title'], idea['language'])} {_stems_of(like.slug, like.body, like.language)}"
    return {"kind": "idea", "object_id": idea["id"], "organisation_id": cast.jette, "project_id": cast.plan,
            "phase_id": cast.ideas_phase, "language": idea["language"], "title": idea["title"], "stems": words, "public": True}


_stems: dict[str, str] = {}


def _stems_of(slug: str, body: str, language: Any) -> str:
    if slug not in _stems:
        _stems[slug] = search.stems(body, language)
    return _stems[slug]
