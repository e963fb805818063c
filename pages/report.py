"""Anyone can say that a contribution should not stand, without an account too."""

import re

import htpy as h

from components.document import Document, Form, Outcome, Visit, act, page
from components.forms import Errors, choices, error_summary, text_area
from components.frame import to
from components.ideas import told
from locales import _
from models import notices
from models.database import reading, transaction
from models.ideas import public_idea
from models.notices import Case, Ground
from models.refusals import Invalid, NotFound, Refusal


@page("/report")
def report_page(visit: Visit) -> Document:
    return report_form(visit, visit.query.get("object", ""))


def report_form(visit: Visit, object: str, typed: Form | None = None, errors: Errors | None = None) -> Document:
    """What is reported, what is wrong with it, and what happens next."""
    case, errors = reported(visit, object), errors or {}
    return Document(
        title=_("Report a contribution"), noindex=True, status=422 if errors else 200,
        crumbs=((case.title.text, f"/ideas/{case.idea_id}"),),
        main=h.div(".stack.slim", style="--gap:var(--s-5)")[
            error_summary(errors),
            h.h1[_("Report a comment") if case.kind == "comment" else _("Report an idea")],
            h.blockquote(".panel")[told(case.title)],
            h.p[_("A moderator reads every report. You need no account, and the author does not learn who reported.")],
            h.form(".stack", method="post", action=to("/report"), data_act=True, data_keep=True, novalidate=True,
                   style="--gap:var(--s-5)")[
                h.input(type="hidden", name="object", value=object),
                choices(_("What is wrong with it?"), "ground", grounds().items(), [typed.text("ground")] if typed else (),
                        error=errors.get("ground"), required=True),
                text_area(_("Tell us more"), "words", typed.text("words") if typed else "", error=errors.get("words"),
                          hint=_("Needed if it is against the law or something else. In any language."), maxlength="2000"),
                h.div(".line")[h.button(".button", type="submit")[_("Send the report")],
                               h.a(".button.quiet", href=to(f"/ideas/{case.idea_id}"))[_("Cancel")]]]])


def grounds() -> dict[str, str]:
    """What can be wrong, in everyday words."""
    return {
        Ground.HATE: _("It spreads hate or discriminates"),
        Ground.ATTACK: _("It insults or threatens somebody"),
        Ground.PRIVATE_DATA: _("It shows somebody’s private data"),
        Ground.ADVERTISING: _("It is advertising"),
        Ground.OFF_TOPIC: _("It has nothing to do with the subject"),
        Ground.UNLAWFUL: _("It is against the law"),
        Ground.OTHER: _("Something else"),
    }


@act("/report")
def report(visit: Visit, form: Form) -> Outcome | Document:
    object = form.text("object")
    case = reported(visit, object)
    try:
        with transaction() as session:
            notices.report(session, visit.person, visit.network, object, form.text("ground"), form.text("words"),
                           visit.language, visit.now)
    except Refusal as refusal:
        return report_form(visit, object, form, refusal.fields if isinstance(refusal, Invalid) else {"words": refusal})
    return Outcome(go=f"/report/thanks?idea={case.idea_id}")


@page("/report/thanks")
def thanks_page(visit: Visit) -> Document:
    idea = visit.query.get("idea", "")
    return Document(
        title=_("Thank you for your report"), noindex=True,
        main=h.div(".stack.slim")[
            h.h1[_("Thank you for your report")],
            h.p(".lead")[_("A moderator reads it, gravest first, and decides by the participation charter.")],
            h.p[h.a(href=to("/charter"))[_("Read the charter")]],
            h.p[h.a(".button.second", href=to(f"/ideas/{idea}"))[_("Back to the idea")]]
            if re.fullmatch(r"[0-9]{1,15}", idea) else None])


def reported(visit: Visit, object: str) -> Case:
    """The contribution, if everybody can see it. Raises `NotFound` or `Gone`."""
    with reading() as session:
        case = notices.case_of(session, object, [])
        if case is None:
            raise NotFound("This contribution is no longer there.")
        public_idea(session, case.idea_id, visit.now)
        if case.visibility != "public":
            raise NotFound("This contribution is no longer there.")
    return case
