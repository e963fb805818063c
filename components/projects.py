"""A project as readers meet it: its card, its phases, what one can do in it now, and how to follow it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache

import htpy as h
from markupsafe import Markup

from components import shapes
from components.drawn import drawn_once
from components.frame import to
from components.icons import icon
from components.ideas import told
from locales import BRUSSELS, _, date, language, ngettext
from models.organisations import OrganisationView
from models.projects import PhaseView, ProjectCard
from models.translated import Translated

SOON = 14   # days before the end from which we count them
MONTHS = timedelta(days=45)   # a phase longer than this is told in months


@lru_cache(maxsize=500)
def cover(slug: str, mood: str, columns: int = 6, rows: int = 2) -> Markup:
    """The drawn cover of a project, the same each time."""
    return Markup(shapes.cover(slug, mood if mood in shapes.MOODS else "leaf", columns, rows))


def organisation_link(slug: str, name: Translated) -> h.Element:
    """To the home of an organisation, by its name."""
    return told(name, "a", href=to(f"/organisations/{slug}"))


def organisation_options(organisations: Iterable[OrganisationView]) -> list[tuple[str, str]]:
    """For a choice of whose projects or answers to see."""
    return [("", _("All")), *((one.slug, one.name.told(language()).text) for one in organisations)]


# ── Cards ─────────────────────────────────────────────────────────────────────────────────────────


def project_card(card: ProjectCard, wide: bool = False, now: datetime | None = None) -> Markup:
    """A project in a list. `wide` is for the first of a page; with `now`, the last days are counted."""
    return _project(card, wide, now and now.astimezone(BRUSSELS).replace(hour=0, minute=0, second=0, microsecond=0))


@drawn_once(keep=512)
def _project(card: ProjectCard, wide: bool, today: datetime | None) -> h.Element:
    return h.article(class_=["project", "wide" if wide else ""])[
        cover(card.slug, card.mood, 5, 4) if wide else cover(card.slug, card.mood),
        h.div[
            told(card.organisation_name, "p", "meta"),
            h.h3[told(card.title, "a", href=to(f"/projects/{card.slug}"))],
            told(card.lead, "p", "lead" if wide else "small") if card.lead else None,
            h.p(".line.meta", style="--gap:.25rem .75rem")[phase_dots(card.phases), _when(card, today)],
            _way_in(card, wide)]]


def phase_dots(phases: tuple[PhaseView, ...]) -> h.Node:
    """How far a project is: a petal for each phase, and the same in words."""
    if not phases:
        return None
    looks = {"past": "past", "open": "now", "coming": ""}
    at = str(max((n for n, phase in enumerate(phases, 1) if phase.state != "coming"), default=1))
    return h.fragment[h.span(".dots", aria_hidden="true")[(h.i(class_=looks[phase.state]) for phase in phases)],
                      h.span[_("Phase {number} of {total}", number=at, total=str(len(phases)))]]


def _when(card: ProjectCard, now: datetime | None) -> h.Node:
    ends = [phase.closes_at for phase in what_is_asked(card.phases) if phase.closes_at]
    if card.state == "past":
        last = max((phase.closes_at for phase in card.phases if phase.closes_at), default=None)
        return h.span[_("Ended on {date}", date=date(last_day(last), "short")) if last else _("Ended")]
    if card.state == "coming":
        starts = [phase.opens_at for phase in card.phases if phase.state == "coming"]
        return h.span[_("From {date}", date=date(min(starts), "short"))] if starts else None
    return h.span[time_left(min(ends), now)] if ends else None


def _way_in(card: ProjectCard, wide: bool) -> h.Element:
    """What the card leads to. The whole card is the link, so this is only drawn."""
    collects = any(phase.method == "ideas" for phase in card.open_phases)
    label = _("Share an idea") if collects and card.state == "open" else _("Discover the project")
    minutes = h.span(".meta")[_("5 min")] if collects and card.state == "open" else None
    if wide:
        return h.p(".line")[h.span(".button")[label, icon("arrow-right")], minutes]
    return h.p(".do")[label, " ", minutes, icon("arrow-right")]


@drawn_once(keep=512)
def project_line(card: ProjectCard) -> h.Element:
    """A project in a short list: its title, whose it is, and how far."""
    states = {"open": _("Open"), "coming": _("Coming"), "past": _("Ended")}
    return h.li[h.article(".stack", style="--gap:.25rem")[
        h.h3(style="font-size:var(--t-l)")[told(card.title, "a", href=to(f"/projects/{card.slug}"))],
        h.p(".line.meta", style="--gap:.25rem .75rem")[told(card.organisation_name, "span"), h.span[states[card.state]]]]]


# ── Phases ────────────────────────────────────────────────────────────────────────────────────────


@drawn_once(keep=512)
def phase_timeline(phases: tuple[PhaseView, ...]) -> h.Node:
    """All phases in order: those past, the one we are in, those to come."""
    return h.ol(".phases")[(_phase(phase) for phase in phases)] if phases else None


def _phase(phase: PhaseView) -> h.Element:
    looks = {"past": "done", "open": "now", "coming": "next"}
    aside = {"past": h.span(".away")[" (", _("finished"), ")"], "open": h.em[_("Now")], "coming": None}
    return h.li(class_=looks[phase.state], aria_current="step" if phase.state == "open" else None)[
        h.b[told(phase.title, "span"), " ", aside[phase.state]],
        h.small[phase_dates(phase), (h.br, told(phase.description, "span")) if phase.description else None]]


def phase_dates(phase: PhaseView) -> str:
    """When a phase is, in words: “Until 5 December 2026”, “April 2026 – September 2026”."""
    last = last_day(phase.closes_at) if phase.closes_at else None
    if phase.state == "open":
        return _("Until {date}", date=date(last)) if last else _("Since {date}", date=date(phase.opens_at))
    if last is None:
        return _("From {date}", date=date(phase.opens_at))
    style = "month" if last - phase.opens_at > MONTHS else "short"
    first, final = date(phase.opens_at, style), date(last, style)
    return first if first == final else f"{first} – {final}"


def last_day(closes_at: datetime) -> datetime:
    """The last moment a phase is open: one that closes at midnight ends the day before."""
    return closes_at - timedelta(microseconds=1)


def time_left(closes_at: datetime, now: datetime | None) -> str:
    """“12 days left” near the end, else the date."""
    last = last_day(closes_at)
    days = (last.astimezone(BRUSSELS).date() - now.astimezone(BRUSSELS).date()).days if now else SOON + 1
    if days == 0:
        return _("Last day")
    if days <= SOON:
        return ngettext("{count} day left", "{count} days left", days)
    return _("Until {date}", date=date(last, "short"))


def what_is_asked(phases: Iterable[PhaseView]) -> list[PhaseView]:
    """The open phases in which one can do something, first those that close first."""
    asked = [phase for phase in phases if phase.state == "open" and phase.method == "ideas"]
    return sorted(asked, key=lambda phase: (phase.closes_at is None, phase.closes_at))


# ── Taking part ───────────────────────────────────────────────────────────────────────────────────


@drawn_once(keep=512)
def things_to_do(slug: str, phases: tuple[PhaseView, ...], archived: bool = False) -> h.Element:
    """What one can do now, until when, and how long it takes; or when there will be something."""
    asked = [] if archived else what_is_asked(phases)
    if asked:
        return h.ul(".rows")[([_share(slug, phase), _support(slug, phase)] for phase in asked)]
    coming = [] if archived else [phase for phase in phases if phase.state == "coming"]
    if coming:
        return h.p[_("Nothing is asked of you now. The next phase starts on {date}: {title}.",
                     date=coming[0].opens_at, title=coming[0].title.told(language()))]
    if archived or all(phase.state == "past" for phase in phases):
        return h.p[_("This project is finished. Everything said in it stays readable.")]
    return h.p[_("Nothing is asked of you now. Follow the project to hear what happens.")]


def _share(slug: str, phase: PhaseView) -> h.Element:
    label = _("Share an idea")
    return _todo("lightbulb", label, phase, _("5 min"), to(f"/projects/{slug}/ideas/new"), _("Start"), "button")


def _support(slug: str, phase: PhaseView) -> h.Element:
    label = _("Support and discuss ideas")
    return _todo("message-square", label, phase, _("2 min"), to(f"/projects/{slug}/ideas"), _("See the ideas"), "button second")


def _todo(picture: str, label: str, phase: PhaseView, time: str, address: str, call: str, look: str) -> h.Element:
    until = (_("Online, until {date}.", date=last_day(phase.closes_at)) if phase.closes_at
             else _("Online, for as long as the project lasts."))
    return h.li(".todo")[
        icon(picture), h.div[h.h3[label], h.p(".small")[until]],
        h.p(".meta")[h.span(".away")[_("Time needed:"), " "], time],
        h.a(class_=look, href=address)[call, h.span(".away")[" (", label, ")"]]]


def follow_button(slug: str, follows: bool) -> h.Element:
    """Be told about what happens in a project, or no longer."""
    return h.form(id=f"follow-{slug}", method="post", action=to(f"/projects/{slug}/follow"), data_act=True)[
        h.input(type="hidden", name="wanted", value="0" if follows else "1"),
        h.button(".button.second", type="submit", aria_pressed="true" if follows else "false")[
            icon("bell"), _("You follow") if follows else _("Follow"), h.span(".away")[" ", _("this project")]]]
