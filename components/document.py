"""Public pages are documents: real HTML in the first answer, acts by native forms, and the same acts without reload.

`@page` gives a function an address in each language, `@act` gives one to something that changes. The page function
returns a `Document`; the mechanism frames it, sends it, and attaches one small element that keeps it alive.
"""

import inspect
import logging
import re
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from threading import Lock
from typing import Any, get_type_hints
from urllib.parse import parse_qsl, urlencode, urlsplit

import htpy as h
from itsdangerous import BadSignature, URLSafeTimedSerializer
from markupsafe import escape
from nicegui import Client, app, ui
from nicegui.element import Element
from nicegui.events import GenericEventArguments
from nicegui.translations import translations
from starlette.background import BackgroundTask
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import compile_path

from components import assets, live, security
from components.frame import brand_style, framed, note, sign_in_address, site, to
from components.icons import icon
from locales import _, language, say, speaking
from models import database, people
from models.organisations import OrganisationView
from models.refusals import Gone, Invalid, NotAllowed, NotFound, Refusal
from models.translated import LANGUAGES, Language, Told

log = logging.getLogger(__name__)

QUASAR = {"fr": "fr", "nl": "nl", "en": "en-GB"}
ROBOT = re.compile(r"bot\b|bot/|crawl|spider|slurp|facebookexternalhit|preview|embedly|archiver", re.I)
UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")   # what PostgreSQL keeps in no text, and half a sign, which UTF-8 cannot say
LIVE = re.compile(r'data-live="([^"]+):\w+"')
FLASH_SECONDS = 60
MOST_BYTES, MOST_FILES, MOST_FIELDS, LONGEST_FIELD = 8_000_000, 5, 64, 100_000
MOST_UNCONNECTED = 60   # pages of one network whose browser has not connected: beyond, pages come without the toolkit
MOST_SHARED = 200       # pages kept as everybody sees them
MOST_AT_ONCE = 4        # acts of one open page under way

translations["nl"] = {
    "connection_lost": "De verbinding is verbroken.",
    "trying_to_reconnect": "We proberen opnieuw te verbinden…",
    "message_too_long": "Dit bericht is te lang.",
    "message_too_long_body": "Dit bericht is te groot om te verzenden.",
}


# ── What goes in and out ──────────────────────────────────────────────────────────────────────────

@dataclass(frozen=True, kw_only=True)
class Visit:
    """Someone looks at a page, or acts on it: who, from where, in which language, when."""

    language: Language
    path: str                       # without its language, with its query
    query: Mapping[str, str]
    now: datetime
    person: people.Me | None = None
    session_id: int | None = None
    browser: str | None = None      # a random name for this browser, if the page asked for one
    network: str = ""
    host: str = ""                  # https://participation.example
    plain: bool = False             # asked by our own script, or by a robot: no toolkit around it
    device: str = ""                # what the browser says it is
    queries: Mapping[str, tuple[str, ...]] = field(default_factory=dict)   # a key asked several times


@dataclass(frozen=True, kw_only=True)
class Document:
    """A page as its function describes it. `main` is what stands between header and footer."""

    title: str
    main: h.Node
    description: str = ""
    crumbs: tuple[tuple[str, str], ...] = ()   # (label, path) of the pages above, without Home
    crumb: str = ""                            # the last crumb, if shorter than the title
    image: str | None = None                   # for the preview card: an address or a path of ours
    status: int = 200
    noindex: bool = False
    topics: frozenset[str] = frozenset()       # to follow, besides those that `data-live` names
    wide: bool = False                         # main holds its own `.page` containers
    islands: tuple[Callable[[], None], ...] = ()   # living NiceGUI elements; each teleports itself into the document
    nav: str | None = None                     # 'projects', 'ideas', 'answers' or 'communes'
    organisation: OrganisationView | None = None
    translated: tuple[Language, ...] = LANGUAGES   # the languages this content really exists in
    cookies: tuple[security.Cookie, ...] = ()
    head: h.Node = None                        # more for the head, such as a feed's link
    sheet: str = "public.css"                  # "desk.css" on organise pages


@dataclass(frozen=True)
class Upload:
    """A file as it was sent: unchecked."""

    filename: str
    content_type: str
    content: bytes


def keepable(text: str) -> str:
    """A text without the signs that no database keeps, however it was sent."""
    return UNKEEPABLE.sub("", text)


