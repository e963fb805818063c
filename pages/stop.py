"""One click in a letter, without signing in: no more letters about ideas. Mail programs may click by themselves (RFC 8058)."""

import htpy as h

from components.document import Document, Form, Visit, act, page, refused
from components.forms import button
from components.frame import to
from locales import _
from models import letters, people
from models.database import reading, transaction
from models.refusals import NotFound


@page("/stop/{token}")
def stop_page(visit: Visit, token: str) -> Document:
    with reading() as session:   # looking changes nothing: programs that check links look too
        if letters.person_stopping(session, token) is None:
            raise _unknown()
    return Document(title=_("Stop letters about ideas"), noindex=True, main=h.div(".stack.door")[
        h.h1[_("Stop letters about ideas")],
        h.p(".lead")[_("We then no longer write to you about comments and answers. "
                       "You still receive your codes, and a letter if something of yours is hidden.")],
        h.form(method="post", action=to(f"/stop/{token}"))[button(_("Stop these letters"))]])


@act("/stop/{token}", native=True, machines=True)
def stop(visit: Visit, form: Form, token: str) -> Document:
    with transaction() as session:
        if not people.stop_mail(session, token):
            return refused(visit, _unknown())
    return Document(title=_("We no longer write to you about ideas"), noindex=True, main=h.div(".stack.door")[
        h.h1[_("We no longer write to you about ideas")],
        h.p(".lead")[_("You can change this in your settings whenever you like.")],
        h.p[h.a(".button.second", href=to("/me/settings"))[_("Go to your settings")]]])


def _unknown() -> NotFound:
    return NotFound("This link stops no letters. You can stop them in your settings.")
