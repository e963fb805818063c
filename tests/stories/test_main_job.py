"""The spine as a story: an idea is found a place, supported, discussed, answered; in each language, on both kinds of screen."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.conftest import Server
from tests.stories.reader import DESKTOP, IDEAS, PHONE, PROJECT, Reader, one, picture

Sit = Callable[..., Reader]
REASON = "Ce commentaire attaque une personne au lieu de parler de l’idée."
ANSWERS = {"fr": "Oui, nous plantons dès l’automne.", "nl": "Ja, we planten vanaf de herfst.",
           "en": "Yes, we plant from autumn on."}


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_from_a_citizens_idea_to_the_communes_answer(somebody: Sit, language: str, viewport: dict[str, int]) -> None:
    live_the_main_job(somebody, language, viewport, javascript=True)


def test_the_same_without_javascript(somebody: Sit) -> None:
    live_the_main_job(somebody, "nl", PHONE, javascript=False)


def live_the_main_job(somebody: Sit, language: str, viewport: dict[str, int], javascript: bool) -> None:
    screen = f"{language}{viewport['width']}{javascript}"
    citizen = somebody(language, viewport, javascript=javascript)
    finds_the_plan(citizen)
    signs_in_from_there(citizen, f"zoe.{screen}@example.be".lower())
    title = f"{one_title(citizen.server, language)} {screen}"
    number = proposes(citizen, title)
    sees_it_in_its_list(citizen, title)

    neighbour = somebody(language, viewport, javascript=javascript).becomes("amina")
    citizen.open(f"/ideas/{number}")
    expect(supports_of(citizen, number)).to_have_text("0")
    supports(neighbour, number)
    if not javascript:
        citizen.open(f"/ideas/{number}")
    expect(supports_of(citizen, number)).to_have_text("1")   # with the script: without reload

    says(neighbour, f"Celui qui propose cela est un sot. {screen}")
    comment = reports_the_comment(citizen, number)
    hides(somebody(language, viewport, javascript=javascript).becomes("wout"), comment)
    expect(citizen.open(f"/ideas/{number}").page.locator(f"#comment-{comment}")).to_contain_text(REASON)
    expect(citizen.main).not_to_contain_text("est un sot")

    answers(somebody(language, viewport, javascript=javascript).becomes("sofie"), number)
    learns_of_the_answer(citizen, number, title)


def finds_the_plan(citizen: Reader) -> None:
    citizen.open("")
    citizen.page.locator(f"#main a[href$='/projects/{PROJECT}']").first.click()
    citizen.at(f"/projects/{PROJECT}")
    expect(citizen.page.locator("h1")).to_have_count(1)
    assert citizen.page.locator("html").get_attribute("lang")[:2] == citizen.language
    assert len(citizen.main.inner_text()) > 800   # the story of the plan, not its title only


def signs_in_from_there(citizen: Reader, address: str) -> None:
    if citizen.page.viewport_size == PHONE:
        citizen.page.locator("header .menu summary").click()
    citizen.page.locator("header a[href*='/sign-in?next=']:visible").first.click()
    citizen.at("/sign-in")
    citizen.signs_in(address, "Zoé")
    citizen.at(f"/projects/{PROJECT}")


def one_title(server: Server, language: str) -> str:
    """An idea that stands there already, so that the new one looks like it."""
    return one(server, "SELECT idea.title FROM idea JOIN project ON project.id = project_id WHERE slug = ? AND visibility = "
                       "'public' AND language = ? AND idea.status = 'submitted' ORDER BY idea.id", PROJECT, language)


def proposes(citizen: Reader, title: str) -> int:
    page = citizen.page
    page.locator(f"#main a[href$='{IDEAS}/new']").first.click()
    citizen.at(f"{IDEAS}/new")
    page.fill("#f-title", title)
    page.fill("#f-body", "Il fait trop chaud sur la place en été. Quelques arbres feraient de l’ombre pour tous.")
    if citizen.javascript:
        expect(page.locator("#similar")).to_be_visible()
        expect(page.locator("#saved")).to_have_text(re.compile(r"\d\d:\d\d"))
    else:
        keeps_the_draft(citizen)
    assert page.locator("#similar .near-idea").count() >= 1
    page.select_option("#f-topic", index=1)
    page.fill("#f-place", "Place du Miroir")
    page.select_option("#f-neighbourhood", index=1)
    page.set_input_files("#f-pictures", picture())
    if not citizen.javascript:
        keeps_the_draft(citizen)
    page.locator("input[id^=f-alt-]").fill("Un banc sous un arbre")
    page.check(f"input[name=language][value={citizen.language}]")
    page.check("#f-charter")
    citizen.press("Publish my idea")
    citizen.at(r"/ideas/\d+$")
    citizen.reads("Thank you. Your idea is online.")
    expect(page.locator("h1")).to_have_text(title)
    expect(page.get_by_alt_text("Un banc sous un arbre")).to_be_visible()
    expect(citizen.main).to_contain_text("Place du Miroir")
    return int(page.url.rpartition("/")[2])


def keeps_the_draft(citizen: Reader) -> None:
    citizen.page.locator("button[name=keep]:not(.away)").click()
    citizen.at(f"{IDEAS}/new")


def sees_it_in_its_list(citizen: Reader, title: str) -> None:
    citizen.open(f"{IDEAS}?order=newest")
    expect(citizen.main.locator("#results").get_by_role("link", name=title, exact=True).first).to_be_visible()


def supports_of(reader: Reader, number: int):
    return reader.page.locator(f".big[data-live='idea:{number}:supports']")


def supports(neighbour: Reader, number: int) -> None:
    neighbour.open(f"/ideas/{number}").page.locator(f"form[action$='/ideas/{number}/support'] button:visible").first.click()
    neighbour.reads("Your support is counted. You will hear about each answer.")
    expect(neighbour.page.locator(f"form[action$='/ideas/{number}/support'] button:visible").first).to_have_attribute(
        "aria-pressed", "true")


def says(neighbour: Reader, words: str) -> None:
    neighbour.page.fill("#f-comment", words)
    neighbour.press("Post the comment")
    neighbour.reads("Your comment is online.")
    expect(neighbour.page.locator("#comments")).to_contain_text(words)


def reports_the_comment(citizen: Reader, number: int) -> int:
    """Returns the comment's number."""
    page = citizen.open(f"/ideas/{number}").page
    link = page.locator("a[href*='/report?object=comment:']").first
    comment = int(link.get_attribute("href").rpartition(":")[2])
    link.click()
    citizen.at("/report")
    page.check("input[name=ground][value=attack]")
    citizen.press("Send the report")
    citizen.at("/report/thanks")
    return comment


