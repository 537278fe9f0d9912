"""Profiles of languages: how often each of their n-grams of one to three characters stands in a text.

langdetect has profiles of 55 languages, made from Wikipedia. `copydesk/data/profiles` has more: of languages that it
lacks, and, from other texts, of those that it has; where there are both, each counts for half. `training/profiles.py`
has learned them. A profile is a text file,

    # a line on where it comes from

    18201               n-grams of one character in the text
    2113 a              "a" stands in it 2113 times
    1894 i n            "i" and "n" 1894 times each
    …

    23310               and so on for two characters, and for three
    611 _b              a space at the beginning or the end of a word is written "_"
"""

import json
import math
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable

import numpy as np
from langdetect.utils.ngram import NGram
from numpy.typing import NDArray

SIZES = (1, 2, 3)
"""Lengths of the n-grams."""

WEIGHTS = (3, 7, 10)
"""What an n-gram of each size counts for, in tenths: the longer one holds the shorter ones, which are said again."""

RAREST = 2e-5
"""Probability of an n-gram that a profile lacks. One value for all: a profile made of less text must not gain by it."""

SPACE = "_"
"""What a space is in a profile's file. No n-gram has a low line: that is no letter to langdetect."""

HEAD = "# Learned by training/profiles.py; copydesk/profiles.py says how to read it."
"""First line of a profile's file."""

LANGDETECT: Traversable = files("langdetect") / "profiles"
FOLDER: Traversable = files("copydesk") / "data" / "profiles"


def unlikelihoods_of(languages: tuple[str, ...]) -> tuple[list[str], NDArray[np.int64]]:
    """The n-grams that any profile of LANGUAGES has, and how unlikely each is in each, in thousandths of a nat."""
    profiles = [_probabilities(language) for language in languages]
    row: dict[str, int] = {}
    for profile in profiles:
        for gram in profile:
            row.setdefault(gram, len(row))
    grams = list(row)
    table = np.full((len(grams), len(languages)), RAREST)
    for column, profile in enumerate(profiles):
        table[[row[gram] for gram in profile], column] = list(profile.values())
    # Some n-grams have characters that no normalised text has, and n-grams over a space are not asked for.
    usual = {char for char in set("".join(grams)) if normalised(char) == char}
    kept = [n for n, gram in enumerate(grams) if usual.issuperset(gram) and " " not in (gram, gram[1:-1])]
    weights = np.array([WEIGHTS[len(grams[n]) - 1] for n in kept])
    return [grams[n] for n in kept], _unlikelihoods(np.maximum(table[kept], RAREST)) * weights[:, None] // 10


def _probabilities(language: str) -> Mapping[str, float]:
    """How probable each n-gram is among those of its size: the mean of all profiles of a language."""
    sources = []
    if langdetect_has(language):
        profile = json.loads((LANGDETECT / language).read_text(encoding="utf-8"))
        sources.append((profile["freq"], profile["n_words"]))
    if (FOLDER / f"{language}.txt").is_file():
        sources.append(_read(f"{language}.txt"))
    probabilities: defaultdict[str, float] = defaultdict(float)
    for counts, totals in sources:
        for gram, count in counts.items():
            probabilities[gram] += count / (totals[len(gram) - 1] * len(sources))
    return probabilities


def langdetect_has(language: str) -> bool:
    """Whether langdetect has a profile of a language.

    >>> langdetect_has("sw"), langdetect_has("az")
    (True, False)
    """
    return (LANGDETECT / language).is_file()


def _read(name: str) -> tuple[dict[str, int], list[int]]:
    """The counts in a profile's file, and how many n-grams of each size its text has."""
    counts: dict[str, int] = {}
    totals: list[int] = []
    for section in (FOLDER / name).read_text(encoding="utf-8").rstrip().split("\n\n")[1:]:
        total, *lines = section.split("\n")
        totals.append(int(total))
        for line in lines:
            count, *grams = line.split(" ")
            counts.update(dict.fromkeys([gram.replace(SPACE, " ") for gram in grams], int(count)))
    return counts, totals


def _unlikelihoods(probabilities: NDArray[np.float64]) -> NDArray[np.int64]:
    """In thousandths of a nat. Where the last bit of a logarithm could count, it is Python's: numpy's differ."""
    exact = -1000 * np.log(probabilities)
    rounded: NDArray[np.int64] = np.rint(exact).astype(np.int64)
    for place in np.argwhere(np.abs(np.abs(exact - rounded) - 0.5) < 1e-6):
        rounded[tuple(place)] = -round(1000 * math.log(probabilities[tuple(place)]))
    return rounded


def normalised(char: str) -> str:
    """A character as langdetect's profiles have it."""
    folded = unicodedata.normalize("NFKC", char)
    result: str = NGram.normalize(folded if len(folded) == 1 else char)
    return result
