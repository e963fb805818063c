"""What a visitor who stays costs: memory for each open page, over a real socket."""

import asyncio
import gzip
import re
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import socketio

from tests.benchmarks.measure import Ratio, Served, running
from tests.benchmarks.pages import EMPTY, PAGES, demo

AT_ONCE = 20
QUERY = re.compile(r"""["']client_id["']:\s*["']([0-9a-f-]{36})["']""")


def measure(rounds: int) -> Iterator[Ratio]:
    """Each kind of page by a server of its own, for memory is never given back whole."""
    visitors = 100 * min(rounds, 6)
    with tempfile.TemporaryDirectory() as folder:
        pages = PAGES | demo(Path(folder) / "0.sqlite3")
        used = {}
        for number, (name, path) in enumerate({"empty": "/", **pages}.items()):
            command = EMPTY if name == "empty" else ["main.py", "--database", str(Path(folder) / "0.sqlite3")]
            with running(**{f"server{number}": command}) as servers:
                (served,) = servers.values()
                served.wait(path)
                used[name] = asyncio.run(memory_per_visitor(served, path, visitors))
    for name in pages:
        yield Ratio("visitor", f"{name}: memory of an open page", used[name], used["empty"], "kB", at_most=1.5)


async def memory_per_visitor(served: Served, path: str, visitors: int) -> float:
    """Kilobytes that each of them adds. Some come first, so that what all share is there already."""
    sockets: list[socketio.AsyncClient] = []
    try:
        await arrive(served, path, visitors // 3, sockets)
        await asyncio.sleep(2)
        before = served.rss()
        await arrive(served, path, visitors, sockets)
        await asyncio.sleep(2)
        return (served.rss() - before) / visitors
    finally:
        await asyncio.gather(*(socket.disconnect() for socket in sockets), return_exceptions=True)


async def arrive(served: Served, path: str, visitors: int, sockets: list[socketio.AsyncClient]) -> None:
    for start in range(0, visitors, AT_ONCE):
        pages = await asyncio.to_thread(lambda: list(served.asked(path, AT_ONCE)))
        for _status, headers, body in pages[:visitors - start]:
            text = gzip.decompress(body) if headers.get("content-encoding") == "gzip" else body
            sockets.append(await connected(served, text.decode()))


async def connected(served: Served, page: str) -> socketio.AsyncClient:
    """Open the socket of this page as the toolkit's script does."""
    found = QUERY.search(page.replace("&#34;", '"').replace("&quot;", '"'))
    if found is None:
        raise SystemExit("This page has no toolkit around it.")
    socket = socketio.AsyncClient(reconnection=False)
    await socket.connect(f"http://127.0.0.1:{served.port}?client_id={found[1]}&next_message_id=0&implicit_handshake=true"
                         f"&tab_id={uuid.uuid4()}&document_id={uuid.uuid4()}",
                         socketio_path="/_nicegui_ws/socket.io", transports=["websocket"])
    return socket
