"""The people and the commune that tests speak about. Everybody has the same name in every test.

Alice lives in Jette and wrote an idea, Dina lives there too, Bob moderates the plan, Olga owns it, Charlie belongs to
Saint-Gilles and moderates there, Ada administers the platform. A visitor who is not signed in is None.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlmodel import Session

from models import search
from models.ideas import Idea, Proposed, index
from models.organisations import Neighbourhood, Organisation
from models.people import Held, Identity, Me, Person, Role, RoleKind
from models.projects import Phase, Project, Topic
from models.translated import Translated

NOW = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
DAY = timedelta(days=1)

ABOUT_A_BENCH = Proposed("Un banc à l’ombre", "Un banc sous les tilleuls de la place du Miroir, pour souffler.", "fr",
                         topic="green", place="Place du Miroir", charter=True)


@dataclass(frozen=True, slots=True)
class Cast:
    """Who and what there is before a test begins, by id; `Me` is a person as a page keeps them."""

    alice: Me
    dina: Me
    bob: Me
    charlie: Me
    olga: Me
    ada: Me
    jette: int
    saint_gilles: int
    plan: int
    other_plan: int
    ideas_phase: int
    bench: int


def assemble(session: Session, now: datetime = NOW) -> Cast:
    """Put the cast into an empty database."""
    jette = _organisation(session, "jette", "Jette", [1090], now)
    saint_gilles = _organisation(session, "saint-gilles", "Saint-Gilles", [1060], now)
    session.add(Neighbourhood(organisation_id=jette, name=Translated("Miroir", "Spiegel", ""), latitude=50.877, longitude=4.329))
    session.add(Neighbourhood(organisation_id=saint_gilles, name=Translated("Parvis", "Voorplein", "")))
    plan, phase = _project(session, jette, "jette-climate", Translated(
        "Jette en transition", "Jette in transitie", "Jette in transition"), now)
    other_plan, _ = _project(session, saint_gilles, "saint-gilles-squares", Translated("Nos places", "Onze pleinen", ""), now)
    alice = person(session, "Alice", "fr", now)
    bench = write_idea(session, phase, alice, ABOUT_A_BENCH, now - DAY)
    cast = Cast(
        alice=alice, dina=person(session, "Dina", "nl", now),
        bob=person(session, "Bob", "nl", now, (RoleKind.MODERATOR, jette, plan)),
        charlie=person(session, "Charlie", "en", now, (RoleKind.MODERATOR, saint_gilles, None)),
        olga=person(session, "Olga", "fr", now, (RoleKind.OWNER, jette, plan)),
        ada=person(session, "Ada", "en", now, administrator=True),
        jette=jette, saint_gilles=saint_gilles, plan=plan, other_plan=other_plan, ideas_phase=phase, bench=bench)
    session.flush()
    return cast


def person(session: Session, name: str | None, language: str, now: datetime = NOW,
           role: tuple[RoleKind, int, int | None] | None = None, administrator: bool = False) -> Me:
    """Somebody who signed in, with the address alice@example.be for Alice."""
    row = Person(name=name, language=language, joined_at=now, is_administrator=administrator)
    session.add(row)
    session.flush()
    session.add(Identity(person_id=row.id, issuer="email", subject=f"{(name or 'new').lower()}@example.be", added_at=now))
    if role:
        session.add(Role(person_id=row.id, kind=role[0], organisation_id=role[1], project_id=role[2], given_at=now))
    session.flush()
    return Me(row.id, name, language, administrator, (Held(*role),) if role else (), session_id=0)   # type: ignore[arg-type]


def _organisation(session: Session, slug: str, name: str, codes: list[int], now: datetime) -> int:
    row = Organisation(slug=slug, name=Translated(name, name, name), postal_codes=codes, created_at=now)
    session.add(row)
    session.flush()
    return row.id


def _project(session: Session, organisation: int, slug: str, title: Translated, now: datetime) -> tuple[int, int]:
    """A published project with a past information phase and an ideas phase that is open for ten days more."""
    row = Project(organisation_id=organisation, slug=slug, title=title, published_at=now - 30 * DAY, created_at=now - 30 * DAY)
    session.add(row)
    session.flush()
    for position, (topic, name) in enumerate((("green", Translated("Nature", "Natuur", "Nature")),
                                              ("mobility", Translated("Mobilité", "Mobiliteit", "Mobility")))):
        session.add(Topic(project_id=row.id, slug=topic, name=name, position=position))
    session.add(Phase(project_id=row.id, position=0, method="information", title=Translated("Infos", "Info", "News"),
                      opens_at=now - 30 * DAY, closes_at=now - 10 * DAY))
    phase = Phase(project_id=row.id, position=1, method="ideas", title=Translated("Vos idées", "Uw ideeën", "Your ideas"),
                  opens_at=now - 10 * DAY, closes_at=now + 10 * DAY)
    session.add(phase)
    session.flush()
    search.index_translated(session, "project", row.id, title, Translated(), organisation_id=organisation, project_id=row.id)
    return row.id, phase.id


def write_idea(session: Session, phase_id: int, author: Me | None, proposed: Proposed, at: datetime) -> int:
    """An idea that stands there already: the rows of `submit_idea`, without its limits, follow and journal entry."""
    phase = session.get_one(Phase, phase_id)
    idea = Idea(phase_id=phase_id, project_id=phase.project_id, author_id=author.id if author else None,
                pseudonymous=proposed.pseudonymous, language=proposed.language, title=proposed.title, body=proposed.body,
                place=proposed.place, submitted_at=at, changed_at=at)
    session.add(idea)
    phase.ideas += 1
    session.add(phase)
    session.flush()
    index(session, idea, session.get_one(Project, phase.project_id))
    return idea.id
