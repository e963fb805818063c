"""Who takes part: a person, the ways they sign in, and the browsers where they are signed in."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, delete, or_, select, update

from models import journal, letters, limits
from models.database import Moment
from models.refusals import Invalid, NotAllowed, NotFound, Refusal
from models.translated import LANGUAGES, Language

SESSION_TERM = timedelta(days=30)
SEEN_EVERY = timedelta(hours=1)   # how precisely a session knows when it was last used: not every page writes
CODE_TERM = timedelta(minutes=10)
CODE_TRIES = 5
NAME_LENGTH = 60


class Person(SQLModel, table=True):
    """Someone who signed in at least once. `name` is None until they chose one; their address is in `Identity`."""

    __tablename__ = "person"
    __table_args__ = (CheckConstraint("language IN ('fr', 'nl', 'en')", name="language"),)
    id: int | None = Field(default=None, primary_key=True)
    name: str | None = Field(default=None, max_length=NAME_LENGTH)
    language: str
    about: str = ""
    shows_contributions: bool = True
    wants_mail: bool = True
    is_administrator: bool = False
    joined_at: datetime = Field(sa_type=Moment)
    left_at: datetime | None = Field(default=None, sa_type=Moment)


class Identity(SQLModel, table=True):
    """One way a person signs in: the issuer (`email`, or an OpenID provider's) and the subject it knows them by."""

    __tablename__ = "identity"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    issuer: str
    subject: str
    added_at: datetime = Field(sa_type=Moment)


class PersonSession(SQLModel, table=True):
    """A browser where a person is signed in. The cookie holds a token, this row only its hash.

    1. opened at sign-in  2. seen (at most once an hour is noted)  3. revoked, or expired after 30 days
    """

    __tablename__ = "person_session"
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    token_hash: str = Field(unique=True)
    device: str = ""
    opened_at: datetime = Field(sa_type=Moment)
    seen_at: datetime = Field(sa_type=Moment)
    expires_at: datetime = Field(sa_type=Moment, index=True)
    revoked_at: datetime | None = Field(default=None, sa_type=Moment)


class SignInCode(SQLModel, table=True):
    """The last code sent for one browser. Dead after five tries, ten minutes, one use, or a newer code."""

    __tablename__ = "sign_in_code"
    __table_args__ = (UniqueConstraint("browser_hash"),)
    id: int | None = Field(default=None, primary_key=True)
    browser_hash: str
    address: str
    code_hash: str
    tries: int = 0
    sent_at: datetime = Field(sa_type=Moment)
    expires_at: datetime = Field(sa_type=Moment, index=True)


class RoleKind(StrEnum):
    ORGANISATION_ADMINISTRATOR = "organisation_administrator"
    OWNER = "owner"
    MODERATOR = "moderator"


class Role(SQLModel, table=True):
    """What a person may do, and where: in a whole organisation, or in one of its projects."""

    __tablename__ = "role"
    __table_args__ = (UniqueConstraint("person_id", "kind", "organisation_id", "project_id"),)
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    kind: str
    organisation_id: int = Field(foreign_key="organisation.id", index=True)
    project_id: int | None = Field(default=None, foreign_key="project.id", index=True)
    given_at: datetime = Field(sa_type=Moment)


@dataclass(frozen=True, slots=True)
class Held:
    """A role as it is held, without its row."""

    kind: str
    organisation_id: int
    project_id: int | None


@dataclass(frozen=True, slots=True)
class Me:
    """The person who looks or acts, as a page keeps them."""

    id: int
    name: str | None
    language: Language
    is_administrator: bool
    roles: tuple[Held, ...]
    session_id: int
    seen_lately: bool = field(default=True, compare=False)   # False: `note_seen` has something to note

    @property
    def staff(self) -> bool:
        return self.is_administrator or bool(self.roles)

    def may_moderate(self, organisation_id: int, project_id: int) -> bool:
        """Moderators, owners and administrators of the project or of its organisation."""
        return self.is_administrator or any(
            role.organisation_id == organisation_id and role.project_id in (None, project_id) for role in self.roles)

    def may_answer(self, organisation_id: int, project_id: int) -> bool:
        """Owners and administrators of the project or of its organisation: they speak for the public actor."""
        return self.is_administrator or any(
            role.organisation_id == organisation_id and role.project_id in (None, project_id)
            and role.kind != RoleKind.MODERATOR for role in self.roles)

    def may_administer(self, organisation_id: int) -> bool:
        return self.is_administrator or any(
            role.organisation_id == organisation_id and role.kind == RoleKind.ORGANISATION_ADMINISTRATOR
            for role in self.roles)


def hash_token(token: str) -> str:
    """Tokens are 256 random bits, so a plain hash keeps them as secret as a slow one would."""
    return hashlib.sha256(token.encode()).hexdigest()


# ── Sign in by a code in an e-mail ────────────────────────────────────────────────────────────────


def send_code(session: Session, address: str, browser: str, network: str, language: Language, secret: bytes,
              now: datetime) -> None:
    """Send an 8-digit code, valid ten minutes in this browser only. The answer is the same for a known and an unknown
    address: nothing here depends on whether the account exists.

    Raises `Invalid` for something that is no address and `TooMany` past 3 codes in 15 minutes to an address,
    or 20 an hour to a network.
    """
    address = normal_address(address)
    limits.allow(session, "code_to_address", address, now)
    limits.allow(session, "code_to_network", network, now)
    code = f"{secrets.randbelow(10**8):08d}"
    session.exec(delete(SignInCode).where(col(SignInCode.browser_hash) == hash_token(browser)))
    session.exec(delete(SignInCode).where(col(SignInCode.address) == address))   # only the last one is valid
    session.add(SignInCode(browser_hash=hash_token(browser), address=address, code_hash=_code_hash(code, browser, secret),
                           sent_at=now, expires_at=now + CODE_TERM))
    letters.write_letter(session, "code", address, language, {"code": code}, now)


def normal_address(address: str) -> str:
    """An e-mail address in the form we compare. Raises `Invalid` when it cannot be one."""
    address = address.strip().casefold()
    name, at, host = address.rpartition("@")
    if not (at and name and "." in host and len(address) <= 254) or any(c.isspace() or ord(c) < 32 for c in address) \
            or any(c in '<>",;:()[]\\' for c in address) or host.startswith(".") or ".." in host or host.endswith("."):
        raise Invalid({"address": Refusal("Give an e-mail address such as name@example.be.")})
    return address


def _code_hash(code: str, browser: str, secret: bytes) -> str:
    return hmac.new(secret, f"{code} {browser}".encode(), hashlib.sha256).hexdigest()


def address_waiting(session: Session, browser: str | None, now: datetime) -> str | None:
    """The address this browser is expecting a code at, if any."""
    code = session.exec(select(SignInCode).where(SignInCode.browser_hash == hash_token(browser or ""))).first()
    return code.address if code and code.expires_at > now else None


def redeem_code(session: Session, typed: str, browser: str, secret: bytes, now: datetime) -> str | Refusal:
    """The address that the code proves, or why not. The wrong try is counted, so this returns instead of raising."""
    code = session.exec(select(SignInCode).where(SignInCode.browser_hash == hash_token(browser)).with_for_update()).first()
    if code is None or code.expires_at <= now:
        return Refusal("This code is no longer valid. Ask for a new one.")
    if code.tries >= CODE_TRIES:
        return Refusal("Too many wrong codes. Ask for a new one.")
    digits = "".join(c for c in typed if c.isdigit())
    if hmac.compare_digest(_code_hash(digits, browser, secret), code.code_hash):
        session.delete(code)
        return code.address
    code.tries += 1
    session.add(code)
    if code.tries >= CODE_TRIES:
        return Refusal("Too many wrong codes. Ask for a new one.")
    return Refusal("That is not the code we sent. Check the eight digits.")


# ── Persons and their sessions ────────────────────────────────────────────────────────────────────


def person_for(session: Session, issuer: str, subject: str, language: Language, now: datetime,
               name: str | None = None) -> Person:
    """The person known by this identity; a new one at their first sign-in."""
    found = session.exec(select(Person).join(Identity, col(Identity.person_id) == col(Person.id))
                         .where(Identity.issuer == issuer, Identity.subject == subject)).first()
    if found is not None:
        return found
    person = Person(name=name, language=language, joined_at=now)
    session.add(person)
    session.flush()
    session.add(Identity(person_id=person.id, issuer=issuer, subject=subject, added_at=now))
    journal.record(session, "person_joined", f"person:{person.id}", now, person_id=person.id)
    return person


def address_of(session: Session, person_id: int) -> str | None:
    """Where to write to this person: the address they sign in with, or one that their provider gave."""
    return session.exec(select(Identity.subject).where(Identity.person_id == person_id, Identity.issuer == "email")
                        .order_by(col(Identity.id))).first()


def open_session(session: Session, person: Person, device: str, now: datetime, replaces: str | None = None) -> str:
    """Sign the person in on this browser and return the token for its cookie; the token before it dies."""
    if replaces:
        close_session(session, replaces, now)
    token = secrets.token_urlsafe(32)
    session.add(PersonSession(person_id=person.id, token_hash=hash_token(token), device=device[:200], opened_at=now,
                              seen_at=now, expires_at=now + SESSION_TERM))
    return token


def close_session(session: Session, token: str, now: datetime) -> None:
    """Sign out on this browser."""
    row = session.exec(select(PersonSession).where(PersonSession.token_hash == hash_token(token))).first()
    if row and row.revoked_at is None:
        row.revoked_at = now
        session.add(row)


def revoke_session(session: Session, me: Me, session_id: int, now: datetime) -> None:
    """Sign out on another browser of one's own."""
    row = session.get(PersonSession, session_id)
    if row is None or row.person_id != me.id:
        raise NotFound("This session is not yours, or is already closed.")
    row.revoked_at = row.revoked_at or now
    session.add(row)


def sessions_of(session: Session, person_id: int, now: datetime) -> list[PersonSession]:
    """Where this person is signed in, last seen first."""
    return list(session.exec(select(PersonSession).where(
        PersonSession.person_id == person_id, col(PersonSession.revoked_at).is_(None), PersonSession.expires_at > now)
        .order_by(col(PersonSession.seen_at).desc())))


def me_of(session: Session, token: str | None, now: datetime) -> Me | None:
    """Who holds this token, if it is still good: neither revoked, nor expired, and the person did not leave."""
    if not token:
        return None
    row = session.exec(select(PersonSession, Person).join(Person, col(Person.id) == col(PersonSession.person_id)).where(
        PersonSession.token_hash == hash_token(token), col(PersonSession.revoked_at).is_(None),
        PersonSession.expires_at > now, col(Person.left_at).is_(None))).first()
    if row is None:
        return None
    signed_in, person = row
    roles = session.exec(select(Role).where(Role.person_id == person.id).order_by(col(Role.id)))
    return Me(person.id, person.name, person.language, person.is_administrator,
              tuple(Held(role.kind, role.organisation_id, role.project_id) for role in roles), signed_in.id,
              now - signed_in.seen_at <= SEEN_EVERY)


def note_seen(session: Session, session_id: int, now: datetime) -> None:
    """This browser was here just now: its owner reads it in the list of their sessions."""
    session.exec(update(PersonSession).where(col(PersonSession.id) == session_id).values(seen_at=now))


def introduce(session: Session, me: Me, name: str, language: str, now: datetime) -> None:
    """The only two questions of a first sign-in: the name others will see, and the language."""
    set_profile(session, me, name=name, language=language, now=now)
    if (address := address_of(session, me.id)) and me.name is None:
        letters.write_letter(session, "welcome", address, language, {"name": name}, now,
                             key=f"welcome:{me.id}", person_id=me.id)


def set_profile(session: Session, me: Me, name: str, language: str, now: datetime, about: str | None = None,
                shows_contributions: bool | None = None, wants_mail: bool | None = None) -> None:
    """Change what others see of me and how I am written to."""
    wrong: dict[str, Refusal] = {}
    name = " ".join(name.split())
    if refusal := why_not_name(name):
        wrong["name"] = refusal
    if language not in LANGUAGES:
        wrong["language"] = Refusal("Choose French, Dutch or English.")
    if about is not None and len(about) > 500:
        wrong["about"] = Refusal("Keep this text under {count} characters.", count=500)
    if wrong:
        raise Invalid(wrong)
    person = session.get_one(Person, me.id)
    person.name, person.language = name, language
    if about is not None:
        person.about = about.strip()
    if shows_contributions is not None:
        person.shows_contributions = shows_contributions
    if wants_mail is not None:
        person.wants_mail = wants_mail
    session.add(person)


def public_person(session: Session, person_id: int, me: Me | None) -> Person:
    """Someone who chose to show what they do; everyone finds their own page. Raises `NotFound`."""
    person = session.get(Person, person_id)
    mine = me is not None and me.id == person_id
    if person is None or person.left_at is not None or not person.name or not (person.shows_contributions or mine):
        raise NotFound("There is no such person, or they do not show what they do here.")
    return person


def why_not_name(name: str) -> Refusal | None:
    """The reason nobody can be called this in public, or None."""
    if not name.strip():
        return Refusal("Give a name. A first name is enough, and a pseudonym is allowed.")
    if len(name) > NAME_LENGTH:
        return Refusal("Keep your name under {count} characters.", count=NAME_LENGTH)
    if "@" in name:
        return Refusal("Your name is public: do not use your e-mail address.")
    return None


def stop_mail(session: Session, stop_token: str) -> bool:
    """One click in a letter, no sign-in: no more letters about ideas to this person. False for an unknown token."""
    person_id = letters.person_stopping(session, stop_token)
    person = session.get(Person, person_id) if person_id else None
    if person is None:
        return False
    person.wants_mail = False
    session.add(person)
    return True


# ── Roles ─────────────────────────────────────────────────────────────────────────────────────────


def give_role(session: Session, person_id: int, kind: RoleKind, organisation_id: int, project_id: int | None,
              now: datetime, by: int | None = None) -> None:
    """Let a person act for an organisation, or for one of its projects."""
    held = session.exec(select(Role).where(
        Role.person_id == person_id, Role.kind == kind, Role.organisation_id == organisation_id,
        Role.project_id == project_id)).first()
    if held is None:
        session.add(Role(person_id=person_id, kind=kind, organisation_id=organisation_id, project_id=project_id, given_at=now))
        journal.record(session, "role_given", f"organisation:{organisation_id}", now, person_id=by, facts={"role": kind})


def signed_in(me: Me | None, refusal: NotAllowed) -> Me:
    """This person, or else this refusal, which should say what signing in is for."""
    if me is None:
        raise refusal
    return me


def forget_expired(session: Session, now: datetime) -> None:
    """A job: codes and sessions past their term are deleted."""
    session.exec(delete(SignInCode).where(col(SignInCode.expires_at) < now))
    session.exec(delete(PersonSession).where(col(PersonSession.expires_at) < now))
    session.exec(delete(PersonSession).where(col(PersonSession.revoked_at) < now - timedelta(days=7)))


def team_members(session: Session, organisation_id: int, project_id: int) -> list[tuple[int, str]]:
    """Who may look after the ideas of a project, by name: its staff and that of its organisation."""
    rows = session.exec(select(Person.id, Person.name).join(Role, col(Role.person_id) == col(Person.id)).where(
        Role.organisation_id == organisation_id, or_(col(Role.project_id).is_(None), col(Role.project_id) == project_id),
        col(Person.left_at).is_(None)).distinct())
    return sorted(((key, name or "") for key, name in rows), key=lambda member: member[1].casefold())
