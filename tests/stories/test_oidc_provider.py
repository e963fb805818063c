"""Signing in through the certified OpenID provider, which puts claims at its userinfo only and insists on PKCE."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import httpx2
import pytest

from tests.conftest import ROOT, free_port, missing

HERE = Path(__file__).parent
BROWSER = {"accept": "text/html", "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", "sec-fetch-site": "same-origin"}
ABSENT = "The certified provider is missing: it needs Node and `npm install oidc-provider@9`, which is done when CI=true."


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the provider: from npm's own cache, or in CI from its registry."""
    npm = shutil.which("npm")
    if npm is None:
        missing(ABSENT)
    folder = tmp_path_factory.mktemp("provider")
    where = [] if os.environ.get("CI") == "true" else ["--offline"]
    done = subprocess.run([npm, "install", "--no-audit", "--no-fund", *where, "--prefix", str(folder), "oidc-provider@9"],
                          capture_output=True, check=False)
    if done.returncode:
        missing(ABSENT)
    shutil.copy(HERE / "oidc_provider.mjs", folder)
    return folder


@pytest.mark.story
def test_signing_in_at_the_certified_provider(modules: Path, tmp_path: Path) -> None:
    port, here = free_port(), free_port()
    settings = {"ISSUER": f"http://localhost:{port}", "CLIENT_ID": "brussels",
                "CLIENT_SECRET": "a secret of at least 32 characters"}
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "PARTICIPATION_"))}
    environment |= {f"PARTICIPATION_OIDC_CERTIFIED_{name}": value for name, value in settings.items()}
    callback = f"http://127.0.0.1:{here}/sign-in/certified/callback"
    node = subprocess.Popen(["node", "oidc_provider.mjs", str(port), callback], cwd=modules, stdout=subprocess.PIPE)
    site = subprocess.Popen([sys.executable, "main.py", "--demo", "--port", str(here), "--database", str(tmp_path / "d.sqlite3")],
                            cwd=ROOT, env=environment, stdout=subprocess.PIPE)
    try:
        _lines_until(node, b"ready")
        _lines_until(site, b"is at")
        transport = httpx2.HTTPTransport(retries=20)   # it says where it is just before it listens
        with httpx2.Client(headers=BROWSER, transport=transport, timeout=30) as browser:
            answer = browser.get(f"http://127.0.0.1:{here}/en/sign-in/certified?next=/projects")
            with httpx2.Client(timeout=30) as there:
                address = _through(there, answer.headers["location"], callback)
            answer = browser.get(address)

        assert answer.headers["location"] == "/en/introduce?name=Zo%C3%A9&next=%2Fprojects"
    finally:
        for process in (node, site):
            process.terminate()
            process.wait()


def _lines_until(process: subprocess.Popen[bytes], word: bytes) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        if word in line:
            return
    pytest.fail("The process ended before it was ready.")


def _through(there: httpx2.Client, address: str, callback: str) -> str:
    """What the person does at the provider: follow it, sign in, agree. Returns the address it leads back to."""
    fields: dict[str, Any] | None = None
    for _ in range(20):
        answer = there.post(address, data=fields) if fields else there.get(address)
        fields = None
        if answer.is_redirect:
            address = urljoin(address, answer.headers["location"])
            if address.startswith(callback):
                return address
            continue
        action = re.search(r'<form[^>]* action="([^"]+)"', answer.text)
        assert action is not None, answer.text[:500]
        address = urljoin(address, action[1])
        fields = {"prompt": "login", "login": "zoe", "password": "x"} if 'name="login"' in answer.text else {"prompt": "consent"}
    pytest.fail("The provider never led back.")
