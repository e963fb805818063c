"""My space: a person finds everything of theirs there, nothing of anybody else's, and can take back what they undo."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from components import letters as letter_words
from components.document import Document, Form, Outcome, Visit
from locales import speaking
from models import drafts, files, follows, letters, people
from models.database import reading, transaction
from models.ideas import Idea, Proposed, Visibility, set_visibility
from models.people import Person
from models.refusals import NotAllowed, NotFound
from models.supports import support
from pages import me as space
from tests.cast import ABOUT_A_BENCH, NOW, Cast, write_idea
from tests.pages.seeing import counted, html, seen, visit

TABS = (space.ideas_page, space.supports_page, space.follows_page, space.drafts_page, space.letters_page, space.settings_page,
        space.data_page, space.sessions_page)
DRAFT = Proposed("Trees at the stop", "Three trees would help.", "en")


@pytest.fixture(autouse=True)
def letters_have_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    files.keep_in(tmp_path)
    monkeypatch.setattr(space._Here, "render", lambda letter: letter_words.render(letter, "https://example.be", "Test"))


def looking(cast: Cast, who: str = "alice", path: str = "/me") -> Visit:
    return visit("en", getattr(cast, who), path)


def done(act, looker: Visit, *parts, **fields: str) -> Outcome | Document:
    with speaking(looker.language):
        outcome = act(looker, Form({name: [value] for name, value in fields.items()}), *parts)
        return replace(outcome, fragments=outcome.fragments()) if isinstance(outcome, Outcome) and callable(outcome.fragments) \
            else outcome


@pytest.mark.parametrize("page", [*TABS, space.space_page, space.data_file])
def test_who_is_not_signed_in_is_led_to_the_door_and_back(cast: Cast, page) -> None:
    with speaking("nl"):
        answer = page(visit("nl", None, "/me/data"))

    assert (answer.status_code, answer.headers["location"]) == (303, "/nl/sign-in?next=/me/data")


@pytest.mark.parametrize("page", TABS)
def test_each_tab_marks_itself_has_one_heading_and_stays_out_of_search_engines(cast: Cast, page) -> None:
    with speaking("en"):
        document = page(looking(cast))
        shown = html(document)

    assert document.noindex and shown.count("<h1") == 1 and shown.count('aria-current="page"') == 1


@pytest.mark.parametrize(("state", "words"), [
    (Visibility.PENDING, "Waits for a moderator"), (Visibility.HIDDEN, "Hidden by a moderator"),
    (Visibility.WITHDRAWN, "You withdrew it"), (Visibility.PUBLIC, "Open for support")])
def test_my_ideas_are_there_in_every_state(cast: Cast, state: str, words: str) -> None:
    with transaction() as session:
        set_visibility(session, session.get_one(Idea, cast.bench), state, NOW)

    assert words in seen(space.ideas_page, looking(cast)) and ABOUT_A_BENCH.title in seen(space.ideas_page, looking(cast))
    assert ABOUT_A_BENCH.title not in seen(space.ideas_page, looking(cast, "dina"))


def test_an_idea_can_be_edited_only_in_its_time_of_grace(cast: Cast) -> None:
    with transaction() as session:
        fresh = write_idea(session, cast.ideas_phase, cast.alice, DRAFT, NOW - timedelta(minutes=30))
    with speaking("en"):
        shown = html(space.ideas_page(looking(cast)))

    assert f"/en/ideas/{fresh}/edit" in shown and f"/en/ideas/{cast.bench}/edit" not in shown


def test_what_i_support_is_listed_with_the_petal_that_takes_it_back(cast: Cast) -> None:
    assert "You support no idea yet." in seen(space.supports_page, looking(cast, "dina"))
    with transaction() as session:
        support(session, cast.dina, cast.bench, NOW)

    assert f"{ABOUT_A_BENCH.title}" in seen(space.supports_page, looking(cast, "dina"))
    assert "You support this" in seen(space.supports_page, looking(cast, "dina"))


def test_following_stops_and_comes_back(cast: Cast) -> None:
    with transaction() as session:
        follows.follow(session, cast.dina, f"idea:{cast.bench}", NOW)
        follows.follow(session, cast.dina, f"project:{cast.plan}", NOW)
    looker = looking(cast, "dina")
    assert "Jette in transition" in seen(space.follows_page, looker)

    outcome = done(space.stop_following, looker, f"idea:{cast.bench}")
    left = str(outcome.fragments["follows"])
    assert ABOUT_A_BENCH.title not in left and "Jette in transition" in left

    done(space.follow_again, looker, f"idea:{cast.bench}")
    assert outcome.undo == (f"/me/follows/idea:{cast.bench}/again", "Undo")
    assert ABOUT_A_BENCH.title in seen(space.follows_page, looker)


@pytest.mark.parametrize("object", ["idea:999", "person:1", "idea:x", "x" * 300, "idea:999999999999999999999"])
def test_nothing_that_does_not_exist_can_be_followed(cast: Cast, object: str) -> None:
    with pytest.raises(NotFound):
        done(space.follow_again, looking(cast), object)

    assert "You follow nothing yet." in seen(space.follows_page, looking(cast))


def test_a_draft_is_thrown_away_and_brought_back_for_a_day(cast: Cast) -> None:
    with transaction() as session:
        drafts.save_draft(session, cast.ideas_phase, cast.alice, None, DRAFT, NOW)
    assert DRAFT.title in seen(space.drafts_page, looking(cast))
    assert DRAFT.title not in seen(space.drafts_page, looking(cast, "dina"))

    outcome = done(space.throw_away_draft, looking(cast), cast.ideas_phase)
    assert "You have no draft." in str(outcome.fragments["drafts"])
    assert done(space.take_draft_back, looking(cast, "dina"), cast.ideas_phase).error   # not hers
    assert not done(space.take_draft_back, looking(cast), cast.ideas_phase).error
    assert DRAFT.title in seen(space.drafts_page, looking(cast))

    done(space.throw_away_draft, looking(cast), cast.ideas_phase)
    with transaction() as session:
        drafts.forget_old_drafts(session, NOW + timedelta(days=1, minutes=1))
    assert done(space.take_draft_back, looking(cast), cast.ideas_phase).error


def test_letters_are_read_there_but_no_code(cast: Cast) -> None:
    with transaction() as session:
        letters.write_letter(session, "welcome", "alice@example.be", "fr", {"name": "Alice"}, NOW, person_id=cast.alice.id)
        letters.write_letter(session, "code", "alice@example.be", "fr", {"code": "12345678"}, NOW, person_id=cast.alice.id)

    shown = seen(space.letters_page, looking(cast))
    assert "Alice" in shown and "12345678" not in shown
    assert "We have not written to you yet." in seen(space.letters_page, looking(cast, "dina"))


def test_settings_are_saved_and_what_is_wrong_stands_by_its_field(cast: Cast) -> None:
    done(space.save_settings, looking(cast), name="Alix", language="nl", about="J’aime les bancs.")
    with reading() as session:
        row = session.get_one(Person, cast.alice.id)
        assert (row.name, row.language, row.about, row.shows_contributions, row.wants_mail) == (
            "Alix", "nl", "J’aime les bancs.", False, False)

    document = done(space.save_settings, looking(cast), name="alice@example.be", language="nl", about="<b>")
    shown = html(document)
    assert document.status == 422 and 'id="f-name-error"' in shown
    assert 'value="alice@example.be"' in shown and "&lt;b&gt;" in shown
    with reading() as session:
        assert session.get_one(Person, cast.alice.id).name == "Alix"


def test_my_data_is_all_of_mine_nothing_of_others_and_no_key(cast: Cast) -> None:
    with transaction() as session:
        people.open_session(session, session.get_one(Person, cast.alice.id), "Firefox", NOW)
        support(session, cast.dina, cast.bench, NOW)
        drafts.save_draft(session, cast.ideas_phase, cast.alice, None, DRAFT, NOW)
    with speaking("en"):
        answer = space.data_file(looking(cast))

    kept = json.loads(answer.body)
    assert answer.headers["cache-control"] == "no-store" and "attachment" in answer.headers["content-disposition"]
    assert kept["person"][0]["name"] == "Alice" and kept["ideas"][0]["title"] == ABOUT_A_BENCH.title
    assert kept["ways_to_sign_in"][0]["subject"] == "alice@example.be" and kept["drafts"][0]["content"]["title"] == DRAFT.title
    assert "supports" in kept and kept["supports"] == []
    assert b"token" not in answer.body and b"dina" not in answer.body
    assert set(kept) == set(space.spaces.KINDS)
    assert "Erase my account" in seen(space.data_page, looking(cast))


def test_a_session_is_closed_from_another_and_only_by_its_owner(cast: Cast) -> None:
    with transaction() as session:
        person = session.get_one(Person, cast.alice.id)
        tokens = [people.open_session(session, person, device, NOW) for device in ("Phone", "Library")]
    with reading() as session:
        phone, library = (people.me_of(session, token, NOW) for token in tokens)
    looker = replace(looking(cast), person=phone, session_id=phone.session_id)
    assert "Phone this one" in seen(space.sessions_page, looker)

    with pytest.raises(NotFound):
        done(space.revoke, looking(cast, "dina"), library.session_id)
    outcome = done(space.revoke, looker, library.session_id)

    assert "Library" not in str(outcome.fragments["sessions"])
    with reading() as session:
        assert people.me_of(session, tokens[1], NOW) is None and people.me_of(session, tokens[0], NOW) is not None


def test_acts_of_my_space_need_somebody(cast: Cast) -> None:
    for act, *parts in ((space.save_settings,), (space.revoke, 1), (space.stop_following, "idea:1"), (space.throw_away_draft, 1)):
        with pytest.raises(NotAllowed):
            done(act, visit("en", None), *parts)


@pytest.mark.parametrize("page", [space.ideas_page, space.supports_page, space.follows_page, space.data_page])
def test_a_tab_costs_as_much_with_thirty_ideas_as_with_one(cast: Cast, page) -> None:
    def busy(count: int) -> int:
        with transaction() as session:
            for number in range(count):
                idea = write_idea(session, cast.ideas_phase, cast.alice, replace(DRAFT, title=f"Tree {number}"), NOW)
                support(session, cast.alice, idea, NOW)
                follows.follow(session, cast.alice, f"idea:{idea}", NOW)
        return counted(page, looking(cast))

    assert busy(1) == busy(30)
    with reading() as session:
        assert len(session.exec(select(Idea)).all()) == 32
