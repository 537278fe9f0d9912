"""The language of every block, then of the page.

Letters first: a block without any is "und". The script of most letters settles many languages at once; where a script
has several, they are scored with langdetect's n-gram profiles. langdetect's own detector draws random trials until it
is content, which is slow and has to be seeded; the same profiles in a naive Bayes over all n-grams give the same
answer every time (FINDINGS.md has the figures). A short line says little, so blocks of one script are read as one
sequence: neighbours tend to share a language, a lexicon's phrase is strong evidence for its own, and what is left
unsaid the rest of the page decides.
"""

import functools
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from copydesk.letters import WIDE_SCRIPTS, Letters, letters_of
from copydesk.lexicons import look_up
from copydesk.model import Page, Role
from copydesk.profiles import scorer_of
from copydesk.scripts import LONG

UNDETERMINED = "und"

MAX_SCORED = 160
"""Characters of a block that are scored: enough for certainty, and no more."""

STAY = 0.9
"""Probability that a block has the language of the one before it in the same script."""

TEMPER = 0.5
"""How far n-grams are believed: they overlap, so that their probabilities are not independent."""

MIN_SCORED = 6
"""Fewest letters that n-grams are asked about; "AA-AA" is no Somali."""

MIN_SCRIPT = 8
"""Letters of a script on a whole page below which nothing is said of their language."""

PHRASE = 14.0
"""What a lexicon's phrase adds to its language, in nats."""

MIN_ESTABLISHING = 60
"""Letters of a block that can establish a language on a page by itself."""

STRANGER = 12.0
"""What a short block's n-grams must outweigh, in nats, to be in a language that nothing else on the page is in."""

LEAD = 1e-3
"""What the best language of a block has to be ahead by, in nats, for no rounding to hide it."""

PAGE_WEIGHT = 0.3
"""Share of the page's own mixture of languages in each block's prior."""

# Scripts with one language that a news page is likely to be in.
_ONE_LANGUAGE = {
    "HANGUL": "ko",
    "GREEK": "el",
    "THAI": "th",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
    "ETHIOPIC": "am",
    "KHMER": "km",
    "LAO": "lo",
    "MYANMAR": "my",
    "SINHALA": "si",
    "TIBETAN": "bo",
    "BENGALI": "bn",
    "GUJARATI": "gu",
    "GURMUKHI": "pa",
    "TAMIL": "ta",
    "TELUGU": "te",
    "KANNADA": "kn",
    "MALAYALAM": "ml",
    "HEBREW": "he",
}
_CANDIDATES = {
    "LATIN": tuple(
        "af ca cs cy da de en es et fi fr hr hu id it lt lv nl no pl pt ro sk sl so sq sv sw tl tr vi".split()
    ),
    "CYRILLIC": tuple("bg mk ru uk".split()),
    "ARABIC": tuple("ar fa ur".split()),
    "DEVANAGARI": tuple("hi mr ne".split()),
}
LANGUAGES = frozenset(
    ("ja", "zh", *_ONE_LANGUAGE.values(), *(language for known in _CANDIDATES.values() for language in known))
)
"""All languages that a block can be found to be in."""

_SAME_IN_ALL = (Role.BYLINE, Role.CAPTION, Role.CREDIT)
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,64}\.\w+|\b[\w-]{1,64}\.(?:com|org|net|ir|ru|de|fr|tv|co\.uk)\b",
    re.IGNORECASE,
)
_PART_OF_ADDRESS = re.compile(r"://|@|\.(?:(?<=www\.)\S|(?:com|org|net|ir|ru|de|fr|tv|co\.uk)\b)", re.IGNORECASE)
"""What every address has, quickly told."""


def detect_languages(page: Page) -> tuple[str, ...]:
    """Language of each block of PAGE, "und" where nothing can be said.

    >>> from copydesk.model import Block, DecodedDocument, RawDocument
    >>> lines = ["افغانستان آزاد ــ آزاد افغانستان", "AA-AA", "- 12 -", "China is to provide military cooperation."]
    >>> blocks = tuple(Block(n, line, range(n + 1, n + 2)) for n, line in enumerate(lines))
    >>> detect_languages(Page(DecodedDocument(RawDocument("a", b""), "", "utf-8"), blocks))
    ('fa', 'en', 'und', 'en')
    """
    texts, letters = _read(tuple([block.text for block in page.blocks]))
    out = [UNDETERMINED] * len(texts)
    for script in set(letters.script) - {""}:
        members = [n for n, own in enumerate(letters.script) if own == script]
        for n, language in zip(members, _languages_of(script, members, texts, letters), strict=True):
            out[n] = language
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
    """Share of the letters of PAGE in each language, largest first, rounded to hundredths; "und" left out."""
    letters: Counter[str] = Counter()
    counts = _read(tuple([block.text for block in page.blocks]))[1].counts
    for own, language in zip(counts.sum(axis=0).tolist(), languages, strict=True):
        letters[language] += own
    del letters[UNDETERMINED]
    total = letters.total()
    ordered = sorted(letters.items(), key=lambda item: (-item[1], item[0]))
    return {language: max(0.01, round(count / total, 2)) for language, count in ordered if count}


@functools.lru_cache(maxsize=1)
def _read(blocks: tuple[str, ...]) -> tuple[list[str], Letters]:
    """A page's blocks without addresses, and their letters: asked for its languages, and again for their shares."""
    texts = [_without_addresses(text) for text in blocks]
    return texts, letters_of(texts)


