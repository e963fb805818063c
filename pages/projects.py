"""All projects, and one project: its story, its phases, what one can do now."""

from datetime import datetime

import htpy as h

from components.document import Document, Form, Outcome, Visit, act, page
from components.forms import button, field, select
from components.frame import crumbs, note, to
from components.home import commune_of, project_tiles
from components.icons import icon
from components.ideas import idea_card, told
from components.markdown import rich
from components.projects import cover, follow_button, organisation_link, organisation_options, phase_timeline, things_to_do
from locales import _, date, language, ngettext
from models.database import reading, transaction
from models.follows import follow, follows, unfollow
from models.ideas import IdeaCard, most_supported
from models.organisations import OrganisationView, organisations, view
from models.projects import (
    NewsPost,
    PhaseView,
    Project,
    TeamMember,
    all_topics,
    ideas_phase,
    news_of,
    phases_of,
    project_by_slug,
    project_cards,
    team_of,
)
from models.translated import LANGUAGES, Language, Translated

STATES = ("open", "coming", "past")


# ── All projects ──────────────────────────────────────────────────────────────────────────────────


@page("/projects", shared=True)
def projects_page(visit: Visit) -> Document:
    """Every project that was ever opened, found by its words, its organisation, its topic, its state."""
    asked = {name: visit.query.get(name, "").strip()[:100] for name in ("q", "organisation", "topic", "state", "postcode")}
    with reading() as session:
        everyone = organisations(session)
        topics = all_topics(session, visit.now)
        chosen = next((one for one in everyone if one.slug == asked["organisation"]), None)
        cards = project_cards(session, visit.now, organisation_id=chosen.id if chosen else None, topic=asked["topic"] or None,
                              state=asked["state"] if asked["state"] in STATES else None, words=asked["q"] or None)
    return Document(
        title=_("Projects"), nav="projects", noindex=any(asked.values()),
        description=_("What the Region and the communes ask you: open now, to come, and finished."), main=h.fragment[
            h.div(".stack", style="padding-block:var(--s-6) var(--s-4)")[
                h.h1[_("Projects")],
                h.p(".lead")[_("What the Region and the communes ask you: open now, to come, and finished.")],
                _about_postcode(asked["postcode"]),
                _filters(asked, everyone, topics)],
            h.section("#results", aria_labelledby="results-title", style="padding-bottom:var(--s-8)")[
                h.div(".head")[h.h2("#results-title")[h.span(role="status")[
                    ngettext("{count} project", "{count} projects", len(cards)) if cards else _("No project")]]],
                project_tiles(cards, visit.now, first_wide=False) if cards else _none_found(asked)]])


def _about_postcode(postcode: str) -> h.Node:
    """Why one who asked for a commune stands here."""
    if not postcode:
        return None
    if commune := commune_of(postcode):
        return note(_("{commune} is not on this platform yet. The projects of the Region are open to you all the same.",
                      commune=commune.name))
    return note(_("We know no commune of the Brussels Region with the postal code “{postcode}”. Here are all projects.",
                  postcode=postcode), error=True)


def _filters(asked: dict[str, str], everyone: list[OrganisationView], topics: dict[str, Translated]) -> h.Element:
    states = (("", _("All")), ("open", _("Open now")), ("coming", _("To come")), ("past", _("Finished")))
    return h.form(".filters", action=to("/projects"), role="search", data_swap="results")[
        field(_("Search the projects"), "q", asked["q"], type="search"),
        select(_("Organisation"), "organisation", organisation_options(everyone),
               asked["organisation"]) if len(everyone) > 1 else None,
        select(_("Topic"), "topic", [("", _("All")), *((slug, name.told(language()).text) for slug, name in topics.items())],
               asked["topic"]) if topics else None,
        select(_("State"), "state", states, asked["state"]),
        button(_("Show"), "second", style="align-self:end")]


def _none_found(asked: dict[str, str]) -> h.Element:
    filtered = any(asked[name] for name in ("q", "organisation", "topic", "state"))
    return h.div(".empty")[
        icon("search"), h.p[h.b[_("No project matches.") if filtered else _("There is no project yet.")]],
        h.p[h.a(href=to("/projects"))[_("See all projects")]] if filtered
        else h.p[_("The first one appears here the day it starts.")]]


# ── One project ───────────────────────────────────────────────────────────────────────────────────


