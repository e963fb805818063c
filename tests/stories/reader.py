"""Somebody in front of a browser: what a story says they do, in the words of their own language."""

import io
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import BrowserContext, Locator, Page, expect

from locales import _, pgettext, speaking
from models.translated import Language
from tests.conftest import Server

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
PROJECT = "jette-transition"   # the demo's project that collects ideas now; Wout moderates it, Sofie owns it
IDEAS = f"/projects/{PROJECT}/ideas"


class Reader:
    """One person with one tab. Whatever their console says and whichever foreign address is asked is kept in `wrongs`."""

    def __init__(self, context: BrowserContext, server: Server, language: Language, javascript: bool = True) -> None:
        self.context, self.server, self.language, self.javascript = context, server, language, javascript
        self.wrongs: list[str] = []
        self.status = 0
        context.on("console", lambda said: self._note(f"{said.text} {said.location['url']}")
                   if said.type in {"error", "warning"} else None)
        context.on("weberror", lambda wrong: self._note(f"{wrong.page and wrong.page.url}: {wrong.error.stack}"))
        context.on("request", lambda request: self._asked(request.url))
        self.page: Page = context.new_page()

    def _note(self, wrong: str) -> None:
        if "net::ERR_ABORTED" not in wrong:
            self.wrongs.append(wrong)

    def _asked(self, address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname != "127.0.0.1":
            self.wrongs.append(f"asked another machine: {address}")

    # ── Moving ──

    def open(self, path: str) -> "Reader":
        """Go to a page of ours in one's language, and wait until it lives."""
        answer = self.page.goto(f"{self.server.url}/{self.language}{path}")
        self.status = answer.status if answer else 0
        return self.settled()

    def settled(self) -> "Reader":
        """Wait until the page's script has its socket; without script there is nothing to wait for."""
        self.page.wait_for_load_state("load")
        if self.javascript:
            self.page.wait_for_function("window.did_handshake === true || !document.querySelector('script[nonce]')")
        return self

    def at(self, path: str) -> None:
        """The address says this, without its language."""
        expect(self.page).to_have_url(re.compile(rf"{re.escape(self.server.url)}/{self.language}{path}"))
        self.settled()

    # ── Words ──

    def words(self, sentence: str, context: str | None = None, **holes: Any) -> str:
        with speaking(self.language):
            return pgettext(context, sentence, **holes) if context else _(sentence, **holes)

    def button(self, label: str, context: str | None = None, **holes: Any) -> Locator:
        return self.page.get_by_role("button", name=self.words(label, context, **holes), exact=True)

    def link(self, label: str, context: str | None = None) -> Locator:
        return self.page.get_by_role("link", name=self.words(label, context), exact=True)

    def press(self, label: str, context: str | None = None, **holes: Any) -> None:
        self.button(label, context, **holes).first.click()

    def follow(self, label: str, context: str | None = None) -> None:
        self.link(label, context).first.click()

    def reads(self, sentence: str, **holes: Any) -> None:
        """The page says this sentence."""
        expect(self.page.locator("body")).to_contain_text(self.words(sentence, **holes))

    @property
    def main(self) -> Locator:
        return self.page.locator("#main")

    # ── Signing in ──

    def becomes(self, slug: str) -> "Reader":
        """Sign in as somebody of the demo, with one click."""
        self.open("/demo").page.locator(f"form:has(input[value={slug}]) button").click()
        self.page.wait_for_url(re.compile(r"/(projects|organise|me)"))
        return self.settled()

    def signs_in(self, address: str, name: str) -> None:
        """From the page that asks for an address, by the code in the letter, to the end of the introduction."""
        self.page.fill("#f-address", address)
        self.press("Send me a code")
        self.at("/sign-in/code")
        self.page.fill("#f-code", self.code())
        self.page.locator("#f-code").press("Enter")
        self.introduces(name)

    def code(self) -> str:
        """The code in the newest letter of the demo, read beside."""
        place = f"{self.server.url}/{self.language}/demo/letters"
        newest = max(map(int, re.findall(r"/demo/letters/(\d+)", self.context.request.get(place).text())))
        return code_in(self.context.request.get(f"{place}/{newest}").text())

    def introduces(self, name: str) -> None:
        self.at("/introduce")
        self.page.fill("#f-name", name)
        self.press("Go on")
        self.page.wait_for_url(lambda address: "/introduce" not in address)
        self.settled()


def code_in(text: str) -> str:
    """The eight digits of a letter."""
    found = re.search(r"\b(\d{4}) ?(\d{4})\b", text)
    assert found, f"no code in: {text}"
    return found[1] + found[2]


def picture(side: int = 400) -> dict[str, Any]:
    """A picture as a phone would send it."""
    kept = io.BytesIO()
    Image.linear_gradient("L").resize((side, side)).convert("RGB").save(kept, "JPEG")
    return {"name": "bench.jpg", "mimeType": "image/jpeg", "buffer": kept.getvalue()}


@contextmanager
def rows(server: Server) -> Iterator[sqlite3.Connection]:
    """The database of a running platform, to look into or to move its calendar."""
    connection = sqlite3.connect(server.database, timeout=20)
    try:
        with connection:
            yield connection
    finally:
        with suppress(sqlite3.Error):
            connection.close()


def one(server: Server, query: str, *values: Any) -> Any:
    """The first value a query finds."""
    with rows(server) as connection:
        found = connection.execute(query, values).fetchone()
    assert found is not None, f"nothing found by {query}"
    return found[0]
