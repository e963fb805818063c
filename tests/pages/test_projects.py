"""The list of projects and the page of one: who sees what, in which state and language."""

from dataclasses import replace

import pytest

from components.document import Form
from models import database
from models.follows import follows
from models.ideas import Proposed
from models.people import Me
from models.projects import NewsPost, Phase, Project, TeamMember, Topic
from models.refusals import NotAllowed, NotFound
from models.translated import Translated
from pages.all_ideas import all_ideas_page
from pages.projects import follow_project, project_page, projects_page
from tests.cast import DAY, NOW, write_idea
from tests.pages.seeing import counted, html, seen, visit, words


def change(model: type, number: int, **values: object) -> None:
    with database.transaction() as session:
        row = session.get_one(model, number)
        for name, value in values.items():
            setattr(row, name, value)


def test_a_project_says_what_one_can_do_and_until_when(cast):
    text = words(project_page(visit(), "jette-climate"))

    assert "Jette in transition" in text
    assert "Share an idea Online, until 3 December 2026." in text
    assert "Your ideas Now Until 3 December 2026" in text
    assert "Un banc à l’ombre" in text


@pytest.mark.parametrize(("state", "opens", "closes", "told"), [
    ("coming", 5, 9, "Nothing is asked of you now. The next phase starts on 28 November 2026: Your ideas."),
    ("past", -9, -5, "This project is finished. Everything said in it stays readable.")])
def test_a_closed_project_says_when_there_is_something_to_do(cast, state, opens, closes, told):
    change(Phase, cast.ideas_phase, opens_at=NOW + opens * DAY, closes_at=NOW + closes * DAY)

    text = words(project_page(visit(), "jette-climate"))

    assert told in text
    assert "Share an idea" not in text


def test_an_archived_project_asks_nothing(cast):
    change(Project, cast.plan, archived_at=NOW - DAY)

    text = words(project_page(visit(), "jette-climate"))

    assert "This project ended on 22 November 2026. It stays here to be read." in text
    assert "Share an idea" not in text


def test_a_phase_that_closes_at_midnight_ends_the_day_before(cast):
    midnight_in_brussels = NOW.replace(month=12, day=5, hour=23)
    change(Phase, cast.ideas_phase, closes_at=midnight_in_brussels)

    assert "Online, until 5 December 2026." in words(project_page(visit(), "jette-climate"))


def test_a_draft_is_for_its_team_only(cast):
    change(Project, cast.plan, published_at=None)

    assert "Only your team sees this draft." in words(project_page(visit(person=cast.olga), "jette-climate"))
    for outsider in (None, cast.alice, cast.charlie):
        with pytest.raises(NotFound):
            project_page(visit(person=outsider), "jette-climate")


def test_what_misses_the_language_falls_back_and_says_so(cast):
    page = project_page(visit(), "saint-gilles-squares")

    drawn = html(page)
    assert "This project is not written in English yet. You read it in French." in words(drawn)
    assert '<h1 class="display" lang="fr">Nos places</h1>' in drawn
    assert page.translated == ("fr", "nl")


def test_a_project_in_the_language_says_nothing_about_it(cast):
    assert "You read it in" not in seen(project_page, visit("nl"), "saint-gilles-squares")


def test_script_in_the_words_of_an_organisation_does_nothing(cast):
    bad = "<script>alert(1)</script> [x](javascript:alert(1))"
    change(Project, cast.plan, story=Translated(bad, bad, bad), weight=Translated(bad, bad, bad), title=Translated(bad, bad, bad))

    page = html(project_page(visit(), "jette-climate"))

    assert "<script" not in page
    assert 'href="javascript' not in page


def test_following_is_kept_and_taken_back(cast):
    page = visit(person=cast.dina)

    outcome = follow_project(page, Form({"wanted": ["1"]}), "jette-climate")

    assert outcome.fragments["follow-jette-climate"]
    assert 'aria-pressed="true"' in html(project_page(page, "jette-climate"))
    with database.reading() as session:
        assert follows(session, cast.dina.id, f"project:{cast.plan}")

    follow_project(page, Form({"wanted": ["0"]}), "jette-climate")

    with database.reading() as session:
        assert not follows(session, cast.dina.id, f"project:{cast.plan}")


def test_following_asks_to_sign_in(cast):
    with pytest.raises(NotAllowed) as refusal:
        follow_project(visit(), Form({"wanted": ["1"]}), "jette-climate")

    assert refusal.value.next_step == "sign_in"


def test_a_draft_cannot_be_followed_by_an_outsider(cast):
    change(Project, cast.plan, published_at=None)

    with pytest.raises(NotFound):
        follow_project(visit(person=cast.dina), Form({"wanted": ["1"]}), "jette-climate")


@pytest.mark.parametrize(("asked", "shown"), [
    ({}, ["Jette in transition", "Nos places"]),
    ({"q": "TRÀNSITION"}, ["Jette in transition"]),
    ({"organisation": "saint-gilles"}, ["Nos places"]),
    ({"topic": "green"}, ["Jette in transition", "Nos places"]),
    ({"topic": "opera"}, []),
    ({"state": "open"}, ["Jette in transition", "Nos places"]),
    ({"state": "past"}, []),
    ({"organisation": "nowhere", "state": "nonsense"}, ["Jette in transition", "Nos places"]),
])
def test_projects_are_found_by_what_is_asked(cast, asked, shown):
    text = words(projects_page(visit(**asked)))

    assert [title for title in ("Jette in transition", "Nos places") if title in text] == shown
    assert ("No project matches." in text) == (not shown)


@pytest.mark.parametrize(("postcode", "told"), [
    ("1140", "Evere is not on this platform yet."),
    ("4000", "We know no commune of the Brussels Region with the postal code “4000”.")])
def test_who_comes_by_a_postal_code_is_told_why_they_are_here(cast, postcode, told):
    assert told in words(projects_page(visit(postcode=postcode)))


def test_a_draft_is_in_no_list(cast):
    change(Project, cast.plan, published_at=None)

    assert "Jette in transition" not in words(projects_page(visit(person=cast.olga)))
    assert "Jette in transition" not in words(all_ideas_page(visit()))


def test_pages_ask_the_database_as_much_for_one_row_as_for_many(cast):
    reader: Me = replace(cast.dina)

    def price() -> tuple[int, int, int]:
        return (counted(projects_page, visit()), counted(project_page, visit(person=reader), "jette-climate"),
                counted(all_ideas_page, visit()))

    before = price()
    with database.transaction() as session:
        for number in range(30):
            row = Project(organisation_id=cast.jette, slug=f"p{number}", title=Translated(f"P {number}"), published_at=NOW - DAY,
                          created_at=NOW - DAY)
            session.add(row)
            session.add(TeamMember(project_id=cast.plan, name=Translated(f"Service {number}")))
            session.add(NewsPost(project_id=cast.plan, title=Translated(f"News {number}"), posted_at=NOW - DAY))
            session.add(Topic(project_id=cast.plan, slug=f"t{number}", name=Translated(f"T {number}")))
            write_idea(session, cast.ideas_phase, cast.alice, Proposed(f"Idée {number}", "Un texte.", "fr"), NOW - DAY)

    assert price() == before == (4, 7, 2)
