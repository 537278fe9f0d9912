"""Whether a page is a forum's, by the software that made it and by its microdata."""

import re
from collections.abc import Iterable

from lxml.html import HtmlElement

FORUM = "a forum"
POSTS = frozenset(("DiscussionForumPosting", "QAPage"))
"""schema.org's types of what people say to each other."""

_GENERATOR = re.compile(
    r"\s*(?:discourse|flarum|fluxbb|mybb|nodebb|phpbb|punbb|simple machines|smf|vbulletin|woltlab|xenforo)\b",
    re.IGNORECASE,
)
"""What forum software calls itself, at the beginning of the meta tag."""
_MARKS = {
    "id": frozenset(("phpbb", "xenforo", "xf")),
    "class": frozenset(("question-page",)),  # Stack Exchange
    "data-pageapp": frozenset(("forums",)),  # Invision, whose other applications are no forums
}
"""Words in the attributes of `<html>` and `<body>` that only forum software writes."""


def is_forum(root: HtmlElement, generators: Iterable[str]) -> bool:
    """Whether a page is a forum's; GENERATORS are the contents of its meta tags of that name.

    >>> from lxml.html import document_fromstring
    >>> plain, marked = (document_fromstring(f"<html{mark}><p>Hello") for mark in ("", " id=XF"))
    >>> is_forum(marked, []), is_forum(plain, ["vBulletin 4.2"]), is_forum(plain, ["WordPress"])
    (True, True, False)
    """
    if any(map(_GENERATOR.match, generators)) or any(map(_is_marked, (root, *root.findall("body")))):
        return True
    return any(kind.rstrip("/").rpartition("/")[2] in POSTS for kind in root.xpath("descendant::*/@itemtype"))


def _is_marked(element: HtmlElement) -> bool:
    return any(not words.isdisjoint((element.get(name) or "").lower().split()) for name, words in _MARKS.items())
