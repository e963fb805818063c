from datetime import timedelta

import pytest

from models.projects import Project, ideas_phase_of, open_projects_by_postal_code, project_by_slug, project_cards, state_of
from models.refusals import NotFound
from tests.cast import DAY

INSTANT = timedelta(microseconds=1)


def test_a_phase_is_open_from_its_first_instant_until_just_before_its_last(session, phase, now):
    moments = (phase.opens_at - INSTANT, phase.opens_at, phase.closes_at - INSTANT, phase.closes_at)
    assert [state_of(phase, at) for at in moments] == ["coming", "open", "open", "past"]
    phase.closes_at = None
    assert state_of(phase, now + 10_000 * DAY) == "open"


def test_a_draft_is_for_the_team_only(session, plan, alice, bob, charlie, ada, now):
    for hidden in (None, now + DAY):
        plan.published_at = hidden
        session.flush()
        for someone in (None, alice, charlie):
            with pytest.raises(NotFound):
                project_by_slug(session, plan.slug, now, someone)
        assert project_by_slug(session, plan.slug, now, bob)[0] is plan
        assert project_by_slug(session, plan.slug, now, ada)[0] is plan
        assert [card.slug for card in project_cards(session, now)] == ["saint-gilles-squares"]
    plan.published_at = now
    assert project_by_slug(session, plan.slug, now)[0] is plan


def test_lists_by_organisation_state_topic_and_words(session, cast, now):
    def slugs(**wanted):
        return {card.slug for card in project_cards(session, now, **wanted)}

    assert slugs() == {"jette-climate", "saint-gilles-squares"}
    assert slugs(organisation_id=cast.jette) == slugs(words="TRANSITÍE") == {"jette-climate"}
    assert slugs(state="open", topic="green") == slugs()
    assert slugs(state="past") == slugs(topic="nonsense") == slugs(words="nonsense") == set()
    session.get_one(Project, cast.plan).archived_at = now
    session.flush()
    assert slugs(state="past") == {"jette-climate"}


def test_the_ideas_a_project_shows_are_those_of_its_open_phase(session, plan, phase, now):
    assert ideas_phase_of(session, plan.id, now) is phase
    assert ideas_phase_of(session, plan.id, now + 100 * DAY) is phase
    with pytest.raises(NotFound):
        ideas_phase_of(session, -1, now)


def test_the_map_counts_open_projects(session, cast, now):
    assert open_projects_by_postal_code(session, now) == {1090: 1, 1060: 1}
    assert open_projects_by_postal_code(session, now + 20 * DAY) == {}
