"""Someone says that a contribution is unlawful or breaks the charter; a moderator rules on it, with a reason.

Room is left for appeals: a ruling is a row of its own, never edited, and knows the notices it closes.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Index, and_, false, or_, true
from sqlalchemy import case as either
from sqlmodel import Field, Session, SQLModel, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from models import journal, letters, limits
from models.comments import Comment, set_comment_visibility
from models.database import Moment
from models.eligibility import Act, require, setting_of
from models.ideas import Idea, Visibility, excerpt, set_visibility
from models.organisations import Organisation
from models.people import Me, Person, address_of
from models.projects import Project
from models.refusals import Invalid, NotAllowed, NotFound, Refusal
from models.translated import Language, Told


class Ground(StrEnum):
    """Why something should not stand: articles of the charter, or the law."""

    HATE = "hate"
    PRIVATE_DATA = "private_data"
    ATTACK = "attack"
    ADVERTISING = "advertising"
    OFF_TOPIC = "off_topic"
    UNLAWFUL = "unlawful"
    OTHER = "other"


THING = re.compile(r"(idea|comment):[1-9][0-9]{0,14}")
URGENT = (Ground.HATE, Ground.PRIVATE_DATA, Ground.UNLAWFUL)


class Measure(StrEnum):
    KEEP = "keep"
    HIDE = "hide"
    RESTORE = "restore"


class Notice(SQLModel, table=True):
    """A report on a contribution such as `idea:42` or `comment:7`. Open until a ruling closes it."""

    __tablename__ = "notice"
    __table_args__ = (Index("ix_notice_open", "project_id", "ruling_id"),)
    id: int | None = Field(default=None, primary_key=True)
    object: str = Field(index=True)
    project_id: int = Field(foreign_key="project.id")
    ground: str
    words: str = ""
    notifier_id: int | None = Field(default=None, foreign_key="person.id")
    language: str
    given_at: datetime = Field(sa_type=Moment)
    ruling_id: int | None = Field(default=None, foreign_key="ruling.id")


class Ruling(SQLModel, table=True):
    """A moderator's decision on a contribution, with its ground and its reason in the moderator's words."""

    __tablename__ = "ruling"
    id: int | None = Field(default=None, primary_key=True)
    object: str = Field(index=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    measure: str
    ground: str = ""
    reason: str = ""
    language: str = "fr"
    ruled_by: int | None = Field(default=None, foreign_key="person.id")
    ruled_at: datetime = Field(sa_type=Moment)


@dataclass(frozen=True, slots=True)
class Case:
    """One contribution in the queue, with all its notices together; `pending` when it waits to be read before publication."""

    object: str
    kind: str
    project_id: int
    title: Told
    body: Told
    author: str
    idea_id: int
    visibility: str
    waiting_since: datetime
    grounds: tuple[str, ...]
    notices: tuple[tuple[str, str, datetime], ...]   # ground, words, moment
    pending: bool
    urgent: bool


def _thing(session: Session, object: str) -> tuple[Idea | Comment, Idea, Project]:
    """The contribution, its idea and its project. Raises `NotFound` for anything else."""
    kind, _, number = object.partition(":")
    row = None
    if THING.fullmatch(object):   # one way to write each: a ruling on `idea:7` must close what was said of it
        row = session.get({"idea": Idea, "comment": Comment}[kind], int(number))
    if row is None:
        raise NotFound("This contribution is no longer there.")
    idea = row if isinstance(row, Idea) else session.get_one(Idea, row.idea_id)
    return row, idea, session.get_one(Project, idea.project_id)


def report(session: Session, me: Me | None, network: str, object: str, ground: str, words: str, language: Language,
           now: datetime) -> Notice:
    """Tell the moderators about a contribution; no account needed. Limited by person, or else by network."""
    row, idea, project = _thing(session, object)
    if row.visibility != "public" or idea.visibility != "public":
        raise NotFound("This contribution is no longer there.")
    wrong: dict[str, Refusal] = {}
    if ground not in set(Ground):
        wrong["ground"] = Refusal("Choose what is wrong with it.")
    if len(words) > 2000:
        wrong["words"] = Refusal("Keep this text under {count} characters.", count=2000)
    elif ground in (Ground.UNLAWFUL, Ground.OTHER) and not words.strip():
        wrong["words"] = Refusal("Tell us in a few words what is wrong.")
    if wrong:
        raise Invalid(wrong)
    limits.allow(session, "reports", f"person:{me.id}" if me else f"network:{network}", now)
    if me is not None:
        again = session.exec(select(Notice).where(Notice.object == object, Notice.notifier_id == me.id,
                                                  col(Notice.ruling_id).is_(None))).first()
        if again is not None:
            raise Refusal("You already reported this. A moderator will look at it.")
    notice = Notice(object=object, project_id=project.id, ground=ground, words=words.strip(),
                    notifier_id=me.id if me else None, language=language, given_at=now)
    session.add(notice)
    session.flush()
    journal.record(session, "notice_given", object, now, person_id=me.id if me else None, facts={"ground": ground})
    return notice


def queue(session: Session, me: Me, now: datetime, limit: int = 200) -> list[Case]:
    """What waits for a moderator in this person's projects: gravest first, then the longest wait."""
    reported = session.exec(_reported(me).order_by(func.max(either((col(Notice.ground).in_(URGENT), 1), else_=0)).desc(),
                                                   func.min(Notice.id)).limit(limit)).all()
    cases: dict[str, list[Notice]] = {object: [] for object in reported}
    for notice in session.exec(select(Notice).where(col(Notice.object).in_(reported), col(Notice.ruling_id).is_(None))
                               .order_by(col(Notice.id))):
        cases[notice.object].append(notice)
    for idea_id in session.exec(_pending(me).order_by(col(Idea.id)).limit(limit)):
        cases.setdefault(f"idea:{idea_id}", [])
    result = [case for object, notices in cases.items() if (case := case_of(session, object, notices)) is not None]
    return sorted(result, key=lambda case: (not case.urgent, case.waiting_since))[:limit]


