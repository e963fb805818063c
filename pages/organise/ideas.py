"""The ideas of a project as its team works on them: the table, one idea, its answer, the notes, the export."""

import csv
import io
from collections.abc import Mapping
from datetime import date as Date
from decimal import Decimal, InvalidOperation
from urllib.parse import urlencode

import htpy as h
import xlsxwriter
from sqlmodel import Session
from starlette.responses import Response

from components import forms
from components.desk import answer_form, bulk_form, desk, ideas_table, sorting_form, verdict_words, visibility_words
from components.document import Document, Form, Outcome, Visit, act, page
from components.forms import Errors
from components.frame import to
from components.icons import icon
from components.ideas import status_label, status_words, told, tongue
from components.markdown import rich
from locales import _, date, moment, ngettext
from models.database import reading, transaction
from models.decisions import Answer, answer_idea, decisions_of
from models.eligibility import Act, require, setting_of
from models.ideas import DeskRow, change_many, desk_idea, desk_rows, notes_of, write_note
from models.organisations import Organisation
from models.people import Me, team_members
from models.projects import Project, project_by_slug, topics_of
from models.refusals import Invalid, Refusal
from models.translated import LANGUAGES, Translated
from pages.organise.desk import frame_of, staff

PAGE = 50
MOST_EXPORTED = 100_000


# ── The table ─────────────────────────────────────────────────────────────────────────────────────


@page("/organise/projects/{slug}/ideas")
def ideas_page(visit: Visit, slug: str) -> Document:
    return _table(visit, slug, {})


def _project(session: Session, visit: Visit, slug: str) -> tuple[Me, Project, Organisation]:
    """The project, for a member of its team."""
    me = staff(visit)
    project, organisation = project_by_slug(session, slug, visit.now, me)
    require(Act.MODERATE, me, setting_of(project, None, visit.now))
    return me, project, organisation


def _table(visit: Visit, slug: str, errors: Errors) -> Document:
    query = visit.query
    with reading() as session:
        me, project, organisation = _project(session, visit, slug)
        rows = _rows(session, project.id, query, PAGE + 1)
        topics = [(topic.slug, topic.name.told(visit.language).text) for topic in topics_of(session, project.id)]
        team = team_members(session, organisation.id, project.id)
        frame = frame_of(session, me, "answers")
    path = f"/organise/projects/{slug}/ideas"
    more = {**{key: value for key, value in query.items() if key in FILTERS}, "after": str(rows[PAGE - 1].id)} \
        if len(rows) > PAGE else None
    return desk(_("Ideas received"), frame, h.fragment[
        h.p[h.b[told(project.title, "a", href=to(f"/projects/{slug}"))]],
        h.form(".filters", method="get", action=to(path), role="search", data_swap="results")[
            h.div(".find")[icon("search"), h.label(".away", for_="q")[_("Search the ideas")],
                           h.input("#q.input", type="search", name="q", value=query.get("q"), placeholder=_("Search the ideas"))],
            forms.select(_("Status"), "status", [("", _("Any status")), *status_words().items()], query.get("status", ""),
                         hidden_label=True),
            forms.select(_("Topic"), "topic", [("", _("All topics")), *topics], query.get("topic", ""), hidden_label=True),
            forms.select(_("Looked after by"), "assignee",
                         [("", _("Looked after by anyone")), *((str(key), name) for key, name in team)],
                         query.get("assignee", ""), hidden_label=True),
            forms.select(_("Visibility"), "visibility", [("", _("Public or not")), *visibility_words().items()],
                         query.get("visibility", ""), hidden_label=True),
            h.noscript[forms.button(_("Filter"), "second short")]],
        h.div("#results.stack")[
            bulk_form(path, ideas_table(rows[:PAGE]), topics, team, errors),
            h.p[h.a(".button.second", href=f"{to(path)}?{urlencode(more)}", data_swap="results")[
                ngettext("Show the next {count} idea", "Show the next {count} ideas", PAGE)]] if more else None],
        h.p(".line")[h.a(".more", href=f"{to(path)}.xlsx")[icon("download"), _("All public ideas as a spreadsheet (XLSX)")],
                     h.a(".more", href=f"{to(path)}.csv")[icon("download"), _("As CSV")]]],
        status=422 if errors else 200, top=forms.error_summary(errors))


FILTERS = ("q", "status", "topic", "assignee", "visibility")


