"""What a crowd costs: the same list at 1,000 and at 100,000 ideas."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from sqlmodel import col, select

from models import database
from models.ideas import Idea, Order
from pages.ideas import write_place
from tests.benchmarks.commune import LIST, fill
from tests.benchmarks.measure import Ratio, by_turns, running

FEW, MANY = 1_000, 100_000
DEEP = 0.8   # of the way down
KEYS = {Order.NEWEST: Idea.submitted_at, Order.SUPPORTED: Idea.supports, Order.DISCUSSED: Idea.comments, Order.RANDOM: Idea.lot}


def measure(rounds: int) -> Iterator[Ratio]:
    with tempfile.TemporaryDirectory() as folder:
        paths = {"few": Path(folder) / "few.sqlite3", "many": Path(folder) / "many.sqlite3"}
        looks = {}
        for name, count in (("few", FEW), ("many", MANY)):
            fill(paths[name], count)
            # each look has an address nobody asked before: none is given from what was drawn for others
            looks[name] = {what: f"{LIST}{query or '?'}&number={{number}}" for what, query in wishes(paths[name], count).items()}
        with running(**{name: ["main.py", "--database", str(path)] for name, path in paths.items()}) as servers:
            for served in servers.values():
                served.wait(LIST)
            used = by_turns({f"{name} {what}": lambda name=name, address=address: servers[name].cpu_per_get(address, 20)
                             for what in looks["few"] for name in servers for address in (looks[name][what],)}, rounds)
        for what in looks["few"]:
            yield Ratio("list", f"{what}: {MANY:,} ideas against {FEW:,}", used[f"many {what}"], used[f"few {what}"], "ms",
                        at_most=1.3 if what.startswith(("first", "deep")) else None)


def wishes(path: Path, count: int) -> dict[str, str]:
    """What is asked of the list, by name: a query of its address."""
    found = {"first page": "", "search": "?q=arbres", "search of two words": "?q=cour+jardin", "filter by topic": "?topic=green",
             "filter by status": "?status=delivered", "filter that finds little": "?status=planned"}
    database.connect(f"sqlite:///{path}")
    with database.reading() as session:
        for order, key in KEYS.items():
            keys = (col(key), col(Idea.id)) if order == Order.RANDOM else (col(key).desc(), col(Idea.id).desc())
            place = session.exec(select(key, Idea.id).order_by(*keys).offset(int(count * DEEP)).limit(1)).one()
            found[f"deep page, {order}"] = f"?order={order}&after={write_place(order, place)}"
    database.disconnect()
    return found
