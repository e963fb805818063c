"""Puts the demo region into an empty database: the same rows that real acts would have left, with their past dates."""

import random
from datetime import datetime, timedelta

from sqlmodel import Session, select

from models import journal, search
from models.comments import Comment, Reaction
from models.decisions import Decision, Milestone
from models.follows import Follow
from models.ideas import Idea, Status, StatusChange, Visibility, index, recount
from models.notices import Ground, Measure, Notice, Ruling
from models.organisations import Neighbourhood, Organisation
from models.people import Identity, Person, RoleKind, give_role
from models.projects import NewsPost, Phase, Project, TeamMember, Topic
from models.supports import Support
from tests.demo import content
from tests.demo.shapes import Text

ADDRESS = "{slug}@example.brussels"
GROUNDS = {
    "insult": Ground.ATTACK,
    "personal_data": Ground.PRIVATE_DATA,
    "off_topic": Ground.OFF_TOPIC,
    "advertising": Ground.ADVERTISING,
    "false": Ground.OTHER,
    "other": Ground.OTHER,
}
METHODS = {"information": "information", "ideas": "ideas"}  # a method that is not built yet is shown as information
STEPS = {Status.DELIVERED: (Status.ACCEPTED, Status.PLANNED, Status.DELIVERED), Status.PLANNED: (Status.ACCEPTED, Status.PLANNED)}


def seed(session: Session, now: datetime) -> None:
    """Fill an empty database with the demo; does nothing if there are organisations already."""
    if session.exec(select(Organisation.id)).first():
        return
    people = _people(session, now)
    places = _organisations(session, now)
    phases, topics, projects = _projects(session, now)
    _roles(session, people, now)
    ideas = _ideas(session, now, people, places, phases, topics, projects)
    _decisions(session, now, people, ideas)
    _comments(session, now, people, ideas, projects)
    session.flush()
    recount(session)


def _people(session: Session, now: datetime) -> dict[str, Person]:
    people = {}
    for one in content.CAST:
        person = Person(name=one.name, language=one.language, about=one.about, joined_at=now - timedelta(days=200))
        session.add(person)
        session.flush()
        session.add(
            Identity(person_id=person.id, issuer="email", subject=ADDRESS.format(slug=one.slug), added_at=person.joined_at)
        )
        people[one.slug] = person
    return people


def _organisations(session: Session, now: datetime) -> dict[tuple[str, str], Neighbourhood]:
    places = {}
    for one in content.ORGANISATIONS:
        row = Organisation(
            slug=one.slug,
            kind=one.kind,
            name=one.name,
            introduction=one.presentation,
            postal_codes=[int(code) for code in one.postal_codes],
            contact=one.email,
            answer_days=one.answer_days,
            created_at=now - timedelta(days=400),
        )
        session.add(row)
        session.flush()
        for spot in one.neighbourhoods:
            place = Neighbourhood(organisation_id=row.id, name=spot.name, latitude=spot.lat, longitude=spot.lon)
            session.add(place)
            places[one.slug, spot.slug] = place
    session.flush()
    return places


def _organisation(session: Session, slug: str) -> Organisation:
    return session.exec(select(Organisation).where(Organisation.slug == slug)).one()


def _roles(session: Session, people: dict[str, Person], now: datetime) -> None:
    for role in content.ROLES:
        person = people[role.person]
        if role.name == "administrator":
            person.is_administrator = True
            session.add(person)
        else:
            project = session.exec(select(Project).where(Project.slug == role.project)).first() if role.project else None
            give_role(session, person.id, RoleKind(role.name), _organisation(session, role.organisation).id,
                      project.id if project else None, now)


