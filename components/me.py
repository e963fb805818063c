"""My space: what a person did here, what waits for them, and everything that is kept about them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import htpy as h

from components.document import Document
from components.forms import Errors, button, checkbox, choices, error_summary, field, post_button, text_area
from components.frame import NAMES, to
from components.icons import icon
from components.ideas import card_status, status_label, support_button, told, tongue
from locales import N_, _, date, language, moment, ngettext, pgettext, since
from models.drafts import Draft
from models.ideas import IdeaCard, Visibility
from models.letters import Letter, Rendered
from models.people import NAME_LENGTH, PersonSession
from models.personal import Followed, OwnIdea
from models.projects import Project
from models.refusals import Refusal
from models.translated import LANGUAGES

ABOUT_LENGTH = 500


def tabs() -> tuple[tuple[str, str], ...]:
    """The parts of my space: the end of their address, and what they are called."""
    return (("ideas", _("My ideas")), ("supports", _("My supports")), ("follows", _("What I follow")), ("drafts", _("Drafts")),
            ("letters", _("Letters")), ("settings", _("Settings")), ("data", _("My data")),
            ("sessions", _("Where I am signed in")))


def space(tab: str, content: h.Node, errors: Errors | None = None) -> Document:
    """A page of my space, with its tabs. Nobody else sees it, so no search engine should."""
    title = dict(tabs())[tab]
    return Document(
        title=title, crumbs=((_("My space"), "/me"),), noindex=True, status=422 if errors else 200,
        main=h.div(".stack.space", style="--gap:var(--s-5)")[
            error_summary(errors or {}),
            h.nav(aria_label=_("My space"))[h.ul(".tabs")[(
                h.li[h.a(href=to(f"/me/{name}"), aria_current="page" if name == tab else None)[label]]
                for name, label in tabs())]],
            h.h1[title],
            content])


def empty(sentence: str, invitation: str, path: str) -> h.Element:
    """Nothing here yet, and the way to the first one."""
    return h.div(".empty")[icon("lightbulb"), h.p[sentence], h.a(".button.second", href=to(path))[invitation]]


# ── What I did ────────────────────────────────────────────────────────────────────────────────────

def own_ideas(ideas: Iterable[OwnIdea]) -> h.Element:
    rows = [own_idea(idea) for idea in ideas]
    return h.ul("#ideas.rows")[rows] if rows else empty(
        _("You have not proposed an idea yet."), _("Find a project that asks for ideas"), "/projects?state=open")


def own_idea(idea: OwnIdea) -> h.Element:
    card = idea.card
    return h.li(".stack", id=f"mine-{card.id}", style="--gap:.5rem")[
        h.p(".line.meta")[_state(idea), h.span[date(card.submitted_at, "short")], tongue(card.title.language, language()),
                          h.span[_("under a pseudonym")] if idea.pseudonymous else None],
        h.p(style="font-size:var(--t-l)")[told(card.title, "a", href=to(f"/ideas/{card.id}"))],
        h.p(".small", lang=idea.hidden_because.language)[idea.hidden_because.text] if idea.hidden_because else None,
        h.p(".meta.num")[ngettext("{count} support", "{count} supports", card.supports), " · ",
                         ngettext("{count} comment", "{count} comments", card.comments)],
        h.div(".line")[
            [h.a(".button.second.short", href=to(f"/ideas/{card.id}/edit"))[_("Edit"), _away(card)],
             h.span(".meta")[_("until {moment}", moment=moment(idea.editable_until))]] if idea.editable_until else None,
            h.a(".button.quiet.short", href=to(f"/ideas/{card.id}/withdraw"))[_("Withdraw"), _away(card)]
            if idea.withdrawable else None,
            post_button(f"/ideas/{card.id}/restore", [_("Publish it again"), _away(card)], "second short")
            if idea.restorable else None]]


def _state(idea: OwnIdea) -> h.Element:
    words = {Visibility.PENDING: _("Waits for a moderator"), Visibility.HIDDEN: _("Hidden by a moderator"),
             Visibility.WITHDRAWN: _("You withdrew it")}
    return card_status(idea.card) if idea.public else h.span(".status", data_state="review")[words[Visibility(idea.visibility)]]


def _away(card: IdeaCard) -> h.Element:
    """Which idea a button is about, for those who hear buttons one by one."""
    return h.span(".away", lang=card.title.language)[" ", card.title.text]


def supports(cards: Iterable[IdeaCard]) -> h.Element:
    rows = [h.li(".near-idea")[idea_words(card), support_button(card, "near")] for card in cards]
    return h.ul("#supports.rows")[rows] if rows else empty(
        _("You support no idea yet."), _("Read ideas"), "/projects")


def idea_words(card: IdeaCard) -> h.Element:
    return h.div[card_status(card), h.p[told(card.title, "a", href=to(f"/ideas/{card.id}"), id=f"title-{card.id}"), " ",
                                        tongue(card.title.language, language())]]


def follows(things: Iterable[Followed]) -> h.Element:
    rows = [_followed(thing) for thing in things]
    return h.div("#follows")[h.ul(".rows")[rows] if rows else empty(
        _("You follow nothing yet. Follow an idea or a project, and we write to you when something happens."),
        _("See the projects"), "/projects")]


def _followed(thing: Followed) -> h.Element:
    kind = _("Idea") if thing.object.startswith("idea:") else _("Project")
    name = told(thing.title, "a", href=to(thing.path)) if thing.title and thing.path else h.span[_("No longer public")]
    return h.li(".line.ends")[
        h.div[h.p(".line.meta")[h.span[kind], status_label(thing.status) if thing.status else None], h.p[name]],
        post_button(f"/me/follows/{thing.object}/stop", [_("Stop following"), h.span(".away")[
            " ", told(thing.title, "span") if thing.title else kind]], "second short")]


def drafts(rows: Iterable[tuple[Draft, Project]]) -> h.Element:
    items = [_draft(draft, project) for draft, project in rows]
    return h.div("#drafts.stack")[
        h.p(".meta")[_("A draft is deleted thirty days after its last change.")],
        h.ul(".rows")[items] if items else empty(
            _("You have no draft."), _("Find a project that asks for ideas"), "/projects?state=open")]


def _draft(draft: Draft, project: Project) -> h.Element:
    title, tongue_of = draft.content.get("title") or "", draft.content.get("language") or None
    name = h.b(lang=tongue_of)[title] if title else h.b[_("An idea without a title yet")]
    return h.li(".stack", style="--gap:.5rem")[
        h.p[name],
        h.p(".meta")[told(project.title, "span"), " · ", _("saved on {moment}", moment=moment(draft.saved_at))],
        h.div(".line")[
            h.a(".button.short", href=to(f"/projects/{project.slug}/ideas/new"))[_("Go on writing"), h.span(".away")[" ", title]],
            post_button(f"/me/drafts/{draft.phase_id}/throw-away", [_("Throw away"), h.span(".away")[" ", title]],
                        "quiet short")]]


def letters(written: Iterable[tuple[Letter, Rendered]]) -> h.Element:
    rows = [h.li[h.details[
        h.summary[h.span[h.b(lang=letter.language)[words.subject], " ", h.span(".meta")[date(letter.created_at, "short")]],
                  icon("chevron-down")],
        h.pre(".letter", lang=letter.language)[words.text]]] for letter, words in written]
    return h.div(".stack")[
        h.p(".meta")[_("What we wrote to you, without the sign-in codes. Letters are deleted after six months.")],
        h.ul(".rows")[rows] if rows else h.p[_("We have not written to you yet.")]]


# ── Settings ──────────────────────────────────────────────────────────────────────────────────────

def settings_form(name: str, tongue_now: str, about: str, shows: bool, mail: bool, errors: Mapping[str, Refusal]) -> h.Element:
    return h.form(".idea-form", method="post", action=to("/me/settings"), novalidate=True, data_act=True)[
        field(_("Your name"), "name", name, error=errors.get("name"), required=True, maxlength=NAME_LENGTH,
              autocomplete="nickname",
              hint=_("Everybody sees it beside what you write. A first name is enough, and a pseudonym is allowed.")),
        choices(_("The language we write to you in"), "language", [(one, h.span(lang=one)[NAMES[one]]) for one in LANGUAGES],
                [tongue_now], error=errors.get("language")),
        text_area(_("About you"), "about", about, error=errors.get("about"), optional=True, rows="3", maxlength=ABOUT_LENGTH,
                  hint=_("Everybody can read it on your page. At most {count} characters.", count=ABOUT_LENGTH)),
        checkbox(_("Show my ideas and comments on a page of my own"), "shows", shows,
                 hint=_("What you publish under a pseudonym is never there.")),
        checkbox(_("Write to me about my ideas and what I follow"), "mail", mail,
                 hint=_("By e-mail. Each letter can also stop them, in one click.")),
        h.p(".line")[button(_("Save"))]]


# ── My data ───────────────────────────────────────────────────────────────────────────────────────

KINDS = {
    "person": (N_("You"), N_("Kept as long as your account exists.")),
    "ways_to_sign_in": (N_("How you sign in"), N_("Kept as long as your account exists. Never published.")),
    "sessions": (N_("Where you are signed in"), N_("Kept for thirty days. You can close them.")),
    "roles": (N_("What you may do for an organisation"), N_("Kept as long as you have the role.")),
    "ideas": (N_("Your ideas"), N_("Kept as long as the project is online, then as a public archive.")),
    "earlier_versions": (N_("Earlier versions of your ideas"), N_("Kept with the idea.")),
    "comments": (N_("Your comments"), N_("Kept as long as the project is online, then as a public archive.")),
    "supports": (N_("Your supports"), N_("Kept until you take them back.")),
    "agreements": (N_("Comments you agree with"), N_("Kept until you take them back.")),
    "follows": (N_("What you follow"), N_("Kept until you stop following.")),
    "drafts": (N_("Your drafts"), N_("Kept for thirty days after the last change.")),
    "reports": (N_("What you reported"), N_("Kept as long as the decision can be contested.")),
    "letters": (N_("Letters to you"), N_("Their words and your address are deleted after six months.")),
}


def data_page(kept: Mapping[str, list[dict[str, Any]]], contact: str) -> h.Element:
    """Everything, readable; and the same as a file for a program."""
    return h.div(".stack", style="--gap:var(--s-5)")[
        h.p(".lead")[_("This is all we keep about you. You can take it with you.")],
        h.p[h.a(".button.second", href=to("/me/data.json"), download="my-data.json")[
            icon("download"), _("Download everything (JSON)")]],
        h.div[(_kind(name, rows) for name, rows in kept.items())],
        h.section(".panel.stack", aria_labelledby="erase-title")[
            h.h2("#erase-title", style="font-size:var(--t-l)")[_("Erase my account")],
            h.p[_("Write to us and we erase your name and your address. What you published stays, without your name. "
                  "You get an answer within a month.")],
            h.p[h.a(href=f"mailto:{contact}")[contact]] if "@" in contact else None,
            h.p[h.a(href=to("/privacy"))[_("Your data, your rights")]]]]


def _kind(name: str, rows: list[dict[str, Any]]) -> h.Element:
    title, term = KINDS[name]
    return h.details(".kept", open=name == "person")[
        h.summary[h.h2(style="font-size:var(--t-l)")[_(title), " ", h.span(".meta.num")[f"({len(rows)})"]], icon("chevron-down")],
        h.p(".meta")[_(term)],
        h.ul(".rows")[(h.li[_facts(row)] for row in rows)] if rows else h.p[_("Nothing.")]]


def _facts(row: Mapping[str, Any]) -> h.Element:
    """A row as it is kept: the names of its columns are the program’s own, in English, the same as in the file."""
    return h.dl(".facts.small")[(
        h.div[h.dt(lang="en")[name.replace("_", " ")], h.dd[_value(value)]]
        for name, value in row.items() if value not in (None, "", [], {}))]


def _value(value: Any) -> h.Node:
    if isinstance(value, bool):
        return pgettext("answer", "yes") if value else pgettext("answer", "no")
    if isinstance(value, dict):
        return [h.span(style="display:block")[f"{name}: {inner}"] for name, inner in value.items() if inner not in (None, "", [])]
    if isinstance(value, str) and len(value) > 19 and value[4:5] == "-" and value[10:11] == "T":
        try:
            return moment(datetime.fromisoformat(value))
        except ValueError:
            return value
    return str(value)


# ── Where I am signed in ──────────────────────────────────────────────────────────────────────────

def sessions(rows: Iterable[PersonSession], current: int | None, now: datetime) -> h.Element:
    return h.div("#sessions.stack")[
        h.p[_("Close those you do not know, or no longer use. Pages open there stop acting at once.")],
        h.ul(".rows")[(_session(row, row.id == current, now) for row in rows)]]


def _session(row: PersonSession, current: bool, now: datetime) -> h.Element:
    return h.li(".line.ends")[
        h.div[h.p[h.b[row.device or _("A browser")], " ", h.span(".tag")[_("this one")] if current else None],
              h.p(".meta")[_("since {date}", date=row.opened_at), " · ", _("last seen {time}", time=since(row.seen_at, now))]],
        post_button("/sign-out", _("Sign out"), "second short", act=False) if current else
        post_button(f"/me/sessions/{row.id}/revoke", [_("Close"), h.span(".away")[" ", row.device]], "second short")]
