"""One support a person and idea: the one-click agreement under an idea. It is no vote."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, delete, select, update

from models import journal, limits
from models.database import Moment, is_postgresql
from models.eligibility import setting_of
from models.ideas import Idea, public_idea, why_not_support
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
        if is_postgresql():
            from sqlalchemy.dialects.postgresql import insert as insert_or_not
        else:
            from sqlalchemy.dialects.sqlite import insert as insert_or_not   # type: ignore[assignment]
        changed = session.exec(insert_or_not(Support).values(idea_id=idea_id, person_id=me.id, given_at=now)
                               .on_conflict_do_nothing()).rowcount
    else:
        changed = session.exec(delete(Support).where(col(Support.idea_id) == idea_id, col(Support.person_id) == me.id)).rowcount
    if not changed:
        return idea.supports
    # The database adds, so that two people supporting at once are both counted.
    count = session.exec(update(Idea).where(col(Idea.id) == idea_id).values(supports=Idea.supports + (1 if wanted else -1))
                         .returning(col(Idea.supports)).execution_options(synchronize_session=False)).scalar_one()
    journal.record(session, "idea_supported" if wanted else "support_taken_back", f"idea:{idea_id}", now, person_id=me.id)
    touch(session, f"idea:{idea_id}", supports=count)
    return count


def supporters_of(session: Session, idea_id: int) -> list[int]:
    """The ids of the people who support an idea."""
    return list(session.exec(select(Support.person_id).where(Support.idea_id == idea_id)))


