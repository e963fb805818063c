"""Our own style, fonts and drawings: composed and compressed once, served for ever under an address with their hash."""

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.shapes import mark

HERE = Path(__file__).parent
FONT = "atkinson-hyperlegible-next-latin-wght-normal.woff2"
CARD = "card.png"   # what a preview shows of a page without a picture
SHEETS = {"public.css": ("tokens", "base", "pages"), "desk.css": ("tokens", "base", "pages", "desk")}


@dataclass(frozen=True)
class Asset:
    """A file as it travels."""

    content: bytes
    packed: bytes | None   # the same, compressed; None for what already is
    version: str
    kind: str


def _asset(name: str, content: bytes) -> Asset:
    kind = mimetypes.guess_type(name)[0] or ("font/woff2" if name.endswith(".woff2") else "application/octet-stream")
    packed = gzip.compress(content, 9, mtime=0) if kind.startswith("text/") or kind == "image/svg+xml" else None
    return Asset(content, packed, hashlib.sha256(content).hexdigest()[:12], kind)


@cache
def _assets() -> dict[str, Asset]:
    found = {path.name: _asset(path.name, path.read_bytes())
             for path in [*(HERE / "fonts").glob("*.woff2"), *(HERE / "style").glob("*.png")]}
    alone = mark().replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')
    for token, colour in {"--brand-mid": "#A3A8DC", "--brand": "#3540B5", "--ink": "#15183A", "--paper": "#FBFAF6",
                          "--accent": "#FFCB2E"}.items():
        alone = alone.replace(f"var({token})", colour)
    found["mark.svg"] = _asset("mark.svg", alone.encode())
    for name, parts in SHEETS.items():
        text = "".join((HERE / "style" / f"{part}.css").read_text("utf-8") for part in parts)
        text = re.sub(r'url\("fonts/([\w.-]+)"\)', lambda hit: f"url({_at(hit[1], found[hit[1]])})", text)
        found[name] = _asset(name, _lighter(text).encode())
    return found


def _lighter(css: str) -> str:
    """Without the comments and the white space that only people need."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r"\s*([{};,])\s*", r"\1", css).replace(";}", "}").strip()


def _at(name: str, asset: Asset) -> str:
    return f"/static/{asset.version}/{name}"


def address(name: str) -> str:
    """Where a file of ours is served; the address changes with its content."""
    return _at(name, _assets()[name])


async def serve(request: Request) -> Response:
    asset = _assets().get(request.path_params["name"])
    if asset is None or asset.version != request.path_params["version"]:
        return Response(status_code=404)
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
    if asset.packed and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(asset.packed, headers={**headers, "Content-Encoding": "gzip"}, media_type=asset.kind)
    return Response(asset.content, headers=headers, media_type=asset.kind)


class Packed:
    """The toolkit's own files, compressed once instead of for every new visitor, which costs 95 ms of processor each."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.kept: dict[str, tuple[bytes, str]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if (scope["type"] != "http" or scope["method"] != "GET" or not path.startswith("/_nicegui/")
                or "/dynamic_resources/" in path or "gzip" not in Headers(scope=scope).get("accept-encoding", "")):
            return await self.app(scope, receive, send)
        if path not in self.kept:
            answered = await self._keep(path, scope, receive, send)
            if answered:
                return
        content, kind = self.kept[path]
        await Response(content, headers={"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}, media_type=kind)(
            scope, receive, send)

    async def _keep(self, path: str, scope: Scope, receive: Receive, send: Send) -> bool:
        """Take a file from the toolkit; whether it was passed on as it is, being no text or not there."""
        start: Message = {}
        body: list[bytes] = []

        async def collect(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
            elif message["type"] == "http.response.body":
                body.append(message.get("body", b""))

        # whole and unconditional, and without the server's own way of sending files, which nobody could collect
        narrow = {b"range", b"if-none-match", b"if-modified-since"}
        plain = [(name, value) for name, value in scope["headers"] if name not in narrow]
        await self.app({**scope, "headers": plain, "extensions": {}}, receive, collect)
        kind = Headers(raw=start["headers"]).get("content-type", "")
        content = b"".join(body)
        if start["status"] != 200 or not kind.startswith("text/"):
            await send(start)
            await send({"type": "http.response.body", "body": content})
            return True
        self.kept[path] = await run_in_threadpool(gzip.compress, content, 9, mtime=0), kind
        return False