def _rows(session: Session, project_id: int, query: Mapping[str, str], limit: int) -> list[DeskRow]:
    def whole(name: str) -> int | None:
        value = query.get(name, "")
        return int(value) if value.isascii() and value.isdecimal() and len(value) < 16 else None

    return desk_rows(session, project_id, query.get("q", "")[:200], query.get("status", ""), query.get("topic", ""),
                     whole("assignee"), query.get("visibility", ""), whole("after"), limit)


@act("/organise/projects/{slug}/ideas")
def change_ideas(visit: Visit, form: Form, slug: str) -> Outcome | Document:
    chosen = [int(value) for value in form.all("idea") if value.isascii() and value.isdecimal() and len(value) < 16]
    if not chosen:
        raise Refusal("Choose at least one idea first.")
    assignee = form.text("assignee")
    try:
        with transaction() as session:
            me, project, organisation = _project(session, visit, slug)
            if assignee and assignee != "0" and assignee not in {str(key) for key, _name in
                                                                 team_members(session, organisation.id, project.id)}:
                raise Refusal("Choose somebody of the team.")
            changed = change_many(session, me, project.id, chosen[:500], visit.now, form.text("status") or None,
                                  form.text("topic") or None, int(assignee) if assignee else None)
    except Invalid as invalid:
        return _table(visit, slug, invalid.fields)
    return Outcome(toast=ngettext("{count} idea is changed.", "{count} ideas are changed.", changed), go=visit.path)


# ── One idea ──────────────────────────────────────────────────────────────────────────────────────


@page("/organise/ideas/{id}")
def idea_page(visit: Visit, id: int) -> Document:
    return _idea(visit, id, {}, {})


def _idea(visit: Visit, id: int, typed: Mapping[str, str], errors: Errors) -> Document:
    me = staff(visit)
    with reading() as session:
        idea, project, organisation, author = desk_idea(session, me, id, visit.now)
        decisions, notes = decisions_of(session, id), notes_of(session, id)
        topics = [(topic.slug, topic.name.told(visit.language).text) for topic in topics_of(session, project.id)]
        team = team_members(session, organisation.id, project.id)
        frame = frame_of(session, me, "answers")
    table = f"/organise/projects/{project.slug}/ideas"
    answers = me.may_answer(organisation.id, project.id)
    return desk(idea.title, frame, h.div(".split")[
        h.div(".stack", style="--gap:var(--s-6)")[
            h.article(".stack")[
                h.p(".line.meta")[
                    status_label(idea.status, solid=True),
                    h.span[_("{author}, {date}", author=author or _("A resident"), date=date(idea.submitted_at, "long"))],
                    h.span[_("Published under a pseudonym: readers do not see this name.")] if idea.pseudonymous else None,
                    tongue(idea.language), h.b[visibility_words()[idea.visibility]] if idea.visibility != "public" else None],
                h.div(".rich", lang=idea.language)[rich(idea.body)],
                h.p(".line")[h.a(".more", href=to(f"/ideas/{id}"))[_("See the public page"), icon("arrow-right")],
                             h.a(".more", href=to(f"/organise/moderation?case=idea:{id}#case"))[
                                 icon("shield-check"), _("Moderate")]]],
            h.section[h.div(".head")[h.h2[_("Answers so far")]], h.ul(".rows")[(
                h.li(".stack", style="--gap:.25rem")[
                    h.p(".meta")[verdict_words()[decision.verdict], " · ", date(decision.decided_at, "long")],
                    told(decision.summary, "p")] for decision in decisions)]] if decisions else None,
            answer_form(id, idea.language, typed, errors) if answers else None],
        h.aside(".stack", style="--gap:var(--s-5)", aria_label=_("The team’s notes"))[
            sorting_form(table, id, topics, team) if answers else None,
            h.div(".panel.stack")[
                h.h2(style="font-size:var(--t-l)")[_("The team’s notes")],
                h.p(".hint")[_("Only the team reads them.")],
                h.ul(".rows")[(h.li(".small")[h.p(style="white-space:pre-line")[note.body],
                                              h.p(".meta")[_("{author}, {date}", author=name, date=moment(note.written_at))]]
                               for note, name in notes)] if notes else None,
                h.form(".stack", method="post", action=to(f"/organise/ideas/{id}/notes"), data_act=True, data_keep=True)[
                    forms.text_area(_("New note"), "note", typed.get("note", ""), error=errors.get("note")),
                    forms.button(_("Add the note"), "second short")]]]],
        status=422 if errors else 200,
        top=h.fragment[forms.error_summary(errors), h.p[h.a(".more", href=to(table))[_("All ideas of the project")]]])


