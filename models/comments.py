"""A conversation under an idea: comments, replies one level deep, and the sign of those who agree."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, delete, select

from models import journal, letters, limits
from models.database import Moment, insert_or_not
from models.eligibility import Act, require, setting_of
from models.ideas import Author, Idea, author_of, move_counter, public_idea
from models.language import guess
from models.organisations import Organisation
from models.people import Me, Person, address_of
from models.projects import Project
from models.refusals import Invalid, NotAllowed, NotFound, Refusal
from models.topics import touch
from models.translated import Language, Told, Translated

COMMENT_LENGTH = 2000


class Comment(SQLModel, table=True):
    """What someone said under an idea. A reply has the comment it replies to as `parent_id`; replies have none of their own.

    Deleted or hidden comments keep their place in the thread, without their words.
    """

    __tablename__ = "comment"
    __table_args__ = (
        CheckConstraint("language IN ('fr', 'nl', 'en')", name="language"),
        CheckConstraint("visibility IN ('public', 'hidden', 'deleted')", name="visibility"),
        Index("ix_comment_thread", "idea_id", "parent_id", "id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    idea_id: int = Field(foreign_key="idea.id")
    parent_id: int | None = Field(default=None, foreign_key="comment.id")
    author_id: int = Field(foreign_key="person.id", index=True)
    for_organisation: bool = False    # said by the team in the name of its organisation
    language: str
    body: str
    visibility: str = "public"
    agrees: int = 0
    written_at: datetime = Field(sa_type=Moment)
    edited_at: datetime | None = Field(default=None, sa_type=Moment)


class Reaction(SQLModel, table=True):
    """This person agrees with this comment."""

    __tablename__ = "reaction"
    __table_args__ = (UniqueConstraint("comment_id", "person_id"),)
    id: int | None = Field(default=None, primary_key=True)
    comment_id: int = Field(foreign_key="comment.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    given_at: datetime = Field(sa_type=Moment)


@dataclass(frozen=True, slots=True)
class CommentView:
    """A comment as a page shows it, with its replies. `body` is empty when it is hidden or deleted."""

    id: int
    author: Author
    office: Translated | None      # the organisation, when it was said in its name
    body: Told
    visibility: str
    agrees: int
    agreed: bool
    mine: bool
    written_at: datetime
    edited: bool
    replies: tuple["CommentView", ...] = ()
    reason: Told | None = None


def thread(session: Session, idea_id: int, me: Me | None, newest_first: bool = False) -> tuple[CommentView, ...]:
    """The conversation: most agreed first (or newest first), replies in the order they came. Two queries."""
    from models.notices import public_reasons
    mine = (select(Reaction.id).where(Reaction.comment_id == Comment.id, Reaction.person_id == me.id).exists()
            if me else col(Comment.id).is_(None))
    rows = session.exec(
        select(Comment, Person, Organisation, mine.label("agreed")).join(Person, col(Person.id) == col(Comment.author_id))
        .join(Idea, col(Idea.id) == col(Comment.idea_id)).join(Project, col(Project.id) == col(Idea.project_id))
        .join(Organisation, col(Organisation.id) == col(Project.organisation_id))
        .where(Comment.idea_id == idea_id).order_by(col(Comment.id))).all()
    hidden = [f"comment:{comment.id}" for comment, *_ in rows if comment.visibility == "hidden"]
    reasons = public_reasons(session, hidden) if hidden else {}
    views: dict[int, CommentView] = {}
    replies: dict[int, list[CommentView]] = {}
    for comment, person, organisation, agreed in rows:
        shown = comment.visibility == "public"
        view = CommentView(
            comment.id, author_of(_Signed(False), person, organisation),
            organisation.name if comment.for_organisation else None, Told(comment.body if shown else "", comment.language),
            comment.visibility, comment.agrees, bool(agreed), me is not None and comment.author_id == me.id, comment.written_at,
            comment.edited_at is not None, reason=reasons.get(f"comment:{comment.id}"))
        if comment.parent_id is None:
            views[comment.id] = view
        else:
            replies.setdefault(comment.parent_id, []).append(view)
    whole = [_with_replies(view, tuple(reply for reply in replies.get(key, ()) if reply.visibility != "deleted"))
             for key, view in views.items()]
    whole = [view for view in whole if view.visibility != "deleted" or view.replies]
    return tuple(sorted(whole, key=lambda view: (-view.id,) if newest_first else (-view.agrees, view.id)))


@dataclass(frozen=True, slots=True)
class _Signed:
    pseudonymous: bool


def _with_replies(view: CommentView, replies: tuple[CommentView, ...]) -> CommentView:
    return replace(view, replies=replies)


def write_comment(session: Session, me: Me | None, idea_id: int, body: str, now: datetime, parent_id: int | None = None,
                  for_organisation: bool = False, page_language: Language = "fr") -> Comment:
    """Say something under an idea, or reply. Its language is guessed, else that of the page.

    Tells the author of the idea, or of the comment replied to. Raises `NotAllowed`, `TooMany`, `Invalid`.
    """
    idea, phase, project = public_idea(session, idea_id, now)
    where = setting_of(project, phase, now)
    require(Act.COMMENT, me, where)
    assert me is not None
    body = checked_body(body)
    if for_organisation:
        require(Act.ANSWER, me, where)
    parent = None
    if parent_id is not None:
        parent = session.get(Comment, parent_id)
        if parent is None or parent.idea_id != idea_id or parent.visibility != "public":
            raise NotFound("The comment you reply to is no longer there.")
        if parent.parent_id is not None:      # a reply to a reply joins the same thread
            parent_id = parent.parent_id
    limits.allow(session, "comments", f"person:{me.id}", now)
    comment = Comment(idea_id=idea_id, parent_id=parent_id, author_id=me.id, for_organisation=for_organisation,
                      language=guess(body) or page_language, body=body, written_at=now)
    session.add(comment)
    session.flush()
    _move_count(session, idea_id, 1)
    journal.record(session, "comment_written", f"comment:{comment.id}", now, person_id=me.id, facts={"idea": idea_id},
                   content=body)
    listeners = {idea.author_id, parent.author_id if parent else None} - {None, me.id}
    for person_id in sorted(listeners):   # type: ignore[type-var]
        person = session.get(Person, person_id)
        if person and person.wants_mail and person.left_at is None and (address := address_of(session, person.id)):
            letters.write_letter(session, "commented", address, person.language,
                                 {"idea": idea_id, "title": idea.title, "title_language": idea.language,
                                  "comment": comment.id, "body": body, "body_language": comment.language,
                                  "reply": parent is not None and parent.author_id == person_id},
                                 now, key=f"commented:{comment.id}:{person_id}", person_id=person_id)
    return comment


def checked_body(body: str) -> str:
    body = body.replace("\r\n", "\n").strip()
    if not body:
        raise Invalid({"body": Refusal("Write your comment first.")})
    if len(body) > COMMENT_LENGTH:
        raise Invalid({"body": Refusal("Keep your comment under {count} characters.", count=COMMENT_LENGTH)})
    return body


def _move_count(session: Session, idea_id: int, change: int) -> None:
    touch(session, f"idea:{idea_id}", comments=move_counter(session, col(Idea.comments), idea_id, change))


def _own(session: Session, me: Me | None, comment_id: int) -> Comment:
    comment = session.get(Comment, comment_id, with_for_update=True)
    if comment is None or me is None or comment.author_id != me.id or comment.visibility != "public":
        raise NotAllowed("Only the person who wrote this comment can change it.")
    return comment


def edit_comment(session: Session, me: Me | None, comment_id: int, body: str, now: datetime) -> Comment:
    """Change one's own comment; it then says that it was edited."""
    comment = _own(session, me, comment_id)
    body = checked_body(body)
    if body != comment.body:
        limits.allow(session, "edits", f"person:{comment.author_id}", now)
        comment.body, comment.edited_at, comment.language = body, now, guess(body) or comment.language
        session.add(comment)
        journal.record(session, "comment_edited", f"comment:{comment_id}", now, person_id=comment.author_id, content=body)
    return comment


