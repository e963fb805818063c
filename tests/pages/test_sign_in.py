"""Signing in by a code, from the form to the session and out again, on a platform as people run it."""

import json
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest

from pages.sign_in import device_name, local_path, masked
from tests.conftest import Server

BROWSER = {"accept": "text/html", "user-agent": "Mozilla/5.0 (Android 15; Mobile) Firefox/140.0", "sec-fetch-site": "same-origin"}


@dataclass
class Site:
    server: Server

    def browser(self, **cookies: str) -> httpx2.Client:
        return httpx2.Client(base_url=self.server.url, headers=BROWSER, cookies=cookies, timeout=30)

    def do(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        with sqlite3.connect(self.server.database, timeout=10) as connection:
            return connection.execute(statement, values).fetchall()

    def code_for(self, address: str) -> str:
        return json.loads(self.do("SELECT data FROM letter WHERE to_address = ? ORDER BY id DESC", address)[0][0])["code"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder: Path = tmp_path_factory.mktemp("sign-in")
    server = Server(str(folder / "demo.sqlite3"), log=folder / "log")
    server.start()
    yield Site(server)
    server.kill()


@pytest.fixture(autouse=True)
def fresh_limits(site: Site) -> None:
    """All tests come from one network, which has an hourly limit."""
    site.do("DELETE FROM hit")


def asked(site: Site, address: str, going: str = "/projects") -> httpx2.Client:
    """A browser that waits for a code."""
    browser = site.browser()
    browser.get("/en/sign-in")
    answer = browser.post("/en/sign-in", data={"address": address, "next": going})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/en/sign-in/code?next={going}")
    return browser


def give(browser: httpx2.Client, code: str, going: str = "/projects") -> httpx2.Response:
    return browser.post("/en/sign-in/code", data={"code": code, "next": going, "address": "somebody@example.be"})


def set_by(answer: httpx2.Response, name: str) -> str:
    """The value of a cookie that this answer sets."""
    line = next(line for line in answer.headers.get_list("set-cookie") if line.startswith(f"{name}="))
    return line.removeprefix(f"{name}=").split(";")[0]


def test_a_newcomer_signs_in_says_their_name_and_arrives_where_they_wanted_to_go(site: Site) -> None:
    browser = asked(site, "New@Example.be ")
    page = browser.get("/en/sign-in/code?next=/projects").text
    code = site.code_for("new@example.be")
    answer = give(browser, f" {code[:4]} {code[4:]} ")

    assert "n•••@example.be" in page
    assert re.search(r'<input[^>]* inputmode="numeric"[^>]* autocomplete="one-time-code"', page)
    assert answer.headers["location"] == "/en/introduce?next=/projects"
    assert browser.get("/en/introduce?next=/projects").status_code == 200
    nameless = browser.post("/en/introduce", data={"name": " ", "language": "nl", "next": "/projects"})
    assert (nameless.status_code, "Give a name." in nameless.text) == (422, True)
    named = browser.post("/en/introduce", data={"name": " Zoé  B. ", "language": "nl", "next": "/projects"})
    assert named.headers["location"] == "/en/projects"
    assert site.do("SELECT person.name, person.language FROM person JOIN identity ON person_id = person.id "
                   "WHERE subject = 'new@example.be'") == [("Zoé B.", "nl")]
    assert "My space" in browser.get("/en/projects").text
    assert "My space" not in site.browser().get("/en/projects").text


def test_one_who_has_an_account_gets_the_very_same_answer(site: Site) -> None:
    known, unknown = asked(site, "amina@example.brussels"), asked(site, "nobody-yet@example.brussels")

    def page(browser: httpx2.Client, first: str, whole: str) -> str:
        text = browser.get("/en/sign-in/code?next=/projects").text
        body = text[text.index('<main id="main"'):text.rindex("</main>")]
        return body.replace(whole, "").replace(f"{first}•••", "")

    assert page(known, "a", "amina@example.brussels") == page(unknown, "n", "nobody-yet@example.brussels")
    answer = give(known, site.code_for("amina@example.brussels"))
    assert answer.headers["location"] == "/en/projects"   # she has a name: nothing is asked again


def test_a_code_opens_only_the_browser_that_asked_and_only_once(site: Site) -> None:
    browser, other = asked(site, "once@example.be"), asked(site, "other@example.be")
    code = site.code_for("once@example.be")

    assert give(other, code).status_code == 422
    assert give(browser, code).status_code == 303
    again = site.browser(browser=asked(site, "third@example.be").cookies["browser"])
    refused = give(again, code)
    assert (refused.status_code, "That is not the code we sent." in refused.text) == (422, True)


def test_a_new_code_replaces_the_one_before(site: Site) -> None:
    browser = asked(site, "twice@example.be")
    first = site.code_for("twice@example.be")
    answer = browser.post("/en/sign-in", data={"address": "twice@example.be", "again": "yes"})

    assert answer.headers["location"] == "/en/sign-in/code"
    assert "We sent you a new code." in browser.get("/en/sign-in/code").text
    assert give(browser, first).status_code == 422
    assert give(browser, site.code_for("twice@example.be")).status_code == 303


def test_a_code_is_dead_after_ten_minutes(site: Site) -> None:
    browser = asked(site, "late@example.be")
    site.do("UPDATE sign_in_code SET expires_at = datetime('now', '-1 second') WHERE address = 'late@example.be'")
    answer = give(browser, site.code_for("late@example.be"))

    assert answer.status_code == 422
    assert "This code is no longer valid. Ask for a new one." in answer.text
    assert "session" not in browser.cookies


def test_a_code_is_dead_after_five_wrong_tries(site: Site) -> None:
    browser = asked(site, "guess@example.be")
    code = site.code_for("guess@example.be")
    wrong = "00000000" if code != "00000000" else "11111111"
    said = [give(browser, wrong).text for _ in range(5)]

    assert "That is not the code we sent. Check the eight digits." in said[3]
    assert "Too many wrong codes. Ask for a new one." in said[4]
    assert give(browser, code).status_code == 422


def test_three_codes_to_an_address_are_enough_for_a_while(site: Site) -> None:
    for _ in range(3):
        asked(site, "often@example.be")
    browser = site.browser()
    answer = browser.post("/en/sign-in", data={"address": "often@example.be"})

    assert answer.status_code == 422
    assert "That was a lot in a short time. You can go on at" in answer.text
    assert 'value="often@example.be"' in answer.text   # nothing typed is lost


def test_what_is_no_address_is_said_by_its_field(site: Site) -> None:
    answer = site.browser().post("/en/sign-in", data={"address": "zoé"})

    assert answer.status_code == 422
    assert re.search(r'aria-describedby="[^"]*f-address-error"', answer.text)
    assert 'href="#f-address"' in answer.text


def test_the_session_is_new_at_each_sign_in_and_the_one_before_is_dead(site: Site) -> None:
    planted = "x" * 43
    waiting = asked(site, "fix@example.be").cookies["browser"]
    answer = give(site.browser(browser=waiting, session=planted), site.code_for("fix@example.be"))
    before, name_before = set_by(answer, "session"), set_by(answer, "browser")
    assert before != planted
    assert name_before != waiting

    after = site.browser(session=before).post("/en/demo/sign-in", data={"person": "amina"})

    assert set_by(after, "session") != before
    for dead in (before, planted):
        assert site.browser(session=dead).get("/en/introduce").status_code == 403


def test_signing_out_revokes_the_session_and_not_only_its_cookie(site: Site) -> None:
    browser = site.browser()
    browser.post("/en/demo/sign-in", data={"person": "wout"})
    kept = browser.cookies["session"]
    answer = browser.post("/en/sign-out")

    assert answer.headers["location"] == "/en"
    assert "session" not in browser.cookies
    assert "Sign in" in site.browser(session=kept).get("/en/projects").text
    assert site.do("SELECT device FROM person_session WHERE revoked_at IS NOT NULL ORDER BY id DESC LIMIT 1") == [
        ("Firefox · Android",)]


def test_another_site_cannot_sign_anybody_in_or_out(site: Site) -> None:
    for path in ("/en/sign-in", "/en/sign-in/code", "/en/sign-out", "/en/demo/sign-in"):
        answer = site.browser().post(path, data={"person": "karim"}, headers={"sec-fetch-site": "cross-site"})
        assert (path, answer.status_code) == (path, 403)


def test_the_session_cookie_is_for_the_server_alone(site: Site) -> None:
    answer = site.browser().post("/en/demo/sign-in", data={"person": "sofie"})
    cookie = next(line for line in answer.headers.get_list("set-cookie") if line.startswith("session="))

    assert cookie.endswith("; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax")


def test_letters_stop_with_one_click_by_hand_or_by_a_mail_program(site: Site) -> None:
    amina = site.do("SELECT person_id FROM identity WHERE subject = 'amina@example.brussels'")[0][0]
    site.do("INSERT INTO letter (kind, to_address, person_id, language, data, created_at, due_at, tries, problem, stop_token) "
            "VALUES ('welcome', '', ?, 'fr', '{}', datetime('now'), datetime('now'), 0, '', 'stop-it')", amina)

    assert "Stop these letters" in site.browser().get("/en/stop/stop-it").text
    assert site.do("SELECT wants_mail FROM person WHERE id = ?", amina) == [(1,)]   # looking stops nothing
    by_machine = httpx2.post(site.server.url + "/fr/stop/stop-it", data={"List-Unsubscribe": "One-Click"})

    assert by_machine.status_code == 200
    assert site.do("SELECT wants_mail FROM person WHERE id = ?", amina) == [(0,)]
    assert site.browser().get("/en/stop/unknown").status_code == 404
    assert httpx2.post(site.server.url + "/fr/stop/unknown").status_code == 404


def test_the_letters_of_the_demo_can_be_read(site: Site) -> None:
    asked(site, "reader@example.be")
    code = site.code_for("reader@example.be")
    page = site.browser().get("/en/demo/letters").text
    letter = site.browser().get(re.search(r"/en/demo/letters/\d+", page)[0]).text

    assert f"{code[:4]} {code[4:]} is your code to sign in" in page
    assert "sandbox=" in letter
    assert f"    {code[:4]} {code[4:]}" in letter


def test_an_empty_platform_is_set_up_once_by_its_link(start_server: Any) -> None:
    server = start_server()
    link = re.search(r"/fr/set-up/[\w-]+", server.log.read_text())[0].replace("/fr/", "/en/")
    browser = httpx2.Client(base_url=server.url, headers=BROWSER, timeout=30)

    assert browser.get(link).status_code == 200
    wrong = browser.post(link, data={"languages": ["fr", "nl"], "name_fr": "Jette", "slug": "Jette !", "address": "x"})
    assert wrong.status_code == 422
    assert "Give the name in this language too." in wrong.text
    assert 'value="Jette !"' in wrong.text
    typed = {"languages": ["fr", "nl", "en"], "name_fr": "Jette", "name_nl": "Jette", "slug": "jette", "kind": "commune",
             "person_name": "Karim", "address": "karim@jette.example"}
    done = browser.post(link, data=typed)
    assert done.headers["location"] == "/en/sign-in?next=/organise"
    assert browser.get(link).status_code == 404
    assert browser.post(link, data=typed).status_code == 303   # refused in a sentence
    with sqlite3.connect(server.database) as connection:
        assert connection.execute("SELECT slug FROM organisation").fetchall() == [("jette",)]
        assert connection.execute("SELECT name, is_administrator FROM person").fetchall() == [("Karim", 1)]
    assert browser.get("/en/demo").status_code == 404   # nobody signs in with one click outside the demo
    assert browser.post("/en/demo/sign-in", data={"person": "karim"}).status_code == 404


@pytest.mark.parametrize(("wish", "path"), [
    ("/ideas/3?q=a&b=c", "/ideas/3?q=a&b=c"), ("/nl/ideas/3#comment-7", "/ideas/3#comment-7"), ("/fr", "/"), ("/", "/"),
    ("//evil.example", None), ("https://evil.example", None), (r"/\evil.example", None), ("/fr//evil.example", None),
    ("javascript:alert(1)", None), ("/a\r\nSet-Cookie: x=1", None), ("\t//evil.example", None), ("/\t/evil.example", None),
    ("/sign-in", None), ("/en/sign-out", None), ("evil.example", None), ("", None), (None, None), ("/" + "a" * 2000, None)])
def test_nobody_is_led_to_another_site(wish: str | None, path: str | None) -> None:
    assert local_path(wish) == path


def test_an_address_is_masked_but_known_again() -> None:
    assert masked("zoe@example.be") == "z•••@example.be"
    assert masked("x") == "•••"


def test_devices_are_named_as_their_owners_call_them() -> None:
    assert device_name("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1") == \
        "Safari · iPhone"
    assert device_name("Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0") == "Edge · Windows"
    assert device_name("curl/8") == ""
