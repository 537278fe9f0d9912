"""The letters of 83 languages: which characters follow which, for `copydesk.decoding.plausibility`.

`python -m training.letters SHARED` counts pairs of characters in the sentences of the dev corpora and writes what it
found into the package. `benchmarks.encodings` learns from one half of the sentences in the same way, and measures on
the other.
"""

import itertools
import json
import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from copydesk.decoding.charsets import WESTERN
from copydesk.decoding.plausibility import BREAK, OTHER, in_symbols, kind_of
from copydesk.decoding.words import suspicious_words
from training.options import parser_of
from training.places import DATA

TARGET = DATA / "letters.npz"

DISCOUNT = 0.75
"""Taken from each count, and given to what was not seen."""

FLOOR = 2e-6
"""Probability of a character that a language was not seen to have."""

OWN_SCRIPT = 5.0
"""How much likelier it is in a script that the language is written in, and from which share of its characters on."""
MIN_SHARE = 0.05

ELSEWHERE = 0.1
"""Share of a mark's mean probability over all languages that a language has where it was not seen."""

MIN_SEEN = 2
"""How often Han characters and Hangul must be seen, alone or two in a row, to be known one by one."""

# Kinds of characters that are rarer than others where they were not seen.
STRANGE = {
    "c1": 0.0002,
    "private": 0.0005,
    "unassigned": 0.001,
    "surrogate": 0.001,
    "lost": 0.01,
    "control": 0.01,
    "box": 0.3,
    "format": 0.3,
    **dict.fromkeys([name for name in OTHER if name.startswith("han")], 0.01),
}

# How many characters share the probability of a kind.
SIZES = {
    OTHER["han-both"]: 2500,
    OTHER["han-simplified"]: 1200,
    OTHER["han-traditional"]: 2900,
    OTHER["han-japanese"]: 450,
    OTHER["han-rare"]: 15000,
    OTHER["hangul"]: 2350,
    OTHER["hangul-rare"]: 8800,
}
NAMES = {char: name for name, char in OTHER.items()}


# ---------------------------------------------------------------------------------------------------- sentences


def sentences(shared: Path) -> dict[str, list[str]]:
    """The sentences of each language in the order of the file, but for those that were misread before."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    with (shared / "corpora" / "languages" / "sentences.jsonl").open(encoding="utf-8") as file:
        for line in file:
            one = json.loads(line)
            if is_sound(one["text"]):
                found[one["lang"]].append(one["text"])
    return {language: without_strangers(texts) for language, texts in found.items()}


LOST = "\N{REPLACEMENT CHARACTER}".encode().decode("windows-1252")
"""What the mark of a lost character is misread as."""


def is_sound(text: str) -> bool:
    """Whether nothing in TEXT shows that it was misread: a hundred and fifty sentences of the corpus were."""
    broken = ("Cc", "Co", "Cn", "Cs")
    if LOST in text or any(
        char in "\N{REPLACEMENT CHARACTER}¤" or unicodedata.category(char) in broken for char in text
    ):
        return False
    codecs = (*WESTERN, "sloppy-windows-1250")
    return not any(_is_utf8_in(codec, word) for word in suspicious_words(text.encode()) for codec in codecs)


def _is_utf8_in(codec: str, word: str) -> bool:
    try:
        return bool(word.encode(codec).decode("utf-8"))
    except UnicodeError:
        return False


def without_strangers(texts: Sequence[str]) -> list[str]:
    """TEXTS without those that were misread: Turkish with þ and ý, or with several letters that hardly another has."""
    spread = Counter(char for text in texts for char in set(text.lower()) if "\x80" <= char < "\u0250")
    rare = {char for char, count in spread.items() if char.isalpha() and count < 0.015 * len(texts)}
    few = [text for text in texts if sum(char in rare for char in text.lower()) <= 2]
    return [text for text in few if not any(_is_likelier(text, spread, *pair) for pair in MISREAD)]


MISREAD = list(
    itertools.permutations(("windows-1252", "windows-1250", "windows-1254", "windows-1257", "iso-8859-2"), 2)
)
"""Encodings that Latin letters are in, and what they were taken for."""

LIKELIER = 4
"""How many times as many texts must have the letter that was meant."""


def _is_likelier(text: str, spread: Mapping[str, int], read_as: str, meant: str) -> bool:
    """Whether TEXT has other letters in the encoding that was MEANT, each of them far commoner than the one it has.

    >>> _is_likelier("Mûsor", {"û": 11, "ű": 81}, "windows-1252", "windows-1250")
    True
    """
    try:
        other = text.encode(read_as).decode(meant)
    except UnicodeError:
        return False
    changed = {(one.lower(), another.lower()) for one, another in zip(text, other, strict=True) if one != another}
    return bool(changed) and all(
        one.isalpha() and another.isalpha() and spread.get(another, 0) >= LIKELIER * spread.get(one, 0)
        for one, another in changed
    )


def halves(texts: Mapping[str, Sequence[str]]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Every second sentence of each language, to learn from; and the others, to measure on."""
    one, other = ({language: list(own[n::2]) for language, own in texts.items()} for n in (0, 1))
    return one, other


