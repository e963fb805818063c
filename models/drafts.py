"""What someone is still writing: kept as they type, before they sign in too, and for thirty days."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, delete, select

from models.database import Moment, insert_or_not
from models.ideas import Proposed
from models.people import Me, hash_token
from models.projects import Phase

DRAFT_TERM = timedelta(days=30)
REGRET_TERM = timedelta(days=1)   # how long a draft that was thrown away can be taken back
MOST_CHARACTERS = 20_000


class Draft(SQLModel, table=True):
    """An idea being written in a phase: of a person, or of a browser whose cookie only we and it know."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("phase_id", "writer"),)
    id: int | None = Field(default=None, primary_key=True)
    phase_id: int = Field(foreign_key="phase.id")
    writer: str = Field(index=True)      # `person:7`, `browser:` and the hash of its cookie, or `thrown:7` for a day
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    content: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    saved_at: datetime = Field(sa_type=Moment, index=True)


def _writers(me: Me | None, browser: str | None) -> list[str]:
    return [*([f"person:{me.id}"] if me else []), *([f"browser:{hash_token(browser)}"] if browser else [])]


def draft_of(session: Session, phase_id: int, me: Me | None, browser: str | None) -> Proposed:
    """What this person or browser was writing here; an empty proposal if nothing."""
    row = _row(session, phase_id, me, browser)
    if row is None:
        return Proposed("", "", "")
    known = Proposed.__slots__
    content = {name: value for name, value in row.content.items() if name in known}
    content["pictures"] = tuple((str(file_hash), str(alt)) for file_hash, alt in content.get("pictures", ()))
    return Proposed(**content)


def _row(session: Session, phase_id: int, me: Me | None, browser: str | None) -> Draft | None:
    writers = _writers(me, browser)
    rows = {row.writer: row for row in session.exec(select(Draft).where(Draft.phase_id == phase_id,
                                                                        col(Draft.writer).in_(writers)))}
    found = [rows[writer] for writer in writers if writer in rows]
    return max(found, key=lambda row: row.saved_at, default=None)


def save_draft(session: Session, phase_id: int, me: Me | None, browser: str | None, proposed: Proposed, now: datetime) -> bool:
    """Keep what was typed. Returns False when there is nobody to keep it for (no cookie), or far too much of it."""
    writers = _writers(me, browser)
    if not writers or len(proposed.title) + len(proposed.body) + len(proposed.place) > MOST_CHARACTERS:
        return False
    insert_or_not(session, Draft, phase_id=phase_id, writer=writers[0], person_id=me.id if me else None, content={}, saved_at=now)
    row = session.exec(select(Draft).where(Draft.phase_id == phase_id, Draft.writer == writers[0]).with_for_update()).one()
    row.content, row.saved_at = asdict(proposed), now
    session.add(row)
    return True


def drop_draft(session: Session, phase_id: int, me: Me | None, browser: str | None) -> None:
    """Forget it: the idea was published, or its writer threw it away."""
    session.exec(delete(Draft).where(col(Draft.phase_id) == phase_id, col(Draft.writer).in_(_writers(me, browser))))


def drafts_of(session: Session, me: Me) -> list[tuple[Draft, Phase]]:
    """The drafts of a person, newest first."""
    return list(session.exec(select(Draft, Phase).join(Phase, col(Phase.id) == col(Draft.phase_id))
                             .where(Draft.person_id == me.id).order_by(col(Draft.saved_at).desc())))


def throw_away(session: Session, me: Me, phase_id: int, now: datetime) -> bool:
    """Take one's draft off the table. It can be taken back for a day. Returns whether there was one."""
    session.exec(delete(Draft).where(col(Draft.phase_id) == phase_id, col(Draft.writer) == f"thrown:{me.id}"))
    row = session.exec(select(Draft).where(Draft.phase_id == phase_id, Draft.writer == f"person:{me.id}")).first()
    if row is None:
        return False
    row.writer, row.person_id, row.saved_at = f"thrown:{me.id}", None, now
    session.add(row)
    return True


def take_back_out(session: Session, me: Me, phase_id: int, now: datetime) -> bool:
    """Undo `throw_away`. False when it is gone for good, or a newer draft lies in its place."""
    row = session.exec(select(Draft).where(Draft.phase_id == phase_id, Draft.writer == f"thrown:{me.id}")).first()
    newer = session.exec(select(Draft.id).where(Draft.phase_id == phase_id, Draft.writer == f"person:{me.id}")).first()
    if row is None or newer is not None:
        return False
    row.writer, row.person_id, row.saved_at = f"person:{me.id}", me.id, now
    session.add(row)
    return True


def adopt_drafts(session: Session, person_id: int, browser: str | None) -> None:
    """At sign-in: what the browser was writing becomes the person's, unless theirs is newer."""
    if not browser:
        return
    writer, mine = f"browser:{hash_token(browser)}", f"person:{person_id}"
    for row in session.exec(select(Draft).where(Draft.writer == writer)).all():
        other = session.exec(select(Draft).where(Draft.phase_id == row.phase_id, Draft.writer == mine)).first()
        if other is not None and other.saved_at > row.saved_at:
            session.delete(row)
            continue
        if other is not None:
            session.delete(other)
            session.flush()
        row.writer, row.person_id = mine, person_id
        session.add(row)


def forget_old_drafts(session: Session, now: datetime) -> None:
    """A job: drafts nobody touched for thirty days are deleted, and those thrown away after one."""
    session.exec(delete(Draft).where(col(Draft.writer).startswith("thrown:"), col(Draft.saved_at) < now - REGRET_TERM))
    session.exec(delete(Draft).where(col(Draft.saved_at) < now - DRAFT_TERM))
