"""What I care about: an idea or a project I want to hear about."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, delete, select

from models import limits
from models.database import Moment, insert_or_not
from models.people import Me, Person, signed_in
from models.refusals import NotAllowed


class Follow(SQLModel, table=True):
    """This person follows this thing, such as `idea:42` or `project:7`."""

    __tablename__ = "follow"
    __table_args__ = (UniqueConstraint("person_id", "object"),)
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    object: str = Field(index=True)
    followed_at: datetime = Field(sa_type=Moment)


def follow(session: Session, me: Me | None, object: str, now: datetime) -> None:
    """Follow it from now on; a second time changes nothing."""
    me = signed_in(me, NotAllowed("Sign in to follow this.", next_step="sign_in"))
    limits.allow(session, "follows", f"person:{me.id}", now)
    start_following(session, me.id, object, now)


def start_following(session: Session, person_id: int, object: str, now: datetime) -> None:
    """Have this person follow what they made or asked for; a second time changes nothing."""
    insert_or_not(session, Follow, person_id=person_id, object=object, followed_at=now)


def unfollow(session: Session, me: Me | None, object: str) -> None:
    """No longer follow it."""
    me = signed_in(me, NotAllowed("Sign in to follow this.", next_step="sign_in"))
    session.exec(delete(Follow).where(col(Follow.person_id) == me.id, col(Follow.object) == object))


def follows(session: Session, person_id: int, object: str) -> bool:
    return session.exec(select(Follow.id).where(Follow.person_id == person_id, Follow.object == object)).first() is not None


def followed_by(session: Session, person_id: int) -> list[str]:
    """What this person follows, newest first."""
    return list(session.exec(select(Follow.object).where(Follow.person_id == person_id).order_by(col(Follow.id).desc())))


def followers_of(session: Session, *objects: str) -> list[int]:
    """The ids of those who follow any of these and did not leave."""
    return list(session.exec(select(Follow.person_id).join(Person, col(Person.id) == col(Follow.person_id))
                             .where(col(Follow.object).in_(objects), col(Person.left_at).is_(None)).distinct()))
