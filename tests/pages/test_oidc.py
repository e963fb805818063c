"""Signing in through a provider, against a real one: the whole flow, and each way in which it must not let anybody in."""

import json
import os
import socket
import sqlite3
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from oidc_provider_mock import User, app, run_server_in_thread
    from oidc_provider_mock._storage import storage

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")   # the provider in the tests has old habits

ROOT = Path(__file__).parents[2]
BROWSER = {"accept": "text/html", "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", "sec-fetch-site": "same-origin"}
ZOE = User(sub="zoe-1", claims={"given_name": "Zoé", "name": "Zoé Exemple", "locale": "FR", "email": "zoe@example.be",
                                "email_verified": True, "egovNRN": "85073003328"})
TIM = User(sub="tim-1", claims={"givenName": "Tim", "prefLanguage": "nl", "email": "amina@example.brussels"})


class Signed:
    """Turns the userinfo of a provider into a signed JWT, as the federal one sends it; `forged` by somebody else's key."""

    def __init__(self, inner: Any, issuer: str, audience: str, forged: bool = False) -> None:
        self.inner, self.issuer, self.audience = inner, issuer, audience
        with inner.test_request_context("/"):
            inner.preprocess_request()
            own = RSAKey.import_key(storage.jwk.as_dict(is_private=True))
        self.signing = RSAKey.generate_key(2048) if forged else own

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"] != "/userinfo":
            return self.inner(environ, start_response)
        status: list[str] = []
        body = b"".join(self.inner(environ, lambda said, *_: status.append(said)))
        claims = {**json.loads(body), "iss": self.issuer, "aud": self.audience}
        sent = jwt.encode({"alg": "RS256"}, claims, self.signing)
        start_response(status[0], [("Content-Type", "application/jwt"), ("Content-Length", str(len(sent)))])
        return [sent.encode()]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Site:
    url: str
    database: Path

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with sqlite3.connect(self.database) as connection:
            return connection.execute(query).fetchall()

    def browser(self) -> httpx2.Client:
        return httpx2.Client(base_url=self.url, headers=BROWSER, timeout=30)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo with five providers: one plain, one that signs, one that forges, one that does not sign though it should,
    and one that is down."""
    folder = tmp_path_factory.mktemp("oidc")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "PARTICIPATION_"))}
    port = free_port()

    def provider(name: str, issuer: str, **more: str) -> None:
        for part, value in {"ISSUER": issuer, "CLIENT_ID": "brussels", "CLIENT_SECRET": "secret", **more}.items():
            environment[f"PARTICIPATION_OIDC_{name}_{part}"] = value

    with ExitStack() as stack:
        plain = stack.enter_context(run_server_in_thread(user_claims=[ZOE]))
        provider("PLAIN", f"http://localhost:{plain.server_port}", LABEL="Plain")
        for name, forged in (("SIGNED", False), ("FORGED", True)):
            there = f"http://localhost:{(port_there := free_port())}"
            signed = Signed(app(user_claims=[TIM]), there, "brussels", forged)
            server = make_server("localhost", port_there, signed, threaded=True)
            Thread(target=server.serve_forever, daemon=True).start()
            stack.callback(server.shutdown)
            provider(name, there, USERINFO="jwt", CLAIMS="name=givenName language=prefLanguage")
        provider("UNSIGNED", f"http://localhost:{plain.server_port}", USERINFO="jwt")
        provider("DOWN", f"http://localhost:{free_port()}")
        process = subprocess.Popen([sys.executable, "main.py", "--demo", "--port", str(port),
                                    "--database", str(folder / "d.sqlite3")], cwd=ROOT, env=environment)
        for _ in range(300):
            try:
                httpx2.get(f"http://127.0.0.1:{port}/robots.txt")
                break
            except httpx2.TransportError:
                time.sleep(0.1)
        yield Site(f"http://127.0.0.1:{port}", folder / "d.sqlite3")
        process.terminate()
        process.wait()


def left_for(browser: httpx2.Client, provider: str, going: str = "/projects") -> str:
    answer = browser.get(f"/en/sign-in/{provider}?next={going}")
    assert answer.status_code == 302
    return answer.headers["location"]


def sent_back(address: str, sub: str) -> str:
    """What the person does at the provider: says who they are, and is led back."""
    return httpx2.post(address, data={"sub": sub}).headers["location"]


def test_a_first_sign_in_keeps_issuer_and_subject_and_proposes_a_name(site: Site) -> None:
    browser = site.browser()
    address = left_for(browser, "plain")
    asked = {key: values[0] for key, values in parse_qs(urlsplit(address).query).items()}
    answer = browser.get(sent_back(address, "zoe-1"))

    assert asked["code_challenge_method"] == "S256"
    assert {"state", "nonce", "code_challenge"} <= asked.keys()
    assert asked["ui_locales"] == "en"
    assert answer.headers["location"] == "/en/introduce?name=Zo%C3%A9&next=%2Fprojects"
    assert 'value="Zoé"' in browser.get(answer.headers["location"]).text
    issuer = f"{urlsplit(address).scheme}://{urlsplit(address).netloc}"
    assert site.rows("SELECT issuer, subject, language FROM identity JOIN person ON person.id = person_id "
                     "WHERE subject IN ('zoe-1', 'zoe@example.be') ORDER BY identity.id") == [
        (issuer, "zoe-1", "fr"), ("email", "zoe@example.be", "fr")]
    assert "85073003328" not in Path(site.database).read_bytes().decode("latin-1")   # no national number is kept


def test_the_next_sign_in_finds_the_same_account(site: Site) -> None:
    for _ in range(2):
        browser = site.browser()
        browser.get(sent_back(left_for(browser, "plain"), "again-1"))

    assert site.rows("SELECT count(*) FROM identity WHERE subject = 'again-1'") == [(1,)]


def test_a_signed_userinfo_is_verified_and_read(site: Site) -> None:
    browser = site.browser()
    answer = browser.get(sent_back(left_for(browser, "signed"), "tim-1"))

    assert answer.headers["location"] == "/en/introduce?name=Tim&next=%2Fprojects"
    assert site.rows("SELECT language FROM identity JOIN person ON person.id = person_id WHERE subject = 'tim-1'") == [("nl",)]


def test_an_address_that_a_provider_did_not_verify_opens_nobodys_account(site: Site) -> None:
    browser = site.browser()
    browser.get(sent_back(left_for(browser, "signed"), "tim-1"))

    assert site.rows("SELECT count(DISTINCT person_id) FROM identity "
                     "WHERE subject IN ('tim-1', 'amina@example.brussels')") == [(2,)]


@pytest.mark.parametrize("provider", ["forged", "unsigned"])
def test_a_userinfo_that_is_not_signed_by_the_provider_lets_nobody_in(site: Site, provider: str) -> None:
    browser = site.browser()
    answer = browser.get(sent_back(left_for(browser, provider), "eve-1"))

    assert answer.status_code == 400
    assert "We could not trust the answer of" in answer.text
    assert 'href="/en/sign-in?next=%2Fprojects"' in answer.text
    assert "session" not in browser.cookies
    assert site.rows("SELECT count(*) FROM identity WHERE subject = 'eve-1'") == [(0,)]


def test_a_callback_works_once_and_only_in_the_browser_that_left(site: Site) -> None:
    browser, other = site.browser(), site.browser()
    back = sent_back(left_for(browser, "plain"), "once-1")

    stolen = other.get(back)
    first = browser.get(back)
    replayed = browser.get(back)

    assert (stolen.status_code, first.status_code, replayed.status_code) == (400, 303, 400)
    assert "commencé dans une autre fenêtre" in replayed.text   # a sign-in nobody knows of has no language: French
    assert "session" not in other.cookies


def test_another_state_or_another_issuer_lets_nobody_in(site: Site) -> None:
    browser = site.browser()
    back = sent_back(left_for(browser, "plain"), "state-1")

    assert browser.get(back.replace("state=", "state=x")).status_code == 400
    assert browser.get(back + "&iss=https://evil.example").status_code == 400
    assert "session" not in browser.cookies


def test_one_who_declines_reads_so_and_the_providers_words_are_not_shown(site: Site) -> None:
    browser = site.browser()
    left_for(browser, "plain")
    answer = browser.get("/sign-in/plain/callback?error=access_denied&error_description=Call+0900+1234")

    assert "Plain did not sign you in, or you stopped." in answer.text
    assert "0900" not in answer.text


def test_a_provider_that_is_down_is_said_in_a_sentence(site: Site) -> None:
    answer = site.browser().get("/nl/sign-in/down")

    assert answer.status_code == 502
    assert '<html lang="nl">' in answer.text


def test_the_session_is_a_new_one_after_signing_in_again(site: Site) -> None:
    browser = site.browser()
    browser.get(sent_back(left_for(browser, "plain"), "fix-1"))
    before = browser.cookies["session"]
    browser.get(sent_back(left_for(browser, "plain"), "fix-1"))

    assert browser.cookies["session"] != before
    old = httpx2.Client(base_url=site.url, headers=BROWSER, cookies={"session": before})
    assert old.get("/en/introduce").status_code == 403
