"""The first page of the platform, that of each organisation, and the door that chooses the language."""

import re
from urllib.parse import quote

import htpy as h
from nicegui import app
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from components import security
from components.document import Document, Visit, page
from components.frame import to
from components.home import (
    COMMUNES,
    Numbers,
    commune_map,
    commune_names,
    commune_of,
    organisation_of,
    outcomes,
    postal_search,
    project_tiles,
    told_in_numbers,
    with_a_refusal,
    without_internet,
)
from components.icons import icon
from components.ideas import told
from components.projects import cover, project_line
from locales import _, language, ngettext
from models.database import reading
from models.decisions import latest_answers
from models.ideas import answered_lately, numbers
from models.organisations import OrganisationView, organisation_by_slug, organisations, view
from models.projects import ProjectCard, project_cards
from models.settings import Settings
from models.translated import LANGUAGES, Language

YEAR = 365 * 24 * 3600
LOOKED_AT = 12   # answers among which a refusal is looked for


# ── First pages ───────────────────────────────────────────────────────────────────────────────────


@page("/", shared=True)
def home_page(visit: Visit) -> Document:
    with reading() as session:
        everyone = organisations(session)
    if len(everyone) == 1:
        return _home_of(visit, everyone[0], alone=True)
    return _home_of_all(visit, everyone) if everyone else _empty_home()


@page("/organisations/{slug}", shared=True)
def organisation_page(visit: Visit, slug: str) -> Document:
    with reading() as session:
        organisation = view(organisation_by_slug(session, slug))
    return _home_of(visit, organisation)


@page("/near")
def near_page(visit: Visit) -> Response:
    """From a postal code to its commune; where there is none yet, to all projects with a word about it."""
    asked = visit.query.get("postcode", "").strip()[:20]
    commune = commune_of(asked)
    with reading() as session:
        organisation = organisation_of(commune, organisations(session)) if commune else None
    target = f"/organisations/{organisation.slug}" if organisation else f"/projects?postcode={quote(asked)}"
    return RedirectResponse(to(target), 303)


def _home_of_all(visit: Visit, everyone: list[OrganisationView]) -> Document:
    with reading() as session:
        cards = project_cards(session, visit.now)
        became = _what_became(session, visit, cards)
    open_cards = [card for card in cards if card.state == "open"]
    counts = {one.id: sum(card.organisation_id == one.id for card in open_cards) for one in everyone}
    region = next((one for one in everyone if one.kind == "region"), None)
    lead = _("Propose, support and follow the projects of the Region and of the 19 communes. In French, Dutch or English.")
    return Document(title=_("Every idea gets an answer"), description=lead, wide=True, main=h.fragment[
        h.section(".hero")[h.div(".page.split")[
            h.div(".stack", style="--gap:var(--s-5)")[
                h.h1(".display")[_("Every idea gets an answer.")], h.p(".lead")[lead], postal_search(), _have_an_idea()],
            commune_map(everyone, counts)]],
        _open(visit, open_cards, cards),
        became,
        h.section("#communes.band.tint", style="padding-top:var(--s-8)")[h.div(".page.split")[
            h.div[h.div(".head")[h.h2[ngettext("The {count} commune", "The {count} communes", len(COMMUNES))]],
                  commune_names(everyone, counts)],
            without_internet(region)]]])


def _home_of(visit: Visit, organisation: OrganisationView, alone: bool = False) -> Document:
    """What an organisation opens and answers. `alone` on the platform, its home is the home."""
    with reading() as session:
        cards = project_cards(session, visit.now, organisation_id=organisation.id)
        became = _what_became(session, visit, cards, organisation.id)
    open_cards = [card for card in cards if card.state == "open"]
    others = [card for card in cards if card.state != "open"]
    name = organisation.name.told(language())
    promise = ngettext("Every idea gets an answer within {count} day.", "Every idea gets an answer within {count} days.",
                       organisation.answer_days)
    return Document(
        title=name.text, description=organisation.introduction.told(language()).text or promise, wide=True,
        organisation=organisation, translated=organisation.name.languages or LANGUAGES,
        crumbs=() if alone else ((_("Communes"), "/#communes"),), main=h.fragment[
            h.section(".hero")[h.div(".page.split")[
                h.div(".stack", style="--gap:var(--s-5)")[
                    told(organisation.name, "h1", "display"),
                    told(organisation.introduction, "p", "lead") if organisation.introduction else None,
                    h.p[h.b[promise]],
                    _have_an_idea(organisation.slug)],
                h.div(".art-of")[cover(organisation.slug, "people", 5, 5)]]],
            _open(visit, open_cards, cards, organisation),
            became,
            h.section("#communes.band.tint", style="padding-top:var(--s-8)")[h.div(".page.split")[
                h.div[h.div(".head")[h.h2[_("To come, and finished")]],
                      h.ul(".rows")[(project_line(card) for card in others)] if others
                      else h.p[_("Nothing else for now.")]],
                without_internet(organisation)]]])


