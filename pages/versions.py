"""The earlier words of an idea: each version with what it added and took away."""

import re
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

import htpy as h

from components.document import Document, Visit, page
from components.ideas import foreign
from locales import _
from models.database import reading
from models.ideas import idea_page, versions_of


@page("/ideas/{id}/versions")
def versions_page(visit: Visit, id: int) -> Document:
    """Each version of an idea with what it added and took away."""
    with reading() as session:
        idea = idea_page(session, id, visit.person, visit.now)
        earlier = versions_of(session, id)
    texts = [*((version.title, version.body) for version in earlier), (idea.card.title.text, idea.body.text)]
    steps = [(count, (old[0], new[0]), (old[1], new[1])) for count, (old, new) in enumerate(pairwise(texts), 2)]
    return Document(
        title=_("Versions of “{title}”", title=idea.card.title), noindex=True, nav="ideas", crumb=_("Versions"),
        crumbs=((idea.card.title.text, f"/ideas/{id}"),),
        main=h.div(".stack.slim", style="--gap:var(--s-6)")[
            h.h1[_("Versions of “{title}”", title=idea.card.title)],
            h.p(".lead")[_("What was added is underlined, what was taken away is struck through.")],
            [_version(count, compared(*titles), compared(*bodies), foreign(idea.body), count == idea.versions)
             for count, titles, bodies in reversed(steps)],
            _version(1, texts[0][0], texts[0][1], foreign(idea.body))])


def _version(count: int, title: h.Node, body: h.Node, tongue: str | None, newest: bool = False) -> h.Element:
    return h.section(".stack")[
        h.h2[_("Version {count}", count=count), h.span(".meta")[" · ", _("the one shown now")] if newest else None],
        h.h3(lang=tongue)[title], h.p(".diff", lang=tongue)[body]]


def compared(before: str, after: str) -> list[h.Node]:
    """A text with what changed, word by word; also for those who hear it."""
    shown: list[h.Node] = []
    for kind, old, new in changes(before, after):
        if kind == "same":
            shown.append(new)
            continue
        if old:
            shown.append(h.del_[h.span(".away")[_("taken away:"), " "], old, h.span(".away")[" ", _("end")]])
        if new:
            shown.append(h.ins[h.span(".away")[_("added:"), " "], new, h.span(".away")[" ", _("end")]])
    return shown


@lru_cache(maxsize=256)
def changes(before: str, after: str) -> tuple[tuple[str, str, str], ...]:
    """("same" or "changed", the words before, the words after), in order."""
    old, new = (re.findall(r"\w+|\s+|[^\w\s]", text) for text in (before, after))
    return tuple(("same" if kind == "equal" else "changed", "".join(old[a:b]), "".join(new[c:d]))
                 for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes())
