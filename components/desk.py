"""What the back office is made of: its frame with the ways in, its tables, its forms."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import htpy as h

from components import forms
from components.document import Document
from components.forms import Errors
from components.frame import to
from components.icons import icon
from components.ideas import status_label, status_words, tongue
from locales import _, date, language, moment, ngettext, number, pgettext, since
from models.decisions import Verdict
from models.ideas import DeskRow, Visibility
from models.notices import Case, Ground, Measure
from models.translated import Language

TONGUES: Mapping[Language, str] = {"fr": "Français", "nl": "Nederlands", "en": "English"}


@dataclass(frozen=True)
class Desk:
    """What the frame says: where one stands, and how much waits."""

    here: str
    waiting: int
    unanswered: int


def desk(title: str, frame: Desk, content: h.Node, meta: h.Node = None, status: int = 200, top: h.Node = None) -> Document:
    """A page of the back office."""
    ways = (("overview", "/organise", "layout-dashboard", _("Overview"), None),
            ("moderation", "/organise/moderation", "shield-check", _("Moderation"), frame.waiting),
            ("answers", "/organise/answers", "message-square-reply", _("Answers to give"), frame.unanswered),
            ("journal", "/organise/journal", "file-text", _("Journal"), None))
    return Document(title=title, status=status, noindex=True, sheet="desk.css", wide=True, main=h.div(".desk")[h.div(".page")[
        h.nav(".desk-nav", aria_label=_("Organise"))[h.ul[(
            h.li[h.a(href=to(path), aria_current="page" if key == frame.here else None)[
                icon(glyph), label, h.span(".count")[number(count), h.span(".away")[" ", _("waiting")]] if count else None]]
            for key, path, glyph, label, count in ways)]],
        h.div(".stack", style="--gap:var(--s-5);padding-block:var(--s-5) var(--s-8)")[
            top, h.header(".line.ends")[h.h1[title], h.p(".meta")[meta] if meta else None], content]]])


def visibility_words() -> dict[str, str]:
    return {Visibility.PUBLIC: pgettext("visibility", "Public"), Visibility.PENDING: pgettext("visibility", "To be read first"),
            Visibility.HIDDEN: pgettext("visibility", "Hidden"), Visibility.WITHDRAWN: pgettext("visibility", "Withdrawn")}


def ground_words() -> dict[str, str]:
    """The grounds of a notice or a ruling, as the charter names them."""
    return {
        Ground.HATE: _("Hate or discrimination"),
        Ground.PRIVATE_DATA: _("Personal data of somebody else"),
        Ground.ATTACK: _("Insult or attack on a person"),
        Ground.ADVERTISING: _("Advertising or spam"),
        Ground.OFF_TOPIC: _("Off topic"),
        Ground.UNLAWFUL: _("Against the law"),
        Ground.OTHER: _("Something else"),
    }


def verdict_words() -> dict[str, str]:
    return {Verdict.ACCEPTED: _("Yes"), Verdict.PARTLY_ACCEPTED: _("Yes, in part"), Verdict.NOT_ACCEPTED: _("No"),
            Verdict.UNDER_STUDY: _("Under study, no answer yet")}


# ── The table of ideas ────────────────────────────────────────────────────────────────────────────


def ideas_table(rows: list[DeskRow]) -> h.Node:
    """The ideas of a project with a box each; on a phone each row folds into a card."""
    if not rows:
        return h.div(".empty")[h.h2[_("No idea matches")], h.p[_("Clear a filter, or search for another word.")]]
    head = (_("Idea"), _("Status"), _("Topic"), _("Supports"), _("Comments"), _("Received"), _("Looked after by"))
    return h.table(".data.fold")[
        h.caption(".away")[_("Ideas received, newest first")],
        h.thead[h.tr[h.th(scope="col")[h.span(".away")[_("Choose")]], (h.th(scope="col")[words] for words in head)]],
        h.tbody(id="rows")[(_idea_row(row, head) for row in rows)]]


def _idea_row(row: DeskRow, head: tuple[str, ...]) -> h.Element:
    spoken = language()
    return h.tr[
        h.td[h.label(".tick")[h.input(type="checkbox", name="idea", value=str(row.id)),
                              h.span(".away")[_("Choose “{title}”", title=row.title)]]],
        h.th(scope="row")[h.span[
            h.a(href=to(f"/organise/ideas/{row.id}"), lang=row.language)[row.title],
            h.span(".line.meta", style="--gap:.25rem .75rem")[
                h.span[row.author or _("A resident")], tongue(row.language, spoken),
                h.b[visibility_words()[row.visibility]] if row.visibility != Visibility.PUBLIC else None,
                h.span[ngettext("{count} note", "{count} notes", row.notes)] if row.notes else None]]],
        h.td(data_th=head[1])[status_label(row.status)],
        h.td(data_th=head[2])[row.topic.told(spoken).text if row.topic else "–"],
        h.td(".n", data_th=head[3])[number(row.supports)],
        h.td(".n", data_th=head[4])[number(row.comments)],
        h.td(data_th=head[5])[date(row.submitted_at, "short")],
        h.td(data_th=head[6])[row.assignee or "–"]]


def bulk_form(action: str, rows: h.Node, topics: list[tuple[str, str]], team: list[tuple[int, str]], errors: Errors) -> h.Element:
    """The table inside the form that changes the chosen ideas."""
    return h.form(method="post", action=to(action), data_act=True)[
        rows,
        h.fieldset(".panel.bulk")[
            h.legend(".away")[_("Change the chosen ideas")],
            h.p[h.b[_("Change the chosen ideas")]],
            h.div(".tiles", style="--min:12rem;--gap:var(--s-4)")[_sorting(topics, team, errors)],
            h.p(".hint")[_("A new status shows in the public history of each idea. "
                           "Yes and no go with an answer: open the idea.")],
            forms.button(_("Change"), "second")]]


def sorting_form(action: str, idea_id: int, topics: list[tuple[str, str]], team: list[tuple[int, str]]) -> h.Element:
    """The same changes, for one idea."""
    return h.form(".panel.stack", method="post", action=to(action), data_act=True, aria_labelledby="sorting")[
        h.h2("#sorting", style="font-size:var(--t-l)")[_("Sort this idea")],
        h.input(type="hidden", name="idea", value=str(idea_id)),
        _sorting(topics, team, {}),
        forms.button(_("Change"), "second short")]


def _sorting(topics: list[tuple[str, str]], team: list[tuple[int, str]], errors: Errors) -> tuple[h.Element, ...]:
    keep = ("", _("Leave as it is"))
    return (
        forms.select(_("Status"), "status", [keep, *status_words().items()], error=errors.get("status")),
        forms.select(_("Topic"), "topic", [keep, *topics], error=errors.get("topic")),
        forms.select(_("Looked after by"), "assignee", [keep, ("0", _("Nobody")), *((str(key), name) for key, name in team)]))


# ── The answer ────────────────────────────────────────────────────────────────────────────────────


def answer_form(idea_id: int, written_in: Language, typed: Mapping[str, str], errors: Errors) -> h.Element:
    """The official answer, in French and Dutch side by side, and in the idea's own language when that is English."""
    def both(label: str, name: str, area: bool, hint: str | None = None) -> h.Element:
        make = forms.text_area if area else forms.field
        needed: tuple[Language, ...] = ("fr", "nl", "en")
        return h.fieldset(".field")[
            h.legend[label], h.p(".hint")[hint] if hint else None,
            h.div(".tiles", style="--min:11rem;--gap:var(--s-4)")[(
                make(h.span(lang=tongue_)[TONGUES[tongue_]], f"{name}_{tongue_}", typed.get(f"{name}_{tongue_}", ""),
                     error=errors.get(f"{name}_{tongue_}"), optional=tongue_ == "en" and written_in != "en", lang=tongue_)
                for tongue_ in needed)]]

    return h.form(".panel.stack", method="post", action=to(f"/organise/ideas/{idea_id}/answer"), data_act=True, data_keep=True,
                  id="answer", style="--gap:var(--s-5)", novalidate=True)[
        h.h2[_("Answer this idea in public")],
        h.p(".hint")[_("Everyone who proposed, supports or follows it gets a letter. "
                       "An answer is never changed: a new one follows it.")],
        forms.choices(_("The answer"), "verdict", list(verdict_words().items()), filter(None, [typed.get("verdict")]),
                      error=errors.get("verdict")),
        both(_("In one sentence"), "summary", False, _("What happens, where and when. It is the first thing people read.")),
        both(_("The reason"), "reason", True, _("Why, and what cannot be done. Plain words; refusals are published too.")),
        h.div(".tiles", style="--min:12rem;--gap:var(--s-4)")[
            forms.field(_("Cost in euros"), "cost", typed.get("cost", ""), inputmode="decimal", optional=True,
                        error=errors.get("cost")),
            forms.field(_("Ready on"), "ready_on", typed.get("ready_on", ""), type="date", optional=True,
                        error=errors.get("ready_on"))],
        both(_("Which service"), "service", False),
        both(_("Next step"), "milestone", False, _("The next thing people will see, such as the works starting.")),
        forms.field(_("When is that step?"), "milestone_on", typed.get("milestone_on", ""), type="date", optional=True,
                    error=errors.get("milestone_on")),
        forms.button(_("Publish the answer"))]


