"""Names of one word or more, found in lines: of thousands of names few can stand in a line, and most lines have none.

So a line is asked for its rare words first, and looked at closely only if it has all that a name is made of.
"""

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from copydesk.scripts import ALL_MARKS, LONG, tokens

Name: TypeAlias = tuple[str, ...]
"""A name as words."""

_LETTERS = rf"[^\W_]+(?:[{ALL_MARKS}]+[^\W_]*)*"
_WORD = re.compile(rf"{_LETTERS}(?:[’'.&+-]{_LETTERS})*")


class Names(NamedTuple):
    """Names to look for in lines."""

    by_rarest: Mapping[str, tuple[Name, ...]]
    """By a long word that few names have: "Guardian" of "The Guardian", "Monitor" of "Al-Monitor"."""

    def find(self, text: str) -> list[str]:
        """The names in a line, in order, as they stand there; only its beginning is looked at.

        >>> names_of(["The Times", "Times of India", "DW"]).find("The Times of India, and DW")
        ['The Times', 'DW']
        >>> names_of(["अमर उजाला"]).find("फोटो : अमर उजाला")
        ['अमर उजाला']
        """
        text = text[:LONG]
        rare = self.by_rarest.keys() & _parts(text)
        likely = [name for part in rare for name in self.by_rarest[part] if all(map(text.__contains__, name))]
        return list(_found(text, likely)) if likely else []


def _found(text: str, names: Sequence[Name]) -> Iterator[str]:
    """Which of NAMES stand in TEXT; of those that begin at one place the longest one counts."""
    longest_first = sorted(names, key=len, reverse=True)
    firsts = {name[0] for name in names}
    places = list(_WORD.finditer(text))
    words = [place[0] for place in places]
    end = 0
    for at in [at for at, word in enumerate(words) if word in firsts]:
        name = next((name for name in longest_first if name == tuple(words[at : at + len(name)])), ())
        if name and at >= end:
            end = at + len(name)
            yield text[places[at].start() : places[end - 1].end()]


def _parts(text: str) -> list[str]:
    """The letters and digits in a row: words, and parts of words that have a sign inside."""
    return tokens(text.replace("_", " "))


def names_of(names: Iterable[str]) -> Names:
    """NAMES, ready to be looked for."""
    known = {words for name in names if (words := tuple(_WORD.findall(name)))}
    times = Counter(itertools.chain.from_iterable(known))
    by_rarest: defaultdict[str, list[Name]] = defaultdict(list)
    for name in known:
        rarest = name[0] if len(name) == 1 else min(name, key=lambda word: times[word] / len(word))
        by_rarest[rarest if rarest.isalnum() else max(reversed(_parts(rarest)), key=len)].append(name)
    return Names({part: tuple(some) for part, some in by_rarest.items()})