def _moderated(me: Me) -> ColumnElement[bool]:
    """The projects this person moderates: `Me.may_moderate` for the database, so that no limit counts those of others."""
    if me.is_administrator:
        return true()
    return or_(false(), *(and_(Project.organisation_id == role.organisation_id,
                               true() if role.project_id is None else Project.id == role.project_id) for role in me.roles))


def _reported(me: Me) -> SelectOfScalar[str]:
    """The contributions with an open notice, each once."""
    return (select(Notice.object).join(Project, col(Project.id) == col(Notice.project_id))
            .where(col(Notice.ruling_id).is_(None), _moderated(me)).group_by(Notice.object))


def _pending(me: Me) -> SelectOfScalar[int | None]:
    """The ideas to read before they appear."""
    return (select(Idea.id).join(Project, col(Project.id) == col(Idea.project_id))
            .where(Idea.visibility == Visibility.PENDING, _moderated(me)))


def case_of(session: Session, object: str, notices: list[Notice] | None = None) -> Case | None:
    """One contribution with its open notices, or None when it is gone."""
    try:
        row, idea, project = _thing(session, object)
    except NotFound:
        return None
    if notices is None:
        notices = list(session.exec(select(Notice).where(Notice.object == object, col(Notice.ruling_id).is_(None))
                                    .order_by(col(Notice.id))))
    author_id = row.author_id
    author = session.get(Person, author_id) if author_id else None
    since = row.submitted_at if isinstance(row, Idea) else row.written_at
    grounds = tuple(dict.fromkeys(notice.ground for notice in notices))
    title = Told(row.title if isinstance(row, Idea) else excerpt(row.body, 60), row.language)
    return Case(object, "idea" if isinstance(row, Idea) else "comment", project.id, title, Told(row.body, row.language),
                (author.name if author else getattr(row, "author_name", None)) or "", idea.id, row.visibility,
                min((notice.given_at for notice in notices), default=since), grounds,
                tuple((notice.ground, notice.words, notice.given_at) for notice in notices),
                row.visibility == "pending", any(ground in URGENT for ground in grounds))