@page("/projects/{slug}", shared=True)
def project_page(visit: Visit, slug: str) -> Document:
    with reading() as session:
        project, owner = project_by_slug(session, slug, visit.now, visit.person)
        organisation, phases = view(owner), phases_of(session, project.id, visit.now)
        phase = ideas_phase(phases)
        ideas = most_supported(session, phase.id, visit.person, visit.now) if phase else ()
        news, team = news_of(session, project.id, visit.now), team_of(session, project.id)
        followed = visit.person is not None and follows(session, visit.person.id, f"project:{project.id}")
    title, archived = project.title.told(language()), project.archived_at is not None and project.archived_at <= visit.now
    feed = to(f"/projects/{slug}/feed.xml")
    return Document(
        title=title.text, description=project.lead.told(language()).text, nav="projects", wide=True, organisation=organisation,
        noindex=_is_draft(project, visit.now), translated=languages_of(project),
        head=h.link(rel="alternate", type="application/atom+xml", title=title.text, href=feed), main=h.fragment[
            _intro(project, organisation, phases, followed, archived, visit.now),
            _timeline(phases),
            h.div("#now.page.split", style="padding-bottom:var(--s-8)")[
                h.div(".stack", style="--gap:var(--s-8)")[
                    h.section[h.div(".head")[h.h2[_("What you can do now")]], things_to_do(slug, phases, archived)],
                    _what_next(project),
                    _story(project),
                    _ideas(slug, phase, ideas),
                    _news(news, feed)],
                _in_brief(project, organisation, team)]])


def languages_of(project: Project) -> tuple[Language, ...]:
    """The languages a project can be read in: its title and its story, if it has one."""
    return tuple(tongue for tongue in LANGUAGES if getattr(project.title, tongue)
                 and (getattr(project.story, tongue) or not project.story)) or LANGUAGES[:1]


def _is_draft(project: Project, now: datetime) -> bool:
    return project.published_at is None or project.published_at > now


def _intro(project: Project, organisation: OrganisationView, phases: tuple[PhaseView, ...], followed: bool, archived: bool,
           now: datetime) -> h.Element:
    title = project.title.told(language())
    path = crumbs(Document(title=title.text, main=None, crumbs=(
        (_("Projects"), "/projects"), (organisation.name.told(language()).text, f"/organisations/{organisation.slug}"))))
    asked = not archived and any(phase.state == "open" and phase.method == "ideas" for phase in phases)
    return h.div(".tint")[h.div(".page.intro")[
        path,
        _notes(project, archived, now),
        h.div(".split")[
            h.div(".stack", style="--gap:var(--s-4)")[
                h.p(".meta")[_("A project of"), " ", organisation_link(organisation.slug, organisation.name)],
                told(project.title, "h1", "display"),
                told(project.lead, "p", "lead") if project.lead else None,
                h.div(".line", style="padding-top:var(--s-3)")[
                    h.a(".button", href="#now")[_("Take part"), icon("arrow-down")] if asked else None,
                    follow_button(project.slug, followed)]],
            _art(project)]]]


def _art(project: Project) -> h.Element:
    return h.div(".art")[cover(project.slug, project.mood, 4, 4)]


def _notes(project: Project, archived: bool, now: datetime) -> h.Node:
    """What a reader must know first: a draft, an end, another language."""
    names = {"fr": _("French"), "nl": _("Dutch"), "en": _("English")}
    spoken, said = language(), project.story.told(language()) or project.title.told(language())
    return h.fragment[
        note(_("Only your team sees this draft."), error=True) if _is_draft(project, now) else None,
        note(_("This project ended on {date}. It stays here to be read.", date=project.archived_at)) if archived else None,
        note(_("This project is not written in {wanted} yet. You read it in {written}.",
               wanted=names[spoken], written=names[said.language])) if spoken not in languages_of(project) else None]


def _timeline(phases: tuple[PhaseView, ...]) -> h.Node:
    if not phases:
        return None
    return h.section(".band", aria_labelledby="phases-title", style="padding-block:var(--s-7)")[h.div(".page")[
        h.h2("#phases-title.away")[_("The phases of the project")], phase_timeline(phases)]]


def _what_next(project: Project) -> h.Node:
    return h.section[h.div(".head")[h.h2[_("What happens next")]], _written(project.next)] if project.next else None


def _story(project: Project) -> h.Node:
    return h.section[h.div(".head")[h.h2[_("The project")]], _written(project.story)] if project.story else None


