"""The first page of the back office: what waits, and one's projects; and the list of ideas that still need an answer."""

from datetime import datetime, timedelta

import htpy as h

from components.desk import desk
from components.document import Document, Visit, page
from components.frame import to
from components.icons import icon
from components.ideas import status_label, told
from locales import _, date, ngettext, number
from models.database import reading
from models.ideas import waiting_for_answer
from models.projects import phases_of, projects_for
from pages.organise.desk import frame_of, staff


@page("/organise")
def overview_page(visit: Visit) -> Document:
    me = staff(visit)
    with reading() as session:
        frame = frame_of(session, me, "overview")
        projects = [(project, organisation, sum(phase.ideas for phase in phases_of(session, project.id, visit.now)))
                    for project, organisation in projects_for(session, me)]
    return desk(_("Overview"), frame, h.fragment[
        h.div(".tiles", style="--min:16rem")[
            _task("shield-check", frame.waiting, _("Contributions to read"), "/organise/moderation"),
            _task("message-square-reply", frame.unanswered, _("Ideas without an answer"), "/organise/answers")],
        h.section[h.div(".head")[h.h2[_("Your projects")]],
                  h.ul(".rows")[(h.li(".line.ends")[
                      h.span[h.b[told(project.title, "a", href=to(f"/organise/projects/{project.slug}/ideas"))],
                             h.span(".meta")[" · ", told(organisation.name, "span")]],
                      h.span(".meta")[ngettext("{count} idea", "{count} ideas", ideas)]]
                      for project, organisation, ideas in projects)] if projects else
                  h.p[_("You do not work on a project yet.")]]])


def _task(glyph: str, count: int, label: str, path: str) -> h.Element:
    return h.div(".panel.stack")[
        h.p(".line")[icon(glyph), h.span(".big")[number(count)]],
        h.p[h.a(".more", href=to(path))[label, icon("arrow-right")]]]


@page("/organise/answers")
def answers_page(visit: Visit) -> Document:
    me = staff(visit)
    with reading() as session:
        frame = frame_of(session, me, "answers")
        mine = [project.id for project, organisation in projects_for(session, me) if me.may_answer(organisation.id, project.id)]
        rows, _total = waiting_for_answer(session, mine, limit=100)
    return desk(_("Answers to give"), frame, h.ul(".rows")[(
        h.li(".stack", style="--gap:.25rem")[
            h.p(".line.meta")[status_label(idea.status), told(project.title, "span")],
            h.h2(style="font-size:var(--t-l)")[h.a(href=to(f"/organise/ideas/{idea.id}"), lang=idea.language)[idea.title]],
            h.p(".meta")[_promise(idea.submitted_at + timedelta(days=days), visit)]]
        for idea, project, days in rows)] if rows else h.div(".empty")[
            h.h2[_("Every idea has its answer")], h.p[_("New ideas will appear here, the longest wait first.")]],
        meta=_("The longest wait first"))


def _promise(due: datetime, visit: Visit) -> h.Node:
    if due < visit.now:
        return h.b[_("The promised answer was due on {date}", date=date(due, "long"))]
    return _("Answer promised by {date}", date=date(due, "long"))
