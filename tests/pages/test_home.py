"""The first page, that of an organisation, the way by postal code, the texts, and what machines read."""

from typing import Any

import pytest
from sqlmodel import Session, select

from components.document import Document
from components.home import COMMUNES, commune_of
from models import database
from models.decisions import Decision
from models.ideas import Idea, Proposed, Status
from models.organisations import Organisation
from models.projects import Project
from models.translated import Translated
from pages.answers import answers_page
from pages.home import asked_language, home_page, near_page, organisation_page
from pages.robots import _ideas, _pages, project_feed
from pages.texts import offline_page
from tests.cast import DAY, NOW, Cast, write_idea
from tests.pages.seeing import counted, html, seen, visit, words


def answered(session: Session, cast: Cast, title: str, status: Status, days_ago: int) -> int:
    """An idea of Alice with an answer of so many days ago."""
    number = write_idea(session, cast.ideas_phase, cast.alice, Proposed(title, "Pour la place du Miroir.", "fr"), NOW - 40 * DAY)
    session.get_one(Idea, number).status = status
    session.add(Decision(idea_id=number, verdict="accepted" if status == Status.ACCEPTED else "not_accepted",
                         summary=Translated("Voici pourquoi.", "Daarom.", ""), reason=Translated("Parce que.", "Daarom.", ""),
                         decided_at=NOW - days_ago * DAY))
    session.flush()
    return number


def test_the_home_shows_the_promise_the_open_projects_and_all_communes(cast):
    page = html(home_page(visit()))

    text = words(page)
    assert "Every idea gets an answer." in text
    assert "Jette in transition" in text
    assert page.count('style="--x:') == len(COMMUNES) == 19
    assert "1090 Jette: 1 open project" in text
    assert "1140 Evere: not on the platform yet" in text
    assert "1 idea so far. 0 have their answer. 0 are delivered." in text


def test_a_dutch_reader_meets_the_dutch_names_first(cast):
    text = seen(home_page, visit("nl"))

    assert "Sint-Gillis Saint-Gilles" in text
    assert "Elsene Ixelles" in text


def test_an_empty_platform_says_so(connected):
    assert "No organisation is on this platform yet." in words(home_page(visit()))


def test_the_home_of_the_only_organisation_is_the_home(cast):
    with database.transaction() as session:
        for row in session.exec(select(Organisation).where(Organisation.slug != "jette")):
            row.kind = "gone"
    with database.transaction() as session:
        _only(session, cast)

    page = home_page(visit())

    assert page.title == "Jette"
    assert page.crumbs == ()


def _only(session: Session, cast: Cast) -> None:
    """Take the other commune away, with what is in it."""
    from models.organisations import Neighbourhood
    from models.people import Role
    from models.projects import Phase, Topic
    other = session.get_one(Organisation, cast.saint_gilles)
    for table in (Phase, Topic):
        for row in session.exec(select(table).where(table.project_id == cast.other_plan)):
            session.delete(row)
    for table in (Role, Neighbourhood):
        for row in session.exec(select(table).where(table.organisation_id == cast.saint_gilles)):
            session.delete(row)
    session.flush()
    session.delete(session.get_one(Project, cast.other_plan))
    session.flush()
    session.delete(other)


def test_a_refusal_stands_among_the_answers_of_the_home(cast):
    with database.transaction() as session:
        for days in range(1, 6):
            answered(session, cast, f"Idée {days}", Status.ACCEPTED, days)
        answered(session, cast, "Fermer la rue", Status.NOT_ACCEPTED, 9)

    text = words(home_page(visit()))

    assert "Fermer la rue" in text
    assert [f"Idée {days}" in text for days in range(1, 6)] == [True, True, True, False, False]


def test_the_home_asks_the_database_as_much_for_one_project_as_for_many(cast):
    before = counted(home_page, visit())
    with database.transaction() as session:
        for number in range(30):
            session.add(Project(organisation_id=cast.jette, slug=f"p{number}", title=Translated(f"P {number}"),
                                published_at=NOW - DAY, created_at=NOW - DAY))
            answered(session, cast, f"Idée {number}", Status.ACCEPTED, number)

    assert counted(home_page, visit()) == before == 6


