"""What stands around every page: header, languages, crumbs, notes, footer. And `to()`, the address of anything."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote

import htpy as h
from markupsafe import Markup, escape

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
PLACE, BACK = "\ue000", "\ue001"   # holes for the address of the page; no text has these two signs


@dataclass
class Site:
    """What every page says about this installation; `install()` fills it in once."""

    name: str = "Brussels Smart City & Participation"
    source: str = ""      # where the code of this very installation can be read
    demo: bool = False    # nothing here is real, and every page says so


site = Site()


def to(path: str, tongue: Language | None = None) -> str:
    """The address of a path such as `/ideas/42` in the language spoken now, or in another one."""
    return f"/{tongue or language()}{path}" if path != "/" else f"/{tongue or language()}"


def sign_in_address(path: str) -> str:
    """Where one signs in, and comes back to this path afterwards."""
    return to(f"/sign-in?next={quote(path, safe='/')}")


def framed(visit: "Visit", document: "Document", notice: h.Node = None) -> str:
    """The whole body of a page."""
    before, after = _around(visit.language, document.nav, visit.person is not None,
                            visit.person is not None and visit.person.staff)
    place, back = str(escape("" if visit.path == "/" else visit.path)), quote(visit.path, safe="/")

    def placed(html: str) -> str:
        return html.replace(PLACE, place).replace(BACK, back)

    return placed(before) + str(main_of(document, notice)) + placed(after)


@cache
def _around(tongue: Language, nav: str | None, signed_in: bool, staff: bool) -> tuple[str, str]:
    """What stands before and after the content: the same for many pages, so it is rendered once for each kind.

    Rendering it takes three times as long as a small page's content. Two holes are left: this place, and the way back.
    """
    return str(h.fragment[h.a(".skip", href="#main")[_("Go to the content")], demo_strip(),
                             header(nav, signed_in, staff)]), str(h.fragment[
        footer(),
        h.div(".toastbox", data_lost=_("The connection is slow. Your text is kept. Try again in a moment."),
              data_copied=_("The address is copied."))[h.div("#toasts", role="status"), h.div("#alerts", role="alert")],
        h.p("#announce.away", role="status"),
    ])


def demo_strip() -> h.Element | None:
    """Says that nothing is real, and where one changes roles and reads the letters."""
    return h.aside(".demo", aria_label=_("Demo"))[h.div(".page.line")[
        h.span[_("Demo: nothing here is real.")], h.a(href=to("/demo"))[_("Change roles")],
        h.a(href=to("/demo/letters"))[_("Letters")]]] if site.demo else None


def main_of(document: "Document", notice: h.Node = None) -> h.Element:
    """The part of a page that changes from page to page."""
    above = h.div(".page")[notice, crumbs(document)] if notice or document.crumbs else None
    return h.main("#main", tabindex="-1")[above, document.main if document.wide else h.div(".page")[document.main]]


def header(nav: str | None, signed_in: bool, staff: bool) -> h.Element:
    """Our mark, the ways in, the languages, and the door to one's own space."""
    ways = (("projects", "/projects", _("Projects")), ("ideas", "/ideas", _("Ideas")),
            ("answers", "/answers", _("What changed")), ("communes", "/#communes", _("Communes")))
    links = [h.a(href=to(path), aria_current="page" if nav == key else None)[label] for key, path, label in ways]
    if staff:
        links.append(h.a(href=to("/organise"))[_("Organise")])
    door = {"href": to("/me")} if signed_in else {"href": to(f"/sign-in?next={BACK}"), "rel": "nofollow"}
    own = _("My space") if signed_in else _("Sign in")
    return h.header(".top")[h.div(".page")[
        h.a(".brand", href=to("/"))[MARK, h.span[h.b[site.name.partition(" ")[0]], " ", site.name.partition(" ")[2]]],
        h.nav(".nav", aria_label=_("Main menu"))[h.ul[(h.li[link] for link in links)]],
        # The switch keeps the place, and the choice in a cookie: only it sets one, so that plain visits set none.
        h.nav("#languages.lang", aria_label="Langue · Taal · Language")[(
            h.a(href=f"/language/{tongue}?to={BACK}", rel="nofollow", lang=tongue, hreflang=tongue, title=NAMES[tongue],
                aria_current="true" if tongue == language() else None)[
                h.span(aria_hidden="true")[tongue.upper()], h.span(".away")[NAMES[tongue]]]
            for tongue in LANGUAGES)],
        h.a(".button.second.short", **door)[own],
        h.details(".menu")[
            h.summary(aria_label=_("Menu"))[icon("menu")],
            h.ul[(h.li[link] for link in [*links, h.a(**door)[own]])]],
    ]]


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


def footer() -> h.Element:
    """How it works, what we promise, how to take part without internet."""
    def column(title: str, *links: tuple[str, str] | None) -> h.Element:
        return h.div[h.h2[title], h.ul(".plain")[(
            h.li[h.a(href=href if href.startswith("https:") else to(href))[label]] for label, href in filter(None, links))]]
    return h.footer(".foot")[h.div(".page")[
        h.div(".tiles")[
            h.div(".stack")[h.p[h.b[site.name]], h.p(".meta")[
                _("A service of the public authorities in Brussels. Free, reusable, hosted in Belgium.")]],
            column(_("The platform"), (_("Search"), "/search"), (_("How it works"), "/how-it-works"),
                   (_("Your data, your rights"), "/privacy"), (_("Participation charter"), "/charter")),
            column(_("Need help?"), (_("Take part without internet"), "/offline")),
            column(_("Openness"), (_("Accessibility"), "/accessibility"),
                   (_("Source code"), site.source) if site.source.startswith("https:") else None),
        ],
        h.div(".end.line.ends")[
            h.p(".meta")[_("Texts under licence CC BY 4.0.")],
            h.p(".line", style="--gap:0 1rem")[(
                h.a(href=f"/{tongue}{PLACE}", lang=tongue, hreflang=tongue)[NAMES[tongue]] for tongue in LANGUAGES)]],
    ]]
