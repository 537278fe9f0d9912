"""A test set for languages: sentences, texts, and pages in several languages, every line of which has a known one.

Made of the half of `corpora/languages/sentences.jsonl` that no profile was learned from, and of the menus of the news
sites in `corpora/fundus`. Nothing is drawn by chance that a second run would draw otherwise.
"""

import gzip
import itertools
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from lxml import html
from training.profiles import Sentence, held_out, sentences_of

from copydesk.languages.letters import letters_of
from copydesk.languages.tongues import primary

SEED = 5

MAIN = frozenset(
    "am ar az bg bn ckb cs da de el en es fa fi fr he hi hu id it ja ko ku nl no pl ps pt ro ru sv sw tg th tr uk ur "
    "uz vi zh".split()
)
"""The languages that are measured, in 41 written forms: Chinese has two."""

SCRIPTS = {
    "Latin": "az cs da de en es fi fr hu id it ku nl no pl pt ro sv sw tr uz vi".split(),
    "Cyrillic": "bg ru tg uk".split(),
    "Arabic": "ar ckb fa ps ur".split(),
    "others": "am bn el he hi ja ko th zh".split(),
}
SCRIPT_OF = {language: script for script, languages in SCRIPTS.items() for language in languages}

LENGTH = 200
"""Characters of the longer texts."""

_PARSER = html.HTMLParser(encoding="utf-8")

_ADDRESS = re.compile(r"@|^\S+\.[a-z]{2,3}$", re.IGNORECASE)

UNSPACED = frozenset({"zh", "ja", "th"})


class Line(NamedTuple):
    """A line, its language, and what it is there for."""

    text: str
    language: str
    kind: str
    """"article"; "same script" or "other script" as the article, of a sentence's length; "navigation, same script" …"""


class Quote(NamedTuple):
    """A sentence with another one in another script inside it."""

    text: str
    language: str
    start: int
    end: int
    quoted: str
    """Language of what stands between."""


class Cases(NamedTuple):
    """The whole test set. Texts are pairs of a language and a text."""

    sentences: list[tuple[str, str]]
    texts: list[tuple[str, str]]
    typed: list[tuple[str, str]]
    """Persian with the letters of an Arabic keyboard."""
    presented: list[tuple[str, str]]
    """Persian in presentation forms."""
    quotes: list[Quote]
    pages: list[list[Line]]


def cases_of(shared: Path, pages: int) -> Cases:
    """The test set, with so many mixed pages."""
    held = [one for one in sentences_of(shared) if held_out(one) and one.language in MAIN and one.tag != "uz-Cyrl"]
    held = [one for one in held if written_in(one.text) == SCRIPT_OF[one.language] and not is_arabic_title(one)]
    by_language: defaultdict[str, list[str]] = defaultdict(list)
    for one in held:
        by_language[one.language].append(one.text)
    persian = [("fa", one.text) for one in held if one.language == "fa"]
    random_ = random.Random(SEED)  # noqa: S311 - a test set is no secret
    return Cases(
        [(one.language, one.text) for one in held],
        list(_long(held)),
        [(language, text.replace("ی", "ي").replace("ک", "ك")) for language, text in persian],
        [(language, presentation_forms(text)) for language, text in persian],
        list(_quotes(by_language, random_)),
        list(_pages(by_language, menus_of(shared), random_, pages)),
    )


def written_in(text: str) -> str:
    """The script of most letters; "" without any. Some sentences of the corpus are in another than their language's."""
    script = letters_of([text]).script[0].capitalize()
    return script if script in SCRIPTS or not script else "others"


def is_arabic_title(sentence: Sentence) -> bool:
    """Whether a sentence that is said to be in another language is in Arabic: a quarter of its words have the article.

    The Kurdish part of the corpus holds a bibliography.

    >>> is_arabic_title(Sentence("ckb", "المقدسى، أحسن التقاسيم في معرفة الاقاليم."))
    True
    """
    words = sentence.text.split()
    return sentence.language != "ar" and sum(word.startswith("ال") for word in words) * 4 >= len(words)


