"""One idea: what someone wishes, who supports it, what is said about it, and what became of it."""

from datetime import date as date_
from datetime import datetime
from urllib.parse import quote

import htpy as h

from components.comments import Talk, Typed, agree_button, conversation, refused_comment, report_link
from components.document import Document, Form, Outcome, Visit, act, page
from components.forms import post_button
from components.frame import to
from components.icons import icon
from components.ideas import (
    author_name,
    author_words,
    card_status,
    foreign,
    meter,
    only_in,
    picture_address,
    status_words,
    support_button,
    support_fragments,
    told,
    tongue,
    whereabouts,
)
from components.markdown import rich
from locales import _, date, language, moment, money, ngettext, number, pgettext
from models import comments, follows, limits, supports
from models.database import reading, transaction
from models.decisions import Decision, Milestone, Verdict, decisions_of, milestones_of
from models.ideas import IdeaPage, Status, idea_page, public_idea
from models.organisations import organisation_by_slug, view
from models.refusals import Invalid, NotFound, Refusal

# ── The page ──────────────────────────────────────────────────────────────────────────────────────

@page("/ideas/{id}", shared=True)
def one_idea(visit: Visit, id: int) -> Document:
    return drawn(visit, id)


def drawn(visit: Visit, id: int, typed: Typed | None = None) -> Document:
    """The page of an idea; again with what was `typed`, when a comment was refused."""
    with reading() as session:
        idea = idea_page(session, id, visit.person, visit.now)
        decisions, milestones = decisions_of(session, id), milestones_of(session, id)
        organisation = view(organisation_by_slug(session, idea.organisation_slug))
        talk = talk_about(visit, idea, typed)
        said = comments.thread(session, id, visit.person, talk.newest_first)
    card, list_path = idea.card, f"/projects/{idea.card.project_slug}/ideas"
    project = idea.project_title.told(visit.language).text
    return Document(
        title=card.title.text, description=card.excerpt.text, nav="ideas", organisation=organisation,
        crumbs=((project, f"/projects/{card.project_slug}"), (_("Ideas"), list_path)),
        image=picture_address(idea.pictures[0].hash) if idea.pictures else None,
        status=422 if typed else 200, noindex=idea.visibility != "public",
        main=[
            refused_comment(typed),
            h.div(".split.one")[
                h.article(".stack", style="--gap:var(--s-5)")[
                    state_note(idea),
                    heading(idea, decisions, milestones),
                    h.div(".box-s")[support_button(card, "top")],
                    pictures(idea),
                    h.div(".stack.body", lang=foreign(idea.body))[rich(idea.body.text)],
                    own_tools(idea),
                    official_answer(idea, decisions),
                    conversation(talk, said) if idea.visibility == "public" else None],
                h.aside(".stack.stay", style="--gap:var(--s-6)", aria_label=_("Support and history"))[
                    support_panel(idea) if idea.visibility == "public" else None,
                    history(idea, decisions, milestones, visit)]]])


def talk_about(visit: Visit, idea: IdeaPage, typed: Typed | None = None) -> Talk:
    speaks = visit.person is not None and visit.person.may_answer(idea.organisation_id, idea.project_id)
    return Talk(idea, visit.path, visit.now, office=idea.organisation_name.told(visit.language).text if speaks else None,
                newest_first=visit.query.get("order") == "newest", all=visit.query.get("comments") == "all", typed=typed)


def state_note(idea: IdeaPage) -> h.Element | None:
    """To its author and the team: why others do not see this idea."""
    words = {
        "pending": _("A moderator reads this idea before it is published. Until then only its author and the team see it."),
        "hidden": _("A moderator has hidden this idea. Only its author and the team still see it."),
        "withdrawn": _("This idea was withdrawn. Only its author and the team still see it."),
    }.get(idea.visibility)
    if words is None:
        return None
    return h.div(".note.warn", role="status")[icon("triangle-alert"), h.div[
        h.p[words], post_button(f"/ideas/{idea.card.id}/restore", _("Publish it again"), "second short")
        if idea.mine and idea.visibility == "withdrawn" else None]]


