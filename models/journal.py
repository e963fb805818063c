"""What happened, when, and why: entries are only ever added, each bound to the one before by a hash.

No entry holds personal data. Who acted is a random key whose link to the person can be erased, and what was written is a
salted hash whose salt can be erased; the chain stays whole.
"""

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import CheckConstraint, bindparam, insert, text
from sqlmodel import Field, Session, SQLModel, col, delete, select

from models.database import Moment

BEGINNING = "0" * 64


class Entry(SQLModel, table=True):
    """One thing that happened. Never changed, never deleted; numbers have no gaps."""

    __tablename__ = "journal_entry"
    __table_args__ = (CheckConstraint("number > 0", name="number"),)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = Field(sa_type=Moment, index=True)
    actor: str = Field(default="", index=True)
    act: str
    object: str = Field(index=True)
    reason: str = ""
    facts: str = "{}"
    content_hash: str = ""
    previous: str = Field(unique=True)
    hash: str = Field(unique=True)

    def told_facts(self) -> dict[str, Any]:
        return json.loads(self.facts)


class Actor(SQLModel, table=True):
    """Which key stands for a person. Deleting this row makes their entries anonymous."""

    __tablename__ = "journal_actor"
    person_id: int = Field(primary_key=True, foreign_key="person.id")
    key: str = Field(unique=True)


class Salt(SQLModel, table=True):
    """What lets one prove that an entry is about a given text. Deleting it leaves a hash that says nothing."""

    __tablename__ = "journal_salt"
    number: int = Field(primary_key=True, foreign_key="journal_entry.number")
    salt: str


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry at some moment. Kept outside the database, it proves later that no end was cut off."""

    number: int
    hash: str


def record(session: Session, act: str, object: str, now: datetime, person_id: int | None = None, reason: str = "",
           facts: dict[str, Any] | None = None, content: str | None = None) -> Entry:
    """Note what happened, in the act's own transaction. Put nothing personal in `reason` and `facts`.

    From here to the commit no other act can note anything, so on PostgreSQL note late rather than early.
    """
    session.flush()   # rows that others may hold are taken before the journal, never while others wait for it
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(7208)"))   # SQLite has a single writer already
    last = head(session)
    number = last.number + 1
    salt = secrets.token_hex(16) if content is not None else ""
    entry = Entry(number=number, at=now, actor=_actor(session, person_id), act=act, object=object, reason=reason,
                  facts=canonical(facts or {}), content_hash=_content_hash(salt, content), previous=last.hash, hash="")
    entry.hash = _hash(entry)
    session.connection().execute(insert(Entry), entry.model_dump())
    if salt:
        session.connection().execute(insert(Salt), {"number": number, "salt": salt})
    return entry


def head(session: Session) -> Head:
    """The last entry's number and hash; publish it daily."""
    last = session.connection().execute(_last_entry()).first()
    return Head(*last) if last else Head(0, BEGINNING)


@cache   # these two are asked by every act: built once, for building them takes longer than their answer
def _last_entry() -> Any:
    return select(Entry.number, Entry.hash).order_by(col(Entry.number).desc()).limit(1)


@cache
def _key_of() -> Any:
    return select(Actor.key).where(Actor.person_id == bindparam("who"))


def _actor(session: Session, person_id: int | None) -> str:
    if person_id is None:
        return ""
    key = session.connection().execute(_key_of(), {"who": person_id}).scalar()
    if key is None:
        key = secrets.token_hex(16)
        session.connection().execute(insert(Actor), {"person_id": person_id, "key": key})
    return key


def canonical(facts: Any) -> str:
    """JSON that is written in one way only. Refuses floats: they are not written the same everywhere."""
    _refuse_floats(facts)
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError(f"no floats in the journal ({value}): count in cents, metres or per mille")
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ():
        _refuse_floats(inner)


def _content_hash(salt: str, content: str | None) -> str:
    return "" if content is None else hashlib.sha256(f"{salt}\n{content}".encode()).hexdigest()


def _hash(entry: Entry) -> str:
    said = canonical({
        "number": entry.number, "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"), "actor": entry.actor,
        "act": entry.act, "object": entry.object, "reason": entry.reason, "facts": entry.facts,
        "content_hash": entry.content_hash})
    return hashlib.sha256(f"{entry.previous}\n{said}".encode()).hexdigest()


def verify(session: Session, known: Head | None = None) -> int | None:
    """The number of the first entry that was altered, moved, slipped in or is missing; None for a whole chain.

    A cut-off end is found only with a `known` head that was kept elsewhere.
    """
    last = Head(0, BEGINNING)
    for entry in session.exec(select(Entry).order_by(col(Entry.number)).execution_options(yield_per=1000)):
        if entry.number != last.number + 1 or entry.previous != last.hash or entry.hash != _hash(entry):
            return min(entry.number, last.number + 1)
        last = Head(entry.number, entry.hash)
        if known and last.number == known.number and last.hash != known.hash:
            return known.number
    return last.number + 1 if known and last.number < known.number else None


def is_about(session: Session, entry: Entry, content: str) -> bool:
    """Whether the entry was written about exactly this text; False once the salt is erased."""
    salt = session.get(Salt, entry.number)
    return salt is not None and secrets.compare_digest(_content_hash(salt.salt, content), entry.content_hash)


def entries_about(session: Session, object: str) -> list[Entry]:
    """What happened to one thing, oldest first."""
    return list(session.exec(select(Entry).where(Entry.object == object).order_by(col(Entry.number))))


def entries_after(session: Session, number: int, limit: int = 100) -> list[Entry]:
    """What happened since an entry, oldest first; for feeds and audits."""
    return list(session.exec(select(Entry).where(Entry.number > number).order_by(col(Entry.number)).limit(limit)))


def entries_before(session: Session, number: int | None = None, limit: int = 100) -> list[Entry]:
    """The newest entries, or those before an entry, newest first; for the journal's page."""
    query = select(Entry).order_by(col(Entry.number).desc()).limit(limit)
    return list(session.exec(query if number is None else query.where(Entry.number < number)))


def actors(session: Session, keys: set[str]) -> dict[str, int]:
    """Who stands behind these keys, for those who may know; erased persons are missing."""
    return dict(session.exec(select(Actor.key, Actor.person_id).where(col(Actor.key).in_(keys))).all()) if keys else {}


def erase_person(session: Session, person_id: int) -> None:
    """Break the link between a person and their entries, and with what they wrote. No entry changes."""
    actor = session.get(Actor, person_id)
    if actor is not None:
        session.exec(delete(Salt).where(col(Salt.number).in_(select(Entry.number).where(Entry.actor == actor.key))))
        session.delete(actor)
        session.flush()
