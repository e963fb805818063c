"""Public actors: the Region, the communes, para-regional bodies."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import JSON
from sqlmodel import Field, Session, SQLModel, col, select

from models import journal, people
from models.database import Moment
from models.refusals import Invalid, NotFound, Refusal
from models.translated import LANGUAGES, Translated, TranslatedColumn

FIRST_RUN_TERM = timedelta(days=7)   # how long the one-time link of an empty platform can be used


class Organisation(SQLModel, table=True):
    """A public actor and the way it presents itself. `answer_days` is its promise: an answer within so many days."""

    __tablename__ = "organisation"
    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(unique=True)
    kind: str = "commune"
    name: Translated = Field(sa_type=TranslatedColumn)
    introduction: Translated = Field(default=Translated(), sa_type=TranslatedColumn)
    languages: list[str] = Field(default_factory=lambda: list(LANGUAGES), sa_type=JSON)
    postal_codes: list[int] = Field(default_factory=list, sa_type=JSON)
    contact: str = ""
    phone: str = ""
    answer_days: int = 60
    tokens: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    created_at: datetime = Field(sa_type=Moment)


class Neighbourhood(SQLModel, table=True):
    """A part of a commune that its residents name, with a point to draw it by."""

    __tablename__ = "neighbourhood"
    id: int | None = Field(default=None, primary_key=True)
    organisation_id: int = Field(foreign_key="organisation.id", index=True)
    name: Translated = Field(sa_type=TranslatedColumn)
    latitude: float | None = None
    longitude: float | None = None


class FirstRun(SQLModel, table=True):
    """The one-time link printed on the console of an empty platform; only its hash is kept, and only until it is used."""

    __tablename__ = "first_run"
    id: int | None = Field(default=None, primary_key=True)
    token_hash: str = Field(unique=True)
    made_at: datetime = Field(sa_type=Moment)


@dataclass(frozen=True, slots=True)
class OrganisationView:
    """What pages show of an organisation."""

    id: int
    slug: str
    kind: str
    name: Translated
    introduction: Translated
    contact: str
    phone: str
    postal_codes: tuple[int, ...]
    answer_days: int
    tokens: tuple[tuple[str, str], ...] = ()


def view(row: Organisation) -> OrganisationView:
    return OrganisationView(row.id, row.slug, row.kind, row.name, row.introduction, row.contact, row.phone,
                            tuple(row.postal_codes), row.answer_days, tuple(sorted(row.tokens.items())))


def organisation_by_slug(session: Session, slug: str) -> Organisation:
    """The organisation at this address. Raises `NotFound`."""
    if row := session.exec(select(Organisation).where(Organisation.slug == slug)).first():
        return row
    raise NotFound("There is no such organisation.")


def organisations(session: Session) -> list[OrganisationView]:
    """All of them, the Region first, then in the order they joined."""
    rows = session.exec(select(Organisation).order_by(col(Organisation.id)))
    return sorted((view(row) for row in rows), key=lambda organisation: organisation.kind != "region")


def neighbourhoods_of(session: Session, organisation_id: int) -> list[Neighbourhood]:
    return list(session.exec(select(Neighbourhood).where(Neighbourhood.organisation_id == organisation_id)
                             .order_by(col(Neighbourhood.id))))


def offer_first_run(session: Session, now: datetime) -> str | None:
    """The token of a new one-time link while the platform is empty; None once it has an administrator."""
    if session.exec(select(people.Person.id).where(people.Person.is_administrator)).first():
        return None
    for old in session.exec(select(FirstRun)):
        session.delete(old)
    token = secrets.token_urlsafe(24)
    session.add(FirstRun(token_hash=hashlib.sha256(token.encode()).hexdigest(), made_at=now))
    return token


def first_run_is_open(session: Session, token: str, now: datetime) -> bool:
    return _first_run(session, token, now) is not None


def _first_run(session: Session, token: str, now: datetime) -> FirstRun | None:
    return session.exec(select(FirstRun).where(FirstRun.token_hash == hashlib.sha256(token.encode()).hexdigest(),
                                               FirstRun.made_at > now - FIRST_RUN_TERM)).first()


def set_up(session: Session, token: str, names: Translated, slug: str, kind: str, languages: list[str], address: str,
           person_name: str, language: str, now: datetime) -> people.Person:
    """The first organisation and its first administrator, once. The administrator signs in by a code afterwards.

    Raises `NotFound` when the link was used or is too old, and `Invalid` with what is wrong by field.
    """
    row = _first_run(session, token, now)
    if row is None:
        raise NotFound("This link was already used. Restart the platform to get a new one.")
    wrong: dict[str, Refusal] = {}
    for needed in ("fr", "nl"):
        if needed in languages and not getattr(names, needed):
            wrong[f"name_{needed}"] = Refusal("Give the name in this language too.")
    if not names:
        wrong["name_fr"] = Refusal("Give the name of your organisation.")
    if not languages or not set(languages) <= set(LANGUAGES):
        wrong["languages"] = Refusal("Choose at least one language.")
    if not slug or not slug.replace("-", "").isalnum() or not slug.isascii() or slug != slug.lower():
        wrong["slug"] = Refusal("Use small letters, digits and hyphens only, such as saint-gilles.")
    elif session.exec(select(Organisation.id).where(Organisation.slug == slug)).first() is not None:
        wrong["slug"] = Refusal("Another organisation has this address already.")
    if kind not in ("region", "commune", "body"):
        wrong["kind"] = Refusal("Choose what kind of organisation this is.")
    person_name = " ".join(person_name.split())
    if refusal := people.why_not_name(person_name):
        wrong["person_name"] = refusal
    try:
        address = people.normal_address(address)
    except Invalid as refusal:
        wrong |= refusal.fields
    if wrong:
        raise Invalid(wrong)
    session.delete(row)
    organisation = Organisation(slug=slug, kind=kind, name=names, languages=languages, contact=address, created_at=now)
    session.add(organisation)
    administrator = people.person_for(session, "email", address, language, now, name=person_name)
    administrator.name = administrator.name or person_name
    administrator.is_administrator = True
    session.add(administrator)
    session.flush()
    journal.record(session, "platform_set_up", f"organisation:{organisation.id}", now, person_id=administrator.id)
    return administrator
