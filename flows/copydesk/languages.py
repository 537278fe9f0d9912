"""The language of every block, then of the page.

Letters first: a block without any is "und". The script of most letters settles many languages at once; where a script
has several, they are scored with langdetect's n-gram profiles. langdetect's own detector draws random trials until it
is content, which is slow and has to be seeded; the same profiles in a naive Bayes over all n-grams give the same
answer every time (FINDINGS.md has the figures). A short line says little, so blocks of one script are read as one
sequence: neighbours tend to share a language, a lexicon's phrase is strong evidence for its own, and what is left
unsaid the rest of the page decides.
"""

import functools
import json
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from langdetect.utils.ngram import NGram
from numpy.typing import NDArray

from copydesk.lexicons import look_up
from copydesk.model import Page, Role
from copydesk.scripts import LONG

UNDETERMINED = "und"

MAX_SCORED = 160
"""Characters of a block that are scored: enough for certainty, and no more."""

STAY = 0.9
"""Probability that a block has the language of the one before it in the same script."""

TEMPER = 0.5
"""How far n-grams are believed: they overlap, so that their probabilities are not independent."""

RAREST = 2e-5
"""Probability of an n-gram that a profile lacks. One value for all: a profile made of less text must not gain by it."""

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
    "LATIN": "af ca cs cy da de en es et fi fr hr hu id it lt lv nl no pl pt ro sk sl so sq sv sw tl tr vi".split(),
    "CYRILLIC": "bg mk ru uk".split(),
    "ARABIC": "ar fa ur".split(),
    "DEVANAGARI": "hi mr ne".split(),
}
_SCRIPT_ALIASES = {
    "HIRAGANA": "KANA",
    "KATAKANA": "KANA",
    "KATAKANA-HIRAGANA": "KANA",
    "CJK": "HAN",
    "FULLWIDTH": "LATIN",
}
_WIDE_SCRIPTS = {"HAN", "KANA"}
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,64}\.\w+|\b[\w-]{1,64}\.(?:com|org|net|ir|ru|de|fr|tv|co\.uk)\b",
    re.IGNORECASE,
)


class _Profiles(NamedTuple):
    """Log probabilities of n-grams, in thousandths of a nat as whole numbers: sums are then exact on any machine."""

    languages: tuple[str, ...]
    row: dict[str, int]
    table: NDArray[np.int64]


def detect_languages(page: Page) -> tuple[str, ...]:
    """Language of each block of PAGE, "und" where nothing can be said.

    >>> from copydesk.model import Block, DecodedDocument, RawDocument
    >>> lines = ["افغانستان آزاد ــ آزاد افغانستان", "AA-AA", "- 12 -", "China is to provide military cooperation."]
    >>> blocks = tuple(Block(n, line, range(n + 1, n + 2)) for n, line in enumerate(lines))
    >>> detect_languages(Page(DecodedDocument(RawDocument("a", b""), "", "utf-8"), blocks))
    ('fa', 'en', 'und', 'en')
    """
    texts = [_without_addresses(block.text) for block in page.blocks]
    counts = [script_counts(text) for text in texts]
    scripts = [max(count, key=lambda s: (count[s], s)) if count else None for count in counts]
    kana = sum(count["KANA"] for count in counts)
    out = [UNDETERMINED] * len(texts)
    for script in dict.fromkeys(scripts):
        members = [n for n, own in enumerate(scripts) if own == script]
        if script is None:
            continue
        if script in _CANDIDATES:
            if sum(counts[n][script] for n in members) < MIN_SCRIPT and not any(_spoken(texts[n]) for n in members):
                continue
            for n, language in zip(members, _sequence(script, [texts[n] for n in members]), strict=True):
                out[n] = language
            continue
        for n in members:
            out[n] = _ONE_LANGUAGE.get(script, UNDETERMINED)
            if script in _WIDE_SCRIPTS:
                share = counts[n]["KANA"] or kana * 20 > sum(c["HAN"] for c in counts)
                out[n] = "ja" if share else "zh"
    return tuple(out)


def language_shares(page: Page, languages: Sequence[str]) -> dict[str, float]:
    """Share of the letters of PAGE in each language, largest first, rounded to hundredths; "und" left out."""
    letters: Counter[str] = Counter()
    for block, language in zip(page.blocks, languages, strict=True):
        letters[language] += sum(script_counts(_without_addresses(block.text)).values())
    del letters[UNDETERMINED]
    total = letters.total()
    ordered = sorted(letters.items(), key=lambda item: (-item[1], item[0]))
    return {language: max(0.01, round(count / total, 2)) for language, count in ordered if count}


def script_counts(text: str) -> Counter[str]:
    """Letters of each script in TEXT, wide ones counted three times: a Chinese character says as much as a word.

    >>> dict(script_counts("北京 at 9"))
    {'HAN': 6, 'LATIN': 2}
    """
    counts: Counter[str] = Counter()
    for char, times in Counter(text).items():
        if (script := _script(char)) is not None:
            counts[script] += times * (3 if script in _WIDE_SCRIPTS else 1)
    return counts


@functools.lru_cache(maxsize=65536)
def _script(char: str) -> str | None:
    if not char.isalpha():
        return None
    first = unicodedata.name(char, "").split(" ")[0]
    return _SCRIPT_ALIASES.get(first, first) or None


