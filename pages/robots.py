"""What machines read: robots.txt, the map of the site, the icon, and the feed of a project."""

from collections.abc import Iterable
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from nicegui import app
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from components import assets
from components.document import Visit, page
from components.frame import to
from components.ideas import author_words, status_words
from locales import language
from models.clock import now
from models.database import in_pool, reading
from models.decisions import latest_answers
from models.ideas import Order, Sight, ideas_in, listed, newest_id
from models.organisations import organisations
from models.projects import ideas_phase, news_of, phases_of, project_by_slug, project_cards
from models.settings import Settings
from models.translated import LANGUAGES, Language

PRIVATE = ("/me", "/organise", "/sign-in", "/introduce", "/report", "/search", "/near", "/stop", "/set-up")
TEXTS = ("/how-it-works", "/charter", "/privacy", "/accessibility", "/offline")
LOT = 5_000   # ids of ideas in one file: three languages stay far under the 50,000 addresses a file may hold


def open_pages(settings: Settings) -> None:
    """Give the files of machines their addresses."""
    def host(request: Request) -> str:
        return settings.origins[0] if settings.origins else f"{request.url.scheme}://{request.url.netloc}"

    def robots(request: Request) -> Response:
        rules = (f"Disallow: /{tongue}{path}" for tongue in LANGUAGES for path in PRIVATE)
        return PlainTextResponse("\n".join(("User-agent: *", *rules, "Disallow: /language/",
                                            f"Sitemap: {host(request)}/sitemap.xml", "")))

    async def site_map(request: Request) -> Response:
        return _xml(await in_pool(_index, host(request)))

    async def map_of_pages(request: Request) -> Response:
        return _xml(await in_pool(_pages, host(request), now()))

    async def map_of_ideas(request: Request) -> Response:
        return _xml(await in_pool(_ideas, host(request), now(), min(request.path_params["lot"], 10**9)))

    app.add_route("/robots.txt", robots)
    app.add_route("/sitemap.xml", site_map)
    app.add_route("/sitemap-pages.xml", map_of_pages)
    app.add_route("/sitemap-ideas-{lot:int}.xml", map_of_ideas)
    app.add_route("/favicon.ico", lambda _request: RedirectResponse(assets.address("mark.svg"), 302))


def _xml(lines: Iterable[str], kind: str = "application/xml") -> Response:
    return Response('<?xml version="1.0" encoding="UTF-8"?>\n' + "\n".join(lines) + "\n", media_type=kind)


# ── The map of the site ───────────────────────────────────────────────────────────────────────────


def _index(host: str) -> list[str]:
    with reading() as session:
        lots = newest_id(session) // LOT + 1
    names = ("pages", *(f"ideas-{lot}" for lot in range(lots)))
    return ['<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
            *(f"<sitemap><loc>{escape(host)}/sitemap-{name}.xml</loc></sitemap>" for name in names), "</sitemapindex>"]


def _pages(host: str, at: datetime) -> list[str]:
    with reading() as session:
        cards, everyone = project_cards(session, at), organisations(session)
    paths = ["/", "/projects", "/answers", *TEXTS, *(f"/organisations/{one.slug}" for one in everyone)]
    paths += [path for card in cards for path in (
        f"/projects/{card.slug}", *([f"/projects/{card.slug}/ideas"] if card.ideas else ()))]
    return _urls(host, ((path, None) for path in paths))


def _ideas(host: str, at: datetime, lot: int) -> list[str]:
    with reading() as session:
        known = listed(session, at, lot * LOT, (lot + 1) * LOT - 1)
    return _urls(host, ((f"/ideas/{number}", changed) for number, changed in known))


def _urls(host: str, places: Iterable[tuple[str, datetime | None]]) -> list[str]:
    lines = ['<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">']
    for path, changed in places:
        addresses: dict[Language, str] = {tongue: escape(host + to(path, tongue)) for tongue in LANGUAGES}
        others = "".join(f'<xhtml:link rel="alternate" hreflang="{tongue}" href={quoteattr(host + to(path, tongue))}/>'
                         for tongue in LANGUAGES)
        when = f"<lastmod>{changed:%Y-%m-%d}</lastmod>" if changed else ""
        lines += [f"<url><loc>{address}</loc>{when}{others}</url>" for address in addresses.values()]
    return [*lines, "</urlset>"]


# ── The feed of a project ─────────────────────────────────────────────────────────────────────────


@page("/projects/{slug}/feed.xml")
def project_feed(visit: Visit, slug: str) -> Response:
    """The newest ideas of a project, their answers, and its news, as Atom."""
    with reading() as session:
        project, _organisation = project_by_slug(session, slug, visit.now)
        phase = ideas_phase(phases_of(session, project.id, visit.now))
        cards = ideas_in(session, phase, Sight(order=Order.NEWEST), None, visit.now).cards if phase else ()
        answers = latest_answers(session, [card.id for card in cards])
        news = news_of(session, project.id, visit.now)
    here, words = visit.host + to(f"/projects/{slug}"), status_words()
    entries = [_entry(f"{visit.host}{to(f'/ideas/{card.id}')}", card.title.text, card.title.language, card.submitted_at,
                      card.excerpt.text, author_words(card.author)) for card in cards]
    entries += [_entry(f"{visit.host}{to(f'/ideas/{card.id}')}#answer-{answers[card.id].id}",
                       f"{words[card.status]} — {card.title.text}", language(), answers[card.id].decided_at,
                       answers[card.id].summary.told(language()).text) for card in cards if card.id in answers]
    entries += [_entry(f"{here}#news-{post.id}", post.title.told(language()).text, post.title.told(language()).language,
                       post.posted_at, post.body.told(language()).text) for post in news]
    entries.sort(reverse=True)
    title = project.title.told(language())
    newest = entries[0][0] if entries else _stamp(project.created_at)
    return _xml((
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{title.language}">', f"<title>{escape(_clean(title.text))}</title>",
        f"<id>{escape(here)}</id>", f'<link href={quoteattr(here)}/>', f'<link rel="self" href={quoteattr(here + "/feed.xml")}/>',
        f"<updated>{newest}</updated>", f"<author><name>{escape(_organisation.name.told(language()).text)}</name></author>",
        *(entry for _at, entry in entries), "</feed>"), "application/atom+xml")


def _entry(address: str, title: str, tongue: str, at: datetime, text: str, author: str = "") -> tuple[str, str]:
    """When, and the entry."""
    by = f"<author><name>{escape(_clean(author))}</name></author>" if author else ""
    return _stamp(at), (f'<entry xml:lang="{tongue}"><title>{escape(_clean(title))}</title><id>{escape(address)}</id>'
                        f"<link href={quoteattr(address)}/><updated>{_stamp(at)}</updated>{by}"
                        f"<summary>{escape(_clean(text))}</summary></entry>")


def _stamp(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def _clean(text: str) -> str:
    """Without the control characters that XML forbids."""
    return "".join(letter for letter in text if letter >= " " or letter in "\n\t")
