"""Every address of the site, looked at: nobody is shut out, nothing sticks out, nothing is asked of another machine."""

import re
import subprocess
import sys
from collections.abc import Callable

import httpx2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.conftest import ROOT, Server
from tests.stories.reader import PHONE, PROJECT, Reader, one, rows

Sit = Callable[..., Reader]
TAGS = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
NO_PAGES = {   # files and doors: what they answer is tested elsewhere
    "/me/data.json", "/organise/projects/{slug}/ideas.csv", "/organise/projects/{slug}/ideas.xlsx", "/projects/{slug}/feed.xml"}
# path → (who looks: nobody, or somebody of the demo; the addresses to look at, as examples of it)
SAMPLES: dict[str, tuple[str | None, list[str]]] = {
    "/": (None, ["/"]),
    "/organisations/{slug}": (None, ["/organisations/jette", "/organisations/brussels"]),
    "/near": (None, ["/near", "/near?code=1090"]),
    "/projects": (None, ["/projects", "/projects?q=zzzz"]),
    "/projects/{slug}": (None, [f"/projects/{PROJECT}", "/projects/jette-budget", "/projects/jette-school-streets"]),
    "/projects/{slug}/ideas": (None, [f"/projects/{PROJECT}/ideas", f"/projects/{PROJECT}/ideas?view=map",
                                      f"/projects/{PROJECT}/ideas?q=zzzz"]),
    "/projects/{slug}/ideas/new": ("amina", [f"/projects/{PROJECT}/ideas/new", "/projects/jette-school-streets/ideas/new"]),
    "/ideas": (None, ["/ideas"]),
    "/ideas/{id}": (None, ["/ideas/{answered}", "/ideas/{talked}"]),
    "/ideas/{id}/versions": (None, ["/ideas/{edited}/versions"]),
    "/ideas/{id}/edit": ("amina", ["/ideas/{own}/edit"]),
    "/ideas/{id}/withdraw": ("amina", ["/ideas/{own}/withdraw"]),
    "/answers": (None, ["/answers"]),
    "/search": (None, ["/search", "/search?q=arbres", "/search?q=zzzz"]),
    "/people/{id}": (None, ["/people/{amina}"]),
    "/report": (None, ["/report?object=idea:{answered}"]),
    "/report/thanks": (None, ["/report/thanks?idea={answered}"]),
    "/sign-in": (None, ["/sign-in"]),
    "/sign-in/code": ("asking", ["/sign-in/code"]),
    "/introduce": ("new", ["/introduce"]),
    "/set-up/{token}": (None, []),   # only while the platform is empty; its token is on the console
    "/stop/{token}": (None, []),   # its token is in a letter; see test_main_job.py
    "/how-it-works": (None, ["/how-it-works"]),
    "/charter": (None, ["/charter"]),
    "/privacy": (None, ["/privacy"]),
    "/accessibility": (None, ["/accessibility"]),
    "/offline": (None, ["/offline"]),
    "/me": ("amina", ["/me"]),
    "/me/ideas": ("amina", ["/me/ideas"]),
    "/me/supports": ("amina", ["/me/supports"]),
    "/me/follows": ("amina", ["/me/follows"]),
    "/me/drafts": ("amina", ["/me/drafts"]),
    "/me/letters": ("amina", ["/me/letters"]),
    "/me/settings": ("amina", ["/me/settings"]),
    "/me/data": ("amina", ["/me/data"]),
    "/me/sessions": ("amina", ["/me/sessions"]),
    "/organise": ("sofie", ["/organise"]),
    "/organise/answers": ("sofie", ["/organise/answers"]),
    "/organise/projects/{slug}/ideas": ("sofie", [f"/organise/projects/{PROJECT}/ideas",
                                                  f"/organise/projects/{PROJECT}/ideas?q=zzzz"]),
    "/organise/ideas/{id}": ("sofie", ["/organise/ideas/{answered}"]),
    "/organise/moderation": ("wout", ["/organise/moderation"]),
    "/organise/moderation/decided": ("wout", ["/organise/moderation/decided"]),
    "/organise/journal": ("karim", ["/organise/journal"]),
    "/demo": (None, ["/demo"]),
    "/demo/letters": (None, ["/demo/letters"]),
    "/demo/letters/{id}": (None, ["/demo/letters/{letter}"]),
}


