"""The long texts about the platform: how it works, charter, privacy, accessibility, without internet."""

import htpy as h

from components.document import Document, Visit, page
from components.frame import note, site
from components.markdown import rich
from locales import _, language
from locales.texts import text, title
from models.database import reading
from models.organisations import OrganisationView, organisations


def text_page(name: str) -> Document:
    """One of the texts, in the name of the first organisation: the Region’s, or the only one there is."""
    with reading() as session:
        everyone = organisations(session)
    told = text(name, **holes(everyone[0] if everyone else None))
    body = told.text.partition("\n")[2]
    return Document(title=title(told), description=_summary(body), main=h.div(".stack.leaf")[
        h.h1(lang=told.language)[title(told)],
        note(_("This text is not in your language yet.")) if told.language != language() else None,
        h.div(".stack.prose", lang=told.language if told.language != language() else None)[rich(body, 2)]])


def holes(organisation: OrganisationView | None) -> dict[str, str]:
    """What the texts leave open. A number or an address that nobody gave is not invented."""
    name = organisation.name.told(language()).text if organisation else site.name
    return {
        "platform": site.name, "organisation": name,
        "contact": (organisation.contact if organisation else "") or _("the organisation that runs this platform"),
        "phone": (organisation.phone if organisation else "") or _("your commune’s general number"),
    }


def _summary(body: str) -> str:
    """The first paragraph, as search engines show it."""
    first = next((line for line in body.splitlines() if line.strip() and not line.startswith("#")), "")
    return first if len(first) <= 200 else first[:200].rsplit(" ", 1)[0] + "…"


@page("/how-it-works")
def how_it_works_page(visit: Visit) -> Document:
    return text_page("how-it-works")


@page("/charter")
def charter_page(visit: Visit) -> Document:
    return text_page("charter")


@page("/privacy")
def privacy_page(visit: Visit) -> Document:
    return text_page("privacy")


@page("/accessibility")
def accessibility_page(visit: Visit) -> Document:
    return text_page("accessibility")


@page("/offline")
def offline_page(visit: Visit) -> Document:
    return text_page("offline")
