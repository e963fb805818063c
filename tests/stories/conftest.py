"""Readers for the stories: real Chromium in front of a platform of the module's own."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from models.translated import Language
from tests.conftest import Server
from tests.stories.reader import PHONE, Reader


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A demo that the stories of one module may change as they like."""
    folder = tmp_path_factory.mktemp("site")
    server = Server(str(folder / "demo.sqlite3"), log=folder / "log")
    server.start()
    yield server
    server.kill()


@pytest.fixture
def somebody(browser: Browser, site: Server) -> Iterator[Callable[..., Reader]]:
    """Sit somebody down: `somebody("nl", PHONE)`. At the end their console was silent and no other machine was asked."""
    readers: list[Reader] = []

    def sit_down(language: Language = "en", viewport: dict[str, int] = PHONE, server: Server = site, javascript: bool = True,
                 **options: Any) -> Reader:
        context = browser.new_context(viewport=viewport, locale=f"{language}-BE", java_script_enabled=javascript,
                                      reduced_motion="reduce", **options)
        context.set_default_timeout(15_000)
        readers.append(Reader(context, server, language, javascript))
        return readers[-1]

    yield sit_down
    for reader in readers:
        reader.context.close()
    assert [wrong for reader in readers for wrong in reader.wrongs] == []
