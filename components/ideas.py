"""How ideas look in lists: a card with its status, its words in their own language, and the petal that supports it."""

import htpy as h

from components.drawn import drawn_once
from components.frame import to
from components.icons import icon
from locales import _, date, language, ngettext, number, pgettext
from models.ideas import Author, IdeaCard, Status
from models.translated import Language, Told, Translated

STATUS_STATE = {   # our status → the glyph of the design
    Status.SUBMITTED: "open", Status.UNDER_STUDY: "study", Status.ACCEPTED: "accepted", Status.PARTLY_ACCEPTED: "accepted",
    Status.NOT_ACCEPTED: "declined", Status.PLANNED: "doing", Status.DELIVERED: "done",
}
VARIANTS = ("list", "page", "top", "near")   # where a support button stands; each has its own id


# ── Words ─────────────────────────────────────────────────────────────────────────────────────────

def status_words() -> dict[str, str]:
    """What each status is called, in the order ideas go through them."""
    return {
        Status.SUBMITTED: pgettext("idea status", "Submitted"),
        Status.UNDER_STUDY: pgettext("idea status", "Under study"),
        Status.ACCEPTED: pgettext("idea status", "Accepted"),
        Status.PARTLY_ACCEPTED: pgettext("idea status", "Accepted in part"),
        Status.NOT_ACCEPTED: pgettext("idea status", "Not accepted"),
        Status.PLANNED: pgettext("idea status", "Planned"),
        Status.DELIVERED: pgettext("idea status", "Delivered"),
    }


def status_label(status: str, solid: bool = False, open: bool = False) -> h.Element:
    """The status with its glyph. `open`: people can support the idea now, which tells more than “Submitted”."""
    words = pgettext("idea status", "Open for support") if open and status == Status.SUBMITTED else status_words()[status]
    return h.span(class_=["status", solid and "solid"], data_state=STATUS_STATE[status])[words]


def card_status(card: IdeaCard, solid: bool = False) -> h.Element:
    return status_label(card.status, solid, open=not card.closed)


def told(text: Told | Translated, tag: str = "p", look: str = "", **attributes: str) -> h.Element:
    """An element around a text, with the text's own `lang` where that is not the page's."""
    text = text.told(language()) if isinstance(text, Translated) else text
    return getattr(h, tag)(class_=look or None, lang=foreign(text), **attributes)[text.text]


def foreign(text: Told) -> Language | None:
    """The `lang` a text needs: none in the language of the page."""
    return None if text.language == language() else text.language


def only_in(text: Told | Translated) -> h.Element | None:
    """A small mark beside what an organisation has not written in the reader's language yet."""
    spoken = language()
    text = text.told(spoken) if isinstance(text, Translated) else text
    if not text or text.language == spoken:
        return None
    words = {"fr": _("only in French so far"), "nl": _("only in Dutch so far"), "en": _("only in English so far")}
    return h.span(".meta.only")[words[text.language]]


def tongue(written: Language, page_language: Language | None = None) -> h.Element | None:
    """The mark of the language someone wrote in; none where that is `page_language`."""
    if written == page_language:
        return None
    words = {"fr": _("Written in French"), "nl": _("Written in Dutch"), "en": _("Written in English")}[written]
    return h.span(".tongue", title=words)[h.span(aria_hidden="true")[written.upper()], h.span(".away")[words]]


def author_words(author: Author) -> str:
    """The name of who wrote something, or what stands in its place."""
    if author.name:
        return author.name
    if not author.resident_of:
        return _("A resident")
    return _("A resident of {organisation}", organisation=author.resident_of.told(language()))


def author_name(author: Author, linked: bool = True) -> h.Node:
    """The same, leading to the person's page if they show what they do."""
    if linked and author.name and author.person_id:
        return h.a(href=to(f"/people/{author.person_id}"))[author.name]
    return author_words(author)


def picture_address(hash: str, size: str = "large") -> str:
    """Where a picture of an idea is served."""
    return f"/files/{hash}-{size}.webp"


