"""Tree of a page -> its visible text in runs: what stands between two block-level boundaries, in document order.

The tree is walked once, without recursion; what is kept of an element's ancestors is bounded, so that the time grows
with the page's length alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
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

LEAST_WORD = 3
"""Characters of each of two spans of the same class that may be a word and a number; shorter ones are a formula's."""
DRESSED_TAGS = frozenset("b big font strong".split())
"""Inline elements that make a heading of a whole line between `<br>`s; of `<font>` and tables were pages made before
style sheets. One that ends in a colon ("Read also:") belongs to what follows."""
LOOSE_TAGS = frozenset("body center div form table td".split())
"""Elements that hold such lines; in a paragraph a bold line is the beginning of it."""

_INDENT = re.compile(
    "[ \t\r\n]*(?: \N{IDEOGRAPHIC SPACE} | (?: [\N{NO-BREAK SPACE}\N{EN SPACE}\N{EM SPACE}] [ \t\r\n]* ){2} )",
    re.VERBOSE,
)
"""How the first line of a paragraph begins where nothing but a `<br>` and spaces set it off."""

_SPACES = re.compile("\\s{2,}|[ \t\n\r\f\v\N{NO-BREAK SPACE}\N{NEXT LINE}\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]")


_UNBEGUN, _PLAIN, _DRESSED = 0, -1, -2
"""In the place of a depth: nothing stands on a line yet; other text does; only what dresses it does, and is closed."""


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


class _GrowingRun:
    """The run that is being gathered, from its first text on."""

    __slots__ = ("_around", "_common", "_depth", "_line", "_path", "breaks", "lined", "linked", "pieces", "reached")

    def __init__(self, line: int, path: Sequence[str], around: Sequence[frozenset[str]], depth: int) -> None:
        self._line = line
        self._path = tuple(path)
        self.lined = False
        self.linked = 0
        self.breaks = 0
        """Line breaks since the latest visible text."""
        self.pieces: list[str] = []
        self._around = around
        self._depth = self._common = self.reached = depth
        # `reached` is the least depth that the walk came to since the run's latest text; `_common` then is that of
        # the innermost element around all of the run's text.

    def add(self, text: str, depth: int) -> None:
        """Add a visible text."""
        if self.breaks:
            self.pieces.append("\n" if self.lined else " ")
            self.breaks = 0
        self._common = min(self._common, self.reached)
        self.reached = depth
        self.pieces.append(text)

    def finish(self) -> Run:
        """The run as it is when nothing more comes."""
        text = "".join(self.pieces)
        text = "\n".join(map(_one_line, text.split("\n"))) if self.lined else _one_line(text)
        inner = self._around[: max(0, len(self._around) - (self._depth - self._common))]
        hints = _together(tuple(filter(None, inner)))
        return Run(text, self._line, self._path, hints, self.linked / _weight(text) if self.linked else 0.0)


