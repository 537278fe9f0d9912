"""Tree of a page -> its visible text in runs: what stands between two block-level boundaries, in document order.

The tree is walked once, without recursion; what is kept of an element's ancestors is bounded, so that the time grows
with the page's length alone.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement

from copydesk.splitting.hints import NO_HINTS, hints_of
from copydesk.splitting.visibility import OUTER_TAGS, is_hidden, is_visible_text

MAX_PATH = 32
"""Tags of a run's path that are kept, the innermost ones."""
MAX_HINTED = 12
"""Elements whose hints a run carries: the innermost, its own among them."""

BLOCK_TAGS = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html label legend li listing main marquee "
    "menu nav ol optgroup option p plaintext pre search section select summary table tbody td textarea tfoot th thead "
    "tr ul xmp".split()
)
"""Elements that part text: HTML's block-level ones, and buttons, options and labels, small texts by themselves."""
LINED_TAGS = frozenset("listing plaintext pre textarea xmp".split())
"""Elements whose line breaks are breaks of the text."""
REPLACED_TAGS = frozenset("audio canvas embed iframe img input object svg video".split())
"""Elements that stand where a space would."""
APART_TAGS = frozenset(("a", "time"))
"""Inline elements that a page sets apart from a neighbour of the same kind by its style, without a space."""

_SPACES = re.compile("\\s{2,}|[ \t\n\r\f\v\N{NO-BREAK SPACE}\N{NEXT LINE}\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]")


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


def gather_text(root: HtmlElement) -> VisibleText:
    """The visible text of a page in runs.

    >>> from lxml.html import document_fromstring
    >>> page = document_fromstring("<div>One <b>two</b><p class='leadText'>three<br>four<br><br><a href=x>five</a>")
    >>> for run in gather_text(page).runs:
    ...     print(run.text, "/".join(run.path), sorted(run.hints), run.link_density)
    One two div [] 0.0
    three four div/p ['lead', 'text'] 0.0
    five div/p ['lead', 'text'] 1.0
    """
    walk = _Walk()
    walk.through(root)
    return VisibleText(tuple(walk.runs), walk.deepest)


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


class _GrowingRun:
    """The run that is being gathered, from its first text on."""

    def __init__(self, frames: list[_Frame], line: int) -> None:
        own = frames[-1].block
        tags = [frame.tag for frame in frames[max(1, own + 1 - MAX_PATH) : own + 1]]
        self.path = tuple(tag for tag in tags if tag not in OUTER_TAGS)
        self.line = line
        self.lined = frames[-1].lined
        self.pieces: list[str] = []
        self.linked = 0
        self._around = frames[-MAX_HINTED:]
        self._depth = self._common = self.reached = len(frames) - 1
        # `reached` is the least depth that the walk came to since the run's latest text; `_common` then is that of
        # the innermost element around all of the run's text.

    def add(self, text: str, frame: _Frame, depth: int) -> None:
        """Add a visible text."""
        self._common = min(self._common, self.reached)
        self.reached = depth
        self.pieces.append(text)
        if frame.links:
            self.linked += _weight(text)

    def finish(self) -> Run:
        """The run as it is when nothing more comes."""
        text = "".join(self.pieces)
        lines = text.split("\n") if self.lined else (text,)
        text = "\n".join(_SPACES.sub(" ", line).strip() for line in lines)
        inner = self._around[: len(self._around) - (self._depth - self._common)]
        hints = NO_HINTS.union(*(frame.hints for frame in inner))
        return Run(text, self.line, self.path, hints, self.linked / (_weight(text) or 1))


class _Walk:
    """The walk through the tree: the elements that are open, and the run that is being gathered."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.deepest = 0
        self._frames = [_Frame("", NO_HINTS, 0, 0, 0)]
        self._run: _GrowingRun | None = None
        self._breaks = 0
        """Line breaks since the latest visible text."""

    def through(self, root: HtmlElement) -> None:
        """Walk through the whole tree."""
        walk = etree.iterwalk(root, events=("start", "end"))
        hidden = None
        for event, element in walk:
            if event == "end":
                if element is not hidden:
                    self._leave(element)
                self._read(element.tail, element)
            elif is_hidden(element, attributes := dict(element.items())):
                hidden = element
                walk.skip_subtree()
            else:
                self._enter(element, attributes)
                self._read(element.text, element)

    def _enter(self, element: HtmlElement, attributes: Mapping[str, str]) -> None:
        tag, around = element.tag, self._frames[-1]
        block = around.block
        if tag in BLOCK_TAGS:
            self._end_run()
            block = len(self._frames)
        elif tag == "br":
            self._breaks += 1
        elif self._run and (tag in REPLACED_TAGS or _stands_apart(element)):
            self._run.pieces.append(" ")
        hints = NO_HINTS if tag in OUTER_TAGS or not attributes else hints_of(attributes)
        self._frames.append(_Frame(tag, hints, around.links + (tag == "a"), around.lined + (tag in LINED_TAGS), block))
        self.deepest = max(self.deepest, len(self._frames) - 1)

    def _leave(self, element: HtmlElement) -> None:
        if element.tag in BLOCK_TAGS:
            self._end_run()
        self._frames.pop()
        if self._run:
            self._run.reached = min(self._run.reached, len(self._frames) - 1)

    def _read(self, text: str | None, after: HtmlElement) -> None:
        """Read the text behind a tag, line by line where its lines count."""
        if not text:
            return
        line = after.sourceline or 1
        if not self._frames[-1].lined:
            self._add(text, line)
            return
        for offset, part in enumerate(text.split("\n")):
            self._breaks += offset > 0
            self._add(part, line + offset)

    def _add(self, text: str, line: int) -> None:
        if not is_visible_text(text):
            if self._run:
                self._run.pieces.append(text)
            return
        if self._breaks > 1:
            self._end_run()
        if self._run is None:
            self._run = _GrowingRun(self._frames, line)
        elif self._breaks:
            self._run.pieces.append("\n" if self._run.lined else " ")
        self._breaks = 0
        self._run.add(text, self._frames[-1], len(self._frames) - 1)

    def _end_run(self) -> None:
        if self._run:
            self.runs.append(self._run.finish())
        self._run, self._breaks = None, 0


def _weight(text: str) -> int:
    """Characters of a text without its spaces."""
    return sum(map(len, text.split()))


def _stands_apart(element: HtmlElement) -> bool:
    """Whether the element and the one right before it are two words though no space parts them.

    Links are, and spans of different classes ("Ann Lee", "5 May"), but not the spans of letters painted one by one.
    """
    before = element.getprevious()
    if before is None or before.tail:
        return False
    tags = {before.tag, element.tag}
    if tags == {"span"}:
        return bool(element.get("class") != before.get("class"))
    return tags <= {"span", *APART_TAGS}
