"""What of a page a reader sees: which elements and which texts are hidden."""

import re

from lxml.html import HtmlElement

from copydesk.splitting.hints import words_of

HIDDEN_TAGS = frozenset(
    "annotation annotation-xml datalist defs desc iframe metadata noembed noframes noscript script style template "
    "title".split()
)
"""Elements that browsers do not show. Pictures and films are not among them: where a page forgets to close one, all
that follows stands inside."""
OUTER_TAGS = frozenset(("html", "body"))
"""Never hidden: pages hide their body until a script shows it."""
ICON_TAGS = frozenset(("i", "svg"))

_DISPLAY_NONE = re.compile(r"(?:^|;)\s*display\s*:\s*none\b", re.IGNORECASE)
_VISIBLE = re.compile(
    "[^\\s\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\N{LEFT-TO-RIGHT MARK}"
    "\N{RIGHT-TO-LEFT MARK}\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}]"
)


def is_visible_text(text: str) -> bool:
    r"""Whether there is anything to be seen.

    >>> is_visible_text("\N{NO-BREAK SPACE}\N{ZERO WIDTH SPACE}"), is_visible_text("a")
    (False, True)
    """
    return _VISIBLE.search(text) is not None


def is_hidden(element: HtmlElement) -> bool:
    """Whether the element's text is not shown, going by its name and its attributes alone.

    >>> from lxml.html import fragment_fromstring as element
    >>> [is_hidden(element(f"<p {a}>")) for a in ("", "hidden", "style='color:red; display: none'", "aria-hidden=true")]
    [False, True, True, False]
    >>> is_hidden(element("<i class=material-icons aria-hidden=true>share</i>"))
    True
    """
    if element.tag in HIDDEN_TAGS:
        return True
    if element.tag in OUTER_TAGS or not element.keys():
        return False
    # hidden="until-found" is text that a search of the page opens.
    if element.get("hidden", "until-found").lower() != "until-found":
        return True
    return _DISPLAY_NONE.search(element.get("style") or "") is not None or _is_icon(element)


def _is_icon(element: HtmlElement) -> bool:
    """Whether the element is an icon by its own word: a picture drawn with a font, whose letters nobody is to read."""
    if (element.get("aria-hidden") or "").lower() != "true":
        return False
    return element.tag in ICON_TAGS or not words_of(element.get("class") or "").isdisjoint(("icon", "icons"))