def variants(language: str, text: str) -> Iterator[tuple[str, str]]:
    """TEXT, and as it is written where a code page lacks the characters of today's orthography."""
    yield language, text
    if language in ("fa", "ur", "ps", "ckb", "prs"):
        yield f"{language}-arabic", text.translate({0x6CC: 0x64A, 0x6A9: 0x643, 0x6C1: 0x647})
    if language == "ro":
        yield "ro-cedilla", with_cedillas(text)
    if language == "vi":
        yield "vi-marks", marks_apart(text)


def with_cedillas(text: str) -> str:
    """Romanian as it was written before Unicode had its letters with commas below."""
    return text.translate({0x219: 0x15F, 0x218: 0x15E, 0x21B: 0x163, 0x21A: 0x162})


def marks_apart(text: str) -> str:
    """Vietnamese as windows-1258 has it: the letters of the alphabet whole, the tone behind its vowel."""
    out = []
    for char in text:
        apart = unicodedata.normalize("NFD", char)
        tones = [c for c in apart if c in "\u0300\u0301\u0303\u0309\u0323"]
        out += [unicodedata.normalize("NFC", "".join(c for c in apart if c not in tones)), *tones]
    return "".join(out)


# ----------------------------------------------------------------------------------------------------- counting


def counted(texts: Mapping[str, Iterable[str]]) -> dict[str, Counter[str]]:
    """How often each pair of symbols stands in each language; every text stands between two breaks."""
    pairs: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for language, own in texts.items():
        for text in own:
            for name, written in variants(language, text):
                symbols = in_symbols(f"{BREAK}{written}{BREAK}")
                pairs[name].update(a + b for a, b in itertools.pairwise(symbols))
    return {language: _with_kinds(counts) for language, counts in sorted(pairs.items())}


def _with_kinds(counts: Counter[str]) -> Counter[str]:
    """COUNTS with Han characters and Hangul that were hardly seen counted as others of their kind."""
    alone = singles(counts)
    rare = {char for char, count in alone.items() if count < MIN_SEEN and kind_of(char) in SIZES}
    out: Counter[str] = Counter()
    for pair, count in counts.items():
        out["".join(kind_of(char) if char in rare else char for char in pair)] += count
    for pair in [pair for pair, count in out.items() if count < MIN_SEEN and all(kind_of(c) in SIZES for c in pair)]:
        out[BREAK + pair[1]] += out.pop(pair)  # the pair is forgotten, its second character is not
    return out


def singles(pairs: Counter[str]) -> Counter[str]:
    """How often each character was the second of a pair."""
    found: Counter[str] = Counter()
    for pair, count in pairs.items():
        found[pair[1]] += count
    return found


def kind_when_unseen(char: str) -> str:
    """What CHAR is to a language that lacks it: a letter of a script, or of one of the kinds in `OTHER`."""
    name = NAMES[char] if char in NAMES else NAMES[kind_of(char)]
    return unicodedata.name(char, "LETTER").split()[0] if name in ("letter", "mark") and char not in NAMES else name


# ---------------------------------------------------------------------------------------------------- the model


