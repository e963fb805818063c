from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from models import journal, search
from models.comments import write_comment
from models.database import transaction
from models.follows import follows
from models.ideas import (
    BRUSSELS_REGION,
    PAGE,
    Idea,
    Order,
    Sight,
    Status,
    Visibility,
    author_of,
    change_many,
    draw_lots_of_the_day,
    edit_idea,
    idea_page,
    ideas_by,
    ideas_in,
    in_brussels,
    recount,
    restore_withdrawn,
    set_status,
    set_visibility,
    submit_idea,
    versions_of,
    why_not_edit,
    withdraw_idea,
    write_note,
)
from models.organisations import Neighbourhood
from models.people import Person
from models.projects import Phase
from models.refusals import Gone, Invalid, NotAllowed, NotFound, TooMany
from models.supports import support
from tests.cast import ABOUT_A_BENCH, DAY, person, write_idea

HOUR = timedelta(hours=1)


def titles(session, phase, sight=Sight(), me=None, now=None):
    return [card.title.text for card in ideas_in(session, phase, sight, me, now or phase.opens_at).cards]


def test_an_idea_is_public_at_once_found_counted_followed_and_noted(session, phase, dina, now):
    idea = submit_idea(session, dina, phase, replace(ABOUT_A_BENCH, title="Des nichoirs pour les martinets"), now)

    assert titles(session, phase) == ["Des nichoirs pour les martinets", "Un banc à l’ombre"]
    assert phase.ideas == 2
    assert titles(session, phase, Sight(words="martinet")) == ["Des nichoirs pour les martinets"]
    assert follows(session, dina.id, f"idea:{idea.id}")
    [entry] = journal.entries_about(session, f"idea:{idea.id}")
    assert entry.act == "idea_submitted" and journal.is_about(session, entry, f"{idea.title}\n{idea.body}")
    assert journal.verify(session) is None


def test_where_a_moderator_reads_first_it_is_nowhere_before(session, phase, dina, bob, now):
    phase.settings = {"pre_moderation": True}
    idea = submit_idea(session, dina, phase, ABOUT_A_BENCH, now)

    assert idea.visibility == "pending" and phase.ideas == 1
    assert len(titles(session, phase)) == 1
    assert len(titles(session, phase, Sight(words="banc"))) == 1
    with pytest.raises(NotFound):
        idea_page(session, idea.id, None, now)
    assert idea_page(session, idea.id, dina, now).mine
    assert idea_page(session, idea.id, bob, now).visibility == "pending"

    set_visibility(session, idea, Visibility.PUBLIC, now)
    assert phase.ideas == 2 and idea_page(session, idea.id, None, now)
    edit_idea(session, dina, idea.id, "Autre titre", ABOUT_A_BENCH.body, "fr", now)
    assert idea.visibility == "pending" and phase.ideas == 1, "new words are read first too"


@pytest.mark.parametrize(("change", "field"), [
    ({"title": " "}, "title"), ({"title": "x" * 121}, "title"), ({"body": "trop"}, "body"), ({"body": "x" * 5001}, "body"),
    ({"language": "de"}, "language"), ({"topic": "nonsense"}, "topic"), ({"place": ""}, "place"), ({"place": "x" * 201}, "place"),
    ({"neighbourhood": 2}, "neighbourhood"), ({"latitude": 50.87}, "place"), ({"latitude": 48.85, "longitude": 2.35}, "place"),
    ({"latitude": float("nan"), "longitude": 4.3}, "place"), ({"charter": False}, "charter"),
    ({"pictures": (("a" * 64, "un banc"),)}, "pictures"), ({"pictures": (("a" * 64, " "),)}, "pictures"),
    ({"pictures": (("a" * 64, "un banc"),) * 4}, "pictures"),
])
def test_what_needs_another_look_is_said_by_field_and_nothing_is_kept(session, phase, dina, now, change, field):
    with pytest.raises(Invalid) as refused:
        submit_idea(session, dina, phase, replace(ABOUT_A_BENCH, **change), now)

    assert list(refused.value.fields) == [field]
    assert len(session.exec(select(Idea)).all()) == 1


