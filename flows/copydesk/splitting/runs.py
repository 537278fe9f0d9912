"""Tree of a page -> its visible text in runs: what stands between two block-level boundaries, in document order.

The tree is walked once, without recursion; what is kept of an element's ancestors is bounded, so that the time grows
with the page's length alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement

from copydesk.splitting.visibility import is_hidden, is_visible_text

MAX_PATH = 32
"""Tags of a run's path that are kept, the innermost ones."""
MAX_HINTED = 12
"""Elements whose hints a run carries: the innermost, its own among them."""

BLOCK_TAGS = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html label legend li listing main marquee menu "
    "nav noframes ol optgroup option p plaintext pre search section select summary table tbody td textarea tfoot th "
    "thead tr ul xmp".split()
)
"""Elements that part text. Those not in HTML's list of block-level elements (buttons, options …) are small texts of
their own on every page."""
LINED_TAGS = frozenset("listing plaintext pre textarea xmp".split())
"""Elements whose line breaks are breaks of the text."""
REPLACED_TAGS = frozenset("audio canvas embed iframe img input object svg video".split())
"""Elements that stand where a space would."""
OUTER_TAGS = frozenset(("html", "body"))
HINT_ATTRIBUTES = ("class", "id", "role", "itemprop", "itemtype", "aria-label")

_SPACES = re.compile("\\s{2,}|[ \t\n\r\f\v\N{NEXT LINE}\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]")
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_A-Za-z]+")


class Run(NamedTuple):
    """Inline text between two block-level boundaries, with what the tree says of it."""

    text: str
    line: int
    path: tuple[str, ...]
    hints: frozenset[str]
    link_density: float


@dataclass(frozen=True, slots=True)
class VisibleText:
    """All visible text of a page, and how deep its elements are nested."""

    runs: tuple[Run, ...]
    depth: int


class _Frame(NamedTuple):
    """An element that is open."""

    tag: str
    hints: frozenset[str]
    links: int
    """How many of the open elements are links, this one among them."""
    lined: int
    """How many of them keep line breaks."""
    block: int
    """Depth of the innermost of them that is block-level."""


def gather_text(root: HtmlElement) -> VisibleText:
    """The visible text of a page in runs.

    >>> from lxml.html import fromstring
    >>> page = fromstring("<body><div>One <b>two</b><p class='leadText'>three<br>four<br><br><a href=x>five</a>")
    >>> [(run.text, "/".join(run.path), sorted(run.hints), run.link_density) for run in gather_text(page).runs]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('One two', 'div', [], 0.0), ('three four', 'div/p', ['lead', 'text'], 0.0),
     ('five', 'div/p', ['lead', 'text'], 1.0)]
    """
    gatherer = _Gatherer()
    return VisibleText(tuple(gatherer.gather(root)), gatherer.deepest)


class _Gatherer:
    """The walk: which elements are open, and the run that is being gathered."""

    def __init__(self) -> None:
        self.deepest = 0
        self._frames: list[_Frame] = [_Frame("", frozenset(), 0, 0, 0)]
        self._breaks = 0
        self._pieces: list[str] = []
        self._start_new_run()

    def _start_new_run(self) -> None:
        self._pieces = []
        self._line = 0
        self._linked = 0
        self._inner: list[frozenset[str]] = []
        """Hints of the elements around the run's first text, the outermost first; empty while there is no text."""
        self._inner_depth = 0
        self._common = 0
        """Depth of the innermost element around all of the run's text so far."""
        self._reached = 0
        """Least depth reached since the run's latest text."""

    def gather(self, root: HtmlElement) -> Iterator[Run]:
        """Yield the runs of the tree."""
        walk = etree.iterwalk(root, events=("start", "end"))
        skipped = None
        for event, element in walk:
            if event == "end":
                if element is skipped:
                    skipped = None
                else:
                    yield from self._leave(element)
                if element is not root:
                    yield from self._text(element.tail, element)
            elif is_hidden(element):
                skipped = element
                walk.skip_subtree()
            else:
                yield from self._enter(element)
                yield from self._text(element.text, element)

    def _enter(self, element: HtmlElement) -> Iterator[Run]:
        tag, around = element.tag, self._frames[-1]
        block = around.block
        if tag in BLOCK_TAGS:
            yield from self._end_run()
            block = len(self._frames)
        elif tag == "br":
            self._breaks += 1
        elif tag in REPLACED_TAGS or _stands_apart(element):
            self._pieces.append(" ")
        words = frozenset() if tag in OUTER_TAGS else own_hints(element)
        frame = _Frame(tag, words, around.links + (tag == "a"), around.lined + (tag in LINED_TAGS), block)
        self._frames.append(frame)
        self.deepest = max(self.deepest, len(self._frames))

    def _leave(self, element: HtmlElement) -> Iterator[Run]:
        if element.tag in BLOCK_TAGS:
            yield from self._end_run()
        self._frames.pop()
        self._reached = min(self._reached, len(self._frames) - 1)

    def _text(self, text: str | None, after: HtmlElement) -> Iterator[Run]:
        if not text:
            return
        if not self._frames[-1].lined:
            yield from self._add(text, after.sourceline or 1)
            return
        for offset, line in enumerate(text.split("\n")):
            self._breaks += offset > 0
            yield from self._add(line, (after.sourceline or 1) + offset)

    def _add(self, text: str, line: int) -> Iterator[Run]:
        """Add a text to the run; a run ends where text follows an empty line."""
        if not is_visible_text(text):
            self._pieces.append(text)
            return
        frame, depth = self._frames[-1], len(self._frames) - 1
        if self._breaks > 1:
            yield from self._end_run()
        elif self._breaks:
            self._pieces.append("\n" if frame.lined else " ")
        self._breaks = 0
        if not self._inner:
            self._line = line
            self._inner = [one.hints for one in self._frames[-MAX_HINTED:]]
            self._inner_depth = self._common = depth
        self._common = min(self._common, self._reached) if self._linked_or_plain() else depth
        self._reached = depth
        self._pieces.append(text if not frame.lined else text.replace("\n", " "))
        self._linked += _weight(text) if frame.links else 0

    def _linked_or_plain(self) -> bool:
        raise NotImplementedError

    def _end_run(self) -> Iterator[Run]:
        raise NotImplementedError
