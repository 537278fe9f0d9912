"""The article's running text: its language, its lines, and the words by which lines around it are judged."""

import functools
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from copydesk.labelling.lines import Line, content_words, content_words_in
from copydesk.languages import UNDETERMINED, language_of_most
from copydesk.model import KEPT_IN_BODY, Label
from copydesk.scripts import LONG

Labels: TypeAlias = Mapping[int, Label]
"""The labels given so far, by the line's number."""

MAX_STEM = 5
MIN_PROSE_FALLBACK = 4
"""Words of a line that may be the article's on a page without prose."""


@dataclass(frozen=True, slots=True)
class RunningText:
    """The article's running text: the numbers of its lines, and what is needed to judge the lines around it."""

    prose: frozenset[int]
    language: str
    texts: tuple[str, ...]
    """The texts by whose words lines around it are judged."""
    first: int
    """Number of its first line."""
    last: int
    """Number of its last line."""

    def of(self, numbers: Collection[int]) -> "RunningText":
        """The same text with other lines, judged by the same words."""
        return RunningText(frozenset(numbers), self.language, self.texts, min(numbers), max(numbers))

    def overlap(self, text: str) -> float:
        """Share of the content words of TEXT that the running text has too; 1 where it has none to compare."""
        words = content_words(text)
        if not words:
            return 1.0
        vocabulary = _vocabulary(self.texts)
        return sum(_has_beginning(vocabulary, _stem(word)) for word in words) / len(words)


def _stem(word: str) -> str:
    """Beginning of a word, by which its inflected forms are known: 5 letters of long words, less of short ones."""
    return word[: max(3, min(MAX_STEM, len(word) - 1))] if word.isascii() or len(word) > 3 else word


def in_body(labels: Labels) -> list[int]:
    """The numbers of the lines that LABELS have in the body, in order."""
    return [n for n in sorted(labels) if labels[n].role in KEPT_IN_BODY]


def article_language(lines: Sequence[Line], labels: Labels) -> str:
    """The language that most of the running text is in."""
    free = (line for line in lines if line.is_prose and line.block.number not in labels)
    return language_of_most((line.language, line.text) for line in free)


def find_running_text(lines: Sequence[Line], labels: Labels) -> RunningText | None:
    """The article's running text: unlabelled prose in its language; None on a page without any.

    Where a page has no prose at all, its longer unlabelled lines have to do: a page never loses its article for want
    of full stops.
    """
    free = [line for line in lines if line.block.number not in labels]
    language = article_language(lines, labels)
    prose = [
        line for line in free if line.is_extracted or (line.is_prose and line.language in (language, UNDETERMINED))
    ]
    if not prose:
        prose = [line for line in free if may_be_article(line)]
        if not prose:
            return None
        spoken = Counter(line.language for line in prose)
        language = max(spoken, key=lambda known: (spoken[known], known))
    numbers = frozenset(line.block.number for line in prose)
    return RunningText(numbers, language, tuple([line.text for line in prose]), min(numbers), max(numbers))


def may_be_article(line: Line) -> bool:
    """Whether a line is prose, or long enough to be the article of a page without prose."""
    return line.is_prose or (line.words >= MIN_PROSE_FALLBACK and not line.urls)


def running_text_of(lines: Sequence[Line], numbers: Collection[int], likely: Collection[int]) -> RunningText:
    """The running text that the lines of NUMBERS are; there must be at least one.

    Its language is that of most that is LIKELY to be in it: broken lines of Chinese are too short to be prose, and one
    notice in English is not.
    """
    language = language_of_most((lines[n].language, lines[n].text) for n in likely)
    texts = tuple([lines[n].text for n in sorted(numbers)])
    return RunningText(frozenset(numbers), language, texts, min(numbers), max(numbers))


@functools.lru_cache(maxsize=2)
def _vocabulary(texts: tuple[str, ...]) -> list[str]:
    """The content words of TEXTS, sorted."""
    return sorted(content_words_in("\n".join([text[:LONG] for text in texts])))


def _has_beginning(vocabulary: Sequence[str], stem: str) -> bool:
    """Whether a word of VOCABULARY, which is sorted, begins with STEM."""
    place = bisect_left(vocabulary, stem)
    return place < len(vocabulary) and vocabulary[place].startswith(stem)
