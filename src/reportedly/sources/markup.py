"""HTML fragments as plain text with a line for each paragraph."""

from __future__ import annotations

import re
from typing import Any

# fmt: off
BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "footer",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "td",
    "th", "tr", "ul",
))
# fmt: on
HIDDEN = frozenset(("head", "noscript", "script", "style", "template", "title"))
# What an XML tree cannot hold; half a surrogate pair and NUL would stop the parser.
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
TAG = re.compile(r"<[A-Za-z/!][^>]*>|&(?:[A-Za-z]{2,30}|#\d{1,7}|#x[0-9A-Fa-f]{1,6});")


def strip_markup(html: str) -> str:
    """The text of an HTML fragment: blanks run together, each block and each `<br>` on a line of its own."""
    html = NO_XML.sub(" ", html)
    if not TAG.search(html):
        return _join(html.replace("\n\n", "\x1e"))
    from lxml import etree
    from lxml.html import fragment_fromstring

    try:
        tree = fragment_fromstring(html, create_parent="div")
    except (etree.LxmlError, ValueError):
        return _join(TAG.sub(" ", html))
    pieces: list[str] = []
    _collect(tree, pieces)
    return _join("".join(pieces))


def _collect(tree: Any, pieces: list[str]) -> None:
    """Texts and, as record separators, block bounds in document order; walks without recursion."""
    from lxml import etree

    hidden = 0
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        name = element.tag if isinstance(element.tag, str) else None
        if event == "start":
            hidden += name in HIDDEN
            pieces.append("\x1e" if name in BLOCKS else "")
            if not hidden:
                pieces.append(element.text or "")
            continue
        if event == "end":
            hidden -= name in HIDDEN
            pieces.append("\x1e" if name in BLOCKS else "")
        if not hidden and element is not tree:
            pieces.append(element.tail or "")


def _join(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.split("\x1e"))
    return "\n".join(line for line in lines if line)
