"""What many readers see alike is drawn once for all of them."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec

import htpy as h
from markupsafe import Markup

from locales import language

P = ParamSpec("P")


def drawn_once(keep: int) -> Callable[[Callable[P, h.Node]], Callable[P, Markup]]:
    """Remember the last `keep` drawings of this part of a page, each by the language and all it was drawn from.

    So the part must follow from its arguments alone, and these be frozen values: nothing has to be forgotten.
    Writing HTML costs more than reading what stands in it.
    """
    def once(draw: Callable[P, h.Node]) -> Callable[P, Markup]:
        @lru_cache(maxsize=keep)
        def drawn(_spoken: str, *args: P.args, **kwargs: P.kwargs) -> Markup:
            return Markup(h.fragment[draw(*args, **kwargs)])

        @wraps(draw)
        def asked(*args: P.args, **kwargs: P.kwargs) -> Markup:
            return drawn(language(), *args, **kwargs)

        return asked

    return once
