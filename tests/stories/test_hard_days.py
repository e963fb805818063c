"""What can go wrong while somebody takes part: the server stops, a hand has no mouse, a phase closes, events are forged."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.conftest import Server
from tests.stories.reader import DESKTOP, IDEAS, PHONE, Reader, one, rows

pytestmark = pytest.mark.story
Sit = Callable[..., Reader]
BODY = "L’été, la place est en plein soleil. Trois arbres y feraient de l’ombre pour tout le monde."


def test_a_draft_survives_a_stopped_server_before_signing_in_too(somebody: Sit, start_server: Callable[..., Server]) -> None:
    server = start_server("--demo")
    youssef = somebody("fr", PHONE, server=server).open(f"{IDEAS}/new")
    youssef.page.fill("#f-title", "Trois arbres place du Miroir")
    youssef.page.locator("#f-body").press_sequentially(BODY[:40])
    youssef.page.fill("#f-body", BODY)
    youssef.page.fill("#f-place", "Place du Miroir")
    saved(server, "Place du Miroir")

    server.restart()
    youssef.open(f"{IDEAS}/new")

    expect(youssef.page.locator("#f-title")).to_have_value("Trois arbres place du Miroir")
    expect(youssef.page.locator("#f-body")).to_have_value(BODY)
    expect(youssef.page.locator("#f-place")).to_have_value("Place du Miroir")
    youssef.open("/sign-in?next=" + f"{IDEAS}/new")
    youssef.signs_in("youssef@example.be", "Youssef")
    expect(youssef.page.locator("#f-body")).to_have_value(BODY)
    youssef.page.locator("label.choice:has(input[value=fr])").click()
    youssef.page.check("#f-charter")
    youssef.press("Publish my idea")
    youssef.at(r"/ideas/\d+")
    youssef.reads("Thank you. Your idea is online.")
    assert one(server, "SELECT body FROM idea WHERE title = 'Trois arbres place du Miroir'") == BODY
    youssef.wrongs[:] = [wrong for wrong in youssef.wrongs if "ERR_CONNECTION_REFUSED" not in wrong]   # the server was away


def saved(server: Server, words: str) -> None:
    """Wait until the draft with these words is in the database."""
    for _wait in range(50):
        with rows(server) as database:
            if any(words in content for content, in database.execute("SELECT content FROM draft")):
                return
        time.sleep(0.1)
    pytest.fail(f"no draft with {words}")


def test_the_keyboard_is_enough(somebody: Sit) -> None:
    denise = somebody("fr", DESKTOP).becomes("amina")
    denise.open(f"{IDEAS}/new")
    keys = denise.page.keyboard
    keys.press("Tab")
    expect(denise.page.locator(".skip")).to_be_focused()
    keys.press("Enter")
    walk_to(denise, "#f-title")
    keys.type("Un banc au soleil")
    walk_to(denise, "button:has-text('Publier mon idée')")
    keys.press("Enter")

    expect(denise.page.locator("#errors")).to_be_focused()
    expect(denise.page).to_have_title(re.compile("^Erreur"))
    walk_to(denise, "#errors a[href='#f-body']")
    keys.press("Enter")
    expect(denise.page.locator("#f-body")).to_be_focused()
    expect(denise.page.locator("#f-title")).to_have_value("Un banc au soleil")
    keys.type(BODY)
    walk_to(denise, "input[name=language][value=fr]", 'input[name="language"]')
    keys.press("Space")
    walk_to(denise, "#f-no-place")
    keys.press("Space")
    walk_to(denise, "#f-charter")
    keys.press("Space")
    walk_to(denise, "button:has-text('Publier mon idée')")
    keys.press("Enter")
    denise.at(r"/ideas/\d+")
    denise.reads("Thank you. Your idea is online.")


def walk_to(reader: Reader, target: str, group: str | None = None, steps: int = 80) -> None:
    """Press Tab until this has the focus; in a group of radio buttons, the one that Tab reaches."""
    for _step in range(steps):
        if reader.page.evaluate("([one, group]) => document.activeElement.matches(one) || (group && "
                                "document.activeElement.matches(group))", [selector(target), group]):
            if group:
                reader.page.locator(target).focus()   # arrow keys move inside a group; which way depends on the reader
            return
        if ":has-text" in target and reader.page.locator(target).evaluate("one => one === document.activeElement"):
            return
        reader.page.keyboard.press("Tab")
    pytest.fail(f"Tab never reaches {target}")


def selector(target: str) -> str:
    return "body.never" if ":has-text" in target else target


def test_a_page_left_open_does_not_act_after_the_phase_closed(somebody: Sit, site: Server) -> None:
    amina = somebody("nl", PHONE).becomes("amina")
    number = one(site, "SELECT i.id FROM idea i JOIN phase p ON p.id = i.phase_id WHERE i.status = 'submitted' AND "
                       "i.visibility = 'public' AND p.settings LIKE '%false%' AND i.id NOT IN "
                       "(SELECT idea_id FROM support s JOIN person q ON q.id = s.person_id WHERE q.name = 'Amina') LIMIT 1")
    amina.open(f"/ideas/{number}")
    before = one(site, "SELECT supports FROM idea WHERE id = ?", number)
    with rows(site) as database:
        phase, closes = database.execute("SELECT p.id, p.closes_at FROM phase p JOIN idea i ON i.phase_id = p.id "
                                         "WHERE i.id = ?", (number,)).fetchone()
        database.execute("UPDATE phase SET closes_at = '2026-01-02 00:00:00.000000', opens_at = '2026-01-01 00:00:00.000000' "
                         "WHERE id = ?", (phase,))
    try:
        amina.page.locator(".support:visible").first.click()
        expect(amina.page.locator("#alerts .toast, #toasts .toast").first).to_be_visible()
        assert one(site, "SELECT supports FROM idea WHERE id = ?", number) == before
    finally:
        with rows(site) as database:
            database.execute("UPDATE phase SET closes_at = ? WHERE id = ?", (closes, phase))


FORGED = [None, 7, "act", [], {"address": 5}, {"number": "1", "address": "/fr/ideas/1/support", "form": {}},
          {"number": 1, "address": "/fr/ideas/1/support", "form": {"wanted": {"$gt": ""}}},
          {"number": 1, "address": "/fr/organise/ideas/1/answer", "form": {"verdict": "accepted"}},
          {"number": 1, "address": "/fr/organise/moderation/idea/1",
           "form": {"measure": "hide", "ground": "hate", "reason": "x" * 40}},
          {"number": 1, "address": "/fr/me/sessions/1/revoke", "form": {}},
          {"number": 1, "address": "/fr/" + "a" * 5000, "form": {}},
          {"number": 1, "address": "/fr/ideas/99999999999999999999/support", "form": {"wanted": "1"}},
          {"number": 1, "address": "/fr/ideas/1/comments", "form": {"body": "\u0000\ud800 x"}}]


def test_forged_events_change_nothing(somebody: Sit, site: Server) -> None:
    stranger = somebody("fr", DESKTOP).open("/ideas/1")
    counts = [one(site, f"SELECT count(*) FROM {table}") for table in ("support", "comment", "ruling", "decision")]

    for event in FORGED:
        stranger.page.evaluate(
            """event => { for (const id of Object.keys(window.mounted_app?.elements ?? {4: 0}))
                 window.socket.emit('event', {id: +id, client_id: window.clientId, listener_id: 'x', args: [event]}) }""", event)
    stranger.open("/ideas/1")

    assert [one(site, f"SELECT count(*) FROM {table}") for table in ("support", "comment", "ruling", "decision")] == counts
    stranger.wrongs.clear()