def heading(idea: IdeaPage, decisions: tuple[Decision, ...], milestones: tuple[Milestone, ...]) -> h.Element:
    card, place = idea.card, whereabouts(idea.card, whole=True)
    return h.header(".stack")[
        h.p(".line")[card_status(card, solid=True), h.a(".small", href="#history")[_("What happened so far")]],
        told(card.title, "h1"),
        h.p(".line.meta")[
            h.span[author_name(card.author), ", ", date(card.submitted_at)],
            tongue(card.title.language, language()),
            h.span(".line", style="--gap:.3rem")[icon("map-pin"), place] if place else None,
            h.a(".tag", href=to(f"/projects/{card.project_slug}/ideas?topic={quote(idea.topic_slug)}"))[
                told(card.topic, "span")] if card.topic and idea.topic_slug else None,
            h.a(href=to(f"/ideas/{card.id}/versions"))[_("edited, version {count}", count=idea.versions)]
            if idea.versions > 1 else None]]


def pictures(idea: IdeaPage) -> h.Node:
    if not idea.pictures:
        return None
    return h.div(".pictures")[(
        h.img(src=picture_address(picture.hash, "small"), alt=picture.alt, lang=foreign(idea.body), loading="lazy",
              srcset=f"{picture_address(picture.hash, 'small')} 640w, {picture_address(picture.hash)} 1600w",
              sizes="(min-width: 60rem) 45rem, 100vw", width=str(picture.width), height=str(picture.height))
        for picture in idea.pictures)]


def own_tools(idea: IdeaPage) -> h.Element | None:
    """What an author may do with their idea, and until when."""
    if not idea.mine or idea.visibility not in ("public", "pending"):
        return None
    address = f"/ideas/{idea.card.id}"
    return h.div(".panel.you.stack", style="--gap:.5rem")[
        h.p[h.b[_("This is your idea.")], " ", _("You can correct it until {moment}.", moment=moment(idea.editable_until))
            if idea.editable_until else None],
        h.p(".line")[
            h.a(".button.second.short", href=to(f"{address}/edit"))[_("Correct it")] if idea.editable_until else None,
            h.a(".button.second.short", href=to(f"{address}/withdraw"))[_("Withdraw it")]]]


def support_panel(idea: IdeaPage) -> h.Element:
    """How many support it, the petal, and how to stay informed."""
    card, refusal = idea.card, idea.why_not_support
    return h.div(".panel.stack.box-l")[
        h.p[h.span(".big", data_live=f"idea:{card.id}:supports")[number(card.supports)], " ",
            h.span(".meta")[ngettext("person supports this", "people support this", card.supports)]],
        meter(card),
        support_button(card, "page"),
        h.p(".small.meta")[_("Support is closed. What was given still counts.")]
        if refusal is not None and not refusal.next_step else None,
        h.div(".line")[
            follow_button(card.id, idea.follows),
            h.button(".act", type="button", data_share="")[icon("share-2"), pgettext("button", "Share")],
            report_link(f"idea:{card.id}") if not idea.mine else None]]


def follow_button(id: int, follows: bool) -> h.Element:
    return h.form(method="post", id=f"follow-{id}", action=to(f"/ideas/{id}/follow"), data_act=True)[
        h.button(".act", type="submit", name="wanted", value="0" if follows else "1",
                 aria_pressed="true" if follows else "false")[
            icon("bell"), pgettext("button", "Following") if follows else pgettext("button", "Follow")]]


# ── The answer ────────────────────────────────────────────────────────────────────────────────────

def verdict_words(verdict: str) -> str:
    return {
        Verdict.UNDER_STUDY: pgettext("verdict", "We are studying it"),
        Verdict.ACCEPTED: pgettext("verdict", "Yes"),
        Verdict.PARTLY_ACCEPTED: pgettext("verdict", "Yes, in part"),
        Verdict.NOT_ACCEPTED: pgettext("verdict", "No"),
    }[verdict]


def official_answer(idea: IdeaPage, decisions: tuple[Decision, ...]) -> h.Node:
    """The newest answer as a letter; the earlier ones stay beneath it."""
    if not decisions:
        return None
    newest, *earlier = decisions
    after = newest.decided_at - idea.card.submitted_at
    return h.section(".answer", aria_labelledby="answer")[
        h.header[
            h.h2("#answer")[_("Official answer")],
            h.p[date(newest.decided_at), ", ", ngettext("after {count} day", "after {count} days", max(after.days, 1))]],
        h.div(".stack")[
            letter(newest),
            h.details(".earlier")[
                h.summary[ngettext("{count} earlier answer", "{count} earlier answers", len(earlier)), icon("chevron-down")],
                (h.div(".stack")[h.p(".meta")[date(decision.decided_at)], letter(decision)] for decision in earlier)]
            if earlier else None]]


