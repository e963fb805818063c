"""Where ideas are: the way into each project that collects them, and the search across all."""

import htpy as h

from components.document import Document, Visit, page
from components.forms import button, field
from components.frame import to
from components.icons import icon
from components.ideas import told
from locales import _, ngettext
from models.database import reading
from models.projects import ProjectCard, ideas_phase, project_cards


@page("/ideas", shared=True)
def all_ideas_page(visit: Visit) -> Document:
    with reading() as session:
        cards = [card for card in project_cards(session, visit.now) if ideas_phase(card.phases)]
    lead = _("Ideas belong to a project. Choose one, or search them all.")
    return Document(title=_("Ideas"), nav="ideas", description=lead, main=h.div(".stack.leaf", style="--gap:var(--s-6)")[
        h.div(".stack")[h.h1[_("Ideas")], h.p(".lead")[lead]],
        h.form(".seek", role="search", action=to("/search"))[
            field(_("Search all ideas"), "q", type="search", maxlength=200), button(_("Search"))],
        h.section(aria_labelledby="where-title")[
            h.div(".head")[h.h2("#where-title")[_("Projects that collect ideas")]],
            h.ul(".rows")[(_where(card) for card in cards)] if cards else h.div(".empty")[
                icon("lightbulb"), h.p[h.b[_("No project collects ideas yet.")]],
                h.p[_("The first one appears here the day it starts.")]]]])


def _where(card: ProjectCard) -> h.Element:
    phase = ideas_phase(card.phases)
    states = {"open": _("Open: share yours"), "coming": _("To come"), "past": _("Ended")}
    return h.li(".line.ends")[
        h.div(".stack", style="--gap:.25rem")[
            h.h3(style="font-size:var(--t-l)")[told(card.title, "a", href=to(f"/projects/{card.slug}/ideas"))],
            h.p(".line.meta", style="--gap:.25rem .75rem")[
                told(card.organisation_name, "span"), h.span[states[phase.state]] if phase else None]],
        h.p(".meta.num")[ngettext("{count} idea", "{count} ideas", card.ideas)]]
