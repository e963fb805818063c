"""What people with bad intentions send: none of it runs, none of it is kept where it does not belong, and the site goes on."""

import io
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.conftest import Server
from tests.stories.reader import IDEAS, PHONE, PROJECT, Reader, code_in, one, rows

Sit = Callable[..., Reader]
SIGN = "window.broken = 1"
PAYLOADS = [
    f"<script>{SIGN}</script>", f"<img src=x onerror='{SIGN}'>", f"\"><svg/onload={SIGN}>", f"[a](javascript:{SIGN})",
    f"</script><script>{SIGN}</script>", f"<details open ontoggle={SIGN}>", "{{constructor.constructor('window.broken=1')()}}",
    f"<a href=\"jav&#x09;ascript:{SIGN}\">x</a>", "<style>*{display:none}</style>", "<form action=//evil.example><input name=x>",
    "' OR 1=1 --", "a" * 79, "\u202egnol \u0000\u0007", "<!--", "]]>", "<div id=main><h1>Two</h1></div>"]
OURS = {"accept": "text/html", "sec-fetch-site": "same-origin", "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"}
THREE = {"photo.jpg": b"\xff\xd8\xff\xe0 not really a picture", "page.html": b"<script>window.broken = 1</script>",
         "picture.svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='window.broken=1'/>"}


@pytest.fixture
def browser_of(site: Server):
    """A client that sends what a browser of ours would, without the browser."""
    clients: list[httpx2.Client] = []

    def client(slug: str | None = None, **headers: str) -> httpx2.Client:
        clients.append(httpx2.Client(base_url=site.url, headers={**OURS, **headers}, timeout=30))
        if slug:
            assert clients[-1].post("/en/demo/sign-in", data={"person": slug}).status_code == 303
        return clients[-1]

    yield client
    for one_of_them in clients:
        one_of_them.close()


def proposal(**changes: Any) -> dict[str, Any]:
    return {"title": "Un banc au soleil", "body": "Le banc d’en face est toujours à l’ombre, celui-ci serait au soleil.",
            "language": "fr", "no_place": "yes", "charter": "yes", **changes}


# ── Script in every field ─────────────────────────────────────────────────────────────────────────

def test_script_in_every_text_field_is_shown_as_words(somebody: Sit, site: Server, browser_of: Any) -> None:
    with rows(site) as connection:
        connection.execute("DELETE FROM hit")
    amina = browser_of("amina")
    for number, payload in enumerate(PAYLOADS):
        answer = amina.post(f"/en{IDEAS}/new", data=proposal(
            title=f"{payload}"[:100] if len(payload) > 9 else f"Wish {number} {payload}", body=(payload + " ") * 3 + "x" * 40,
            place=payload, no_place=""))
        assert answer.status_code == 303, answer.text[:300]
        assert re.search(r"/en/ideas/\d+$", answer.headers["location"]), answer.headers
        idea = answer.headers["location"]
        assert amina.post(f"{idea}/comments", data={"body": payload + " and words"}).status_code == 303
        with rows(site) as connection:
            connection.execute("DELETE FROM hit")   # the limits of an hour are tested elsewhere
    amina.post("/en/me/settings", data={"name": f"<b>{PAYLOADS[0]}"[:40], "about": PAYLOADS[1], "language": "fr",
                                         "shows": "yes"})

    reader, wout = somebody("en", PHONE), somebody("en", PHONE).becomes("wout")
    first, last = one(site, "SELECT max(id) FROM idea") - len(PAYLOADS) + 1, one(site, "SELECT max(id) FROM idea")
    person = one(site, "SELECT author_id FROM idea WHERE id = ?", last)
    for path in (*(f"/ideas/{number}" for number in range(first, last + 1)), IDEAS, f"/people/{person}", "/search?q=script",
                 "/ideas", "", f"/search?q={PAYLOADS[0]}", f"{IDEAS}?q={PAYLOADS[2]}", f"/near?code={PAYLOADS[0]}"):
        harmless(reader, path)
    for path in (f"/organise/projects/{PROJECT}/ideas", f"/organise/ideas/{first}", f"/organise/moderation?case=idea:{first}",
                 "/organise/journal", f"/organise/projects/{PROJECT}/ideas?q={PAYLOADS[1]}"):
        harmless(wout, path)


