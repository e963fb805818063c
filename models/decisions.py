"""The organisation's public answer to an idea, with its reason; later, each step until it is delivered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field, Session, SQLModel, col, select

from models import journal, letters
from models.database import Moment
from models.eligibility import Act, require, setting_of
from models.follows import followers_of
from models.ideas import Idea, Status, Visibility, set_status
from models.people import Me, Person, address_of
from models.projects import Project
from models.refusals import Invalid, NotAllowed, NotFound, Refusal
from models.supports import supporters_of
from models.translated import Translated, TranslatedColumn


class Verdict(StrEnum):
    UNDER_STUDY = "under_study"
    ACCEPTED = "accepted"
    PARTLY_ACCEPTED = "partly_accepted"
    NOT_ACCEPTED = "not_accepted"


class Decision(SQLModel, table=True):
    """The answer to an idea. Never edited: a new answer follows the old one, which stays visible."""

    __tablename__ = "decision"
    id: int | None = Field(default=None, primary_key=True)
    idea_id: int = Field(foreign_key="idea.id", index=True)
    verdict: str
    summary: Translated = Field(sa_type=TranslatedColumn)
    reason: Translated = Field(sa_type=TranslatedColumn)
    service: Translated = Field(default=Translated(), sa_type=TranslatedColumn)
    cost_cents: int | None = None
    ready_on: date | None = None
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime = Field(sa_type=Moment)


class Milestone(SQLModel, table=True):
    """A later step of an idea that was accepted: what happens, and in which month. `reached_at` once it is done."""

    __tablename__ = "milestone"
    id: int | None = Field(default=None, primary_key=True)
    idea_id: int = Field(foreign_key="idea.id", index=True)
    title: Translated = Field(sa_type=TranslatedColumn)
    due_on: date | None = None
    reached_at: datetime | None = Field(default=None, sa_type=Moment)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the team wrote in the answer form."""

    verdict: str
    summary: Translated
    reason: Translated
    service: Translated = Translated()
    cost_cents: int | None = None
    ready_on: date | None = None
    milestone: Translated = Translated()
    milestone_on: date | None = None


def answer_idea(session: Session, me: Me | None, idea_id: int, answer: Answer, now: datetime) -> Decision:
    """Answer an idea in public and tell its author, its supporters and its followers, once each.

    The summary and the reason must exist in French, in Dutch and in the language of the idea.
    """
    idea = session.get(Idea, idea_id, with_for_update=True)
    if idea is None:
        raise NotFound("There is no such idea.")
    project = session.get_one(Project, idea.project_id)
    require(Act.ANSWER, me, setting_of(project, None, now))
    assert me is not None
    if idea.visibility != Visibility.PUBLIC:
        raise NotAllowed("This idea is not public, so it cannot be answered in public.")
    wrong: dict[str, Refusal] = {}
    if answer.verdict not in set(Verdict):
        wrong["verdict"] = Refusal("Choose an answer: yes, in part, no, or under study.")
    for language in dict.fromkeys(("fr", "nl", idea.language)):
        if not getattr(answer.summary, language).strip():
            wrong[f"summary_{language}"] = Refusal("Write the answer in one sentence in this language too.")
        if not getattr(answer.reason, language).strip():
            wrong[f"reason_{language}"] = Refusal("Give the reason in this language too.")
    if answer.cost_cents is not None and answer.cost_cents < 0:
        wrong["cost"] = Refusal("Give an amount in euros, or leave it empty.")
    if answer.milestone and not (answer.milestone.fr and answer.milestone.nl):
        wrong["milestone_fr"] = Refusal("Name the next step in French and in Dutch.")
    if wrong:
        raise Invalid(wrong)
    decision = Decision(idea_id=idea_id, verdict=answer.verdict, summary=answer.summary, reason=answer.reason,
                        service=answer.service, cost_cents=answer.cost_cents, ready_on=answer.ready_on, decided_by=me.id,
                        decided_at=now)
    session.add(decision)
    if answer.milestone:
        session.add(Milestone(idea_id=idea_id, title=answer.milestone, due_on=answer.milestone_on))
    session.flush()
    set_status(session, me, idea, Status(answer.verdict), now)
    journal.record(session, "idea_answered", f"idea:{idea_id}", now, person_id=me.id,
                   facts={"verdict": answer.verdict, "decision": decision.id},
                   content="\n".join((answer.reason.fr, answer.reason.nl, answer.reason.en)))
    tell_those_who_care(session, idea, decision, now)
    return decision


def tell_those_who_care(session: Session, idea: Idea, decision: Decision, now: datetime) -> int:
    """A letter about the answer to each person who proposed, supports or follows the idea. Returns how many."""
    supporters = set(supporters_of(session, idea.id))
    people = {idea.author_id, *supporters, *followers_of(session, f"idea:{idea.id}")} - {None}
    told = 0
    for person_id in sorted(people):   # type: ignore[type-var]
        person = session.get_one(Person, person_id)
        if person.left_at is not None or not person.wants_mail:
            continue
        if address := address_of(session, person.id):
            letters.write_letter(session, "answered", address, person.language,
                                 {"idea": idea.id, "title": idea.title, "title_language": idea.language,
                                  "decision": decision.id, "verdict": decision.verdict,
                                  "summary": decision.summary.told(person.language).text,
                                  "summary_language": decision.summary.told(person.language).language,
                                  "author": person.id == idea.author_id, "supporter": person.id in supporters},
                                 now, key=f"answered:{decision.id}:{person.id}", person_id=person.id)
            told += 1
    return told


def decisions_of(session: Session, idea_id: int) -> tuple[Decision, ...]:
    """The answers to an idea, newest first."""
    return tuple(session.exec(select(Decision).where(Decision.idea_id == idea_id).order_by(col(Decision.id).desc())))


def latest_answers(session: Session, idea_ids: Iterable[int]) -> dict[int, Decision]:
    """The newest answer to each of these ideas, in one query."""
    answers = session.exec(select(Decision).where(col(Decision.idea_id).in_(list(idea_ids)))
                           .order_by(col(Decision.decided_at), col(Decision.id)))
    return {answer.idea_id: answer for answer in answers}


def milestones_of(session: Session, idea_id: int) -> tuple[Milestone, ...]:
    """The steps to come and those reached, in order of date."""
    return tuple(session.exec(select(Milestone).where(Milestone.idea_id == idea_id)
                              .order_by(col(Milestone.due_on), col(Milestone.id))))
