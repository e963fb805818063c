"""A resident's wish, from the moment it is submitted to the day it is delivered."""

import hashlib
import logging
import secrets
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, bindparam, case, literal, tuple_
from sqlalchemy.orm import Bundle
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key
from sqlmodel import Field, Session, SQLModel, col, func, or_, select, update

from models import journal, limits, search
from models.database import Moment, is_postgresql
from models.eligibility import Act, require, setting_of, why_not
from models.files import StoredFile
from models.organisations import Neighbourhood, Organisation
from models.people import Me, Person, Role
from models.projects import Phase, Project, Topic, ideas_settings
from models.refusals import Gone, Invalid, NotAllowed, NotFound, Refusal
from models.topics import touch
from models.translated import LANGUAGES, Told, Translated

TITLE_LENGTH = 120
BODY_LENGTH = 5000
PICTURES = 3
PAGE = 20
LOT_RANGE = 2**31 - 1
BRUSSELS = ZoneInfo("Europe/Brussels")
BRUSSELS_REGION = (50.70, 51.00, 4.15, 4.60)   # south, north, west, east, with a margin


class Status(StrEnum):
    """Where an idea stands, in the order it goes."""

    SUBMITTED = "submitted"
    UNDER_STUDY = "under_study"
    ACCEPTED = "accepted"
    PARTLY_ACCEPTED = "partly_accepted"
    NOT_ACCEPTED = "not_accepted"
    PLANNED = "planned"
    DELIVERED = "delivered"


class Visibility(StrEnum):
    PUBLIC = "public"
    PENDING = "pending"      # waits for a moderator, where the phase asks for it
    HIDDEN = "hidden"        # by a moderator's ruling
    WITHDRAWN = "withdrawn"  # by its author


class Order(StrEnum):
    NEWEST = "newest"
    SUPPORTED = "supported"
    DISCUSSED = "discussed"
    RANDOM = "random"


