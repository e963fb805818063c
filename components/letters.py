"""The words of our letters, in the recipient's language: one list of pieces, written out as HTML and as plain text.

A letter must survive mail programs, which know tables and `style` attributes and little else. Colours that turn in
the dark are set by class in the head; programs that drop the head keep the light ones.
"""

import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import htpy as h
from markupsafe import Markup

from locales import N_, _, speaking
from models.decisions import Verdict
from models.letters import Letter, Render, Rendered, stop_address
from models.notices import Ground
from models.people import CODE_TERM
from models.settings import Settings
from models.translated import Language

WIDTH = 72
FONT = "font-family:'Atkinson Hyperlegible Next','Segoe UI',Roboto,Helvetica,Arial,sans-serif"
DARK = Markup("""<style>
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .paper { background: #12142B !important; } .sheet { background: #1B1E3C !important; }
  .ink { color: #F2F1EA !important; } .soft { color: #C6C7DA !important; } .link { color: #AEB5FF !important; }
  .quote { border-color: #AEB5FF !important; } .key { background: #12142B !important; }
  .door { background: #AEB5FF !important; } .door a { color: #12142B !important; }
}
@media (max-width: 480px) { .sheet { padding: 24px 20px !important; } }
</style>""")

GROUNDS = {
    Ground.HATE: N_("It spreads hate or calls for violence."),
    Ground.PRIVATE_DATA: N_("It makes private details of somebody public."),
    Ground.ATTACK: N_("It attacks a person instead of what they say."),
    Ground.ADVERTISING: N_("It is advertising."),
    Ground.OFF_TOPIC: N_("It has nothing to do with the subject."),
    Ground.UNLAWFUL: N_("It is against the law."),
    Ground.OTHER: N_("It breaks the participation charter."),
}
VERDICTS = {
    Verdict.UNDER_STUDY: N_("The idea is being studied."),
    Verdict.ACCEPTED: N_("The idea is accepted."),
    Verdict.PARTLY_ACCEPTED: N_("The idea is accepted in part."),
    Verdict.NOT_ACCEPTED: N_("The idea is not accepted."),
}


# ── What a letter is made of ──────────────────────────────────────────────────────────────────────

@dataclass(frozen=True, slots=True)
class Sentence:
    """A paragraph of ours."""

    words: str

    def html(self) -> h.Node:
        return h.p(".ink", style=f"{FONT};font-size:17px;line-height:1.55;color:#15183A;margin:0 0 16px")[self.words]

    def text(self) -> str:
        return textwrap.fill(self.words, WIDTH, break_long_words=False, break_on_hyphens=False)


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody else's words, in their own language."""

    words: str
    language: Language
    label: str = ""

    def html(self) -> h.Node:
        return h.fragment[
            self.label and h.p(".soft", style=f"{FONT};font-size:15px;line-height:1.5;color:#454863;margin:0 0 4px")[self.label],
            h.blockquote(".quote.ink", lang=self.language, style=(
                f"{FONT};font-size:17px;line-height:1.55;color:#15183A;margin:0 0 20px;padding:2px 0 2px 16px;"
                "border-left:3px solid #3540B5"))[_lines(self.words)]]

    def text(self) -> str:
        told = "\n".join(textwrap.fill(line, WIDTH - 2, initial_indent="> ", subsequent_indent="> ", break_long_words=False)
                         or ">" for line in self.words.splitlines())
        return f"{self.label}\n{told}" if self.label else told


@dataclass(frozen=True, slots=True)
class Digits:
    """A code to type: in two groups, as one reads it aloud."""

    code: str

    @property
    def grouped(self) -> str:
        return f"{self.code[:4]} {self.code[4:]}"

    def html(self) -> h.Node:
        return h.p(".key.ink", style=(
            f"{FONT};font-size:32px;line-height:1.2;font-weight:700;letter-spacing:2px;color:#15183A;background:#F2F1EB;"
            "border-radius:3px 20px;padding:16px 20px;margin:0 0 20px;text-align:center"))[self.grouped]

    def text(self) -> str:
        return f"    {self.grouped}"


@dataclass(frozen=True, slots=True)
class Way:
    """The one thing to do next."""

    label: str
    address: str

    def html(self) -> h.Node:
        return h.table(role="presentation", cellpadding="0", cellspacing="0", border="0", style="margin:4px 0 24px")[h.tr[
            h.td(".door", bgcolor="#3540B5", style="background:#3540B5;border-radius:3px 16px")[
                h.a(href=self.address, style=(
                    f"{FONT};display:inline-block;padding:13px 24px;font-size:17px;line-height:1.3;font-weight:700;"
                    "color:#FFFFFF;text-decoration:none"))[self.label]]]]

    def text(self) -> str:
        return f"{self.label}:\n{self.address}"


