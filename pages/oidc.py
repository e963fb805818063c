"""Signing in through an OpenID Connect provider: any number of them, each set by `PARTICIPATION_OIDC_<NAME>_…`.

The code flow with PKCE, state and nonce. What the provider says of a person is always asked at its userinfo endpoint, as
JSON or as a signed JWT. An account is known by (issuer, subject); no national number is asked for or kept.
"""

import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any
from urllib.parse import urlencode

import htpy as h
import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.starlette_client import OAuth, OAuthError, StarletteOAuth2App
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry
from nicegui import app
from sqlmodel import Session, select
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from components.document import Document, Outcome, Visit, answer
from components.frame import to
from locales import N_, _
from models import people
from models.database import transaction
from models.refusals import Invalid, Refusal
from models.settings import Provider, Settings
from models.translated import LANGUAGES, Language
from pages.sign_in import let_in, local_path

log = logging.getLogger(__name__)

PATIENCE = 10   # seconds we wait for a provider
MOST_STARTED = 2   # sign-ins under way in one browser, besides the new one: its cookie has little room
SIGNATURES = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")   # keys only they hold
Claims = Mapping[str, Any]


class Untrusted(Exception):
    """The provider's answer does not prove what it says."""


def open_pages(settings: Settings) -> None:
    """Two addresses a provider: where one leaves from in each language, and the one where it sends people back."""
    if settings.providers:
        app.add_middleware(UnderWay, settings=settings)
    registry = OAuth()
    for provider in settings.providers:
        client = registry.register(
            provider.name, server_metadata_url=f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration",
            client_id=provider.client_id, client_secret=provider.client_secret or None,
            client_kwargs={"scope": provider.scopes, "code_challenge_method": "S256", "timeout": PATIENCE,
                           "token_endpoint_auth_method": provider.client_auth})
        back = f"/sign-in/{provider.name}/callback"
        for tongue in LANGUAGES:
            start = _starting(provider, client, settings.public_url + back, tongue)
            app.add_api_route(f"/{tongue}/sign-in/{provider.name}", start, methods=["GET"], include_in_schema=False)
        app.add_api_route(back, _returning(provider, client), methods=["GET"], include_in_schema=False)


# ── There and back ────────────────────────────────────────────────────────────────────────────────

Handler = Callable[[Request], Awaitable[Response]]


class UnderWay:
    """Keeps the state and the nonce of a sign-in in a signed cookie of ten minutes, on the addresses of signing in only."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.elsewhere = app
        self.signing_in = SessionMiddleware(
            app, settings.secret_key.hex(), "__Host-sign-in" if settings.https else "sign-in", max_age=600, same_site="lax",
            https_only=settings.https)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        here = scope["type"] == "http" and re.match(r"(/(fr|nl|en))?/sign-in/", scope["path"])
        await (self.signing_in if here else self.elsewhere)(scope, receive, send)


def _starting(provider: Provider, client: StarletteOAuth2App, back: str, tongue: Language) -> Handler:
    async def start(request: Request) -> Response:
        started = [key for key in request.session if key.startswith("_state_")]
        for key in started[:-MOST_STARTED]:
            del request.session[key]
        request.session["sign_in"] = {"next": local_path(request.query_params.get("next")), "language": tongue}
        wishes = {"ui_locales": tongue} | ({"acr_values": provider.acr_values} if provider.acr_values else {})
        try:
            await _metadata(client, provider)
            return await client.authorize_redirect(request, back, **wishes)
        except (httpx2.HTTPError, AuthlibBaseError, Untrusted, ValueError, KeyError) as error:
            return await _failed(request, provider, error, tongue, request.session["sign_in"]["next"])
    return start


def _returning(provider: Provider, client: StarletteOAuth2App) -> Handler:
    async def back(request: Request) -> Response:
        kept = request.session.pop("sign_in", {})
        tongue: Language = kept.get("language") if kept.get("language") in LANGUAGES else LANGUAGES[0]
        going = local_path(kept.get("next"))
        try:
            claims = await _claims(request, provider, client)
        except (httpx2.HTTPError, AuthlibBaseError, JoseError, Untrusted, ValueError, KeyError, TypeError) as error:
            return await _failed(request, provider, error, tongue, going)
        return await answer(request, tongue, "/sign-in", partial(_let_in, provider, claims, going))
    return back


async def _claims(request: Request, provider: Provider, client: StarletteOAuth2App) -> Claims:
    """What the provider says of who comes back, once everything about it was checked."""
    metadata = await _metadata(client, provider)
    if request.query_params.get("iss", metadata["issuer"]) != metadata["issuer"]:
        raise Untrusted("this answer is another provider's")
    token = await client.authorize_access_token(request, claims_options={
        "iss": {"essential": True, "values": [metadata["issuer"]]},
        "aud": {"essential": True, "value": provider.client_id}})
    proved = token.get("userinfo")
    if not proved:
        raise Untrusted("there is no ID token")
    if not metadata.get("userinfo_endpoint"):
        return dict(proved)
    told = await _userinfo(client, provider, token)
    if told.get("sub") != proved["sub"]:
        raise Untrusted("userinfo is about somebody else")
    return {**proved, **told}


async def _metadata(client: StarletteOAuth2App, provider: Provider) -> dict[str, Any]:
    """How this provider works; read once. Signatures that need no key of theirs do not count."""
    metadata = await client.load_server_metadata()
    if str(metadata.get("issuer", "")).rstrip("/") != provider.issuer.rstrip("/"):
        client.server_metadata.pop("_loaded_at", None)
        raise Untrusted("it calls itself by another name than our settings")
    offered = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
    metadata["id_token_signing_alg_values_supported"] = [name for name in offered if name in SIGNATURES] or ["RS256"]
    return metadata


async def _userinfo(client: StarletteOAuth2App, provider: Provider, token: dict[str, Any]) -> Claims:
    """The claims at the userinfo endpoint: read as what they are sent as, and never unsigned where we ask for a signature."""
    metadata = await client.load_server_metadata()
    sent = await client.get(metadata["userinfo_endpoint"], token=token)
    sent.raise_for_status()
    if sent.headers.get("content-type", "").partition(";")[0].strip().lower() == "application/jwt":
        return await _verified(client, provider, sent.text.strip())
    if provider.userinfo == "jwt":
        raise Untrusted("userinfo is not signed")
    claims = sent.json()
    if not isinstance(claims, dict):
        raise Untrusted("userinfo is no list of claims")
    return claims


async def _verified(client: StarletteOAuth2App, provider: Provider, signed: str) -> Claims:
    """The claims of a signed userinfo: by the provider's key, from this issuer, for us."""
    metadata = await client.load_server_metadata()
    offered = metadata.get("userinfo_signing_alg_values_supported") or SIGNATURES
    registry = JWSRegistry(algorithms=[name for name in offered if name in SIGNATURES], strict_check_header=False)
    try:
        decoded = jwt.decode(signed, KeySet.import_key_set(await client.fetch_jwk_set()), registry=registry)
    except InvalidKeyIdError:   # they changed their keys
        decoded = jwt.decode(signed, KeySet.import_key_set(await client.fetch_jwk_set(force=True)), registry=registry)
    jwt.JWTClaimsRegistry(leeway=120, iss={"essential": True, "value": metadata["issuer"]},
                          aud={"essential": True, "value": provider.client_id}).validate(decoded.claims)
    return decoded.claims


