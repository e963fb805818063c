"""The ideas of a project: found by words and filters, in an order one chooses, as a list and on a map."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import htpy as h
from sqlmodel import Session

from components.document import Document, Visit, page
from components.drawn import drawn_once
from components.forms import select
from components.frame import to
from components.icons import icon
from components.ideas import idea_card, status_words
from components.maps import idea_map
from locales import _, language, ngettext, number, pgettext, say
from models.database import reading
from models.eligibility import Act, setting_of, why_not
from models.ideas import IdeaPoint, Order, Page, Sight, Status, ideas_in, points_in
from models.organisations import Neighbourhood, neighbourhoods_of, view
from models.projects import Phase, Project, Topic, ideas_phase_of, ideas_settings, project_by_slug, topics_of
from models.refusals import Refusal

LONGEST_WORDS = 200
LARGEST = 2**31   # what a column of whole numbers holds
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Look:
    """What a reader wants to see of a project's ideas, and what there is to choose from. All of it stands in the address."""

    path: str
    project: Project
    phase: Phase
    topics: tuple[Topic, ...]
    neighbourhoods: tuple[Neighbourhood, ...]
    sight: Sight
    on_map: bool

    def address(self, **changes: str | None) -> str:
        """The address of this look with some wishes changed, always from the first page unless `after` is given."""
        sight = self.sight
        wishes = {"q": sight.words, "topic": sight.topic, "neighbourhood": str(sight.neighbourhood or ""), "status": sight.status,
                  "order": sight.order if sight.order != Order.NEWEST else "", "view": "map" if self.on_map else "", **changes}
        query = urlencode({name: wish for name, wish in wishes.items() if wish})
        return to(f"{self.path}?{query}" if query else self.path)

    @property
    def filtered(self) -> bool:
        return bool(self.sight.words or self.sight.topic or self.sight.status or self.sight.neighbourhood)


@page("/projects/{slug}/ideas", shared=True)
def ideas_page(visit: Visit, slug: str) -> Document:
    """Ideas of the phase that collects them, or that did last."""
    with reading() as session:
        project, organisation = project_by_slug(session, slug, visit.now, visit.person)
        phase = ideas_phase_of(session, project.id, visit.now)
        look = look_of(session, visit, project, phase)
        found = ideas_in(session, phase, look.sight, visit.person, visit.now)
        points = points_in(session, phase, look.sight, visit.person) if ideas_settings(phase).places else ()
    closed = why_not(Act.SUBMIT, visit.person, setting_of(project, phase, visit.now))
    closed = None if closed is None or closed.next_step else closed   # who must first sign in sees the way in all the same
    told = project.title.told(visit.language)
    title = _("Ideas for {project}", project=told)
    return Document(
        title=title, crumb=_("Ideas"), crumbs=((told.text, f"/projects/{slug}"),), nav="ideas", organisation=view(organisation),
        description=project.lead.told(visit.language).text, topics=frozenset({f"phase:{phase.id}"}),
        main=[
            h.div(".line.ends.title")[h.h1[title], propose_button(slug) if closed is None else None],
            closed_note(closed),
            filter_form(look),
            results(look, found, points, closed)])


def look_of(session: Session, visit: Visit, project: Project, phase: Phase) -> Look:
    """Read the address. What it asks that does not exist is left out, so that an old link still shows something."""
    topics, wanted = topics_of(session, project.id), visit.query
    neighbourhoods = tuple(neighbourhoods_of(session, project.organisation_id)) if ideas_settings(phase).places else ()
    order = Order(wanted["order"]) if wanted.get("order") in set(Order) else Order.NEWEST
    sight = Sight(
        words=" ".join(wanted.get("q", "")[:LONGEST_WORDS].replace("\0", "").split()),
        topic=next((topic.slug for topic in topics if topic.slug == wanted.get("topic")), ""),
        status=next((status for status in Status if status == wanted.get("status")), ""),
        neighbourhood=next((near.id for near in neighbourhoods if str(near.id) == wanted.get("neighbourhood")), None),
        order=order, after=read_place(order, wanted.get("after", "")))
    return Look(f"/projects/{project.slug}/ideas", project, phase, topics, neighbourhoods, sight, wanted.get("view") == "map")


# ── The place in the list, as the address writes it ───────────────────────────────────────────────

def write_place(order: Order, place: tuple[datetime | int, int]) -> str:
    """The value and the id of the last card seen, in few letters: "dw3k2-1f"."""
    value, last = place
    count = (value - EPOCH) // timedelta(microseconds=1) if isinstance(value, datetime) else value
    return f"{_short(count)}-{_short(last)}"


def read_place(order: Order, text: str) -> tuple[datetime | int, int] | None:
    """The same backwards; None, which is the first page, for anything else."""
    value, dash, last = text.partition("-")
    if not (dash and all(0 < len(part) <= 12 and part.isascii() and part.isalnum() for part in (value, last))):
        return None
    count, id = int(value, 36), int(last, 36)
    if id >= LARGEST or (order != Order.NEWEST and count >= LARGEST):
        return None
    try:
        return (EPOCH + timedelta(microseconds=count) if order == Order.NEWEST else count), id
    except OverflowError:
        return None


def _short(count: int) -> str:
    digits = ""
    while count:
        count, rest = divmod(count, 36)
        digits = DIGITS[rest] + digits
    return digits or "0"


# ── What one sees ─────────────────────────────────────────────────────────────────────────────────

def propose_button(slug: str) -> h.Element:
    return h.a(".button", href=to(f"/projects/{slug}/ideas/new"))[icon("plus"), _("Propose an idea")]


