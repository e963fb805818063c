"""One search for everything public: projects and ideas, whatever the accents, plurals and language."""

from urllib.parse import urlencode

import htpy as h

from components.document import Document, Visit, page
from components.forms import button, field
from components.frame import to
from components.icons import icon
from components.ideas import idea_card
from components.projects import project_line
from locales import _, ngettext
from models.database import reading
from models.ideas import IdeaCard, cards_by_id
from models.projects import ProjectCard, project_cards
from models.search import found

PROJECTS = 10
DEEPEST = 2000   # the search ranks no more


@page("/search")
def search_page(visit: Visit) -> Document:
    words = visit.query.get("q", "").strip()[:200]
    start = visit.query.get("after", "")
    after = min(int(start), DEEPEST) if start.isascii() and start.isdigit() and len(start) < 6 else 0
    projects: list[ProjectCard] = []
    ideas: tuple[IdeaCard, ...] = ()
    following = None
    if words:
        with reading() as session:
            by_id = {card.id: card for card in project_cards(session, visit.now)}
            best = found(session, words, ("project",), visit.language, limit=PROJECTS)
            projects = [by_id[one.object_id] for one in best.found if one.object_id in by_id]
            matches = found(session, words, ("idea",), visit.language, after)
            ideas = cards_by_id(session, [one.object_id for one in matches.found], visit.person, visit.now)
            following = matches.after
    return Document(title=_("Search: {words}", words=words) if words else _("Search"), noindex=True, main=h.fragment[
        h.div(".stack", style="padding-block:var(--s-6) var(--s-4)")[
            h.h1[_("Search")],
            h.form(".seek", role="search", action=to("/search"), data_swap="results")[
                field(_("Words of a project or an idea"), "q", words, type="search", maxlength=200,
                      hint=_("Accents and plurals do not matter. French, Dutch and English are searched.")),
                button(_("Search"))]],
        h.div("#results.stack", style="--gap:var(--s-7);padding-bottom:var(--s-8)")[
            _results(words, projects, ideas, following) if words else None]])


def _results(words: str, projects: list[ProjectCard], ideas: tuple[IdeaCard, ...], following: int | None) -> h.Node:
    if not projects and not ideas:
        return h.div(".empty")[
            icon("search"), h.p(role="status")[h.b[_("Nothing found for “{words}”.", words=words)]],
            h.p[_("Try another word, or fewer words.")],
            h.a(".more", href=to("/projects"))[_("See all projects"), icon("arrow-right")]]
    return [
        h.section(aria_labelledby="found-projects")[
            h.div(".head")[h.h2("#found-projects")[h.span(role="status")[
                ngettext("{count} project", "{count} projects", len(projects))]]],
            h.ul(".rows")[(project_line(card) for card in projects)]] if projects else None,
        h.section(aria_labelledby="found-ideas")[
            h.div(".head")[h.h2("#found-ideas")[_("Ideas")]],
            h.div("#found")[(idea_card(card) for card in ideas)],
            h.p(style="margin-top:var(--s-5)")[
                h.a(".button.second", href=to(f"/search?{urlencode({'q': words, 'after': following})}"), data_more="found")[
                    _("Show more")]] if following else None] if ideas else None]
