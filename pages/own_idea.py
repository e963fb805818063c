"""What people do with their own idea: correct it for a while, withdraw it, bring it back."""

import htpy as h

from components.document import Document, Form, Outcome, Visit, act, page
from components.forms import error_summary, field, post_button, select, text_area
from components.frame import to
from components.ideas import told
from locales import _, moment
from models.database import reading, transaction
from models.ideas import TITLE_LENGTH, IdeaPage, edit_idea, idea_page, restore_withdrawn, withdraw_idea
from models.refusals import Invalid, NotAllowed, NotFound


@page("/ideas/{id}/edit")
def edit_page(visit: Visit, id: int) -> Document:
    return edit_form(visit, id)


def edit_form(visit: Visit, id: int, typed: Form | None = None, wrong: Invalid | None = None) -> Document:
    """The words of an idea, to be corrected while nobody has studied it yet."""
    with reading() as session:
        idea = own_idea(visit, idea_page(session, id, visit.person, visit.now))
    if idea.editable_until is None:
        raise NotAllowed("The time to correct this idea is over.")
    errors = wrong.fields if wrong else {}
    title, body, tongue_now = ((typed.text("title"), typed.text("body"), typed.text("language")) if typed else
                               (idea.card.title.text, idea.body.text, idea.body.language))
    return Document(
        title=_("Correct your idea"), noindex=True, status=422 if wrong else 200, nav="ideas",
        crumbs=((idea.card.title.text, f"/ideas/{id}"),),
        main=h.div(".stack.slim")[
            error_summary(errors),
            h.h1[_("Correct your idea")],
            h.p(".lead")[_("You can correct it until {moment}. Everyone can see what you changed.",
                           moment=moment(idea.editable_until))],
            h.form(".stack", method="post", action=to(f"/ideas/{id}/edit"), data_act=True, data_keep=True, novalidate=True)[
                field(_("Title"), "title", title, error=errors.get("title"), maxlength=str(TITLE_LENGTH), required=True),
                text_area(_("Your idea"), "body", body, error=errors.get("body"), required=True, rows="12"),
                select(_("Language of your text"), "language", (("fr", "Français"), ("nl", "Nederlands"), ("en", "English")),
                       tongue_now, error=errors.get("language")),
                h.div(".line")[h.button(".button", type="submit")[_("Save the change")],
                               h.a(".button.quiet", href=to(f"/ideas/{id}"))[_("Change nothing")]]]])


@act("/ideas/{id}/edit")
def edit(visit: Visit, form: Form, id: int) -> Outcome | Document:
    try:
        with transaction() as session:
            edit_idea(session, visit.person, id, form.text("title"), form.text("body"), form.text("language"), visit.now)
    except Invalid as wrong:
        return edit_form(visit, id, form, wrong)
    return Outcome(toast=_("Your idea is corrected."), go=f"/ideas/{id}")


@page("/ideas/{id}/withdraw")
def withdraw_page(visit: Visit, id: int) -> Document:
    """Asks first, in plain words."""
    with reading() as session:
        idea = own_idea(visit, idea_page(session, id, visit.person, visit.now))
    return Document(
        title=_("Withdraw your idea?"), noindex=True, nav="ideas", crumbs=((idea.card.title.text, f"/ideas/{id}"),),
        main=h.div(".stack.slim")[
            h.h1[_("Withdraw your idea?")],
            told(idea.card.title, "p", "lead"),
            h.p[_("It leaves all lists, with its supports and comments. Who opens its address reads that you withdrew it. "
                  "You can publish it again later.")],
            h.div(".line")[
                post_button(f"/ideas/{id}/withdraw", _("Withdraw the idea"), "danger"),
                h.a(".button.quiet", href=to(f"/ideas/{id}"))[_("Keep it")]]])


@act("/ideas/{id}/withdraw")
def withdraw(visit: Visit, form: Form, id: int) -> Outcome:
    with transaction() as session:
        withdraw_idea(session, visit.person, id, visit.now)
    return Outcome(toast=_("Your idea is withdrawn."), undo=(f"/ideas/{id}/restore", _("Undo")), go=f"/ideas/{id}")


@act("/ideas/{id}/restore")
def restore(visit: Visit, form: Form, id: int) -> Outcome:
    with transaction() as session:
        restore_withdrawn(session, visit.person, id, visit.now)
    return Outcome(toast=_("Your idea is back."), go=f"/ideas/{id}")


def own_idea(visit: Visit, idea: IdeaPage) -> IdeaPage:
    if not idea.mine:
        raise NotFound("There is no such idea.")
    return idea