def harmless(reader: Reader, path: str) -> None:
    """Nothing of it ran, the page is whole, and it does not stick out of a phone."""
    page = reader.open(path).page
    assert page.evaluate("window.broken") is None, path
    assert page.locator("#main h1").count() == 1 and page.locator("#main h1").is_visible(), path
    assert page.locator("footer.foot").is_visible(), path
    assert page.locator("form[action*=evil], a[href^=javascript], #main script, #main style:not([data-ours])").count() == 0, path
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, f"{path} sticks out"


# ── Files ─────────────────────────────────────────────────────────────────────────────────────────

@pytest.mark.parametrize("name", THREE)
def test_what_is_no_picture_is_refused_beside_its_field(browser_of: Any, name: str) -> None:
    answer = browser_of("amina").post(f"/en/projects/{PROJECT}/draft", data=proposal(), files={"pictures": (
        name, THREE[name], "image/jpeg")})

    assert answer.status_code in (200, 422)
    assert 'id="f-pictures-error"' in answer.text and "<svg xmlns=" not in answer.text


def test_a_picture_that_unfolds_to_a_giant_is_refused(browser_of: Any) -> None:
    bomb = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(bomb, "PNG")   # 50 kB that would take a gigabyte
    answer = browser_of("amina").post(f"/en/projects/{PROJECT}/draft", data=proposal(), files={"pictures": (
        "bomb.png", bomb.getvalue(), "image/png")})

    assert 'id="f-pictures-error"' in answer.text


def test_too_much_at_once_is_refused_in_a_sentence(browser_of: Any) -> None:
    amina = browser_of("amina")
    amina.headers["x-document"] = "plain"
    large = amina.post(f"/en/projects/{PROJECT}/draft", data=proposal(),
                       files={"pictures": ("a.jpg", b"x" * 9_000_000, "image/jpeg")})
    long = amina.post(f"/en{IDEAS}/new", data=proposal(body="x" * 90_000)).json()

    assert large.json()["error"] and "at most 8 MB" in large.json()["toast"]
    assert "f-body-error" in long["main"]


# ── Codes and sessions ────────────────────────────────────────────────────────────────────────────

def code_for(client: httpx2.Client, address: str) -> str:
    assert client.post("/en/sign-in", data={"address": address}).headers["location"].startswith("/en/sign-in/code")
    newest = max(map(int, re.findall(r"/demo/letters/(\d+)", client.get("/en/demo/letters").text)))
    return code_in(client.get(f"/en/demo/letters/{newest}").text)


def signed_in(client: httpx2.Client) -> bool:
    return "/sign-in" not in client.get("/en/me").headers.get("location", "")


def test_a_code_works_once_in_the_browser_that_asked_and_not_too_late(browser_of: Any, site: Server) -> None:
    asking, thief = browser_of(), browser_of()
    code = code_for(asking, "replay@example.be")
    thief.get("/en/sign-in")
    thief.post("/en/sign-in/code", data={"code": code, "address": "replay@example.be"})
    assert not signed_in(thief)

    asking.post("/en/sign-in/code", data={"code": code, "address": "replay@example.be"})
    assert signed_in(asking)
    cookies = dict(asking.cookies)
    again = browser_of()
    again.cookies.update({key: value for key, value in cookies.items() if key != "session"})
    again.post("/en/sign-in/code", data={"code": code, "address": "replay@example.be"})
    assert not signed_in(again)

    late = browser_of()
    code = code_for(late, "late@example.be")
    with rows(site) as connection:
        connection.execute("UPDATE sign_in_code SET expires_at = '2026-01-01 00:00:00.000000'")
    late.post("/en/sign-in/code", data={"code": code, "address": "late@example.be"})
    assert not signed_in(late)


def test_five_wrong_tries_end_a_code(browser_of: Any) -> None:
    client = browser_of()
    code = code_for(client, "tries@example.be")
    for _try in range(5):
        client.post("/en/sign-in/code", data={"code": "00000000" if code != "00000000" else "11111111"})
    client.post("/en/sign-in/code", data={"code": code})

    assert not signed_in(client)