class Form(Mapping[str, str]):
    """What was filled in: the last value of each name, as sent but for what no database keeps; `all` values; `files`."""

    def __init__(self, values: Mapping[str, list[str]], files: Mapping[str, list[Upload]] | None = None) -> None:
        self._values = {name: [keepable(value) for value in several] for name, several in values.items()}
        self._files = dict(files or {})

    def __getitem__(self, name: str) -> str:
        return self._values[name][-1]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def text(self, name: str) -> str:
        """The trimmed text of a field, '' if it was not sent, with one kind of line end."""
        return self.get(name, "").replace("\r\n", "\n").strip()

    def all(self, name: str) -> list[str]:
        return self._values.get(name, [])

    def files(self, name: str) -> list[Upload]:
        return self._files.get(name, [])


Fragments = Mapping[str, h.Node] | Callable[[], Mapping[str, h.Node]]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What an act did, as the page must show it. Paths come without their language."""

    toast: str | None = None
    error: bool = False
    undo: tuple[str, str] | None = None     # (path of the act that takes it back, its label)
    link: tuple[str, str] | None = None     # (path, label) of where to go next
    fragments: Fragments = field(default_factory=dict)   # id → element with that id; unused where the page reloads
    back: str | None = None                 # where a native form returns to; by default the page it stood on
    go: str | None = None                   # leave for another page, in both cases
    focus: str | None = None                # id of what gets the focus
    announce: str | None = None             # said to screen readers, not shown
    cookies: tuple[security.Cookie, ...] = ()   # only native forms can: such a form has no `data_act`


PageFunction = Callable[..., Document | Response]
ActFunction = Callable[..., Outcome | Document | Response]


# ── Addresses ─────────────────────────────────────────────────────────────────────────────────────

@dataclass(frozen=True)
class _Address:
    """A function, its path, and how the path's parts are read."""

    path: str
    function: Callable[..., Any]
    kinds: Mapping[str, type]
    pattern: re.Pattern[str]
    browser: bool = False
    native: bool = False
    shared: bool = False

    @classmethod
    def of(cls, path: str, function: Callable[..., Any], **options: bool) -> "_Address":
        hints = get_type_hints(function)
        names = [name for name in inspect.signature(function).parameters if name not in {"visit", "form"}]
        kinds = {name: hints.get(name, str) for name in names}
        for name, kind in kinds.items():   # so that /ideas/new is not the idea called "new"
            path = path.replace(f"{{{name}}}", f"{{{name}:int}}") if kind is int else path
        pattern, _format, _convertors = compile_path(path)
        return cls(path, function, kinds, pattern, **options)

    def arguments(self, path: str) -> dict[str, Any]:
        """The parts of a path in the types the function asks for. A part of another type is no address of ours."""
        found = self.pattern.match(path)
        try:
            return {name: whole_number(found[name]) if kind is int else keepable(found[name])
                    for name, kind in self.kinds.items()} if found else {}
        except ValueError:
            raise NotFound("There is no page at this address.") from None


def whole_number(text: str) -> int:
    """A number as addresses write it: digits only, and small enough for a row."""
    if not (text.isascii() and text.isdigit() and len(text) <= 15):
        raise ValueError(text)
    return int(text)


acts: list[_Address] = []
pages: dict[str, Callable[..., Any]] = {}   # path → function: the addresses this site promises


def page(path: str, *, browser: bool = False, shared: bool = False) -> Callable[[PageFunction], PageFunction]:
    """Give a function an address in each language. `browser`: know this browser again (drafts before signing in).

    `shared`: whoever has not signed in sees the same, so it is drawn once for all of them until something changes.
    """
    def register(function: PageFunction) -> PageFunction:
        address = _Address.of(path, function, browser=browser, shared=shared)
        pages[path] = function
        for tongue in LANGUAGES:
            whole = f"/{tongue}{address.path}" if path != "/" else f"/{tongue}"
            ui.page(whole, language=QUASAR[tongue], response_timeout=30, markdown=False)(_view(address, tongue))
        return function
    return register


def act(path: str, *, browser: bool = False, native: bool = False,
        machines: bool = False) -> Callable[[ActFunction], ActFunction]:
    """Give something that changes an address to post to, in each language, and over an open page's socket.

    `native`: by form only (it sets cookies). `machines`: other machines may post it too.
    """
    def register(function: ActFunction) -> ActFunction:
        address = _Address.of(path, function, browser=browser, native=native)
        acts[:] = sorted([known for known in acts if known.path != address.path] + [address],
                         key=lambda known: len(known.kinds))
        if machines:
            security.from_machines.update(compile_path(f"/{tongue}{address.path}")[0] for tongue in LANGUAGES)
        return function
    return register


