"""A conversation as a page shows it: who said what, who agrees, and the place to answer."""

from dataclasses import dataclass
from datetime import datetime

import htpy as h

from components.forms import error_summary
from components.frame import sign_in_address, to
from components.icons import icon
from components.ideas import author_name, author_words, foreign, told, tongue
from components.markdown import rich
from locales import _, language, ngettext, number, pgettext, say, since
from models.comments import COMMENT_LENGTH, CommentView
from models.ideas import IdeaPage
from models.refusals import Refusal

SHOWN = 60   # comments before “show all”: more than most people read


@dataclass(frozen=True, slots=True)
class Typed:
    """A comment that was refused: which form it stood in, its words, and why."""

    form: str
    body: str
    error: Refusal


@dataclass(frozen=True, slots=True)
class Talk:
    """What a conversation needs to know of its page."""

    idea: IdeaPage
    path: str                 # of the page, for signing in and back
    now: datetime
    office: str | None = None   # the organisation this reader may speak for
    newest_first: bool = False
    all: bool = False
    typed: Typed | None = None

    @property
    def open(self) -> bool:
        return self.idea.why_not_comment is None

    @property
    def going_on(self) -> bool:
        """Open to everybody, or to whoever signs in first."""
        return self.open or bool(self.idea.why_not_comment and self.idea.why_not_comment.next_step)

    def typed_in(self, form: str) -> Typed | None:
        return self.typed if self.typed and self.typed.form == form else None


def conversation(talk: Talk, comments: tuple[CommentView, ...]) -> h.Element:
    """All that is said under an idea, and the place to say something."""
    card = talk.idea.card
    shown = comments if talk.all else comments[:SHOWN]
    everything = to(f"/ideas/{card.id}?{'order=newest&' if talk.newest_first else ''}comments=all")
    return h.section("#comments.comments", aria_labelledby="comments-title")[
        h.div(".head")[
            h.h2("#comments-title")[ngettext("{count} comment", "{count} comments", card.comments) if card.comments
                                    else _("Comments")],
            _order(talk) if len(comments) > 1 else None],
        h.ol(".thread")[(h.li[_comment(talk, comment)] for comment in shown)] if shown else
        h.p(".meta.none")[_("Nobody has said anything yet.")],
        h.p[h.a(".button.second.short", href=everything, data_swap="comments")[
            _("Show all {count} comments", count=len(comments))]] if len(shown) < len(comments) else None,
        _new_comment(talk)]


def _order(talk: Talk) -> h.Element:
    orders = (("", _("Most useful first")), ("newest", _("Newest first")))
    return h.form(".line.order", method="get", action=to(f"/ideas/{talk.idea.card.id}") + "#comments", data_swap="comments")[
        h.label(".small", for_="f-order")[_("Order")],
        h.select("#f-order.input", name="order")[(
            h.option(value=key, selected=(key == "newest") == talk.newest_first)[words] for key, words in orders)],
        h.button(".button.second.short.native", type="submit")[_("Sort")]]


def _comment(talk: Talk, comment: CommentView) -> h.Element:
    return h.article(".comment", id=f"comment-{comment.id}", tabindex="-1")[
        _said(talk, comment) if comment.visibility == "public" else _unsaid(comment),
        h.ol(".thread")[(h.li[_comment(talk, reply)] for reply in comment.replies)] if comment.replies else None]


def _said(talk: Talk, comment: CommentView) -> h.Node:
    office = comment.office.told(language()) if comment.office else None
    name = office.text if office else author_words(comment.author)
    return [
        h.span(class_=["face", office and "office"], aria_hidden="true")[name[:1].upper()],
        h.p(".line.small.by", style="--gap:.5rem")[
            told(office, "span", "office-name") if office else h.b[author_name(comment.author)],
            h.span(".meta")[since(comment.written_at, talk.now)],
            tongue(comment.body.language, language()),
            h.span(".meta")[_("edited")] if comment.edited else None],
        h.div(".stack.words", lang=foreign(comment.body))[rich(comment.body.text)],
        h.div(".line.acts", style="--gap:0 1rem")[
            agree_button(comment.id, name, comment.agrees, comment.agreed, talk.going_on),
            _reply(talk, comment, name) if talk.open else None,
            _own(talk, comment) if comment.mine else report_link(f"comment:{comment.id}")]]


def report_link(object: str) -> h.Element:
    return h.a(".act", href=to(f"/report?object={object}"), rel="nofollow")[icon("flag"), pgettext("button", "Report")]


