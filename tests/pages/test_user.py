"""The whole application as NiceGUI's own `User` meets it: main.py runs, pages open, an act goes over the page's one element."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from nicegui.testing import User

from models import database
from models.topics import forget_listeners

BROWSER = {"accept": "text/html", "user-agent": "Mozilla/5.0", "sec-fetch-site": "same-origin"}
pytestmark = pytest.mark.nicegui_main_file("main.py")


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A platform of its own, and empty: `User` runs main.py without arguments."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'user.sqlite3'}")
    monkeypatch.setenv("PARTICIPATION_SECRET_KEY", "a secret of at least thirty-two characters")
    # The toolkit forgets its pages after each test, so ours are imported anew; other tests get back the ones they know.
    ours = {name: module for name, module in sys.modules.items() if name.partition(".")[0] in ("components", "pages")}
    for name in ours:
        del sys.modules[name]
    yield
    for name in [name for name in sys.modules if name.partition(".")[0] in ("components", "pages")]:
        del sys.modules[name]
    sys.modules.update(ours)
    forget_listeners()
    database.disconnect()


@pytest.mark.parametrize("path", ["/fr", "/nl/projects", "/en/search?q=tree", "/fr/sign-in", "/nl/answers", "/en/how-it-works"])
async def test_a_page_opens_with_one_element_that_keeps_it_alive(user: User, path: str) -> None:
    client = await user.open(path)

    alive = [element for element in client.elements.values() if type(element).__name__ == "Attached"]
    assert len(alive) == 1 and len(client.elements) <= 5
    assert client.page.language[:2] == path[1:3]


async def test_a_page_is_whole_in_its_first_answer(user: User) -> None:
    answer = await user.http_client.get("/nl/sign-in", headers=BROWSER)

    assert answer.status_code == 200
    assert '<input class="input" id="f-address"' in answer.text and "<h1>" in answer.text


async def test_an_act_of_somebody_who_has_not_signed_in_leads_to_the_door(user: User) -> None:
    client = await user.open("/en/projects")
    told: list[dict] = []
    alive = next(element for element in client.elements.values() if type(element).__name__ == "Attached")
    alive.run_method = lambda name, answer: told.append(answer)
    await alive._heard(type("Event", (), {"args": {"number": 1, "address": "/en/me/settings", "form": {"name": ["Zoé"]}}})())

    assert told[0]["number"] == 1 and told[0]["error"]
    assert "Sign in" in re.sub("<[^>]+>", "", told[0]["toast"])


async def test_an_empty_platform_is_set_up_by_its_link_only(user: User) -> None:
    answer = await user.http_client.get("/fr/set-up/guessed", headers=BROWSER)

    assert answer.status_code == 404
