import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import select

from models import clock, limits
from models.clock import Job, run_if_due
from models.database import transaction

HOUR = timedelta(hours=1)


def done() -> list[str]:
    with transaction() as session:
        return [hit.what for hit in session.exec(select(limits.Hit).order_by(limits.Hit.id))]


def note(session, now):
    limits.count_hit(session, "ideas", "clock", now)


def test_now_is_aware_and_in_utc():
    assert clock.now().utcoffset() == timedelta(0)


def test_a_job_runs_when_it_is_due_and_not_before(connected, now):
    job = Job("note", HOUR, note)

    assert run_if_due(job, now) == now + HOUR
    assert run_if_due(job, now + HOUR / 2) == now + HOUR
    assert len(done()) == 1
    run_if_due(job, now + HOUR)
    assert len(done()) == 2


def test_a_job_that_fails_leaves_nothing_and_waits_for_its_next_time(connected, now):
    def fail(session, now):
        note(session, now)
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError):
        run_if_due(Job("fail", HOUR, fail), now)

    assert done() == []
    assert run_if_due(Job("fail", HOUR, fail), now + HOUR / 2) == now + HOUR


def test_several_processes_run_a_job_once(connected, now):
    with ThreadPoolExecutor(6) as pool:
        looks = list(pool.map(lambda _: run_if_due(Job("note", HOUR, note), now), range(6)))

    assert len(done()) == 1
    assert now + HOUR in looks


def test_the_others_go_on_when_one_fails(connected, caplog):
    def fail(session, now):
        raise RuntimeError("broken")

    async def a_moment():
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(1.5):
                await clock.run([Job("fail", timedelta(seconds=0.1), fail), Job("note", timedelta(seconds=0.1), note)])

    asyncio.run(a_moment())

    assert len(done()) >= 3
    assert "The job fail failed" in caplog.text
