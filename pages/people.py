"""A person’s page: what they chose to show, and nothing else."""

import htpy as h

from components.document import Document, Visit, page
from components.frame import note, to
from components.icons import icon
from components.ideas import idea_line, told, tongue
from locales import _, date, language, ngettext
from models.comments import Comment, comments_by
from models.database import reading
from models.ideas import Idea, excerpt, ideas_by
from models.people import public_person
from models.translated import Told


@page("/people/{id}")
def person_page(visit: Visit, id: int) -> Document:
    with reading() as session:
        person = public_person(session, id, visit.person)
        ideas = ideas_by(session, id, None, visit.now)    # as everyone sees them, for the person too
        comments = comments_by(session, id, visit.now)
    mine = visit.person is not None and visit.person.id == id
    return Document(title=person.name, noindex=True, main=h.div(".stack.leaf", style="--gap:var(--s-7)")[
        h.div(".stack")[
            _to_myself(person.shows_contributions) if mine else None,
            h.h1[person.name],
            h.p(".lead")[person.about] if person.about else None,
            h.p(".meta")[_("Here since {date}", date=date(person.joined_at, "month"))]],
        h.section(aria_labelledby="ideas-title")[
            h.div(".head")[h.h2("#ideas-title")[ngettext("{count} idea", "{count} ideas", len(ideas))]],
            h.ul(".rows")[(idea_line(card) for card in ideas)] if ideas else h.p[_("No idea yet.")]],
        h.section(aria_labelledby="comments-title")[
            h.div(".head")[h.h2("#comments-title")[ngettext("{count} comment", "{count} comments", len(comments))]],
            h.ul(".rows")[(_comment(comment, idea) for comment, idea in comments)]] if comments else None])


def _to_myself(shown: bool) -> h.Element:
    return note([_("This is how others see you. What you published under a pseudonym is not here. ") if shown
                 else _("Only you see this page: you chose not to show what you do. "),
                 h.a(href=to("/me/settings"))[_("Change what you show")]])


def _comment(comment: Comment, idea: Idea) -> h.Element:
    return h.li(".stack", style="--gap:.25rem")[
        told(Told(excerpt(comment.body), comment.language)),
        h.p(".line.meta")[
            h.span[icon("message-square")],
            told(Told(idea.title, idea.language), "a", href=f"{to(f'/ideas/{idea.id}')}#comment-{comment.id}"),
            h.span[date(comment.written_at, "short")], tongue(comment.language, language())]]
