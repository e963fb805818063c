"""What every answer carries and every request must pass: hosts, origins, content policy, cookies.

One pure ASGI middleware holds it for pages, acts, open data and the page's socket alike.
"""

import ipaddress
import re
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

MONTH = 30 * 24 * 3600
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
COOKIES = "cookies to set"   # where a request keeps them until its answer starts
LONELY = re.compile(rb"<script\b")
LOOPBACK = {"localhost", "127.0.0.1", "[::1]"}

BESIDE_PAGES = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"

from_machines: set[re.Pattern[str]] = set()   # addresses that machines may post to, such as one-click unsubscription


class Settings(Protocol):
    """What this house needs to know about where it stands."""

    origins: tuple[str, ...]        # such as https://participation.example; empty: whatever host was asked
    https: bool
    secret_key: bytes
    map_tiles: str                  # origin of the map's tiles, or ''
    form_origins: tuple[str, ...]   # where a form may lead besides here: the identity providers


@dataclass(frozen=True)
class Cookie:
    """A cookie to set with an answer; `max_age` 0 takes it away. Always HttpOnly and SameSite=Lax."""

    name: str
    value: str
    max_age: int

    def header(self, https: bool) -> str:
        name, secure = (f"__Host-{self.name}", "; Secure") if https else (self.name, "")
        return f"{name}={self.value}; Path=/; Max-Age={self.max_age}; HttpOnly; SameSite=Lax{secure}"


def session_cookie(token: str, max_age: int = MONTH) -> Cookie:
    """The cookie that keeps a person signed in. Give a fresh token at each sign-in, never one that came with a request."""
    return Cookie("session", token, max_age)


def no_session_cookie() -> Cookie:
    """Takes the session cookie away."""
    return Cookie("session", "", 0)


def new_browser_cookie() -> Cookie:
    """A random name for this browser, for drafts and sign-in codes of people who have not signed in."""
    return Cookie("browser", secrets.token_urlsafe(24), MONTH)


def read_cookie(request: HTTPConnection, name: str, https: bool, longest: int = 1024) -> str | None:
    """Under https only the `__Host-` cookie counts: no neighbouring site can plant that one."""
    value = request.cookies.get(f"__Host-{name}" if https else name, "")
    return value if 0 < len(value) <= longest else None


def set_cookie(request: HTTPConnection, cookie: Cookie) -> None:
    """Have a cookie set with the answer to this request, whatever kind of answer it becomes."""
    request.scope[COOKIES].append(cookie)


def network_of(host: str | None) -> str:
    """The network an address belongs to (/24 or /48), for limits: near enough to count, too coarse to name a person."""
    try:
        address = ipaddress.ip_address(host or "")
    except ValueError:
        return ""
    if address.version == 6 and address.ipv4_mapped:
        address = address.ipv4_mapped
    return str(ipaddress.ip_network((address, 24 if address.version == 4 else 48), strict=False).network_address)


def comes_from_here(headers: Headers, origins: tuple[str, ...]) -> bool:
    """Whether a page of ours, and not of another site, sent this request.

    Browsers say so in Sec-Fetch-Site; older ones name the Origin. Who says neither is refused: no browser of today.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    return "origin" in headers and is_ours(headers["origin"], headers.get("host", ""), origins)


def is_ours(origin: str, host: str, origins: tuple[str, ...]) -> bool:
    """Whether an Origin header names this site."""
    return origin in origins or urlsplit(origin).netloc.lower() == host.lower() != ""


def content_policy(settings: Settings, nonce: str | None) -> str:
    """What a page may load. With a nonce: the toolkit's page, whose template compiler needs eval. Without: no script."""
    scripts = f"'self' 'nonce-{nonce}' 'unsafe-eval'" if nonce else "'none'"
    return "; ".join((
        "default-src 'self'", f"script-src {scripts}", "style-src 'self' 'unsafe-inline'",
        f"img-src 'self' data: {settings.map_tiles}".rstrip(), "connect-src 'self'", "object-src 'none'",
        "base-uri 'self'", " ".join(("form-action 'self'", *settings.form_origins)), "frame-ancestors 'none'"))


