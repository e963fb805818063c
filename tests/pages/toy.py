"""A small site of one page and a few acts, to try the mechanism of documents alone: `python -m tests.pages.toy PORT`."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

import htpy as h
from nicegui import ui

from components.document import Document, Form, Outcome, Visit, act, install, page
from components.forms import button, error_summary, field, post_button, select, text_area
from components.icons import icon
from locales import _, ngettext, number
from models import database, topics
from models.refusals import Gone, NotAllowed, Refusal
from models.translated import Told

supports = {42: 411}
drafts: dict[str, str] = {}
IDEAS = [f"Idea {n}" for n in range(1, 61)]


def _touched(id: int) -> None:
    with database.transaction() as session:
        topics.touch(session, f"idea:{id}", supports=supports[id])


def support_button(id: int, mine: bool) -> h.Element:
    return h.div(id=f"support-{id}")[post_button(
        f"/ideas/{id}/{'withdraw' if mine else 'support'}",
        [h.span(".petal", aria_hidden="true"), h.b(data_live=f"idea:{id}:supports")[number(supports[id])],
         h.span[_("You support this") if mine else _("Support")]], "support", aria_pressed="true" if mine else "false")]


def comment_form(errors: Mapping[str, Refusal], value: str = "", draft: str = "") -> h.Node:
    return [error_summary(errors), h.form("#comment.stack", method="post", action="/en/ideas/42/comments", data_act=True,
                                          data_watch="/en/drafts", data_keep=True, novalidate=True)[
        text_area(_("Your comment"), "text", value or draft, error=errors.get("text"), hint=_("In any language.")),
        button(_("Post"))]]


@page("/ideas/{id}", browser=True)
def idea_page(visit: Visit, id: int) -> Document:
    if id == 7:
        raise Gone("This idea was taken away.", reason=Told("Publicité.", "fr"))
    if id == 8:
        raise ZeroDivisionError("a secret detail")
    if id == 9:
        raise NotAllowed("Sign in first.", next_step="sign_in")
    return Document(
        title="A bench in the shade <script>", description="Benches & trees", nav="ideas", crumbs=((_("Ideas"), "/ideas"),),
        main=h.div(".stack")[
            h.h1["A bench in the shade <script>"], support_button(42, False),
            h.button(".button.second.short", type="button", data_share="")[icon("reply"), _("Share")],
            h.h2["Comments"], comment_form({}, draft=drafts.get(visit.browser or "", ""))])


@page("/ideas")
def ideas_page(visit: Visit) -> Document:
    wanted, start = visit.query.get("q", ""), int(visit.query.get("from", "0"))
    found = [idea for idea in IDEAS if wanted.lower() in idea.lower()]
    if visit.query.get("even"):
        found = [idea for idea in found if not int(idea.split()[-1]) % 2]
    more = f"/{visit.language}/ideas?from={start + 20}" if start + 20 < len(found) else None
    return Document(title=_("Ideas"), nav="ideas", main=h.div(".stack")[
        h.h1[_("Ideas")],
        h.form(".filters", action=f"/{visit.language}/ideas", role="search", data_swap="results")[
            field(_("Search"), "q", wanted, type="search"),
            select(_("Which"), "even", [("", "All"), ("1", "Even")], visit.query.get("even", ""))],
        h.section("#results")[
            h.p(role="status")[ngettext("{count} idea", "{count} ideas", len(found))],
            h.ul("#list")[(h.li[h.a(href=f"/en/ideas/{n}")[idea]] for n, idea in enumerate(found[start:start + 20], start))],
            h.a(".button.second", href=more, data_more="list")[_("Show more")] if more else None]])


@act("/ideas/{id}/support")
def support(visit: Visit, form: Form, id: int) -> Outcome:
    supports[id] += 1
    _touched(id)
    return Outcome(toast=_("Your support is counted."), undo=(f"/ideas/{id}/withdraw", _("Undo")),
                   fragments={f"support-{id}": support_button(id, True)})


@act("/ideas/{id}/withdraw")
def withdraw(visit: Visit, form: Form, id: int) -> Outcome:
    supports[id] -= 1
    _touched(id)
    return Outcome(toast=_("Your support is taken back."), fragments={f"support-{id}": support_button(id, False)})


@act("/ideas/{id}/comments")
def comment(visit: Visit, form: Form, id: int) -> Outcome | Document:
    if not form.text("text"):
        errors = {"text": Refusal("Write something first.")}
        return Document(title="A bench", status=422, main=h.div(".stack")[h.h1["A bench"], comment_form(errors)])
    if form.text("text") == "crash":
        raise ZeroDivisionError("a secret detail")
    if form.text("text") == "spam":
        raise NotAllowed("That is spam.", next_step="sign_in")
    drafts.pop(visit.browser or "", None)
    return Outcome(toast=_("Your comment is online."), go=f"/ideas/{id}")


@act("/drafts")
def keep_draft(visit: Visit, form: Form) -> Outcome:
    drafts[visit.browser or ""] = form.text("text")
    return Outcome()


@dataclass
class Settings:
    origins: tuple[str, ...] = ()
    https: bool = False
    secret_key: bytes = b"toy"
    map_tiles: str = ""
    form_origins: tuple[str, ...] = ()


@ui.page("/empty")
def empty() -> None:
    """What the toolkit itself costs."""


if __name__ in {"__main__", "__mp_main__"}:
    database.connect(f"sqlite:///{Path(mkdtemp()) / 'toy.sqlite3'}")
    install(Settings(), source="https://example.org/code")
    ui.run(port=int(sys.argv[1]), host="127.0.0.1", show=False, reload=False, tailwind=False, dark=None,
           reconnect_timeout=30, server_header=False, show_welcome_message=False)
