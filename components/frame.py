"""What stands around every page: header, languages, crumbs, notes, footer. And `to()`, the address of anything."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

import htpy as h
from markupsafe import Markup

from components.icons import icon
from components.shapes import mark
from locales import _, language, pgettext
from models.translated import LANGUAGES, Language

if TYPE_CHECKING:
    from components.document import Document, Visit

NAMES: dict[Language, str] = {"fr": "Français", "nl": "Nederlands", "en": "English"}
BRAND_TOKENS = {"--brand", "--on-brand", "--accent", "--paper", "--font", "--petal", "--petal-s"}
HARMLESS = re.compile(r"[\w\s#%.,()/\"'-]{1,120}")
MARK = Markup(mark())


@dataclass
class Site:
    """What every page says about this installation; `install()` fills it in once."""

    name: str = "Brussels Smart City & Participation"
    source: str = ""      # where the code of this very installation can be read


site = Site()


def to(path: str, tongue: Language | None = None) -> str:
    """The address of a path such as `/ideas/42` in the language spoken now, or in another one."""
    return f"/{tongue or language()}{path}" if path != "/" else f"/{tongue or language()}"


def sign_in_address(path: str) -> str:
    """Where one signs in, and comes back to this path afterwards."""
    return to(f"/sign-in?next={quote(path, safe='/')}")


def framed(visit: "Visit", document: "Document", notice: h.Node = None) -> h.Node:
    """The whole body of a page."""
    return h.fragment[
        h.a(".skip", href="#main")[_("Go to the content")],
        header(visit, document),
        main_of(document, notice),
        footer(visit),
        h.div(".toastbox", data_lost=_("The connection is slow. Your text is kept. Try again in a moment."),
              data_copied=_("The address is copied."))[h.div("#toasts", role="status"), h.div("#alerts", role="alert")],
        h.p("#announce.away", role="status"),
    ]


def main_of(document: "Document", notice: h.Node = None) -> h.Element:
    """The part of a page that changes from page to page."""
    above = h.div(".page")[notice, crumbs(document)] if notice or document.crumbs else None
    return h.main("#main", tabindex="-1")[above, document.main if document.wide else h.div(".page")[document.main]]


def header(visit: "Visit", document: "Document") -> h.Element:
    """Our mark, the ways in, the languages, and the door to one's own space."""
    links = _links(visit, document)
    return h.header(".top")[h.div(".page")[
        h.a(".brand", href=to("/"))[MARK, h.span[h.b["Brussels"], " Smart City & Participation"]],
        h.nav(".nav", aria_label=_("Main menu"))[h.ul[(h.li[link] for link in links)]],
        languages(visit),
        _own_door(visit, ".button.second.short"),
        h.details(".menu")[
            h.summary(aria_label=_("Menu"))[icon("menu")],
            h.ul[(h.li[link] for link in (*links, _staff_door(visit), _own_door(visit)) if link)]],
    ]]


def _links(visit: "Visit", document: "Document") -> tuple[h.Element, ...]:
    ways = (("projects", "/projects", _("Projects")), ("ideas", "/ideas", _("Ideas")),
            ("answers", "/answers", _("What changed")), ("communes", "/#communes", _("Communes")))
    links = tuple(h.a(href=to(path), aria_current="page" if document.nav == key else None)[label]
                  for key, path, label in ways)
    door = _staff_door(visit)
    return (*links, door) if door else links


def _own_door(visit: "Visit", look: str = "") -> h.Element:
    """To one's own space, or to signing in and back to this page."""
    if visit.person:
        return h.a(look, href=to("/me"))[_("My space")] if look else h.a(href=to("/me"))[_("My space")]
    address = sign_in_address(visit.path)
    return h.a(look, href=address, rel="nofollow")[_("Sign in")] if look else h.a(href=address, rel="nofollow")[_("Sign in")]


def _staff_door(visit: "Visit") -> h.Element | None:
    return h.a(href=to("/organise"))[_("Organise")] if visit.person and visit.person.staff else None


def languages(visit: "Visit") -> h.Element:
    """The language switch keeps the place: the same address, the same filters."""
    return h.nav("#languages.lang", aria_label="Langue · Taal · Language")[(
        h.a(href=to(visit.path, tongue), lang=tongue, hreflang=tongue, title=NAMES[tongue],
            aria_current="true" if tongue == visit.language else None)[
            h.span(aria_hidden="true")[tongue.upper()], h.span(".away")[NAMES[tongue]]]
        for tongue in LANGUAGES)]


def crumbs(document: "Document") -> h.Element | None:
    """Where this page stands: the pages above it, then itself."""
    if not document.crumbs:
        return None
    return h.nav(".crumbs", aria_label=_("You are here"))[h.ol[
        h.li[h.a(href=to("/"))[pgettext("crumb", "Home")]],
        (h.li[h.a(href=to(path))[label]] for label, path in document.crumbs),
        h.li(aria_current="page")[document.crumb or document.title]]]


def note(text: h.Node, error: bool = False, undo: h.Node = None) -> h.Element:
    """What just happened, on top of the page that follows."""
    return h.div(class_=["note", "warn" if error else "good"], role="status")[
        icon("triangle-alert" if error else "circle-check"), h.div[h.p[text], undo]]


def brand_style(tokens: Iterable[tuple[str, str]]) -> Markup | None:
    """An organisation's own colours and shapes; what is not plainly a value of a token is left out."""
    safe = [f"{name}:{value}" for name, value in tokens
            if name in BRAND_TOKENS and HARMLESS.fullmatch(value)]
    return Markup(f"<style>@supports (color: light-dark(#000, #fff)){{:root{{{';'.join(safe)}}}}}</style>") if safe else None


def footer(visit: "Visit") -> h.Element:
    """How it works, what we promise, how to take part without internet."""
    def column(title: str, *links: tuple[str, str] | None) -> h.Element:
        return h.div[h.h2[title], h.ul(".plain")[(
            h.li[h.a(href=href if href.startswith("https:") else to(href))[label]] for label, href in filter(None, links))]]
    return h.footer(".foot")[h.div(".page")[
        h.div(".tiles")[
            h.div(".stack")[h.p[h.b[site.name]], h.p(".meta")[
                _("A service of the public authorities in Brussels. Free, reusable, hosted in Belgium.")]],
            column(_("The platform"), (_("How it works"), "/how-it-works"), (_("Your data, your rights"), "/your-data"),
                   (_("Participation charter"), "/charter")),
            column(_("Need help?"), (_("Take part without internet"), "/without-internet")),
            column(_("Openness"), (_("Accessibility"), "/accessibility"),
                   (_("Source code"), site.source) if site.source.startswith("https:") else None,
                   (_("Open data"), "/open-data")),
        ],
        h.div(".end.line.ends")[
            h.p(".meta")[_("Texts under licence CC BY 4.0.")],
            h.p(".line", style="--gap:0 1rem")[(
                h.a(href=to(visit.path, tongue), lang=tongue, hreflang=tongue)[NAMES[tongue]] for tongue in LANGUAGES)]],
    ]]
