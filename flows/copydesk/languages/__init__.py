"""The language of every block, then of the page.

Letters first: a block without any is "und". The script of most letters settles many languages at once; where a script
has several, they are scored with langdetect's n-gram profiles and more of the same kind. langdetect's own detector
draws random trials until it is content, which is slow and has to be seeded; its profiles in a naive Bayes over all
n-grams give the same answer every time. A short line says little, so blocks of one script are read as one row:
neighbours tend to share a language, a page has few, and a lexicon's phrase is strong evidence for its own. What the
page itself claims to be in tips the scales, and no more.
"""

import functools
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from copydesk.languages.evidence import (
    MIN_ESTABLISHING,
    claimed_languages,
    evidence_of,
    languages_of,
    prices_of,
    read,
    spoken_in,
)
from copydesk.languages.han import tell
from copydesk.languages.letters import WIDE_SCRIPTS, Letters, group_of
from copydesk.languages.smoothing import likeliest
from copydesk.languages.spans import is_speech, quotes
from copydesk.languages.tongues import CANDIDATES, ONE_LANGUAGE, RARE, primary
from copydesk.model import Page
from copydesk.ordering import most_first

UNDETERMINED = "und"

MIN_NAMES = 8
"""Letters of names in capitals on a whole page below which nothing is said of their language."""

DOUBT, DOUBT_OF_NAMES = 1_000, 6_000
"""By how much a short block must speak for a language that nothing else on the page establishes, in thousandths of a
nat; and a short block of capitalised words alone, which may be names."""

RARELY = 2
"""How many times as much it must be for a language of few pages."""

MIN_SHARE = 5
"""Names and single words that have more than one in so many letters of the page are given a language even where that is
half a guess."""

SECOND = 12_000
"""How much dearer each language is, in thousandths of a nat, in a script that less than half of a page is in.

What stands between other letters, a menu or a masthead, is in one language, names in it aside.
"""

MAX_GUESSED = 2
"""Lines of a script, alone among others, that may be names or single words, whose language is a guess."""

GUESS = 4_000
"""Lead of the best language over the third, in thousandths of a nat, below which it is a guess."""


def detect_languages(page: Page) -> tuple[str, ...]:
    """Language of each block of PAGE, "und" where nothing can be said.

    >>> from copydesk.model import Block, DecodedDocument, RawDocument
    >>> lines = ["افغانستان آزاد ــ آزاد افغانستان", "AA-AA", "- 12 -", "China is to provide military cooperation."]
    >>> blocks = tuple(Block(n, line, range(n + 1, n + 2)) for n, line in enumerate(lines))
    >>> detect_languages(Page(DecodedDocument(RawDocument("a", b""), "", "utf-8"), blocks))
    ('fa', 'en', 'und', 'en')
    """
    texts, letters = read(page)
    out = [UNDETERMINED] * len(texts)
    claimed = claimed_languages(page)
    scripts = list(map(group_of, letters.script))
    for script in set(scripts) - {""}:
        members = [n for n, own in enumerate(scripts) if own == script]
        for n, tag in zip(members, _languages_of(script, members, texts, letters, claimed), strict=True):
            out[n] = primary(tag)
    return tuple(out)


def language_of_most(texts: Iterable[tuple[str, str]]) -> str:
    """The language that most characters of TEXTS, pairs of a language and a text, are in; "und" where none is known.

    >>> language_of_most([("fa", "سلام"), ("und", "12345678"), ("en", "Hello"), ("en", "you")])
    'en'
    """
    letters: Counter[str] = Counter()
    for language, text in texts:
        letters[language] += len(text)
    del letters[UNDETERMINED]
    return max(letters, key=lambda language: (letters[language], language), default=UNDETERMINED)


def language_shares(page: Page, languages: Sequence[str]) -> dict[str, float]:
    """Share of the letters of PAGE in each language, largest first, rounded to hundredths; "und" left out.

    LANGUAGES are those of the blocks. Quotes in another script count for their own.
    """
    letters: Counter[str] = Counter()
    for own, language in zip(read(page)[1].counts.sum(axis=0).tolist(), languages, strict=True):
        letters[language] += own
    for n, run, language in quotes(page, languages):
        letters[languages[n]] -= run.letters
        letters[language] += run.letters
    del letters[UNDETERMINED]
    total = letters.total()
    return {language: max(0.01, round(count / total, 2)) for language, count in most_first(letters) if count > 0}