def _long(held: Sequence[Sentence]) -> Iterator[tuple[str, str]]:
    """Texts of the first `LENGTH` characters of sentences that follow one another."""
    for tag, sentences in itertools.groupby(held, key=lambda one: one.tag):
        text = ""
        for one in sentences:
            text = f"{text} {one.text}".strip()
            if len(text) >= LENGTH:
                yield primary(tag), text[:LENGTH]
                text = ""


def _quotes(by_language: Mapping[str, Sequence[str]], random_: random.Random) -> Iterator[Quote]:
    for language in sorted(by_language):
        strangers = [other for other in sorted(by_language) if SCRIPT_OF[other] != SCRIPT_OF[language] or _own(other)]
        for text in random_.sample(by_language[language], 20):
            quoted = random_.choice([other for other in strangers if other != language and _apart(language, other)])
            cut = _cut(text, len(text) // 2)
            said = random_.choice(by_language[quoted])[:80].strip()
            opening = text[:cut] + "«"
            yield Quote(f"{opening}{said}»{text[cut:]}", language, len(opening), len(opening) + len(said), quoted)


def _own(language: str) -> bool:
    return SCRIPT_OF[language] == "others"


def _apart(first: str, second: str) -> bool:
    """Whether two languages have no letters in common; Chinese stands in Japanese."""
    return (SCRIPT_OF[first] != SCRIPT_OF[second] or _own(first)) and {first, second} != {"zh", "ja"}


def _alike(first: str, second: str) -> bool:
    """Whether two languages share their letters, all of them."""
    return SCRIPT_OF[first] == SCRIPT_OF[second] and not _own(first)


def _cut(text: str, near: int) -> int:
    """The end of a word, or NEAR itself in scripts without spaces."""
    return text.find(" ", near) + 1 or near


# ------------------------------------------------------------------------------------------------------ mixed pages


def _pages(
    by_language: Mapping[str, Sequence[str]], menus: Mapping[str, Sequence[str]], random_: random.Random, count: int
) -> Iterator[list[Line]]:
    languages = sorted(by_language)
    for number in range(count):
        own = languages[number % len(languages)]
        same = [
            other for other in languages if other != own and not _apart(own, other) and {own, other} != {"zh", "ja"}
        ]
        others = [other for other in languages if _apart(own, other)]
        mixed_in = random_.choice(same if same and random_.random() < 0.6 else others)
        where = "other script" if _apart(own, mixed_in) else "same script"
        article = [Line(_paragraph(by_language[own], random_), own, "article") for _ in range(random_.randint(5, 14))]
        menu = [
            Line(text, mixed_in, f"navigation, {where}")
            for text in _menu(mixed_in, by_language, menus, random_.randint(4, 12), random_)
        ]
        layout = number % 4
        if layout == 0:  # the menu of one language over the article of another
            yield menu + article
        elif layout == 1:  # and below it
            cut = random_.randint(1, len(menu) - 1)
            yield menu[:cut] + article + menu[cut:]
        elif layout == 2:  # paragraphs of one in the article of another
            at = random_.randint(1, len(article) - 1)
            inserted = [
                Line(_paragraph(by_language[mixed_in], random_), mixed_in, where) for _ in range(random_.randint(1, 3))
            ]
            yield article[:at] + inserted + article[at:]
        else:  # one language throughout
            menu = [Line(text, own, "navigation, own") for text in _menu(own, by_language, menus, len(menu), random_)]
            yield menu + article


def _paragraph(sentences: Sequence[str], random_: random.Random) -> str:
    return " ".join(random_.sample(sentences, random_.choice((1, 1, 2, 3))))


def _menu(
    language: str,
    by_language: Mapping[str, Sequence[str]],
    menus: Mapping[str, Sequence[str]],
    count: int,
    random_: random.Random,
) -> list[str]:
    """Items of a real menu where the corpora have one, else the first words of sentences."""
    known = menus.get(language, ())
    if len(known) >= 2 * count and random_.random() < 0.7:
        start = random_.randint(0, len(known) - count)
        return list(known[start : start + count])
    openings = [_opening(text, language, random_) for text in random_.sample(by_language[language], 2 * count)]
    return [text for text in openings if written_in(text) == SCRIPT_OF[language]][:count]


def _opening(text: str, language: str, random_: random.Random) -> str:
    if language in UNSPACED:
        return text[: random_.randint(4, 8)]
    text = text[min((n for n, char in enumerate(text) if char.isalpha()), default=0) :]
    return " ".join(text.split()[: random_.randint(2, 4)]).rstrip(",.;:")


def menus_of(shared: Path) -> dict[str, list[str]]:
    """The links in the menus of news sites, by the language of their articles.

    What stands in menus of several languages ("Podcasts") is in none of them, and left out; so are years, addresses,
    and what is written in other letters than the language.
    """
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    folder = shared / "corpora" / "fundus"
    for line in (folder / "gold.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        content = gzip.decompress((folder / "pages" / f"{row['id']}.html.gz").read_bytes()).decode("utf-8", "replace")
        language = {"nb": "no"}.get(row["lang"], row["lang"])
        for link in html.fromstring(content.encode(), parser=_PARSER).xpath("//nav//a | //header//a | //footer//a"):
            text = " ".join(link.text_content().split())
            if 2 < len(text) <= 40 and not _ADDRESS.search(text) and re.search(r"[^\W\d_]{2}", text):
                found[language][text] = None
    spread = Counter(text for texts in found.values() for text in texts)
    own = {language: [text for text in texts if spread[text] == 1] for language, texts in found.items()}
    return {
        language: [text for text in texts if written_in(text) == SCRIPT_OF[language]]
        for language, texts in own.items()
        if language in MAIN
    }


# ------------------------------------------------------------------------------------------------- presentation forms

_ISOLATED, _FINAL, _INITIAL, _MEDIAL = range(4)


def presentation_forms(text: str) -> str:
    """TEXT with the shapes of its Arabic letters spelled out, as old software stored them.

    >>> [f"{ord(char):04X}" for char in presentation_forms("سلام")]
    ['FEB3', 'FEFC', 'FEE1']
    """
    forms = _forms()
    shaped = []
    n = 0
    joined = False  # whether the letter before reaches over to this one
    while n < len(text):
        unit = text[n : n + 2] if text[n : n + 2] in forms else text[n]
        shapes = forms.get(unit)
        after = forms.get(text[n + len(unit) : n + len(unit) + 1])
        if shapes is None:
            shaped.append(unit)
            joined = False
        else:
            goes_on = _INITIAL in shapes and after is not None and _FINAL in after
            wanted = (_MEDIAL if joined else _INITIAL) if goes_on else (_FINAL if joined else _ISOLATED)
            shaped.append(shapes.get(wanted, unit))
            joined = goes_on
        n += len(unit)
    return "".join(shaped)


def _forms() -> dict[str, dict[int, str]]:
    """The shapes of each letter and of lam with alef, from the Unicode database."""
    import unicodedata  # noqa: PLC0415

    found: defaultdict[str, dict[int, str]] = defaultdict(dict)
    kinds = {"<isolated>": _ISOLATED, "<final>": _FINAL, "<initial>": _INITIAL, "<medial>": _MEDIAL}
    for code in (*range(0xFB50, 0xFC00), *range(0xFE80, 0xFEFD)):
        kind, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        if kind in kinds and (len(letters) == 1 or letters[0] == "0644"):
            found["".join(chr(int(letter, 16)) for letter in letters)][kinds[kind]] = chr(code)
    return dict(found)