def test_no_place_is_a_place_and_a_project_without_places_keeps_none(session, phase, dina, now):
    submit_idea(session, dina, phase, replace(ABOUT_A_BENCH, place="", no_place=True), now)
    phase.settings = {"places": False}
    idea = submit_idea(session, dina, phase, replace(ABOUT_A_BENCH, neighbourhood=999, latitude=1.0), now)

    assert (idea.place, idea.neighbourhood_id, idea.latitude) == ("", None, None)
    south, north, west, east = BRUSSELS_REGION
    assert in_brussels(south, west) and in_brussels(north, east) and not in_brussels(north + 0.001, east)


def test_a_pseudonym_hides_the_person_from_readers_where_the_project_allows_it(session, phase, jette, dina, now):
    idea = submit_idea(session, dina, phase, replace(ABOUT_A_BENCH, pseudonymous=True), now)
    author = idea_page(session, idea.id, None, now).card.author

    assert (author.name, author.person_id, author.resident_of.fr) == (None, None, "Jette")
    assert ideas_by(session, dina.id, None, now) == ()
    assert len(ideas_by(session, dina.id, dina, now)) == 1
    phase.settings = {"anonymity": False}
    with pytest.raises(Invalid):
        submit_idea(session, dina, phase, replace(ABOUT_A_BENCH, pseudonymous=True), now)
    left = session.get_one(Person, dina.id)
    left.left_at = now
    assert author_of(replace_name(idea), left, jette).name is None


def replace_name(idea):
    idea.pseudonymous = False
    return idea


def test_five_ideas_an_hour_and_then_when_to_try_again(session, phase, dina, now):
    for _ in range(5):
        submit_idea(session, dina, phase, ABOUT_A_BENCH, now)
    with pytest.raises(TooMany) as refused:
        submit_idea(session, dina, phase, ABOUT_A_BENCH, now)

    assert refused.value.again_at == now + HOUR
    submit_idea(session, dina, phase, ABOUT_A_BENCH, refused.value.again_at)


@pytest.mark.parametrize(("who", "wait", "status", "visibility", "sentence"), [
    ("alice", timedelta(minutes=59), "submitted", "public", None),
    ("alice", timedelta(minutes=60), "submitted", "public", "The time to correct this idea ended on {moment}."),
    ("alice", timedelta(0), "submitted", "pending", None),
    ("alice", timedelta(0), "under_study", "public", "The team has started to study this idea, so its text stays as it is."),
    ("alice", timedelta(0), "submitted", "hidden", "This idea is no longer public, so it cannot be changed."),
    ("alice", timedelta(0), "submitted", "withdrawn", "This idea is no longer public, so it cannot be changed."),
    ("dina", timedelta(0), "submitted", "public", "Only the person who proposed this idea can change it."),
    ("ada", timedelta(0), "submitted", "public", "Only the person who proposed this idea can change it."),
    (None, timedelta(0), "submitted", "public", "Only the person who proposed this idea can change it."),
])
def test_the_window_of_grace(session, cast, phase, bench, who, wait, status, visibility, sentence):
    idea = session.get_one(Idea, bench)
    idea.status, idea.visibility = status, visibility

    refusal = why_not_edit(idea, phase, getattr(cast, who) if who else None, idea.submitted_at + wait)

    assert (refusal and refusal.sentence) == sentence


def test_an_edit_leaves_the_text_before_and_is_found_by_its_new_words(session, phase, alice, bench, now):
    soon = now - DAY + HOUR / 2
    edit_idea(session, alice, bench, "Une fontaine", "De l’eau fraîche sur la place du Miroir.", "fr", soon)
    edit_idea(session, alice, bench, "Une fontaine", "De l’eau fraîche sur la place du Miroir.", "fr", soon)

    assert [version.title for version in versions_of(session, bench)] == ["Un banc à l’ombre"]
    assert session.get_one(Idea, bench).versions == 2
    assert titles(session, phase, Sight(words="fontaines")) == ["Une fontaine"]
    assert titles(session, phase, Sight(words="tilleul")) == []
    with pytest.raises(Invalid):
        edit_idea(session, alice, bench, "", "De l’eau", "fr", soon)


