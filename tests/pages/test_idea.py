"""The page of one idea: what each reader sees of it, and what their clicks leave behind."""

from datetime import timedelta
from typing import Any

import htpy as h
import pytest
from sqlmodel import select

from components.document import Document, Form, Outcome, Visit
from locales import speaking
from models import database
from models.comments import Comment, write_comment
from models.decisions import Answer, answer_idea
from models.follows import follows
from models.ideas import Idea
from models.notices import Notice, rule_on
from models.people import Me
from models.refusals import Gone, NotAllowed, NotFound
from models.supports import Support
from models.translated import Translated
from pages import idea, own_idea, report, versions
from tests.cast import NOW, Cast
from tests.pages.test_ideas import counted


def visit(me: Me | None = None, path: str = "/ideas/1", **others: Any) -> Visit:
    return Visit(**{"language": "en", "path": path, "query": {}, "now": NOW, "person": me, "network": "192.0.2.0", **others})


def form(**values: str) -> Form:
    return Form({name: [value] for name, value in values.items()})


def read(function: Any, *arguments: Any) -> str:
    with speaking("en"):
        document = function(*arguments)
        assert isinstance(document, Document)
        return str(h.fragment[document.main])


def done(function: Any, *arguments: Any) -> Outcome:
    with speaking("en"):
        outcome = function(*arguments)
        assert isinstance(outcome, Outcome)
        for element in (outcome.fragments() if callable(outcome.fragments) else outcome.fragments).values():
            str(element)
        return outcome


def say(cast: Cast, who: Me, body: str, parent: int | None = None) -> int:
    with database.transaction() as session:
        return write_comment(session, who, cast.bench, body, NOW, parent).id


def test_a_visitor_reads_the_idea_and_when_its_answer_is_due(cast: Cast) -> None:
    html = read(idea.one_idea, visit(), cast.bench)
    assert '<h1 lang="fr">Un banc à l’ombre</h1>' in html and "Place du Miroir" in html
    assert "At the latest on 21 January 2027" in html and "Sign in to comment." in html


def test_support_is_kept_once_and_can_be_taken_back(cast: Cast) -> None:
    for _time in range(2):
        assert done(idea.support, visit(cast.dina), form(wanted="1"), cast.bench).toast
    with database.reading() as session:
        assert len(session.exec(select(Support)).all()) == 1 and session.get_one(Idea, cast.bench).supports == 1
    done(idea.support, visit(cast.dina), form(wanted="0"), cast.bench)
    with database.reading() as session:
        assert session.get_one(Idea, cast.bench).supports == 0


@pytest.mark.parametrize("act", [idea.support, idea.follow, idea.comment])
def test_a_visitor_is_led_to_the_door_and_back(cast: Cast, act: Any) -> None:
    assert done(act, visit(), form(wanted="1", body="Bonjour"), cast.bench).go == "/sign-in?next=/ideas/1"


def test_following_is_kept(cast: Cast) -> None:
    done(idea.follow, visit(cast.dina), form(wanted="1"), cast.bench)
    with database.reading() as session:
        assert follows(session, cast.dina.id, f"idea:{cast.bench}")


def test_a_comment_and_its_reply_stand_in_the_thread(cast: Cast) -> None:
    done(idea.comment, visit(cast.dina), form(body="Goed idee, **graag**!"), cast.bench)
    done(idea.comment, visit(cast.alice), form(body="Merci", parent="1"), cast.bench)
    html = read(idea.one_idea, visit(), cast.bench)
    assert "2 comments" in html and "<strong>graag</strong>" in html
    assert html.index("Merci") > html.index("graag")


def test_a_refused_comment_keeps_its_words(cast: Cast) -> None:
    with speaking("en"):
        document = idea.comment(visit(cast.dina), form(body="x" * 2001), cast.bench)
    assert isinstance(document, Document) and document.status == 422
    html = str(h.fragment[document.main])
    assert "x" * 2001 in html and "Keep your comment under 2,000 characters." in html and 'href="#f-comment"' in html


def test_agreeing_counts_once(cast: Cast) -> None:
    number = say(cast, cast.dina, "Goed idee")
    for _time in range(2):
        done(idea.agree, visit(cast.alice), form(wanted="1"), number)
    with database.reading() as session:
        assert session.get_one(Comment, number).agrees == 1


def test_a_comment_can_be_changed_deleted_and_brought_back_by_its_author_alone(cast: Cast) -> None:
    number = say(cast, cast.dina, "Goed idee")
    done(idea.edit_comment, visit(cast.dina), form(body="Beter idee"), number)
    with pytest.raises(NotAllowed):
        idea.delete_comment(visit(cast.alice), form(), number)
    assert done(idea.delete_comment, visit(cast.dina), form(), number).undo
    assert "Beter idee" not in read(idea.one_idea, visit(), cast.bench)
    done(idea.restore_comment, visit(cast.dina), form(), number)
    assert "Beter idee" in read(idea.one_idea, visit(), cast.bench)


