"""The sheet on which an idea is written: one page, kept as one types, with what happens next beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import htpy as h

from components import forms
from components.forms import Errors, button, checkbox, choices, error_summary, file_field, select, text_area
from components.frame import NAMES, note, to
from components.icons import icon
from components.ideas import card_status, picture_address, support_button, told, tongue
from components.maps import SHAPE, Ground, drawn_ground, ground_of
from locales import _, language, ngettext, say
from models.files import MAX_BYTES
from models.ideas import BODY_LENGTH, PICTURES, TITLE_LENGTH, IdeaCard, Proposed
from models.organisations import Neighbourhood, OrganisationView
from models.projects import PhaseView, Topic
from models.refusals import Refusal
from models.translated import LANGUAGES, Language, Translated

FORM = "propose"      # the form's id: the title stands above the form, because the similar ideas under it have forms of their own
MAPS = {280: 240, 560: 400}   # the map's width and height, on phones and beyond: a click tells CSS pixels, so they must be known
TRANSPARENT = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
BRUSSELS = ZoneInfo("Europe/Brussels")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the page needs to know, and what was typed so far."""

    slug: str
    project: Translated
    organisation: OrganisationView
    phase: PhaseView
    topics: tuple[Topic, ...]
    neighbourhoods: tuple[Neighbourhood, ...]
    typed: Proposed
    signed_in: bool
    name: str | None                     # the name others will see; None before it is chosen
    closed: Refusal | None = None        # why nobody can propose an idea now
    near: tuple[IdeaCard, ...] = ()
    guessed: Language | None = None      # the language the text seems to be in
    errors: Errors = field(default_factory=dict)

    @property
    def path(self) -> str:
        return f"/projects/{self.slug}/ideas/new"

    @property
    def draft_path(self) -> str:
        return f"/projects/{self.slug}/draft"

    @property
    def started(self) -> bool:
        return bool(self.typed.title or self.typed.body or self.typed.pictures)

    def over(self, errors: Mapping[str, Refusal]) -> "Sheet":
        return replace(self, errors=errors)


def sheet_page(sheet: Sheet) -> h.Element:
    """The whole page below the crumbs."""
    return h.div(".split")[
        h.div(".stack", style="--gap:var(--s-5)")[
            error_summary(sheet.errors),
            h.header(".stack")[h.h1[_("Propose an idea")], h.p(".lead")[_lead(sheet)] if sheet.closed is None else None],
            _closed(sheet) if sheet.closed else (
                note(_("Your draft is back, as you left it.")) if sheet.started and not sheet.errors else None,
                h.div(".part", style="padding-bottom:0")[
                    h.h2[_("Your idea")],
                    forms.field(_("Title"), "title", sheet.typed.title, error=sheet.errors.get("title"), required=True,
                                hint=_("A short sentence, as you would say it to a neighbour."), form=FORM,
                                maxlength=TITLE_LENGTH, autocomplete="off"),
                    similar(sheet.near)],
                _form(sheet))],
        _what_happens_next(sheet)]


def _lead(sheet: Sheet) -> str:
    return _("Two minutes are enough. You can still correct your text for {time} after it is online.",
             time=timedelta(minutes=sheet.phase.settings.grace_minutes))


def _form(sheet: Sheet) -> h.Element:
    return h.form(".idea-form", id=FORM, method="post", action=to(sheet.draft_path), enctype="multipart/form-data",
                  novalidate=True, data_act=True, data_watch=to(sheet.draft_path))[
        # The Enter key presses a form's first button: that one only keeps the draft.
        h.button(".away", type="submit", name="keep", value="yes", tabindex="-1", aria_hidden="true")[_("Keep the draft")],
        h.div(".stack", style="--gap:var(--s-5)")[
            h.div(".stack", style="--gap:.375rem")[
                text_area(_("Description"), "body", sheet.typed.body, error=sheet.errors.get("body"), required=True, rows="7",
                          hint=_("What is the problem? What do you propose? Who gains from it?"), described_by="body-count"),
                body_count(sheet.typed.body)],
            written_in(sheet.typed.language, sheet.guessed, sheet.errors.get("language")),
            _topic(sheet)],
        _place(sheet) if sheet.phase.settings.places else None,
        h.section(".part", aria_labelledby="pictures-title")[
            h.h2("#pictures-title")[_("Pictures")], pictures(sheet)],
        _you(sheet),
        saved(None),
        h.p(".line")[
            button(_("Publish my idea") if sheet.signed_in else _("Sign in to publish"), formaction=to(sheet.path)),
            button(_("Keep the draft"), "second", name="keep", value="yes")]]