def _empty_home() -> Document:
    return Document(title=_("Every idea gets an answer"), main=h.div(".stack.leaf", style="--gap:var(--s-5)")[
        h.h1(".display")[_("Every idea gets an answer.")],
        h.div(".empty")[icon("door-open"), h.h2[_("The doors open soon")],
                        h.p[_("No organisation is on this platform yet. Come back in a few days.")],
                        h.p(".meta")[_("You installed it? The link to set it up stands where you started it, on the console.")],
                        h.a(".more", href=to("/how-it-works"))[_("How it will work"), icon("arrow-right")]]])


def _have_an_idea(organisation: str = "") -> h.Element:
    path = f"/projects?organisation={organisation}&state=open" if organisation else "/projects?state=open"
    return h.p[h.a(".more", href=to(path))[_("You have an idea? Share it"), icon("arrow-right")]]


def _open(visit: Visit, open_cards: list[ProjectCard], cards: list[ProjectCard], of: OrganisationView | None = None) -> h.Element:
    """What one can take part in now; where there is nothing, what comes."""
    every = f"/projects?organisation={of.slug}" if of else "/projects"
    return h.section("#projects.band.sunk", aria_labelledby="projects-title")[h.div(".page")[
        h.div(".head")[h.h2("#projects-title")[_("Your turn")],
                       h.a(".more", href=to(every))[_("All projects"), icon("arrow-right")] if cards else None],
        project_tiles(open_cards[:4], visit.now) if open_cards else h.div(".empty")[
            icon("lightbulb"), h.p[h.b[_("Nothing is open right now.")]],
            h.p[_("The next project appears here the day it starts.")]]]]


def _what_became(session, visit: Visit, cards: list[ProjectCard], organisation_id: int | None = None) -> h.Element:
    """The newest answers, a refusal among them. Three queries."""
    totals = Numbers(**numbers(session, organisation_id))
    shown = with_a_refusal(answered_lately(session, visit.now, organisation_id, LOOKED_AT))
    answers = latest_answers(session, [card.id for card in shown])
    names = {card.slug: card.organisation_name for card in cards}
    return h.section(".band", aria_labelledby="became-title")[h.div(".page")[
        h.div(".head")[h.h2("#became-title")[_("What became of your ideas")],
                       h.a(".more", href=to("/answers"))[_("All answers"), icon("arrow-right")] if shown else None,
                       h.p[told_in_numbers(totals)]],
        outcomes(shown, answers, names) if shown else None]]


# ── The language ──────────────────────────────────────────────────────────────────────────────────


def open_pages(settings: Settings) -> None:
    """`/` leads to the language one chose, else to the first of ours that the browser asks for."""
    def choose(request: Request) -> Response:
        chosen = security.read_cookie(request, "language", settings.https)
        tongue = chosen if chosen in LANGUAGES else asked_language(request.headers.get("accept-language", ""))
        return RedirectResponse(to("/", tongue), 302, {"Vary": "Cookie, Accept-Language", "Cache-Control": "private, no-cache"})

    def switch(request: Request) -> Response:
        """The switch of every page: remember the choice, and stay on the page. Plain visits set no cookie."""
        tongue: Language = request.path_params["tongue"]
        if tongue not in LANGUAGES:
            return RedirectResponse("/", 302)
        security.set_cookie(request, security.Cookie("language", tongue, YEAR))
        place = request.query_params.get("to", "/")
        # Behind our own prefix, no place can lead to another site.
        return RedirectResponse(to(place if place.startswith("/") else "/", tongue), 303, {"Cache-Control": "no-store"})

    app.add_route("/", choose, methods=["GET"])
    app.add_route("/language/{tongue}", switch, methods=["GET"])


def asked_language(header: str) -> Language:
    """The first of our languages in an Accept-Language header, by its weights; French if it names none."""
    wishes: list[tuple[float, Language]] = []
    for part in header.lower().split(",")[:20]:
        if found := re.fullmatch(r"\s*(fr|nl|en)(?:-[\w-]+)?\s*(?:;\s*q=([01](?:\.\d{1,3})?))?\s*", part):
            weight = float(found[2] or 1)
            if weight:
                wishes.append((weight, found[1]))  # type: ignore[arg-type]
    return max(wishes, key=lambda wish: wish[0])[1] if wishes else LANGUAGES[0]
