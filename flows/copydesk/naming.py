"""Names of one word or more, found in lines: of thousands of names few can stand on a page, and most lines have none.

So a page is asked once which names it has the words of. After that a line is looked at closely only if it has the
rarest word of one of these.
"""

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from copydesk.scripts import LONG

Name: TypeAlias = tuple[str, ...]
"""A name as words."""

_WORD = re.compile(r"[^\W_]+(?:[’'.&+-][^\W_]+)*")

FEW = 64
"""Names up to which a line is asked for a word of each; of more, the line's own words tell which to try."""


COMMON = 8
"""Names with a word from which on it tells little."""


class Names(NamedTuple):
    """Names to look for in lines: all there are, or those that can stand on one page."""

    by_first: Mapping[str, tuple[Name, ...]]
    """By their first word; of those with the same first word the one of most words comes first."""
    by_rarest: Mapping[str, tuple[Name, ...]]
    """By their longest word that is not in many names: "Guardian" of "The Guardian", "ABC" of "ABC News"."""

    def on(self, words: frozenset[str]) -> "Names":
        """The names that can stand on a page with these WORDS, as `page_words` gives them."""
        likely = (self.by_rarest[word] for word in self.by_rarest.keys() & words)
        return _indexed([name for names in likely for name in names if words.issuperset(name)])

    def find(self, text: str) -> list[str]:
        """The names in a line, in order, as they stand there; only its beginning is looked at.

        >>> names_of(["The Times", "Times of India", "DW"]).find("The Times of India, and DW")
        ['The Times', 'DW']
        """
        text = text[:LONG]
        names = self if len(self.by_rarest) <= FEW else self.on(page_words((text,)))
        return list(_found(text, names.by_first)) if any(map(text.__contains__, names.by_rarest)) else []


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
    return Names(*({word: tuple(some) for word, some in index.items()} for index in (by_first, by_rarest)))


@functools.lru_cache(maxsize=1)  # asked for by whoever looks for words on a page
def page_words(texts: tuple[str, ...]) -> frozenset[str]:
    """The words that names are made of in the beginnings of TEXTS, each once.

    No word has a space in it, and most of what stands between spaces is a word.

    >>> sorted(page_words(("The Times, N.Y.", "The Times")))
    ['N.Y', 'The', 'Times']
    """
    pieces = set("\n".join([text[:LONG] for text in texts]).split())
    plain = {piece for piece in pieces if piece.isalnum()}
    return frozenset(plain).union(_WORD.findall(" ".join(pieces - plain)))