def hides(moderator: Reader, comment: int) -> None:
    page = moderator.open("/organise/moderation").page
    page.locator(f".cases a[href*='case=comment:{comment}']").click()
    expect(page.locator("#case")).to_be_visible()
    moderator.settled()
    page.check("input[name=measure][value=hide]")
    page.select_option("#f-ground", "attack")
    page.fill("#f-reason", REASON)
    page.select_option("#f-language", "fr")
    moderator.press("Confirm the ruling")
    moderator.reads("It is hidden everywhere. Its author is told why.")


def answers(owner: Reader, number: int) -> None:
    page = owner.open(f"/organise/ideas/{number}").page
    page.check("input[name=verdict][value=accepted]")
    for language, sentence in ANSWERS.items():
        page.fill(f"#f-summary-{language}", sentence)
        page.fill(f"#f-reason-{language}", f"{sentence} C’est simple. Dat is eenvoudig. That is simple.")
    owner.press("Publish the answer")
    owner.at(f"/ideas/{number}")
    expect(owner.page.locator(".answer")).to_contain_text(ANSWERS[owner.language])


def learns_of_the_answer(citizen: Reader, number: int, title: str) -> None:
    page = citizen.open("/me/letters").page
    expect(citizen.main).to_contain_text(ANSWERS[citizen.language])
    citizen.open(f"/ideas/{number}")
    expect(page.locator(".answer .sentence")).to_have_text(ANSWERS[citizen.language])
    expect(page.locator("#history")).to_contain_text(citizen.words("Official answer"))
    expect(page.locator("h1")).to_have_text(title)
