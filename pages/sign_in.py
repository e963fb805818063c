"""Signing in by a code in a letter, or through a provider; signing out."""

import re
from collections.abc import Mapping
from urllib.parse import quote, urlsplit

import htpy as h
from sqlmodel import Session
from starlette.responses import RedirectResponse, Response

from components import security
from components.document import Document, Form, Outcome, Visit, act, page
from components.forms import button, error_summary, field
from components.frame import to
from components.icons import icon
from locales import _
from models import drafts, limits, people
from models.database import reading, transaction
from models.refusals import Invalid, NotAllowed, Refusal
from models.settings import Settings

LONGEST_PATH = 1000
SYSTEMS = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "macOS"),
           ("CrOS", "ChromeOS"), ("Linux", "Linux"))
BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"),
            ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))


class _Here:
    """What `open_pages` was told."""

    settings: Settings


def open_pages(settings: Settings) -> None:
    _Here.settings = settings


# ── Asking for a code ─────────────────────────────────────────────────────────────────────────────

@page("/sign-in", browser=True)
def sign_in_page(visit: Visit) -> Document | Response:
    going = local_path(visit.query.get("next"))
    if visit.person:
        return RedirectResponse(to(going or "/me"), 303)
    return sign_in_document(going)


def sign_in_document(going: str | None, address: str = "", errors: Mapping[str, Refusal] | None = None) -> Document:
    """Where one gives an address, or chooses a provider."""
    errors = errors or {}
    return Document(title=_("Sign in"), noindex=True, status=422 if errors else 200, main=h.div(".stack.door")[
        error_summary(errors),
        h.h1[_("Sign in")],
        h.p(".lead")[_("You need no password. We send you a code by e-mail. If you are new here, it opens your account.")],
        h.form(".stack", method="post", action=to("/sign-in"), novalidate=True)[
            _going(going),
            field(_("E-mail address"), "address", address, type="email", required=True, error=errors.get("address"),
                  hint=_("Such as name@example.be. Nobody sees it."), autocomplete="email", inputmode="email",
                  autocapitalize="none", spellcheck="false", maxlength=254),
            button(_("Send me a code"))],
        _provider_buttons(going)])


def _provider_buttons(going: str | None) -> h.Node:
    providers = _Here.settings.providers
    return providers and h.section(".stack", aria_labelledby="other-ways")[
        h.h2("#other-ways")[_("Or sign in another way")],
        h.div(".stack")[(
            h.a(".button.second", href=to(f"/sign-in/{provider.name}{f'?next={quote(going)}' if going else ''}"), rel="nofollow")[
                _("Continue with {provider}", provider=provider.label)]
            for provider in providers)]]


@act("/sign-in", browser=True, native=True)
def ask_for_code(visit: Visit, form: Form) -> Outcome | Document:
    going, address, again = local_path(form.text("next")), form.text("address"), "again" in form
    assert visit.browser
    try:
        with transaction() as session:
            people.send_code(session, address, visit.browser, visit.network, visit.language, _Here.settings.secret_key, visit.now)
    except Refusal as refusal:
        wrong = refusal.fields if isinstance(refusal, Invalid) else {"address": refusal}
        if again and "address" in wrong:
            return code_document(address, going, {"code": wrong["address"]})
        return sign_in_document(going, address, wrong)
    return Outcome(go=_with_next("/sign-in/code", going), toast=_("We sent you a new code.") if again else None)


# ── Giving the code ───────────────────────────────────────────────────────────────────────────────

@page("/sign-in/code", browser=True)
def code_page(visit: Visit) -> Document | Response:
    going = local_path(visit.query.get("next"))
    if visit.person:
        return RedirectResponse(to(going or "/me"), 303)
    with reading() as session:
        address = people.address_waiting(session, visit.browser, visit.now)
    if address is None:
        return RedirectResponse(to(_with_next("/sign-in", going)), 303)
    return code_document(address, going)


