"""What ideas became: every official answer, the newest first, refusals too."""

from contextlib import suppress
from datetime import datetime

import htpy as h

from components.document import Document, Visit, page
from components.forms import button, select
from components.frame import to
from components.home import Numbers, outcomes, told_in_numbers
from components.icons import icon
from components.ideas import status_words
from components.projects import organisation_options
from locales import _
from models.database import reading
from models.decisions import Decision, latest_answers
from models.ideas import IdeaCard, Status, answered_lately, numbers
from models.organisations import OrganisationView, organisations
from models.projects import project_cards

PAGE = 20


@page("/answers", shared=True)
def answers_page(visit: Visit) -> Document:
    status = visit.query.get("status", "")
    status = status if status in set(Status) - {Status.SUBMITTED} else ""
    with reading() as session:
        everyone = organisations(session)
        chosen = next((one for one in everyone if one.slug == visit.query.get("organisation")), None)
        of = chosen.id if chosen else None
        cards = answered_lately(session, visit.now, of, PAGE + 1, status, _place(visit.query.get("after", "")))
        answers = latest_answers(session, [card.id for card in cards])
        names = {card.slug: card.organisation_name for card in project_cards(session, visit.now)}
        totals = Numbers(**numbers(session, of))
    shown, more = cards[:PAGE], cards[PAGE:]
    return Document(
        title=_("What changed"), nav="answers", noindex=bool(visit.query),
        description=_("What ideas became: every official answer, with its reason. Refusals too."), main=h.fragment[
            h.div(".stack", style="padding-block:var(--s-6) var(--s-4)")[
                h.h1[_("What became of your ideas")],
                h.p(".lead")[told_in_numbers(totals)],
                _filters(everyone, chosen, status)],
            h.section("#results", aria_labelledby="results-title", style="padding-bottom:var(--s-8)")[
                h.h2("#results-title.away")[_("Answers, newest first")],
                [outcomes(shown, answers, names), _more(shown, answers, chosen, status) if more else None]
                if shown else _no_answer(bool(chosen or status))]])


def _filters(everyone: list[OrganisationView], chosen: OrganisationView | None, status: str) -> h.Element:
    words = [(key, said) for key, said in status_words().items() if key != Status.SUBMITTED]
    return h.form(".filters", action=to("/answers"), role="search", aria_label=_("Filter the answers"), data_swap="results")[
        select(_("Organisation"), "organisation", organisation_options(everyone),
               chosen.slug if chosen else "") if len(everyone) > 1 else None,
        select(_("Answer"), "status", [("", _("All")), *words], status),
        button(_("Show"), "second", style="align-self:end")]


def _more(shown: tuple[IdeaCard, ...], answers: dict[int, Decision], chosen: OrganisationView | None, status: str) -> h.Element:
    last = shown[-1].id
    asked = (("organisation", chosen.slug if chosen else ""), ("status", status),
             ("after", f"{answers[last].decided_at:%Y%m%dT%H%M%S.%f}_{last}"))
    query = "&".join(f"{name}={value}" for name, value in asked if value)
    return h.p(style="margin-top:var(--s-5)")[
        h.a(".button.second", href=to(f"/answers?{query}"), data_more="outcomes")[_("Show more")]]


def _place(after: str) -> tuple[datetime, int] | None:
    """Where the page before ended. Anything else is the beginning."""
    moment, _sign, number = after.partition("_")
    with suppress(ValueError):
        return datetime.strptime(f"{moment}+0000", "%Y%m%dT%H%M%S.%f%z"), int(number[:15])
    return None


def _no_answer(filtered: bool) -> h.Element:
    return h.div(".empty")[
        icon("search"), h.p[h.b[_("No answer matches.") if filtered else _("No answer yet.")]],
        h.p[h.a(href=to("/answers"))[_("See all answers")]] if filtered
        else h.p[_("Each answer appears here the moment it is given, a refusal too.")]]
