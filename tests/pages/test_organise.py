"""The desk: who may open what, and what the team's acts leave behind for readers."""

import csv
import io

import openpyxl
import pytest

from components.document import Document, Form
from models import database, letters
from models.comments import write_comment
from models.ideas import Idea, InternalNote, Proposed, idea_page
from models.notices import Notice, report
from models.refusals import Gone, NotAllowed, NotFound, Refusal
from pages.organise import ideas as desk_ideas
from pages.organise import journal, moderation, overview
from pages.search import search_page
from tests.cast import DAY, NOW, write_idea
from tests.pages.seeing import counted, html, visit, words

SLUG = "jette-climate"
ANSWER = {"verdict": "accepted", "summary_fr": "Oui, deux bancs.", "summary_nl": "Ja, twee banken.",
          "reason_fr": "La place manque d’ombre.", "reason_nl": "Het plein heeft te weinig schaduw."}


def form(**values: str | list[str]) -> Form:
    return Form({name: value if isinstance(value, list) else [value] for name, value in values.items()})


def row(model, number):
    with database.reading() as session:
        return session.get(model, number)


def reported(cast, words: str = "Pas d’accord") -> int:
    """The number of a comment under the bench that somebody reported."""
    with database.transaction() as session:
        comment = write_comment(session, cast.dina, cast.bench, words, NOW)
        report(session, cast.alice, "192.0.2.0", f"comment:{comment.id}", "attack", "", "fr", NOW)
        return comment.id


PAGES = {
    "overview": lambda who, cast: overview.overview_page(visit(person=who)),
    "answers to give": lambda who, cast: overview.answers_page(visit(person=who)),
    "ideas of a project": lambda who, cast: desk_ideas.ideas_page(visit(person=who), SLUG),
    "one idea": lambda who, cast: desk_ideas.idea_page(visit(person=who), cast.bench),
    "export": lambda who, cast: desk_ideas.export_csv(visit(person=who), SLUG),
    "moderation": lambda who, cast: moderation.moderation_page(visit(person=who, case=f"idea:{cast.bench}")),
    "decided": lambda who, cast: moderation.decided_page(visit(person=who)),
    "journal": lambda who, cast: journal.journal_page(visit(person=who)),
}
OWN_PROJECT_ONLY = {"ideas of a project", "one idea", "export", "moderation"}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("who", ["nobody", "alice", "charlie", "bob", "olga", "ada"])
def test_who_may_open_what(cast, who, name):
    person = None if who == "nobody" else getattr(cast, who)
    refused = who in ("nobody", "alice") or (not person.staff) or (
        name in OWN_PROJECT_ONLY and not person.may_moderate(cast.jette, cast.plan))
    if not refused:
        PAGES[name](person, cast)
        return
    with pytest.raises((NotAllowed, NotFound)) as refusal:
        PAGES[name](person, cast)
    assert (refusal.value.next_step == "sign_in") is (who == "nobody")


ACTS = {
    "change": (lambda who, cast: desk_ideas.change_ideas(
        visit(person=who), form(idea=str(cast.bench), status="under_study"), SLUG),
               {"olga", "ada"}),
    "answer": (lambda who, cast: desk_ideas.answer(visit(person=who), form(**ANSWER), cast.bench), {"olga", "ada"}),
    "note": (lambda who, cast: desk_ideas.add_note(visit(person=who), form(note="Voir le service Voirie."), cast.bench),
             {"bob", "olga", "ada"}),
    "rule": (lambda who, cast: moderation.rule(visit(person=who), form(
        measure="hide", ground="attack", reason="Une attaque contre une personne."), "idea", cast.bench), {"bob", "olga", "ada"}),
}


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("who", ["nobody", "alice", "charlie", "bob", "olga", "ada"])
def test_who_may_act(cast, who, name):
    act, allowed = ACTS[name]
    person = None if who == "nobody" else getattr(cast, who)
    before = row(Idea, cast.bench)
    if who in allowed:
        assert not act(person, cast).error
        return
    with pytest.raises(Refusal):
        act(person, cast)
    assert row(Idea, cast.bench) == before


def test_filters_find_the_ideas_they_name(cast):
    with database.transaction() as session:
        write_idea(session, cast.ideas_phase, cast.dina, Proposed(
            "Meer fietsenstallingen", "Aan het station staan fietsen overal.", "nl", no_place=True, charter=True), NOW)

    def titles(**query):
        return words(desk_ideas.ideas_page(visit(person=cast.olga, **query), SLUG))

    assert "Meer fietsenstallingen" in titles() and "Un banc à l’ombre" in titles()
    assert "Meer fietsenstallingen" in titles(q="fietsenstalling") and "Un banc" not in titles(q="fietsenstalling")
    assert "No idea matches" in titles(status="delivered")
    assert "Un banc à l’ombre" in titles(after="x", assignee="x")   # nonsense in the address is no filter


def test_several_ideas_change_at_once_and_their_history_tells(cast):
    with database.transaction() as session:
        other = write_idea(session, cast.ideas_phase, cast.dina, Proposed(
            "Un deuxième banc", "Au parc, près de l’étang.", "fr", no_place=True, charter=True), NOW)

    outcome = desk_ideas.change_ideas(visit(person=cast.olga), form(
        idea=[str(cast.bench), str(other)], status="under_study", assignee=str(cast.olga.id)), SLUG)

    assert outcome.toast == "2 ideas are changed."
    assert {row(Idea, number).status for number in (cast.bench, other)} == {"under_study"}
    assert row(Idea, other).assignee_id == cast.olga.id
    with database.reading() as session:
        assert [step.kind for step in idea_page(session, other, None, NOW + DAY).history] == ["submitted", "under_study"]