@functools.lru_cache(maxsize=8192)
def _without_addresses(text: str) -> str:
    return _ADDRESS.sub(" ", text) if len(text) <= LONG else text


# -------------------------------------------------------------------------------------------------------- scoring


def _sequence(script: str, texts: list[str]) -> list[str]:
    """The likeliest row of languages for blocks of one script (Viterbi)."""
    profiles = _profiles(script)
    size = len(profiles.languages)
    evidence = np.stack([_evidence(script, text) for text in texts])
    prior = np.log((1 - PAGE_WEIGHT) / size + PAGE_WEIGHT * _mixture(evidence))
    short = _short(texts)
    strangers = _strangers(script, texts, short, evidence)
    score = evidence + prior - np.where(strangers & short[:, None], STRANGER, 0.0)
    stay, leave = math.log(STAY), math.log((1 - STAY) / (size - 1))
    best = score[0]
    back: list[NDArray[np.intp]] = []
    for row in score[1:]:
        source = int(np.argmax(best))
        moved = best[source] + leave
        stays = best + stay >= moved
        back.append(np.where(stays, np.arange(size), source))
        best = np.where(stays, best + stay, moved) + row
    state = int(np.argmax(best))
    states = [state]
    for pointers in reversed(back):
        state = int(pointers[state])
        states.append(state)
    return [profiles.languages[state] for state in reversed(states)]


def _strangers(
    script: str, texts: list[str], short: NDArray[np.bool_], evidence: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Which languages nothing on the page establishes: no longer block, and no lexicon's phrase."""
    languages = _profiles(script).languages
    own = {languages[int(np.argmax(row))] for row, brief in zip(evidence, short, strict=True) if not brief}
    own |= _spoken_by_furniture(texts)
    return np.array([bool(own) and language not in own for language in languages])


def _spoken_by_furniture(texts: list[str]) -> set[str]:
    """Languages that the page's phrases are in; one that a few words happen to share with another does not count."""
    counts = Counter(language for text in texts for language in _spoken(text))
    return {language for language, count in counts.items() if count * 4 > max(counts.values())}


def _spoken(text: str) -> set[str]:
    """Languages that a lexicon's phrase shows a line to be in. Names and agencies are the same in all of them."""
    return {hit.language for hit in look_up(text) if hit.role not in (Role.BYLINE, Role.CAPTION, Role.CREDIT)}


def _short(texts: list[str]) -> NDArray[np.bool_]:
    return np.array([sum(map(str.isalpha, text[: 3 * MIN_ESTABLISHING])) < MIN_ESTABLISHING for text in texts])


def _mixture(evidence: NDArray[np.float64]) -> NDArray[np.float64]:
    """Share of each language over the page: posteriors of its blocks, the longer and surer ones counting more."""
    relative = np.exp(np.clip(evidence - evidence.max(axis=1, keepdims=True), -60, 0))
    posterior = relative / relative.sum(axis=1, keepdims=True)
    weight = np.minimum(np.ptp(evidence, axis=1), 200.0)[:, None] + 1e-9
    share: NDArray[np.float64] = np.round((posterior * weight).sum(axis=0) / weight.sum(), 6)
    return share


@functools.lru_cache(maxsize=8192)
def _evidence(script: str, text: str) -> NDArray[np.float64]:
    """Log likelihood of TEXT in each candidate language, tempered, with what the lexicons say added."""
    profiles = _profiles(script)
    grams = _grams(text[:MAX_SCORED]) if sum(char.isalpha() for char in text) >= MIN_SCORED else []
    rows = [profiles.row[gram] for gram in grams if gram in profiles.row]
    score = profiles.table[rows].sum(axis=0) / 1000.0 * TEMPER if rows else np.zeros(len(profiles.languages))
    spoken = _spoken(text) & set(profiles.languages)
    bonus = np.array([PHRASE if language in spoken else 0.0 for language in profiles.languages])
    result: NDArray[np.float64] = score + bonus
    return result


def _grams(text: str) -> list[str]:
    """The n-grams of one to three characters that langdetect's profiles are made of."""
    if text.isupper():
        text = text.capitalize()
    chars = [_normalised(char) for char in f" {text} "]
    line = re.sub(" +", " ", "".join(chars))
    out = []
    for n in range(len(line)):
        for size in (1, 2, 3):
            gram = line[n : n + size]
            if len(gram) == size and gram != " " and " " not in gram[1:-1]:
                out.append(gram)
    return out


@functools.lru_cache(maxsize=65536)
def _normalised(char: str) -> str:
    folded = unicodedata.normalize("NFKC", char)
    result: str = NGram.normalize(folded if len(folded) == 1 else char)
    return result


@functools.cache
def _profiles(script: str) -> _Profiles:
    """Langdetect's profiles of a script's candidates as one table."""
    languages = tuple(_CANDIDATES[script])
    folder = files("langdetect") / "profiles"
    read = [json.loads((folder / language).read_text(encoding="utf-8")) for language in languages]
    grams = sorted({gram for profile in read for gram in profile["freq"]})
    row = {gram: n for n, gram in enumerate(grams)}
    table = np.full((len(grams), len(languages)), round(1000 * math.log(RAREST)), dtype=np.int64)
    for column, profile in enumerate(read):
        sizes = profile["n_words"]
        for gram, count in profile["freq"].items():
            table[row[gram], column] = round(1000 * math.log(max(count / sizes[len(gram) - 1], RAREST)))
    return _Profiles(languages, row, table)
