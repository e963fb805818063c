"""Who may do which act in which phase: one rule in one place, answered with its reason and the next step."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.people import Me
from models.projects import Phase, Project, ideas_settings, state_of
from models.refusals import NotAllowed, Refusal


class Act(StrEnum):
    SUBMIT = "submit"
    SUPPORT = "support"
    COMMENT = "comment"
    AGREE = "agree"
    FOLLOW = "follow"
    REPORT = "report"
    MODERATE = "moderate"
    ANSWER = "answer"


PARTICIPATION = {Act.SUBMIT, Act.SUPPORT, Act.COMMENT, Act.AGREE}
FREE_FOR_ALL = {Act.REPORT}
STAFF = {Act.MODERATE, Act.ANSWER}
SIGN_IN = {   # what signing in is for
    Act.SUBMIT: NotAllowed("Sign in to propose an idea.", next_step="sign_in"),
    Act.SUPPORT: NotAllowed("Sign in to support an idea.", next_step="sign_in"),
    Act.COMMENT: NotAllowed("Sign in to comment.", next_step="sign_in"),
    Act.AGREE: NotAllowed("Sign in to agree with a comment.", next_step="sign_in"),
    Act.FOLLOW: NotAllowed("Sign in to follow this.", next_step="sign_in"),
    Act.MODERATE: NotAllowed("Sign in as a moderator.", next_step="sign_in"),
    Act.ANSWER: NotAllowed("Sign in as the project’s team.", next_step="sign_in"),
}


@dataclass(frozen=True, slots=True)
class Setting:
    """Where an act happens: the project, and the phase if the act belongs to one."""

    organisation_id: int
    project_id: int
    archived: bool
    method: str = "ideas"
    state: str = "open"
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    comments: bool = True


def setting_of(project: Project, phase: Phase | None, now: datetime) -> Setting:
    archived = project.archived_at is not None and project.archived_at <= now
    if phase is None:
        return Setting(project.organisation_id, project.id, archived)
    return Setting(project.organisation_id, project.id, archived, phase.method, state_of(phase, now), phase.opens_at,
                   phase.closes_at, ideas_settings(phase).comments)


def why_not(act: Act, me: Me | None, where: Setting) -> Refusal | None:
    """The reason this person cannot do this here and now, or None if they can.

    Time comes first, for a closed phase is closed for everybody; then who one is. Reports are open to all, always.
    """
    if act in FREE_FOR_ALL:
        return None
    if act in STAFF:
        if me is None:
            return NotAllowed(SIGN_IN[act].sentence, next_step="sign_in")
        allowed = me.may_moderate if act == Act.MODERATE else me.may_answer
        return None if allowed(where.organisation_id, where.project_id) else NotAllowed("This is for the project’s team only.")
    if act in PARTICIPATION:
        if where.archived:
            return NotAllowed("This project has ended. You can still read everything.")
        if where.method != "ideas":
            return NotAllowed("This phase does not collect ideas.")
        if where.state == "coming":
            return NotAllowed("This opens on {date}.", date=where.opens_at)
        if where.state == "past" and act not in (Act.COMMENT, Act.AGREE):
            return NotAllowed("This closed on {date}.", date=where.closes_at)
        if act in (Act.COMMENT, Act.AGREE) and not where.comments:
            return NotAllowed("Comments are closed here.")
    if me is None:
        return NotAllowed(SIGN_IN[act].sentence, next_step="sign_in")
    if me.name is None and act in PARTICIPATION:
        return NotAllowed("Tell us first which name others will see.", next_step="introduce")
    return None


def require(act: Act, me: Me | None, where: Setting) -> None:
    """Raises the refusal of `why_not`."""
    if refusal := why_not(act, me, where):
        raise refusal