class _Walk:
    """The walk through the tree: the elements that are open, and the run that is being gathered."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.deepest = 0
        self.hidden = self.hidden_characters = self.scripts = 0
        self._open: list[HtmlElement] = []
        self._tags: list[str] = []
        """The tags of the elements that are open."""
        self._hints: list[frozenset[str]] = []
        """The hints of each that is open, as far as a text has asked for them."""
        self._blocks = [0]
        """How many are open up to each that is block-level, itself among them."""
        self._outer = self._links = self._lined = 0
        """How many of them are OUTER_TAGS, the outermost ones; are links; keep line breaks."""
        self._run: _GrowingRun | None = None
        self._dress = _UNBEGUN
        """How many are open up to what dresses the line that begins after a boundary, itself among them."""

    def through(self, root: HtmlElement) -> None:
        """Walk through the whole tree."""
        walk = etree.iterwalk(root, events=("start", "end"))
        hidden = None
        for event, element in walk:
            if event == "start":
                tag: str = element.tag
                if (tag in HIDDEN_TAGS and is_unshown(element)) or is_hidden(element):
                    hidden = element
                    self._count_unseen(element, tag)
                    walk.skip_subtree()
                    continue
                self._enter(element, tag)
                text = element.text
            else:
                if element is not hidden:
                    self._leave()
                text = element.tail
            if text and (self._run or not text.isspace()):
                self._read(text, element)

    def _count_unseen(self, element: HtmlElement, tag: str) -> None:
        self.scripts += tag == "script"
        if tag not in UNREAD_TAGS:
            self.hidden += 1
            self.hidden_characters += hidden_characters(element)

    def _enter(self, element: HtmlElement, tag: str) -> None:
        tags, run = self._tags, self._run
        tags.append(tag)
        self._open.append(element)
        if len(tags) == self.deepest + 1:
            self.deepest += 1
        if tag in BLOCK_TAGS:
            if run:
                self._end_run(run)
            self._blocks.append(len(tags))
            self._lined += tag in LINED_TAGS
            self._dress = _UNBEGUN
        elif tag == "br":
            if run:
                run.breaks += 2 if self._dress == _DRESSED and not run.pieces[-1].rstrip().endswith((":", "：")) else 1
            self._dress = _UNBEGUN
        elif tag in DRESSED_TAGS and self._dress == _UNBEGUN and tags[self._blocks[-1] - 1] in LOOSE_TAGS:
            self._dress = len(tags)
        elif run and (tag in REPLACED_TAGS or _stands_apart(element, tag)):
            run.pieces.append(" ")
        if tag == "a":
            self._links += 1
        elif tag in OUTER_TAGS:
            self._outer = len(tags)

    def _leave(self) -> None:
        self._open.pop()
        tag, run = self._tags.pop(), self._run
        depth = len(self._tags)
        if len(self._hints) > depth:
            self._hints.pop()
        if tag in BLOCK_TAGS:
            if run:
                self._end_run(run)
            self._blocks.pop()
            self._lined -= tag in LINED_TAGS
            self._dress = _UNBEGUN
            return
        if depth + 1 == self._dress:
            self._dress = _DRESSED if run else _PLAIN
        if run and depth < run.reached:
            run.reached = depth
        if tag == "a":
            self._links -= 1

    def _read(self, text: str, after: HtmlElement) -> None:
        """Read the text behind a tag, line by line where its lines count."""
        if not self._lined:
            self._add(text, after, 0)
            return
        for offset, part in enumerate(text.split("\n")):
            if offset and self._run:
                self._run.breaks += 1
            self._add(part, after, offset)

    def _add(self, text: str, after: HtmlElement, offset: int) -> None:
        """Add a text that stands OFFSET lines below a tag."""
        run = self._run
        if not is_visible_text(text):
            if run:
                run.pieces.append(text)
            return
        if run and (run.breaks > 1 or (run.breaks and after.tag == "br" and _INDENT.match(text))):
            self._end_run(run)
            run = None
        depth = len(self._tags)
        if self._dress <= _UNBEGUN:
            self._dress = _PLAIN
        if run is None:
            run = self._run = self._begin_run((after.sourceline or 1) + offset)
        run.add(text, depth)
        if self._links:
            run.linked += _weight(text)

    def _begin_run(self, line: int) -> _GrowingRun:
        depth, block = len(self._tags), self._blocks[-1]
        path = self._tags[max(self._outer, block - MAX_PATH) : block]
        self._hints += [hints_of(element.items()) for element in self._open[len(self._hints) :]]
        around = self._hints[max(self._outer, depth - MAX_HINTED) :]
        run = _GrowingRun(line, path, around, depth)
        run.lined = self._lined > 0
        return run

    def _end_run(self, run: _GrowingRun) -> None:
        self.runs.append(run.finish())
        self._run = None


@lru_cache(maxsize=2048)
def _together(hints: tuple[frozenset[str], ...]) -> frozenset[str]:
    """All hints of some elements; runs side by side mostly have the same ones."""
    return NO_HINTS.union(*hints)


def _one_line(text: str) -> str:
    """TEXT with its white space collapsed; a single wide space, as of Chinese, stays."""
    if text.isprintable() and "  " not in text:  # of white space only a single space is printable
        return text.strip(" ")
    return " ".join(text.split()) if text.isascii() else _SPACES.sub(" ", text).strip()


def _weight(text: str) -> int:
    """Characters of a text without its spaces."""
    return sum(map(len, text.split()))


def _stands_apart(element: HtmlElement, tag: str) -> bool:
    """Whether the element and the one right before it are two words though no space parts them.

    Links are, and spans of different classes ("Ann Lee", "5 May"), but not a drop cap and the rest of its word, nor the
    spans of letters painted one by one; of the same class they are where a word ends in letters and a number begins, or
    the other way round.
    """
    if tag not in APART_TAGS:
        return False
    before = element.getprevious()
    if before is None or before.tail or before.tag not in APART_TAGS:
        return False
    left, right = (before.text or "").strip(), (element.text or "").strip()
    are_spans = tag == before.tag == "span"
    if are_spans and len(left) == 1 and left.isupper() and right[:1].islower():  # a drop cap
        return False
    if not are_spans or element.get("class") != before.get("class"):
        return True
    if len(before) or len(element) or min(len(left), len(right)) < LEAST_WORD:
        return False
    return (left[-1].isalpha() and right[0].isdecimal()) or (left[-1].isdecimal() and right[0].isalpha())
