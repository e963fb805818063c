"""Proposing an idea: written before or after signing in, kept as one types, and put forward at the end."""

import math
from dataclasses import replace

from sqlmodel import Session

from components import propose as sheets
from components.document import Document, Form, Outcome, Upload, Visit, act, page, whole_number
from components.propose import Sheet
from locales import _, language
from models import drafts, files, limits, search
from models.database import reading, transaction
from models.eligibility import Act, setting_of, why_not
from models.ideas import PICTURES, IdeaCard, Proposed, Visibility, cards_by_id, submit_idea
from models.language import guess
from models.organisations import neighbourhoods_of, view
from models.projects import Phase, ideas_phase_of, phase_view, project_by_slug, topics_of
from models.refusals import Invalid, NotAllowed, Refusal, TooMany
from models.translated import LANGUAGES


@page("/projects/{slug}/ideas/new", browser=True)
def propose_page(visit: Visit, slug: str) -> Document:
    """The sheet, with the draft of this person or this browser on it."""
    with reading() as session:
        return sheet_document(sheet_of(session, visit, slug))


def sheet_of(session: Session, visit: Visit, slug: str, typed: Proposed | None = None) -> Sheet:
    """The sheet of a project with what was typed, or else with the draft."""
    project, organisation = project_by_slug(session, slug, visit.now, visit.person)
    phase = ideas_phase_of(session, project.id, visit.now)
    if typed is None:
        typed = drafts.draft_of(session, phase.id, visit.person, visit.browser)
    closed = why_not(Act.SUBMIT, visit.person, setting_of(project, phase, visit.now))
    guessed = guess(f"{typed.title} {typed.body}")
    return Sheet(
        slug=slug, project=project.title, organisation=view(organisation), phase=phase_view(phase, visit.now),
        topics=topics_of(session, project.id), neighbourhoods=tuple(neighbourhoods_of(session, organisation.id)),
        typed=replace(typed, language=typed.language or guessed or ""), signed_in=visit.person is not None,
        name=visit.person.name if visit.person else None, closed=closed if closed and not closed.next_step else None,
        near=ideas_like(session, visit, phase.id, typed.title), guessed=guessed)


def ideas_like(session: Session, visit: Visit, phase_id: int, title: str) -> tuple[IdeaCard, ...]:
    """Ideas of this phase whose words come near this title."""
    near = search.similar(session, title[:200], phase_id)
    return cards_by_id(session, [found.object_id for found in near], visit.person, visit.now) if near else ()


def sheet_document(sheet: Sheet, status: int = 200) -> Document:
    told = sheet.project.told(language())
    return Document(title=_("Propose an idea"), crumbs=((told.text, f"/projects/{sheet.slug}"),), nav="ideas", noindex=True,
                    organisation=sheet.organisation, status=422 if sheet.errors else status, main=sheets.sheet_page(sheet))


# ── Keeping the draft ─────────────────────────────────────────────────────────────────────────────

@act("/projects/{slug}/draft", browser=True)
def keep_draft(visit: Visit, form: Form, slug: str) -> Outcome | Document:
    """Keep what is typed. The same act marks the map, adds and removes pictures: all of it is the draft."""
    typed, errors = read_sheet(visit, form, slug)
    if typed.language in ("", form.get("guessed")):   # nobody chose another than we proposed, so our guess may follow the text
        typed = replace(typed, language=guess(f"{typed.title} {typed.body}") or typed.language)
    with reading() as session:
        sheet = sheet_of(session, visit, slug, typed)
    with transaction() as session:
        limits.allow(session, "drafts", who(visit), visit.now)
        kept = drafts.save_draft(session, sheet.phase.id, visit.person, visit.browser, typed, visit.now)
    if errors:
        return sheet_document(sheet.over(errors))
    return Outcome(
        toast=_told_about(form, kept), error=not kept, back=sheet.path, focus=_next_field(visit, form, typed),
        fragments=lambda: _changed(visit, form, sheet, kept), announce=_similar_now(form, sheet))


def _told_about(form: Form, kept: bool) -> str | None:
    if not kept:
        return _("This text is too long to be kept. Shorten it, or copy it to a safe place.")
    return _("Your draft is kept for thirty days. Come back when you like.") if "keep" in form else None


def _changed(visit: Visit, form: Form, sheet: Sheet, kept: bool) -> dict[str, object]:
    """The parts of the page that this draft changes; the others are left alone, with the reader’s cursor in them."""
    parts = {"body-count": sheets.body_count(form.get("body", ""))}
    if kept:
        parts["saved"] = sheets.saved(sheets.clock_time(visit.now))
    if form.get("near", "") != ",".join(str(card.id) for card in sheet.near):
        parts["similar"] = sheets.similar(sheet.near)
    if sheet.typed.language != form.get("language", "") or (sheet.guessed or "") != form.get("guessed", ""):
        parts["written-in"] = sheets.written_in(sheet.typed.language, sheet.guessed)
    if _clicked(form) or "unmark" in form:
        parts["spot"] = sheets.spot(sheet)
    if form.files("pictures") or "remove" in form:
        parts["pictures"] = sheets.pictures(sheet)
    return parts


def _similar_now(form: Form, sheet: Sheet) -> str | None:
    """Said aloud when there are other similar ideas than before."""
    changed = form.get("near", "") != ",".join(str(card.id) for card in sheet.near)
    return sheets.similar_words(len(sheet.near)) if changed and sheet.near else None


