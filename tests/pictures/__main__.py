"""Draw the pictures of the README again: `uv run python -m tests.pictures`."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent
DESKTOP, PHONE = (1280, 900), (390, 844)
PICTURES = (   # name, screen, path, who looks
    ("home-1280", DESKTOP, "/fr", None),
    ("idea-1280", DESKTOP, "/nl/ideas/{benches}", None),
    ("propose-390", PHONE, "/fr/projects/jette-transition/ideas/new", "amina"),
    ("moderation-1280", DESKTOP, "/fr/organise/moderation", "wout"),
)


def main() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        server = subprocess.Popen([sys.executable, "main.py", "--demo", "--port", str(port),
                                   "--database", f"{folder}/demo.sqlite3"])
        try:
            _wait_for(address)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
                                                     args=["--no-sandbox", "--disable-background-networking"])
                for picture in PICTURES:
                    _draw(browser, address, *picture)
        finally:
            server.terminate()
            server.wait()


def _wait_for(address: str) -> None:
    for _ in range(300):
        try:
            urlopen(f"{address}/fr")
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The demo did not start.")


def _draw(browser: Browser, address: str, name: str, screen: tuple[int, int], path: str, who: str | None) -> None:
    context = browser.new_context(viewport={"width": screen[0], "height": screen[1]})
    page = context.new_page()
    if who:
        page.goto(f"{address}/fr/demo")
        page.locator(f"form:has(input[value={who}]) button").click()
        page.wait_for_load_state()
    if "{benches}" in path:
        page.goto(f"{address}/nl/projects/jette-transition/ideas?order=supported&status=accepted")
        path = "/nl" + (page.locator(".idea h3 a").first.get_attribute("href") or "").removeprefix("/nl")
    page.goto(address + path)
    page.wait_for_timeout(500)
    page.screenshot(path=HERE / f"{name}.png")
    context.close()


if __name__ == "__main__":
    main()
