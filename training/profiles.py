"""Profiles of languages: of those that langdetect lacks, and more of those that it has.

    python -m training.profiles SHARED [--check]

learns them from `corpora/languages/sentences.jsonl` into `copydesk/data/profiles`, or compares. A profile is a text
file, one a language. It counts n-grams of one to three characters as langdetect does, a space at both ends of each
word, and the words; `copydesk/languages/profiles.py` says how they are read.
Half of the sentences can be held out, to measure on them what was learned from the others: `held_out`.
"""

import hashlib
import json
import shutil
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from copydesk.languages.letters import letters_of
from copydesk.languages.profiles import HEAD, SIZES, SPACE, langdetect_has, normalised, words_in
from copydesk.languages.tongues import primary
from training.options import parser_of
from training.places import DATA

FOLDER = DATA / "profiles"

TAGS = {"prs": "fa", "zh-cn": "zh-Hans", "zh-tw": "zh-Hant", "sr": "sr-Cyrl", "uz": "uz-Latn", "uz-cyrl": "uz-Cyrl"}
"""The corpus' own names of languages, as BCP 47 has them. Dari is filed as Persian."""

NOT_LEARNED = frozenset(("ms", *"am bn el eo gu he hy ja ka ko la pa ta te th zh".split()))
"""Malay, of which the corpus has hardly any; languages that their script tells, and those of no newspaper."""

FEWEST = 2
"""How often an n-gram must stand in the text to be learned."""

SMALL = 20_000
"""Characters of a text below which every n-gram counts."""

FEWEST_BESIDE = 3
"""The same where langdetect has a profile, and ours only adds to it."""

SERBIAN = str.maketrans(
    dict(zip("абвгдђежзијклмнопрстћуфхцчшАБВГДЂЕЖЗИЈКЛМНОПРСТЋУФХЦЧШ",
             "abvgdđežzijklmnoprstćufhcčšABVGDĐEŽZIJKLMNOPRSTĆUFHCČŠ", strict=True))
    | {"љ": "lj", "њ": "nj", "џ": "dž", "Љ": "Lj", "Њ": "Nj", "Џ": "Dž"}
)  # fmt: skip
"""Serbian is written in both alphabets, letter for letter."""


FEWEST_TIMES, SHORTEST = 2, 2
"""How often a word must stand in the text to be learned, and its letters at least: n-grams have the shorter ones."""


class Sentence(NamedTuple):
    """A sentence of the corpus."""

    tag: str
    text: str

    @property
    def language(self) -> str:
        """The primary subtag."""
        return primary(self.tag)


def sentences_of(shared: Path) -> list[Sentence]:
    """All sentences of the corpus, in its order."""
    with (shared / "corpora" / "languages" / "sentences.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [Sentence(TAGS.get(row["lang"], row["lang"]), row["text"]) for row in rows]


def held_out(sentence: Sentence) -> bool:
    """Whether a sentence belongs to the half that can be measured on."""
    return hashlib.sha256(sentence.text.encode()).digest()[0] % 2 == 1


def learn(sentences: Iterable[Sentence], folder: Path) -> None:
    """Write the profiles learned from SENTENCES into FOLDER, which is emptied first."""
    by_tag: defaultdict[str, list[str]] = defaultdict(list)
    for one in sentences:
        if one.language not in NOT_LEARNED:
            by_tag[one.tag].append(one.text)
    texts = {tag: _in_own_script(own) for tag, own in by_tag.items()}
    texts["sr-Latn"] = [text.translate(SERBIAN) for text in texts["sr-Cyrl"]]
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for tag, own in texts.items():
        (folder / f"{tag}.txt").write_text(profile_of(own, least_of(tag, own)), encoding="utf-8")


def _in_own_script(texts: Sequence[str]) -> list[str]:
    """Those of a language's TEXTS that are in its script: some are in another language."""
    scripts = letters_of(texts).script
    own, _ = Counter(scripts).most_common(1)[0]
    return [text for text, script in zip(texts, scripts, strict=True) if script == own]


def least_of(tag: str, texts: Iterable[str]) -> int:
    """How often an n-gram must stand in a language's TEXTS to be learned."""
    if langdetect_has(tag):
        return FEWEST_BESIDE
    return FEWEST if sum(map(len, texts)) >= SMALL else 1


def profile_of(texts: Sequence[str], least: int) -> str:
    r"""The profile of TEXTS: the n-grams that stand in them LEAST times, and their commoner words.

    >>> print(profile_of(["ba ba"], 2).partition("\n")[2])
    <BLANKLINE>
    4
    2 a b
    <BLANKLINE>
    6
    2 _b a_ ba
    <BLANKLINE>
    4
    2 _ba ba_
    <BLANKLINE>
    2
    2 ba
    <BLANKLINE>
    """
    grams: Counter[str] = Counter(gram.replace(" ", SPACE) for text in texts for gram in _grams(text))
    words: Counter[str] = Counter(word for text in texts for word in words_in(text))
    sections = [HEAD]
    for size in SIZES:
        own = {gram: count for gram, count in grams.items() if len(gram) == size}
        sections.append(_section(sum(own.values()), {gram: count for gram, count in own.items() if count >= least}))
    known = {word: count for word, count in words.items() if count >= FEWEST_TIMES and len(word) >= SHORTEST}
    return "\n\n".join([*sections, _section(words.total(), known)]) + "\n"


def _section(total: int, counts: Mapping[str, int]) -> str:
    """How often each of the keys of COUNTS stands in a text, the commonest first; TOTAL of them stand in it."""
    by_count: defaultdict[int, list[str]] = defaultdict(list)
    for key, count in counts.items():
        by_count[count].append(key)
    return "\n".join(
        [str(total), *(f"{count} {' '.join(sorted(by_count[count]))}" for count in sorted(by_count)[::-1])]
    )


def _grams(text: str) -> Iterator[str]:
    """The n-grams of TEXT, none of which reaches over a space."""
    text = text.capitalize() if text.isupper() else text
    for word in "".join(map(normalised, text)).split():
        line = f" {word} "
        for size in SIZES:
            grams = (line[n : n + size] for n in range(len(line) - size + 1))
            yield from (gram for gram in grams if gram != " " and SPACE not in gram)


def main() -> int:
    """The command line."""
    parser = parser_of("training.profiles", __doc__)
    parser.add_argument("--check", action="store_true", help="compare with the shipped profiles, and write none")
    arguments = parser.parse_args()
    if not arguments.check:
        learn(sentences_of(arguments.shared), FOLDER)
        return 0
    fresh = Path(".cache/profiles")
    learn(sentences_of(arguments.shared), fresh)
    ours, theirs = ({path.name: path.read_bytes() for path in folder.iterdir()} for folder in (fresh, FOLDER))
    different = sorted(name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name))
    print("\n".join(different) or "The shipped profiles are what this command learns.")
    return bool(different)


if __name__ == "__main__":
    sys.exit(main())
