"""One page and a few acts, with and without the script: the promises every public page stands on."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import httpx2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

HTML = {"accept": "text/html", "user-agent": "Mozilla/5.0"}
OURS = {**HTML, "sec-fetch-site": "same-origin"}


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    surroundings = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST")}
    server = subprocess.Popen([sys.executable, "-m", "tests.pages.toy", str(port)], env=surroundings)
    address = f"http://localhost:{port}"
    for _ in range(150):
        try:
            httpx2.get(address + "/empty")
            break
        except httpx2.TransportError:
            time.sleep(0.1)
    yield address
    server.terminate()
    server.wait()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A phone whose console must stay silent and which must not ask anything of another site."""
    said: list[str] = []
    context = browser.new_context(viewport={"width": 390, "height": 844})
    context.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    context.on("weberror", lambda error: said.append(str(error.error)))
    context.on("request", lambda request: None if "//localhost:" in request.url else said.append(request.url))
    yield context.new_page()
    context.close()
    assert said == []


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    page.wait_for_function("window.did_handshake")
    return page


def supports(page: Page) -> int:
    return int(page.inner_text("[data-live]"))


def test_a_page_is_whole_before_any_script_runs(site: str) -> None:
    answer = httpx2.get(site + "/fr/ideas/42?x=%22%3E", headers=HTML)

    assert answer.status_code == 200
    assert '<html lang="fr">' in answer.text
    assert "<h1>A bench in the shade &lt;script&gt;</h1>" in answer.text
    assert '<meta name="description" content="Benches &amp; trees">' in answer.text
    assert f'<link rel="alternate" hreflang="nl" href="{site}/nl/ideas/42?x=%22%3E">' in answer.text
    assert answer.text.count('id="main"') == 1


def test_every_script_of_a_page_carries_the_nonce_of_its_policy(site: str) -> None:
    answer = httpx2.get(site + "/fr/ideas/42", headers=HTML)

    nonce = re.search(r"'nonce-([\w-]+)'", answer.headers["content-security-policy"])[1]
    document = answer.text[answer.text.index('<div id="document"'):answer.text.index("<!--end of document-->")]
    assert len(re.findall("<script", answer.text)) == answer.text.count(f'<script nonce="{nonce}"') > 0
    assert "<script" not in document


@pytest.mark.parametrize(("path", "status"), [
    ("/fr/ideas/7", 410), ("/fr/ideas/8", 500), ("/fr/ideas/9", 403), ("/fr/ideas/x", 404), ("/nl/nosuch", 404),
    ("/fr/ideas/99999999999999999999", 404), ("/nosuch", 404), ("/fr/ideas/42/support", 405)])
def test_a_page_that_cannot_be_shown_says_so_and_no_more(site: str, path: str, status: int) -> None:
    answer = httpx2.get(site + path, headers=HTML)

    assert answer.status_code == status
    assert answer.text.count("<h1>") == 1 and "noindex" in answer.text
    assert "secret" not in answer.text and "Error" not in answer.text
    assert "script-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_slash_too_many_leads_to_the_page(site: str) -> None:
    assert httpx2.get(site + "/fr/ideas/", headers=HTML).headers["location"] == "/fr/ideas"


def test_robots_and_our_own_script_get_the_document_without_the_toolkit(site: str) -> None:
    for asking in ({"user-agent": "SomeBot/1.0"}, {"x-document": "plain", **HTML}):
        answer = httpx2.get(site + "/fr/ideas/42", headers=asking)
        assert "A bench in the shade" in answer.text
        assert "_nicegui" not in answer.text


def test_a_form_of_another_site_is_refused_and_ours_is_not(site: str) -> None:
    def post(**headers: str) -> int:
        return httpx2.post(site + "/fr/ideas/42/support", headers={key.replace("_", "-"): value
                                                                  for key, value in headers.items()}).status_code

    assert post() == 403
    assert post(sec_fetch_site="cross-site") == 403
    assert post(sec_fetch_site="same-site") == 403
    assert post(origin="https://elsewhere.example") == 403
    assert post(origin=site) == 303
    assert post(sec_fetch_site="same-origin") == 303


def test_a_form_leads_back_to_its_page_and_never_to_another_site(site: str) -> None:
    def target(referer: str) -> str:
        return httpx2.post(site + "/fr/ideas/42/support", headers={**OURS, "referer": referer}).headers["location"]

    assert target(site + "/fr/ideas?q=1") == "/fr/ideas?q=1"
    assert target("https://elsewhere.example/fr/ideas") == "/fr"
    assert target(site + "/fr//elsewhere.example") == "/fr"


def test_what_an_act_says_is_shown_once_on_the_next_page(site: str) -> None:
    with httpx2.Client(headers=OURS, follow_redirects=True) as reader:
        first = reader.post(site + "/en/ideas/42/support", headers={"referer": site + "/en/ideas/42"})
        second = reader.get(site + "/en/ideas/42")

    assert "Your support is counted." in first.text and 'action="/en/ideas/42/withdraw"' in first.text
    assert "Your support is counted." not in second.text


