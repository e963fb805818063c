"""The demo tells one coherent story: nothing points at something that is not there, and nothing happens too early."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, get_args

import pytest

from tests.demo.content import (
    CAST,
    COMMENTS,
    DECISIONS,
    IDEAS,
    MILESTONES,
    ORGANISATIONS,
    PROJECTS,
    REPORTS,
    ROLES,
    SERVICES,
)
from tests.demo.shapes import Status, Text

PEOPLE = {person.slug for person in CAST}
ORGANISATION = {organisation.slug: organisation for organisation in ORGANISATIONS}
PROJECT = {project.slug: project for project in PROJECTS}
IDEA = {idea.slug: idea for idea in IDEAS}
COMMENT = {comment.slug: comment for comment in COMMENTS}

EVERYTHING = (ORGANISATIONS, SERVICES, CAST, ROLES, PROJECTS, IDEAS, COMMENTS, REPORTS, DECISIONS, MILESTONES)
OPEN_TO_ANSWER = {"submitted", "under_study"}
BILINGUAL_ONLY = {"saint-gilles-bethleem"}


def texts(value: Any) -> Iterator[Text]:
    """Every `Text` somewhere inside that value."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, dict):
        yield from texts(tuple(value.values()))
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))


def sentences(value: Any) -> Iterator[str]:
    """Every string somewhere inside that value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from sentences(tuple(value.values()))
    elif isinstance(value, tuple):
        for item in value:
            yield from sentences(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from sentences(getattr(value, field.name))


@pytest.mark.parametrize("collection", [ORGANISATIONS, CAST, PROJECTS, IDEAS, COMMENTS], ids=lambda c: type(c[0]).__name__)
def test_slugs_are_unique(collection: tuple[Any, ...]) -> None:
    assert [slug for slug, count in Counter(thing.slug for thing in collection).items() if count > 1] == []


def test_every_reference_resolves() -> None:
    for role in ROLES:
        assert role.person in PEOPLE and role.organisation in ORGANISATION
        assert not role.project or PROJECT[role.project].organisation == role.organisation
    for project in PROJECTS:
        assert project.organisation in ORGANISATION and project.service in SERVICES
        assert {member.person for member in project.team} <= PEOPLE
    for idea in IDEAS:
        project = PROJECT[idea.project]
        assert idea.author in PEOPLE
        assert idea.phase in {phase.slug for phase in project.phases}, idea.slug
        assert idea.topic in {topic.slug for topic in project.topics}, idea.slug
        if idea.place:
            known = {neighbourhood.slug for neighbourhood in ORGANISATION[project.organisation].neighbourhoods}
            assert idea.place.neighbourhood in known, idea.slug
    for comment in COMMENTS:
        assert comment.idea in IDEA and comment.author in PEOPLE
        assert not comment.service or comment.service in SERVICES
    for report in REPORTS:
        assert report.comment in COMMENT and (not report.by or report.by in PEOPLE)
    for decision in DECISIONS:
        assert decision.idea in IDEA and decision.by in PEOPLE and decision.service in SERVICES
    assert {steps.idea for steps in MILESTONES} <= IDEA.keys()


def test_replies_follow_what_they_reply_to() -> None:
    seen = {}
    for comment in COMMENTS:
        if comment.parent:
            assert seen[comment.parent].idea == comment.idea
            assert not seen[comment.parent].parent, "a thread is one level deep"
            assert comment.days_ago <= seen[comment.parent].days_ago, comment.slug
        seen[comment.slug] = comment


def test_every_status_is_there_several_times() -> None:
    count = Counter(idea.status for idea in IDEAS)
    assert {status for status in get_args(Status) if count[status] >= 5} == set(get_args(Status))


def test_there_is_something_of_each_kind() -> None:
    assert {idea.language for idea in IDEAS} == {"fr", "nl", "en"}
    assert sum(idea.pseudonym for idea in IDEAS) >= 3
    assert sum(idea.withdrawn for idea in IDEAS) == 1
    assert sum(idea.hidden is not None for idea in IDEAS) == 1
    assert sum(idea.pending for idea in IDEAS) == 2
    assert len(REPORTS) == 3
    opens = {(phase.opens > 0) - (phase.closes < 0) for phase in PROJECT["jette-transition"].phases}
    assert opens == {-1, 0, 1}, "the main project has phases past, open and to come"


def test_the_organisation_writes_french_and_dutch() -> None:
    for text in texts(EVERYTHING):
        assert text.fr and text.nl, text


def test_english_is_missing_only_where_it_is_meant_to_be() -> None:
    for project in PROJECTS:
        missing = [text for text in texts(project) if not text.en]
        assert bool(missing) == (project.slug in BILINGUAL_ONLY), (project.slug, missing[:1])


def test_an_answer_exists_in_the_language_of_the_idea() -> None:
    for answer in (*DECISIONS, *MILESTONES):
        language = IDEA[answer.idea].language
        assert [text for text in texts(answer) if not getattr(text, language)] == [], answer.idea


def test_the_latest_answer_agrees_with_the_status() -> None:
    verdict = {}
    for decision in sorted(DECISIONS, key=lambda decision: -decision.days_ago):
        verdict[decision.idea] = decision.verdict
    expected = {"planned": "accepted", "delivered": "accepted"}
    assert verdict == {idea.slug: expected.get(idea.status, idea.status) for idea in IDEAS if idea.status not in OPEN_TO_ANSWER}


def test_planned_and_delivered_ideas_have_their_steps() -> None:
    steps = {milestones.idea: milestones.steps for milestones in MILESTONES}
    assert steps.keys() == {idea.slug for idea in IDEAS if idea.status in {"planned", "delivered"}}
    for slug, track in steps.items():
        assert [step.in_days for step in track] == sorted(step.in_days for step in track), slug
        assert (track[-1].in_days <= 0) == (IDEA[slug].status == "delivered"), slug


def test_nothing_happens_before_its_cause() -> None:
    for idea in IDEAS:
        phase = next(phase for phase in PROJECT[idea.project].phases if phase.slug == idea.phase)
        assert phase.opens <= -idea.days_ago <= phase.closes, idea.slug
        assert not idea.pending or phase.moderation == "before"
    for comment in COMMENTS:
        assert comment.days_ago <= IDEA[comment.idea].days_ago, comment.slug
    for report in REPORTS:
        assert report.days_ago <= COMMENT[report.comment].days_ago
    for decision in DECISIONS:
        idea = IDEA[decision.idea]
        assert decision.days_ago < idea.days_ago, decision.idea
    for milestones in MILESTONES:
        assert all(step.in_days > -IDEA[milestones.idea].days_ago for step in milestones.steps), milestones.idea


def test_the_promise_is_kept() -> None:
    """The first answer came within the days the organisation promised, and no answer is overdue today."""
    first = {}
    for decision in DECISIONS:
        first[decision.idea] = max(decision.days_ago, first.get(decision.idea, 0))
    for idea in IDEAS:
        promise = ORGANISATION[PROJECT[idea.project].organisation].answer_days
        if not (idea.hidden or idea.withdrawn):
            assert idea.days_ago - first.get(idea.slug, 0) <= promise, idea.slug


def test_the_cast_is_large_enough_for_its_supports_and_agreements() -> None:
    assert max(idea.supports for idea in IDEAS) < len(CAST)
    assert max(comment.agrees for comment in COMMENTS) < len(CAST)


def test_typography() -> None:
    for sentence in sentences(EVERYTHING):
        assert "'" not in sentence, sentence
    for text in texts(EVERYTHING):
        assert not any(f" {mark}" in text.fr for mark in ":;?!%€»"), text.fr