def _unsaid(comment: CommentView) -> h.Node:
    """The place of a comment whose words are gone, and why."""
    if comment.visibility == "deleted":
        return h.p(".meta.unsaid")[_("The person who wrote this comment deleted it.")]
    return [h.p(".meta.unsaid")[_("A moderator hid this comment.")],
            h.div(".meta.unsaid")[_("Reason:"), " ", told(comment.reason, "span")] if comment.reason else None]


def agree_button(comment_id: int, name: str, agrees: int, agreed: bool, open: bool) -> h.Element:
    """A sign of agreement with a comment, given or taken back."""
    inside = [icon("thumbs-up"), pgettext("button", "Agree"), " ", h.span(".num")[number(agrees)]]
    if not open:
        return h.span(".act.still", id=f"agree-{comment_id}")[inside] if agrees else h.span(id=f"agree-{comment_id}")
    return h.form(method="post", id=f"agree-{comment_id}", action=to(f"/comments/{comment_id}/agree"), data_act=True)[
        h.button(".act", type="submit", name="wanted", value="0" if agreed else "1", aria_pressed="true" if agreed else "false")[
            inside, h.span(".away")[" ", _("with {author}", author=name)]]]


def _reply(talk: Talk, comment: CommentView, name: str) -> h.Element:
    form = f"reply-{comment.id}"
    typed = talk.typed_in(form)
    return h.details(".fold", open=bool(typed))[
        h.summary(".act")[icon("reply"), pgettext("button", "Reply"), h.span(".away")[" ", _("to {author}", author=name)]],
        _form(form, f"/ideas/{talk.idea.card.id}/comments", _("Your reply"), _("Post the reply"), typed,
              parent=comment.id, office=talk.office)]


def _own(talk: Talk, comment: CommentView) -> h.Node:
    form = f"edit-{comment.id}"
    typed = talk.typed_in(form)
    return [
        h.details(".fold", open=bool(typed))[
            h.summary(".act")[icon("file-text"), pgettext("button", "Edit")],
            _form(form, f"/comments/{comment.id}/edit", _("Your comment"), _("Save the change"), typed,
                  value=comment.body.text)],
        h.form(method="post", action=to(f"/comments/{comment.id}/delete"), data_act=True)[
            h.button(".act", type="submit")[icon("x"), pgettext("button", "Delete")]]]


def _new_comment(talk: Talk) -> h.Node:
    refusal = talk.idea.why_not_comment
    if refusal is None:
        return _form("comment", f"/ideas/{talk.idea.card.id}/comments", _("Your comment"), _("Post the comment"),
                     talk.typed_in("comment"), office=talk.office)
    ways = {"sign_in": (sign_in_address(talk.path), _("Sign in")),
            "introduce": (sign_in_address(talk.path).replace("/sign-in?", "/introduce?"), _("Give your name"))}
    way = ways.get(refusal.next_step or "")
    return h.p(".note")[icon("message-square"), h.span[
        say(refusal), " ", h.a(href=way[0], rel="nofollow")[way[1]] if way else None]]


def _form(form: str, action: str, label: str, send: str, typed: Typed | None, *, value: str = "", parent: int | None = None,
          office: str | None = None) -> h.Element:
    """The place to write. What was refused stands in it again, with the reason above."""
    hint, wrong = f"f-{form}-hint", f"f-{form}-error"
    value = typed.body if typed else value
    return h.form(".stack.write", method="post", action=to(action), data_act=True, data_keep=True)[
        h.input(type="hidden", name="parent", value=str(parent)) if parent else None,
        h.div(class_=["field", typed and "wrong"])[
            h.label(for_=f"f-{form}")[label],
            h.p(".hint", id=hint)[_("Write in your own language. At most {count} characters.", count=COMMENT_LENGTH)],
            h.p(".wrong-text", id=wrong)[icon("circle-alert"), h.span[h.span(".away")[_("Error:"), " "], say(typed.error)]]
            if typed else None,
            h.textarea(".input", id=f"f-{form}", name="body", required=True, maxlength=str(COMMENT_LENGTH),
                       aria_describedby=f"{hint} {wrong}" if typed else hint, aria_invalid="true" if typed else None)[
                "\n" if value.startswith("\n") else None, value]],
        h.label(".choice")[h.input(type="checkbox", name="for_organisation", value="yes"), h.span[
            _("Publish in the name of {organisation}", organisation=office)]] if office else None,
        h.button(".button", type="submit")[send]]


def refused_comment(typed: Typed | None) -> h.Element | None:
    """What to put right, on top of the page."""
    return error_summary({typed.form: typed.error}) if typed else None
