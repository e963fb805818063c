"""Letters to people: written in the act's own transaction, posted later, once, and again if the post fails.

1. written  2. claimed by one process for a few minutes  3. sent, or due again later, or failed for good
"""

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr
from typing import Any, Literal, get_args
from urllib.parse import unquote, urlsplit

import aiosmtplib
from sqlalchemy import JSON, CheckConstraint, Index, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Field, Session, SQLModel, col, delete, func, or_, select, update

from models import clock, topics
from models.database import Moment, in_pool, transaction
from models.translated import Language

Kind = Literal["code", "welcome", "answered", "commented", "hidden", "invited"]
KINDS: tuple[Kind, ...] = get_args(Kind)
STOPPABLE = {"answered", "commented"}   # one click in them stops them; the others answer what the person did
TOPIC = "letters"

TRIES = 12
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)
BATCH = 25
CLAIM = timedelta(minutes=10)            # how long a process keeps the letters it claimed…
LAST_START = timedelta(minutes=8)        # …and when it starts no other, so that no claim runs out in mid-sending
ONE_LETTER = 60                          # seconds
CODE_TERM = timedelta(minutes=10)        # after that a code opens nothing any more
KEPT = timedelta(days=180)


class Letter(SQLModel, table=True):
    """A letter to one address: its kind, language and what its text needs. Its words are found when it is sent or read."""

    __tablename__ = "letter"
    __table_args__ = (
        CheckConstraint("language IN ('fr', 'nl', 'en')", name="language"),
        CheckConstraint("sent_at IS NULL OR failed_at IS NULL", name="one_end"),
        CheckConstraint("tries >= 0", name="tries"),
        Index("ix_letter_waiting", "due_at", sqlite_where=text("sent_at IS NULL AND failed_at IS NULL"),
              postgresql_where=text("sent_at IS NULL AND failed_at IS NULL")),
    )
    id: int | None = Field(default=None, primary_key=True)
    kind: str
    to_address: str
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    language: str
    data: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    key: str | None = Field(default=None, unique=True)
    created_at: datetime = Field(sa_type=Moment, index=True)
    due_at: datetime = Field(sa_type=Moment)
    claimed_until: datetime | None = Field(default=None, sa_type=Moment)
    claimed_by: str | None = None
    sent_at: datetime | None = Field(default=None, sa_type=Moment)
    failed_at: datetime | None = Field(default=None, sa_type=Moment)
    tries: int = 0
    problem: str = ""
    stop_token: str | None = Field(default=None, unique=True)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter in words."""

    subject: str
    text: str
    html: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Post:
    """Who carries our letters: `smtp://user:password@host:587` (encrypted when offered) or `smtps://…:465`."""

    url: str
    sender: str
    public_url: str

    def connection(self) -> aiosmtplib.SMTP:
        parts = urlsplit(self.url)
        encrypted = parts.scheme == "smtps"
        return aiosmtplib.SMTP(
            hostname=parts.hostname or "localhost", port=parts.port or (465 if encrypted else 25), use_tls=encrypted,
            username=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.password else None, timeout=30)


MAIL_POLICY = SMTP.clone(max_line_length=900)   # long links in headers are folded badly, so headers are not folded at all

Render = Callable[[Letter], Rendered]


def write_letter(session: Session, kind: Kind, to: str, language: Language, data: dict[str, Any], now: datetime,
                 key: str | None = None, person_id: int | None = None) -> Letter | None:
    """Have a letter sent once this act is kept. A `key` that was used before means it is written already: None."""
    if kind not in KINDS:
        raise ValueError(f"no such kind of letter: {kind}")
    letter = Letter(kind=kind, to_address=to, language=language, data=data, created_at=now, due_at=now, key=key,
                    person_id=person_id,
                    stop_token=secrets.token_urlsafe(24) if kind in STOPPABLE and person_id is not None else None)
    if key is None:
        session.add(letter)
        session.flush()
    elif session.exec(select(Letter.id).where(Letter.key == key)).first() is not None:
        return None
    else:
        try:
            with session.begin_nested():
                session.add(letter)
        except IntegrityError:   # somebody wrote it between our look and our pen
            if session.exec(select(Letter.id).where(Letter.key == key)).first() is None:
                raise
            return None
    topics.touch(session, TOPIC, waiting=1)
    return letter


def due_letters(session: Session, now: datetime, limit: int = BATCH) -> list[Letter]:
    """What is to be sent now and claimed by nobody: codes first, since somebody waits for them, then oldest first."""
    return list(session.exec(
        select(Letter).where(col(Letter.sent_at).is_(None), col(Letter.failed_at).is_(None), Letter.due_at <= now,
                             or_(col(Letter.claimed_until).is_(None), col(Letter.claimed_until) <= now))
        .order_by(Letter.kind != "code", col(Letter.due_at), col(Letter.id)).limit(limit)
        .with_for_update(skip_locked=True)))


async def deliver_always(post: Post | None, render: Render, every: timedelta = timedelta(seconds=30)) -> None:
    """Send letters until cancelled: at once when one is written, and now and then for those that wait for another try."""
    loop, written = asyncio.get_running_loop(), asyncio.Event()

    def wake(topic: str, _facts: dict[str, int]) -> None:
        if topic == TOPIC and not loop.is_closed():
            loop.call_soon_threadsafe(written.set)

    topics.listen(wake)
    while True:
        written.clear()
        try:
            while await deliver(post, render) == BATCH:
                pass
        except Exception:
            logging.getLogger(__name__).exception("Letters wait: they could not be read or noted as sent.")
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(written.wait(), every.total_seconds())


async def deliver(post: Post | None, render: Render, now: Callable[[], datetime] = clock.now) -> int:
    """Send what is due, on one connection, and return how many letters were looked at.

    Two processes never send the same letter. One that dies between sending and noting it leaves the letter to be sent
    again under the same Message-ID. Without a post (the demo) letters count as sent and stay readable.
    """
    claim, started = secrets.token_hex(8), now()
    letters = await in_pool(_claim, claim, started)
    if not letters:
        return 0
    if post is None:
        await in_pool(_note_all_sent, claim, now())
        return len(letters)
    connection = post.connection()
    try:
        for letter in letters:
            if now() - started > LAST_START:
                break   # their claim runs out and somebody takes them again
            await _send(connection, post, render, letter, claim, now)
    finally:
        with contextlib.suppress(aiosmtplib.SMTPException, OSError):
            await connection.quit()
    return len(letters)


def _claim(claim: str, now: datetime) -> Sequence[Letter]:
    with transaction() as session:
        letters = due_letters(session, now)
        for letter in letters:
            letter.claimed_by, letter.claimed_until = claim, now + CLAIM
            session.add(letter)
    return letters


async def _send(connection: aiosmtplib.SMTP, post: Post, render: Render, letter: Letter, claim: str,
                now: Callable[[], datetime]) -> None:
    """Send one letter and note what became of it, whatever happens."""
    if letter.kind == "code" and now() - letter.created_at > CODE_TERM:
        await in_pool(_note_failure, letter.id, claim, "too late: the code opens nothing any more", True, now())
        return
    try:
        async with asyncio.timeout(ONE_LETTER):
            message = compose(letter, await in_pool(render, letter), post, now())
            if not connection.is_connected:
                await connection.connect()
            await connection.sendmail(parseaddr(post.sender)[1], [_wire_address(letter.to_address)], message.as_bytes())
    except Exception as error:
        if not isinstance(error, aiosmtplib.SMTPException | OSError | TimeoutError):
            logging.getLogger(__name__).exception("The letter %s (%s) could not be written.", letter.id, letter.kind)
        await in_pool(_note_failure, letter.id, claim, f"{type(error).__name__}: {error}"[:500], is_final(error), now())
    else:
        await in_pool(_note_sent, letter.id, claim, now())


def is_final(error: Exception) -> bool:
    """Whether trying again is useless: this address or this letter was refused. A refused sign-in is our own fault."""
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        return all(refused.code >= 500 for refused in error.recipients)
    if isinstance(error, aiosmtplib.SMTPDataError | aiosmtplib.SMTPRecipientRefused):
        return error.code >= 500
    return isinstance(error, aiosmtplib.SMTPNotSupported)   # an address in letters that this server cannot carry


def compose(letter: Letter, rendered: Rendered, post: Post, now: datetime) -> EmailMessage:
    """The message as it goes out: text and HTML, marked as automatic, with one click to stop where that makes sense."""
    message = EmailMessage(policy=MAIL_POLICY)
    message["Subject"] = " ".join(rendered.subject.split())
    message["From"] = post.sender
    message["To"] = _wire_address(letter.to_address)
    message["Date"] = now
    host = parseaddr(post.sender)[1].rpartition("@")[2]
    message["Message-ID"] = f"<letter.{letter.id}.{int(letter.created_at.timestamp())}@{host}>"
    message["Auto-Submitted"] = "auto-generated"
    if letter.stop_token:
        message["List-Unsubscribe"] = f"<{stop_address(letter, post.public_url)}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    for name, value in rendered.headers.items():
        del message[name]
        message[name] = value
    message.set_content(rendered.text, cte="quoted-printable")
    message.add_alternative(rendered.html, subtype="html", cte="quoted-printable")
    message["Content-Language"] = letter.language   # last: headers about content would move into the first part
    return message


def stop_address(letter: Letter, public_url: str) -> str:
    """Where one click, or a mail program by itself, stops such letters."""
    return f"{public_url.rstrip('/')}/{letter.language}/stop/{letter.stop_token}"


def _wire_address(address: str) -> str:
    name, _, host = address.rpartition("@")
    return address if host.isascii() else f"{name}@{host.encode('idna').decode()}"


def _note_sent(letter_id: int, claim: str, now: datetime) -> None:
    with transaction() as session:
        session.exec(update(Letter).where(col(Letter.id) == letter_id, col(Letter.claimed_by) == claim).values(
            sent_at=now, tries=Letter.tries + 1, problem="", claimed_by=None, claimed_until=None))
        _forget_code(session, letter_id)


def _note_all_sent(claim: str, now: datetime) -> None:
    with transaction() as session:
        session.exec(update(Letter).where(col(Letter.claimed_by) == claim).values(
            sent_at=now, claimed_by=None, claimed_until=None))


def _note_failure(letter_id: int, claim: str, problem: str, final: bool, now: datetime) -> None:
    """Put the letter back with a longer wait each time, from a minute to six hours, or give it up."""
    with transaction() as session:
        letter = session.exec(select(Letter).where(Letter.id == letter_id, Letter.claimed_by == claim)).first()
        if letter is None:
            return
        letter.tries += 1
        letter.problem, letter.claimed_by, letter.claimed_until = problem, None, None
        if final or letter.tries >= TRIES:
            letter.failed_at = now
        else:
            letter.due_at = now + wait_after(letter.tries)
        session.add(letter)
        session.flush()
        if letter.failed_at:
            _forget_code(session, letter_id)


def wait_after(tries: int) -> timedelta:
    """How long until the next try: 1, 2, 4, 8… minutes, six hours at most."""
    return min(FIRST_WAIT * 2 ** (tries - 1), LONGEST_WAIT)


def _forget_code(session: Session, letter_id: int) -> None:
    """A code is a key: no copy of it stays once it is on its way."""
    session.exec(update(Letter).where(col(Letter.id) == letter_id, col(Letter.kind) == "code").values(data={}))


def person_stopping(session: Session, stop_token: str) -> int | None:
    """Whose letters this token stops, if anybody's."""
    return session.exec(select(Letter.person_id).where(Letter.stop_token == stop_token)).first()