class Idea(SQLModel, table=True):
    """A resident's idea. `supports` and `comments` are counters written with what they count (see `recount`).

    `lot` is a random number drawn at submission and drawn again each night: the fair order of the day.
    """

    __tablename__ = "idea"
    __table_args__ = (
        CheckConstraint("language IN ('fr', 'nl', 'en')", name="language"),
        CheckConstraint("supports >= 0 AND comments >= 0", name="counters"),
        UniqueConstraint("phase_id", "source"),
        Index("ix_idea_newest", "phase_id", "visibility", "submitted_at", "id"),
        Index("ix_idea_supported", "phase_id", "visibility", "supports", "id"),
        Index("ix_idea_discussed", "phase_id", "visibility", "comments", "id"),
        Index("ix_idea_random", "phase_id", "visibility", "lot", "id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    phase_id: int = Field(foreign_key="phase.id")
    project_id: int = Field(foreign_key="project.id", index=True)
    author_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    author_name: str | None = None    # of an imported idea, whose author has no account here
    pseudonymous: bool = False
    language: str
    title: str
    body: str
    topic_id: int | None = Field(default=None, foreign_key="topic.id", index=True)
    neighbourhood_id: int | None = Field(default=None, foreign_key="neighbourhood.id", index=True)
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    status: str = Field(default=Status.SUBMITTED, index=True)
    visibility: str = Field(default=Visibility.PUBLIC)
    supports: int = 0
    imported_supports: int = 0
    comments: int = 0
    versions: int = 1
    lot: int = Field(default_factory=lambda: secrets.randbelow(LOT_RANGE))
    source: str | None = None         # identifies an imported row, so that importing twice changes nothing
    assignee_id: int | None = Field(default=None, foreign_key="person.id")
    submitted_at: datetime = Field(sa_type=Moment)
    changed_at: datetime = Field(sa_type=Moment)


class IdeaVersion(SQLModel, table=True):
    """The text of an idea before a change of its author; the idea itself holds the newest."""

    __tablename__ = "idea_version"
    __table_args__ = (UniqueConstraint("idea_id", "number"),)
    id: int | None = Field(default=None, primary_key=True)
    idea_id: int = Field(foreign_key="idea.id", index=True)
    number: int
    title: str
    body: str
    written_at: datetime = Field(sa_type=Moment)


class Picture(SQLModel, table=True):
    """A picture of an idea, kept by the hash of its re-encoded content."""

    __tablename__ = "picture"
    id: int | None = Field(default=None, primary_key=True)
    idea_id: int = Field(foreign_key="idea.id", index=True)
    file_hash: str = Field(foreign_key="stored_file.hash")
    alt: str = ""
    position: int = 0


class StatusChange(SQLModel, table=True):
    """A step in the history of an idea."""

    __tablename__ = "status_change"
    id: int | None = Field(default=None, primary_key=True)
    idea_id: int = Field(foreign_key="idea.id", index=True)
    status: str
    changed_by: int | None = Field(default=None, foreign_key="person.id")
    changed_at: datetime = Field(sa_type=Moment)


class InternalNote(SQLModel, table=True):
    """What the team says among itself about an idea. Never public."""

    __tablename__ = "internal_note"
    id: int | None = Field(default=None, primary_key=True)
    idea_id: int = Field(foreign_key="idea.id", index=True)
    author_id: int = Field(foreign_key="person.id")
    body: str
    written_at: datetime = Field(sa_type=Moment)


@dataclass(frozen=True, slots=True)
class Author:
    """How readers see who wrote something: a name and perhaps a page, or the organisation's anonymous resident."""

    name: str | None                      # None: published under the pseudonym “a resident of …”
    person_id: int | None = None          # None: no page to link to
    resident_of: Translated = Translated()


@dataclass(frozen=True, slots=True)
class IdeaCard:
    """What a list shows of an idea. `supported` is about the person who looks; `closed` says support is over."""

    id: int
    title: Told
    excerpt: Told
    author: Author
    submitted_at: datetime
    status: str
    topic: Translated | None
    place: str
    neighbourhood: Translated | None
    latitude: float | None
    longitude: float | None
    supports: int
    comments: int
    supported: bool
    closed: bool
    project_slug: str
    threshold: int = 0
    picture: str | None = None


@dataclass(frozen=True, slots=True)
class Sight:
    """What is asked of a list of ideas: all of it stands in the address."""

    words: str = ""
    topic: str = ""
    status: str = ""
    neighbourhood: int | None = None
    order: Order = Order.NEWEST
    after: tuple[Any, int] | None = None   # the order's value and the id of the last card seen


@dataclass(frozen=True, slots=True)
class Page:
    """A page of cards, the place where the next begins, and how many match in all (at most 1,000 are counted)."""

    cards: tuple[IdeaCard, ...]
    next: tuple[Any, int] | None
    total: int
    more_than_total: bool = False


# ── Reading ───────────────────────────────────────────────────────────────────────────────────────

COUNTED = 1000
_ORDERED_BY = {Order.NEWEST: Idea.submitted_at, Order.SUPPORTED: Idea.supports, Order.DISCUSSED: Idea.comments,
               Order.RANDOM: Idea.lot}


def ideas_in(session: Session, phase: Phase, sight: Sight, me: Me | None, now: datetime) -> Page:
    """One page of a phase's public ideas. Pages follow each other by key, so a deep one costs what the first does."""
    key, backwards = col(_ORDERED_BY[sight.order]), sight.order != Order.RANDOM
    conditions = _wanted(session, phase, sight)
    filtered = len(conditions) > 2
    query = _card_rows(me).where(*conditions)
    if sight.after is not None:
        # As a pair PostgreSQL enters the index at this very card; SQLite at the first with its value, and skips from there.
        place, last = tuple_(key, col(Idea.id)), tuple_(*(literal(value, column.type) for value, column in zip(
            sight.after, (key, col(Idea.id)), strict=True)))
        query = query.where(place < last if backwards else place > last)
    query = query.order_by(*((key.desc(), col(Idea.id).desc()) if backwards else (key, col(Idea.id)))).limit(PAGE + 1)
    rows = list(session.exec(query))
    following = None
    if len(rows) > PAGE:
        last_idea = rows[PAGE - 1][0]
        following = (getattr(last_idea, key.key), last_idea.id)
    if filtered:
        total = session.exec(select(func.count()).select_from(
            select(Idea.id).where(*conditions).limit(COUNTED + 1).subquery())).one()
    else:
        total = phase.ideas
    return Page(tuple(_card(row, now) for row in rows[:PAGE]), following, min(total, COUNTED) if filtered else total,
                filtered and total > COUNTED)


def _wanted(session: Session, phase: Phase, sight: Sight) -> list[Any]:
    """The conditions on an idea to be in sight; two of them always stand, the rest are filters."""
    conditions = [col(Idea.phase_id) == phase.id, col(Idea.visibility) == Visibility.PUBLIC]
    if sight.status:
        conditions.append(col(Idea.status) == sight.status)
    if sight.topic:
        conditions.append(col(Idea.topic_id) == select(Topic.id).where(Topic.project_id == phase.project_id,
                                                                       Topic.slug == sight.topic).scalar_subquery())
    if sight.neighbourhood:
        conditions.append(col(Idea.neighbourhood_id) == sight.neighbourhood)
    if sight.words.strip():
        conditions.append(col(Idea.id).in_(search.matching_ids(session, "idea", sight.words, phase_id=phase.id)))
    return conditions


@dataclass(frozen=True, slots=True)
class IdeaPoint:
    """An idea on a map: where it is about, or its neighbourhood's own point. `supported` by the person who looks."""

    id: int
    title: Told
    latitude: float
    longitude: float
    supported: bool


def points_in(session: Session, phase: Phase, sight: Sight, me: Me | None, limit: int = 200) -> tuple[IdeaPoint, ...]:
    """The newest public ideas in sight that have a place, whatever page of the list one reads."""
    from models.supports import Support
    north, east = (func.coalesce(Idea.latitude, Neighbourhood.latitude), func.coalesce(Idea.longitude, Neighbourhood.longitude))
    mine = (select(Support.id).where(Support.idea_id == Idea.id, Support.person_id == me.id).exists() if me
            else case((col(Idea.id).is_(None), True), else_=False))
    rows = session.exec(
        select(Idea.id, Idea.title, Idea.language, north, east, mine)
        .outerjoin(Neighbourhood, col(Neighbourhood.id) == col(Idea.neighbourhood_id))
        .where(*_wanted(session, phase, sight), north.is_not(None), east.is_not(None))
        .order_by(col(Idea.submitted_at).desc(), col(Idea.id).desc()).limit(limit))
    return tuple(IdeaPoint(id, Told(title, language), latitude, longitude, bool(supported))
                 for id, title, language, latitude, longitude, supported in rows)


def most_supported(session: Session, phase_id: int, me: Me | None, now: datetime, limit: int = 3) -> tuple[IdeaCard, ...]:
    """The public ideas of a phase with the most supports: first those that can still be supported. Two queries."""
    waiting = col(Idea.status).in_([Status.SUBMITTED, Status.UNDER_STUDY])
    rows: list[Any] = []
    for which in (waiting, ~waiting):
        rows += session.exec(_card_rows(me).where(Idea.phase_id == phase_id, Idea.visibility == Visibility.PUBLIC, which)
                             .order_by(col(Idea.supports).desc(), col(Idea.id).desc()).limit(limit))
    return tuple(_card(row, now) for row in rows[:limit])


def _card_rows(me: Me | None) -> Any:
    """The select behind every card: the parts of an idea, and of all that stands around it, that a card shows, in one query."""
    return _for(me, _cards())


@cache   # asked for every list: built once
def _cards() -> Any:
    shown: dict[Any, tuple[Any, ...]] = {
        Idea: (Idea.id, Idea.title, Idea.body, Idea.language, Idea.pseudonymous, Idea.author_name, Idea.submitted_at, Idea.status,
               Idea.place, Idea.latitude, Idea.longitude, Idea.supports, Idea.comments, Idea.lot),
        Person: (Person.id, Person.name, Person.left_at, Person.shows_contributions),
        Topic: (Topic.name,), Neighbourhood: (Neighbourhood.name,),
        Phase: (Phase.method, Phase.opens_at, Phase.closes_at, Phase.settings),
        Project: (Project.id, Project.organisation_id, Project.slug, Project.archived_at), Organisation: (Organisation.name,)}
    return _with_surroundings(select(*(Bundle(of.__tablename__, *columns) for of, columns in shown.items())))   # type: ignore[call-overload]


@cache   # asked for every page of an idea
def _whole_idea() -> Any:
    return _with_surroundings(select(Idea, Person, Topic, Neighbourhood, Phase, Project, Organisation)   # type: ignore[call-overload]
                              ).where(Idea.id == bindparam("idea_id"))


def _with_surroundings(query: Any) -> Any:
    first_picture = (select(Picture.file_hash).where(Picture.idea_id == Idea.id).order_by(col(Picture.position))
                     .limit(1).scalar_subquery())
    return (query.add_columns(first_picture.label("picture"))
            .join(Phase, col(Phase.id) == col(Idea.phase_id)).join(Project, col(Project.id) == col(Idea.project_id))
            .join(Organisation, col(Organisation.id) == col(Project.organisation_id))
            .outerjoin(Person, col(Person.id) == col(Idea.author_id))
            .outerjoin(Topic, col(Topic.id) == col(Idea.topic_id))
            .outerjoin(Neighbourhood, col(Neighbourhood.id) == col(Idea.neighbourhood_id)))


def _for(me: Me | None, query: Any) -> Any:
    """The same query, and whether this person supports the idea."""
    if me is None:
        return query
    from models.supports import Support
    return query.add_columns(select(Support.id).where(Support.idea_id == Idea.id, Support.person_id == me.id).exists())


def _card(row: Any, now: datetime) -> IdeaCard:
    idea, person, topic, neighbourhood, phase, project, organisation, picture, *supported = row
    where = setting_of(project, phase, now)
    closed = where.archived or where.state != "open" or idea.status not in (Status.SUBMITTED, Status.UNDER_STUDY)
    return IdeaCard(
        idea.id, Told(idea.title, idea.language), Told(excerpt(idea.body), idea.language),
        author_of(idea, person if person and person.id else None, organisation),
        idea.submitted_at, idea.status, topic.name if topic else None, idea.place, neighbourhood.name if neighbourhood else None,
        idea.latitude, idea.longitude, idea.supports, idea.comments, any(supported), closed, project.slug,
        ideas_settings(phase).threshold, picture)


def author_of(idea: Any, person: Person | None, organisation: Organisation) -> Author:
    """How readers see the author of an idea."""
    if idea.pseudonymous:
        return Author(None, None, organisation.name)
    if person is not None and person.left_at is None:
        return Author(person.name, person.id if person.shows_contributions else None)
    return Author(getattr(idea, "author_name", None), None, organisation.name)


def excerpt(body: str, length: int = 160) -> str:
    """The beginning of a text on one line, cut between words."""
    line = " ".join(body.replace("*", "").replace("#", "").split())
    return line if len(line) <= length else line[:length].rsplit(" ", 1)[0].rstrip(" ,.;:!?…–-") + "…"


def cards_by_id(session: Session, ids: list[int], me: Me | None, now: datetime) -> tuple[IdeaCard, ...]:
    """Cards of these public ideas, in the order of the ids."""
    found = {row[0].id: _card(row, now) for row in session.exec(
        _card_rows(me).where(col(Idea.id).in_(ids), col(Idea.visibility) == Visibility.PUBLIC, col(Project.published_at) <= now))}
    return tuple(found[idea_id] for idea_id in ids if idea_id in found)


def ideas_by(session: Session, person_id: int, me: Me | None, now: datetime, limit: int = 50) -> tuple[IdeaCard, ...]:
    """A person's ideas, newest first: the public ones that carry their name, or all of them for the author."""
    query = _card_rows(me).where(Idea.author_id == person_id)
    if me is None or me.id != person_id:
        query = query.where(col(Idea.pseudonymous).is_(False), Idea.visibility == Visibility.PUBLIC,
                            col(Project.published_at) <= now)
    return tuple(_card(row, now) for row in session.exec(query.order_by(col(Idea.submitted_at).desc()).limit(limit)))


def supported_by(session: Session, me: Me, now: datetime, limit: int = 100) -> tuple[IdeaCard, ...]:
    """The public ideas a person supports, last supported first."""
    from models.supports import Support
    ids = session.exec(select(Support.idea_id).where(Support.person_id == me.id).order_by(col(Support.id).desc()).limit(limit))
    return cards_by_id(session, list(ids), me, now)


def answered_lately(session: Session, now: datetime, organisation_id: int | None = None, limit: int = 4, status: str = "",
                    after: tuple[datetime, int] | None = None) -> tuple[IdeaCard, ...]:
    """Public ideas with the newest official answers: what became of them, refusals too.

    `after` is the moment of the last answer seen and the id of its idea; what follows is returned.
    """
    from models.decisions import Decision
    latest = (select(Decision.idea_id, func.max(Decision.decided_at).label("at")).group_by(col(Decision.idea_id)).subquery())
    query = (_card_rows(None).join(latest, latest.c.idea_id == Idea.id)
             .where(Idea.visibility == Visibility.PUBLIC, col(Project.published_at) <= now)
             .order_by(latest.c.at.desc(), col(Idea.id).desc()).limit(limit))
    if organisation_id is not None:
        query = query.where(Organisation.id == organisation_id)
    if status:
        query = query.where(Idea.status == status)
    if after is not None:
        at, last = after
        query = query.where(or_(latest.c.at < at, (latest.c.at == at) & (col(Idea.id) < last)))
    return tuple(_card(row, now) for row in session.exec(query))


def listed(session: Session, now: datetime, first_id: int, last_id: int) -> list[tuple[int, datetime]]:
    """The public ideas with an id from `first_id` to `last_id`, and when they changed: for the map of the site."""
    return list(session.exec(select(Idea.id, Idea.changed_at).join(Project, col(Project.id) == col(Idea.project_id))
                             .where(Idea.visibility == Visibility.PUBLIC, col(Project.published_at) <= now,
                                    col(Idea.id).between(first_id, last_id)).order_by(col(Idea.id))))


def newest_id(session: Session) -> int:
    """The highest id an idea has; 0 without ideas."""
    return session.exec(select(func.max(Idea.id))).one() or 0


def numbers(session: Session, organisation_id: int | None = None) -> dict[str, int]:
    """How many public ideas there are, how many are answered and how many delivered."""
    query = (select(func.count(), func.sum(case((col(Idea.status).notin_([Status.SUBMITTED, Status.UNDER_STUDY]), 1), else_=0)),
                    func.sum(case((col(Idea.status) == Status.DELIVERED, 1), else_=0)))
             .select_from(Idea).join(Project, col(Project.id) == col(Idea.project_id))
             .where(Idea.visibility == Visibility.PUBLIC, col(Project.published_at).is_not(None)))
    if organisation_id is not None:
        query = query.where(Project.organisation_id == organisation_id)
    ideas, answered, delivered = session.exec(query).one()
    return {"ideas": ideas, "answered": answered or 0, "delivered": delivered or 0}


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture of an idea with the measures of its large size, so that the page can keep its place."""

    hash: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Step:
    """A step in the history of an idea: `kind` is a status, or `edited`."""

    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class IdeaPage:
    """Everything the page of one idea shows, but its comments and answers. `why_not_*` say why an act is closed."""

    card: IdeaCard
    body: Told
    phase_id: int
    project_id: int
    project_title: Translated
    organisation_id: int
    organisation_slug: str
    organisation_name: Translated
    answer_days: int
    pictures: tuple[PictureView, ...]
    history: tuple[Step, ...]
    versions: int
    visibility: str
    mine: bool
    follows: bool
    editable_until: datetime | None
    why_not_support: Refusal | None
    why_not_comment: Refusal | None
    topic_slug: str | None
    answer_due_at: datetime


def idea_page(session: Session, idea_id: int, me: Me | None, now: datetime) -> IdeaPage:
    """An idea for this reader. Raises `NotFound`, or `Gone` with the public reason when it is hidden or withdrawn.

    Its author and the team still see it, with a word about its state.
    """
    from models.follows import follows
    row = session.exec(_for(me, _whole_idea()), params={"idea_id": idea_id}).first()
    if row is None:
        raise NotFound("There is no such idea.")
    idea, _person, topic, _neighbourhood, phase, project, organisation, *_ = row
    team = me is not None and me.may_moderate(organisation.id, project.id)
    mine = me is not None and idea.author_id == me.id
    if (project.published_at is None or project.published_at > now) and not team:
        raise NotFound("There is no such idea.")
    if idea.visibility != Visibility.PUBLIC and not (mine or team):
        raise _gone(session, idea)
    pictures = session.exec(select(Picture, StoredFile).join(StoredFile, col(StoredFile.hash) == col(Picture.file_hash))
                            .where(Picture.idea_id == idea_id).order_by(col(Picture.position)))
    changes = session.exec(select(StatusChange).where(StatusChange.idea_id == idea_id).order_by(col(StatusChange.id)))
    history = [Step(Status.SUBMITTED, idea.submitted_at), *(Step(change.status, change.changed_at) for change in changes)]
    where = setting_of(project, phase, now)
    return IdeaPage(
        card=_card(row, now), body=Told(idea.body, idea.language), phase_id=phase.id, project_id=project.id,
        project_title=project.title, organisation_id=organisation.id, organisation_slug=organisation.slug,
        organisation_name=organisation.name, answer_days=organisation.answer_days,
        pictures=tuple(PictureView(picture.file_hash, picture.alt, stored.width, stored.height) for picture, stored in pictures),
        history=tuple(history),
        versions=idea.versions, visibility=idea.visibility, mine=mine,
        follows=me is not None and follows(session, me.id, f"idea:{idea_id}"),
        editable_until=grace_ends(idea, phase) if mine and why_not_edit(idea, phase, me, now) is None else None,
        why_not_support=why_not_support(idea, me, where), why_not_comment=why_not(Act.COMMENT, me, where),
        topic_slug=topic.slug if topic else None, answer_due_at=idea.submitted_at + timedelta(days=organisation.answer_days))


def shows_picture(session: Session, file_hash: str) -> bool:
    """Whether a picture may be seen: it leaves with the last idea that shows it. One of a draft belongs to no idea yet."""
    seen_in = session.exec(select(Idea.visibility).join(Picture, col(Picture.idea_id) == col(Idea.id))
                           .where(Picture.file_hash == file_hash)).all()
    return not seen_in or any(visibility in (Visibility.PUBLIC, Visibility.PENDING) for visibility in seen_in)


def why_not_support(idea: Idea, me: Me | None, where: Any) -> Refusal | None:
    """The reason this person cannot support this idea now, or None if they can."""
    if idea.status not in (Status.SUBMITTED, Status.UNDER_STUDY):
        return NotAllowed("This idea has its answer. Support is closed.")
    return why_not(Act.SUPPORT, me, where)


def _gone(session: Session, idea: Idea) -> Refusal:
    from models.notices import public_reason
    if idea.visibility == Visibility.PENDING:
        return NotFound("There is no such idea.")
    if idea.visibility == Visibility.WITHDRAWN:
        return Gone("The person who proposed this idea has withdrawn it.")
    return Gone("A moderator has hidden this idea.", reason=public_reason(session, f"idea:{idea.id}"))


def public_idea(session: Session, idea_id: int, now: datetime, for_update: bool = False) -> tuple[Idea, Phase, Project]:
    """The idea for an act on it: it must be public. Raises `NotFound` or `Gone`."""
    row = session.execute(_acted_on(for_update), {"acted_on": idea_id}).first()
    if row is None or row[2].published_at is None or row[2].published_at > now:
        raise NotFound("There is no such idea.")
    if row[0].visibility != Visibility.PUBLIC:
        raise _gone(session, row[0])
    return row


@cache   # asked by every act on an idea: built once
def _acted_on(for_update: bool) -> Any:
    query = (select(Idea, Phase, Project).join(Phase, col(Phase.id) == col(Idea.phase_id))
             .join(Project, col(Project.id) == col(Idea.project_id)).where(Idea.id == bindparam("acted_on")))
    return query.with_for_update(of=Idea) if for_update else query


# ── Submitting ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a person typed about their idea, checked by `checked`."""

    title: str
    body: str
    language: str
    topic: str = ""
    place: str = ""
    no_place: bool = False
    neighbourhood: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    pseudonymous: bool = False
    charter: bool = False
    pictures: tuple[tuple[str, str], ...] = ()   # (file hash, alternative text)


def checked(session: Session, phase: Phase, proposed: Proposed) -> Proposed:
    """The same, tidied. Raises `Invalid` with a sentence for each field that needs another look."""
    wrong: dict[str, Refusal] = {}
    title, body = " ".join(proposed.title.split()), proposed.body.replace("\r\n", "\n").strip()
    settings = ideas_settings(phase)
    if not settings.places:
        proposed = replace(proposed, no_place=True)
    if not title:
        wrong["title"] = Refusal("Give your idea a title.")
    elif len(title) > TITLE_LENGTH:
        wrong["title"] = Refusal("Keep the title under {count} characters.", count=TITLE_LENGTH)
    if len(body) < 10:
        wrong["body"] = Refusal("Describe your idea in a sentence or two.")
    elif len(body) > BODY_LENGTH:
        wrong["body"] = Refusal("Keep the description under {count} characters.", count=BODY_LENGTH)
    if proposed.language not in LANGUAGES:
        wrong["language"] = Refusal("Say in which language your text is.")
    if proposed.topic and session.exec(select(Topic.id).where(Topic.project_id == phase.project_id,
                                                              Topic.slug == proposed.topic)).first() is None:
        wrong["topic"] = Refusal("Choose a topic from the list.")
    if settings.places:
        has_place = bool(proposed.place.strip() or proposed.neighbourhood or proposed.latitude is not None)
        if not has_place and not proposed.no_place:
            wrong["place"] = Refusal("Give a place, or tick “No particular place”.")
        if len(proposed.place) > 200:
            wrong["place"] = Refusal("Keep the place under {count} characters.", count=200)
        if proposed.neighbourhood and session.exec(
                select(Neighbourhood.id).join(Project, col(Project.organisation_id) == col(Neighbourhood.organisation_id))
                .where(Neighbourhood.id == proposed.neighbourhood, Project.id == phase.project_id)).first() is None:
            wrong["neighbourhood"] = Refusal("Choose a neighbourhood from the list.")
        if (proposed.latitude is None) != (proposed.longitude is None) or (
                proposed.latitude is not None and not in_brussels(proposed.latitude, proposed.longitude)):
            wrong["place"] = Refusal("Choose a point in or near the Brussels Region.")
    if proposed.pseudonymous and not settings.anonymity:
        wrong["pseudonymous"] = Refusal("In this project, ideas are published under a name.")
    if not proposed.charter:
        wrong["charter"] = Refusal("Accept the charter to publish your idea.")
    if len(proposed.pictures) > PICTURES:
        wrong["pictures"] = Refusal("Keep at most {count} pictures.", count=PICTURES)
    if any(not alt.strip() for _hash, alt in proposed.pictures):
        wrong["pictures"] = Refusal("Describe each picture in a few words, for people who cannot see it.")
    if any(session.get(StoredFile, file_hash) is None for file_hash, _alt in proposed.pictures[:PICTURES]):
        wrong["pictures"] = Refusal("A picture was lost on its way. Send it again.")
    if wrong:
        raise Invalid(wrong)
    if proposed.no_place:
        proposed = replace(proposed, place="", neighbourhood=None, latitude=None, longitude=None)
    return replace(proposed, title=title, body=body, place=" ".join(proposed.place.split()))


def in_brussels(latitude: float, longitude: float | None) -> bool:
    south, north, west, east = BRUSSELS_REGION
    return south <= latitude <= north and longitude is not None and west <= longitude <= east


def submit_idea(session: Session, me: Me | None, phase: Phase, proposed: Proposed, now: datetime) -> Idea:
    """Put an idea forward: public at once, or after a moderator has read it where the phase asks for that.

    Raises `NotAllowed`, `TooMany`, or `Invalid`.
    """
    from models.follows import start_following
    project = session.get_one(Project, phase.project_id)
    require(Act.SUBMIT, me, setting_of(project, phase, now))
    assert me is not None
    proposed = checked(session, phase, proposed)
    limits.allow(session, "ideas", f"person:{me.id}", now)
    topic = session.exec(select(Topic).where(Topic.project_id == phase.project_id, Topic.slug == proposed.topic)).first()
    idea = Idea(
        phase_id=phase.id, project_id=phase.project_id, author_id=me.id, pseudonymous=proposed.pseudonymous,
        language=proposed.language, title=proposed.title, body=proposed.body, topic_id=topic.id if topic else None,
        neighbourhood_id=proposed.neighbourhood, place=proposed.place, latitude=proposed.latitude, longitude=proposed.longitude,
        visibility=Visibility.PENDING if ideas_settings(phase).pre_moderation else Visibility.PUBLIC,
        submitted_at=now, changed_at=now)
    session.add(idea)
    session.flush()
    for position, (file_hash, alt) in enumerate(proposed.pictures):
        session.add(Picture(idea_id=idea.id, file_hash=file_hash, alt=alt.strip()[:300], position=position))
    index(session, idea, project)
    start_following(session, me.id, f"idea:{idea.id}", now)
    if idea.visibility == Visibility.PUBLIC:
        add_to_phase(session, idea.phase_id, 1)
    # The journal comes last in every act: whoever holds it waits for no row that another act holds.
    journal.record(session, "idea_submitted", f"idea:{idea.id}", now, person_id=me.id,
                   facts={"language": idea.language, "project": idea.project_id}, content=f"{idea.title}\n{idea.body}")
    return idea


def add_to_phase(session: Session, phase_id: int, change: int) -> None:
    """Move the phase's counter of public ideas, and tell those who look."""
    touch(session, f"phase:{phase_id}", ideas=move_counter(session, col(Phase.ideas), phase_id, change))


def move_counter(session: Session, counter: Any, row_id: int, change: int) -> int:
    """Add to a counter, and return what it says now. The database adds, so that two acts at once are both counted."""
    table = counter.class_
    session.flush()
    count = session.connection().execute(_moved(table, counter.key), {"moved_row": row_id, "change": change}).scalar_one()
    if (row := session.identity_map.get(identity_key(table, row_id))) is not None:
        set_committed_value(row, counter.key, count)   # who goes on with this row in this act sees it too
    return count


@cache
def _moved(table: Any, counter: str) -> Any:
    column = table.__table__.c[counter]
    return (update(table.__table__).where(table.__table__.c.id == bindparam("moved_row"))
            .values({counter: column + bindparam("change")}).returning(column))


def index(session: Session, idea: Idea, project: Project) -> None:
    """Keep the search in step with the idea."""
    search.index(session, "idea", idea.id, idea.language, idea.title, idea.body, organisation_id=project.organisation_id,
                 project_id=idea.project_id, phase_id=idea.phase_id, public=idea.visibility == Visibility.PUBLIC)


def set_visibility(session: Session, idea: Idea, visibility: Visibility, now: datetime) -> None:
    """Show or hide an idea everywhere at once: lists, search, counters and feeds all read this."""
    before, idea.visibility, idea.changed_at = idea.visibility, visibility, now
    session.add(idea)
    session.flush()
    if (before == Visibility.PUBLIC) != (visibility == Visibility.PUBLIC):
        add_to_phase(session, idea.phase_id, 1 if visibility == Visibility.PUBLIC else -1)
    index(session, idea, session.get_one(Project, idea.project_id))


# ── Editing ───────────────────────────────────────────────────────────────────────────────────────


def grace_ends(idea: Idea, phase: Phase) -> datetime:
    return idea.submitted_at + timedelta(minutes=ideas_settings(phase).grace_minutes)


def why_not_edit(idea: Idea, phase: Phase, me: Me | None, now: datetime) -> Refusal | None:
    """The reason this person cannot change the text of this idea now, or None if they can."""
    if me is None or idea.author_id != me.id:
        return NotAllowed("Only the person who proposed this idea can change it.")
    if idea.visibility in (Visibility.HIDDEN, Visibility.WITHDRAWN):
        return NotAllowed("This idea is no longer public, so it cannot be changed.")
    if idea.status != Status.SUBMITTED:
        return NotAllowed("The team has started to study this idea, so its text stays as it is.")
    if now >= grace_ends(idea, phase):
        return NotAllowed("The time to correct this idea ended on {moment}.", moment=grace_ends(idea, phase))
    return None


def edit_idea(session: Session, me: Me | None, idea_id: int, title: str, body: str, language: str, now: datetime) -> Idea:
    """Change the words of one's own idea within the window of grace; the text before stays as a visible version."""
    idea = session.get(Idea, idea_id, with_for_update=True)
    if idea is None:
        raise NotFound("There is no such idea.")
    phase = session.get_one(Phase, idea.phase_id)
    if refusal := why_not_edit(idea, phase, me, now):
        raise refusal
    assert me is not None
    tidy = checked(session, phase, Proposed(title, body, language, no_place=True, charter=True))
    if (tidy.title, tidy.body, tidy.language) == (idea.title, idea.body, idea.language):
        return idea
    limits.allow(session, "edits", f"person:{me.id}", now)
    if (tidy.title, tidy.body) != (idea.title, idea.body):
        session.add(IdeaVersion(idea_id=idea.id, number=idea.versions, title=idea.title, body=idea.body,
                                written_at=idea.changed_at))
        idea.versions += 1
    idea.title, idea.body, idea.language, idea.changed_at = tidy.title, tidy.body, tidy.language, now
    unread = ideas_settings(phase).pre_moderation   # new words wait for a moderator as the first ones did
    set_visibility(session, idea, Visibility.PENDING if unread else Visibility(idea.visibility), now)
    journal.record(session, "idea_edited", f"idea:{idea.id}", now, person_id=me.id,
                   facts={"version": idea.versions}, content=f"{idea.title}\n{idea.body}")
    return idea


def versions_of(session: Session, idea_id: int) -> list[IdeaVersion]:
    """The texts before the present one, oldest first."""
    return list(session.exec(select(IdeaVersion).where(IdeaVersion.idea_id == idea_id).order_by(col(IdeaVersion.number))))


def withdraw_idea(session: Session, me: Me | None, idea_id: int, now: datetime) -> None:
    """Take one's own idea back. It leaves every list; its page says that it was withdrawn."""
    idea = session.get(Idea, idea_id, with_for_update=True)
    if idea is None or me is None or idea.author_id != me.id:
        raise NotAllowed("Only the person who proposed this idea can change it.")
    if idea.visibility == Visibility.HIDDEN:
        raise NotAllowed("This idea is no longer public, so it cannot be changed.")
    if idea.visibility != Visibility.WITHDRAWN:
        set_visibility(session, idea, Visibility.WITHDRAWN, now)
        journal.record(session, "idea_withdrawn", f"idea:{idea.id}", now, person_id=me.id)


def restore_withdrawn(session: Session, me: Me | None, idea_id: int, now: datetime) -> None:
    """Undo a withdrawal."""
    idea = session.get(Idea, idea_id, with_for_update=True)
    if idea is None or me is None or idea.author_id != me.id or idea.visibility != Visibility.WITHDRAWN:
        raise NotAllowed("Only the person who proposed this idea can change it.")
    phase = session.get_one(Phase, idea.phase_id)
    set_visibility(session, idea, Visibility.PENDING if ideas_settings(phase).pre_moderation else Visibility.PUBLIC, now)
    journal.record(session, "idea_resubmitted", f"idea:{idea.id}", now, person_id=me.id)


# ── The team's work ───────────────────────────────────────────────────────────────────────────────


def set_status(session: Session, me: Me | None, idea: Idea, status: Status, now: datetime) -> None:
    """Move an idea along its way; the step stands in its public history."""
    project = session.get_one(Project, idea.project_id)
    require(Act.ANSWER, me, setting_of(project, None, now))
    if idea.status == status:
        return
    idea.status, idea.changed_at = status, now
    session.add(idea)
    session.add(StatusChange(idea_id=idea.id, status=status, changed_by=me.id if me else None, changed_at=now))
    journal.record(session, "idea_status", f"idea:{idea.id}", now, person_id=me.id if me else None, facts={"status": status})


@dataclass(frozen=True, slots=True)
class DeskRow:
    """An idea in the team's table."""

    id: int
    title: str
    language: str
    author: str
    topic: Translated | None
    status: str
    visibility: str
    supports: int
    comments: int
    submitted_at: datetime
    assignee: str | None
    notes: int


def desk_rows(session: Session, project_id: int, words: str = "", status: str = "", topic: str = "", assignee: int | None = None,
              visibility: str = "", after: int | None = None, limit: int = 50) -> list[DeskRow]:
    """The ideas of a project as the team sees them, newest first: every visibility, real authors. One query."""
    writer, responsible = func.coalesce(Person.name, Idea.author_name, ""), select(Person.name).where(
        Person.id == Idea.assignee_id).correlate(Idea).scalar_subquery()
    note_count = select(func.count(InternalNote.id)).where(InternalNote.idea_id == Idea.id).correlate(Idea).scalar_subquery()
    query = (select(Idea, writer, Topic, responsible, note_count).outerjoin(Person, col(Person.id) == col(Idea.author_id))
             .outerjoin(Topic, col(Topic.id) == col(Idea.topic_id)).where(Idea.project_id == project_id))
    if words.strip():
        query = query.where(col(Idea.id).in_(search.matching_ids(session, "idea", words, project_id=project_id, public=None)))
    if status:
        query = query.where(Idea.status == status)
    if visibility:
        query = query.where(Idea.visibility == visibility)
    if topic:
        query = query.where(Topic.slug == topic)
    if assignee:
        query = query.where(Idea.assignee_id == assignee)
    if after:
        query = query.where(col(Idea.id) < after)
    return [DeskRow(idea.id, idea.title, idea.language, name, of.name if of else None, idea.status, idea.visibility,
                    idea.supports, idea.comments, idea.submitted_at, responsible_name, notes)
            for idea, name, of, responsible_name, notes in session.exec(query.order_by(col(Idea.id).desc()).limit(limit))]


def change_many(session: Session, me: Me | None, project_id: int, idea_ids: list[int], now: datetime,
                status: str | None = None, topic: str | None = None, assignee_id: int | None = None) -> int:
    """Give several ideas of one project a status, a topic or somebody who looks after them. Returns how many changed."""
    project = session.get(Project, project_id)
    if project is None:
        raise NotFound("There is no such project.")
    require(Act.ANSWER, me, setting_of(project, None, now))
    if status is not None and status not in set(Status):
        raise Invalid({"status": Refusal("Choose a status from the list.")})
    topic_row = session.exec(select(Topic).where(Topic.project_id == project_id, Topic.slug == topic)).first() if topic else None
    if topic and topic_row is None:
        raise Invalid({"topic": Refusal("Choose a topic from the list.")})
    if assignee_id and session.exec(select(Role.id).where(Role.person_id == assignee_id, or_(
            col(Role.project_id).is_(None), Role.project_id == project_id),
            Role.organisation_id == project.organisation_id)).first() is None \
            and not session.exec(select(Person.is_administrator).where(Person.id == assignee_id)).first():
        raise Invalid({"assignee": Refusal("Choose somebody of the team.")})
    rows = session.exec(select(Idea).where(Idea.project_id == project_id, col(Idea.id).in_(idea_ids))
                        .order_by(col(Idea.id)).with_for_update()).all()   # all rows first, then the journal
    for idea in rows:
        if status is not None:
            set_status(session, me, idea, Status(status), now)
        if topic_row is not None:
            idea.topic_id = topic_row.id
        if assignee_id is not None:
            idea.assignee_id = assignee_id or None
        session.add(idea)
        if topic_row is not None or assignee_id is not None:
            journal.record(session, "idea_sorted", f"idea:{idea.id}", now, person_id=me.id if me else None,
                           facts={"topic": topic} if topic else {"assigned": 1})
    return len(rows)


def write_note(session: Session, me: Me | None, idea_id: int, body: str, now: datetime) -> None:
    """Leave a note for the team."""
    idea = session.get(Idea, idea_id)
    if idea is None:
        raise NotFound("There is no such idea.")
    require(Act.MODERATE, me, setting_of(session.get_one(Project, idea.project_id), None, now))
    assert me is not None
    if not body.strip() or len(body) > BODY_LENGTH:
        raise Invalid({"note": Refusal("Write a note of at most {count} characters.", count=BODY_LENGTH)})
    session.add(InternalNote(idea_id=idea_id, author_id=me.id, body=body.strip(), written_at=now))
    journal.record(session, "note_written", f"idea:{idea_id}", now, person_id=me.id)


def notes_of(session: Session, idea_id: int) -> list[tuple[InternalNote, str]]:
    """The team's notes with their authors' names, oldest first."""
    return [(note, name or "") for note, name in session.exec(
        select(InternalNote, Person.name).join(Person, col(Person.id) == col(InternalNote.author_id))
        .where(InternalNote.idea_id == idea_id).order_by(col(InternalNote.id)))]


def desk_idea(session: Session, me: Me | None, idea_id: int, now: datetime) -> tuple[Idea, Project, Organisation, str]:
    """An idea for the team that works on it, with the real name of its author. Raises `NotFound` or `NotAllowed`."""
    row = session.exec(select(Idea, Project, Organisation, Person).join(Project, col(Project.id) == col(Idea.project_id))
                       .join(Organisation, col(Organisation.id) == col(Project.organisation_id))
                       .outerjoin(Person, col(Person.id) == col(Idea.author_id)).where(Idea.id == idea_id)).first()
    if row is None:
        raise NotFound("There is no such idea.")
    idea, project, organisation, person = row
    require(Act.MODERATE, me, setting_of(project, None, now))
    return idea, project, organisation, (person.name if person else idea.author_name) or ""


def waiting_for_answer(session: Session, project_ids: list[int], limit: int = 20) -> tuple[list[tuple[Idea, Project, int]], int]:
    """The public ideas that nobody answered yet, longest wait first, each with the promised days; and how many in all."""
    waiting = (col(Idea.project_id).in_(project_ids), Idea.visibility == Visibility.PUBLIC,
               col(Idea.status).in_([Status.SUBMITTED, Status.UNDER_STUDY]))
    rows = session.exec(select(Idea, Project, Organisation.answer_days).join(Project, col(Project.id) == col(Idea.project_id))
                        .join(Organisation, col(Organisation.id) == col(Project.organisation_id)).where(*waiting)
                        .order_by(col(Idea.submitted_at), col(Idea.id)).limit(limit)).all()
    return list(rows), session.exec(select(func.count(Idea.id)).where(*waiting)).one()


# ── Jobs ──────────────────────────────────────────────────────────────────────────────────────────


class LotDay(SQLModel, table=True):
    """The last day for which the fair random order was drawn."""

    __tablename__ = "lot_day"
    id: int = Field(default=1, primary_key=True)
    day: date


def draw_lots_of_the_day(session: Session, now: datetime) -> None:
    """A job: at the first look after midnight in Brussels, a new fair random order is drawn, which holds all day."""
    today = now.astimezone(BRUSSELS).date()
    drawn = session.get(LotDay, 1)
    if drawn is not None and drawn.day >= today:
        return
    session.merge(LotDay(id=1, day=today))
    fresh = func.floor(func.random() * LOT_RANGE) if is_postgresql() else func.abs(func.random() % LOT_RANGE)
    session.exec(update(Idea).where(Idea.visibility == Visibility.PUBLIC).values(lot=fresh)
                 .execution_options(synchronize_session=False))


def prove_counters(session: Session, now: datetime) -> None:
    """A job: count again what the counters say; a difference is mended and goes into the log."""
    wrong = {name: count for name, count in recount(session).items() if count}
    if wrong:
        logging.getLogger(__name__).error("Counters were wrong and are mended: %s", wrong)


def recount(session: Session) -> dict[str, int]:
    """Count again what the counters should say, mend them, and return how many of each kind were wrong (0 is the proof)."""
    from models.comments import Comment, Reaction
    from models.supports import Support
    supports = (select(func.count(Support.id)).where(Support.idea_id == Idea.id).scalar_subquery() + Idea.imported_supports)
    comments = select(func.count(Comment.id)).where(Comment.idea_id == Idea.id, Comment.visibility == "public").scalar_subquery()
    ideas = select(func.count(Idea.id)).where(Idea.phase_id == Phase.id, Idea.visibility == Visibility.PUBLIC).scalar_subquery()
    agrees = select(func.count(Reaction.id)).where(Reaction.comment_id == Comment.id).scalar_subquery()
    wrong = {}
    for name, table, column, true in (("supports", Idea, Idea.supports, supports), ("comments", Idea, Idea.comments, comments),
                                      ("agrees", Comment, Comment.agrees, agrees),
                                      ("ideas", Phase, Phase.ideas, ideas)):
        result = session.exec(update(table).where(col(column) != true).values({column.key: true})
                              .execution_options(synchronize_session=False))
        wrong[name] = result.rowcount
    return wrong


def fingerprint(*parts: str) -> str:
    """Recognises a row of an import when it comes again."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]