def _projects(session: Session, now: datetime) -> tuple[dict, dict, dict]:
    phases, topics, projects = {}, {}, {}
    services = content.SERVICES
    for one in content.PROJECTS:
        organisation = _organisation(session, one.organisation)
        began = now + timedelta(days=min(phase.opens for phase in one.phases) - 7)
        project = Project(
            organisation_id=organisation.id,
            slug=one.slug,
            title=one.title,
            lead=one.lead,
            story=one.story,
            weight=getattr(one, "weight", None) or Text(),
            next=one.next,
            offline=one.offline,
            mood=one.cover,
            published_at=min(began, now - timedelta(days=1)),
            created_at=min(began, now),
            archived_at=now - timedelta(days=20) if one.archived else None,
        )
        session.add(project)
        session.flush()
        projects[one.slug] = project
        for language in one.title.languages:
            search.index(
                session,
                "project",
                project.id,
                language,
                getattr(one.title, language),
                f"{getattr(one.lead, language)} {getattr(one.story, language)}",
                organisation_id=organisation.id,
                project_id=project.id,
                phase_id=None,
                public=True,
            )
        for position, phase in enumerate(one.phases):
            opens = now.replace(hour=8, minute=0, second=0, microsecond=0) + timedelta(days=phase.opens)
            row = Phase(
                project_id=project.id,
                position=position,
                method=METHODS.get(phase.method, "information"),
                title=phase.title,
                description=phase.description,
                opens_at=opens,
                closes_at=opens + timedelta(days=phase.closes - phase.opens),
                settings={"pre_moderation": phase.moderation == "before"},
            )
            session.add(row)
            session.flush()
            phases[one.slug, phase.slug] = row
        for position, topic in enumerate(one.topics):
            row = Topic(project_id=project.id, slug=topic.slug, name=topic.name, position=position)
            session.add(row)
            session.flush()
            topics[one.slug, topic.slug] = row
        for position, member in enumerate(one.team):
            name = next((person.name for person in content.CAST if person.slug == member.person), member.person)
            session.add(
                TeamMember(project_id=project.id, name=Text(name, name, name), part=member.task, position=position)
            )
        if service := services.get(one.service):
            session.add(TeamMember(project_id=project.id, name=service, position=-1))
        for post in one.news:
            session.add(
                NewsPost(project_id=project.id, title=post.title, body=post.body, posted_at=now - timedelta(days=post.days_ago))
            )
    return phases, topics, projects


def _ideas(session, now, people, places, phases, topics, projects) -> dict[str, Idea]:
    ideas = {}
    crowd = sorted(people)
    for one in sorted(content.IDEAS, key=lambda idea: -idea.days_ago):
        pick = random.Random(one.slug)
        at = now - timedelta(days=one.days_ago, hours=pick.randrange(1, 9), minutes=pick.randrange(60))
        project = projects[one.project]
        organisation_slug = next(p.organisation for p in content.PROJECTS if p.slug == one.project)
        spot = places.get((organisation_slug, one.place.neighbourhood)) if one.place else None
        visibility = (
            Visibility.HIDDEN
            if one.hidden
            else Visibility.WITHDRAWN
            if one.withdrawn
            else Visibility.PENDING
            if one.pending
            else Visibility.PUBLIC
        )
        topic = topics.get((one.project, one.topic))
        idea = Idea(
            phase_id=phases[one.project, one.phase].id,
            project_id=project.id,
            author_id=people[one.author].id,
            pseudonymous=one.pseudonym,
            language=one.language,
            title=one.title,
            body=one.body,
            topic_id=topic.id if topic else None,
            neighbourhood_id=spot.id if spot else None,
            place=one.place.address if one.place else "",
            latitude=(one.place.lat or (spot.latitude + pick.uniform(-0.002, 0.002) if spot else None)) if one.place else None,
            longitude=(one.place.lon or (spot.longitude + pick.uniform(-0.003, 0.003) if spot else None)) if one.place else None,
            status=one.status,
            visibility=visibility,
            imported_supports=one.extra,
            lot=pick.randrange(2**31 - 1),
            submitted_at=at,
            changed_at=at,
        )
        session.add(idea)
        session.flush()
        index(session, idea, project)
        journal.record(
            session,
            "idea_submitted",
            f"idea:{idea.id}",
            at,
            person_id=idea.author_id,
            facts={"language": idea.language, "project": project.id},
            content=f"{idea.title}\n{idea.body}",
        )
        session.add(Follow(person_id=idea.author_id, object=f"idea:{idea.id}", followed_at=at))
        for slug in pick.sample(crowd, min(one.supports, len(crowd))):
            if slug != one.author:
                session.add(Support(idea_id=idea.id, person_id=people[slug].id, given_at=at + (now - at) * pick.random()))
        if one.hidden:
            session.add(
                Ruling(
                    object=f"idea:{idea.id}",
                    project_id=project.id,
                    measure=Measure.HIDE,
                    ground=Ground.ATTACK,
                    reason=one.hidden.told(one.language).text,
                    language=one.hidden.told(one.language).language,
                    ruled_by=people["wout"].id,
                    ruled_at=at + timedelta(hours=5),
                )
            )
        ideas[one.slug] = idea
    return ideas