def letter(decision: Decision) -> h.Node:
    """The decision in one sentence, why, and what it means in money, time and people."""
    reason, spoken = decision.reason.told(language()), language()
    facts = [
        (_("Budget"), h.span(".num")[money(decision.cost_cents)]) if decision.cost_cents is not None else None,
        (pgettext("answer", "Ready"), date(decision.ready_on, "month")) if decision.ready_on else None,
        (pgettext("answer", "By"), told(decision.service, "span")) if decision.service else None]
    state = {"under_study": "study", "not_accepted": "declined"}.get(decision.verdict, "accepted")
    return [
        h.p(".line", style="--gap:.5rem")[
            h.span(".status.solid", data_state=state)[verdict_words(decision.verdict)], only_in(reason)],
        h.p(".sentence", lang=foreign(decision.summary.told(spoken)))[h.b[decision.summary.told(spoken).text]],
        h.div(".stack", lang=foreign(reason))[rich(reason.text)],
        h.dl(".facts", style="--min:8rem")[(h.div[h.dt[name], h.dd[value]] for name, value in filter(None, facts))]
        if any(facts) else None]


# ── Its way so far, and what comes next ───────────────────────────────────────────────────────────

def history(idea: IdeaPage, decisions: tuple[Decision, ...], milestones: tuple[Milestone, ...], visit: Visit) -> h.Element:
    """Every step from submitted to delivered; the last one reached is now, the planned ones follow."""
    reached = [milestone for milestone in milestones if milestone.reached_at]
    past = sorted([*((step.at, _step(idea, step.kind, step.at, decisions)) for step in idea.history),
                   *((milestone.reached_at, [h.b[told(milestone.title, "span")]]) for milestone in reached)],
                  key=lambda step: step[0])
    last = decisions[0].decided_at.date() if decisions else date_.min   # what an earlier answer planned before it is overtaken
    coming = [] if idea.card.status == Status.DELIVERED else [
        milestone for milestone in milestones if not milestone.reached_at and (milestone.due_on or date_.max) >= last]
    return h.section("#history")[
        h.div(".head")[h.h2(".mid")[_("What happened so far")]],
        h.ol(".history")[
            (h.li(class_="now" if place == len(past) else None)[h.p(".meta")[date(at)], [h.p[line] for line in lines]]
             for place, (at, lines) in enumerate(past, 1)),
            (h.li(".next")[h.p(".meta")[date(milestone.due_on, "month") if milestone.due_on else _("Later")],
                           h.p[h.b[told(milestone.title, "span")]]] for milestone in coming),
            _promise(idea, visit)]]


def _step(idea: IdeaPage, kind: str, at: datetime, decisions: tuple[Decision, ...]) -> list[h.Node]:
    """What a step of the history says."""
    if kind == Status.SUBMITTED:
        tongues = {"fr": _("By {author}, in French.", author=author_words(idea.card.author)),
                   "nl": _("By {author}, in Dutch.", author=author_words(idea.card.author)),
                   "en": _("By {author}, in English.", author=author_words(idea.card.author))}
        return [h.b[status_words()[kind]], h.span(".small")[tongues[idea.card.title.language]]]
    if any(decision.verdict == kind and decision.decided_at == at for decision in decisions):
        return [h.b[_("Official answer")], h.span(".small")[verdict_words(kind), "."]]
    return [h.b[status_words()[kind]]]


def _promise(idea: IdeaPage, visit: Visit) -> h.Element | None:
    """Every idea gets an answer: by when, while it has none."""
    if idea.card.status not in (Status.SUBMITTED, Status.UNDER_STUDY) or idea.visibility != "public":
        return None
    by = idea.organisation_name.told(visit.language)
    late = visit.now > idea.answer_due_at
    return h.li(".next")[
        h.p(".meta")[_("At the latest on {date}", date=idea.answer_due_at)],
        h.p[h.b[_("Official answer")]],
        h.p(".small")[_("{organisation} promised an answer by this date. It is late.", organisation=by) if late else
                      _("{organisation} promises an answer to every idea.", organisation=by)]]


# ── Acts of readers ───────────────────────────────────────────────────────────────────────────────

@act("/ideas/{id}/support")
def support(visit: Visit, form: Form, id: int) -> Outcome:
    wanted = form.get("wanted") != "0"
    try:
        with transaction() as session:
            (supports.support if wanted else supports.take_back)(session, visit.person, id, visit.now)
    except Refusal as refusal:
        return first_sign_in(visit, refusal)
    with reading() as session:
        card = idea_page(session, id, visit.person, visit.now).card
    return Outcome(toast=_("Your support is counted. You will hear about each answer.") if wanted else
                   _("Your support is taken back."), fragments=lambda: support_fragments(card))


