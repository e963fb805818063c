"""What time it is, and what is done by itself as time goes by: each job in its own transaction, in one process at a time."""

import asyncio
import contextlib
import logging
import os
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Field, Session, SQLModel, select

from models.database import Moment, in_pool, transaction

HOLDER = f"{socket.gethostname()}:{os.getpid()}"
LONGEST_WAIT = timedelta(minutes=5)   # a change of rhythm, or of the machine's clock, is noticed within this time


class Lease(SQLModel, table=True):
    """Nobody needs to run this job before `until`; `holder` says who ran it last.

    Its row stays locked while the job runs, so a second process passes by, and one that dies leaves no lease behind.
    """

    __tablename__ = "lease"
    name: str = Field(primary_key=True)
    until: datetime = Field(sa_type=Moment)
    holder: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """A rule to apply every so often: `run(session, now)`."""

    name: str
    every: timedelta
    run: Callable[[Session, datetime], Any]


def now() -> datetime:
    """This instant, aware, in UTC. Rules take it as an argument; only pages, acts and jobs ask."""
    return datetime.now(UTC)


async def run(jobs: Iterable[Job]) -> None:
    """Run the jobs until cancelled. An error is logged and the job tried again in its rhythm; the others go on."""
    async with asyncio.TaskGroup() as group:
        for job in jobs:
            group.create_task(_repeat(job), name=f"job {job.name}")


async def _repeat(job: Job) -> None:
    while True:
        try:
            due = await in_pool(run_if_due, job, now())
        except Exception:
            logging.getLogger(__name__).exception("The job %s failed; it is tried again later.", job.name)
            due = now() + min(job.every, LONGEST_WAIT)
        wait = min(due - now(), LONGEST_WAIT)
        await asyncio.sleep(max(wait.total_seconds(), 0.05))


def run_if_due(job: Job, now: datetime) -> datetime:
    """Run the job unless it was done, or is being done elsewhere. Returns when to look again. Raises what the job raises."""
    with contextlib.suppress(IntegrityError), transaction() as session:   # another process may write the same first row
        if session.get(Lease, job.name) is None:
            session.add(Lease(name=job.name, until=now))
    try:
        with transaction() as session:
            lease = session.exec(select(Lease).where(Lease.name == job.name).with_for_update(skip_locked=True)).first()
            if lease is None:
                return now + min(job.every, LONGEST_WAIT)
            if lease.until > now:
                return lease.until
            lease.until, lease.holder = now + job.every, HOLDER
            session.add(lease)
            job.run(session, now)
            return lease.until
    except Exception:
        _put_off(job, now)
        raise


def _put_off(job: Job, now: datetime) -> None:
    """After a failure, which undid the lease too: not again at once, here or elsewhere."""
    with transaction() as session:
        lease = session.get(Lease, job.name)
        if lease is not None and lease.until <= now:
            lease.until, lease.holder = now + job.every, HOLDER
            session.add(lease)
