from dataclasses import replace
from datetime import timedelta

from models.drafts import adopt_drafts, draft_of, drafts_of, drop_draft, forget_old_drafts, save_draft
from models.ideas import Proposed
from tests.cast import ABOUT_A_BENCH, DAY

COOKIE = "a-random-cookie"
EMPTY = Proposed("", "", "")
BEGUN = replace(ABOUT_A_BENCH, pictures=(("a" * 64, "le banc"),), latitude=50.87, longitude=4.33)


def test_a_draft_is_kept_before_signing_in_and_becomes_the_persons(session, cast, phase, alice, now):
    assert save_draft(session, phase.id, None, COOKIE, BEGUN, now)
    assert draft_of(session, phase.id, None, COOKIE) == BEGUN
    assert draft_of(session, phase.id, None, "another") == draft_of(session, phase.id, alice, None) == EMPTY

    adopt_drafts(session, alice.id, COOKIE)
    session.flush()
    assert draft_of(session, phase.id, alice, None) == BEGUN
    assert draft_of(session, phase.id, None, COOKIE) == EMPTY
    assert [draft.content["title"] for draft, _ in drafts_of(session, alice)] == [BEGUN.title]


def test_the_newer_of_two_drafts_wins_at_sign_in(session, phase, alice, dina, now):
    for me, mine_at in ((alice, now - DAY), (dina, now + DAY)):
        save_draft(session, phase.id, me, None, replace(BEGUN, title="Le mien"), mine_at)
        save_draft(session, phase.id, None, COOKIE, BEGUN, now)
        session.flush()
        adopt_drafts(session, me.id, COOKIE)
        session.flush()

    assert draft_of(session, phase.id, alice, None).title == BEGUN.title
    assert draft_of(session, phase.id, dina, None).title == "Le mien"
    assert draft_of(session, phase.id, None, COOKIE) == EMPTY


def test_saving_again_replaces_and_dropping_forgets(session, phase, alice, now):
    save_draft(session, phase.id, alice, COOKIE, BEGUN, now)
    save_draft(session, phase.id, alice, COOKIE, replace(BEGUN, title="Mieux"), now + timedelta(seconds=1))
    assert draft_of(session, phase.id, alice, COOKIE).title == "Mieux"
    assert len(drafts_of(session, alice)) == 1

    drop_draft(session, phase.id, alice, COOKIE)
    assert draft_of(session, phase.id, alice, COOKIE) == EMPTY


def test_nothing_is_kept_for_nobody_nor_without_measure_nor_for_ever(session, phase, alice, now):
    assert not save_draft(session, phase.id, None, None, BEGUN, now)
    assert not save_draft(session, phase.id, alice, None, replace(BEGUN, body="x" * 20_001), now)
    save_draft(session, phase.id, alice, None, BEGUN, now)
    session.flush()
    forget_old_drafts(session, now + 30 * DAY)
    assert draft_of(session, phase.id, alice, None) == BEGUN
    forget_old_drafts(session, now + 30 * DAY + timedelta(seconds=1))
    assert draft_of(session, phase.id, alice, None) == EMPTY


def test_two_tabs_that_save_at_once_keep_one_draft(cast, now):
    from concurrent.futures import ThreadPoolExecutor

    from models.database import transaction

    def save(number):
        with transaction() as session:
            return save_draft(session, cast.ideas_phase, cast.alice, None, replace(BEGUN, title=str(number)), now)

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(save, range(8)))
    with transaction() as session:
        assert len(drafts_of(session, cast.alice)) == 1
