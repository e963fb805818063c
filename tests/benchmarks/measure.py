"""Measuring: a process of its own to ask pages of, turns that alternate, and ratios with their aims."""

import contextlib
import gzip
import http.client
import itertools
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.conftest import ROOT, free_port

HEADERS = {"Accept-Encoding": "gzip", "Accept": "text/html", "Accept-Language": "fr", "User-Agent": "Mozilla/5.0 (benchmark)"}
TURN = 40   # GETs in a turn: fewer than the pages one address may leave unconnected
_addresses = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Ratio:
    """One line of the table. `ours` and `theirs` are told with their unit; without an aim it is only told."""

    part: str
    what: str
    ours: float
    theirs: float
    unit: str
    at_most: float | None = None
    at_least: float | None = None

    @property
    def value(self) -> float:
        return self.ours / self.theirs if self.theirs else float("inf")

    @property
    def aim(self) -> str:
        return f"≤ {self.at_most:g}" if self.at_most is not None else f"≥ {self.at_least:g}" if self.at_least is not None else ""

    @property
    def verdict(self) -> str:
        if not self.aim:
            return ""
        reached = self.value <= self.at_most if self.at_most is not None else self.value >= (self.at_least or 0)
        return "pass" if reached else "MISS"


def middle(values: Sequence[float]) -> float:
    """The mean of the middle half: as deaf to outliers as a median, and finer where a clock ticks coarsely."""
    ordered, cut = sorted(values), len(values) // 4
    kept = ordered[cut:len(ordered) - cut]
    return sum(kept) / len(kept)


def by_turns(turns: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """Each measure once a round, in turn; the first round warms up and does not count."""
    measured: dict[str, list[float]] = {name: [] for name in turns}
    for _ in range(rounds + 1):
        for name, turn in turns.items():
            measured[name].append(turn())
    return {name: middle(values[1:]) for name, values in measured.items()}


class Served:
    """A server in a process of its own, whose processor time and memory are its alone."""

    def __init__(self, command: Sequence[str], log: Path) -> None:
        self.port = free_port()
        self.log = log
        environment = {name: value for name, value in os.environ.items()
                       if not name.startswith(("PYTEST_", "NICEGUI_", "PARTICIPATION_")) and name != "DATABASE_URL"}
        with log.open("wb") as output:
            self.popen = subprocess.Popen([sys.executable, *command, "--port", str(self.port)], cwd=ROOT, env=environment,
                                          stdout=output, stderr=subprocess.STDOUT)
        self.process = psutil.Process(self.popen.pid)

    def wait(self, path: str) -> None:
        """Until this page is served."""
        for _ in range(600):
            if self.popen.poll() is not None:
                break
            with contextlib.suppress(OSError):
                status, _headers, _body = next(self.asked(path, 1))
                if status == 200:
                    return
                raise SystemExit(f"{path} answers {status}")
            time.sleep(0.1)
        raise SystemExit(f"The server did not start:\n{self.log.read_text()[-3000:]}")

    def asked(self, path: str, times: int, headers: Mapping[str, str] = HEADERS,
              ) -> Iterator[tuple[int, Mapping[str, str], bytes]]:
        """Ask for a page so many times, one after the other over one connection, as a visitor with an address of their own.

        A hole `{number}` in the path is filled with another number each time.
        """
        number = next(_addresses)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60,
                                                source_address=(f"127.1.{number // 250}.{number % 250 + 1}", 0))
        try:
            for turn in range(times):
                connection.request("GET", path.replace("{number}", f"{number}.{turn}"), headers=dict(headers))
                answer = connection.getresponse()
                yield answer.status, dict(answer.headers), answer.read()
        finally:
            connection.close()

    def cpu(self) -> float:
        """Seconds of processor, user and system, since the start."""
        used = self.process.cpu_times()
        return used.user + used.system

    def cpu_per_get(self, path: str, times: int = TURN, headers: Mapping[str, str] = HEADERS) -> float:
        """Milliseconds of processor a GET."""
        before = self.cpu()
        for status, _headers, _body in self.asked(path, times, headers):
            if status != 200:
                raise SystemExit(f"{path} answers {status}")
        return (self.cpu() - before) * 1000 / times

    def rss(self) -> float:
        """Kilobytes of memory."""
        return self.process.memory_info().rss / 1024

    def stop(self) -> None:
        self.popen.terminate()
        try:
            self.popen.wait(15)
        except subprocess.TimeoutExpired:
            self.popen.kill()
            self.popen.wait()


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it travels."""

    raw: int
    packed: int
    elements: int


def page_of(served: Served, path: str) -> Page:
    """Its bytes with and without gzip, and how many elements the toolkit keeps for it."""
    _status, headers, body = next(served.asked(path, 1))
    text = gzip.decompress(body) if headers.get("content-encoding") == "gzip" else body
    found = re.search(r"const elements = (.+);|parseElements\(String\.raw`(.+?)`\)", text.decode())
    elements = json.loads((found[1] or found[2]).replace("&quot;", '"')) if found else {}
    return Page(len(text), len(body), len(elements))


@contextlib.contextmanager
def running(**commands: Sequence[str]) -> Iterator[dict[str, Served]]:
    """These servers, until the end."""
    with tempfile.TemporaryDirectory() as folder:
        servers = {name: Served(command, Path(folder) / f"{name}.log") for name, command in commands.items()}
        try:
            yield servers
        finally:
            for served in servers.values():
                served.stop()
