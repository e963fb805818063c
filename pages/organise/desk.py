"""What every organise page asks first: who is this, and what waits for them."""

from sqlmodel import Session

from components.desk import Desk
from components.document import Visit
from models.ideas import waiting_for_answer
from models.notices import waiting
from models.people import Me
from models.projects import projects_for
from models.refusals import NotAllowed


def staff(visit: Visit) -> Me:
    """The person, who must be of a team. Raises `NotAllowed`."""
    if visit.person is None:
        raise NotAllowed("Sign in to work on your projects.", next_step="sign_in")
    if not visit.person.staff:
        raise NotAllowed("This is for the project’s team only.")
    return visit.person


def frame_of(session: Session, me: Me, here: str) -> Desk:
    mine = [project.id for project, organisation in projects_for(session, me) if me.may_answer(organisation.id, project.id)]
    return Desk(here, waiting(session, me), waiting_for_answer(session, mine, limit=0)[1])