# ── Your idea ─────────────────────────────────────────────────────────────────────────────────────

def similar(near: tuple[IdeaCard, ...]) -> h.Element:
    """Ideas that may say the same, each with its support: one strong idea weighs more than two weak ones."""
    known = h.input(type="hidden", name="near", value=",".join(str(card.id) for card in near), form=FORM)
    if not near:
        return h.div("#similar", hidden=True)[known]
    return h.div("#similar.panel.tint.stack", style="--gap:var(--s-3)")[
        known,
        h.p[h.b[similar_words(len(near))], " ", _("Read first what was answered.") if all(card.closed for card in near) else
            _("Supporting one gives it more weight than a second idea does.")],
        h.ul(".rows")[(
            h.li(".near-idea")[
                h.div[card_status(card), h.p[told(card.title, "a", href=to(f"/ideas/{card.id}"), id=f"title-{card.id}"), " ",
                                             tongue(card.title.language, language())]],
                support_button(card, "near")]
            for card in near)],
        h.p(".meta")[_("Found by comparing words, on our own servers.")]]


def similar_words(count: int) -> str:
    return ngettext("{count} idea looks like yours.", "{count} ideas look like yours.", count)


def body_count(body: str) -> h.Element:
    return h.p("#body-count.meta.num")[_("{used} of {most} characters", used=len(body), most=BODY_LENGTH)]


def written_in(chosen: str, guessed: Language | None, error: Refusal | None = None) -> h.Element:
    """The language of the text. Only detection chooses one beforehand, and then we say so."""
    hint = _("We chose it from your text. Change it if that is wrong.") if guessed and chosen == guessed else \
        _("We show your text in this language, and say so to readers of the others.")
    return h.div("#written-in", style="--min:8rem")[
        h.input(type="hidden", name="guessed", value=guessed or ""),
        choices(_("Language of your text"), "language", [(one, h.span(lang=one)[NAMES[one]]) for one in LANGUAGES],
                [chosen] if chosen else (), hint=hint, error=error)]


def _topic(sheet: Sheet) -> h.Element | None:
    options = [("", _("No topic")), *((topic.slug, topic.name.told(language()).text) for topic in sheet.topics)]
    return select([_("Topic"), " ", h.span(".meta")[_("(optional)")]], "topic", options, sheet.typed.topic,
                  error=sheet.errors.get("topic")) if sheet.topics else None


# ── The place ─────────────────────────────────────────────────────────────────────────────────────

def _place(sheet: Sheet) -> h.Element:
    typed, spoken = sheet.typed, language()
    return h.section(".part", aria_labelledby="place-title")[
        h.h2("#place-title")[_("The place")],
        forms.field(_("Address or name of the place"), "place", typed.place, error=sheet.errors.get("place"), maxlength=200,
                    hint=_("For example “Miroir stop” or “12 rue Léon Theodor”."), autocomplete="street-address"),
        select([_("Neighbourhood"), " ", h.span(".meta")[_("(optional)")]], "neighbourhood",
               [("", _("No neighbourhood")), *((str(near.id), near.name.told(spoken).text) for near in sheet.neighbourhoods)],
               str(typed.neighbourhood or ""), error=sheet.errors.get("neighbourhood")) if sheet.neighbourhoods else None,
        spot(sheet)]


def spot(sheet: Sheet) -> h.Element:
    """The small map and the point on it. It is a picture that sends a form, so it works in any browser."""
    typed, ground = sheet.typed, ground_under(sheet.neighbourhoods)
    marked = typed.latitude is not None and typed.longitude is not None
    return h.div("#spot.stack", style="--gap:var(--s-3)")[
        [h.input(type="hidden", name="latitude", value=str(typed.latitude)),
         h.input(type="hidden", name="longitude", value=str(typed.longitude))] if marked else None,
        [h.p(".hint")[_("Or click the map.")], _small_map(sheet, ground)] if ground else None,
        h.p(".line")[h.span[_marked_words(sheet)],
                     button(_("Remove the mark"), "quiet short", name="unmark", value="yes")] if marked else None,
        checkbox(_("No particular place"), "no_place", typed.no_place, hint=_("The idea holds for the whole area."))]


