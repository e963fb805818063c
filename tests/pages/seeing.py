"""How tests look at a page: call its function as the mechanism does, and read what a person would."""

import html as entities
import re
from collections.abc import Callable
from typing import Any

import htpy as h
from sqlalchemy import Engine, event

from components.document import Document, Visit
from locales import speaking
from models.people import Me
from models.translated import Language
from tests.cast import NOW


def visit(language: Language = "en", person: Me | None = None, path: str = "/", **query: str) -> Visit:
    return Visit(language=language, path=path, query=query, queries={key: (value,) for key, value in query.items()}, now=NOW,
                 person=person, host="https://participation.example")


def html(page: Document) -> str:
    """The content of a page. It can be drawn once only."""
    return str(h.fragment[page.main])


def words(page: Document | str) -> str:
    """What one reads of a page, or of its HTML."""
    drawn = page if isinstance(page, str) else html(page)
    return " ".join(entities.unescape(re.sub(r"<[^>]+>", "", re.sub(r"</(p|li|h\d|dd|dt|div|b)>", " ", drawn))).split())


def seen(function: Callable[..., Any], looking: Visit, *parts: Any) -> str:
    """The words of a page in the language of the visit."""
    with speaking(looking.language):
        return words(function(looking, *parts))


def counted(function: Callable[..., Any], looking: Visit, *parts: Any) -> int:
    """How many queries a page asks."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        with speaking(looking.language):
            html(function(looking, *parts))
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    return len(asked)