Piece = Sentence | Quote | Digits | Way


@dataclass(frozen=True, slots=True)
class Words:
    """A letter before it is written out. `ending` says why it came."""

    subject: str
    pieces: tuple[Piece, ...]
    ending: str


# ── Each kind of letter ───────────────────────────────────────────────────────────────────────────

At = Callable[[str], str]   # a path without its language → the whole address


def _code(data: dict[str, Any], at: At) -> Words:
    code = Digits(data["code"])
    return Words(
        _("{code} is your code to sign in", code=code.grouped),
        (Sentence(_("Type this code in the browser where you asked for it:")), code,
         Sentence(_("It is valid for {term} and works once. Nobody of ours will ever ask you for it.", term=CODE_TERM))),
        _("You did not ask for a code? Then you have nothing to do: without this letter nobody can sign in with your address."))


def _welcome(data: dict[str, Any], at: At) -> Words:
    return Words(
        _("Welcome, {name}", name=data.get("name", "")),
        (Sentence(_("Your account is open. You can now propose ideas, support those of others and discuss them.")),
         Way(_("See the open projects"), at("/projects")),
         Sentence(_("In your space you find what you wrote, what you follow and what we know about you. "
                    "You can change it there, take it with you, or close your account."))),
        _("You receive this letter once, because you signed in for the first time."))


def _answered(data: dict[str, Any], at: At) -> Words:
    title = data["title"]
    if data.get("author"):
        subject, first = _("Your idea has an answer: {title}", title=title), _("Your idea received its official answer.")
        ending = _("You receive this letter because you proposed this idea.")
    elif data.get("supporter"):
        subject = _("An idea you support has an answer: {title}", title=title)
        first = _("An idea that you support received its official answer.")
        ending = _("You receive this letter because you support this idea.")
    else:
        subject = _("An idea you follow has an answer: {title}", title=title)
        first = _("An idea that you follow received its official answer.")
        ending = _("You receive this letter because you follow this idea.")
    return Words(
        subject,
        (Sentence(first), Quote(title, data["title_language"]), Sentence(_(VERDICTS[Verdict(data["verdict"])])),
         *([Quote(data["summary"], data["summary_language"], _("In short:"))] if data.get("summary") else []),
         Way(_("Read the whole answer"), at(f"/ideas/{data['idea']}"))),
        ending)


def _commented(data: dict[str, Any], at: At) -> Words:
    reply, title = data.get("reply"), data["title"]
    return Words(
        _("A reply to your comment: {title}", title=title) if reply else _("A comment on your idea: {title}", title=title),
        (Sentence(_("Somebody replied to your comment on this idea:") if reply else _("Somebody commented on your idea:")),
         Quote(title, data["title_language"]),
         Quote(_shortened(data["body"]), data.get("body_language", data["title_language"]), _("They write:")),
         Way(_("Read and reply"), at(f"/ideas/{data['idea']}#comment-{data['comment']}"))),
        _("You receive this letter because you wrote this comment.") if reply else
        _("You receive this letter because you proposed this idea."))


def _hidden(data: dict[str, Any], at: At) -> Words:
    """What was decided, on what ground, why, and what one can do: a statement of reasons."""
    is_idea = data.get("kind") == "idea"
    contact = data.get("contact")
    return Words(
        _("Your idea was hidden: {title}", title=data["title"]) if is_idea else
        _("Your comment was hidden: {title}", title=data["title"]),
        (Sentence(_("A moderator hid your idea. Others no longer see it; its address only tells the reason.") if is_idea else
                  _("A moderator hid your comment. Others no longer see it.")),
         Quote(data["title"], data["title_language"], _("The idea:")),
         Quote(data["body"], data.get("body_language", data["title_language"]), _("What you wrote:")),
         Sentence(_("The ground: {ground}", ground=_(GROUNDS.get(data.get("ground", ""), GROUNDS[Ground.OTHER])))),
         *([Quote(data["reason"], data["reason_language"], _("The reason, in the moderator’s words:"))]
           if data.get("reason") else []),
         Sentence(_("A person decided this after reading what you wrote; no machine did.")),
         Sentence(_("You think this is wrong? Write to {contact} and say why. Your right to go to court remains.",
                    contact=contact) if contact else
                  _("You think this is wrong? Write to the organisation of this project and say why. "
                    "Your right to go to court remains.")),
         Way(_("Read the participation charter"), at("/charter"))),
        _("You receive this letter because the law and our charter ask us to tell you."))