def test_a_form_beyond_the_limits_is_refused_in_a_sentence(site: str) -> None:
    large = httpx2.post(site + "/en/ideas/42/support", headers={**OURS, "x-document": "plain"},
                        files={"file": ("large.bin", b"x" * 9_000_000)}).json()
    many = httpx2.post(site + "/en/ideas/42/support", headers={**OURS, "x-document": "plain"},
                       data={f"field-{number}": "x" for number in range(500)}).json()

    assert large["error"] and "This is too large. Send at most 8 MB." in large["toast"]
    assert many["error"] and "too many parts" in many["toast"]


def test_our_files_are_compressed_and_kept_for_ever(site: str) -> None:
    page = httpx2.get(site + "/fr/ideas/42", headers=HTML).text
    answer = httpx2.get(site + re.search(r'href="(/static/\w+/public\.css)"', page)[1], headers={"accept-encoding": "gzip"})

    assert answer.headers["content-encoding"] == "gzip"
    assert "immutable" in answer.headers["cache-control"]
    for font in re.findall(r"url\((/static/[^)]+)\)", answer.text):
        assert httpx2.get(site + font).headers["content-type"] == "font/woff2"


def test_an_act_changes_this_page_and_the_one_somebody_else_has_open(site: str, page: Page) -> None:
    other = opened(page.context.new_page(), site + "/nl/ideas/42")
    before = supports(other)
    opened(page, site + "/fr/ideas/42").click("#support-42 button")

    expect(page.locator("#toasts")).to_contain_text("Your support is counted.")
    expect(page.locator("#support-42 button")).to_be_focused()
    expect(page.locator("#support-42 button")).to_have_attribute("aria-pressed", "true")
    expect(other.locator("[data-live]")).to_have_text(str(before + 1))

    page.click("#toasts form button")
    expect(page.locator("#support-42 button")).to_have_attribute("aria-pressed", "false")
    expect(other.locator("[data-live]")).to_have_text(str(before))
    assert Axe().run(page).response["violations"] == []


def test_the_same_act_works_without_javascript(site: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "/fr/ideas/42")
    before = supports(page)
    page.click("#support-42 button")

    assert page.url == site + "/fr/ideas/42"
    assert supports(page) == before + 1
    assert "Your support is counted." in page.inner_text(".note[role=status]")
    context.close()


def test_what_is_wrong_with_a_form_is_said_on_top_and_focused(site: str, page: Page) -> None:
    opened(page, site + "/en/ideas/42").click("#comment .button")

    expect(page.locator("#errors")).to_be_focused()
    assert page.title().startswith("Error: ")
    assert page.get_attribute("#f-text", "aria-invalid") == "true"
    assert Axe().run(page).response["violations"] == []


def test_a_refusal_is_a_sentence_and_a_failure_tells_nothing(site: str, page: Page) -> None:
    opened(page, site + "/en/ideas/42")
    for text, sentence in (("spam", "That is spam."), ("crash", "Something went wrong.")):
        page.fill("#f-text", text)
        page.click("#comment .button")
        expect(page.locator("#alerts")).to_contain_text(sentence)
        assert page.input_value("#f-text") == text


def test_typed_text_is_still_there_after_leaving_in_a_hurry(site: str, page: Page) -> None:
    opened(page, site + "/en/ideas/42").fill("#f-text", "Half a thought")
    page.goto(site + "/en/ideas")
    page.goto(site + "/en/ideas/42")
    page.wait_for_function("window.did_handshake")

    assert page.input_value("#f-text") == "Half a thought"
    page.click("#comment .button")
    page.wait_for_event("load")
    expect(page.locator("#f-text")).to_have_value("")


def test_filters_change_the_list_in_place_and_back_undoes_them(site: str, page: Page) -> None:
    opened(page, site + "/nl/ideas").locator("#f-q").press_sequentially("12", delay=30)
    expect(page.locator("#results [role=status]")).to_have_text("1 idee")
    expect(page.locator("#f-q")).to_be_focused()
    expect(page.locator("#languages a").first).to_have_attribute("href", re.compile(r"/fr.*12"))

    page.select_option("#f-even", "1")
    expect(page).to_have_url(site + "/nl/ideas?q=12&even=1")
    page.go_back()
    expect(page.locator("#f-even")).to_have_value("")
    page.go_back()
    expect(page.locator("#results [role=status]")).to_have_text("60 ideeën")


def test_more_of_a_list_is_added_below_and_focused(site: str, page: Page) -> None:
    opened(page, site + "/nl/ideas").click("[data-more]")

    expect(page.locator("#list li")).to_have_count(40)
    expect(page.locator("#list li").nth(20).locator("a")).to_be_focused()