def code_document(address: str, going: str | None, errors: Mapping[str, Refusal] | None = None) -> Document:
    """Where one types the code that was sent to this address."""
    errors = errors or {}
    return Document(title=_("Type your code"), noindex=True, status=422 if errors else 200, crumbs=(
        (_("Sign in"), _with_next("/sign-in", going)),), main=h.div(".stack.door")[
        error_summary(errors),
        h.h1[_("Type your code")],
        h.p(".lead")[_("We sent a code of eight digits to {address}. It is valid for ten minutes, in this browser.",
                       address=masked(address))],
        _where_letters_are(),
        h.form(".stack", method="post", action=to("/sign-in/code"), novalidate=True)[
            _going(going), h.input(type="hidden", name="address", value=address),
            field(_("Code"), "code", required=True, error=errors.get("code"), hint=_("Eight digits, such as 1234 5678."),
                  inputmode="numeric", autocomplete="one-time-code", pattern="[0-9 ]*", maxlength=20, spellcheck="false"),
            button(_("Sign in"))],
        h.section(".stack", aria_labelledby="no-letter", style="--gap:.5rem")[
            h.h2("#no-letter")[_("No letter?")],
            h.p[_("Wait a minute, then look among unwanted mail.")],
            h.div(".line")[
                h.form(method="post", action=to("/sign-in"))[
                    _going(going), h.input(type="hidden", name="address", value=address),
                    h.input(type="hidden", name="again", value="yes"), button(_("Send a new code"), "second")],
                h.a(".button.quiet", href=to(_with_next("/sign-in", going)))[_("Change the address")]]]])


def _where_letters_are() -> h.Node:
    """Nothing is posted in the demo."""
    return _Here.settings.demo and h.div(".note")[icon("info"), h.p[
        _("This is a demo: no letter is sent."), " ", h.a(href=to("/demo/letters"))[_("Read the letter with your code")]]]


@act("/sign-in/code", browser=True, native=True)
def give_code(visit: Visit, form: Form) -> Outcome | Document:
    going = local_path(form.text("next"))
    assert visit.browser
    try:
        with transaction() as session:
            limits.allow(session, "sign_in_tries", visit.network, visit.now)
            proved = people.redeem_code(session, form.text("code"), visit.browser, _Here.settings.secret_key, visit.now)
            if isinstance(proved, str):
                person = people.person_for(session, "email", proved, visit.language, visit.now)
                return let_in(session, visit, person, going)
    except NotAllowed:
        raise
    except Refusal as refusal:
        proved = refusal
    return code_document(form.text("address"), going, {"code": proved})   # a wrong try is kept: it was counted


def let_in(session: Session, visit: Visit, person: people.Person, going: str | None) -> Outcome:
    """Sign this person in on this browser. Whatever the browser held before, it holds something new now."""
    if person.left_at is not None:
        raise NotAllowed("This account was closed.")
    if visit.person:
        people.revoke_session(session, visit.person, visit.person.session_id, visit.now)
    token = people.open_session(session, person, device_name(visit.device), visit.now)
    drafts.adopt_drafts(session, person.id, visit.browser)
    cookies = (security.session_cookie(token), security.new_browser_cookie())
    if person.name is None:
        return Outcome(go=_with_next("/introduce", going), cookies=cookies)
    return Outcome(go=going or "/me", cookies=cookies, toast=_("Welcome, {name}. You are signed in.", name=person.name))


# ── Leaving ───────────────────────────────────────────────────────────────────────────────────────

@act("/sign-out", native=True)
def sign_out(visit: Visit, form: Form) -> Outcome:
    if visit.person:
        with transaction() as session:
            people.revoke_session(session, visit.person, visit.person.session_id, visit.now)
    return Outcome(go="/", toast=_("You are signed out."), cookies=(security.no_session_cookie(),))


# ── Small things ──────────────────────────────────────────────────────────────────────────────────

def local_path(wish: str | None) -> str | None:
    """A page of this site to go on to, without its language; None for anything else: nobody is led to another site."""
    if not wish or len(wish) > LONGEST_PATH or not wish.startswith("/") or re.search(r"^/[/\\]|[\\\x00-\x20\x7f]", wish):
        return None
    try:
        parts = urlsplit(wish)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or parts.path.startswith("//"):
        return None
    path = re.sub(r"^/(fr|nl|en)(?=[/?#]|$)", "", wish) or "/"
    if not path.startswith("/") or path.startswith("//") or re.match(r"/(sign-in|sign-out|introduce)\b", path):
        return None
    return path


def _with_next(path: str, going: str | None) -> str:
    return f"{path}?next={quote(going)}" if going else path


def _going(going: str | None) -> h.Node:
    return going and h.input(type="hidden", name="next", value=going)


def masked(address: str) -> str:
    """Enough of an address to know it again: a•••@example.be."""
    name, at, host = address.rpartition("@")
    return f"{name[:1]}•••@{host}" if at else "•••"


def device_name(said: str) -> str:
    """The browser and the system it runs on, as their owner calls them: “Firefox · Android”."""
    browser = next((name for mark, name in BROWSERS if mark in said), "")
    system = next((name for mark, name in SYSTEMS if mark in said), "")
    return " · ".join(filter(None, (browser, system)))
