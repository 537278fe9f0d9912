"""Where a name ends in a row of words: before a job, a credential, a day, a figure, or words in small letters."""

import functools
import re
from collections.abc import Sequence

from copydesk.dates import months, weekdays
from copydesk.dates.folding import fold_name
from copydesk.folding import fold
from copydesk.lexicons import announcing_words, listed, phrases
from copydesk.naming.people import NO_NAMES, PARTICLES

MIN_NAME = 2
"""Words of a name behind which a job may begin with a capital: "Jane Roe Housing correspondent"."""
MAX_GLUED = 3
"""Words of a name, or a job, that is glued to another name."""
MAX_SHORT_DAY = 3
"""Letters of a weekday that is written short."""

_OPENINGS = ("In", "On", "At")
"""Words that end no name: they open what stood behind it and is lost."""
_GLUED = re.compile(r"([^\W\d_][^\W\d_A-ZÀ-ÖØ-Þ]{3,})([A-ZÀ-ÖØ-Þ][^\W\d_]+)")
"""Two words without their space; McDonald and DeLuca begin with fewer letters."""
_FIGURE = re.compile(r"\d")
_SENTENCE_END = re.compile(r"[^\W\d_]{3}\.$")
"""The end of a word before a full stop that is too long to be short for a name."""


def named_words(words: list[str], languages: Sequence[str], *, announced: bool) -> list[str]:
    """Those at the beginning of WORDS that may be a name; none where they are the beginning of a sentence."""
    stop = next((n for n, word in enumerate(words) if _ends_name(n, word, words, languages, announced=announced)), None)
    if stop is not None and not announced and words[stop].islower() and not _may_follow(words, stop):
        return []
    named = words[:stop]
    has_job = stop is not None and fold(words[stop]) in listed("job")
    if stop is not None and len(named) > MIN_NAME and not listed("job").isdisjoint(map(fold, words[stop : stop + 2])):
        named = named[:-1] if fold(named[-1]) in listed("beat") else named
    while named and (named[-1] in _OPENINGS or named[-1].islower() or (has_job and fold(named[-1]) in NO_NAMES)):
        named = named[:-1]
    return [*named[:-1], named[-1].rstrip(".")] if named and _SENTENCE_END.search(named[-1]) else named


def unglued(part: str) -> list[str]:
    """PART of a byline, parted where a name or a job is glued to somebody's surname.

    >>> unglued("Jane RiemannJohn Poe"), unglued("Jane KeenanCity Columnist"), unglued("Jane McDonald Roe")
    (['Jane Riemann', 'John Poe'], ['Jane Keenan', 'City Columnist'], ['Jane McDonald Roe'])
    """
    words = part.split()
    for n, word in enumerate(words):
        hump = _GLUED.fullmatch(word)
        if hump is None:
            continue
        rest = [hump[2], *words[n + 1 :]]
        fits = n > announcing_words(words) and 1 < len(rest) <= MAX_GLUED and rest[0] not in _OPENINGS
        return [" ".join([*words[:n], hump[1]]), *unglued(" ".join(rest))] if fits else [part]
    return [part]


def after_jobs(words: list[str]) -> list[str]:
    """WORDS without the jobs at their beginning: "Editor Jane Roe" names Jane Roe."""
    jobs = listed("job")
    start = next((n for n, word in enumerate(words) if fold(word) not in jobs), len(words))
    return words[start:]


def is_beat(words: Sequence[str], before: Sequence[str]) -> bool:
    """Whether WORDS are what somebody does: a job with capitals before it, and none with the name BEFORE them.

    >>> is_beat("Local Democracy Reporter".split(), "Jane Roe".split()), is_beat("Jane Roe".split(), "John Poe".split())
    (True, False)
    >>> is_beat("Jane Roe Health Editor".split(), "John Poe Sports Editor".split())
    False
    """
    if len(words) <= MIN_NAME or fold(words[-2]) in NO_NAMES:  # "Jane Roe Staff Writer"
        return False
    jobs = listed("job")
    return fold(words[-1]) in jobs and jobs.isdisjoint(map(fold, before))


def is_place(words: Sequence[str]) -> bool:
    """Whether WORDS behind a name are where somebody reports from: a small particle begins them, and no first name.

    >>> is_place("do Rio".split()), is_place("de São Paulo".split()), is_place("Ana do Rio".split())
    (True, True, False)
    """
    return len(words) > 1 and words[0].islower() and words[0] in PARTICLES


def _ends_name(n: int, word: str, words: list[str], languages: Sequence[str], *, announced: bool) -> bool:
    """Whether the name before word N of WORDS ends there."""
    if _FIGURE.search(word) or _is_month(n, words, languages) or _is_weekday(n, words, languages):
        return True
    is_within = n > 0 and words[n - 1].casefold() in PARTICLES  # of "de la Cruz"
    is_other = fold(word) in listed("job") or fold(word) in listed("after-name")
    if n and is_other and not is_within and not _begins_surname(n, words, languages):
        return True
    if n > 1 and word.replace(".", "") in _credentials() and not words[0].isupper():
        return True
    if n > 1 and _SENTENCE_END.search(words[n - 1]):
        return True
    lower = word[0].islower() and word.casefold() not in PARTICLES and "-" not in word and "'" not in word
    return lower and (n > 0 or announced)


def _begins_surname(n: int, words: list[str], languages: Sequence[str]) -> bool:
    """Whether word N is the particle of a name, as in "Camille Le Bihan", and not a date's: "Le Mardi".

    One in small letters may belong to what follows the name, but not behind its first word: "Anne du Parc".
    """
    after = words[n + 1 : n + 2]
    is_particle = words[n].casefold() in PARTICLES and (n == 1 or words[n][0].isupper())
    return is_particle and any(word[0].isupper() and fold_name(word) not in weekdays(languages) for word in after)


def _is_month(n: int, words: list[str], languages: Sequence[str]) -> bool:
    """Whether word N is the name of a month beside a figure: May is a name, May 5 is none."""
    return fold_name(words[n].strip(".,")) in months(languages) and _is_beside_figure(n, words)


def _is_weekday(n: int, words: list[str], languages: Sequence[str]) -> bool:
    """Whether word N is a weekday; a short one has to stand beside a figure: Tor, Sam and Mo are names as well."""
    is_sure = len(words[n]) > MAX_SHORT_DAY or not words[n].isalpha() or _is_beside_figure(n, words)
    return is_sure and fold_name(words[n]) in weekdays(languages)


def _is_beside_figure(n: int, words: list[str]) -> bool:
    return any(_FIGURE.search(word) for word in words[max(0, n - 1) : n] + words[n + 1 : n + 2])


def _may_follow(words: list[str], n: int) -> bool:
    """Whether word N may follow a name without being a part of a sentence: "on", "updated", "vor 3 Stunden"."""
    word = words[n]
    before_figure = any(_FIGURE.search(after) for after in words[n + 1 : n + 2])
    return before_figure or bool(listed("after-name").union(listed("job"), ("at", "in")).intersection((fold(word),)))


@functools.cache
def _credentials() -> frozenset[str]:
    return frozenset(word.replace(".", "") for _, word in phrases("credential"))
