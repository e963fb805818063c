import pytest
from sqlmodel import select

from models import journal, search
from models.comments import thread, write_comment
from models.ideas import Idea, Sight, Visibility, idea_page, ideas_by, ideas_in, numbers, recount, submit_idea
from models.letters import Letter
from models.notices import Notice, case_of, queue, report, rule_on, rulings_lately, waiting
from models.refusals import Gone, Invalid, NotAllowed, NotFound, Refusal, TooMany
from tests.cast import ABOUT_A_BENCH

WHY = "Cette idée n’a rien à voir avec le plan."


def hide(session, me, object, now, reason=WHY):
    return rule_on(session, me, object, "hide", "off_topic", reason, "fr", now)


def test_anybody_reports_and_the_grave_comes_first(session, bench, dina, bob, now):
    comment = write_comment(session, dina, bench, "Quelle bêtise.", now)
    report(session, None, "1.2.3.4", f"idea:{bench}", "off_topic", "", "nl", now)
    report(session, dina, "", f"idea:{bench}", "other", "Déjà proposé.", "fr", now)
    report(session, None, "1.2.3.4", f"comment:{comment.id}", "hate", "", "fr", now)

    cases = queue(session, bob, now)
    assert [(case.object, case.urgent, case.grounds) for case in cases] == [
        (f"comment:{comment.id}", True, ("hate",)), (f"idea:{bench}", False, ("off_topic", "other"))]
    assert cases[1].author == "Alice" and waiting(session, bob) == 2
    assert journal.verify(session) is None


@pytest.mark.parametrize("written", [
    "idea:0{}", "idea: {}", "idea:+{}", "Idea:{}", "idea:{} ", "idea:{}:1", "idea:", "phase:{}", "{}"])
def test_a_contribution_is_named_in_one_way_only(session, bench, now, written):
    with pytest.raises(NotFound):
        report(session, None, "1.2.3.4", written.format(bench), "hate", "", "fr", now)
    with pytest.raises(NotFound):
        report(session, None, "1.2.3.4", "idea:" + chr(0x660 + bench), "hate", "", "fr", now)


def test_a_moderator_sees_only_their_own_projects(session, bench, bob, charlie, ada, alice, now):
    report(session, None, "1.2.3.4", f"idea:{bench}", "off_topic", "", "nl", now)

    assert queue(session, charlie, now) == [] and waiting(session, charlie) == 0
    assert len(queue(session, ada, now)) == 1
    assert queue(session, charlie, now, limit=1) == [] and len(queue(session, bob, now, limit=1)) == 1
    for someone in (charlie, alice, None):
        with pytest.raises(NotAllowed):
            hide(session, someone, f"idea:{bench}", now)


@pytest.mark.parametrize(("object", "ground", "words", "problem"), [
    ("idea:1", "nonsense", "", Invalid), ("idea:1", "other", " ", Invalid), ("idea:1", "unlawful", "", Invalid),
    ("idea:1", "hate", "x" * 2001, Invalid), ("idea:999", "hate", "", NotFound), ("comment:1", "hate", "", NotFound),
    ("person:1", "hate", "", NotFound), ("idea:1; DROP", "hate", "", NotFound), ("idea:" + "9" * 30, "hate", "", NotFound),
])
def test_what_cannot_be_reported(session, bench, dina, now, object, ground, words, problem):
    with pytest.raises(problem):
        report(session, dina, "", object, ground, words, "fr", now)


def test_reports_are_limited_and_not_repeated(session, bench, dina, now):
    report(session, dina, "", f"idea:{bench}", "hate", "", "fr", now)
    with pytest.raises(Refusal, match="already reported"):
        report(session, dina, "", f"idea:{bench}", "hate", "", "fr", now)
    with pytest.raises(TooMany):
        for _ in range(11):
            report(session, None, "1.2.3.4", f"idea:{bench}", "hate", "", "fr", now)


