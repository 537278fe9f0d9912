"""Names of one word or more, found in lines: of thousands of names few can stand on a page, and most lines have none.

So a page is asked once which names it has the words of, and which of its lines have the rarest word of one of these.
Only such lines are looked at closely.
"""

import functools
import itertools
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from copydesk.scripts import LONG

Name: TypeAlias = tuple[str, ...]
"""A name as words."""

_WORD = re.compile(r"[^\W_]+(?:[’'.&+-][^\W_]+)*")

COMMON = 8
"""Names with a word from which on it tells little."""


class Names(NamedTuple):
    """Names to look for in lines: all there are, or those that can stand on one page."""

    by_first: Mapping[str, tuple[Name, ...]]
    """By their first word; of those with the same first word the one of most words comes first."""
    by_rarest: Mapping[str, tuple[Name, ...]]
    """By their longest word that is not in many names: "Guardian" of "The Guardian", "ABC" of "ABC News"."""
    lines: frozenset[str] | None = None
    """The lines of the page in which one of them may stand; None for names that are looked for anywhere."""

    def on(self, texts: tuple[str, ...]) -> "Names":
        """The names that can stand on the page whose lines are TEXTS, for these lines and no others."""
        words = page_words(texts)
        likely = (self.by_rarest[word] for word in self.by_rarest.keys() & words)
        names = _indexed([name for names in likely for name in names if words.issuperset(name)])
        return names._replace(lines=frozenset(_with_any(names.by_rarest, texts)))

    def among(self, others: "Names") -> "Names":
        """Those of the names that are among OTHERS; the same lines are looked at for them."""
        own = (name for names in self.by_first.values() for name in names)
        return _indexed([name for name in own if name in others.by_first.get(name[0], ())])._replace(lines=self.lines)

    def find(self, text: str) -> list[str]:
        """The names in a line, in order, as they stand there; only its beginning is looked at.

        >>> names_of(["The Times", "Times of India", "DW"]).find("The Times of India, and DW")
        ['The Times', 'DW']
        """
        return list(_found(text[:LONG], self.by_first)) if self.lines is None or text in self.lines else []


def _with_any(words: Iterable[str], texts: Sequence[str]) -> Iterator[str]:
    """Those of TEXTS in which any of WORDS stands, if only as a part of another word."""
    together = "\n".join(texts)
    starts = list(itertools.accumulate((len(text) + 1 for text in texts), initial=0))
    for word in words:
        at = together.find(word)
        while at >= 0:
            line = bisect_right(starts, at)
            yield texts[line - 1]
            at = together.find(word, starts[line])


def _found(text: str, by_first: Mapping[str, tuple[Name, ...]]) -> Iterator[str]:
    words = list(_WORD.finditer(text))
    spelled = tuple(word[0] for word in words)
    at = 0
    while at < len(words):
        begun = by_first.get(spelled[at], ())
        stop = next((at + len(name) for name in begun if spelled[at : at + len(name)] == name), None)
        if stop is None:
            at += 1
            continue
        yield text[words[at].start() : words[stop - 1].end()]
        at = stop


def names_of(names: Iterable[str]) -> Names:
    """NAMES, ready to be looked for."""
    return _indexed({words for name in names if (words := tuple(_WORD.findall(name)))})


def _indexed(names: Collection[Name]) -> Names:
    times = Counter(word for name in names for word in name)
    by_first: defaultdict[str, list[Name]] = defaultdict(list)
    by_rarest: defaultdict[str, list[Name]] = defaultdict(list)
    for name in sorted(names, key=lambda name: (-len(name), name)):
        by_first[name[0]].append(name)
        by_rarest[min(name, key=lambda word: (times[word] > COMMON, -len(word)))].append(name)
    first, rarest = ({word: tuple(some) for word, some in index.items()} for index in (by_first, by_rarest))
    return Names(first, rarest)


@functools.lru_cache(maxsize=1)
def page_words(texts: tuple[str, ...]) -> frozenset[str]:
    """The words that names are made of in the beginnings of TEXTS, each once.

    >>> sorted(page_words(("The Times, N.Y.", "The Times")))
    ['N.Y', 'The', 'Times']
    """
    pieces = frozenset("\n".join([text[:LONG] for text in texts]).split())
    plain = frozenset(filter(str.isalnum, pieces))  # no word has a space in it, and most pieces are words
    return plain.union(_WORD.findall(" ".join(pieces - plain)))