@pytest.mark.parametrize(("asked", "name"), [
    ("1090", "Jette"), (" 1 090 ", "Jette"), ("1020", "Bruxelles"), ("1130", "Bruxelles"),
    ("4000", None), ("", None), ("٠", None)])
def test_a_postal_code_leads_to_its_commune(asked, name):
    found = commune_of(asked)

    assert (found and found.fr) == name


@pytest.mark.parametrize(("postcode", "target"), [
    ("1090", "/en/organisations/jette"), ("1140", "/en/projects?postcode=1140"), ("a&b", "/en/projects?postcode=a%26b")])
def test_near_me_is_the_commune_or_all_projects(cast, postcode, target):
    with_language = seen_target(near_page, visit(postcode=postcode))

    assert with_language == target


def seen_target(page: Any, looking: Any) -> str:
    from locales import speaking
    with speaking(looking.language):
        return page(looking).headers["location"]


def test_an_organisation_shows_its_promise_and_no_invented_telephone(cast):
    page = html(organisation_page(visit(), "jette"))

    assert "Every idea gets an answer within 60 days." in words(page)
    assert "tel:" not in page


@pytest.mark.parametrize(("header", "language"), [
    ("nl-BE,nl;q=0.9,fr;q=0.5", "nl"), ("de-DE,de;q=0.9,en;q=0.3,nl;q=0.8", "nl"), ("fr;q=0, en;q=0.1", "en"),
    ("de", "fr"), ("", "fr"), ("nl;q=x,en", "en"), ("zz" * 5000, "fr")])
def test_the_first_page_speaks_what_the_browser_asks_for(header, language):
    assert asked_language(header) == language


def test_answers_can_be_chosen_by_status_and_go_on_where_they_ended(cast):
    with database.transaction() as session:
        for days in range(1, 31):
            answered(session, cast, f"Idée numéro {days:02}", Status.ACCEPTED, days)
        answered(session, cast, "Fermer la rue", Status.NOT_ACCEPTED, 40)

    first = html(answers_page(visit()))
    after = first.split("after=")[1].split('"')[0]
    second = words(answers_page(visit(after=after)))
    refused = words(answers_page(visit(status="not_accepted")))

    assert [f"Idée numéro {days:02}" in first for days in (1, 20, 21)] == [True, True, False]
    assert [f"Idée numéro {days:02}" in second for days in (20, 21, 30)] == [False, True, True]
    assert "Fermer la rue" in second
    assert ("Fermer la rue" in refused, "Idée numéro 01" in refused) == (True, False)


def test_answers_of_nobody_say_what_will_be_here(cast):
    assert "No answer yet." in words(answers_page(visit()))
    assert "No answer matches." in words(answers_page(visit(status="delivered")))
    assert "No answer yet." in words(answers_page(visit(status="nonsense", after="nonsense_x")))


def test_a_text_is_filled_in_and_invents_no_number(cast):
    page: Document = offline_page(visit())

    assert "{" not in words(page)
    assert page.title == "Take part without internet"


def test_machines_find_public_things_only(cast):
    with database.transaction() as session:
        session.add(Project(organisation_id=cast.jette, slug="secret", title=Translated("Secret"), created_at=NOW))
        hidden = write_idea(session, cast.ideas_phase, cast.alice, Proposed("Cachée", "Un texte.", "fr"), NOW)
        session.get_one(Idea, hidden).visibility = "hidden"

    pages, ideas = "\n".join(_pages("https://x", NOW)), "\n".join(_ideas("https://x", NOW, 0))

    assert "<loc>https://x/nl/projects/jette-climate</loc>" in pages
    assert 'hreflang="en" href="https://x/en/projects/jette-climate"' in pages
    assert "secret" not in pages
    assert (f"/fr/ideas/{cast.bench}<" in ideas, f"/fr/ideas/{hidden}<" in ideas) == (True, False)


def test_the_feed_of_a_project_tells_its_ideas(cast):
    import xml.etree.ElementTree as ElementTree
    with database.transaction() as session:
        write_idea(session, cast.ideas_phase, cast.alice, Proposed("<b>&\x0b\"", "Un texte.", "fr"), NOW - DAY / 2)

    feed = ElementTree.fromstring(project_feed(visit(), "jette-climate").body)

    titles = [title.text for title in feed.iterfind(".//{*}entry/{*}title")]
    assert titles == ['<b>&"', "Un banc à l’ombre"]