def test_what_is_withdrawn_leaves_at_once_and_comes_back_when_undone(session, phase, alice, dina, bench, now):
    with pytest.raises(NotAllowed):
        withdraw_idea(session, dina, bench, now)
    withdraw_idea(session, alice, bench, now)
    withdraw_idea(session, alice, bench, now)

    assert titles(session, phase) == titles(session, phase, Sight(words="banc")) == [] and phase.ideas == 0
    assert search.found(session, "banc").found == ()
    with pytest.raises(Gone, match="has withdrawn"):
        idea_page(session, bench, dina, now)
    with pytest.raises(Gone):
        support(session, dina, bench, now)
    with pytest.raises(NotAllowed):
        restore_withdrawn(session, dina, bench, now)

    restore_withdrawn(session, alice, bench, now)
    assert titles(session, phase) == titles(session, phase, Sight(words="banc")) == ["Un banc à l’ombre"] and phase.ideas == 1
    assert recount(session) == {"supports": 0, "comments": 0, "agrees": 0, "ideas": 0}
    assert [entry.act for entry in journal.entries_about(session, f"idea:{bench}")] == ["idea_withdrawn", "idea_resubmitted"]


def test_the_team_moves_an_idea_along_and_its_history_says_so(session, bench, olga, bob, now):
    idea = session.get_one(Idea, bench)
    with pytest.raises(NotAllowed):
        set_status(session, bob, idea, Status.PLANNED, now)
    for status in (Status.UNDER_STUDY, Status.UNDER_STUDY, Status.PLANNED):
        set_status(session, olga, idea, status, now)
    session.flush()

    assert [step.kind for step in idea_page(session, bench, None, now).history] == ["submitted", "under_study", "planned"]


def test_many_are_changed_at_once_in_one_project_only_and_given_to_the_team_only(session, cast, phase, bench, olga, charlie, now):
    assert change_many(session, olga, cast.plan, [bench, 999], now, status="planned", topic="green", assignee_id=cast.bob.id) == 1
    assert session.get_one(Idea, bench).assignee_id == cast.bob.id
    assert titles(session, phase, Sight(topic="green", status="planned")) == ["Un banc à l’ombre"]
    assert titles(session, phase, Sight(topic="mobility")) == []
    for change in ({"status": "nonsense"}, {"topic": "nonsense"}, {"assignee_id": cast.dina.id}, {"assignee_id": 999}):
        with pytest.raises(Invalid):
            change_many(session, olga, cast.plan, [bench], now, **change)
    with pytest.raises(NotAllowed):
        change_many(session, charlie, cast.plan, [bench], now, status="planned")
    with pytest.raises(NotAllowed):
        write_note(session, charlie, bench, "Psst", now)


# ── Paging ────────────────────────────────────────────────────────────────────────────────────────


