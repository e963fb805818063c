"""What changed, told after the commit to whoever looks: in this process directly, in the others through PostgreSQL."""

import json
import logging
import threading
from collections.abc import Callable
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

log = logging.getLogger(__name__)

CHANNEL = "topics"
Listener = Callable[[str, dict[str, int]], None]

_listeners: list[Listener] = []


def touch(session: Session, topic: str, **facts: int) -> None:
    """Tell, once this transaction is committed, that a topic such as `idea:42` now has these numbers."""
    session.info.setdefault("topics", {}).setdefault(topic, {}).update(facts)


def listen(listener: Listener) -> None:
    """Have a function called with `(topic, facts)` after each commit; from any thread, so it must be quick and safe."""
    if listener not in _listeners:
        _listeners.append(listener)


def forget_listeners() -> None:
    _listeners.clear()


def notify_others(session: Session) -> None:
    """Hand the topics to PostgreSQL, which sends them at commit, to this process too. SQLite has no other process."""
    if session.get_bind().dialect.name == "postgresql":
        for topic, facts in session.info.get("topics", {}).items():
            session.execute(text("SELECT pg_notify(:channel, :message)"),
                            {"channel": CHANNEL, "message": json.dumps({"topic": topic, "facts": facts})})


def publish(session: Session) -> None:
    """After the commit: tell the listeners of this process, unless PostgreSQL does."""
    topics = session.info.pop("topics", {})
    if session.get_bind().dialect.name != "postgresql":
        for topic, facts in topics.items():
            _tell(topic, facts)


def _tell(topic: str, facts: dict[str, int]) -> None:
    """What is committed stays done: a listener that fails is heard of in the log, and the others are told all the same."""
    for listener in list(_listeners):
        try:
            listener(topic, facts)
        except Exception:
            log.exception("A listener failed on %s.", topic)


def follow_postgresql(engine: Any) -> Callable[[], None]:
    """Listen on a connection of its own, in a thread of its own; returns the function that stops it."""
    stopped = threading.Event()

    def run() -> None:
        while not stopped.is_set():
            try:
                connection = engine.raw_connection()
                try:
                    driver = connection.driver_connection
                    driver.autocommit = True
                    driver.execute(f"LISTEN {CHANNEL}")
                    while not stopped.is_set():
                        for notice in driver.notifies(timeout=1):
                            message = json.loads(notice.payload)
                            _tell(message["topic"], message["facts"])
                finally:
                    connection.invalidate()
                    connection.close()
            except Exception:
                if not stopped.is_set():
                    log.exception("Live topics are interrupted; trying again in five seconds.")
                    stopped.wait(5)

    threading.Thread(target=run, name="topics", daemon=True).start()
    return stopped.set
