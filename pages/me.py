"""My space: a person’s own ideas, supports, follows, drafts, letters, settings and data. Only they see it."""

import json
from collections.abc import Callable, Mapping

from starlette.responses import RedirectResponse, Response

from components import letters as letter_words
from components import me as spaces
from components.document import Document, Form, Outcome, Visit, act, page
from components.frame import sign_in_address, to
from locales import _
from models import drafts, follows, letters, people, personal
from models.database import reading, transaction
from models.ideas import supported_by
from models.letters import Letter, Rendered
from models.organisations import organisations
from models.people import Me, Person, signed_in
from models.refusals import Invalid, NotAllowed, Refusal
from models.settings import Settings


class _Here:
    """What the settings say that this page needs: how letters are put into words."""

    render: Callable[[Letter], Rendered] | None = None


def open_pages(settings: Settings) -> None:
    _Here.render = letter_words.writer(settings)


def own(path: str) -> Callable:
    """A page of my space: who is not signed in is led to the door, and back here afterwards."""
    def register(function: Callable[[Visit, Me], Document | Response]) -> Callable:
        @page(path)
        def view(visit: Visit) -> Document | Response:
            if visit.person is None:
                return RedirectResponse(sign_in_address(visit.path), 303)
            return function(visit, visit.person)
        return view
    return register


def me_of(visit: Visit) -> Me:
    return signed_in(visit.person, NotAllowed("Sign in to see your space.", next_step="sign_in"))


@own("/me")
def space_page(visit: Visit, me: Me) -> Response:
    return RedirectResponse(to("/me/ideas"), 303)


@own("/me/ideas")
def ideas_page(visit: Visit, me: Me) -> Document:
    with reading() as session:
        return spaces.space("ideas", spaces.own_ideas(personal.own_ideas(session, me, visit.now)))


@own("/me/supports")
def supports_page(visit: Visit, me: Me) -> Document:
    with reading() as session:
        return spaces.space("supports", spaces.supports(supported_by(session, me, visit.now)))


# ── Follows ───────────────────────────────────────────────────────────────────────────────────────

@own("/me/follows")
def follows_page(visit: Visit, me: Me) -> Document:
    with reading() as session:
        return spaces.space("follows", spaces.follows(personal.followed(session, me, visit.now)))


def _follows_now(visit: Visit, me: Me) -> Mapping[str, object]:
    with reading() as session:
        return {"follows": spaces.follows(personal.followed(session, me, visit.now))}


@act("/me/follows/{object}/stop")
def stop_following(visit: Visit, form: Form, object: str) -> Outcome:
    me = me_of(visit)
    with transaction() as session:
        follows.unfollow(session, me, object)
    return Outcome(toast=_("You no longer follow this."), undo=(f"/me/follows/{object}/again", _("Undo")), back="/me/follows",
                   fragments=lambda: _follows_now(visit, me))


@act("/me/follows/{object}/again")
def follow_again(visit: Visit, form: Form, object: str) -> Outcome:
    me = me_of(visit)
    with transaction() as session:
        personal.follow_again(session, me, object, visit.now)
    return Outcome(toast=_("You follow this again."), back="/me/follows", fragments=lambda: _follows_now(visit, me))


# ── Drafts ────────────────────────────────────────────────────────────────────────────────────────

@own("/me/drafts")
def drafts_page(visit: Visit, me: Me) -> Document:
    return spaces.space("drafts", _drafts_now(me)["drafts"])


def _drafts_now(me: Me) -> dict[str, object]:
    with reading() as session:
        rows = [draft for draft, _phase in drafts.drafts_of(session, me)]
        projects = personal.projects_of_phases(session, [draft.phase_id for draft in rows])
        return {"drafts": spaces.drafts([(draft, projects[draft.phase_id]) for draft in rows])}


@act("/me/drafts/{phase}/throw-away")
def throw_away_draft(visit: Visit, form: Form, phase: int) -> Outcome:
    me = me_of(visit)
    with transaction() as session:
        drafts.throw_away(session, me, phase, visit.now)
    return Outcome(toast=_("The draft is thrown away."), undo=(f"/me/drafts/{phase}/take-back", _("Undo")), back="/me/drafts",
                   fragments=lambda: _drafts_now(me))


@act("/me/drafts/{phase}/take-back")
def take_draft_back(visit: Visit, form: Form, phase: int) -> Outcome:
    me = me_of(visit)
    with transaction() as session:
        back = drafts.take_back_out(session, me, phase, visit.now)
    return Outcome(toast=_("Your draft is back.") if back else _("This draft cannot be brought back any more."), error=not back,
                   back="/me/drafts", fragments=lambda: _drafts_now(me))


# ── Letters, settings ─────────────────────────────────────────────────────────────────────────────

@own("/me/letters")
def letters_page(visit: Visit, me: Me) -> Document:
    assert _Here.render is not None, "open_pages(settings) was not called"
    with reading() as session:
        written = [(letter, _Here.render(letter)) for letter in letters.letters_to(session, me.id)]
    return spaces.space("letters", spaces.letters(written))


@own("/me/settings")
def settings_page(visit: Visit, me: Me) -> Document:
    with reading() as session:
        person = session.get_one(Person, me.id)
    return settings_document(person.name or "", person.language, person.about, person.shows_contributions, person.wants_mail)


def settings_document(name: str, language: str, about: str, shows: bool, mail: bool,
                      errors: Mapping[str, Refusal] | None = None) -> Document:
    return spaces.space("settings", spaces.settings_form(name, language, about, shows, mail, errors or {}), errors)


@act("/me/settings")
def save_settings(visit: Visit, form: Form) -> Outcome | Document:
    me = me_of(visit)
    wishes = form.text("name"), form.text("language"), form.text("about"), "shows" in form, "mail" in form
    name, language, about, shows, mail = wishes
    try:
        with transaction() as session:
            people.set_profile(session, me, name, language, visit.now, about=about, shows_contributions=shows, wants_mail=mail)
    except Invalid as invalid:
        return settings_document(*wishes, invalid.fields)
    return Outcome(toast=_("Your settings are saved."), back="/me/settings")


# ── My data, my sessions ──────────────────────────────────────────────────────────────────────────

@own("/me/data")
def data_page(visit: Visit, me: Me) -> Document:
    with reading() as session:
        kept, everyone = personal.kept_about(session, me), organisations(session)
    return spaces.space("data", spaces.data_page(kept, everyone[0].contact if everyone else ""))


@own("/me/data.json")
def data_file(visit: Visit, me: Me) -> Response:
    with reading() as session:
        kept = personal.kept_about(session, me)
    return Response(json.dumps(kept, ensure_ascii=False, indent=2), media_type="application/json", headers={
        "Content-Disposition": 'attachment; filename="my-data.json"', "Cache-Control": "no-store"})


@own("/me/sessions")
def sessions_page(visit: Visit, me: Me) -> Document:
    with reading() as session:
        rows = people.sessions_of(session, me.id, visit.now)
    return spaces.space("sessions", spaces.sessions(rows, visit.session_id, visit.now))


@act("/me/sessions/{id}/revoke")
def revoke(visit: Visit, form: Form, id: int) -> Outcome:
    me = me_of(visit)
    with transaction() as session:
        people.revoke_session(session, me, id, visit.now)
    with reading() as session:
        rows = people.sessions_of(session, me.id, visit.now)
    return Outcome(toast=_("Signed out there."), back="/me/sessions",
                   fragments={"sessions": spaces.sessions(rows, visit.session_id, visit.now)})
