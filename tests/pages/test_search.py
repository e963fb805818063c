"""The search across everything, and the page of a person."""

import pytest

from models import database
from models.comments import Comment
from models.ideas import Idea, Proposed
from models.people import Person
from models.refusals import NotFound
from pages.people import person_page
from pages.search import search_page
from tests.cast import DAY, NOW, write_idea
from tests.pages.seeing import counted, html, visit, words


@pytest.mark.parametrize("asked", ["banc", "BANCS", "à l’ombre", "Un banc à l'ombre"])
def test_ideas_are_found_whatever_accents_and_plurals(cast, asked):
    assert "Un banc à l’ombre" in words(search_page(visit(q=asked)))


def test_projects_are_found_in_any_language(cast):
    text = words(search_page(visit(q="transitie")))

    assert "1 project" in text
    assert "Jette in transition" in text


def test_what_is_not_there_is_said_with_a_way_on(cast):
    text = words(search_page(visit(q="<b>giraffe</b>")))

    assert "Nothing found for “<b>giraffe</b>”." in text
    assert "See all projects" in text


@pytest.mark.parametrize("asked", ["", "   ", "'; --", '" OR *', "🦒", "le la"])
def test_nonsense_breaks_nothing(cast, asked):
    assert "Search" in words(search_page(visit(q=asked, after="-1")))


def test_what_is_hidden_is_not_found(cast):
    from models.ideas import Visibility, set_visibility
    with database.transaction() as session:
        set_visibility(session, session.get_one(Idea, cast.bench), Visibility.HIDDEN, NOW)

    assert "Un banc à l’ombre" not in words(search_page(visit(q="banc")))


def test_a_long_search_goes_on_and_costs_the_same(cast):
    before = counted(search_page, visit(q="banc"))
    with database.transaction() as session:
        for number in range(30):
            write_idea(session, cast.ideas_phase, cast.alice, Proposed(f"Banc {number:02}", "Un texte.", "fr"), NOW - DAY)

    first, second = html(search_page(visit(q="banc"))), html(search_page(visit(q="banc", after="20")))

    assert (first.count('<article class="idea"'), second.count('<article class="idea"')) == (20, 11)
    assert ("after=20" in first, "after=" in second) == (True, False)
    assert counted(search_page, visit(q="banc")) == before == 5


def test_a_person_shows_what_they_did_under_their_name_only(cast):
    with database.transaction() as session:
        quiet = write_idea(session, cast.ideas_phase, cast.olga, Proposed("En secret", "Un texte.", "fr"), NOW - DAY)
        session.get_one(Idea, quiet).pseudonymous = True
        for body, official in (("Bonne idée", False), ("Le service répond", True)):
            session.add(Comment(idea_id=cast.bench, author_id=cast.olga.id, for_organisation=official, language="fr", body=body,
                                written_at=NOW - DAY))

    text = words(person_page(visit(), cast.olga.id))

    assert "Bonne idée" in text
    assert "Le service répond" not in text
    assert "En secret" not in text


def test_who_shows_nothing_has_a_page_for_themselves_only(cast):
    with database.transaction() as session:
        session.get_one(Person, cast.alice.id).shows_contributions = False

    assert "Only you see this page" in words(person_page(visit(person=cast.alice), cast.alice.id))
    for reader in (None, cast.dina, cast.ada):
        with pytest.raises(NotFound):
            person_page(visit(person=reader), cast.alice.id)


def test_a_person_page_is_not_for_search_engines(cast):
    page = person_page(visit(), cast.alice.id)

    assert page.noindex
    assert "Un banc à l’ombre" in words(page)