def _next_field(visit: Visit, form: Form, typed: Proposed) -> str | None:
    """After a picture came: the field for its words. After a click on the map: the map again."""
    if form.files("pictures"):
        return next((f"f-alt-{file_hash}" for file_hash, alt in typed.pictures if not alt), "pictures")
    if "remove" in form:
        return "f-pictures"
    return "spot" if _clicked(form) or "unmark" in form else None


# ── Putting it forward ────────────────────────────────────────────────────────────────────────────

@act("/projects/{slug}/ideas/new", browser=True)
def propose(visit: Visit, form: Form, slug: str) -> Outcome | Document:
    """Publish. Whatever happens, the text is kept first: who must sign in finds it again afterwards."""
    typed, errors = read_sheet(visit, form, slug)
    with reading() as session:
        sheet = sheet_of(session, visit, slug, typed)
    try:
        with transaction() as session:
            if visit.person is None:   # a person has one draft here, but who has no account could leave any number
                limits.allow(session, "drafts", who(visit), visit.now)
            drafts.save_draft(session, sheet.phase.id, visit.person, visit.browser, typed, visit.now)
    except TooMany as refusal:
        return sheet_document(sheet.over({"body": refusal}))
    try:
        with transaction() as session:
            idea = submit_idea(session, visit.person, session.get_one(Phase, sheet.phase.id), typed, visit.now)
            if errors:
                raise Invalid(errors)
            drafts.drop_draft(session, sheet.phase.id, visit.person, visit.browser)
            go, pending = f"/ideas/{idea.id}", idea.visibility == Visibility.PENDING
    except Invalid as invalid:
        return sheet_document(sheet.over({**invalid.fields, **errors}))
    except NotAllowed as refusal:
        if refusal.next_step == "sign_in":
            return Outcome(go=f"/sign-in?next={sheet.path}", toast=_("Your text is kept. Sign in, and you find it here again."))
        if refusal.next_step == "introduce":
            return Outcome(go=f"/introduce?next={sheet.path}")
        return sheet_document(replace(sheet, closed=refusal), 403)
    return Outcome(go=go, toast=_("Thank you. A moderator reads your idea before it appears.") if pending
                   else _("Thank you. Your idea is online."))


# ── What was sent ─────────────────────────────────────────────────────────────────────────────────

def read_sheet(visit: Visit, form: Form, slug: str) -> tuple[Proposed, dict[str, Refusal]]:
    """What was typed, with the pictures that came along now kept; and what is wrong with those."""
    kept, errors = _pictures(visit, form)
    latitude, longitude = _point(visit, form, slug)
    chosen = form.get("language", "")
    return Proposed(
        title=form.text("title"), body=form.text("body"), language=chosen if chosen in LANGUAGES else "",
        topic=form.text("topic"), place=form.text("place"), no_place="no_place" in form and not _clicked(form),
        neighbourhood=_whole(form.get("neighbourhood", "")), latitude=latitude, longitude=longitude,
        pseudonymous=form.get("pseudonymous") == "yes", charter="charter" in form, pictures=kept), errors


def _pictures(visit: Visit, form: Form) -> tuple[tuple[tuple[str, str], ...], dict[str, Refusal]]:
    """The pictures kept so far with their words, then the new ones as far as they can be used."""
    sent = [file_hash for file_hash in dict.fromkeys(form.all("picture")) if file_hash != form.get("remove")][:PICTURES]
    with reading() as session:
        known = files.known_pictures(session, sent)
    kept = {file_hash: form.text(f"alt-{file_hash}")[:300] for file_hash in sent if file_hash in known}
    errors: dict[str, Refusal] = {}
    for upload in form.files("pictures"):
        if len(kept) >= PICTURES:
            errors["pictures"] = Refusal("Keep at most {count} pictures.", count=PICTURES)
            break
        try:
            kept.setdefault(_keep(visit, upload), "")
        except Refusal as refusal:
            errors["pictures"] = refusal
    return tuple(kept.items()), errors


def _keep(visit: Visit, upload: Upload) -> str:
    """Check, redraw and store one picture. Redrawing takes up to a second, so it is done outside the transaction."""
    with transaction() as session:
        limits.allow(session, "uploads", who(visit), visit.now)
    picture = files.check_picture(upload.content)
    with transaction() as session:
        return files.store_picture(session, picture, visit.now).hash


def who(visit: Visit) -> str:
    """Whose acts are counted together: a person’s, or a network’s, since a browser’s cookie is easily thrown away."""
    return f"person:{visit.person.id}" if visit.person else f"network:{visit.network}"


def _clicked(form: Form) -> int | None:
    """The width of the map that was clicked."""
    return next((width for width in sheets.MAPS if f"map{width}.x" in form), None)


def _point(visit: Visit, form: Form, slug: str) -> tuple[float | None, float | None]:
    """The mark on the map: a new click, or the one before."""
    if "unmark" in form:
        return None, None
    width = _clicked(form)
    x, y = (_whole(form.get(f"map{width}.{axis}", "")) for axis in "xy")
    if width and x and y:
        with reading() as session:
            _project, organisation = project_by_slug(session, slug, visit.now, visit.person)
            ground = sheets.ground_under(tuple(neighbourhoods_of(session, organisation.id)))
        if ground and (point := sheets.point_at(ground, width, x, y)):
            return point
    latitude, longitude = _number(form.get("latitude", "")), _number(form.get("longitude", ""))
    return (latitude, longitude) if latitude is not None and longitude is not None else (None, None)


def _whole(text: str) -> int | None:
    try:
        return whole_number(text)
    except ValueError:
        return None


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
