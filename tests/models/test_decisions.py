from dataclasses import replace

import pytest
from sqlmodel import select

from models import journal
from models.decisions import Answer, answer_idea, decisions_of, milestones_of
from models.follows import follow
from models.ideas import Idea, Visibility, idea_page, set_visibility
from models.letters import Letter
from models.people import Person
from models.refusals import Invalid, NotAllowed, NotFound
from models.supports import support
from models.translated import Translated

YES = Answer("accepted", Translated("Oui, au printemps.", "Ja, in de lente.", ""),
             Translated("Le sol le permet.", "De grond laat het toe.", ""), milestone=Translated("Pose", "Plaatsing"))


def test_all_who_care_are_told_once_in_their_own_language(session, bench, alice, dina, bob, olga, now):
    for someone in (dina, bob):
        support(session, someone, bench, now)
        follow(session, someone, f"idea:{bench}", now)
    session.get_one(Person, bob.id).wants_mail = False
    answer_idea(session, olga, bench, YES, now)

    letters = session.exec(select(Letter).where(Letter.kind == "answered").order_by(Letter.to_address)).all()
    assert [(letter.to_address, letter.language, letter.data["summary"]) for letter in letters] == [
        ("alice@example.be", "fr", "Oui, au printemps."), ("dina@example.be", "nl", "Ja, in de lente.")]
    assert session.get_one(Idea, bench).status == "accepted"
    assert [step.kind for step in idea_page(session, bench, None, now).history] == ["submitted", "accepted"]
    assert [milestone.title.fr for milestone in milestones_of(session, bench)] == ["Pose"]
    acts = [entry.act for entry in journal.entries_about(session, f"idea:{bench}")]
    assert "idea_answered" in acts and journal.verify(session) is None


def test_an_earlier_answer_stays_visible_and_a_new_one_is_told_again(session, bench, olga, now):
    answer_idea(session, olga, bench, replace(YES, verdict="under_study"), now)
    answer_idea(session, olga, bench, YES, now)

    assert [decision.verdict for decision in decisions_of(session, bench)] == ["accepted", "under_study"]
    assert len(session.exec(select(Letter).where(Letter.kind == "answered")).all()) == 2


@pytest.mark.parametrize(("language", "change", "fields"), [
    ("fr", {"summary": Translated("Oui", "", "")}, {"summary_nl"}),
    ("fr", {"summary": Translated("", "Ja", "Yes")}, {"summary_fr"}),
    ("fr", {"reason": Translated("", " ", "Because")}, {"reason_fr", "reason_nl"}),
    ("en", {}, {"summary_en", "reason_en"}),
    ("nl", {}, set()),
    ("fr", {"verdict": "delivered"}, {"verdict"}),
    ("fr", {"cost_cents": -1}, {"cost"}),
    ("fr", {"milestone": Translated("Pose")}, {"milestone_fr"}),
])
def test_an_answer_is_in_french_in_dutch_and_in_the_language_of_the_idea(session, bench, olga, now, language, change, fields):
    session.get_one(Idea, bench).language = language
    if not fields:
        assert answer_idea(session, olga, bench, replace(YES, **change), now).id
        return
    with pytest.raises(Invalid) as refused:
        answer_idea(session, olga, bench, replace(YES, **change), now)
    assert set(refused.value.fields) == fields
    assert decisions_of(session, bench) == ()


def test_only_the_team_answers_and_only_what_is_public(session, bench, alice, bob, charlie, olga, now):
    for someone in (alice, bob, charlie, None):
        with pytest.raises(NotAllowed):
            answer_idea(session, someone, bench, YES, now)
    with pytest.raises(NotFound):
        answer_idea(session, olga, 999, YES, now)
    set_visibility(session, session.get_one(Idea, bench), Visibility.HIDDEN, now)
    with pytest.raises(NotAllowed, match="not public"):
        answer_idea(session, olga, bench, YES, now)
