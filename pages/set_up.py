"""The first run: whoever has the one-time link of the console names the organisation and its first administrator."""

from collections.abc import Mapping

import htpy as h

from components.document import Document, Form, Outcome, Visit, act, page
from components.forms import button, choices, error_summary, field
from components.frame import NAMES, to
from locales import _
from models import organisations
from models.database import reading, transaction
from models.refusals import Invalid, NotFound, Refusal
from models.translated import LANGUAGES, Translated


@page("/set-up/{token}")
def set_up_page(visit: Visit, token: str) -> Document:
    with reading() as session:
        if not organisations.first_run_is_open(session, token, visit.now):
            raise NotFound("This link was already used. Restart the platform to get a new one.")
    return set_up_document(token, Form({"languages": list(LANGUAGES)}))


def set_up_document(token: str, typed: Form, errors: Mapping[str, Refusal] | None = None) -> Document:
    errors = errors or {}

    def line(label: str, name: str, hint: str = "", **more: str | int | bool) -> h.Element:
        return field(label, name, typed.text(name), hint=hint or None, error=errors.get(name), **more)

    return Document(title=_("Set up this platform"), noindex=True, status=422 if errors else 200, main=h.div(".stack.door")[
        error_summary(errors),
        h.h1[_("Set up this platform")],
        h.p(".lead")[_("Name your organisation and its first administrator. You can change the rest later.")],
        h.form(".stack", method="post", action=to(f"/set-up/{token}"), novalidate=True)[
            h.h2[_("Your organisation")],
            line(_("Name in French"), "name_fr", lang="fr", autocomplete="off"),
            line(_("Name in Dutch"), "name_nl", lang="nl", autocomplete="off"),
            line(_("Name in English"), "name_en", lang="en", autocomplete="off", optional=True),
            choices(_("Languages of the platform"), "languages",
                    [(tongue, h.span(lang=tongue)[NAMES[tongue]]) for tongue in LANGUAGES], typed.all("languages"), many=True,
                    error=errors.get("languages")),
            choices(_("Kind of organisation"), "kind",
                    [("commune", _("A commune")), ("region", _("The Region")), ("body", _("Another public body"))],
                    typed.all("kind"), error=errors.get("kind")),
            line(_("Short name for addresses"), "slug", _("Small letters, digits and hyphens, such as saint-gilles."),
                 autocapitalize="none", spellcheck="false", autocomplete="off"),
            h.h2[_("First administrator")],
            line(_("Name"), "person_name", _("Others see it beside what this person writes."), autocomplete="name"),
            line(_("E-mail address"), "address", _("We send the code to sign in there. Nobody else sees it."), type="email",
                 autocomplete="email", autocapitalize="none", spellcheck="false"),
            button(_("Set up the platform"))]])


@act("/set-up/{token}", native=True)
def set_up(visit: Visit, form: Form, token: str) -> Outcome | Document:
    names = Translated(fr=form.text("name_fr"), nl=form.text("name_nl"), en=form.text("name_en"))
    try:
        with transaction() as session:
            organisations.set_up(session, token, names, form.text("slug"), form.text("kind"), form.all("languages"),
                                 form.text("address"), form.text("person_name"), visit.language, visit.now)
    except Invalid as invalid:
        return set_up_document(token, form, invalid.fields)
    return Outcome(go="/sign-in?next=/organise", toast=_("The platform is set up. Sign in with the address you gave."))