def safe_headers(settings: Settings) -> dict[str, str]:
    """The headers of every answer, the failed ones too."""
    headers = {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), microphone=(), payment=(), usb=(), geolocation=(self)",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    if settings.https:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return headers


def with_nonce(body: bytes, nonce: str) -> bytes:
    """Let the toolkit's own scripts run, and nothing that stands inside our document."""
    start, end = body.find(b'<div id="document"'), body.rfind(b"<!--end of document-->")
    mark = b'<script nonce="%s"' % nonce.encode()
    if start < 0 or end < start:
        return LONELY.sub(mark, body)
    return LONELY.sub(mark, body[:start]) + body[start:end] + LONELY.sub(mark, body[end:])


class Guard:
    """Lets no foreign host, page or socket in, and nothing out without its policy."""

    def __init__(self, app: App, settings: Settings) -> None:
        self.app, self.settings = app, settings
        self.hosts = {urlsplit(origin).netloc.lower() for origin in settings.origins}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            return await self.app(scope, receive, send)
        scope[COOKIES] = []
        # The toolkit puts this header into its addresses, and anybody can send it; we always stand at the root.
        scope["headers"] = [(name, value) for name, value in scope["headers"] if name != b"x-forwarded-prefix"]
        headers = Headers(scope=scope)
        refused = self.why_not_enter(scope, headers)
        if scope["type"] == "websocket":
            if refused:
                return await send({"type": "websocket.close", "code": 1008})
            return await self.app(scope, receive, send)
        answer = self.guarded(scope, send)
        if refused:
            status, sentence = refused
            return await PlainTextResponse(sentence, status)(scope, receive, answer)
        if scope["method"] == "HEAD":   # answered as a GET whose body nobody sends
            scope = {**scope, "method": "GET", "head": True}
            answer = self.guarded(scope, without_body(send))
        await self.app(scope, receive, answer)

    def why_not_enter(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        host = headers.get("host", "").lower()
        peer = (scope.get("client") or ("",))[0]
        name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
        if self.hosts and host not in self.hosts and not (peer in {"127.0.0.1", "::1"} and name in LOOPBACK):
            return 400, "This site has another name."
        if scope["path"].startswith("/_nicegui_ws/"):
            origin = headers.get("origin")
            ours = origin is None or is_ours(origin, host, self.settings.origins)
            return None if ours else (403, "Sent by another site.")
        if scope.get("method", "GET") not in SAFE_METHODS and not any(path.match(scope["path"]) for path in from_machines):
            if not comes_from_here(headers, self.settings.origins):
                return 403, "Sent by another site."
        return None

    def guarded(self, scope: Scope, send: Send) -> Send:
        """Add the headers and cookies; hold a toolkit page back until its scripts carry their nonce."""
        held: list[Message] = []
        body: list[bytes] = []
        nonce = ""

        async def answer(message: Message) -> None:
            nonlocal nonce
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                is_page = headers.get("x-nicegui-content") == "page"
                nonce = secrets.token_urlsafe(16) if is_page else ""
                for name, value in safe_headers(self.settings).items():
                    headers[name] = value
                if is_page or headers.get("content-type", "").startswith("text/html"):
                    headers["Content-Security-Policy"] = content_policy(self.settings, nonce)
                else:   # a drawing or a feed opened by itself is no page
                    headers.setdefault("Content-Security-Policy", BESIDE_PAGES)
                for cookie in scope[COOKIES]:
                    headers.append("Set-Cookie", cookie.header(self.settings.https))
                if is_page:
                    held.append(message)
                    return
            elif held and message["type"] == "http.response.body":
                body.append(message.get("body", b""))
                if message.get("more_body"):
                    return
                start, whole = held.pop(), with_nonce(b"".join(body), nonce)
                MutableHeaders(scope=start)["Content-Length"] = str(len(whole))
                await send(start)
                message = {"type": "http.response.body", "body": whole}
            await send(message)

        return answer


def without_body(send: Send) -> Send:
    """For HEAD: the same headers, no body."""
    async def answer(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)
    return answer
