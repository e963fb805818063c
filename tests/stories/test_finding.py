"""Finding an idea and the way back: filters, pages, the language switch; a shared address brings one to the same place."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.stories.reader import DESKTOP, IDEAS, PHONE, Reader, one

Sit = Callable[..., Reader]
CARDS = "#cards > *"


def titles(page: Page) -> list[str]:
    return page.locator("#cards h3, #cards h2").all_inner_texts()


@pytest.fixture
def reader(somebody: Sit) -> Reader:
    return somebody("nl", DESKTOP).open(IDEAS)


def test_filters_act_in_place_and_the_back_button_undoes_them_one_by_one(reader: Reader) -> None:
    page, everything = reader.page, titles(reader.page)
    page.select_option("#f-status", "accepted")
    expect(page).to_have_url(re.compile(r"\?status=accepted$"))
    accepted = titles(page)
    page.fill("#q", "zzzz")
    expect(page.locator("#results .empty")).to_be_visible()

    page.go_back()
    expect(page.locator("#f-status")).to_have_value("accepted")
    expect(page.locator("#q")).to_have_value("")
    expect(page.locator(CARDS)).to_have_count(len(accepted))
    page.go_back()
    expect(page.locator("#f-status")).to_have_value("")
    expect(page.locator(CARDS)).to_have_count(len(everything))
    assert titles(page) == everything


def test_after_reading_an_idea_the_back_button_finds_the_list_as_it_was(reader: Reader) -> None:
    page = reader.page
    page.select_option("#f-order", "supported")
    expect(page).to_have_url(re.compile(r"order=supported"))
    expect(page.locator("#results")).not_to_have_attribute("aria-busy", "true")
    before = titles(page)
    page.locator(f"{CARDS} a[href*='/ideas/']").nth(4).click()
    reader.at(r"/ideas/\d+$")

    page.go_back()
    reader.at(f"{IDEAS}\\?order=supported")
    expect(page.locator("#f-order")).to_have_value("supported")
    assert titles(page) == before


def test_more_ideas_stand_in_the_address_and_open_afresh(reader: Reader, somebody: Sit) -> None:
    page, first = reader.page, titles(reader.page)
    page.locator("a[data-more=cards]").click()
    expect(page).to_have_url(re.compile(r"[?&]after="))
    together = titles(page)
    assert together[:len(first)] == first and len(set(together)) == len(together) > len(first)

    guest = somebody("nl", PHONE)
    guest.page.goto(page.url)
    assert titles(guest.settled().page) == together[len(first):]
    guest.page.locator(".list > p a").first.click()
    expect(guest.page.locator(CARDS)).to_have_count(len(first))
    assert titles(guest.page) == first


def test_the_same_pages_without_javascript_hold_every_idea_once(somebody: Sit) -> None:
    reader = somebody("fr", PHONE, javascript=False).open(IDEAS)
    seen = titles(reader.page)
    while reader.page.locator("a[data-more=cards]").count():
        reader.page.locator("a[data-more=cards]").click()
        seen += titles(reader.page)

    public = one(reader.server, "SELECT ideas FROM phase JOIN project ON project.id = project_id "
                                "WHERE slug = 'jette-transition' AND method = 'ideas'")
    assert len(seen) == public and len(set(seen)) == len(seen)


def test_the_language_switch_keeps_the_place_and_the_filters(reader: Reader) -> None:
    page = reader.page
    page.select_option("#f-status", "accepted")
    expect(page).to_have_url(re.compile(r"status=accepted"))
    expect(page.locator("#languages a[lang=fr]")).to_have_attribute("href", re.compile("status"))
    count = page.locator(CARDS).count()
    page.locator("#languages a[lang=fr]").click()
    expect(page).to_have_url(f"{reader.server.url}/fr{IDEAS}?status=accepted")
    expect(page.locator(CARDS)).to_have_count(count)

    page.goto(reader.server.url)   # and the choice is kept
    expect(page).to_have_url(f"{reader.server.url}/fr")


def test_accents_and_plurals_make_no_difference_to_a_search(somebody: Sit) -> None:
    reader = somebody("fr", PHONE)

    def found(words: str) -> list[str]:
        return titles(reader.open(f"{IDEAS}?q={words}").page)

    assert found("arbres") == found("arbre") != []
    assert found("ecole") == found("école") == found("ÉCOLES") != []


def test_the_map_shows_the_same_ideas_as_the_list(reader: Reader) -> None:
    page = reader.page
    expect(page.locator(".map").first).to_be_visible()
    places = page.locator(".map a[href*='/ideas/']")
    assert places.count() > 0
    number = re.search(r"/ideas/(\d+)", places.first.get_attribute("href") or "")[1]
    assert one(reader.server, "SELECT visibility FROM idea WHERE id = ?", int(number)) == "public"