def test_an_open_page_of_an_ended_session_acts_no_more(somebody: Sit, site: Server) -> None:
    amina = somebody("en", PHONE).becomes("amina")
    number = unsupported(site, "amina")
    amina.open(f"/ideas/{number}")
    with rows(site) as connection:
        ended = connection.execute("UPDATE person_session SET revoked_at = '2026-01-01 00:00:00.000000' WHERE person_id = "
                                   "(SELECT person_id FROM identity WHERE subject = 'amina@example.brussels')").rowcount
    assert ended
    before = one(site, "SELECT supports FROM idea WHERE id = ?", number)
    amina.page.locator(f"form[action$='/ideas/{number}/support'] button:visible").first.click()

    expect(amina.page.locator("#alerts")).to_contain_text("You are signed out.")
    assert one(site, "SELECT supports FROM idea WHERE id = ?", number) == before


def unsupported(site: Server, slug: str) -> int:
    """An idea of the open phase that this person does not support yet."""
    return one(site, "SELECT idea.id FROM idea JOIN project ON project.id = project_id WHERE slug = ? AND idea.status = "
                     "'submitted' AND visibility = 'public' AND idea.id NOT IN (SELECT idea_id FROM support JOIN identity USING "
                     "(person_id) WHERE subject = ?)", PROJECT, f"{slug}@example.brussels")


# ── Forged events and forms ───────────────────────────────────────────────────────────────────────

OVERHEAR = """() => { const emit = window.socket.emit; window.overheard = [];
  window.socket.emit = function (name, ...rest) { if (name === 'event') window.overheard.push(rest[0]);
                                                  return emit.call(this, name, ...rest); }; }"""
SEND = "args => window.socket.emit('event', {...window.overheard.at(-1), args: [JSON.stringify(args)]})"
FORGED = [
    None, 7, "act", [], {}, {"number": "1", "address": "/en/ideas/1/support", "form": {}},
    {"number": 1, "address": 5, "form": {}}, {"number": 1, "address": "/en/ideas/1/support", "form": []},
    {"number": 1, "address": "/en/ideas/1/support", "form": {"wanted": {"$gt": ""}}},
    {"number": 1, "address": "/en/ideas/1/support", "form": {"wanted": [["1"]]}},
    {"number": 1, "address": "/en/ideas/x/support", "form": {"wanted": "1"}},
    {"number": 1, "address": "/en/ideas/99999999999999999999/support", "form": {"wanted": "1"}},
    {"number": 1, "address": "http://[", "form": {}}, {"number": 1, "address": "/en/" + "a" * 5000, "form": {}},
    {"number": 1, "address": "/en/demo/sign-in", "form": {"person": "karim"}},
    {"number": 1, "address": "/en/ideas/1/comments", "form": {"body": "Signed by all", "for_organisation": "yes"}},
    {"number": 1, "address": "/en/comments/1/delete", "form": {}}, {"number": 1, "address": "/en/ideas/1/withdraw", "form": {}},
    {"number": 1, "address": "/en/ideas/1/edit", "form": {"title": "Taken over", "body": "x" * 60}},
    {"number": 1, "address": "/en/organise/ideas/1/answer", "form": {"verdict": "accepted"}},
    {"number": 1, "address": "/en/organise/ideas/1/notes", "form": {"note": "I was here"}},
    {"number": 1, "address": f"/en/organise/projects/{PROJECT}/ideas", "form": {"idea": ["1", "2"], "status": "delivered"}},
    {"number": 1, "address": "/en/organise/moderation/idea/1", "form": {"measure": "hide", "ground": "hate", "reason": "x" * 40}},
    {"number": 1, "address": "/en/me/sessions/1/revoke", "form": {}}]
WHAT_COUNTS = ("SELECT count(*) FROM comment", "SELECT count(*) FROM ruling", "SELECT count(*) FROM decision",
               "SELECT count(*) FROM idea WHERE visibility = 'public'", "SELECT group_concat(status || title) FROM idea",
               "SELECT count(*) FROM internal_note", "SELECT count(*) FROM comment WHERE visibility = 'public'")