# ── Who that is here ──────────────────────────────────────────────────────────────────────────────

def _let_in(provider: Provider, claims: Claims, going: str | None, visit: Visit) -> Outcome:
    """Sign in the account of (issuer, subject); at the first time, with what the provider proposes."""
    subject = claims.get(provider.claims.get("subject", "sub"))
    if not isinstance(subject, str | int) or not str(subject):
        raise Refusal("This provider did not say who you are. Choose another way to sign in.")
    tongue = _language(provider, claims) or visit.language
    with transaction() as session:
        person = people.person_for(session, provider.issuer, str(subject), tongue, visit.now)
        _keep_address(session, person, provider, claims, visit)
        outcome = let_in(session, visit, person, going)
    if person.name is None and (name := _proposed_name(provider, claims)):
        query = urlencode({"name": name} | ({"next": going} if going else {}))
        return Outcome(go=f"/introduce?{query}", cookies=outcome.cookies)
    return outcome


def _keep_address(session: Session, person: people.Person, provider: Provider, claims: Claims, visit: Visit) -> None:
    """Where to write to this person, if the provider proved the address and nobody here has it.

    An address that is only claimed would let one person open an account that another one later signs in to.
    """
    if claims.get("email_verified") is not True or people.address_of(session, person.id):
        return
    try:
        address = people.normal_address(str(claims.get(provider.claims.get("email", "email"), "")))
    except Invalid:
        return
    taken = session.exec(select(people.Identity.id).where(
        people.Identity.issuer == "email", people.Identity.subject == address)).first()
    if taken is None:
        session.add(people.Identity(person_id=person.id, issuer="email", subject=address, added_at=visit.now))
        session.flush()


def _proposed_name(provider: Provider, claims: Claims) -> str:
    """A first name to begin with: the person chooses."""
    for claim in (provider.claims.get("name", "given_name"), "given_name", "name"):
        if isinstance(name := claims.get(claim), str) and name.strip() and "@" not in name:
            return " ".join(name.split())[:people.NAME_LENGTH]
    return ""


def _language(provider: Provider, claims: Claims) -> Language | None:
    """Providers say FR, nl-BE or fr_BE."""
    said = re.match(r"(fr|nl|en)\b", str(claims.get(provider.claims.get("language", "locale"), "")).lower().replace("_", "-"))
    return said[1] if said else None   # type: ignore[return-value]


# ── When it does not work ─────────────────────────────────────────────────────────────────────────

STOPPED = N_("{provider} did not sign you in, or you stopped. Nothing was kept.")
LOST = N_("This sign-in was started in another window, or too long ago. Start again.")
SILENT = N_("{provider} does not answer at the moment. Try again later, or choose another way.")
WRONG = N_("We could not trust the answer of {provider}. Nothing was kept. Try again, or choose another way.")


async def _failed(request: Request, provider: Provider, error: Exception, tongue: Language, going: str | None) -> Response:
    """A sentence about what happened, and the way back. The provider's own words are for our log only."""
    sentence, status = WRONG, 400
    if isinstance(error, httpx2.HTTPError):
        sentence, status = SILENT, 502
    elif isinstance(error, OAuthError):
        sentence = {"access_denied": STOPPED, "login_required": STOPPED, "mismatching_state": LOST}.get(error.error, WRONG)
    if sentence in (WRONG, SILENT):
        log.warning("Sign-in by %s failed: %s: %r", provider.name, type(error).__name__, str(error)[:300])

    again = f"/sign-in?{urlencode({'next': going})}" if going else "/sign-in"

    def page(visit: Visit) -> Document:
        return Document(title=_("You are not signed in"), status=status, noindex=True, main=h.div(".stack.door")[
            h.h1[_("You are not signed in")],
            h.p(".lead")[_(sentence, provider=provider.label)],
            h.p[h.a(".button", href=to(again))[_("Back to sign in")]]])

    return await answer(request, tongue, "/sign-in", page)