def _written(words: Translated, look: str = "") -> h.Element:
    """What an organisation wrote, in Markdown and in its own language."""
    said = words.told(language())
    return h.div(class_=["stack prose", look], lang=said.language if said.language != language() else None)[
        rich(said.text, 4 if look else 3)]


def _ideas(slug: str, phase: PhaseView | None, ideas: tuple[IdeaCard, ...]) -> h.Node:
    """The three most supported ideas; before the first one, an invitation."""
    if phase is None:
        return None
    total = phase.ideas
    return h.section("#ideas")[
        h.div(".head")[h.h2[_("Ideas under discussion")],
                       h.a(".more", href=to(f"/projects/{slug}/ideas"))[
                           ngettext("The {count} idea", "All {count} ideas", total), icon("arrow-right")] if total else None],
        [idea_card(card) for card in ideas] or h.div(".empty")[
            icon("lightbulb"), h.p[h.b[_("No idea yet.")]], h.p[_("The first one may be yours.")]]]


def _news(news: tuple[NewsPost, ...], feed: str) -> h.Node:
    return h.section("#news")[
        h.div(".head")[h.h2[_("News of the project")], h.a(".more", href=feed)[_("Follow by feed (Atom)")]],
        h.ul(".rows")[(_post(post) for post in news)]] if news else None


def _post(post: NewsPost) -> h.Element:
    return h.li(".upd", id=f"news-{post.id}")[
        h.p(".meta.num")[date(post.posted_at, "short")],
        h.div(".stack", style="--gap:.25rem")[
            told(post.title, "h3", style="font-size:var(--t-l)"), _written(post.body, "small") if post.body else None]]


def _in_brief(project: Project, organisation: OrganisationView, team: tuple[TeamMember, ...]) -> h.Element:
    """Beside the story: what one's word weighs, who is behind it, how to take part without a screen."""
    return h.aside(".stack.stay", style="--gap:var(--s-5)", aria_label=_("In brief"))[
        h.div("#weight.panel.stack")[
            h.h2(style="font-size:var(--t-l)")[_("Your weight in the decision")],
            _written(project.weight, "small")]
        if project.weight else None,
        h.div(".panel")[h.dl(".stack")[_who_answers(organisation), _the_team(team), _a_question(organisation)]],
        h.div(".panel.stack")[
            h.h2(style="font-size:var(--t-l)")[_("Without internet")],
            _written(project.offline, "small") if project.offline
            else h.p(".small")[_("Every opinion counts the same, online or on paper.")],
            h.a(".more", href=to("/offline"))[_("How to take part without internet")]]]


def _who_answers(organisation: OrganisationView) -> h.Element:
    promise = ngettext("Every idea gets an answer within {count} day.", "Every idea gets an answer within {count} days.",
                       organisation.answer_days)
    return h.div[h.dt(".meta")[_("Who answers")], h.dd[organisation_link(organisation.slug, organisation.name)],
                 h.dd(".small")[promise]]


def _the_team(team: tuple[TeamMember, ...]) -> h.Node:
    return h.div[h.dt(".meta")[_("The team")], (
        h.dd(style="margin-top:.375rem")[
            told(member.name, "span"), (h.br, told(member.part, "span", "small")) if member.part else None]
        for member in team)] if team else None


def _a_question(organisation: OrganisationView) -> h.Node:
    if not (organisation.contact or organisation.phone):
        return None
    number = organisation.phone.replace(" ", "")
    return h.div[h.dt(".meta")[_("A question?")],
                 h.dd[h.a(href=f"mailto:{organisation.contact}")[organisation.contact]] if organisation.contact else None,
                 h.dd[h.a(href=f"tel:{number}")[organisation.phone]] if organisation.phone else None]


@act("/projects/{slug}/follow")
def follow_project(visit: Visit, form: Form, slug: str) -> Outcome:
    """Be told about what happens in a project, or no longer."""
    wanted = form.get("wanted") != "0"
    with transaction() as session:
        project, _organisation = project_by_slug(session, slug, visit.now, visit.person)
        if wanted:
            follow(session, visit.person, f"project:{project.id}", visit.now)
        else:
            unfollow(session, visit.person, f"project:{project.id}")
    return Outcome(toast=_("You follow this project. We tell you when something happens.") if wanted
                   else _("You no longer follow this project."),
                   back=f"/projects/{slug}", fragments={f"follow-{slug}": follow_button(slug, wanted)})
