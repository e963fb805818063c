import pytest
from sqlmodel import select

from models import journal
from models.comments import (
    Comment,
    agree,
    comments_by,
    delete_comment,
    edit_comment,
    restore_own_comment,
    thread,
    write_comment,
)
from models.ideas import Idea, cards_by_id, recount
from models.letters import Letter
from models.projects import Project
from models.refusals import Invalid, NotAllowed, NotFound, TooMany
from tests.cast import DAY


def test_a_comment_is_counted_noted_and_told_to_the_author_in_their_language(session, bench, dina, now):
    comment = write_comment(session, dina, bench, "Ik zou er ook een fontein bij zetten.", now)

    assert comment.language == "nl"
    assert session.get_one(Idea, bench).comments == 1
    [letter] = session.exec(select(Letter)).all()
    assert (letter.kind, letter.to_address, letter.language) == ("commented", "alice@example.be", "fr")
    [entry] = journal.entries_about(session, f"comment:{comment.id}")
    assert entry.act == "comment_written" and journal.verify(session) is None


def test_nobody_gets_a_letter_about_their_own_words_or_when_they_want_none(session, bench, alice, dina, now):
    from models.people import Person
    write_comment(session, alice, bench, "Merci à tous.", now)
    session.get_one(Person, alice.id).wants_mail = False
    write_comment(session, dina, bench, "Graag gedaan hoor.", now)

    assert session.exec(select(Letter)).all() == []


def test_a_reply_to_a_reply_joins_the_same_thread_and_tells_both(session, bench, alice, dina, bob, now):
    first = write_comment(session, dina, bench, "Et la fontaine ?", now)
    reply = write_comment(session, bob, bench, "Bonne question.", now, parent_id=first.id)
    second = write_comment(session, alice, bench, "Oui, une fontaine.", now, parent_id=reply.id)

    assert second.parent_id == first.id
    [view] = thread(session, bench, None)
    assert [answer.body.text for answer in view.replies] == ["Bonne question.", "Oui, une fontaine."]
    assert sorted(letter.to_address for letter in session.exec(select(Letter))) == [
        "alice@example.be", "alice@example.be", "bob@example.be", "dina@example.be"]


def test_one_replies_only_to_what_is_there(session, bench, dina, now):
    comment = write_comment(session, dina, bench, "Et la fontaine ?", now)
    delete_comment(session, dina, comment.id, now)
    for parent in (comment.id, 999):
        with pytest.raises(NotFound):
            write_comment(session, dina, bench, "Oui.", now, parent_id=parent)


@pytest.mark.parametrize("body", ["", " \r\n ", "x" * 2001])
def test_a_comment_has_words_and_not_too_many(session, bench, dina, now, body):
    with pytest.raises(Invalid):
        write_comment(session, dina, bench, body, now)


def test_one_changes_only_what_one_wrote(session, bench, alice, dina, ada, now):
    comment = write_comment(session, dina, bench, "Et la fontaine ?", now)
    for someone in (alice, ada, None):
        with pytest.raises(NotAllowed):
            edit_comment(session, someone, comment.id, "Autre chose", now)
        with pytest.raises(NotAllowed):
            delete_comment(session, someone, comment.id, now)

    edit_comment(session, dina, comment.id, "Et une fontaine ?", now)
    [view] = thread(session, bench, dina)
    assert (view.body.text, view.edited, view.mine) == ("Et une fontaine ?", True, True)


def test_what_is_deleted_keeps_its_place_only_for_its_replies(session, bench, alice, dina, now):
    first = write_comment(session, dina, bench, "Et la fontaine ?", now)
    delete_comment(session, dina, first.id, now)
    assert thread(session, bench, None) == () and session.get_one(Idea, bench).comments == 0
    with pytest.raises(NotAllowed):
        restore_own_comment(session, alice, first.id, now)

    restore_own_comment(session, dina, first.id, now)
    write_comment(session, alice, bench, "Bien vu.", now, parent_id=first.id)
    delete_comment(session, dina, first.id, now)
    [view] = thread(session, bench, None)
    assert (view.visibility, view.body.text, len(view.replies)) == ("deleted", "", 1)
    assert session.get_one(Idea, bench).comments == 1
    assert recount(session)["comments"] == 0
    assert [entry.act for entry in journal.entries_about(session, f"comment:{first.id}")] == [
        "comment_written", "comment_deleted", "comment_restored", "comment_deleted"]


def test_agreeing_counts_a_person_once_and_orders_the_thread(session, bench, alice, dina, bob, now):
    first = write_comment(session, dina, bench, "Et la fontaine ?", now)
    second = write_comment(session, bob, bench, "Et les poubelles ?", now)
    for _ in range(2):
        agree(session, alice, second.id, True, now)
    agree(session, dina, second.id, True, now)

    assert [(view.id, view.agrees, view.agreed) for view in thread(session, bench, alice)] == [
        (second.id, 2, True), (first.id, 0, False)]
    for _ in range(2):
        agree(session, alice, second.id, False, now)
    assert session.get_one(Comment, second.id).agrees == 1
    assert [view.id for view in thread(session, bench, None, newest_first=True)] == [second.id, first.id]
    assert recount(session)["agrees"] == 0
    with pytest.raises(NotAllowed):
        agree(session, None, first.id, True, now)
    with pytest.raises(NotFound):
        agree(session, alice, 999, True, now)


def test_only_the_team_speaks_for_its_organisation(session, bench, olga, dina, bob, now):
    write_comment(session, olga, bench, "Le service vous répond.", now, for_organisation=True)
    assert thread(session, bench, None)[0].office.fr == "Jette"
    assert comments_by(session, olga.id, now) == []
    for someone in (dina, bob):
        with pytest.raises(NotAllowed):
            write_comment(session, someone, bench, "Le service vous répond.", now, for_organisation=True)


def test_one_comments_after_the_end_but_not_without_signing_in_nor_without_measure(session, bench, dina, now):
    write_comment(session, dina, bench, "Alors, cette réponse ?", now + 11 * DAY)
    with pytest.raises(NotAllowed):
        write_comment(session, None, bench, "Alors ?", now)
    with pytest.raises(TooMany):
        for _ in range(21):
            write_comment(session, dina, bench, "Alors ?", now)


def test_what_was_said_in_an_unpublished_project_is_on_nobodys_page(session, bench, dina, now):
    write_comment(session, dina, bench, "Une bonne idée.", now)
    assert len(comments_by(session, dina.id, now)) == 1
    session.get_one(Project, session.get_one(Idea, bench).project_id).published_at = None
    session.flush()
    assert comments_by(session, dina.id, now) == []
    assert cards_by_id(session, [bench], None, now) == ()