def letters_to(session: Session, person_id: int, limit: int = 50) -> list[Letter]:
    """The letters a person was sent or is about to be sent, newest first; codes are nobody's reading."""
    return list(session.exec(select(Letter).where(Letter.person_id == person_id, Letter.kind != "code")
                             .order_by(col(Letter.created_at).desc(), col(Letter.id).desc()).limit(limit)))


def all_letters(session: Session, limit: int = 50) -> list[Letter]:
    """The newest letters to anybody: for the demo, where they are read on a page instead of being sent."""
    return list(session.exec(select(Letter).order_by(col(Letter.created_at).desc(), col(Letter.id).desc()).limit(limit)))


def waiting_since(session: Session) -> datetime | None:
    """When the oldest letter that still waits was written; for the health page."""
    oldest = (select(Letter.created_at).where(col(Letter.sent_at).is_(None), col(Letter.failed_at).is_(None))
              .order_by(col(Letter.created_at)).limit(1))
    return session.exec(oldest).first()


def failed_since(session: Session, moment: datetime) -> int:
    """How many letters were given up since then."""
    return session.exec(select(func.count()).select_from(Letter).where(col(Letter.failed_at) > moment)).one()


def erase_person(session: Session, person_id: int) -> None:
    """Forget every letter to a person."""
    session.exec(delete(Letter).where(col(Letter.person_id) == person_id))


def forget_old_letters(session: Session, now: datetime) -> None:
    """A job: after half a year a letter's words and address go; what stops a second copy, or further letters, stays."""
    session.exec(update(Letter).where(col(Letter.created_at) < now - KEPT, col(Letter.to_address) != "",
                                      or_(col(Letter.sent_at).is_not(None), col(Letter.failed_at).is_not(None)))
                 .values(to_address="", data={}, problem=""))
    session.exec(delete(Letter).where(col(Letter.kind) == "code", col(Letter.created_at) < now - timedelta(days=1)))
