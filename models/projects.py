"""What an organisation opens: a climate plan, a square to redesign. Its phases say when and how people take part."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, func, or_, select

from models.database import Moment
from models.organisations import Organisation
from models.people import Me
from models.refusals import NotFound
from models.translated import Translated, TranslatedColumn


class Project(SQLModel, table=True):
    """A project of an organisation. Readers find it once `published_at` has come; `archived_at` ends it for good."""

    __tablename__ = "project"
    id: int | None = Field(default=None, primary_key=True)
    organisation_id: int = Field(foreign_key="organisation.id", index=True)
    slug: str = Field(unique=True)
    title: Translated = Field(sa_type=TranslatedColumn)
    lead: Translated = Field(default=Translated(), sa_type=TranslatedColumn)
    story: Translated = Field(default=Translated(), sa_type=TranslatedColumn)
    weight: Translated = Field(default=Translated(), sa_type=TranslatedColumn)
    next: Translated = Field(default=Translated(), sa_type=TranslatedColumn)
    offline: Translated = Field(default=Translated(), sa_type=TranslatedColumn)
    mood: str = "leaf"
    published_at: datetime | None = Field(default=None, sa_type=Moment, index=True)
    archived_at: datetime | None = Field(default=None, sa_type=Moment)
    created_at: datetime = Field(sa_type=Moment)


class Phase(SQLModel, table=True):
    """A dated part of a project with one method. What the method needs to know is in its own `settings`.

    `ideas` counts the public ideas; it is written with them and proved by `recount`.
    """

    __tablename__ = "phase"
    __table_args__ = (CheckConstraint("closes_at IS NULL OR opens_at < closes_at", name="dates"),)
    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    position: int = 0
    method: str
    title: Translated = Field(sa_type=TranslatedColumn)
    description: Translated = Field(default=Translated(), sa_type=TranslatedColumn)
    opens_at: datetime = Field(sa_type=Moment)
    closes_at: datetime | None = Field(default=None, sa_type=Moment)
    settings: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    ideas: int = 0


class Topic(SQLModel, table=True):
    """What an idea is about; each project has its own list."""

    __tablename__ = "topic"
    __table_args__ = (UniqueConstraint("project_id", "slug"),)
    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    slug: str
    name: Translated = Field(sa_type=TranslatedColumn)
    position: int = 0


class TeamMember(SQLModel, table=True):
    """A service that carries the project, and what it does in it. Needs no account."""

    __tablename__ = "team_member"
    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    name: Translated = Field(sa_type=TranslatedColumn)
    part: Translated = Field(default=Translated(), sa_type=TranslatedColumn)
    position: int = 0


class NewsPost(SQLModel, table=True):
    """A dated piece of news of a project."""

    __tablename__ = "news_post"
    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    title: Translated = Field(sa_type=TranslatedColumn)
    body: Translated = Field(default=Translated(), sa_type=TranslatedColumn)
    posted_at: datetime = Field(sa_type=Moment)


@dataclass(frozen=True, slots=True)
class PhaseView:
    """A phase as pages show it; `state` is past, open or coming at the moment of the look."""

    id: int
    project_id: int
    method: str
    title: Translated
    description: Translated
    opens_at: datetime
    closes_at: datetime | None
    state: str
    ideas: int
    settings: "IdeasSettings"


@dataclass(frozen=True, slots=True)
class IdeasSettings:
    """The choices of a phase that collects ideas. `support_limit` 0 means as many as one likes."""

    pre_moderation: bool = False
    comments: bool = True
    anonymity: bool = True
    places: bool = True
    grace_minutes: int = 60
    threshold: int = 0


@dataclass(frozen=True, slots=True)
class ProjectCard:
    """What a list shows of a project."""

    id: int
    slug: str
    title: Translated
    lead: Translated
    mood: str
    organisation_id: int
    organisation_slug: str
    organisation_name: Translated
    phases: tuple[PhaseView, ...]
    state: str

    @property
    def open_phases(self) -> tuple[PhaseView, ...]:
        return tuple(phase for phase in self.phases if phase.state == "open")

    @property
    def ideas(self) -> int:
        return sum(phase.ideas for phase in self.phases)


def state_of(phase: Phase, now: datetime) -> str:
    """past, open or coming. A phase is open from its first instant until just before its last."""
    if now < phase.opens_at:
        return "coming"
    return "past" if phase.closes_at is not None and now >= phase.closes_at else "open"


def phase_view(phase: Phase, now: datetime) -> PhaseView:
    return PhaseView(phase.id, phase.project_id, phase.method, phase.title, phase.description, phase.opens_at, phase.closes_at,
                     state_of(phase, now), phase.ideas, ideas_settings(phase))


def ideas_settings(phase: Phase) -> IdeasSettings:
    known = IdeasSettings.__slots__
    return IdeasSettings(**{name: value for name, value in phase.settings.items() if name in known})


def project_cards(session: Session, now: datetime, organisation_id: int | None = None, state: str | None = None,
                  topic: str | None = None, words: str | None = None) -> list[ProjectCard]:
    """Published projects: open ones by the date they close, then coming ones, then past ones. Two queries.

    Projects are tens, not thousands: words are looked for in titles and leads of all languages, accents folded.
    """
    rows = session.exec(select(Project, Organisation).join(Organisation, col(Organisation.id) == col(Project.organisation_id))
                        .where(col(Project.published_at) <= now)
                        .where(or_(organisation_id is None, Project.organisation_id == organisation_id))  # type: ignore[arg-type]
                        .order_by(col(Project.id).desc())).all()
    if topic:
        with_topic = set(session.exec(select(Topic.project_id).where(Topic.slug == topic)))
        rows = [row for row in rows if row[0].id in with_topic]
    phases: dict[int, list[PhaseView]] = {}
    for phase in session.exec(select(Phase).where(col(Phase.project_id).in_([project.id for project, _ in rows]))
                              .order_by(col(Phase.position), col(Phase.opens_at))):
        phases.setdefault(phase.project_id, []).append(phase_view(phase, now))
    cards = [project_card(project, organisation, tuple(phases.get(project.id, ())), now) for project, organisation in rows]
    if state:
        cards = [card for card in cards if card.state == state]
    if words:
        from models.search import fold
        wanted = fold(words).split()
        cards = [card for card in cards
                 if all(word in fold(" ".join((*_texts(card.title), *_texts(card.lead)))) for word in wanted)]
    far = datetime.max.replace(tzinfo=now.tzinfo)

    def urgency(card: ProjectCard) -> tuple[int, datetime]:
        closing = [phase.closes_at or far for phase in card.open_phases if phase.method != "information"]
        return ("open", "coming", "past").index(card.state), min(closing, default=far)

    return sorted(cards, key=urgency)


def _texts(words: Translated) -> tuple[str, str, str]:
    return words.fr, words.nl, words.en


def project_card(project: Project, organisation: Organisation, phases: tuple[PhaseView, ...], now: datetime) -> ProjectCard:
    states = {phase.state for phase in phases}
    if project.archived_at is not None and project.archived_at <= now:
        state = "past"
    elif "open" in states:
        state = "open"
    elif "coming" in states or not states:
        state = "coming"
    else:
        state = "past"
    return ProjectCard(project.id, project.slug, project.title, project.lead, project.mood, organisation.id, organisation.slug,
                       organisation.name, phases, state)


def project_by_slug(session: Session, slug: str, now: datetime, me: Me | None = None) -> tuple[Project, Organisation]:
    """The project at this address; a draft only for the staff of its organisation. Raises `NotFound`."""
    row = session.exec(select(Project, Organisation).join(Organisation, col(Organisation.id) == col(Project.organisation_id))
                       .where(Project.slug == slug)).first()
    if row is None:
        raise NotFound("There is no such project.")
    project, organisation = row
    if (project.published_at is None or project.published_at > now) and not (
            me and me.may_moderate(organisation.id, project.id)):
        raise NotFound("There is no such project.")
    return project, organisation


def phases_of(session: Session, project_id: int, now: datetime) -> tuple[PhaseView, ...]:
    """The phases of a project in order."""
    return tuple(phase_view(phase, now) for phase in session.exec(
        select(Phase).where(Phase.project_id == project_id).order_by(col(Phase.position), col(Phase.opens_at))))


def ideas_phase_of(session: Session, project_id: int, now: datetime) -> Phase:
    """The phase whose ideas a project shows: the open one, else the last past, else the next. Raises `NotFound`."""
    phases = session.exec(select(Phase).where(Phase.project_id == project_id, Phase.method == "ideas")
                          .order_by(col(Phase.opens_at))).all()
    by_state: dict[str, list[Phase]] = {}
    for phase in phases:
        by_state.setdefault(state_of(phase, now), []).append(phase)
    for state, which in (("open", -1), ("past", -1), ("coming", 0)):
        if state in by_state:
            return by_state[state][which]
    raise NotFound("This project collects no ideas.")


def ideas_phase(phases: tuple[PhaseView, ...]) -> PhaseView | None:
    """The same choice among phases already read; None where the project collects no ideas."""
    collecting = sorted((phase for phase in phases if phase.method == "ideas"), key=lambda phase: phase.opens_at)
    for state, which in (("open", -1), ("past", -1), ("coming", 0)):
        if among := [phase for phase in collecting if phase.state == state]:
            return among[which]
    return None


def all_topics(session: Session, now: datetime) -> dict[str, Translated]:
    """The topics of all published projects by their slug, the same word once, in the order of the alphabet of slugs."""
    query = (select(Topic.slug, Topic.name).join(Project, col(Project.id) == col(Topic.project_id))
             .where(col(Project.published_at) <= now).order_by(col(Topic.slug), col(Topic.id).desc()))
    return dict(session.exec(query).all())


def topics_of(session: Session, project_id: int) -> tuple[Topic, ...]:
    return tuple(session.exec(select(Topic).where(Topic.project_id == project_id).order_by(col(Topic.position), col(Topic.id))))


def team_of(session: Session, project_id: int) -> tuple[TeamMember, ...]:
    return tuple(session.exec(select(TeamMember).where(TeamMember.project_id == project_id).order_by(col(TeamMember.position))))


def news_of(session: Session, project_id: int, now: datetime, limit: int = 5) -> tuple[NewsPost, ...]:
    """The latest news of a project."""
    return tuple(session.exec(select(NewsPost).where(NewsPost.project_id == project_id, col(NewsPost.posted_at) <= now)
                              .order_by(col(NewsPost.posted_at).desc()).limit(limit)))


def open_projects_by_postal_code(session: Session, now: datetime) -> dict[int, int]:
    """How many published projects have an open phase, by postal code of their organisation."""
    counts: dict[int, int] = {}
    query = (select(Organisation, func.count(func.distinct(col(Project.id))))
             .join(Project, col(Project.organisation_id) == col(Organisation.id))
             .join(Phase, col(Phase.project_id) == col(Project.id))
             .where(col(Project.published_at) <= now, col(Project.archived_at).is_(None), col(Phase.opens_at) <= now,
                    or_(col(Phase.closes_at).is_(None), col(Phase.closes_at) > now))
             .group_by(col(Organisation.id)))
    for organisation, count in session.exec(query):
        for code in organisation.postal_codes:
            counts[code] = counts.get(code, 0) + count
    return counts


def projects_for(session: Session, me: Me) -> list[tuple[Project, Organisation]]:
    """The projects this person works on, drafts too, by organisation."""
    rows = session.exec(select(Project, Organisation).join(Organisation, col(Organisation.id) == col(Project.organisation_id))
                        .order_by(col(Organisation.id), col(Project.id).desc()))
    return [(project, organisation) for project, organisation in rows if me.may_moderate(organisation.id, project.id)]
