"""Letters to people: written in the act's own transaction, posted later, once, and again if the post fails.

1. written  2. claimed by one process for a few minutes  3. sent, or due again later, or failed for good
"""

import asyncio
import logging
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime, parseaddr
from typing import Any, Literal, get_args
from urllib.parse import unquote, urlsplit

import aiosmtplib
from sqlalchemy import JSON, CheckConstraint, Index, text
from sqlmodel import Field, Session, SQLModel, col, func, or_, select, update

from models import clock, topics
from models.database import Moment, in_pool, transaction
from models.translated import Language

Kind = Literal["code", "welcome", "answered", "commented", "hidden", "invited"]
KINDS: tuple[Kind, ...] = get_args(Kind)
STOPPABLE = {"answered", "commented"}
TOPIC = "letters"

TRIES = 12
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)
CLAIM = timedelta(minutes=10)
BATCH = 25
CODE_TERM = timedelta(minutes=10)
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
