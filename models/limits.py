"""How much is too much: acts are counted in the database, so a restart or a second process forgets nothing."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Index, Integer, bindparam, insert, text
from sqlmodel import Field, Session, SQLModel, col, delete, func, select

from models.database import Moment
from models.refusals import TooMany

HOUR = timedelta(hours=1)

LIMITS: dict[str, tuple[int, timedelta]] = {
    "code_to_address": (3, timedelta(minutes=15)),
    "code_to_network": (20, HOUR),
    "sign_in_tries": (60, HOUR),
    "ideas": (5, HOUR),
    "comments": (20, HOUR),
    "supports": (120, HOUR),
    "reactions": (120, HOUR),
    "follows": (120, HOUR),
    "reports": (10, HOUR),
    "uploads": (30, HOUR),
    "edits": (60, HOUR),
    "drafts": (3000, HOUR),
}
LONGEST = max(period for _, period in LIMITS.values())


class Hit(SQLModel, table=True):
    """Someone did something that is limited. `who` is a keyed hash: the row names no person, address or network."""

    __tablename__ = "hit"
    __table_args__ = (Index("ix_hit_what_who_at", "what", "who", "at"),)
    id: int | None = Field(default=None, primary_key=True)
    what: str
    who: str
    at: datetime = Field(sa_type=Moment, index=True)


class _Key:
    """Until `use_key` is called, a key of this process alone: safe, but a restart would forget the counts."""

    value: bytes = secrets.token_bytes(32)


def use_key(secret: bytes) -> None:
    """Hash whoever acts with this key from now on: the same in each process, and kept outside the database."""
    _Key.value = hmac.new(secret, b"limits", hashlib.sha256).digest()


def allow(session: Session, what: str, who: str, now: datetime) -> None:
    """Count this act, or raise `TooMany` when the limit of its kind is reached. Counted only if the act is kept."""
    number, period = LIMITS[what]
    if refusal := why_not_again(session, what, who, number, period, now):
        raise refusal
    count_hit(session, what, who, now)


def why_not_again(session: Session, what: str, who: str, limit: int, per: timedelta, now: datetime) -> TooMany | None:
    """The reason not to do this once more now, with when it may be done again; None below the limit."""
    if session.get_bind().dialect.name == "postgresql":
        # Without it, twenty requests at once would each count none of the others. SQLite has one writer anyway.
        session.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 7207))"), {"key": f"{what} {_hashed(who)}"})
    asked = {"asked_what": what, "asked_who": _hashed(who), "since": now - per, "most": limit}
    moments = session.connection().execute(_recent(), asked).scalars().all()
    if len(moments) < limit:
        return None
    again_at = moments[-1] + per
    return TooMany("That was a lot in a short time. You can go on at {again_at}.", again_at=again_at)


@cache   # every act asks this: built once, for building it takes longer than its answer
def _recent() -> Any:
    return (select(Hit.at).where(Hit.what == bindparam("asked_what"), Hit.who == bindparam("asked_who"),
                                 Hit.at > bindparam("since", type_=Moment)).order_by(col(Hit.at).desc())
            .limit(bindparam("most", type_=Integer)))


def count_hit(session: Session, what: str, who: str, now: datetime) -> None:
    session.connection().execute(insert(Hit), {"what": what, "who": _hashed(who), "at": now})


def _hashed(who: str) -> str:
    return hmac.new(_Key.value, who.encode(), hashlib.sha256).hexdigest()


def forget_old_hits(session: Session, now: datetime) -> None:
    """A job: what no limit looks at any more is deleted."""
    session.exec(delete(Hit).where(col(Hit.at) <= now - LONGEST))


def hits(session: Session, what: str, since: datetime) -> int:
    """How often this was done by anybody; for the health page."""
    return session.exec(select(func.count()).select_from(Hit).where(Hit.what == what, Hit.at > since)).one()