def _small_map(sheet: Sheet, ground: Ground) -> h.Element:
    places = [(near, place) for near in sheet.neighbourhoods
              if near.latitude is not None and near.longitude is not None
              and (place := ground.place(near.latitude, near.longitude))]
    typed = sheet.typed
    here = ground.place(typed.latitude, typed.longitude) if typed.latitude is not None and typed.longitude is not None else None
    return h.div(".map.pick")[
        drawn_ground(tuple(place for _near, place in places)),
        (told(near.name, "span", "spot", style=_at(*place), aria_hidden="true") for near, place in places),
        h.span(".pin.you", style=_at(*here), aria_hidden="true")[h.span] if here else None,
        (h.input(type="image", name=f"map{width}", src=TRANSPARENT, class_=f"w{width}", tabindex="-1",
                 alt=_("Map: click the place. The address and the list of neighbourhoods say the same.")) for width in MAPS)]


def _at(x: float, y: float) -> str:
    return f"--x:{x * 100:.1f}%;--y:{y * 100:.1f}%"


def ground_under(neighbourhoods: tuple[Neighbourhood, ...]) -> Ground | None:
    """The ground of the small map. It is as wide as it is high, and stretched a little when drawn."""
    ground = ground_of([(near.latitude, near.longitude) for near in neighbourhoods
                        if near.latitude is not None and near.longitude is not None])
    if ground is None:
        return None
    centre, half = (ground.west + ground.east) / 2, (ground.east - ground.west) / 2 / SHAPE
    return Ground(ground.south, ground.north, centre - half, centre + half)


def point_at(ground: Ground, width: int, x: int, y: int) -> tuple[float, float] | None:
    """The latitude and longitude of a click, or None for one that no finger made (a key sends 0, 0)."""
    height = MAPS[width]
    if not (0 < x <= width and 0 < y <= height):
        return None
    return (round(ground.north - y / height * (ground.north - ground.south), 5),
            round(ground.west + x / width * (ground.east - ground.west), 5))


def _marked_words(sheet: Sheet) -> str:
    """The place of the mark in words: the nearest neighbourhood."""
    latitude, longitude = sheet.typed.latitude or 0.0, sheet.typed.longitude or 0.0
    near = min((near for near in sheet.neighbourhoods if near.latitude is not None and near.longitude is not None), default=None,
               key=lambda near: (near.latitude - latitude) ** 2 + ((near.longitude - longitude) * .63) ** 2)
    return _("Marked on the map, near {place}.", place=near.name.told(language()).text) if near else _("Marked on the map.")


# ── Pictures ──────────────────────────────────────────────────────────────────────────────────────