def _languages_of(script: str, members: list[int], texts: Sequence[str], letters: Letters) -> Iterable[str]:
    """Language of each of the MEMBERS among TEXTS, the blocks of one script."""
    if script in _CANDIDATES:
        spoken = [_spoken(texts[n]) for n in members]
        if letters.of(script)[members].sum() < MIN_SCRIPT and not any(spoken):
            return [UNDETERMINED] * len(members)
        return _sequence(script, [texts[n] for n in members], spoken, letters.among(members))
    if script not in WIDE_SCRIPTS:
        return [_ONE_LANGUAGE.get(script, UNDETERMINED)] * len(members)
    kana = letters.of("KANA")
    japanese = int(kana.sum()) * 20 > int(letters.of("HAN").sum())
    return ["ja" if japanese or own else "zh" for own in kana[members].tolist()]


def _without_addresses(text: str) -> str:
    return _ADDRESS.sub(" ", text) if len(text) <= LONG and _PART_OF_ADDRESS.search(text) else text


# -------------------------------------------------------------------------------------------------------- scoring


def _sequence(script: str, texts: list[str], spoken: list[set[str]], letters: Letters) -> list[str]:
    """The likeliest row of languages for blocks of one script."""
    languages = _CANDIDATES[script]
    size = len(languages)
    evidence = _evidence(script, texts, spoken, letters)
    prior = np.log((1 - PAGE_WEIGHT) / size + PAGE_WEIGHT * _mixture(evidence))
    short = letters.beginning < MIN_ESTABLISHING
    strangers = _strangers(script, spoken, short, evidence)
    score = evidence + prior - np.where(strangers & short[:, None], STRANGER, 0.0)
    return [languages[state] for state in _likeliest(score)]


def _likeliest(score: NDArray[np.float64]) -> list[int]:
    """The likeliest row of states (Viterbi): each likes to stay, and all others are left for equally gladly."""
    length, size = score.shape
    stay, leave = math.log(STAY), math.log((1 - STAY) / (size - 1))
    leaders = _leaders(score)
    stays = np.zeros((length, size), dtype=np.bool_)
    sources = [0] * length
    best, n = score[0].copy(), 1
    while n < length:
        source = int(best.argmax())
        most = best.item(source)
        staying = best + stay
        own = staying >= most + leave
        if leaders[n] == source and np.count_nonzero(own) == 1:
            # All states but the best come from the best, and will again after each row that it leads: only its own
            # score need be kept. The sums are those of the other branch, to the last bit.
            before = most
            while n < length and leaders[n] == source:
                before, most = most, most + stay + score.item(n, source)
                sources[n] = source
                n += 1
            best = before + leave + score[n - 1]
            best[source] = most
        else:
            stays[n], sources[n] = own, source
            best = np.maximum(staying, most + leave) + score[n]
            n += 1
    state = int(best.argmax())
    states = [state]
    for n in range(length - 1, 0, -1):
        state = state if stays[n, state] else sources[n]
        states.append(state)
    return states[::-1]


def _leaders(score: NDArray[np.float64]) -> list[int]:
    """The best state of each row, -1 where another is as good or nearly."""
    second, first = np.partition(score, -2, axis=1)[:, -2:].T
    leaders: list[int] = np.where(first - second > LEAD, score.argmax(axis=1), -1).tolist()
    return leaders


def _strangers(
    script: str, spoken: list[set[str]], short: NDArray[np.bool_], evidence: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Which languages nothing on the page establishes: no longer block, and no lexicon's phrase."""
    languages = _CANDIDATES[script]
    own = {languages[column] for column in evidence[~short].argmax(axis=1).tolist()}
    own |= _spoken_by_furniture(spoken)
    return np.array([bool(own) and language not in own for language in languages])


def _spoken_by_furniture(spoken: list[set[str]]) -> set[str]:
    """Languages that the page's phrases are in; one that a few words happen to share with another does not count."""
    counts = Counter(language for languages in spoken for language in languages)
    return {language for language, count in counts.items() if count * 4 > max(counts.values())}


def _spoken(text: str) -> set[str]:
    """Languages that a lexicon's phrase shows a line to be in. Names and agencies are the same in all of them."""
    hits = look_up(text)
    return {hit.language for hit in hits if hit.role not in _SAME_IN_ALL} if hits else set()


def _mixture(evidence: NDArray[np.float64]) -> NDArray[np.float64]:
    """Share of each language over the page: posteriors of its blocks, the longer and surer ones counting more."""
    relative = np.exp(np.clip(evidence - evidence.max(axis=1, keepdims=True), -60, 0))
    posterior = relative / relative.sum(axis=1, keepdims=True)
    weight = np.minimum(np.ptp(evidence, axis=1), 200.0)[:, None] + 1e-9
    share: NDArray[np.float64] = np.round((posterior * weight).sum(axis=0) / weight.sum(), 6)
    return share


def _evidence(script: str, texts: list[str], spoken: list[set[str]], letters: Letters) -> NDArray[np.float64]:
    """Log likelihood of the texts in each candidate language, tempered, with what the lexicons say added."""
    languages = _CANDIDATES[script]
    evidence = np.zeros((len(texts), len(languages)))
    scored = np.flatnonzero(letters.total >= MIN_SCORED)
    evidence[scored] = scorer_of(languages).scores([texts[n][:MAX_SCORED] for n in scored]) / 1000.0 * TEMPER
    for n, own in enumerate(spoken):
        for language in own.intersection(languages) if own else ():
            evidence[n, languages.index(language)] += PHRASE
    return evidence