def delete_comment(session: Session, me: Me | None, comment_id: int, now: datetime) -> int:
    """Take one's own comment back; replies to it stay. Returns the id of the idea."""
    comment = _own(session, me, comment_id)
    set_comment_visibility(session, comment, "deleted")
    journal.record(session, "comment_deleted", f"comment:{comment_id}", now, person_id=comment.author_id)
    return comment.idea_id


def restore_own_comment(session: Session, me: Me | None, comment_id: int, now: datetime) -> int:
    """Undo the deletion of one's own comment. Returns the id of the idea."""
    comment = session.get(Comment, comment_id, with_for_update=True)
    if comment is None or me is None or comment.author_id != me.id or comment.visibility != "deleted":
        raise NotAllowed("Only the person who wrote this comment can change it.")
    set_comment_visibility(session, comment, "public")
    journal.record(session, "comment_restored", f"comment:{comment_id}", now, person_id=me.id)
    return comment.idea_id


def set_comment_visibility(session: Session, comment: Comment, visibility: str) -> None:
    """Show or hide a comment, and move the idea's counter with it."""
    before, comment.visibility = comment.visibility, visibility
    session.add(comment)
    session.flush()
    if (before == "public") != (visibility == "public"):
        _move_count(session, comment.idea_id, 1 if visibility == "public" else -1)


def agree(session: Session, me: Me | None, comment_id: int, wanted: bool, now: datetime) -> int:
    """Agree with a comment, or no longer. Returns the id of the idea."""
    comment = session.get(Comment, comment_id)
    if comment is None or comment.visibility != "public":
        raise NotFound("This comment is no longer there.")
    _idea, phase, project = public_idea(session, comment.idea_id, now)
    require(Act.AGREE, me, setting_of(project, phase, now))
    assert me is not None
    if wanted:
        limits.allow(session, "reactions", f"person:{me.id}", now)
        changed = insert_or_not(session, Reaction, comment_id=comment_id, person_id=me.id, given_at=now)
    else:
        changed = bool(session.exec(delete(Reaction).where(
            col(Reaction.comment_id) == comment_id, col(Reaction.person_id) == me.id)).rowcount)
    if changed:
        move_counter(session, col(Comment.agrees), comment_id, 1 if wanted else -1)
        journal.record(session, "comment_agreed" if wanted else "agreement_taken_back", f"comment:{comment_id}", now,
                       person_id=me.id)
    return comment.idea_id


def comments_by(session: Session, person_id: int, now: datetime, limit: int = 50) -> list[tuple[Comment, Idea]]:
    """What this person said in public and in their own name, newest first: not what they said for their organisation."""
    return list(session.exec(select(Comment, Idea).join(Idea, col(Idea.id) == col(Comment.idea_id))
                             .join(Project, col(Project.id) == col(Idea.project_id)).where(
        Comment.author_id == person_id, Comment.visibility == "public", Idea.visibility == "public",
        col(Comment.for_organisation).is_(False), col(Project.published_at) <= now)
        .order_by(col(Comment.id).desc()).limit(limit)))