def test_an_answer_without_dutch_is_refused_and_nothing_typed_is_lost(cast):
    typed = {**ANSWER, "reason_nl": "", "cost": "31 000"}
    page = desk_ideas.answer(visit(person=cast.olga), form(**typed), cast.bench)

    assert isinstance(page, Document) and page.status == 422
    drawn = html(page)
    assert "Give the reason in this language too." in drawn and "Oui, deux bancs." in drawn and 'value="31 000"' in drawn
    assert row(Idea, cast.bench).status == "submitted"


@pytest.mark.parametrize(("typed", "cents"), [
    ("31 000", 3_100_000), ("31.000,50", 3_100_050), ("31000.5", 3_100_050), ("€ 400", 40_000), ("1.000", 100_000), ("0", 0)])
def test_sums_are_read_as_people_here_write_them(typed, cents):
    assert desk_ideas._answer(form(**ANSWER, cost=typed)).cost_cents == cents


@pytest.mark.parametrize("typed", ["beaucoup", "12,345", "1e400", "NaN", "-5,,2"])
def test_a_sum_that_cannot_be_read_is_said(cast, typed):
    page = desk_ideas.answer(visit(person=cast.olga), form(**ANSWER, cost=typed), cast.bench)

    assert "Give an amount in euros, or leave it empty." in html(page)


def test_an_answer_is_public_and_those_who_care_get_a_letter(cast):
    desk_ideas.answer(visit(person=cast.olga), form(**ANSWER), cast.bench)

    assert row(Idea, cast.bench).status == "accepted"
    with database.reading() as session:
        assert [letter.kind for letter in letters.letters_to(session, cast.alice.id)] == ["answered"]


def test_what_is_hidden_is_gone_for_readers_and_comes_back_whole(cast):
    moderation.rule(visit(person=cast.bob), form(
        measure="hide", ground="attack", reason="Une attaque contre une personne.", language="fr"), "idea", cast.bench)

    with database.reading() as session, pytest.raises(Gone) as gone:
        idea_page(session, cast.bench, None, NOW)
    assert gone.value.reason.text == "Une attaque contre une personne."
    assert "Un banc à l’ombre" not in words(search_page(visit(q="banc")))
    with database.reading() as session:
        assert "hidden" in [letter.kind for letter in letters.letters_to(session, cast.alice.id)]

    moderation.rule(visit(person=cast.bob), form(measure="restore"), "idea", cast.bench)
    with database.reading() as session:
        assert idea_page(session, cast.bench, None, NOW).card.title.text == "Un banc à l’ombre"


def test_the_queue_shows_the_case_and_a_ruling_empties_it(cast):
    comment = reported(cast, "Vous êtes tous des idiots")

    assert "Vous êtes tous des idiots" in words(moderation.moderation_page(visit(person=cast.bob)))
    moderation.rule(visit(person=cast.bob), form(measure="keep"), "comment", comment)

    assert "Nothing waits" in words(moderation.moderation_page(visit(person=cast.bob)))
    assert "Left online" in words(moderation.decided_page(visit(person=cast.bob)))
    assert row(Notice, 1).ruling_id is not None


def test_hiding_without_a_reason_is_refused_beside_the_field(cast):
    page = moderation.rule(visit(person=cast.bob), form(measure="hide", ground="attack", reason="non"), "idea", cast.bench)

    assert "Give the reason in a sentence: its author will receive it." in html(page)
    assert row(Idea, cast.bench).visibility == "public"


def test_notes_stay_with_the_team(cast):
    desk_ideas.add_note(visit(person=cast.bob), form(note="Appeler la Voirie."), cast.bench)

    assert "Appeler la Voirie." in words(desk_ideas.idea_page(visit(person=cast.olga), cast.bench))
    assert row(InternalNote, 1).author_id == cast.bob.id


def test_an_export_holds_public_ideas_only_and_no_formula(cast):
    with database.transaction() as session:
        for title in ("=HYPERLINK(\"https://evil.example\")", "@SUM(A1)", "Idée à cacher"):
            number = write_idea(session, cast.ideas_phase, cast.dina, Proposed(
                title, "Un texte assez long pour passer.", "fr", no_place=True, charter=True), NOW)
    moderation.rule(visit(person=cast.bob), form(measure="hide", ground="off_topic", reason="Cela n’a rien à voir ici."),
                    "idea", number)

    text = desk_ideas.export_csv(visit(person=cast.olga), SLUG).body.decode("utf-8-sig")
    titles = [line[1] for line in list(csv.reader(io.StringIO(text), delimiter=";"))[1:]]
    assert titles == ["'@SUM(A1)", "'=HYPERLINK(\"https://evil.example\")", "Un banc à l’ombre"]
    book = openpyxl.load_workbook(io.BytesIO(desk_ideas.export_xlsx(visit(person=cast.olga), SLUG).body))
    cells = [line[1] for line in book.active.iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == ["@SUM(A1)", "=HYPERLINK(\"https://evil.example\")", "Un banc à l’ombre"]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}


@pytest.mark.parametrize("look", [
    lambda cast: (desk_ideas.ideas_page, visit(person=cast.olga), SLUG),
    lambda cast: (overview.answers_page, visit(person=cast.olga)),
    lambda cast: (journal.journal_page, visit(person=cast.olga))], ids=["ideas", "answers", "journal"])
def test_the_desk_asks_as_many_queries_for_thirty_ideas_as_for_one(cast, look):
    few = counted(*look(cast))
    with database.transaction() as session:
        for number in range(30):
            write_idea(session, cast.ideas_phase, cast.dina, Proposed(
                f"Idée {number}", "Un texte assez long pour passer.", "fr", no_place=True, charter=True), NOW)

    assert counted(*look(cast)) == few