def _languages_of(
    script: str, members: list[int], texts: Sequence[str], letters: Letters, claimed: frozenset[str]
) -> Iterable[str]:
    """Language of each of the MEMBERS among TEXTS, the blocks of one script."""
    if script in CANDIDATES:
        texts = [texts[n] for n in members]
        return _told_apart(script, texts, letters.among(members), claimed, int(letters.counts.sum()))
    if script not in WIDE_SCRIPTS:
        return [ONE_LANGUAGE.get(script, UNDETERMINED)] * len(members)
    return tell([texts[n] for n in members], [spoken_in(texts[n]) for n in members], claimed)


def _told_apart(script: str, texts: Sequence[str], letters: Letters, claimed: frozenset[str], total: int) -> list[str]:
    """Language of each of TEXTS, blocks of a script that several languages are written in, on a page of TOTAL letters.

    Where there are but one or two, which may be names and are a small part of the page, and which language they are in
    is half a guess, they are "und".
    """
    spoken = [spoken_in(text) for text in texts]
    speech = [is_speech(text) for text in texts]
    count = int(letters.of(script).sum())
    if count < MIN_NAMES and not any(spoken) and not any(speech):
        return [UNDETERMINED] * len(texts)
    evidence = evidence_of(script, texts, spoken, letters.total)
    short = letters.beginning < MIN_ESTABLISHING
    doubts = np.where(short, np.where(speech, DOUBT, DOUBT_OF_NAMES), 0)
    prices = tuple([price + SECOND * (count * 2 < total) for price in prices_of(script, claimed)])
    strangers = _strangers(script, [*spoken, set(claimed)], evidence, short, prices)
    row = likeliest(evidence - np.outer(doubts, strangers), prices)
    guessed = count * MIN_SHARE < total and _lead(evidence) < GUESS
    if guessed and len(set(row)) == 1 and _may_be_names(texts, spoken, speech):
        return [UNDETERMINED] * len(texts)
    return [CANDIDATES[script][column] for column in row]


def _strangers(
    script: str,
    spoken: Sequence[set[str]],
    evidence: NDArray[np.int64],
    short: NDArray[np.bool_],
    prices: Sequence[int],
) -> NDArray[np.int64]:
    """How often a short block's doubt counts against each language: not at all against those that are on the page.

    On the page are the languages of longer blocks, those of phrases in the lexicons, what the page claims to be in, and
    the likeliest language of all lines together.
    """
    counts = Counter(language for languages in spoken for language in languages)
    # A language that a few phrases happen to share with another is not spoken.
    most = max(counts.values(), default=0)
    own = {language for language, count in counts.items() if count * 4 > most}
    weights = _rarity(script).copy()
    weights[[column for column, name in enumerate(languages_of(script)) if name in own]] = 0
    weights[evidence[~short].argmax(axis=1)] = 0
    weights[(evidence.sum(axis=0) - np.array(prices)).argmax()] = 0
    return weights


@functools.cache
def _rarity(script: str) -> NDArray[np.int64]:
    return np.array([RARELY if tag in RARE else 1 for tag in CANDIDATES[script]], dtype=np.int64)


def _may_be_names(texts: Sequence[str], spoken: Sequence[set[str]], speech: Sequence[bool]) -> bool:
    """Whether TEXTS may be names that stand for themselves: a few, not SPOKEN anywhere, of one word or no SPEECH."""
    names = (len(text.split()) < 2 or not is_said for text, is_said in zip(texts, speech, strict=True))
    return len(texts) <= MAX_GUESSED and not any(spoken) and all(names)


def _lead(evidence: NDArray[np.int64]) -> int:
    """How far the best language of all lines is ahead of the third: the second may be a sibling."""
    third, _, first = np.partition(evidence.sum(axis=0), -3)[-3:].tolist()
    return int(first - third)