def _invited(data: dict[str, Any], at: At) -> Words:
    organisation = data.get("organisation", "")
    return Words(
        _("You are invited to the team of {organisation}", organisation=organisation),
        (Sentence(_("You can now help to run the participation of {organisation}.", organisation=organisation)),
         Sentence(_("Sign in with this e-mail address: we send you a code, you need no password.")),
         Way(_("Sign in"), at("/sign-in?next=/organise"))),
        _("You receive this letter because an administrator gave you a role."))


def _erased() -> Words:
    """A code that is on its way, or a letter of long ago: nothing of it is kept."""
    return Words(_("Letter no longer kept"), (Sentence(_("What this letter said is no longer kept.")),), "")


KINDS: dict[str, Callable[[dict[str, Any], At], Words]] = {
    "code": _code, "welcome": _welcome, "answered": _answered, "commented": _commented, "hidden": _hidden, "invited": _invited}


# ── Writing out ───────────────────────────────────────────────────────────────────────────────────

def writer(settings: Settings) -> Render:
    """What finds the words of a letter, for this installation."""
    return partial(render, public_url=settings.public_url, name=settings.platform_name)


def render(letter: Letter, public_url: str, name: str) -> Rendered:
    """The letter in its language: subject, text and HTML, which say the same."""
    base = f"{public_url.rstrip('/')}/{letter.language}"
    with speaking(letter.language):   # type: ignore[arg-type]
        words = KINDS[letter.kind](letter.data, lambda path: base + path) if letter.data else _erased()
        stop = stop_address(letter, public_url) if letter.stop_token else None
        return Rendered(" ".join(words.subject.split()), _text(words, name, base, stop),
                        _html(words, name, base, stop, letter.language))


def _text(words: Words, name: str, base: str, stop: str | None) -> str:
    parts = [_("Hello,"), *(piece.text() for piece in words.pieces), "-- \n" + name + "\n" + base]
    if words.ending:
        parts.append(Sentence(words.ending).text())
    if stop:
        parts.append(f"{_('Stop letters about ideas')}:\n{stop}")
    return "\n\n".join(parts) + "\n"


def _html(words: Words, name: str, base: str, stop: str | None, language: str) -> str:
    small = f"{FONT};font-size:14px;line-height:1.5;color:#454863;margin:0 0 8px"
    heading = f"{FONT};font-size:24px;line-height:1.25;font-weight:700;color:#15183A;margin:0 0 20px"
    rows = (
        h.td(style="padding:0 8px 16px")[_brand(name, base)],
        h.td(".sheet", bgcolor="#FFFFFF", style="background:#FFFFFF;border-radius:3px 28px;padding:32px 36px 16px")[
            h.h1(".ink", style=heading)[words.subject], (piece.html() for piece in words.pieces)],
        h.td(style="padding:20px 8px 0")[
            h.p(".soft", style=small)[words.ending] if words.ending else None,
            h.p(".soft", style=small)[
                h.a(".link", href=stop, style="color:#3540B5")[_("Stop letters about ideas")]] if stop else None],
    )
    page = h.html(lang=language, dir="ltr")[
        h.head[
            h.meta(charset="utf-8"), h.meta(name="viewport", content="width=device-width, initial-scale=1"),
            h.meta(name="color-scheme", content="light dark"), h.meta(name="supported-color-schemes", content="light dark"),
            h.title[words.subject], DARK],
        h.body(".paper", style="margin:0;padding:0;background:#FBFAF6", bgcolor="#FBFAF6")[
            h.div(".paper", lang=language, role="article", aria_label=words.subject,   # some programs drop <html lang>
                  style="background:#FBFAF6;padding:24px 12px")[
                h.table(role="presentation", align="center", width="100%", cellpadding="0", cellspacing="0", border="0",
                        style="max-width:600px;margin:0 auto")[(h.tr[row] for row in rows)]]]]
    return str(str(page))   # once for the text, once more for a plain one: whoever embeds it must escape it


def _brand(name: str, base: str) -> h.Node:
    return h.a(".ink", href=base, style=f"{FONT};font-size:16px;font-weight:700;color:#15183A;text-decoration:none")[
        h.span(aria_hidden="true", style=(
            "display:inline-block;width:14px;height:14px;border-radius:2px 10px;background:#FFCB2E;border:2px solid #15183A;"
            "vertical-align:-3px;margin-right:10px")), name]


def _lines(text: str) -> h.Node:
    """Line ends stay where their writer put them."""
    lines = text.splitlines() or [""]
    return [lines[0], *((h.br, line) for line in lines[1:])]


def _shortened(text: str, most: int = 600) -> str:
    """The beginning of somebody's words: the rest is read on the platform."""
    text = text.strip()
    return text if len(text) <= most else text[:most].rsplit(None, 1)[0] + "…"
