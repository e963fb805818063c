"""The first page: the promise, the map of communes, what is open, and what became of ideas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import htpy as h
from markupsafe import Markup

from components.drawn import drawn_once
from components.frame import to
from components.icons import icon
from components.ideas import author_words, status_label, told, tongue
from components.projects import project_card
from components.shapes import COMMUNES as PLACES
from locales import _, date, language, listing, ngettext
from models.decisions import Decision
from models.ideas import IdeaCard
from models.organisations import OrganisationView
from models.projects import ProjectCard
from models.translated import Translated


@dataclass(frozen=True, slots=True)
class Commune:
    """One of the 19, by the postal code it is known by; Brussels has three more. English readers meet the French name."""

    code: int
    fr: str
    nl: str
    more: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        return self.nl if language() == "nl" else self.fr

    @property
    def other(self) -> tuple[str, str]:
        """The same name in the other language, and which language that is."""
        return (self.fr, "fr") if language() == "nl" else (self.nl, "nl")


COMMUNES = (
    Commune(1000, "Bruxelles", "Brussel", (1020, 1120, 1130)), Commune(1030, "Schaerbeek", "Schaarbeek"),
    Commune(1040, "Etterbeek", "Etterbeek"), Commune(1050, "Ixelles", "Elsene"), Commune(1060, "Saint-Gilles", "Sint-Gillis"),
    Commune(1070, "Anderlecht", "Anderlecht"), Commune(1080, "Molenbeek-Saint-Jean", "Sint-Jans-Molenbeek"),
    Commune(1081, "Koekelberg", "Koekelberg"), Commune(1082, "Berchem-Sainte-Agathe", "Sint-Agatha-Berchem"),
    Commune(1083, "Ganshoren", "Ganshoren"), Commune(1090, "Jette", "Jette"), Commune(1140, "Evere", "Evere"),
    Commune(1150, "Woluwe-Saint-Pierre", "Sint-Pieters-Woluwe"), Commune(1160, "Auderghem", "Oudergem"),
    Commune(1170, "Watermael-Boitsfort", "Watermaal-Bosvoorde"), Commune(1180, "Uccle", "Ukkel"),
    Commune(1190, "Forest", "Vorst"), Commune(1200, "Woluwe-Saint-Lambert", "Sint-Lambrechts-Woluwe"),
    Commune(1210, "Saint-Josse-ten-Noode", "Sint-Joost-ten-Node"),
)


def commune_of(postal_code: str) -> Commune | None:
    """The commune where this postal code is, if it is one of the Region’s."""
    digits = "".join(postal_code.split())
    return next((commune for commune in COMMUNES if digits in {str(code) for code in (commune.code, *commune.more)}), None)


def organisation_of(commune: Commune, organisations: Sequence[OrganisationView]) -> OrganisationView | None:
    """The organisation of a commune, if it takes part. The Region is everywhere, so it is nobody’s commune."""
    return next((one for one in organisations if one.kind == "commune" and commune.code in one.postal_codes), None)


@dataclass(frozen=True, slots=True)
class Numbers:
    """What stands on every first page: how many ideas, how many answered, how many delivered."""

    ideas: int
    answered: int
    delivered: int


# ── Promise ───────────────────────────────────────────────────────────────────────────────────────


@drawn_once(keep=16)
def postal_search(value: str = "") -> h.Element:
    """By postal code, which has no language."""
    return h.form(".near", role="search", action=to("/near"))[
        h.div(".field")[
            h.label(for_="f-postcode")[_("Your postal code")],
            h.input("#f-postcode.input.num", name="postcode", value=value or None, inputmode="numeric", required=True,
                    autocomplete="postal-code", maxlength="10", placeholder="1090")],
        h.button(".button", type="submit")[_("See what is near me")]]


def commune_map(organisations: Sequence[OrganisationView], open_projects: Mapping[int, int]) -> Markup:
    """The 19 communes as petals, darker with more open projects. `open_projects` counts them by organisation."""
    return _petals(tuple(organisations), tuple(open_projects.items()))


@drawn_once(keep=16)
def _petals(organisations: tuple[OrganisationView, ...], counts: tuple[tuple[int, int], ...]) -> h.Element:
    open_projects = dict(counts)
    return h.section(aria_labelledby="map-title")[
        h.h2("#map-title.away")[_("Open projects by commune")],
        h.ul(".communes")[(_petal(commune, organisation_of(commune, organisations), open_projects) for commune in COMMUNES)],
        h.p(".legend-line", style="margin-top:var(--s-3)")[
            _key("background:var(--brand)", _("4 open projects or more")), _key("background:var(--brand-mid)", _("2 or 3")),
            _key("background:var(--brand-soft)", _("1")),
            _key("background:none;box-shadow:inset 0 0 0 1.5px var(--edge)", _("None yet"))]]


def _key(look: str, words: str) -> h.Element:
    return h.span[h.i(".key", style=look), words]


def _petal(commune: Commune, organisation: OrganisationView | None, open_projects: Mapping[int, int]) -> h.Element:
    count = open_projects.get(organisation.id, 0) if organisation else 0
    column, row = PLACES[commune.code]
    shade = f"l{0 if count == 0 else 1 if count == 1 else 2 if count <= 3 else 3}"
    inside = [h.b(aria_hidden="true")[str(commune.code)], h.small(aria_hidden="true")[commune.name],
              h.span(".away")[f"{commune.code} {commune.name}: ", open_words(organisation, count)]]
    return h.li(class_="tall" if commune.code == 1000 else None, style=f"--x:{column};--y:{row}")[
        h.a(class_=shade, href=to(f"/organisations/{organisation.slug}"))[inside] if organisation else
        h.span(class_=["tile", shade])[inside]]


def open_words(organisation: OrganisationView | None, count: int) -> str:
    """How much is open in a commune, or that it does not take part yet."""
    if organisation is None:
        return _("not on the platform yet")
    return ngettext("{count} open project", "{count} open projects", count) if count else _("no open project")


def commune_names(organisations: Sequence[OrganisationView], open_projects: Mapping[int, int]) -> Markup:
    """The same as a list: the text twin of the map."""
    return _names(tuple(organisations), tuple(open_projects.items()))


@drawn_once(keep=16)
def _names(organisations: tuple[OrganisationView, ...], counts: tuple[tuple[int, int], ...]) -> h.Node:
    open_projects = dict(counts)
    return h.fragment[h.p(".meta", style="margin-bottom:var(--s-4)")[_who_takes_part(organisations)], h.ul(".plain.names")[(
        h.li[_named(commune, organisation_of(commune, organisations), open_projects)] for commune in COMMUNES)]]


def _who_takes_part(organisations: Sequence[OrganisationView]) -> str:
    here = [commune.name for commune in COMMUNES if organisation_of(commune, organisations)]
    if not here:
        return _("No commune is on the platform yet. The projects of the Region are open to everyone.")
    if len(here) == len(COMMUNES):
        return _("All of them are on the platform.")
    return _("On the platform so far: {communes}. The others are not here yet.", communes=listing(here))


def _named(commune: Commune, organisation: OrganisationView | None, open_projects: Mapping[int, int]) -> h.Element:
    name, tongue_of = commune.other
    count = open_projects.get(organisation.id, 0) if organisation else 0
    inside = [h.b(".num")[str(commune.code)], h.span[
        commune.name, [" ", h.span(".other", lang=tongue_of)[name]] if name != commune.name else None,
        h.span(".meta", style="display:block")[open_words(organisation, count)] if organisation else None]]
    return h.a(href=to(f"/organisations/{organisation.slug}"))[inside] if organisation else h.span(".absent")[inside]


# ── What is open ──────────────────────────────────────────────────────────────────────────────────


def project_tiles(cards: Sequence[ProjectCard], now: datetime, first_wide: bool = True) -> h.Element:
    """Projects, most urgent first; the first one large."""
    wide = cards[:1] if first_wide else ()
    return h.div(".stack", style="--gap:var(--s-5)")[
        (project_card(card, wide=True, now=now) for card in wide),
        h.div(".tiles", style="--min:20rem")[(project_card(card, now=now) for card in cards[len(wide):])]
        if len(cards) > len(wide) else None]


# ── What became of ideas ──────────────────────────────────────────────────────────────────────────


def with_a_refusal(cards: Sequence[IdeaCard], most: int = 4) -> tuple[IdeaCard, ...]:
    """The first of these, and among them a refusal if there is one: saying no is part of the promise."""
    first, later = cards[:most], cards[most:]
    if any(card.status == "not_accepted" for card in first):
        return tuple(first)
    refusals = [card for card in later if card.status == "not_accepted"]
    return (*first[:most - 1], refusals[0]) if refusals else tuple(first)


def outcomes(cards: Sequence[IdeaCard], answers: Mapping[int, Decision], names: Mapping[str, Translated]) -> h.Element:
    """Answered ideas, one a row. `names` gives the organisation of a project by its slug."""
    return h.ul("#outcomes.rows")[(
        h.li[outcome(card, answers.get(card.id), names.get(card.project_slug, Translated()))] for card in cards)]


def outcome(card: IdeaCard, answer: Decision | None, organisation: Translated) -> Markup:
    """What became of one idea: the status, who asked, and the answer in a sentence."""
    return _outcome(card, answer and answer.decided_at, answer.summary if answer else Translated(), organisation)


@drawn_once(keep=2048)
def _outcome(card: IdeaCard, answered_at: datetime | None, summary: Translated, organisation: Translated) -> h.Element:
    return h.article(".outcome")[
        h.p(".line", style="--gap:0 .625rem")[
            status_label(card.status), h.span(".meta.num")[date(answered_at, "short")] if answered_at else None],
        h.div(".stack", style="--gap:.25rem")[
            h.h3(style="font-size:var(--t-l)")[told(card.title, "a", href=to(f"/ideas/{card.id}"))],
            told(summary, "p", "small") if summary else None,
            h.p(".line.meta", style="--gap:.25rem .75rem")[
                h.span[proposed_by(card)], tongue(card.title.language, language())]],
        told(organisation, "p", "meta")]


def proposed_by(card: IdeaCard) -> str:
    author = author_words(card.author)
    if not card.supports:
        return _("Proposed by {author}", author=author)
    return ngettext("Proposed by {author}, supported by {count} person", "Proposed by {author}, supported by {count} people",
                    card.supports, author=author)


def told_in_numbers(numbers: Numbers) -> str:
    """How the promise is kept so far."""
    if not numbers.ideas:
        return _("No idea yet. Every one will get an answer here, a refusal too, with its reason.")
    return " ".join((
        ngettext("{count} idea so far.", "{count} ideas so far.", numbers.ideas),
        ngettext("{count} has its answer.", "{count} have their answer.", numbers.answered),
        ngettext("{count} is delivered.", "{count} are delivered.", numbers.delivered),
        _("Refusals are published too, with their reason.")))


# ── Without internet ──────────────────────────────────────────────────────────────────────────────


@drawn_once(keep=64)
def without_internet(organisation: OrganisationView | None = None) -> h.Element:
    """The ways to take part that need no screen: only those that exist."""
    return h.aside(".stack", style="--gap:var(--s-5)", aria_labelledby="offline-title")[
        h.div(".head", style="margin-bottom:0")[h.h2("#offline-title")[_("Without internet too")]],
        h.p[_("Every opinion counts the same, online or on paper.")],
        h.ul(".rows")[
            _way("phone", h.a(href=f"tel:{organisation.phone.replace(' ', '')}")[organisation.phone], _("By telephone"))
            if organisation and organisation.phone else None,
            _way("map-pin", _("At the counter of your commune"), _("Say your idea; it is written down with you.")),
            _way("file-text", _("On paper"), _("The form exists in French, Dutch and English.")),
            _way("message-square", h.a(href=f"mailto:{organisation.contact}")[organisation.contact], _("By e-mail"))
            if organisation and organisation.contact else None],
        h.a(".more", href=to("/offline"))[_("How to take part without internet"), icon("arrow-right")]]


def _way(picture: str, what: h.Node, more: str) -> h.Element:
    return h.li(".line")[
        icon(picture), h.span(style="min-width:0;overflow-wrap:anywhere")[h.b[what], h.br, h.span(".meta")[more]]]