def learned(texts: Mapping[str, Iterable[str]]) -> dict[str, NDArray[np.generic]]:
    """The arrays of the model, as `copydesk.decoding.plausibility.read_letters` reads them."""
    pairs = counted(texts)
    alphabet = "".join(sorted({char for counts in pairs.values() for pair in counts for char in pair} | set(NAMES)))
    kinds = sorted({kind_when_unseen(char) for char in alphabet})
    place = {char: n for n, char in enumerate(alphabet, 1)}
    marks = _marks_everywhere(pairs)
    chars: dict[int, tuple[int, int]] = {}
    seen: dict[tuple[int, int], int] = {}
    unseen = np.zeros((len(kinds), len(pairs)), dtype=np.uint8)
    for column, counts in enumerate(pairs.values()):
        unseen[:, column] = _when_unseen(singles(counts), kinds)
        probabilities = _alone(singles(counts), marks)
        after: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for pair, count in counts.items():
            after[pair[0]][pair[1]] += count
        for char in probabilities.keys() | after.keys():
            own = after[char]
            rest = (DISCOUNT * len(own) + 0.1) / (own.total() + 0.1) if own else 1.0
            chars[place[char] * len(pairs) + column] = tenths(probabilities.get(char, FLOOR)), tenths(rest)
            for follower, count in own.items():
                share = (count - DISCOUNT) / (own.total() + 0.1) / SIZES.get(follower, 1)
                unlikelihood = tenths(share + rest * probabilities[follower])
                seen[place[char] << 16 | place[follower], column] = unlikelihood
    return _arrays(alphabet, list(pairs), kinds, (unseen, chars, seen))


def _marks_everywhere(pairs: Mapping[str, Counter[str]]) -> dict[str, float]:
    """Mean probability of the characters that are no letters: a language has them where it was not seen to."""
    found: Counter[str] = Counter()
    for counts in pairs.values():
        for char, count in singles(counts).items():
            if not char.isalpha() and char not in NAMES:
                found[char] += count / counts.total() / len(pairs)
    return dict(found)


def _alone(counts: Counter[str], marks: Mapping[str, float]) -> dict[str, float]:
    """Probability of each character behind whatever it was not seen behind."""
    total = counts.total()
    own = {char: (count - DISCOUNT / 2) / total / SIZES.get(char, 1) for char, count in counts.items()}
    return {char: max(FLOOR, ELSEWHERE * share) for char, share in marks.items()} | own


def _when_unseen(counts: Counter[str], kinds: Sequence[str]) -> list[int]:
    """Unlikelihood of characters of each kind that the language was not seen to have."""
    shares: Counter[str] = Counter()
    for char, count in counts.items():
        shares[kind_when_unseen(char)] += count
    own = {kind: OWN_SCRIPT if shares[kind] > MIN_SHARE * counts.total() else STRANGE.get(kind, 1.0) for kind in kinds}
    return [tenths(FLOOR * own[kind]) for kind in kinds]


def tenths(probability: float) -> int:
    """Unlikelihood in tenths of a nat."""
    return min(255, round(-10 * math.log(max(probability, 1e-12))))


def _arrays(
    alphabet: str,
    languages: list[str],
    kinds: list[str],
    numbers: tuple[NDArray[np.uint8], dict[int, tuple[int, int]], dict[tuple[int, int], int]],
) -> dict[str, NDArray[np.generic]]:
    """The model as arrays; what is sparse by place, the pairs' places as steps from one to the next."""
    unseen, chars, seen = numbers
    rows = sorted({pair for pair, _ in seen})
    row = {pair: n for n, pair in enumerate(rows)}
    cells = sorted((row[pair] * len(languages) + column, value) for (pair, column), value in seen.items())
    ordered = sorted(chars.items())
    return {
        "alphabet": np.frombuffer(alphabet.encode("utf-32-le"), dtype=np.uint8),
        "languages": np.frombuffer(" ".join(languages).encode(), dtype=np.uint8),
        "unseen": unseen,
        "unseen_kind": np.array([kinds.index(kind_when_unseen(char)) for char in alphabet], dtype=np.uint8),
        "char": np.array([at for at, _ in ordered], dtype=np.uint32),
        "alone": np.array([alone for _, (alone, _) in ordered], dtype=np.uint8),
        "new": np.array([new for _, (_, new) in ordered], dtype=np.uint8),
        "pairs": np.array(rows, dtype=np.uint32),
        "place": np.diff([cell for cell, _ in cells], prepend=0).astype(np.uint32),
        "seen": np.array([value for _, value in cells], dtype=np.uint8),
    }


def write_letters(target: Path, texts: Mapping[str, Iterable[str]]) -> None:
    """Learn from TEXTS, by language, and write the model to TARGET."""
    np.savez_compressed(target, **learned(texts))  # type: ignore[arg-type] - its stub takes no names of arrays


def main() -> int:
    """The command line."""
    parser = parser_of("training.letters", __doc__)
    parser.add_argument("--target", type=Path, default=TARGET, help="file to write")
    arguments = parser.parse_args()
    write_letters(arguments.target, sentences(arguments.shared))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