def pictures(sheet: Sheet) -> h.Element:
    """Up to three, each with the words that stand for it."""
    kept = sheet.typed.pictures
    return h.div("#pictures.stack", style="--gap:var(--s-4)")[
        h.ul(".plain.thumbs")[(_thumb(position, file_hash, alt) for position, (file_hash, alt) in enumerate(kept, 1))]
        if kept else None,
        file_field([_("Add a picture"), " ", h.span(".meta")[_("(optional)")]], "pictures",
                   accept="image/jpeg,image/png,image/webp", multiple=True, at_once=True, error=sheet.errors.get("pictures"),
                   hint=_("Up to {count} pictures, JPEG, PNG or WebP, {size} MB together. We remove what the camera wrote "
                          "into them, such as the place.", count=PICTURES, size=MAX_BYTES // 1024 // 1024))
        if len(kept) < PICTURES else _no_more(sheet.errors.get("pictures"))]


def _no_more(error: Refusal | None) -> h.Element:
    return h.div("#f-pictures", class_=["field", error and "wrong"], tabindex="-1")[
        h.p(".wrong-text")[icon("circle-alert"), h.span[h.span(".away")[_("Error:"), " "], say(error)]] if error else None,
        h.p(".hint")[_("You have {count} pictures. Remove one to add another.", count=PICTURES)]]


def _thumb(position: int, file_hash: str, alt: str) -> h.Element:
    return h.li(".thumb")[
        h.img(src=picture_address(file_hash, "small"), alt="", width="160", height="120"),
        h.input(type="hidden", name="picture", value=file_hash),
        h.div(".stack", style="--gap:var(--s-2)")[
            forms.field(_("What picture {number} shows", number=position), f"alt-{file_hash}", alt, maxlength=300,
                        hint=_("A few words, for people who cannot see it.")),
            button([_("Remove"), h.span(".away")[" ", _("picture {number}", number=position)]], "quiet short", name="remove",
                   value=file_hash)]]


# ── You ───────────────────────────────────────────────────────────────────────────────────────────

def _you(sheet: Sheet) -> h.Element:
    typed, errors = sheet.typed, sheet.errors
    return h.section(".part", aria_labelledby="you-title")[
        h.h2("#you-title")[_("You")],
        _name(sheet),
        checkbox([_("I accept the"), " ", h.a(href=to("/charter"))[_("participation charter")], ". ",
                  _("My idea will be public.")], "charter", typed.charter, error=errors.get("charter"), required=True),
        h.p(".note")[icon("shield-check"), h.span[
            _("Your e-mail address is never published. You can withdraw your idea at any time."), " ",
            h.a(href=to("/privacy"))[_("Your data, your rights")]]]]


def _name(sheet: Sheet) -> h.Element:
    """Under which name it appears: one’s own, or that of any resident where the project allows it."""
    own = sheet.name or _("The name you choose when you sign in")
    change = h.p(".meta")[h.a(href=to("/me/settings"))[_("Change my name")]] if sheet.name else None
    if not sheet.phase.settings.anonymity:
        return h.div[h.p[_("Your idea appears under your name:"), " ", h.b[own]], change]
    resident = _("A resident of {organisation}", organisation=sheet.organisation.name.told(language()))
    return h.div(".stack", style="--gap:.5rem")[
        choices(_("Name shown with your idea"), "pseudonymous", [("", own), ("yes", resident)],
                ["yes" if sheet.typed.pseudonymous else ""], error=sheet.errors.get("pseudonymous"),
                hint=_("With “{pseudonym}”, readers do not see who you are. The project’s team and the platform’s administrator "
                       "still can.", pseudonym=resident)),
        change]


def saved(at_time: str | None) -> h.Element:
    """When the draft was last kept, said quietly: it changes every few words."""
    return h.p("#saved.meta")[
        _("Draft saved at {time}", time=at_time) if at_time else _("Your draft is kept for thirty days while you write.")]


def clock_time(at: datetime) -> str:
    return at.astimezone(BRUSSELS).strftime("%H:%M")


# ── Beside the sheet, and instead of it ───────────────────────────────────────────────────────────

def _what_happens_next(sheet: Sheet) -> h.Element:
    phase, days = sheet.phase, sheet.organisation.answer_days
    before = phase.settings.pre_moderation
    steps = [
        (_("You publish"), _("A moderator reads your idea first.") if before else _("Your idea is visible at once.")),
        (_("It appears"), _("As soon as it respects the charter. Your opinion is not judged.")) if before else
        (_("Anyone can report it"), _("A moderator then checks the charter, not the opinion.")),
        (_("Others support it"),
         ngettext("With {count} support it goes to the council.", "With {count} supports it goes to the council.",
                  phase.settings.threshold) if phase.settings.threshold else _("They support it with a click, and discuss it.")),
        (_("{organisation} answers", organisation=sheet.organisation.name.told(language())),
         ngettext("Within {count} day: yes or no, with the reason.", "Within {count} days: yes or no, with the reason.", days))]
    return h.aside(".stack.stay", style="--gap:var(--s-4)", aria_labelledby="next-title")[
        h.div(".head", style="margin-bottom:0")[h.h2("#next-title", style="font-size:var(--t-l)")[_("What happens next")]],
        h.ol(".history")[(
            h.li(class_="now" if position == 0 else "next")[h.p[h.b[title]], h.p(".small")[words]]
            for position, (title, words) in enumerate(steps))],
        h.p(".small")[_("You would rather not write here?"), " ", h.a(href=to("/offline"))[_("Take part without internet")]]]


def _closed(sheet: Sheet) -> h.Node:
    """Why nobody can propose now; what was typed is not lost."""
    assert sheet.closed is not None
    typed = sheet.typed
    return [
        h.div(".note.warn", role="status")[icon("info"), h.div[
            h.p[say(sheet.closed)],
            h.p[h.a(href=to(f"/projects/{sheet.slug}/ideas"))[_("Read the ideas of this project")]]]],
        h.section("#draft.panel.stack", aria_labelledby="draft-title")[
            h.h2("#draft-title", style="font-size:var(--t-l)")[_("What you wrote")],
            h.p(".meta")[_("Nobody else sees it. Copy it if you want to use it elsewhere.")],
            h.p(lang=typed.language or None)[h.b[typed.title]],
            h.p(lang=typed.language or None, style="white-space:pre-wrap")[typed.body],
            h.button(".button.second.short", type="button", data_copy=f"{typed.title}\n\n{typed.body}")[_("Copy the text")]]
        if sheet.started else None]