def act_at(path: str) -> _Address | None:
    """The act at this path, without its language."""
    return next((known for known in acts if known.pattern.match(path)), None)


def _view(address: _Address, tongue: Language) -> Callable[..., Awaitable[Response | None]]:
    async def view(request: Request) -> Response | None:
        return await _viewed(address, tongue, request)
    return view


# ── Looking ───────────────────────────────────────────────────────────────────────────────────────

class _Here:
    """What `install` was told."""

    settings: security.Settings | None = None
    flashes: URLSafeTimedSerializer | None = None


def _settings() -> security.Settings:
    if _Here.settings is None:
        raise RuntimeError("Call components.document.install(settings) before serving.")
    return _Here.settings


def _clock() -> datetime:
    return datetime.now(UTC)


def visit_of(request: Request, tongue: Language, browser: bool = False, path: str | None = None) -> Visit:
    """Who asks for what. Reads the session row, so it belongs in the pool."""
    settings, now = _settings(), _clock()
    known = security.read_cookie(request, "browser", settings.https)
    if browser and known is None:
        cookie = security.new_browser_cookie()
        security.set_cookie(request, cookie)
        known = cookie.value
    me = _person_behind(request, now)
    pairs = _readable(request.query_params.multi_items())
    if path is None:
        path = _without_language(request.url.path)
        path = f"{path}?{urlencode(pairs)}" if pairs else path
    return Visit(
        language=tongue, path=path, query=dict(pairs), queries=_gathered(pairs), now=now,
        person=me, session_id=me.session_id if me else None, browser=known,
        network=security.network_of(request.client.host if request.client else None),
        host=settings.origins[0] if settings.origins else f"{request.url.scheme}://{request.url.netloc}",
        plain=_asks_plain(request), device=request.headers.get("user-agent", "")[:300])


def _person_behind(request: Request, now: datetime) -> people.Me | None:
    token = security.read_cookie(request, "session", _settings().https)
    if token is None:
        return None
    with database.reading() as session:
        me = people.me_of(session, token, now)
    if me is not None and not me.seen_lately:
        with database.transaction() as session:
            people.note_seen(session, me.session_id, now)
    return me


def _readable(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(keepable(key), keepable(value)) for key, value in pairs]