def whereabouts(card: IdeaCard, whole: bool = False) -> str:
    """The neighbourhood of an idea, or the words for its place; both with `whole`."""
    neighbourhood = card.neighbourhood.told(language()).text if card.neighbourhood else ""
    if whole:
        return ", ".join(dict.fromkeys(filter(None, (card.place, neighbourhood))))
    return neighbourhood or card.place


# ── Support ───────────────────────────────────────────────────────────────────────────────────────

def support_button(card: IdeaCard, variant: str = "list") -> h.Element:
    """The petal: one click supports, another takes it back. Without an account it leads to signing in."""
    return h.form(method="post", id=f"support-{variant}-{card.id}", action=to(f"/ideas/{card.id}/support"), data_act=True)[
        h.button(".support", type="submit", name="wanted", value="0" if card.supported else "1",
                 aria_pressed="true" if card.supported else "false", disabled=card.closed,
                 aria_describedby=f"title-{card.id}" if variant == "list" else None)[
            h.span(".petal", aria_hidden="true"),
            h.b(data_live=f"idea:{card.id}:supports")[number(card.supports)], " ",
            h.span[_support_words(card, variant)]]]


def _support_words(card: IdeaCard, variant: str) -> str:
    if card.closed:
        return pgettext("support", "Closed")
    if variant in ("page", "top"):
        return _("You support this idea") if card.supported else _("Support this idea")
    return _("You support this") if card.supported else pgettext("button", "Support")


def support_fragments(card: IdeaCard) -> dict[str, h.Element]:
    """What changes on any page when somebody supports this idea."""
    return {f"support-{variant}-{card.id}": support_button(card, variant) for variant in VARIANTS}


def meter(card: IdeaCard) -> h.Element | None:
    """How far the supports are on their way to the threshold, where the phase has one and support is open."""
    if not card.threshold or card.closed:
        return None
    missing = card.threshold - card.supports
    return h.div(".reach")[
        h.div(".meter", style=f"--v:{min(100, card.supports * 100 // card.threshold)}%", role="progressbar",
              aria_label=_("Supports"), aria_valuenow=str(card.supports), aria_valuemin="0",
              aria_valuemax=str(max(card.threshold, card.supports))),
        h.p(".meter-text")[h.span[
            ngettext("{count} more needed for the council’s agenda", "{count} more needed for the council’s agenda", missing)
            if missing > 0 else _("Enough supports for the council’s agenda")]]]


# ── Cards and lines ───────────────────────────────────────────────────────────────────────────────

@drawn_once(keep=4096)
def idea_card(card: IdeaCard) -> h.Element:
    """An idea in a list."""
    place = whereabouts(card)
    return h.article(".idea", id=f"idea-{card.id}")[
        h.div(".stack")[
            h.p(".line.meta")[card_status(card), h.span[place] if place else None],
            h.h3[told(card.title, "a", href=to(f"/ideas/{card.id}"), id=f"title-{card.id}")],
            told(card.excerpt, "p", "small"),
            meter(card),
            h.p(".line.meta")[
                h.span[author_words(card.author), ", ", date(card.submitted_at, "short")],
                tongue(card.title.language),
                comment_count(card)]],
        support_button(card)]


def comment_count(card: IdeaCard) -> h.Element:
    return h.span(".line", style="--gap:.3rem")[
        icon("message-square"), h.span(aria_hidden="true", data_live=f"idea:{card.id}:comments")[number(card.comments)],
        h.span(".away")[ngettext("{count} comment", "{count} comments", card.comments)]]


@drawn_once(keep=2048)
def idea_line(card: IdeaCard) -> h.Element:
    """An idea as a row of `ul.rows`: where it stands, its title, how many support it."""
    return h.li(".line.ends")[
        h.div(".stack", style="--gap:.25rem")[
            h.p[told(card.title, "a", href=to(f"/ideas/{card.id}"))],
            h.p(".line.meta")[card_status(card), h.span[date(card.submitted_at, "short")],
                              tongue(card.title.language, language())]],
        h.p(".meta.num")[ngettext("{count} support", "{count} supports", card.supports)]]