# ── Moderation ────────────────────────────────────────────────────────────────────────────────────


def case_line(case: Case, chosen: bool, now: datetime) -> h.Element:
    """A case in the queue."""
    kind = _("Idea") if case.kind == "idea" else _("Comment")
    why = ground_words()[case.grounds[0]] if case.grounds else _("To be read first")
    return h.li(class_=["case", case.urgent and "urgent"])[
        h.p[h.a(href=to(f"/organise/moderation?case={case.object}#case"), lang=case.title.language,
                aria_current="true" if chosen else None)[case.title.text]],
        h.p(".meta")[kind, " · ", ngettext("{count} report", "{count} reports", len(case.notices)) if case.notices
                     else _("Not public yet")],
        h.p(".line.small.ends", style="--gap:.25rem .75rem")[
            h.b[why], h.span(".line.meta", style="--gap:.5rem")[tongue(case.title.language), since(case.waiting_since, now)]],
        h.span(".away")[_("Urgent")] if case.urgent else None]


def case_sheet(case: Case, errors: Errors, typed: Mapping[str, str]) -> h.Element:
    """One case with its words, its reports and the form of the ruling."""
    measures = [(Measure.KEEP, _two(_("Publish it") if case.pending else _("Leave it online"), _("It respects the charter."))),
                (Measure.HIDE, _two(_("Hide it"), _("It leaves every list at once. Its page says why.")))]
    if case.visibility == Visibility.HIDDEN:
        measures = [(Measure.RESTORE, _two(_("Show it again"), _("It comes back in every list.")))]
    return h.article("#case.stack", style="--gap:var(--s-5)", tabindex="-1", aria_labelledby="case-title")[
        h.header(".stack", style="--gap:.375rem")[
            h.h2("#case-title", lang=case.title.language)[case.title.text],
            h.p(".line.meta")[
                h.span[_("Idea by {author}", author=case.author) if case.kind == "idea"
                       else _("Comment by {author}", author=case.author)],
                h.a(href=to(f"/organise/ideas/{case.idea_id}"))[_("See it in its place")]]],
        h.blockquote(".quote", lang=case.body.language, style="margin:0;white-space:pre-line")[case.body.text],
        h.section[
            h.h3[ngettext("{count} report", "{count} reports", len(case.notices))],
            h.ul(".rows", style="margin-top:.5rem")[(
                h.li(".line.ends.small", style="padding-block:.625rem")[
                    h.span[h.b[ground_words()[ground]], (" · ", h.q[words]) if words else None],
                    h.span(".meta")[moment(given_at)]] for ground, words, given_at in case.notices)]] if case.notices else None,
        h.form(".panel.stack", method="post", action=to(f"/organise/moderation/{case.object.replace(':', '/')}"),
               data_act=True, data_keep=True, style="--gap:var(--s-5)", novalidate=True)[
            forms.choices(_("Your ruling"), "measure", measures, filter(None, [typed.get("measure")]),
                          error=errors.get("measure")),
            forms.select(_("Rule of the charter, if you hide it"), "ground",
                         [("", _("Choose…")), *ground_words().items()],
                         typed.get("ground", case.grounds[0] if case.grounds else ""), error=errors.get("ground")),
            forms.text_area(_("The reason, in your words"), "reason", typed.get("reason", ""), error=errors.get("reason"),
                            hint=_("Its author receives it by mail. It is shown in place of what you hide.")),
            forms.select(_("Language of your reason"), "language", list(TONGUES.items()), typed.get("language", language())),
            forms.button(_("Confirm the ruling"))]]


def _two(first: str, second: str) -> h.Node:
    return h.fragment[first, h.span(".meta")[second]]

