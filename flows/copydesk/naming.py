"""Names of one word or more, found in lines: of thousands of names few can stand on a page, and most lines have none.

So a page is asked once which names it has the words of. After that a line is looked at closely only if it has the
longest word of one of these.
"""

import functools
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple, TypeAlias

from copydesk.scripts import LONG

Name: TypeAlias = tuple[str, ...]
"""A name as words."""

_WORD = re.compile(r"[^\W_]+(?:[’'.&+-][^\W_]+)*")

FEW = 64
"""Names up to which a line is asked for the longest word of each; of more, the line's own words tell which to try."""


class Names(NamedTuple):
    """Names to look for in lines: all there are, or those that can stand on one page."""

    by_first: Mapping[str, tuple[Name, ...]]
    """By their first word; of those with the same first word the longest comes first."""
    by_longest: Mapping[str, tuple[Name, ...]]
    """By their longest word, which is mostly the rarest."""

    def on(self, words: AbstractSet[str]) -> "Names":
        """The names that can stand on a page with these WORDS, as `distinct_words` gives them."""
        likely = (self.by_longest[word] for word in self.by_longest.keys() & words)
        return _indexed([name for names in likely for name in names if words >= set(name)])

    def find(self, text: str) -> Iterator[str]:
        """The names in a line, in order, as they stand there; only its beginning is looked at.

        >>> list(names_of(["The Times", "Times of India", "DW"]).find("The Times of India, and DW"))
        ['The Times', 'DW']
        """
        text = text[:LONG]
        names = self if len(self.by_longest) <= FEW else self.on(distinct_words((text,)))
        if not any(map(text.__contains__, names.by_longest)):
            return
        words = list(_WORD.finditer(text))
        spelled = tuple(word[0] for word in words)
        at = 0
        while at < len(words):
            begun = names.by_first.get(spelled[at], ())
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
    by_first: defaultdict[str, list[Name]] = defaultdict(list)
    by_longest: defaultdict[str, list[Name]] = defaultdict(list)
    for name in sorted(names, key=lambda name: (-len(name), name)):
        by_first[name[0]].append(name)
        by_longest[max(name, key=len)].append(name)
    return Names(*({word: tuple(some) for word, some in index.items()} for index in (by_first, by_longest)))


@functools.lru_cache(maxsize=1)  # asked for when a page is labelled, and again for its outlet
def distinct_words(texts: tuple[str, ...]) -> frozenset[str]:
    """The words that names are made of in the beginnings of TEXTS, each once.

    No word has a space in it, and most of what stands between spaces is a word.

    >>> sorted(distinct_words(("The Times, N.Y.", "The Times")))
    ['N.Y', 'The', 'Times']
    """
    pieces = set("\n".join([text[:LONG] for text in texts]).split())
    plain = {piece for piece in pieces if piece.isalnum()}
    return frozenset(plain).union(_WORD.findall(" ".join(pieces - plain)))