def test_what_is_hidden_leaves_everything_at_once_and_comes_back_when_restored(session, phase, bench, alice, dina, bob, now):
    report(session, dina, "", f"idea:{bench}", "off_topic", "", "fr", now)
    hide(session, bob, f"idea:{bench}", now)

    assert ideas_in(session, phase, Sight(), None, now).cards == ()
    assert ideas_in(session, phase, Sight(words="banc"), None, now).cards == ()
    assert search.found(session, "banc").found == () and search.similar(session, "Un banc à l’ombre", phase.id) == []
    assert ideas_by(session, alice.id, None, now) == ()
    assert phase.ideas == 0 and numbers(session)["ideas"] == 0
    for reader in (None, dina):
        with pytest.raises(Gone, match="hidden") as gone:
            idea_page(session, bench, reader, now)
        assert gone.value.reason.text == WHY
    assert idea_page(session, bench, alice, now).visibility == idea_page(session, bench, bob, now).visibility == "hidden"
    [letter] = session.exec(select(Letter)).all()
    assert (letter.kind, letter.to_address, letter.data["reason"]) == ("hidden", "alice@example.be", WHY)
    assert queue(session, bob, now) == [] and waiting(session, bob) == 0

    rule_on(session, bob, f"idea:{bench}", "restore", "", "", "fr", now)
    assert len(ideas_in(session, phase, Sight(words="banc"), None, now).cards) == 1 and phase.ideas == 1
    assert idea_page(session, bench, None, now)
    assert recount(session) == {"supports": 0, "comments": 0, "agrees": 0, "ideas": 0}
    assert [entry.act for entry in journal.entries_about(session, f"idea:{bench}")] == [
        "notice_given", "ruling_hide", "ruling_restore"]
    assert [ruling.measure for ruling, name in rulings_lately(session, bob)] == ["restore", "hide"]
    assert journal.verify(session) is None


def test_a_hidden_comment_keeps_its_place_without_its_words(session, bench, dina, bob, now):
    comment = write_comment(session, dina, bench, "Quelle bêtise.", now)
    hide(session, bob, f"comment:{comment.id}", now)

    [view] = thread(session, bench, None)
    assert (view.visibility, view.body.text, view.reason.text) == ("hidden", "", WHY)
    assert session.get_one(Idea, bench).comments == 0
    rule_on(session, bob, f"comment:{comment.id}", "restore", "", "", "fr", now)
    assert thread(session, bench, None)[0].body.text == "Quelle bêtise."
    assert session.get_one(Idea, bench).comments == 1


def test_keeping_closes_the_reports_and_changes_nothing_else(session, bench, dina, bob, now):
    report(session, dina, "", f"idea:{bench}", "off_topic", "", "fr", now)
    ruling = rule_on(session, bob, f"idea:{bench}", "keep", "", "", "fr", now)

    assert session.get_one(Idea, bench).visibility == "public"
    assert session.exec(select(Notice)).one().ruling_id == ruling.id
    assert session.exec(select(Letter)).all() == []


def test_what_waits_is_published_or_refused(session, phase, dina, bob, now):
    phase.settings = {"pre_moderation": True}
    first = submit_idea(session, dina, phase, ABOUT_A_BENCH, now)
    second = submit_idea(session, dina, phase, ABOUT_A_BENCH, now)
    assert [case.pending for case in queue(session, bob, now)] == [True, True]
    with pytest.raises(NotFound):
        report(session, None, "1.2.3.4", f"idea:{first.id}", "hate", "", "fr", now)

    rule_on(session, bob, f"idea:{first.id}", "keep", "", "", "fr", now)
    hide(session, bob, f"idea:{second.id}", now)
    assert (first.visibility, second.visibility, phase.ideas) == ("public", "hidden", 2)
    assert queue(session, bob, now) == []


@pytest.mark.parametrize(("measure", "ground", "reason", "field"), [
    ("delete", "hate", WHY, "measure"), ("hide", "nonsense", WHY, "ground"), ("hide", "hate", "non", "reason"),
    ("keep", "", "x" * 2001, "reason"),
])
def test_hiding_needs_a_ground_and_a_reason(session, bench, bob, now, measure, ground, reason, field):
    with pytest.raises(Invalid) as refused:
        rule_on(session, bob, f"idea:{bench}", measure, ground, reason, "fr", now)
    assert list(refused.value.fields) == [field]


def test_nobody_clears_their_own_words_nor_rules_on_what_was_taken_back(session, bench, bob, alice, now):
    comment = write_comment(session, bob, bench, "Quelle bêtise.", now)
    with pytest.raises(NotAllowed, match="Somebody else"):
        rule_on(session, bob, f"comment:{comment.id}", "keep", "", "", "fr", now)
    session.get_one(Idea, bench).visibility = Visibility.WITHDRAWN
    with pytest.raises(NotAllowed, match="already taken"):
        hide(session, bob, f"idea:{bench}", now)
    assert case_of(session, "idea:999") is None
