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
    …

    5208                words in the text
    211 ve bir          those of two letters and more that stand in it more than once
"""

import itertools
import json
import math
import unicodedata
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable

import numpy as np
from langdetect.utils.ngram import NGram
from numpy.typing import NDArray

from copydesk.languages.letters import letters_of
from copydesk.scripts import words_of

SIZES = (1, 2, 3)
"""Lengths of the n-grams."""

WEIGHTS = (3, 7, 10)
"""What an n-gram of each size counts for, in tenths: the longer one holds the shorter ones, which are said again."""

RAREST = 2e-5
"""Probability of an n-gram that a profile lacks. One value for all: a profile made of less text must not gain by it."""

SPACE = "_"
"""What a space is in a profile's file. No n-gram has a low line: that is no letter to langdetect."""

HEAD = "# Learned by training/profiles.py; copydesk/languages/profiles.py says how to read it."
"""First line of a profile's file."""

TWINS: Mapping[str, str] = {"ms": "id"}
"""Languages that have the n-grams of another: what the corpora call Malay is Indonesian, nearly all; telling words
(`telling.py`) tell the two apart."""

LANGDETECT: Traversable = files("langdetect") / "profiles"
FOLDER: Traversable = files("copydesk") / "data" / "profiles"


def unlikelihoods_of(languages: tuple[str, ...]) -> tuple[list[str], NDArray[np.int64]]:
    """The n-grams that any profile of LANGUAGES has, and how unlikely each is in each, in thousandths of a nat."""
    profiles = [_probabilities(TWINS.get(language, language)) for language in languages]
    grams = list(dict.fromkeys(itertools.chain.from_iterable(profiles)))
    row = {gram: n for n, gram in enumerate(grams)}
    table = np.tile(_unlikelihoods(np.array([RAREST])), (len(grams), len(languages)))
    for column, profile in enumerate(profiles):
        probabilities = np.maximum(list(profile.values()), RAREST)
        table[list(map(row.__getitem__, profile)), column] = _unlikelihoods(probabilities)
    # Some n-grams have characters that no normalised text has, or letters of another script, as names and quotes do;
    # and n-grams over a space are not asked for.
    chars = sorted(set("".join(grams)))
    scripts = letters_of(chars).script
    own = max(sorted(set(scripts) - {""}), key=scripts.count)
    ours = [char for char, script in zip(chars, scripts, strict=True) if script in ("", own)]
    usual = {char for char in ours if normalised(char) == char}
    kept = [n for n, gram in enumerate(grams) if usual.issuperset(gram) and " " not in (gram, gram[1:-1])]
    weights = np.array([WEIGHTS[len(grams[n]) - 1] for n in kept])
    return [grams[n] for n in kept], table[kept] * weights[:, None] // 10


def _probabilities(language: str) -> Mapping[str, float]:
    """How probable each n-gram is among those of its size: the mean of all profiles of a language."""
    sources = []
    if langdetect_has(language):
        profile = json.loads((LANGDETECT / language).read_text(encoding="utf-8"))
        sources.append((profile["freq"], profile["n_words"]))
    if (FOLDER / f"{language}.txt").is_file():
        sources.append(_read(f"{language}.txt"))
    probabilities: dict[str, float] = {}
    for counts, totals in sources:
        unit = [0.0, *(1 / (total * len(sources)) for total in totals)]
        if probabilities:
            known = probabilities.get
            probabilities.update({gram: known(gram, 0.0) + count * unit[len(gram)] for gram, count in counts.items()})
        else:
            probabilities = {gram: count * unit[len(gram)] for gram, count in counts.items()}
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
    for section in _sections(name)[: len(SIZES)]:
        total, *lines = section.split("\n")
        totals.append(int(total))
        for line in lines:
            count, _, grams = line.partition(" ")
            counts.update(dict.fromkeys(grams.replace(" ", "\n").replace(SPACE, " ").split("\n"), int(count)))
    return counts, totals


def shares_of_words(language: str) -> dict[str, float]:
    """What share of the words of a language's text each of the commoner ones is; none where there is no such text."""
    name = f"{TWINS.get(language, language)}.txt"
    if not (FOLDER / name).is_file():
        return {}
    total, *lines = _sections(name)[-1].split("\n")
    counted = (line.split(" ") for line in lines)
    return {word: int(count) / int(total) for count, *words in counted for word in words}


def _sections(name: str) -> list[str]:
    """The parts of a profile's file: n-grams of each size, and words."""
    return (FOLDER / name).read_text(encoding="utf-8").rstrip().split("\n\n")[1:]


def words_in(text: str) -> list[str]:
    """The words of TEXT as profiles have them: small, and none with an apostrophe inside it.

    >>> words_in("L’homme qu'il a vu")
    ['l', 'homme', 'qu', 'il', 'a', 'vu']
    """
    return words_of(text.lower().replace("’", "' ").replace("'", "' "))


def _unlikelihoods(probabilities: NDArray[np.float64]) -> NDArray[np.int64]:
    """In thousandths of a nat. Where the last bit of a logarithm could count, it is Python's: numpy's differ."""
    exact = -1000 * np.log(probabilities)
    rounded: NDArray[np.int64] = np.rint(exact).astype(np.int64)
    for place in np.flatnonzero(np.abs(np.abs(exact - rounded) - 0.5) < 1e-6):
        rounded[place] = -round(1000 * math.log(probabilities[place]))
    return rounded


def normalised(char: str) -> str:
    """A character as langdetect's profiles have it."""
    folded = unicodedata.normalize("NFKC", char)
    result: str = NGram.normalize(folded if len(folded) == 1 else char)
    return result