def rule_on(session: Session, me: Me | None, object: str, measure: str, ground: str, reason: str, language: Language,
            now: datetime) -> Ruling:
    """Keep, hide or restore a contribution. Hiding needs a ground and a reason, which the author is told by mail.

    What is hidden leaves lists, search, feeds, counters and exports in this same transaction.
    """
    row, idea, project = _thing(session, object)
    require(Act.MODERATE, me, setting_of(project, None, now))
    assert me is not None
    session.refresh(row, with_for_update=True)   # two moderators at once: the second sees what the first did
    wrong: dict[str, Refusal] = {}
    if measure not in set(Measure):
        wrong["measure"] = Refusal("Choose what to do: keep, hide or restore.")
    if measure == Measure.HIDE:
        if ground not in set(Ground):
            wrong["ground"] = Refusal("Choose the article of the charter that was broken.")
        if len(reason.strip()) < 10:
            wrong["reason"] = Refusal("Give the reason in a sentence: its author will receive it.")
    if len(reason) > 2000:
        wrong["reason"] = Refusal("Keep this text under {count} characters.", count=2000)
    if wrong:
        raise Invalid(wrong)
    if row.visibility in ("withdrawn", "deleted"):
        raise NotAllowed("Its author has already taken this back.")
    if row.author_id == me.id and measure != Measure.HIDE:
        raise NotAllowed("Somebody else must rule on what you wrote yourself.")
    ruling = Ruling(object=object, project_id=project.id, measure=measure, ground=ground if measure == Measure.HIDE else "",
                    reason=reason.strip(), language=language, ruled_by=me.id, ruled_at=now)
    session.add(ruling)
    session.flush()
    for notice in session.exec(select(Notice).where(Notice.object == object, col(Notice.ruling_id).is_(None))):
        notice.ruling_id = ruling.id
        session.add(notice)
    hidden_before = row.visibility == "hidden"
    shown = "hidden" if measure == Measure.HIDE else "public"
    if isinstance(row, Idea):
        if row.visibility != shown:
            set_visibility(session, row, Visibility(shown), now)
    elif row.visibility != shown:
        set_comment_visibility(session, row, shown)
    journal.record(session, f"ruling_{measure}", object, now, person_id=me.id, facts={"ground": ruling.ground}, content=reason)
    if measure == Measure.HIDE and not hidden_before:
        _tell_author(session, row, idea, ruling, now)
    return ruling


def _tell_author(session: Session, row: Idea | Comment, idea: Idea, ruling: Ruling, now: datetime) -> None:
    person = session.get(Person, row.author_id) if row.author_id else None
    if person is None or person.left_at is not None or not (address := address_of(session, person.id)):
        return
    organisation = session.get_one(Organisation, session.get_one(Project, idea.project_id).organisation_id)
    letters.write_letter(session, "hidden", address, person.language,
                         {"kind": "idea" if isinstance(row, Idea) else "comment", "idea": idea.id, "title": idea.title,
                          "title_language": idea.language, "body": excerpt(row.body, 300), "body_language": row.language,
                          "ground": ruling.ground, "reason": ruling.reason, "reason_language": ruling.language,
                          "contact": organisation.contact},
                         now, key=f"hidden:{ruling.id}", person_id=person.id)


def public_reason(session: Session, object: str) -> Told | None:
    """Why a hidden contribution was hidden, in the moderator's words."""
    return public_reasons(session, [object]).get(object)


def public_reasons(session: Session, objects: list[str]) -> dict[str, Told]:
    """The reason of the newest ruling that hid each of these."""
    rows = session.exec(select(Ruling).where(col(Ruling.object).in_(objects), Ruling.measure == Measure.HIDE)
                        .order_by(col(Ruling.id)))
    return {ruling.object: Told(ruling.reason, ruling.language) for ruling in rows}  # type: ignore[arg-type]


def rulings_lately(session: Session, me: Me, limit: int = 50) -> list[tuple[Ruling, str]]:
    """The newest rulings in this person's projects, with the moderator's name."""
    rows = session.exec(select(Ruling, Person.name).join(Project, col(Project.id) == col(Ruling.project_id))
                        .outerjoin(Person, col(Person.id) == col(Ruling.ruled_by)).where(_moderated(me))
                        .order_by(col(Ruling.id).desc()).limit(limit))
    return [(ruling, name or "") for ruling, name in rows]


def waiting(session: Session, me: Me) -> int:
    """How many contributions wait for a moderator in this person's projects."""
    return len({*session.exec(_reported(me)), *(f"idea:{idea_id}" for idea_id in session.exec(_pending(me)))})
