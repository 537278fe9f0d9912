"""What of a page a reader sees: which elements and which texts are hidden."""

import re
from itertools import islice

from lxml.html import HtmlElement

from copydesk.splitting.hints import hints_of, words_of

HIDDEN_TAGS = frozenset(
    "annotation annotation-xml datalist defs desc iframe metadata noembed noframes noscript script style template "
    "title".split()
)
"""Elements that browsers do not show. Pictures and films are not among them: where a page forgets to close one, all
that follows stands inside."""
UNREAD_TAGS = frozenset("datalist defs metadata script style template title".split())
"""Those of them that hold no text for a reader in any browser."""
OUTER_TAGS = frozenset(("html", "body"))
"""Never hidden: pages hide their body until a script shows it."""
ICON_TAGS = frozenset(("i", "svg"))
_HIDING = frozenset(("aria-hidden", "hidden", "style"))
"""Attributes that may hide."""
UNTIL_FOUND = "until-found"
SENT_LATER = "S:"
"""With this the ids of elements begin that React sends hidden, later than the page's frame, and then moves into it."""
ARTICLE_LENGTH = 600
"""Characters in paragraphs from which on a hidden element holds an article rather than a dialog."""
PANEL_WORDS = frozenset(("accordion", "accordions", "faq", "faqs", "pane", "tabpanel"))
"""Words of class, id and role by which pages name panels that a reader opens: answers, tabs."""
PANEL_DEPTH = 3
"""A panel, and elements around it, of which one has such a name."""
FURNITURE_TAGS = ("aside", "dialog", "footer", "form", "header", "nav")
"""Elements whose panels are menus and forms."""
MAX_PARAGRAPHS = 50
"""Paragraphs, and texts in each, that are counted for that."""
MAX_ELSEWHERE = 200
"""Paragraphs of the whole page that are looked at for the same."""

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


def is_unshown(element: HtmlElement) -> bool:
    """Whether browsers do not show an element of HIDDEN_TAGS.

    What they show without scripts is read where it alone holds an article: forums put all that has been written there.

    >>> from lxml.html import fragment_fromstring
    >>> is_unshown(fragment_fromstring("<noscript><p>Scripts, please!</p></noscript>"))
    True
    >>> is_unshown(fragment_fromstring(f"<noscript><p>{'A sentence of the story. ' * 30}</p></noscript>"))
    False
    """
    return element.tag != "noscript" or not _holds_article(element) or _has_article_elsewhere(element)


def _has_article_elsewhere(noscript: HtmlElement) -> bool:
    """Whether the paragraphs of the page that stand in no `noscript` have an article's length."""
    length = 0
    for paragraph in islice(noscript.getroottree().getroot().iter("p"), MAX_ELSEWHERE):
        if next(paragraph.iterancestors("noscript"), None) is None:
            length += sum(map(len, islice(paragraph.itertext(), MAX_PARAGRAPHS)))
            if length >= ARTICLE_LENGTH:
                return True
    return False


def is_hidden(element: HtmlElement) -> bool:
    """Whether the text of an element that browsers show is hidden by its attributes.

    A script may still show what the attributes hide: the text behind a registration, or all that React sends after
    the page's frame. So what holds paragraphs of an article's length is not hidden. Nor is a closed panel, an answer
    or a tab that readers open, outside the page's furniture.

    >>> from lxml.html import fragment_fromstring
    >>> pages = "<p hidden>Subscribe!</p>", "<p style='display: none'>Subscribe!</p>", "<p class=none>Subscribe!</p>"
    >>> [is_hidden(fragment_fromstring(page)) for page in pages]
    [True, True, False]
    >>> is_hidden(fragment_fromstring("<i class=material-icons aria-hidden=true>share</i>"))
    True
    """
    if _HIDING.isdisjoint(element.keys()) or element.tag in OUTER_TAGS:  # most elements
        return False
    if element.get("aria-hidden", "").lower() == "true" and _is_icon(element):
        return True
    # hidden="until-found" is text that a search of the page opens.
    is_found = element.get("hidden", UNTIL_FOUND).lower() == UNTIL_FOUND
    if is_found and not _DISPLAY_NONE.search(element.get("style", "")):
        return False
    return not (element.get("id", "").startswith(SENT_LATER) or _holds_article(element) or _is_panel(element))


def hidden_characters(element: HtmlElement) -> int:
    """Characters of the text in a hidden element, its scripts' aside.

    >>> from lxml.html import fragment_fromstring
    >>> hidden_characters(fragment_fromstring("<div hidden>Our <b>offers</b><script>show()</script></div>"))
    9
    """
    return sum(
        len((inner.text or "").strip()) * (inner.tag not in UNREAD_TAGS)
        + len((inner.tail or "").strip()) * (inner is not element)
        for inner in element.iter()
    )


def _holds_article(element: HtmlElement) -> bool:
    """Whether the paragraphs in the element have an article's length."""
    length = 0
    for paragraph in islice(element.iter("p"), MAX_PARAGRAPHS):
        length += sum(map(len, islice(paragraph.itertext(), MAX_PARAGRAPHS)))
        if length >= ARTICLE_LENGTH:
            return True
    return False


def _is_panel(element: HtmlElement) -> bool:
    """Whether an element is a part of the text that readers open and close, and no menu or form."""
    around = [element, *islice(element.iterancestors(), PANEL_DEPTH - 1)]
    if all(PANEL_WORDS.isdisjoint(hints_of(one.attrib.items())) for one in around):
        return False
    return element.tag not in FURNITURE_TAGS and next(element.iterancestors(*FURNITURE_TAGS), None) is None


def _is_icon(element: HtmlElement) -> bool:
    """Whether an element that no screen reader reads is a picture drawn with a font; its letters are nobody's text."""
    return element.tag in ICON_TAGS or not words_of(element.get("class", "")).isdisjoint(("icon", "icons"))
