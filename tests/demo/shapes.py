"""The plain shapes the demo is written in: no database, no screen.

Days are whole numbers: `days_ago` counts back from the day the demo starts, `opens`, `closes` and `in_days` count
forward from it (negative is past). People, organisations, projects, phases, topics, neighbourhoods, services, ideas
and comments are named by their slug.
"""

from dataclasses import dataclass
from typing import Literal

from models.translated import Language
from models.translated import Translated as Text

Verdict = Literal["under_study", "accepted", "partly_accepted", "not_accepted"]
Status = Literal["submitted", "under_study", "accepted", "partly_accepted", "not_accepted", "planned", "delivered"]
Method = Literal["information", "ideas", "ballot", "draw"]


@dataclass(frozen=True)
class Neighbourhood:
    slug: str
    name: Text
    lat: float
    lon: float


@dataclass(frozen=True)
class Organisation:
    """A public body. `answer_days` is its promise: an answer to every idea within that many days."""

    slug: str
    kind: Literal["region", "commune"]
    name: Text
    presentation: Text
    postal_codes: tuple[str, ...]
    neighbourhoods: tuple[Neighbourhood, ...]
    email: str
    answer_days: int


@dataclass(frozen=True)
class Person:
    """Someone invented, with a first name only. `about` is what they chose to show, in their own language."""

    slug: str
    name: str
    language: Language
    about: str = ""


@dataclass(frozen=True)
class Role:
    """What a person may do, in a whole organisation or, where `project` is given, in that project only."""

    person: str
    name: Literal["administrator", "owner", "moderator"]
    organisation: str
    project: str = ""


@dataclass(frozen=True)
class Member:
    """Someone of a project's team and their task in it, as readers see it."""

    person: str
    task: Text


@dataclass(frozen=True)
class Topic:
    slug: str
    name: Text


@dataclass(frozen=True)
class Phase:
    """`moderation` says whether a contribution is read before it is published, or after."""

    slug: str
    method: Method
    title: Text
    description: Text
    opens: int
    closes: int
    moderation: Literal["before", "after"] = "after"


@dataclass(frozen=True)
class News:
    title: Text
    body: Text
    days_ago: int


@dataclass(frozen=True)
class Project:
    """`story` is Markdown. `cover` is the mood of the drawn cover. `next` tells what happens next, `offline` how to
    take part without a screen."""

    slug: str
    organisation: str
    title: Text
    lead: Text
    story: Text
    cover: Literal["leaf", "move", "budget", "people", "water"]
    email: str
    service: str
    topics: tuple[Topic, ...]
    team: tuple[Member, ...]
    phases: tuple[Phase, ...]
    news: tuple[News, ...]
    next: Text
    offline: Text
    archived: bool = False


@dataclass(frozen=True)
class Place:
    """Where an idea is: always a neighbourhood, sometimes an address in words, sometimes a point."""

    neighbourhood: str
    address: str = ""
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True)
class Idea:
    """`supports` come from people of the cast; `extra` is a number of supports brought along from elsewhere.

    `hidden` is the reason a moderator gave; `pending` waits to be read before it is published; `pseudonym` shows
    “a resident of …” in place of the name.
    """

    slug: str
    project: str
    phase: str
    author: str
    language: Language
    title: str
    body: str
    topic: str
    days_ago: int
    place: Place | None = None
    supports: int = 0
    extra: int = 0
    status: Status = "submitted"
    pseudonym: bool = False
    hidden: Text | None = None
    withdrawn: bool = False
    pending: bool = False


@dataclass(frozen=True)
class Comment:
    """`parent` is the comment it replies to; `service` is set where an official speaks for their service."""

    slug: str
    idea: str
    author: str
    language: Language
    body: str
    days_ago: int
    agrees: int = 0
    parent: str = ""
    service: str = ""


@dataclass(frozen=True)
class Report:
    """A reader's report of a comment; no `by` when it came without an account."""

    comment: str
    reason: Literal["insult", "personal_data", "off_topic", "advertising", "false", "other"]
    words: str
    language: Language
    days_ago: int
    by: str = ""


@dataclass(frozen=True)
class Milestone:
    """A step of an idea, done or to come; `in_days` below zero is past."""

    title: Text
    in_days: int


@dataclass(frozen=True)
class Decision:
    """An official answer. An idea may have several: the latest counts, the earlier stay readable."""

    idea: str
    verdict: Verdict
    summary: Text
    reason: Text
    service: str
    by: str
    days_ago: int
    cost_cents: int | None = None
    done_in_days: int | None = None
    next: Milestone | None = None


@dataclass(frozen=True)
class IdeaMilestones:
    """The public steps of a planned or delivered idea, in order."""

    idea: str
    steps: tuple[Milestone, ...]