def closed_note(closed: Refusal | None) -> h.Element | None:
    """Why nobody can propose an idea now."""
    return h.p(".note")[icon("info"), h.span[say(closed), " ", _("You can read all ideas and follow what becomes of them.")]] \
        if closed else None


def filter_form(look: Look) -> h.Element:
    """The search and its filters: they work at once with JavaScript, and by their button without."""
    sight, spoken = look.sight, language()
    orders = {Order.NEWEST: _("Newest first"), Order.SUPPORTED: _("Most supported"), Order.DISCUSSED: _("Most discussed"),
              Order.RANDOM: _("In random order")}
    return h.form("#filters.filters", role="search", method="get", action=to(look.path), data_swap="active results")[
        h.div(".find")[
            icon("search"), h.label(".away", for_="q")[_("Search the ideas")],
            h.input("#q.input", type="search", name="q", value=sight.words or None, maxlength=str(LONGEST_WORDS),
                    placeholder=_("Search, in any language"))],
        _choice(_("Topic"), "topic", (
            ("", _("All topics")), *((topic.slug, topic.name.told(spoken).text) for topic in look.topics)), sight.topic),
        _choice(_("Neighbourhood"), "neighbourhood", (
            ("", _("All neighbourhoods")), *((str(near.id), near.name.told(spoken).text) for near in look.neighbourhoods)),
            str(sight.neighbourhood or "")) if look.neighbourhoods else None,
        _choice(_("Status"), "status", (("", _("Any status")), *status_words().items()), sight.status),
        _choice(_("Order"), "order", tuple(("" if order == Order.NEWEST else order, words) for order, words in orders.items()),
                "" if sight.order == Order.NEWEST else sight.order),
        h.div(".line.ends")[
            active_filters(look),
            h.button(".button.second.short.native", type="submit")[pgettext("button", "Search")],
            view_toggle(look)]]


@drawn_once(keep=512)
def _choice(label: str, name: str, options: tuple[tuple[str, str], ...], value: str) -> h.Element:
    return select(label, name, options, value, hidden_label=True)


def active_filters(look: Look) -> h.Element:
    """What narrows the list now; each part can be taken away."""
    sight, spoken = look.sight, language()
    tags = [
        ("q", f"“{sight.words}”") if sight.words else None,
        *(("topic", topic.name.told(spoken).text) for topic in look.topics if topic.slug == sight.topic),
        *(("neighbourhood", near.name.told(spoken).text) for near in look.neighbourhoods if near.id == sight.neighbourhood),
        ("status", status_words()[sight.status]) if sight.status else None]
    return h.p("#active.line")[
        h.span(".away")[_("Active filters:")] if look.filtered else None,
        (h.a(".tag", href=look.address(**{name: None}), data_swap="filters results")[
            label, " ", icon("x"), h.span(".away")[_("remove")]] for name, label in filter(None, tags)),
        h.a(".more.small", href=look.address(q=None, topic=None, neighbourhood=None, status=None), data_swap="filters results")[
            _("Clear all")] if look.filtered else None]


def view_toggle(look: Look) -> h.Element | None:
    """List or map, where there is no room for both."""
    if not ideas_settings(look.phase).places:
        return None
    return h.fieldset(".toggle")[
        h.legend(".away")[_("View")],
        h.label[h.input("#v-list", type="radio", name="view", value="", checked=not look.on_map), icon("list"), _("List")],
        h.label[h.input("#v-map", type="radio", name="view", value="map", checked=look.on_map), icon("map"), _("Map")]]


def results(look: Look, found: Page, points: tuple[IdeaPoint, ...], closed: Refusal | None) -> h.Element:
    """How many, the list, and the map beside it."""
    drawn = idea_map(look.neighbourhoods, points) if found.total else None
    shown = h.div(".list")[
        h.h2(".away")[_("List")],
        h.p[h.a(".more", href=look.address())[_("Back to the first ideas")]] if look.sight.after else None,
        h.div("#cards")[(idea_card(card) for card in found.cards)] if found.cards else nothing_found(look, closed),
        h.nav(".line.pages", aria_label=_("Pages"))[
            h.a(".button.second.short", href=look.address(after=write_place(look.sight.order, found.next)), data_more="cards")[
                _("Show {count} more ideas", count=20)]] if found.next else None]
    return h.div("#results")[
        h.p(".meta", role="status")[h.b[how_many(look, found)], _fair(look)],
        h.div(".split.browse")[shown, drawn] if drawn else shown]


def how_many(look: Look, found: Page) -> h.Node:
    """The total, which moves while one looks as long as nothing is filtered."""
    if found.more_than_total:
        return _("More than {count} ideas", count=found.total)
    words = ngettext("{count} idea", "{count} ideas", found.total)
    if look.filtered:
        return words
    before, count, after = words.partition(number(found.total))
    return [before, h.span(data_live=f"phase:{look.phase.id}:ideas")[count], after]


def _fair(look: Look) -> str | None:
    return f" · {_('A fair order, new every day')}" if look.sight.order == Order.RANDOM else None


def nothing_found(look: Look, closed: Refusal | None) -> h.Element:
    """Never an empty hole: what could stand here, and the next step."""
    if look.filtered:
        everything = replace(look, sight=Sight(order=look.sight.order)).address()
        return h.div(".empty")[
            icon("search"), h.h3[_("No idea matches these filters")], h.p[_("Try other words, or fewer filters.")],
            h.a(".button.second", href=everything, data_swap="filters results")[_("Show all ideas")]]
    if look.sight.after:
        return h.p(".meta")[_("There are no more ideas after these.")]
    return h.div(".empty")[
        icon("lightbulb"), h.h3[_("No ideas yet")],
        [h.p[_("Be the first to propose one.")], propose_button(look.project.slug)] if closed is None else None]