def all_addresses() -> set[str]:
    """What the site promises, the demo's own pages too: asked of a process of its own, which may open the demo."""
    said = subprocess.run([sys.executable, "-c", OPEN_ALL], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return set(said.split()) - NO_PAGES


OPEN_ALL = """
import models.tables, pages
from components import document
from models.settings import read_settings
pages.open_all(read_settings({}, arguments={}, demo=True))
print(*document.pages)
"""


def test_every_page_has_an_example_to_look_at() -> None:
    promised = all_addresses()

    assert promised - set(SAMPLES) == set(), "Add an example of each of these to SAMPLES, so that it is looked at."
    assert set(SAMPLES) - promised == set(), "These pages are gone: take their examples away."


@pytest.fixture(scope="module")
def examples(site: Server) -> dict[str, str]:
    """The rows of the demo that the examples name."""
    def idea(where: str) -> str:
        return str(one(site, f"SELECT idea.id FROM idea WHERE {where} ORDER BY idea.id"))

    httpx2.post(f"{site.url}/en/sign-in", data={"address": "letter@example.be"}, headers={"sec-fetch-site": "same-origin"})
    letter = str(one(site, "SELECT max(id) FROM letter"))
    amina = one(site, "SELECT person_id FROM identity WHERE subject = 'amina@example.brussels'")
    own = idea("visibility = 'public' AND status = 'submitted' AND phase_id = (SELECT max(phase_id) FROM idea WHERE "
               "visibility = 'public')")
    with rows(site) as connection:   # an idea of hers of a moment ago, so that it can still be corrected
        connection.execute("UPDATE idea SET submitted_at = strftime('%Y-%m-%d %H:%M:%S.000000', 'now'), author_id = ? "
                           "WHERE id = ?", (amina, own))
    return {
        "answered": idea("visibility = 'public' AND status = 'accepted'"),
        "talked": idea("visibility = 'public' AND comments = (SELECT max(comments) FROM idea)"),
        "hidden": idea("visibility = 'hidden'"), "withdrawn": idea("visibility = 'withdrawn'"),
        "edited": idea("visibility = 'public'"), "letter": letter, "own": own, "amina": str(amina)}


PEOPLE = [None, "asking", "new", "amina", "wout", "sofie", "karim"]


@pytest.mark.parametrize("who", PEOPLE, ids=str)
@pytest.mark.parametrize("language", ["en", "fr", "nl"])
def test_no_page_shuts_anybody_out(somebody: Sit, examples: dict[str, str], language: str, who: str | None) -> None:
    reader = somebody(language, PHONE)
    examples = examples | arrive(reader, who)
    found = [wrong for role, paths in SAMPLES.values() if role == who for path in paths
             for wrong in wrongs_of(reader, path.format_map(examples))]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("path", "status"), [
    ("/nosuch", 404), ("/organise", 403), ("/stop/nosuch", 404), ("/set-up/nosuch", 404), ("/ideas/{hidden}", 410),
    ("/ideas/{withdrawn}", 410)])
def test_a_page_that_refuses_shuts_nobody_out_either(somebody: Sit, examples: dict[str, str], path: str, status: int) -> None:
    found = wrongs_of(somebody("fr", PHONE), path.format_map(examples), status)
    assert not found, "\n".join(found)


def arrive(reader: Reader, who: str | None) -> dict[str, str]:
    """Become whoever looks. Returns what only came about now."""
    if who in ("asking", "new"):
        reader.open("/sign-in").page.fill("#f-address", f"{who}.{reader.language}@example.be")
        reader.press("Send me a code")
        reader.at("/sign-in/code")
    if who == "new":
        reader.page.fill("#f-code", reader.code())
        reader.press("Sign in")
        reader.at("/introduce")
    if who in ("amina", "wout", "sofie", "karim"):
        reader.becomes(who)
    return {}


def wrongs_of(reader: Reader, path: str, status: int = 200) -> list[str]:
    """Everything wrong with one page, in sentences. Axe looks at the English one: the others differ in their words only."""
    before, page = len(reader.wrongs), reader.page
    reader.open("" if path == "/" else path)
    found = [] if reader.status == status else [f"answers {reader.status} instead of {status}"]
    title, headings = page.title(), page.locator("h1").all_inner_texts()
    if len(headings) != 1 or not headings[0].strip():
        found.append(f"wants exactly one h1, has {headings}")
    if path != "/" and " — " not in title:
        found.append(f"wants a title of its own: {title!r}")
    if (page.locator("html").get_attribute("lang") or "")[:2] != reader.language:
        found.append("says another language than its address")
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        if (excess := page.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
            found.append(f"sticks out {excess} px at {width}: {page.evaluate(WIDEST)}")
        if width > 320 and (reader.language == "en" or status != 200):
            found += faults(page, f"at {width}", TAGS)
            page.emulate_media(color_scheme="dark")
            page.wait_for_timeout(400)   # colours fade over
            found += faults(page, f"at {width}, dark", {"type": "rule", "values": ["color-contrast", "link-in-text-block"]})
            page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)
    said = [wrong for wrong in reader.wrongs[before:] if not re.search(rf"status of {reader.status}", wrong)]
    del reader.wrongs[before:]
    return [f"/{reader.language}{path}: {wrong}" for wrong in (*found, *said)]


def faults(page: Page, where: str, rules: dict[str, object]) -> list[str]:
    """What axe finds against the rules of accessibility."""
    return [f"{fault['id']} {where}: {fault['help']} {[node['target'] for node in fault['nodes']][:3]}"
            for fault in Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]}).response["violations"]]


WIDEST = """() => [...document.querySelectorAll('#document *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1
  && !e.closest('.away')).slice(0, 3).map(e => e.tagName + '.' + e.className)"""
