"""Prepositions that announce a name in some languages, though their lexicons list them at the end of phrases only.

Romanian bylines say "De Ana Pop" for "scris de Ana Pop", and Swahili ones "Na" for "imeandikwa na". In other languages
the same letters begin names, "De Vries", so that no lexicon can list them for all pages.
"""

import functools
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from copydesk.folding import fold_letters
from copydesk.lexicons import lexicons
from copydesk.model import Role
from copydesk.naming.people import PARTICLES, read_name

MIN_PHRASES = 5
"""Phrases of a language which a preposition has to end to announce alone."""
MAX_PREPOSITION = 4
"""Letters of a preposition; a language that lists one alone needs no other."""


def announcing_preposition(words: Sequence[str], languages: Collection[str]) -> int:
    """1 where the first of WORDS, on a page in LANGUAGES, announces the name behind it; else 0.

    >>> announcing_preposition("De Ana Pop".split(), ["ro"]), announcing_preposition("De Ana Pop".split(), ["en"])
    (1, 0)
    >>> announcing_preposition("de Ana Pop".split(), ["ro"])
    1
    >>> announcing_preposition("De Vries".split(), ["ro"]), announcing_preposition("De la Cruz Ana".split(), ["ro"])
    (0, 0)
    """
    if len(words) <= 1 or not words[1][0].isupper() or words[1].casefold() in PARTICLES:
        return 0
    first = fold_letters(words[0])
    announces = any(first == _preposition(language) for language in languages)
    return int(announces and read_name(" ".join(words[1:3])) is not None)


@functools.cache
def _preposition(language: str) -> str:
    """What ends most phrases of LANGUAGE that announce names; empty where few do, or it lists such a word alone."""
    found = list(_phrases(language))
    ends = Counter(words[-1] for words in found if len(words) > 1 and words[-1].isalpha())
    word, count = next(iter(ends.most_common(1)), ("", 0))
    has_own = any(len(words) == 1 and len(words[0]) <= MAX_PREPOSITION for words in found)
    return word if count >= MIN_PHRASES and len(word) <= MAX_PREPOSITION and not has_own else ""


def _phrases(language: str) -> Iterator[list[str]]:
    """The words before the names in the bylines of LANGUAGE, labels with a colon aside."""
    lexicon = lexicons().get(language)
    for kind, entry in lexicon.entries if lexicon is not None else ():
        before, place, _ = entry.partition("{names}")
        if kind.role is Role.BYLINE and place and not before.rstrip().endswith((":", "：")):
            yield fold_letters(before).split()
