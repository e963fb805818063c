"""Who × when × what, each yes beside its no."""

from dataclasses import replace

import pytest

from models.eligibility import Act, Setting, why_not
from models.people import Held, Me, RoleKind
from tests.cast import DAY, NOW

NOBODY = None
ALICE = Me(1, "Alice", "fr", False, (), 1)
NEW = Me(2, None, "fr", False, (), 1)
BOB = Me(3, "Bob", "nl", False, (Held(RoleKind.MODERATOR, 1, 7),), 1)
CHARLIE = Me(4, "Charlie", "en", False, (Held(RoleKind.OWNER, 2, None),), 1)
OLGA = Me(5, "Olga", "fr", False, (Held(RoleKind.OWNER, 1, 7),), 1)
HEAD = Me(6, "Hanne", "nl", False, (Held(RoleKind.ORGANISATION_ADMINISTRATOR, 1, None),), 1)
ADA = Me(7, "Ada", "en", True, (), 1)

OPEN = Setting(1, 7, archived=False, opens_at=NOW - DAY, closes_at=NOW + DAY)
SETTINGS = {
    "open": OPEN,
    "coming": replace(OPEN, state="coming"),
    "past": replace(OPEN, state="past"),
    "archived": replace(OPEN, archived=True),
    "quiet": replace(OPEN, comments=False),
    "information": replace(OPEN, method="information"),
}
NAME = "Tell us first which name others will see."
TEAM = "This is for the project’s team only."
LATER, OVER, ENDED = "This opens on {date}.", "This closed on {date}.", "This project has ended. You can still read everything."
OTHER, SILENCE = "This phase does not collect ideas.", "Comments are closed here."


@pytest.mark.parametrize(("act", "who", "when", "refusal"), [
    (Act.SUBMIT, ALICE, "open", None),
    (Act.SUBMIT, NOBODY, "open", "Sign in to propose an idea."),
    (Act.SUBMIT, NEW, "open", NAME),
    (Act.SUBMIT, ALICE, "coming", LATER),
    (Act.SUBMIT, NOBODY, "coming", LATER),
    (Act.SUBMIT, ALICE, "past", OVER),
    (Act.SUBMIT, ADA, "past", OVER),
    (Act.SUBMIT, ALICE, "archived", ENDED),
    (Act.SUBMIT, ALICE, "information", OTHER),
    (Act.SUBMIT, ALICE, "quiet", None),
    (Act.SUPPORT, ALICE, "open", None),
    (Act.SUPPORT, NOBODY, "open", "Sign in to support an idea."),
    (Act.SUPPORT, NEW, "open", NAME),
    (Act.SUPPORT, ALICE, "coming", LATER),
    (Act.SUPPORT, ALICE, "past", OVER),
    (Act.SUPPORT, ALICE, "archived", ENDED),
    (Act.COMMENT, ALICE, "open", None),
    (Act.COMMENT, NOBODY, "open", "Sign in to comment."),
    (Act.COMMENT, ALICE, "past", None),
    (Act.COMMENT, ALICE, "coming", LATER),
    (Act.COMMENT, ALICE, "quiet", SILENCE),
    (Act.COMMENT, ALICE, "archived", ENDED),
    (Act.COMMENT, NEW, "past", NAME),
    (Act.AGREE, ALICE, "open", None),
    (Act.AGREE, NOBODY, "open", "Sign in to agree with a comment."),
    (Act.AGREE, ALICE, "past", None),
    (Act.AGREE, ALICE, "quiet", SILENCE),
    (Act.FOLLOW, ALICE, "past", None),
    (Act.FOLLOW, NEW, "open", None),
    (Act.FOLLOW, NOBODY, "open", "Sign in to follow this."),
    (Act.REPORT, NOBODY, "open", None),
    (Act.REPORT, NOBODY, "archived", None),
    (Act.MODERATE, BOB, "open", None),
    (Act.MODERATE, BOB, "archived", None),
    (Act.MODERATE, OLGA, "past", None),
    (Act.MODERATE, HEAD, "open", None),
    (Act.MODERATE, ADA, "open", None),
    (Act.MODERATE, ALICE, "open", TEAM),
    (Act.MODERATE, CHARLIE, "open", TEAM),
    (Act.MODERATE, NOBODY, "open", "Sign in as a moderator."),
    (Act.ANSWER, OLGA, "open", None),
    (Act.ANSWER, OLGA, "past", None),
    (Act.ANSWER, HEAD, "open", None),
    (Act.ANSWER, ADA, "archived", None),
    (Act.ANSWER, BOB, "open", TEAM),
    (Act.ANSWER, CHARLIE, "open", TEAM),
    (Act.ANSWER, ALICE, "open", TEAM),
    (Act.ANSWER, NOBODY, "open", "Sign in as the project’s team."),
])
def test_who_may_do_what_and_when(act, who, when, refusal):
    answer = why_not(act, who, SETTINGS[when])

    assert (answer and answer.sentence) == refusal


def test_a_refusal_that_has_a_way_out_names_it():
    assert why_not(Act.SUPPORT, None, OPEN).next_step == "sign_in"
    assert why_not(Act.SUPPORT, NEW, OPEN).next_step == "introduce"
    assert why_not(Act.SUPPORT, ALICE, SETTINGS["past"]).next_step is None


def test_a_role_in_one_project_says_nothing_in_the_next():
    elsewhere = replace(OPEN, project_id=8)

    assert why_not(Act.MODERATE, BOB, elsewhere).sentence == TEAM
    assert why_not(Act.MODERATE, HEAD, elsewhere) is None
    assert HEAD.may_administer(1) and ADA.may_administer(1)
    assert not HEAD.may_administer(2) and not OLGA.may_administer(1)
