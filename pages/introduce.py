"""The only two questions of a first sign-in: a name to show, and a language."""

from collections.abc import Mapping

import htpy as h
from starlette.responses import RedirectResponse, Response

from components.document import Document, Form, Outcome, Visit, act, page
from components.forms import button, choices, error_summary, field
from components.frame import NAMES, to
from locales import _
from models import people
from models.database import transaction
from models.refusals import Invalid, NotAllowed, Refusal
from models.translated import LANGUAGES
from pages.sign_in import local_path


@page("/introduce")
def introduce_page(visit: Visit) -> Document | Response:
    me = people.signed_in(visit.person, NotAllowed("Sign in to choose your name.", next_step="sign_in"))
    going = local_path(visit.query.get("next"))
    if me.name is not None:
        return RedirectResponse(to(going or "/me"), 303)
    return introduce_document(going, visit.query.get("name", ""), me.language)   # a name that a provider proposes


def introduce_document(going: str | None, name: str, language: str, errors: Mapping[str, Refusal] | None = None) -> Document:
    errors = errors or {}
    return Document(title=_("Welcome"), noindex=True, status=422 if errors else 200, main=h.div(".stack.door")[
        error_summary(errors),
        h.h1[_("Welcome")],
        h.p(".lead")[_("Two questions, and you can take part. You can change your answers later in your space.")],
        h.form(".stack", method="post", action=to("/introduce"), novalidate=True)[
            h.input(type="hidden", name="next", value=going) if going else None,
            field(_("Your name"), "name", name, required=True, error=errors.get("name"), autocomplete="nickname",
                  maxlength=people.NAME_LENGTH,
                  hint=_("Everybody sees it beside what you write. A first name is enough, and a pseudonym is allowed.")),
            choices(_("The language we write to you in"), "language",
                    [(tongue, h.span(lang=tongue)[NAMES[tongue]]) for tongue in LANGUAGES], [language],
                    error=errors.get("language")),
            button(_("Go on"))]])


@act("/introduce")
def introduce(visit: Visit, form: Form) -> Outcome | Document:
    me = people.signed_in(visit.person, NotAllowed("Sign in to choose your name.", next_step="sign_in"))
    going = local_path(form.text("next"))
    try:
        with transaction() as session:
            people.introduce(session, me, form.text("name"), form.text("language"), visit.now)
    except Invalid as invalid:
        return introduce_document(going, form.text("name"), form.text("language"), invalid.fields)
    name = " ".join(form.text("name").split())
    return Outcome(go=going or "/me", toast=_("Welcome, {name}. You can take part now.", name=name))