def _decisions(session, now, people, ideas) -> None:
    services = content.SERVICES
    statuses = {one.slug: Status(one.status) for one in content.IDEAS}
    for one in sorted(content.DECISIONS, key=lambda decision: -decision.days_ago):
        idea, at = ideas[one.idea], now - timedelta(days=one.days_ago)
        service = services.get(one.service)
        session.add(
            Decision(
                idea_id=idea.id,
                verdict=one.verdict,
                summary=one.summary,
                reason=one.reason,
                service=service or Text(),
                cost_cents=one.cost_cents,
                ready_on=(now + timedelta(days=one.done_in_days)).date() if one.done_in_days is not None else None,
                decided_by=people[one.by].id,
                decided_at=at,
            )
        )
        session.add(StatusChange(idea_id=idea.id, status=one.verdict, changed_by=people[one.by].id, changed_at=at))
        journal.record(
            session,
            "idea_answered",
            f"idea:{idea.id}",
            at,
            person_id=people[one.by].id,
            facts={"verdict": one.verdict},
            content=one.reason.fr,
        )
        if one.next:
            session.add(Milestone(idea_id=idea.id, title=one.next.title, due_on=(now + timedelta(days=one.next.in_days)).date()))
    answered = {one.idea: one for one in sorted(content.DECISIONS, key=lambda decision: -decision.days_ago)}
    for slug, status in statuses.items():
        last = now - timedelta(days=answered[slug].days_ago) if slug in answered else None
        for number, step in enumerate(STEPS.get(status, ())[1:] if last else ()):
            session.add(StatusChange(idea_id=ideas[slug].id, status=step, changed_at=last + (now - last) * (number + 1) / 3))
        if status == Status.UNDER_STUDY and slug not in answered:
            session.add(
                StatusChange(
                    idea_id=ideas[slug].id,
                    status=status,
                    changed_at=ideas[slug].submitted_at + (now - ideas[slug].submitted_at) / 2,
                )
            )
    for plan in content.MILESTONES:
        for step in plan.steps:
            due = now + timedelta(days=step.in_days)
            session.add(
                Milestone(
                    idea_id=ideas[plan.idea].id,
                    title=step.title,
                    due_on=due.date(),
                    reached_at=due if step.in_days <= 0 else None,
                )
            )


def _comments(session, now, people, ideas, projects) -> None:
    rows: dict[str, Comment] = {}
    for one in content.COMMENTS:
        pick, idea = random.Random(one.slug), ideas[one.idea]
        at = max(
            now - timedelta(days=one.days_ago, hours=pick.randrange(1, 10), minutes=pick.randrange(60)),
            idea.submitted_at + timedelta(minutes=pick.randrange(5, 300)),
        )
        parent = rows.get(one.parent)
        if parent is not None:
            at = max(at, parent.written_at + timedelta(minutes=20))
        comment = Comment(
            idea_id=idea.id,
            parent_id=parent.id if parent else None,
            author_id=people[one.author].id,
            for_organisation=bool(one.service),
            language=one.language,
            body=one.body,
            agrees=one.agrees,
            written_at=min(at, now),
        )
        session.add(comment)
        session.flush()
        rows[one.slug] = comment
        who = pick.sample(sorted(people), min(one.agrees, len(people)))
        comment.agrees = len(who)
        session.add_all(Reaction(comment_id=comment.id, person_id=people[slug].id, given_at=now) for slug in who)
        journal.record(
            session,
            "comment_written",
            f"comment:{comment.id}",
            comment.written_at,
            person_id=comment.author_id,
            facts={"idea": idea.id},
            content=comment.body,
        )
    for number, one in enumerate(content.REPORTS):   # a queue that somebody looks after: nothing waits longer than a day
        session.add(
            Notice(
                object=f"comment:{rows[one.comment].id}",
                project_id=session.get_one(Idea, rows[one.comment].idea_id).project_id,
                ground=GROUNDS[one.reason],
                words=one.words,
                notifier_id=people[one.by].id if one.by else None,
                language=one.language,
                given_at=now - timedelta(hours=2 + 9 * number),
            )
        )