@act("/organise/ideas/{id}/answer")
def answer(visit: Visit, form: Form, id: int) -> Outcome | Document:
    try:
        with transaction() as session:
            answer_idea(session, visit.person, id, _answer(form), visit.now)
    except Invalid as invalid:
        return _idea(visit, id, form, invalid.fields)
    return Outcome(toast=_("The answer is public. Everyone who cares about this idea gets a letter."), go=f"/ideas/{id}")


def _answer(form: Form) -> Answer:
    """What was typed, as an answer. Raises `Invalid` for a sum or a date that cannot be read."""
    wrong: dict[str, Refusal] = {}

    def words(name: str) -> Translated:
        return Translated(**{language: form.text(f"{name}_{language}") for language in LANGUAGES})

    def day(name: str) -> Date | None:
        try:
            return Date.fromisoformat(form.text(name)) if form.text(name) else None
        except ValueError:
            wrong[name] = Refusal("Give a date such as 31/12/2027.")
            return None

    cost = None
    if typed := form.text("cost"):
        try:
            cents = euros(typed) * 100
            if not cents.is_finite() or cents != cents.to_integral_value() or abs(cents) > 10**13:
                raise InvalidOperation
            cost = int(cents)
        except InvalidOperation:
            wrong["cost"] = Refusal("Give an amount in euros, or leave it empty.")
    result = Answer(form.text("verdict"), words("summary"), words("reason"), words("service"), cost, day("ready_on"),
                    words("milestone"), day("milestone_on"))
    if wrong:
        raise Invalid(wrong)
    return result


def euros(typed: str) -> Decimal:
    """An amount as people here write it: 31 000, 31.000,50 or 31000.5."""
    plain = typed.replace("€", "").replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
    whole, mark, rest = plain.rpartition(",")
    if mark:                                     # a comma marks the cents, so points group thousands
        return Decimal(whole.replace(".", "") + "." + rest)
    groups = plain.split(".")
    if len(groups) > 1 and all(len(group) == 3 for group in groups[1:]):
        return Decimal("".join(groups))
    return Decimal(plain)


@act("/organise/ideas/{id}/notes")
def add_note(visit: Visit, form: Form, id: int) -> Outcome | Document:
    try:
        with transaction() as session:
            write_note(session, visit.person, id, form.get("note", ""), visit.now)
    except Invalid as invalid:
        return _idea(visit, id, form, invalid.fields)
    return Outcome(toast=_("The note is kept for the team."), go=f"/organise/ideas/{id}")


# ── The export ────────────────────────────────────────────────────────────────────────────────────


@page("/organise/projects/{slug}/ideas.csv")
def export_csv(visit: Visit, slug: str) -> Response:
    """For the spreadsheets of Belgian offices: semicolons, and a mark that says UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerows([harmless(cell) for cell in line] for line in _export(visit, slug))
    return _file("\ufeff" + text.getvalue(), "text/csv; charset=utf-8", f"{slug}.csv")


@page("/organise/projects/{slug}/ideas.xlsx")
def export_xlsx(visit: Visit, slug: str) -> Response:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate(_export(visit, slug)):
            sheet.write_row(number, 0, line)
        sheet.freeze_panes(1, 0)
        sheet.autofit()
    return _file(target.getvalue(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", f"{slug}.xlsx")


def _export(visit: Visit, slug: str) -> list[list[str | int]]:
    with reading() as session:
        _me, project, _organisation = _project(session, visit, slug)
        rows = desk_rows(session, project.id, visibility="public", limit=MOST_EXPORTED)
    head: list[str | int] = ["number", "title", "language", "topic", "status", "supports", "comments", "received"]
    return [head, *([row.id, row.title, row.language, row.topic.told(visit.language).text if row.topic else "", row.status,
                     row.supports, row.comments, row.submitted_at.date().isoformat()] for row in rows)]


def harmless(cell: str | int) -> str | int:
    """A spreadsheet takes what starts with = + - @ for a formula; a quote in front makes it words again."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _file(content: str | bytes, kind: str, name: str) -> Response:
    return Response(content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"',
                                                       "Cache-Control": "no-store"})
