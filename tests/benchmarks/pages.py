"""What a reader costs: processor and bytes of a page, against an empty page of the toolkit."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from models import database
from models.clock import now
from tests.benchmarks.measure import Ratio, by_turns, page_of, running
from tests.demo.seed import seed

PAGES = {"the home": "/fr", "the ideas list": "/fr/projects/jette-climat/ideas", "an idea": "/fr/ideas/1"}
EMPTY = ["-m", "tests.benchmarks.empty"]


def measure(rounds: int) -> Iterator[Ratio]:
    """Pages of the demo region, read by a visitor without an account."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demo.sqlite3"
        pages = PAGES | demo(path)
        with running(empty=EMPTY, ours=["main.py", "--database", str(path)]) as servers:
            empty, ours = servers["empty"], servers["ours"]
            empty.wait("/")
            ours.wait("/fr")
            nothing = page_of(empty, "/")
            turns = {"empty": lambda: empty.cpu_per_get("/")}
            turns |= {name: lambda address=address: ours.cpu_per_get(address) for name, address in pages.items()}
            # an address nobody asked before: nothing that was drawn for others can be given
            turns |= {f"{name} anew": lambda address=address: ours.cpu_per_get(address + "?number={number}")
                      for name, address in pages.items()}
            used = by_turns(turns, rounds)
            for name, address in pages.items():
                page = page_of(ours, address)
                yield Ratio("page", f"{name}: processor a GET, drawn before", used[name], used["empty"], "ms", at_most=2)
                yield Ratio("page", f"{name}: processor a GET, drawn anew", used[f"{name} anew"], used["empty"], "ms", at_most=2)
                yield Ratio("page", f"{name}: bytes", page.raw / 1000, nothing.raw / 1000, "kB", at_most=None)
                yield Ratio("page", f"{name}: bytes, compressed", page.packed / 1000, nothing.packed / 1000, "kB", at_most=2)
                yield Ratio("page", f"{name}: elements of the toolkit", page.elements, 1, "", at_most=5)


def demo(path: Path) -> dict[str, str]:
    """The demo region in a database of its own; the addresses of its fullest list and of its first idea."""
    from sqlmodel import select

    from models.ideas import Idea
    from models.projects import Phase, Project
    database.connect(f"sqlite:///{path}")
    database.migrate()
    with database.transaction() as session:
        seed(session, now())
    with database.reading() as session:
        slug = session.exec(select(Project.slug).join(Phase).order_by(Phase.ideas.desc())).first()   # type: ignore[attr-defined]
        talked = session.exec(select(Idea.id).where(Idea.visibility == "public").order_by(Idea.comments.desc())).first()   # type: ignore[attr-defined]
    database.disconnect()
    return {"the ideas list": f"/fr/projects/{slug}/ideas", "an idea": f"/fr/ideas/{talked}"}