def _gathered(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    gathered: dict[str, tuple[str, ...]] = {}
    for key, value in pairs:
        gathered[key] = (*gathered.get(key, ()), value)
    return gathered


def _without_language(path: str) -> str:
    return re.sub(r"^/(fr|nl|en)(?=/|$)", "", path) or "/"


def _by_script(request: Request) -> bool:
    return request.headers.get("x-document") == "plain"


def _asks_plain(request: Request) -> bool:
    return (_by_script(request) or "head" in request.scope
            or bool(ROBOT.search(request.headers.get("user-agent", ""))))


@dataclass(frozen=True)
class _Composed:
    """A page ready to send: all of it text."""

    visit: Visit
    document: Document
    title: str
    head: str
    body: str
    topics: frozenset[str]

    @property
    def main(self) -> str:
        """Cut out rather than rendered again: a page may hold generators, and those run dry."""
        return self.body[self.body.index('<main id="main"'):self.body.rindex("</main>") + len("</main>")]

    @property
    def headers(self) -> dict[str, str]:
        return {"Cache-Control": "no-store", "Content-Language": self.visit.language, "Vary": "Cookie, X-Document"}

    def bare(self) -> str:
        """For our own script, which takes from it what changed."""
        return f'<!doctype html><title>{escape(self.title)}</title><div id="document">{self.body}</div>'

    def whole(self) -> str:
        """A page that needs no toolkit and no script."""
        return (f'<!doctype html><html lang="{self.visit.language}"><head><meta charset="utf-8">'
                f'<meta name="viewport" content="width=device-width, initial-scale=1">'
                f'<title>{escape(self.title)}</title>{self.head}</head>'
                f'<body><div id="document">{self.body}</div><!--end of document--></body></html>')


def _composed(visit: Visit, document: Document, notice: h.Node = None) -> _Composed:
    title = document.title if document.title == site.name else f"{document.title} — {site.name}"
    if document.status == 422:
        title = _("Error: {title}", title=title)
    body = framed(visit, document, notice)
    return _Composed(visit, document, title, _head(visit, document, title), body, document.topics | {*LIVE.findall(body)})


def _head(visit: Visit, document: Document, title: str) -> str:
    """What search engines and preview cards read, and the style."""
    def at(tongue: Language) -> str:
        return visit.host + to(visit.path, tongue)

    image = document.image or assets.address(assets.CARD)
    parts = [_common_head(document.sheet), *(f'<meta {kind}="{name}" content="{escape(content)}">' for kind, name, content in (
        ("name", "description", document.description), ("property", "og:title", document.title),
        ("property", "og:description", document.description), ("property", "og:url", at(visit.language)),
        ("property", "og:image", image if image.startswith("https:") else visit.host + image)) if content)]
    if document.status == 200 and not document.noindex:
        default = visit.host + "/" if visit.path == "/" else at(document.translated[0])
        parts.append(f'<link rel="canonical" href="{escape(at(visit.language))}">')
        parts += [f'<link rel="alternate" hreflang="{tongue}" href="{escape(address)}">' for tongue, address in (
            *((tongue, at(tongue)) for tongue in document.translated), ("x-default", default))]
    else:
        parts.append('<meta name="robots" content="noindex">')
    if document.organisation:
        parts.append(brand_style(document.organisation.tokens) or "")
    if document.head is not None:
        parts.append(str(h.fragment[document.head]))
    return "".join(parts)


@cache
def _common_head(sheet: str) -> str:
    return str(h.fragment[
        h.link(rel="preload", href=assets.address(assets.FONT), as_="font", type="font/woff2", crossorigin=True),
        h.link(rel="stylesheet", href=assets.address(sheet)),
        h.link(rel="icon", href=assets.address("mark.svg"), type="image/svg+xml"),
        h.meta(name="theme-color", content="#FBFAF6", media="(prefers-color-scheme: light)"),
        h.meta(name="theme-color", content="#12142B", media="(prefers-color-scheme: dark)"),
        h.meta(property="og:site_name", content=site.name), h.meta(property="og:type", content="website"),
        h.meta(name="twitter:card", content="summary_large_image"),
    ])


def _read(address: _Address, tongue: Language, request: Request) -> _Composed | Response:
    """Call the page function and render what it says, or take what was drawn for others. Runs in the pool."""
    visit = visit_of(request, tongue, address.browser)
    told = security.read_cookie(request, "flash", _settings().https, 4000) is not None and not _by_script(request)
    if not address.shared or visit.person is not None or told:
        return _drawn(address, visit, request)
    state, wish = database.state(), (tongue, visit.host, visit.path)   # before reading: what is drawn is never older than it
    if drawn := _shared.find(state, visit.now, wish):
        return replace(drawn, visit=visit)
    drawn = _drawn(address, visit, request)
    if isinstance(drawn, _Composed) and drawn.document.status == 200 and not (drawn.document.cookies or drawn.document.islands):
        _shared.keep(state, visit.now, wish, drawn)
    return drawn


def _drawn(address: _Address, visit: Visit, request: Request) -> _Composed | Response:
    try:
        document = address.function(visit, **address.arguments(_without_language(request.url.path)))
    except Refusal as refusal:
        document = refused(visit, refusal)
    if isinstance(document, Response):
        return document
    return _composed(visit, document, None if _by_script(request) else _flashed(request))


class _Shared:
    """Pages as everybody sees them who has not signed in, for one state of the data and within one minute."""

    def __init__(self) -> None:
        self.valid: tuple[str | None, datetime] | None = None
        self.pages: dict[tuple[str, str, str], _Composed] = {}
        self.lock = Lock()

    def find(self, state: str | None, now: datetime, wish: tuple[str, str, str]) -> _Composed | None:
        with self.lock:
            return self.pages.get(wish) if state is not None and self.valid == (state, _minute(now)) else None

    def keep(self, state: str | None, now: datetime, wish: tuple[str, str, str], page: _Composed) -> None:
        if state is None:
            return
        with self.lock:
            if self.valid != (state, _minute(now)):
                self.valid, self.pages = (state, _minute(now)), {}
            if len(self.pages) < MOST_SHARED:
                self.pages[wish] = page


def _minute(now: datetime) -> datetime:
    return now.replace(second=0, microsecond=0)


_shared = _Shared()


async def _viewed(address: _Address, tongue: Language, request: Request) -> Response | None:
    """Answer a page: as a living one, or as its bare HTML for our own script, for robots and for crowds."""
    client = ui.context.client
    let_go = BackgroundTask(client.delete)
    try:
        with speaking(tongue):
            answer = await database.in_pool(_read, address, tongue, request)
    except Exception:   # a broken page tells the reader nothing about its inside, and us everything
        log.exception("The page %r failed.", request.url.path)
        return _whole_response(_failed(request), let_go)
    if isinstance(answer, Response):
        answer.background = answer.background or let_go
        return answer
    for cookie in answer.document.cookies:
        security.set_cookie(request, cookie)
    if _by_script(request):
        _follow_for_script(request, answer.topics)
        return HTMLResponse(answer.bare(), answer.document.status, answer.headers, background=let_go)
    if answer.visit.plain or answer.document.status >= 400 or not _may_wait(request, client):
        return _whole_response(answer, let_go)
    _attach(answer, request, client)
    return None


def _whole_response(page: _Composed, background: BackgroundTask | None = None) -> HTMLResponse:
    return HTMLResponse(page.whole(), page.document.status, page.headers, background=background)


def _attach(page: _Composed, request: Request, client: Client) -> None:
    """The same HTML, with one small element that keeps it alive."""
    client.title, client.status_code = page.title, page.document.status
    ui.add_head_html(page.head)
    ui.add_body_html(f'<div id="document">{page.body}</div><!--end of document-->'
                     "<noscript><style>#esm-fallback{display:none!important}</style></noscript>")
    attached = Attached(page.visit, request)
    live.follow(attached, page.topics)
    client.on_delete(partial(live.forget, attached))
    client.on_connect(partial(_let_text_go, client))
    for island in page.document.islands:
        island()


def _let_text_go(client: Client) -> None:
    """The browser has the page: its text, which the toolkit would keep as long as the page is open, is not sent again."""
    client._head_html = client._body_html = ""


_unconnected: dict[str, set[str]] = defaultdict(set)


def _may_wait(request: Request, client: Client) -> bool:
    """Whether this address may have one more page waiting for its browser to connect; robots in disguise may not."""
    waiting = _unconnected[host := request.client.host if request.client else ""]
    if len(waiting) >= MOST_UNCONNECTED:
        return False
    waiting.add(client.id)

    def settled() -> None:
        waiting.discard(client.id)
        if not waiting and _unconnected.get(host) is waiting:
            del _unconnected[host]

    client.on_connect(settled)
    client.on_delete(settled)
    return True


def _follow_for_script(request: Request, topics: set[str]) -> None:
    """What an open page fetched moves live too."""
    client = Client.instances.get(request.headers.get("x-client", ""))
    for element in client.elements.values() if client else ():
        if isinstance(element, Attached):
            live.follow(element, topics)


# ── Refusing and failing ──────────────────────────────────────────────────────────────────────────

def refused(visit: Visit, refusal: Refusal) -> Document:
    """The page that says why there is no page."""
    titles = {403: _("You cannot see this page"), 404: _("This page does not exist"), 410: _("This page was taken away"),
              429: _("Too many requests")}
    reason = refusal.reason if isinstance(refusal, Gone) else None
    return _apology(refusal.status, titles.get(refusal.status, _("This is not possible")), say(refusal), reason,
                    sign_in_address(visit.path) if refusal.next_step == "sign_in" else None)


def _apology(status: int, title: str, sentence: str, reason: Told | None = None, sign_in: str | None = None) -> Document:
    return Document(title=title, status=status, noindex=True, main=h.div(".stack.apology")[
        h.h1[title], h.p(".lead")[sentence], h.p(lang=reason.language)[reason.text] if reason else None,
        h.p[h.a(".button", href=sign_in)[_("Sign in")] if sign_in else
            h.a(".more", href=to("/"))[_("Go to the first page"), icon("arrow-right")]]])


def _language_of(request: Request) -> Language:
    """The language of an address, else the first of ours that the browser asks for."""
    for wish in (request.url.path[1:3], *re.findall(r"\b(fr|nl|en)\b", request.headers.get("accept-language", "").lower())):
        if wish in LANGUAGES and (wish != request.url.path[1:3] or request.url.path[3:4] in ("", "/")):
            return wish
    return LANGUAGES[0]


def _failed(request: Request) -> _Composed:
    """The page after a failure of ours. It asks nothing of the database, which may be what failed."""
    tongue = _language_of(request)
    with speaking(tongue):
        visit = Visit(language=tongue, path=_without_language(request.url.path), query={}, now=_clock(),
                      host=f"{request.url.scheme}://{request.url.netloc}", plain=True)
        return _composed(visit, _apology(500, _("Something went wrong"), _(
            "This is our fault, not yours. Nothing you sent was kept. Please try again in a few minutes.")))


def _not_served(request: Request, status: int) -> _Composed:
    tongue = _language_of(request)
    with speaking(tongue):
        visit = visit_of(request, tongue)
        if status == 404:
            return _composed(visit, refused(visit, NotFound("There is no page at this address.")))
        if status == 403:
            return _composed(visit, refused(visit, NotAllowed("You may not open this address.")))
        return _composed(visit, _apology(status, _("This is not possible"), _("This address does not work like that.")))


async def _answer_http_exception(request: Request, error: Exception) -> Response:
    """An address that leads nowhere, said in the reader's language; to a program, in a word."""
    status = error.status_code if isinstance(error, HTTPException) else 422
    if status == 405 and act_at(_without_language(request.url.path)) is None:
        status = 404   # only the door of all forms is here
    if status == 404 and request.method == "GET" and re.fullmatch(r"/(fr|nl|en)(/[^?#\\]*)?/", request.url.path):
        return RedirectResponse(request.url.path.rstrip("/"), 308)
    headers = getattr(error, "headers", None) or {}
    if "text/html" not in request.headers.get("accept", "") and not _by_script(request):
        return JSONResponse({"error": {404: "not found", 403: "forbidden"}.get(status, "refused")}, status, headers)
    answer = _whole_response(await database.in_pool(_not_served, request, status))
    answer.headers.update(headers)
    return answer


async def _answer_failure(request: Request, _error: Exception) -> Response:
    """Starlette sends this from outside all middleware, so the headers are put here."""
    answer = _whole_response(_failed(request))
    answer.headers.update(security.safe_headers(_settings()))
    answer.headers["Content-Security-Policy"] = security.content_policy(_settings(), None)
    return answer


# ── Acting ────────────────────────────────────────────────────────────────────────────────────────

def _acted(address: _Address, visit: Visit, path: str, form: Form) -> tuple[Outcome | _Composed | Response, dict[str, Any]]:
    """Do it, and say what happened in the language of the page. Runs in the pool, in the act's own transaction."""
    try:
        result = address.function(visit, form, **address.arguments(path))
    except Refusal as refusal:
        result = _declined(refusal, visit.path)
    if isinstance(result, Response):
        return result, {}
    if isinstance(result, Document):
        composed = _composed(visit, result)
        return composed, {"main": composed.main, "title": composed.title, "done": result.status < 400}
    return result, _told(result)


def _declined(refusal: Refusal, path: str) -> Outcome:
    sentence = (" ".join(say(reason) for reason in refusal.fields.values())
                if isinstance(refusal, Invalid) and refusal.fields else say(refusal))
    sign_in = sign_in_address(path).removeprefix(f"/{language()}")
    return Outcome(toast=sentence, error=True, link=(sign_in, _("Sign in")) if refusal.next_step == "sign_in" else None)


def _told(outcome: Outcome) -> dict[str, Any]:
    """An outcome for our script."""
    fragments = outcome.fragments() if callable(outcome.fragments) else outcome.fragments
    return {"fragments": {key: str(h.fragment[element]) for key, element in fragments.items()},
            "toast": str(_toast(outcome)) if outcome.toast else None, "error": outcome.error,
            "go": to(outcome.go) if outcome.go else None, "focus": outcome.focus, "announce": outcome.announce,
            "done": not outcome.error}


def _toast(outcome: Outcome) -> h.Element:
    return h.div(".toast")[
        h.span(".petal", aria_hidden="true") if not outcome.error else icon("triangle-alert"),
        h.span[outcome.toast], _way_on(outcome),
        h.button(".close", type="button", data_close=True, aria_label=_("Close this message"))[icon("x")]]


def _way_on(outcome: Outcome) -> h.Node:
    return (
        h.form(method="post", action=to(outcome.undo[0]), data_act=True)[h.button(type="submit")[outcome.undo[1]]]
        if outcome.undo else None, h.a(href=to(outcome.link[0]))[outcome.link[1]] if outcome.link else None)


async def _posted(request: Request) -> Response:
    """A form came: over the network, with or without our script."""
    tongue = _language_of(request)
    path = _without_language(request.url.path)
    address = act_at(path)
    if address is None:
        raise HTTPException(404)
    place = _place_before(request, tongue)
    with speaking(tongue):
        visit = await database.in_pool(visit_of, request, tongue, address.browser, place)
        try:
            form = await _form_of(request)
        except Refusal as refusal:
            result: Any = _declined(refusal, place)
            told = _told(result)
        except ClientDisconnect:
            return Response(status_code=400)
        else:
            result, told = await database.in_pool(_acted, address, visit, path, form)
        if isinstance(result, Response):
            return result
        if isinstance(result, _Composed):
            for cookie in result.document.cookies:
                security.set_cookie(request, cookie)
            return JSONResponse(told) if _by_script(request) else _whole_response(result)
        for cookie in result.cookies:
            security.set_cookie(request, cookie)
        if "quiet" in request.query_params:   # sent while leaving: nobody reads the answer
            return Response(status_code=204)
        if _by_script(request):
            return JSONResponse(told)
        if result.toast:
            _flash(request, result)
        target = result.go or result.back or place
        anchor = f"#{result.focus}" if result.focus and not result.go else ""
        return RedirectResponse(to(target) + anchor, 303)


async def answer(request: Request, tongue: Language, path: str, work: Callable[[Visit], Outcome | Document]) -> Response:
    """Answer a request that is none of our pages and forms as those are answered: a provider sends somebody back to us."""
    def worked() -> Outcome | _Composed:
        visit = visit_of(request, tongue, True, path)
        try:
            result = work(visit)
        except Refusal as refusal:
            result = refused(visit, refusal)
        return _composed(visit, result) if isinstance(result, Document) else result

    with speaking(tongue):
        result = await database.in_pool(worked)
        if isinstance(result, _Composed):
            return _whole_response(result)
        for cookie in result.cookies:
            security.set_cookie(request, cookie)
        if result.toast:
            _flash(request, result)
        return RedirectResponse(to(result.go or path), 303)


def _place_before(request: Request, tongue: Language) -> str:
    """The page a form stood on, without its language; the first page if the browser keeps it to itself."""
    referer = urlsplit(request.headers.get("referer", ""))
    if referer.netloc != request.headers.get("host") or not re.match(rf"/{tongue}(?:/[^/\\]|/?$)", referer.path):
        return "/"
    return _without_language(referer.path) + (f"?{referer.query}" if referer.query else "")


async def _form_of(request: Request) -> Form:
    """What was sent, within limits; more than that is refused in a sentence."""
    received = 0

    async def counted() -> Any:
        nonlocal received
        message = await request.receive()
        received += len(message.get("body", b""))
        if received > MOST_BYTES:
            raise Refusal("This is too large. Send at most {size} MB.", size=MOST_BYTES // 1_000_000)
        return message

    try:
        async with Request(request.scope, counted).form(
                max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=4 * LONGEST_FIELD) as data:
            return await _kept(data)
    except (MultiPartException, HTTPException):
        raise Refusal("This form has too many parts. Send fewer at a time.") from None


async def _kept(data: FormData) -> Form:
    values: dict[str, list[str]] = defaultdict(list)
    files: dict[str, list[Upload]] = defaultdict(list)
    for name, value in data.multi_items():
        if isinstance(value, UploadFile):
            if value.filename:
                files[name].append(Upload(Path(value.filename).name[:200], value.content_type or "", await value.read()))
        else:
            values[name].append(value)
    if sum(map(len, values.values())) > 4 * MOST_FIELDS or any(
            len(value) > LONGEST_FIELD for kept in values.values() for value in kept):
        raise Refusal("This form has too many parts. Send fewer at a time.")
    return Form(values, files)


def _flash(request: Request, outcome: Outcome) -> None:
    """Keep the sentence for the next page, signed and for a minute."""
    assert _Here.flashes is not None
    kept = {"toast": outcome.toast, "error": outcome.error, "undo": outcome.undo, "link": outcome.link}
    security.set_cookie(request, security.Cookie("flash", _Here.flashes.dumps(kept), FLASH_SECONDS))


def _flashed(request: Request) -> h.Node:
    """What the act before this page had to say; once."""
    kept = security.read_cookie(request, "flash", _settings().https, 4000)
    if kept is None or _Here.flashes is None:
        return None
    security.set_cookie(request, security.Cookie("flash", "", 0))
    with suppress(BadSignature):
        told = Outcome(**_Here.flashes.loads(kept, max_age=FLASH_SECONDS))
        return note(told.toast, told.error, _way_on(told))
    return None


class Attached(Element, component="attached.js"):
    """The one element of a document page: carries acts over the socket, and back what they changed."""

    def __init__(self, visit: Visit, request: Request) -> None:
        super().__init__()
        self.language = visit.language
        self._visit, self._request = visit, request
        self._under_way = 0
        self.on("act", self._heard)

    def tell(self, topic: str, facts: dict[str, str]) -> None:
        """New numbers of a topic this page shows."""
        self.run_method("tell", topic, facts)

    async def _heard(self, event: GenericEventArguments) -> None:
        """An act over the socket. Anything may come here, from anyone: what is not well formed is left unanswered."""
        wish = _wish(event.args)
        if wish is None or self._under_way >= MOST_AT_ONCE:
            return
        number, path, form, query = wish
        address = act_at(path)
        if address is None or address.native:
            return
        self._under_way += 1
        try:
            with speaking(self.language):
                told = await database.in_pool(self._act, address, path, form, query)
        except Exception:
            log.exception("The act %r failed.", path)
            with speaking(self.language):
                told = _told(Outcome(error=True, toast=_("Something went wrong. Nothing was changed. Please try again.")))
        finally:
            self._under_way -= 1
        shown = "".join(told.get("fragments", {}).values()) + told.get("main", "")
        live.follow(self, LIVE.findall(shown))
        self.run_method("apply", {**told, "number": number})

    def _act(self, address: _Address, path: str, form: Form, query: list[tuple[str, str]]) -> dict[str, Any]:
        """Who acts is read again each time: a session that was ended acts no more."""
        now = _clock()
        me = _person_behind(self._request, now)
        if me is None and self._visit.person is not None:
            return _told(_declined(NotAllowed("You are signed out. Sign in again to go on.", next_step="sign_in"),
                                   self._visit.path))
        visit = replace(self._visit, person=me, session_id=me.session_id if me else None, now=now,
                        query=dict(query), queries=_gathered(query))
        result, told = _acted(address, visit, path, form)
        if isinstance(result, Response) or (isinstance(result, Outcome) and result.cookies):
            raise TypeError(f"{address.path} answers with cookies or a response: mark it @act(…, native=True)")
        return told


def _wish(args: object) -> tuple[int, str, Form, list[tuple[str, str]]] | None:
    """Read an event as an act, or not at all."""
    match args:
        case {"number": int(number), "address": str(address), "form": dict(sent)} if (
                abs(number) < 2**53 and len(address) <= 500 and len(sent) <= 4 * MOST_FIELDS):
            pass
        case _:
            return None
    values: dict[str, list[str]] = {}
    for name, value in sent.items():
        several = value if isinstance(value, list) else [value]
        if len(several) > 4 * MOST_FIELDS or not all(isinstance(one, str) and len(one) <= LONGEST_FIELD for one in several):
            return None
        if several:
            values[str(name)] = several
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return number, _without_language(parts.path), Form(values), _readable(parse_qsl(parts.query))


# ── Joining ───────────────────────────────────────────────────────────────────────────────────────

def install(settings: security.Settings, source: str = "", name: str = "") -> None:
    """Put the mechanism into the application: once, before serving. `source` is where the code can be read."""
    _Here.settings = settings
    _Here.flashes = URLSafeTimedSerializer(settings.secret_key, salt="flash")
    site.source, site.name = source, name or site.name
    app.add_middleware(assets.Packed)
    app.add_middleware(security.Guard, settings=settings)
    for status in (403, 404, 405, HTTPException):
        app.exception_handler(status)(_answer_http_exception)
    app.exception_handler(Exception)(_answer_failure)
    app.add_route("/static/{version}/{name}", assets.serve)
    for tongue in LANGUAGES:
        app.add_route(f"/{tongue}/{{path:path}}", _posted, methods=["POST"])
    app.on_startup(_start)


def _start() -> None:
    live.start()
    app.timer(5, partial(Client.prune_instances, client_age_threshold=20))
