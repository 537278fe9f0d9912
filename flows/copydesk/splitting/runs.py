"""Tree of a page -> its visible text in runs: what stands between two block-level boundaries, in document order.

The tree is walked once, without recursion; what is kept of an element's ancestors is bounded, so that the time grows
with the page's length alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement

from copydesk.model import Unseen
from copydesk.splitting.hints import NO_HINTS, hints_of
from copydesk.splitting.visibility import (
    HIDDEN_TAGS,
    OUTER_TAGS,
    UNREAD_TAGS,
    hidden_characters,
    is_hidden,
    is_unshown,
    is_visible_text,
)

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
APART_TAGS = frozenset(("a", "span", "time"))
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
    """All visible text of a page, how deep its elements are nested, and a count of what is not visible."""

    runs: tuple[Run, ...]
    depth: int
    unseen: Unseen


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
    return VisibleText(tuple(walk.runs), walk.deepest, Unseen(walk.hidden, walk.hidden_characters, walk.scripts))


class _Frame(NamedTuple):
    """An element that is open."""

    hints: frozenset[str]
    path: tuple[str, ...]
    """Tags from the body down to this element, the innermost MAX_PATH."""
    links: int
    """How many of the open elements are links, this one among them."""
    lined: int
    """How many of them keep line breaks."""
    block: int
    """Depth of the innermost of them that is block-level."""


class _GrowingRun:
    """The run that is being gathered, from its first text on."""

    __slots__ = ("_around", "_common", "_depth", "line", "lined", "linked", "path", "pieces", "reached")

    def __init__(self, frames: list[_Frame], line: int) -> None:
        innermost = frames[-1]
        self.path = frames[innermost.block].path
        self.line = line
        self.lined = innermost.lined
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
        text = "\n".join(map(_one_line, text.split("\n"))) if self.lined else _one_line(text)
        inner = self._around[: len(self._around) - (self._depth - self._common)]
        hints = NO_HINTS.union(*[frame.hints for frame in inner if frame.hints])
        return Run(text, self.line, self.path, hints, self.linked / _weight(text) if self.linked else 0.0)


class _Walk:
    """The walk through the tree: the elements that are open, and the run that is being gathered."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.deepest = 0
        self.hidden = self.hidden_characters = self.scripts = 0
        self._frames = [_Frame(NO_HINTS, (), 0, 0, 0)]
        self._run: _GrowingRun | None = None
        self._breaks = 0
        """Line breaks since the latest visible text."""

    def through(self, root: HtmlElement) -> None:
        """Walk through the whole tree."""
        walk = etree.iterwalk(root, events=("start", "end"))
        hidden = None
        for event, element in walk:
            tag: str = element.tag
            if event == "start":
                attributes = element.items()
                if (tag in HIDDEN_TAGS and is_unshown(element)) or (attributes and is_hidden(element, attributes)):
                    hidden = element
                    self._count_unseen(element, tag)
                    walk.skip_subtree()
                    continue
                self._enter(element, tag, attributes)
                text = element.text
            else:
                if element is not hidden:
                    self._leave(tag)
                text = element.tail
            if text:
                self._read(text, element)

    def _count_unseen(self, element: HtmlElement, tag: str) -> None:
        self.scripts += tag == "script"
        if tag not in UNREAD_TAGS:
            self.hidden += 1
            self.hidden_characters += hidden_characters(element)

    def _enter(self, element: HtmlElement, tag: str, attributes: Sequence[tuple[str, str]]) -> None:
        frames = self._frames
        _, path, links, lined, block = frames[-1]
        if tag in BLOCK_TAGS:
            if self._run:
                self._end_run()
            self._breaks = 0
            block = len(frames)
        elif tag == "br":
            self._breaks += 1
        elif self._run and (tag in REPLACED_TAGS or _stands_apart(element, tag)):
            self._run.pieces.append(" ")
        hints = NO_HINTS
        if tag not in OUTER_TAGS:
            path = (*path[1 - MAX_PATH :], tag)
            hints = hints_of(attributes) if attributes else NO_HINTS
        frames.append(_Frame(hints, path, links + (tag == "a"), lined + (tag in LINED_TAGS), block))
        if len(frames) > self.deepest + 1:
            self.deepest = len(frames) - 1

    def _leave(self, tag: str) -> None:
        frames = self._frames
        frames.pop()
        if tag in BLOCK_TAGS:
            if self._run:
                self._end_run()
            self._breaks = 0
        elif self._run and len(frames) <= self._run.reached:
            self._run.reached = len(frames) - 1

    def _read(self, text: str, after: HtmlElement) -> None:
        """Read the text behind a tag, line by line where its lines count."""
        if not self._frames[-1].lined:
            self._add(text, after, 0)
            return
        for offset, part in enumerate(text.split("\n")):
            self._breaks += offset > 0
            self._add(part, after, offset)

    def _add(self, text: str, after: HtmlElement, offset: int) -> None:
        """Add a text that stands OFFSET lines below a tag."""
        run = self._run
        if text.isspace() or not is_visible_text(text):
            if run:
                run.pieces.append(text)
            return
        frames = self._frames
        if run and self._breaks > 1:
            self._end_run()
            run = None
        if run is None:
            run = self._run = _GrowingRun(frames, (after.sourceline or 1) + offset)
        elif self._breaks:
            run.pieces.append("\n" if run.lined else " ")
        self._breaks = 0
        run.add(text, frames[-1], len(frames) - 1)

    def _end_run(self) -> None:
        if self._run:
            self.runs.append(self._run.finish())
        self._run, self._breaks = None, 0


def _one_line(text: str) -> str:
    """TEXT with its white space collapsed; a single wide space, as of Chinese, stays."""
    if not text.isprintable() or "  " in text:  # of white space only a single space is printable
        text = _SPACES.sub(" ", text)
    return text.strip()


def _weight(text: str) -> int:
    """Characters of a text without its spaces."""
    return sum(map(len, text.split()))


def _stands_apart(element: HtmlElement, tag: str) -> bool:
    """Whether the element and the one right before it are two words though no space parts them.

    Links are, and spans of different classes ("Ann Lee", "5 May"), but not the spans of letters painted one by one.
    """
    if tag not in APART_TAGS:
        return False
    before = element.getprevious()
    if before is None or before.tail or before.tag not in APART_TAGS:
        return False
    return tag != "span" or before.tag != "span" or bool(element.get("class") != before.get("class"))
