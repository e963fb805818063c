"""Text with a little form: what people and organisations write in Markdown, as HTML that can do no harm."""

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

TAGS = {"p", "br", "strong", "em", "a", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "h2", "h3", "h4", "h5", "h6"}
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel"}
DEEPEST = 6

# No raw HTML and no pictures. A line break stays one, and a bare address becomes a link, as people expect who know no Markdown.
_reader = MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": True}).disable("image").enable("linkify")
_reader.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})


@lru_cache(maxsize=2048)
def rich(text: str, top: int = 3) -> Markup:
    """Markdown as safe HTML. Its headings start at level `top` and skip none, so that they fit into the page's own."""
    tokens = _reader.parse(text)
    _level(tokens, top)
    html = _reader.renderer.render(tokens, _reader.options, {})
    # Cleaned although the reader makes no raw HTML: one of the two may have a hole.
    return Markup(nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="nofollow ugc noopener"))


def _level(tokens: list[Token], top: int) -> None:
    """Give the headings consecutive levels from `top` on."""
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    levels = sorted({token.tag for token in headings})
    for token in headings:
        token.tag = f"h{min(top + levels.index(token.tag), DEEPEST)}"