def fill(session, cast, count, now):
    phase = session.get_one(Phase, cast.ideas_phase)
    ideas = []
    for number in range(count):
        row = Idea(phase_id=phase.id, project_id=cast.plan, author_id=cast.alice.id, language="fr", title=f"Idée {number}",
                   body="Un texte assez long.", supports=number % 3, imported_supports=number % 3, comments=0,
                   submitted_at=now - DAY + timedelta(minutes=number // 4), changed_at=now)
        session.add(row)
        ideas.append(row)
    phase.ideas += count
    session.flush()
    return phase


@pytest.mark.parametrize("order", list(Order))
def test_pages_tell_every_idea_once_in_every_order_while_others_arrive(session, cast, now, order):
    phase = fill(session, cast, 3 * PAGE - 3, now)
    before = set(session.exec(select(Idea.id)))
    seen, after, pages = [], None, 0
    while pages < 10:
        page = ideas_in(session, phase, Sight(order=order, after=after), None, now)
        seen += [card.id for card in page.cards]
        write_idea(session, phase.id, cast.dina, ABOUT_A_BENCH, now)   # someone proposes while we read
        pages += 1
        after = page.next
        if after is None:
            break

    assert len(seen) == len(set(seen)), "no idea twice"
    assert before <= set(seen), "no idea lost"
    values = {Order.NEWEST: Idea.submitted_at, Order.SUPPORTED: Idea.supports, Order.DISCUSSED: Idea.comments,
              Order.RANDOM: Idea.lot}[order]
    keys = dict(session.exec(select(Idea.id, values)).all())
    assert [keys[one] for one in seen] == sorted((keys[one] for one in seen), reverse=order != Order.RANDOM)


def test_filters_count_what_they_leave(session, cast, now):
    phase = fill(session, cast, 30, now)
    place = session.exec(select(Neighbourhood)).first()
    for number, idea in enumerate(session.exec(select(Idea).where(Idea.title != "Un banc à l’ombre")).all()):
        idea.neighbourhood_id = place.id if number % 2 else None
    session.flush()

    page = ideas_in(session, phase, Sight(neighbourhood=place.id), None, now)
    assert (len(page.cards), page.total, page.next, page.more_than_total) == (15, 15, None, False)
    page = ideas_in(session, phase, Sight(), None, now)
    assert (len(page.cards), page.total, page.next is not None) == (20, 31, True)
    assert ideas_in(session, phase, Sight(status="delivered"), None, now).total == 0
    assert ideas_in(session, phase, Sight(words="\x00 ‘; DROP TABLE idea"), None, now).total == 0


def test_the_random_order_holds_all_day_and_changes_the_next(session, cast, now):
    phase = fill(session, cast, 15, now)
    draw_lots_of_the_day(session, now)
    session.expire_all()
    first = titles(session, phase, Sight(order=Order.RANDOM))
    draw_lots_of_the_day(session, now + HOUR)
    session.expire_all()
    assert titles(session, phase, Sight(order=Order.RANDOM)) == first
    draw_lots_of_the_day(session, now + DAY)
    session.expire_all()
    assert titles(session, phase, Sight(order=Order.RANDOM)) != first


def test_a_card_says_whether_the_reader_supports_it(session, phase, bench, dina, alice, now):
    support(session, dina, bench, now)

    assert [card.supported for card in ideas_in(session, phase, Sight(), dina, now).cards] == [True]
    assert [card.supported for card in ideas_in(session, phase, Sight(), alice, now).cards] == [False]
    assert [card.supported for card in ideas_in(session, phase, Sight(), None, now).cards] == [False]


def test_recount_finds_and_mends_what_is_wrong(session, cast, phase, bench, dina, now):
    support(session, dina, bench, now)
    write_comment(session, dina, bench, "Tout à fait d’accord avec cette idée.", now)
    idea = session.get_one(Idea, bench)
    idea.supports, idea.comments, phase.ideas = 7, 7, 7
    session.flush()

    assert recount(session) == {"supports": 1, "comments": 1, "agrees": 0, "ideas": 1}
    session.expire_all()
    assert (idea.supports, idea.comments, phase.ideas) == (1, 1, 1)
    assert recount(session) == {"supports": 0, "comments": 0, "agrees": 0, "ideas": 0}


def test_two_moderators_and_the_author_at_once_move_the_counter_once(cast, now):
    from concurrent.futures import ThreadPoolExecutor

    from models.notices import rule_on

    def hide(me):
        with transaction() as session:
            rule_on(session, me, f"idea:{cast.bench}", "hide", "off_topic", "Sans rapport avec le plan.", "fr", now)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(hide, [cast.bob, cast.olga, cast.ada, cast.bob]))
    with transaction() as session:
        assert session.get_one(Phase, cast.ideas_phase).ideas == 0
        assert recount(session)["ideas"] == 0
        assert person(session, "Zoé", "fr")
