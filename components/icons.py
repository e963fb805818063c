"""Our icons: Lucide outlines, drawn inside the page so that they take the colour of the text beside them."""

import re
from functools import cache
from pathlib import Path

import htpy as h
from markupsafe import Markup

_SYMBOL = re.compile(r'<symbol id="([\w-]+)"[^>]*>(.*?)</symbol>', re.S)
_SHAPES = {name: Markup(shape) for name, shape in _SYMBOL.findall(
    (Path(__file__).parent / "style" / "icons.svg").read_text("utf-8"))}


@cache
def icon(name: str) -> Markup:
    """An icon that says nothing by itself: it always stands beside a word, or with a hidden label."""
    return Markup(h.svg(".icon", viewBox="0 0 24 24", aria_hidden="true")[_SHAPES[name]])