def test_forged_events_of_a_signed_in_citizen_change_nothing(somebody: Sit, site: Server) -> None:
    stranger = somebody("en", PHONE)
    stranger.open("/sign-in").signs_in("forger@example.be", "Forger")
    page, number = stranger.page, unsupported(site, "forger")
    stranger.open(f"/ideas/{number}")
    page.evaluate(OVERHEAR)
    page.locator(f"form[action$='/ideas/{number}/support'] button:visible").first.click()
    stranger.reads("Your support is counted. You will hear about each answer.")
    assert page.evaluate("window.overheard.length") == 1   # what a true act looks like: the forged ones differ in `args` only
    before = [one(site, query) for query in WHAT_COUNTS]

    for forged in FORGED:
        page.evaluate(SEND, forged)
        page.wait_for_timeout(60)
    number = unsupported(site, "forger")
    page.evaluate(SEND, {"number": 2, "address": f"/en/ideas/{number}/support", "form": {"wanted": "1"}})
    for _moment in range(50):
        if mine := one(site, "SELECT count(*) FROM support JOIN identity USING (person_id) WHERE idea_id = ? AND subject = "
                             "'forger@example.be'", number):
            break
        page.wait_for_timeout(100)
    assert mine == 1   # the page survived all of them

    assert [one(site, query) for query in WHAT_COUNTS] == before
    assert "Traceback" not in (site.log.read_text() if site.log else "")


def test_a_form_of_another_site_is_refused(browser_of: Any, site: Server) -> None:
    number = unsupported(site, "amina")
    amina = browser_of("amina")
    before = one(site, "SELECT supports FROM idea WHERE id = ?", number)
    for headers in ({"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"},
                    {"sec-fetch-site": "", "origin": "https://evil.example"}, {"sec-fetch-site": "", "origin": "null"}):
        assert amina.post(f"/en/ideas/{number}/support", data={"wanted": "1"}, headers=headers).status_code == 403, headers
    assert one(site, "SELECT supports FROM idea WHERE id = ?", number) == before


def test_a_forged_host_finds_no_way_into_our_pages(start_server: Callable[..., Server]) -> None:
    server = start_server("--demo", "--public-url", "https://participation.example")

    def asked(**headers: str) -> httpx2.Response:
        sent = OURS | {name.replace("_", "-"): value for name, value in headers.items()}
        return httpx2.get(f"{server.url}/en/sign-in", headers=sent)

    assert asked(host="evil.example").status_code == 400 and "evil.example" not in asked(host="evil.example").text
    forwarded = asked(host="participation.example", x_forwarded_host="evil.example", x_forwarded_prefix="/evil")
    assert forwarded.status_code == 200 and "evil" not in forwarded.text
    assert 'property="og:url" content="https://participation.example/en/sign-in"' in forwarded.text


@pytest.mark.parametrize("next", ["https://evil.example", "//evil.example", "/\\evil.example", "/%09/evil.example",
                                  "\\\\evil.example", "/en//evil.example", "javascript:alert(1)", "https:evil.example",
                                  "/ /evil.example"])
def test_nobody_is_led_to_another_site(browser_of: Any, next: str) -> None:
    amina = browser_of("amina")
    for answer in (amina.get("/en/sign-in", params={"next": next}), amina.get("/language/fr", params={"to": next})):
        target = answer.headers.get("location", "/")
        assert not re.search(r"^(?:[a-z]+:|[/\\]{2}|/[\\\s])", target, re.I), target


# ── At the same moment ────────────────────────────────────────────────────────────────────────────

def test_people_who_support_at_the_same_moment_are_all_counted_once(browser_of: Any, site: Server) -> None:
    number = unsupported(site, "amina")
    crowd = [browser_of(slug) for slug in ("amina", "wout", "sofie", "karim")]
    for client in crowd:
        client.post(f"/en/ideas/{number}/support", data={"wanted": "0"})
    before = one(site, "SELECT supports FROM idea WHERE id = ?", number)
    with ThreadPoolExecutor(12) as at_once:
        answers = list(at_once.map(lambda client: client.post(f"/en/ideas/{number}/support", data={"wanted": "1"}).status_code,
                                   crowd * 3))

    assert set(answers) == {303}
    assert one(site, "SELECT supports FROM idea WHERE id = ?", number) == before + 4
    assert one(site, "SELECT count(*) FROM support WHERE idea_id = ?", number) == before + 4 - one(
        site, "SELECT imported_supports FROM idea WHERE id = ?", number)