@act("/ideas/{id}/follow")
def follow(visit: Visit, form: Form, id: int) -> Outcome:
    wanted = form.get("wanted") != "0"
    try:
        with transaction() as session:
            public_idea(session, id, visit.now)
            if wanted:
                follows.follow(session, visit.person, f"idea:{id}", visit.now)
                limits.allow(session, "follows", f"person:{visit.person.id if visit.person else 0}", visit.now)
            else:
                follows.unfollow(session, visit.person, f"idea:{id}")
    except Refusal as refusal:
        return first_sign_in(visit, refusal)
    return Outcome(toast=_("We will tell you what becomes of this idea.") if wanted else _("You no longer follow this idea."),
                   fragments={f"follow-{id}": follow_button(id, wanted)})


@act("/ideas/{id}/comments")
def comment(visit: Visit, form: Form, id: int) -> Outcome | Document:
    parent = form.text("parent")
    try:
        with transaction() as session:
            written = comments.write_comment(
                session, visit.person, id, form.text("body"), visit.now, int(parent) if _is_number(parent) else None,
                form.get("for_organisation") == "yes", visit.language)
    except Refusal as refusal:
        return not_said(visit, id, f"reply-{parent}" if _is_number(parent) else "comment", form.text("body"), refusal)
    return Outcome(toast=_("Your comment is online."), back=f"/ideas/{id}", focus=f"comment-{written.id}",
                   fragments=lambda: said_again(visit, id))


@act("/comments/{id}/edit")
def edit_comment(visit: Visit, form: Form, id: int) -> Outcome | Document:
    with reading() as session:
        kept = session.get(comments.Comment, id)
    if kept is None:
        raise NotFound("This comment is no longer there.")
    try:
        with transaction() as session:
            comments.edit_comment(session, visit.person, id, form.text("body"), visit.now)
    except Refusal as refusal:
        return not_said(visit, kept.idea_id, f"edit-{id}", form.text("body"), refusal)
    return Outcome(toast=_("Your comment is changed."), back=f"/ideas/{kept.idea_id}", focus=f"comment-{id}",
                   fragments=lambda: said_again(visit, kept.idea_id))


@act("/comments/{id}/delete")
def delete_comment(visit: Visit, form: Form, id: int) -> Outcome:
    with transaction() as session:
        idea = comments.delete_comment(session, visit.person, id, visit.now)
    return Outcome(toast=_("Your comment is deleted."), undo=(f"/comments/{id}/restore", _("Undo")), back=f"/ideas/{idea}",
                   fragments=lambda: said_again(visit, idea))


@act("/comments/{id}/restore")
def restore_comment(visit: Visit, form: Form, id: int) -> Outcome:
    with transaction() as session:
        idea = comments.restore_own_comment(session, visit.person, id, visit.now)
    return Outcome(toast=_("Your comment is back."), back=f"/ideas/{idea}", fragments=lambda: said_again(visit, idea))


@act("/comments/{id}/agree")
def agree(visit: Visit, form: Form, id: int) -> Outcome:
    wanted = form.get("wanted") != "0"
    try:
        with transaction() as session:
            idea = comments.agree(session, visit.person, id, wanted, visit.now)
            said = session.get_one(comments.Comment, id)
            session.refresh(said)
    except Refusal as refusal:
        return first_sign_in(visit, refusal)
    return Outcome(back=f"/ideas/{idea}", announce=_("You agree with this comment.") if wanted else _("You no longer agree."),
                   fragments={f"agree-{id}": agree_button(id, "", said.agrees, wanted, True)})


def said_again(visit: Visit, id: int) -> dict[str, h.Element]:
    """The conversation as it is now."""
    with reading() as session:
        talk = talk_about(visit, idea_page(session, id, visit.person, visit.now))
        return {"comments": conversation(talk, comments.thread(session, id, visit.person, talk.newest_first))}


def not_said(visit: Visit, id: int, form: str, body: str, refusal: Refusal) -> Outcome | Document:
    """The page again with the words that were refused; or the way to sign in, while the browser keeps the words."""
    if refusal.next_step:
        return first_sign_in(visit, refusal)
    error = refusal.fields.get("body", refusal) if isinstance(refusal, Invalid) else refusal
    return drawn(visit, id, Typed(form, body, error))


def first_sign_in(visit: Visit, refusal: Refusal) -> Outcome:
    """What needs an account leads to the door and back here; any other refusal stays one."""
    door = {"sign_in": "/sign-in", "introduce": "/introduce"}.get(refusal.next_step or "")
    if door is None:
        raise refusal
    return Outcome(go=f"{door}?next={quote(visit.path)}", error=True)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 15
