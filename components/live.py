"""Numbers that move while one looks: facts told after a commit reach the open pages that show them.

At most one push a second and topic: the first at once, what follows together.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from typing import Protocol

from locales import number, speaking
from models import topics
from models.translated import Language

PACE = 1.0        # seconds between two pushes of one topic
MOST_TOPICS = 400   # that one page may follow


class Follower(Protocol):
    """An open page."""

    language: Language

    def tell(self, topic: str, facts: dict[str, str]) -> None: ...


_followers: dict[str, set[Follower]] = defaultdict(set)
_followed: dict[Follower, set[str]] = defaultdict(set)
_waiting: dict[str, dict[str, int]] = {}   # topics that were pushed less than a second ago, and what came since


def start() -> None:
    """Listen to what changes; call it once the loop runs. Facts may come from any thread."""
    loop = asyncio.get_running_loop()

    def heard(topic: str, facts: dict[str, int]) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(_heard, loop, topic, dict(facts))

    topics.listen(heard)


def follow(follower: Follower, wanted: Iterable[str]) -> None:
    """Have this page told about these topics, until `forget`."""
    followed = _followed[follower]
    for topic in wanted:
        if len(followed) >= MOST_TOPICS:
            return
        followed.add(topic)
        _followers[topic].add(follower)


def forget(follower: Follower) -> None:
    """This page is closed."""
    for topic in _followed.pop(follower, ()):
        _followers[topic].discard(follower)
        if not _followers[topic]:
            del _followers[topic]


def _heard(loop: asyncio.AbstractEventLoop, topic: str, facts: dict[str, int]) -> None:
    if topic in _waiting:
        _waiting[topic].update(facts)
    elif topic in _followers:
        _push(topic, facts)
        _waiting[topic] = {}
        loop.call_later(PACE, _after_a_second, loop, topic)


def _after_a_second(loop: asyncio.AbstractEventLoop, topic: str) -> None:
    facts = _waiting.pop(topic)
    if facts:
        _heard(loop, topic, facts)


def _push(topic: str, facts: dict[str, int]) -> None:
    told: dict[Language, dict[str, str]] = {}   # formatted once a language, not once a page
    for follower in tuple(_followers.get(topic, ())):
        if follower.language not in told:
            with speaking(follower.language):
                told[follower.language] = {field: number(value) for field, value in facts.items()}
        follower.tell(topic, told[follower.language])