def test_a_hidden_comment_leaves_its_place_and_the_reason(cast: Cast) -> None:
    number = say(cast, cast.dina, "Slecht volk")
    with database.transaction() as session:
        rule_on(session, cast.bob, f"comment:{number}", "hide", "attack", "This insults the neighbours.", "en", NOW)
    html = read(idea.one_idea, visit(), cast.bench)
    assert "Slecht volk" not in html and "This insults the neighbours." in html


def test_the_official_answer_says_yes_or_no_and_why(cast: Cast) -> None:
    both = Translated("Oui, cinq bancs.", "Ja, vijf banken.")
    with database.transaction() as session:
        answer_idea(session, cast.olga, cast.bench, Answer(
            "accepted", both, Translated("La **place** est large.", "Er is plaats."), cost_cents=3_100_000), NOW)
    html = read(idea.one_idea, visit(now=NOW + timedelta(days=1)), cast.bench)
    assert "Official answer" in html and "Oui, cinq bancs." in html and "€31,000" in html and "only in French so far" in html
    assert "Support is closed." in html and "At the latest on" not in html


def test_a_hidden_idea_is_gone_with_its_reason_but_not_for_its_author(cast: Cast) -> None:
    with database.transaction() as session:
        rule_on(session, cast.bob, f"idea:{cast.bench}", "hide", "attack", "This insults the neighbours.", "en", NOW)
    with pytest.raises(Gone):
        idea.one_idea(visit(cast.dina), cast.bench)
    assert "A moderator has hidden this idea." in read(idea.one_idea, visit(cast.alice), cast.bench)


def test_an_author_corrects_the_idea_in_time_and_everyone_sees_what_changed(cast: Cast) -> None:
    soon = NOW - timedelta(days=1) + timedelta(minutes=5)
    wrong = own_idea.edit(visit(cast.alice, now=soon), form(title="", body="Un banc sous les arbres.", language="fr"), cast.bench)
    assert isinstance(wrong, Document) and wrong.status == 422
    done(own_idea.edit, visit(cast.alice, now=soon), form(title="Deux bancs à l’ombre", body="Deux bancs sous les tilleuls.",
                                                          language="fr"), cast.bench)
    html = read(versions.versions_page, visit(), cast.bench)
    assert "<ins>" in html and "<del>" in html and "Version 2" in html
    assert "edited, version 2" in read(idea.one_idea, visit(), cast.bench)
    with pytest.raises(NotAllowed):
        own_idea.edit_page(visit(cast.alice), cast.bench)
    with pytest.raises(NotFound):
        own_idea.edit_page(visit(cast.dina, now=soon), cast.bench)


def test_changes_are_told_word_by_word() -> None:
    assert versions.changes("un banc vert", "deux bancs verts, un banc") is not None
    assert versions.changes("a b c", "a x c") == (("same", "a ", "a "), ("changed", "b", "x"), ("same", " c", " c"))


def test_an_author_withdraws_and_brings_back(cast: Cast) -> None:
    assert done(own_idea.withdraw, visit(cast.alice), form(), cast.bench).undo
    with pytest.raises(Gone):
        idea.one_idea(visit(), cast.bench)
    done(own_idea.restore, visit(cast.alice), form(), cast.bench)
    assert read(idea.one_idea, visit(), cast.bench)


def test_anyone_can_report_and_must_say_what_is_wrong(cast: Cast) -> None:
    refused = report.report(visit(), form(object="idea:1", ground="unlawful", words=""))
    assert isinstance(refused, Document) and refused.status == 422
    sent = done(report.report, visit(), form(object="idea:1", ground="unlawful", words="Diffamation"))
    assert sent.go == "/report/thanks?idea=1"
    with database.reading() as session:
        assert session.exec(select(Notice.words)).all() == ["Diffamation"]


@pytest.mark.parametrize("object", ["", "idea:999", "idea:x", "comment:1", "letter:1", "idea:" + "9" * 30])
def test_what_is_not_there_cannot_be_reported(cast: Cast, object: str) -> None:
    with pytest.raises(NotFound):
        report.report_form(visit(), object)


def test_thirty_comments_ask_the_database_no_more_than_one(cast: Cast) -> None:
    say(cast, cast.dina, "Goed idee")
    with counted() as one:
        read(idea.one_idea, visit(cast.alice), cast.bench)
    for number in range(19):
        say(cast, cast.dina, f"Goed idee {number}")
    with counted() as many:
        read(idea.one_idea, visit(cast.alice), cast.bench)
    assert len(one) == len(many)
