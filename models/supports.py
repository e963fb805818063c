"""One support a person and idea: the one-click agreement under an idea. It is no vote."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, delete, select

from models import journal, limits
from models.database import Moment, insert_or_not
from models.eligibility import setting_of
from models.ideas import Idea, move_counter, public_idea, why_not_support
from models.people import Me
from models.topics import touch


class Support(SQLModel, table=True):
    """This person supports this idea. Taken back by deleting the row."""

    __tablename__ = "support"
    __table_args__ = (UniqueConstraint("idea_id", "person_id"),)
    id: int | None = Field(default=None, primary_key=True)
    idea_id: int = Field(foreign_key="idea.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    given_at: datetime = Field(sa_type=Moment)


def support(session: Session, me: Me | None, idea_id: int, now: datetime) -> int:
    """Support an idea; a second time changes nothing. Returns how many people support it."""
    return _set(session, me, idea_id, True, now)


def take_back(session: Session, me: Me | None, idea_id: int, now: datetime) -> int:
    """Take one's support back. Returns how many people support the idea."""
    return _set(session, me, idea_id, False, now)


def _set(session: Session, me: Me | None, idea_id: int, wanted: bool, now: datetime) -> int:
    idea, phase, project = public_idea(session, idea_id, now)
    if refusal := why_not_support(idea, me, setting_of(project, phase, now)):
        raise refusal
    assert me is not None
    if wanted:
        limits.allow(session, "supports", f"person:{me.id}", now)
        changed = insert_or_not(session, Support, idea_id=idea_id, person_id=me.id, given_at=now)
    else:
        changed = session.exec(delete(Support).where(col(Support.idea_id) == idea_id, col(Support.person_id) == me.id)).rowcount
    if not changed:
        return idea.supports
    count = move_counter(session, col(Idea.supports), idea_id, 1 if wanted else -1)
    journal.record(session, "idea_supported" if wanted else "support_taken_back", f"idea:{idea_id}", now, person_id=me.id)
    touch(session, f"idea:{idea_id}", supports=count)
    return count


def supporters_of(session: Session, idea_id: int) -> list[int]:
    """The ids of the people who support an idea."""
    return list(session.exec(select(Support.person_id).where(Support.idea_id == idea_id)))


