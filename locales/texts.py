"""The long texts: the pages about the platform itself, one Markdown file a language."""

import re
from functools import cache

from locales import HERE, language
from models.translated import Told, Translated

HOLE = re.compile(r"\{(\w+)\}")


def text(name: str, **holes: str) -> Told:
    """The long text of that name in the language spoken, or else in French, Dutch, English; its holes filled.

    Holes the text does not have are ignored, so that all texts can be given the same. Markdown, whose first line is its title.
    """
    told = _texts(name).told(language())
    return Told(HOLE.sub(lambda hole: holes[hole[1]], told.text), told.language)


def title(told: Told) -> str:
    """The title of a long text: its first line, without the sign."""
    return told.text.partition("\n")[0].removeprefix("# ")


@cache
def _texts(name: str) -> Translated:
    texts = {path.parent.name: path.read_text("utf-8") for path in HERE.glob(f"*/{name}.md")}
    if not texts:
        raise LookupError(f"No text locales/*/{name}.md")
    return Translated(**texts)
