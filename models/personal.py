"""What a person finds in their own space: their ideas in every state, what they follow, and everything we keep about them."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, SQLModel, col, select

from models.comments import Comment, Reaction
from models.drafts import Draft
from models.follows import Follow, follow, followed_by
from models.ideas import Idea, IdeaCard, IdeaVersion, Visibility, cards_by_id, grace_ends, ideas_by, public_idea, why_not_edit
from models.letters import Letter
from models.notices import Notice, public_reasons
from models.people import Identity, Me, Person, PersonSession, Role
from models.projects import Phase, Project
from models.refusals import NotFound
from models.supports import Support
from models.translated import Told, Translated


@dataclass(frozen=True, slots=True)
class OwnIdea:
    """An idea as its author finds it back: in whatever state, and what they can still do with it."""

    card: IdeaCard
    visibility: str
    pseudonymous: bool
    hidden_because: Told | None
    editable_until: datetime | None

    @property
    def public(self) -> bool:
        return self.visibility == Visibility.PUBLIC

    @property
    def withdrawable(self) -> bool:
        return self.visibility in (Visibility.PUBLIC, Visibility.PENDING)

    @property
    def restorable(self) -> bool:
        return self.visibility == Visibility.WITHDRAWN


def own_ideas(session: Session, me: Me, now: datetime) -> tuple[OwnIdea, ...]:
    """All ideas of a person, newest first. Three queries."""
    cards = ideas_by(session, me.id, me, now, limit=200)
    rows = {idea.id: (idea, phase) for idea, phase in session.exec(
        select(Idea, Phase).join(Phase, col(Phase.id) == col(Idea.phase_id)).where(Idea.author_id == me.id))}
    hidden = [f"idea:{idea.id}" for idea, _phase in rows.values() if idea.visibility == Visibility.HIDDEN]
    reasons = public_reasons(session, hidden) if hidden else {}
    mine = []
    for card in cards:
        idea, phase = rows[card.id]
        editable = why_not_edit(idea, phase, me, now) is None
        mine.append(OwnIdea(card, idea.visibility, idea.pseudonymous, reasons.get(f"idea:{idea.id}"),
                            grace_ends(idea, phase) if editable else None))
    return tuple(mine)


@dataclass(frozen=True, slots=True)
class Followed:
    """Something a person follows. Without a title it is no longer public."""

    object: str
    path: str | None = None
    title: Told | Translated | None = None
    status: str | None = None


def followed(session: Session, me: Me, now: datetime) -> tuple[Followed, ...]:
    """What a person follows, last followed first. Three queries."""
    objects = followed_by(session, me.id)
    ids: dict[str, list[int]] = {"idea": [], "project": []}
    for object in objects:
        kind, _colon, number = object.partition(":")
        ids.setdefault(kind, []).append(int(number))
    cards = {card.id: card for card in cards_by_id(session, ids["idea"], None, now)}
    projects = {project.id: project for project in session.exec(
        select(Project).where(col(Project.id).in_(ids["project"]), col(Project.published_at) <= now))}
    found = []
    for object in objects:
        kind, _colon, number = object.partition(":")
        if kind == "idea" and (card := cards.get(int(number))):
            found.append(Followed(object, f"/ideas/{card.id}", card.title, card.status))
        elif kind == "project" and (project := projects.get(int(number))):
            found.append(Followed(object, f"/projects/{project.slug}", project.title))
        else:
            found.append(Followed(object))
    return tuple(found)


def follow_again(session: Session, me: Me, object: str, now: datetime) -> None:
    """Follow what was followed before. Raises `NotFound` or `Gone` for what is not there to be followed."""
    kind, _colon, number = object.partition(":")
    if kind not in ("idea", "project") or not re.fullmatch(r"[1-9]\d{0,8}", number, re.ASCII):
        raise NotFound("There is nothing to follow here.")
    if kind == "idea":
        public_idea(session, int(number), now)
    else:
        project = session.get(Project, int(number))
        if project is None or project.published_at is None or project.published_at > now:
            raise NotFound("There is no such project.")
    follow(session, me, object, now)


def projects_of_phases(session: Session, phase_ids: list[int]) -> dict[int, Project]:
    """The project of each of these phases."""
    return dict(session.exec(select(Phase.id, Project).join(Project, col(Project.id) == col(Phase.project_id))
                             .where(col(Phase.id).in_(phase_ids))).all())


# ── Everything we keep ────────────────────────────────────────────────────────────────────────────

SECRETS = {"token_hash", "stop_token", "lot", "writer", "claimed_by", "claimed_until", "assignee_id"}


def kept_about(session: Session, me: Me) -> dict[str, list[dict[str, Any]]]:
    """Every row about a person, by kind, as plain values; without what would let somebody else act in their name.

    The journal knows them by a random mark only, and counters against abuse by a hash that fades within hours.
    """
    def rows(table: Any, whose: Any) -> list[dict[str, Any]]:
        return [plain(row) for row in session.exec(select(table).where(whose == me.id).order_by(table.id))]

    ideas = rows(Idea, Idea.author_id)
    versions = [plain(row) for row in session.exec(
        select(IdeaVersion).join(Idea, col(Idea.id) == col(IdeaVersion.idea_id)).where(Idea.author_id == me.id)
        .order_by(col(IdeaVersion.id)))]
    return {
        "person": rows(Person, Person.id),
        "ways_to_sign_in": rows(Identity, Identity.person_id),
        "sessions": rows(PersonSession, PersonSession.person_id),
        "roles": rows(Role, Role.person_id),
        "ideas": ideas,
        "earlier_versions": versions,
        "comments": rows(Comment, Comment.author_id),
        "supports": rows(Support, Support.person_id),
        "agreements": rows(Reaction, Reaction.person_id),
        "follows": rows(Follow, Follow.person_id),
        "drafts": rows(Draft, Draft.person_id),
        "reports": rows(Notice, Notice.notifier_id),
        "letters": [{name: value for name, value in row.items() if name != "data"}
                    if row["kind"] == "code" else row for row in rows(Letter, Letter.person_id)],
    }


def plain(row: SQLModel) -> dict[str, Any]:
    """A row as names and values that JSON can hold."""
    values = {name: getattr(row, name) for name in type(row).model_fields if name not in SECRETS}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}
