"""Personal names in bylines: "Najmeh Bozorgmehr in Tehran and Lucy Hornby in Beijing" is two people."""

import functools
import re
import unicodedata
from collections.abc import Sequence

from copydesk.folding import without_case
from copydesk.lexicons import phrases
from copydesk.scripts import UNBOUNDED, has_unbounded

MAX_NAME_WORDS = 5

PARTICLES = frozenset(
    """
    al el bin ibn ben abu de del della der den di da do dos das du la le los las van von zu zum ter ten y e i af av
    """.split()
)
_SURNAMES = frozenset({"ter"})
"""Particles that begin a surname in one language, and are "and" in another."""
NO_NAMES = frozenset(
    """
    staff writer writers reporter reporters correspondent editor editors editorial desk team agency agencies news
    newsroom press redaktion bureau service online admin administrator author guest contributor contributors university
    institute the and more read share print email comments photo image video live update home menu today yesterday
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december ago min mins minutes hours
    publish published updated
    """.split()
)
"""Words that stand where names do and are none."""

_SEPARATOR = re.compile(r"\s*[,،、;؛；/|&·•⋅∙‧+»›]\s*|\s+[-–—]\s+|\s*\(|\)")
_SEPARATING = re.compile(r"[,،、;؛；/|&·•⋅∙‧+()»›–—-]")
"""What every separator has."""
BARS = frozenset("|｜丨·•")
"""Signs that part what stands side by side on a line, as a name and a date."""
MAIL = re.compile(r"(?<![\w.+-])(?P<name>[\w.+-]+)@(?P<host>[\w-]+(?:\.[\w-]+)+)")
"""A mail address; its two parts by name."""
HANDLE = re.compile(rf"{MAIL.pattern}|@+\w+|https?://\S+")
_UNSPACED_NAME = re.compile(rf"[{UNBOUNDED}·•\s]+")
_HAN_NAME = re.compile(r"[\u4e00-\u9fff·•]{2,4}|[\u4e00-\u9fff\u3040-\u30ff]{2,8}")
_HANGUL_NAME = re.compile(r"[\uac00-\ud7a3]{2,4}")
UNCASED = r"\u0590-\u08ff\u0900-\u0dff\u0e00-\u0fff\u10a0-\u10ff\u1200-\u137f"
"""Letters of scripts with spaces and without capitals, as a range of a pattern."""
_UNCASED = re.compile(f"[{UNCASED}]")
_WITHIN_UNCASED = "\u200c\u200d.-’'\N{HEBREW PUNCTUATION GERESH}\N{HEBREW PUNCTUATION MAQAF}"
"""Signs within words of names in these scripts: of Persian, of initials, and of Hebrew (ג׳ון, בן־דוד)."""
_WITHOUT_CAPITALS = re.compile(rf"[{UNBOUNDED}{UNCASED}]")
_SPOKEN = re.compile("[B-DF-HJ-NP-TV-Z][AEIOU]|E[DL]|AL|[DJMS]R[.]")


def has_uncased(text: str) -> bool:
    """Whether letters stand in TEXT for which there are no capitals: no letter tells where a name begins.

    >>> has_uncased("记者 Roe"), has_uncased("أحمد علي"), has_uncased("Анна Петрова"), has_uncased("Jane Roe")
    (True, True, False, False)
    """
    return not text.isascii() and _WITHOUT_CAPITALS.search(text) is not None


def parse_names(text: str) -> tuple[str, ...]:
    """The personal names that TEXT is made of; empty where anything else than names, places and jobs stands in it.

    >>> parse_names("Najmeh Bozorgmehr in Tehran and Lucy Hornby in Beijing")
    ('Najmeh Bozorgmehr', 'Lucy Hornby')
    >>> parse_names("HERB KEINON, diplomatic correspondent"), parse_names("12 Comments")
    (('Herb Keinon',), ())
    """
    parts = [part.strip(" .\u200f\u200e-–—") for part in pieces(HANDLE.sub(" ", text))]
    names = [name for part in parts if part and (name := read_name(part))]
    return tuple(dict.fromkeys(names))


def begins_with_name(text: str) -> bool:
    """Whether the first thing in TEXT is a name.

    >>> begins_with_name("Jane Roe, Beirut"), begins_with_name("default, the new Pixel Quick Tap")
    (True, False)
    """
    first = next((part.strip(" .") for part in pieces(HANDLE.sub(" ", text)) if part.strip(" .")), "")
    return not _has_vowel_signs(first) and read_name(first) is not None


@functools.lru_cache(maxsize=4096)
def is_all_names(text: str) -> bool:
    """Whether TEXT consists of full names, with or without places, and nothing else.

    In scripts that part no words nothing tells a name from any other short text, so the answer is no; nor where vowels
    are signs, as in India's.

    >>> is_all_names("Daniel Schearf"), is_all_names("Najmeh Bozorgmehr in Tehran"), is_all_names("Leave a Reply")
    (True, True, False)
    """
    if _begins_otherwise(text) or _has_vowel_signs(text):
        return False
    parts = [bare for part in pieces(text) if (bare := part.strip(" ."))]
    return bool(parts) and all(len(_words_of_name(part)) > 1 for part in parts)


def _has_vowel_signs(text: str) -> bool:
    """Whether TEXT has the vowel signs of India's scripts, or of Thai.

    Many other short lines look like names there: something has to announce one. The line model has learned it so.
    """
    return not text.isascii() and any(
        c == "\u200d" or (not unicodedata.combining(c) and unicodedata.category(c)[0] == "M") for c in text
    )


def _begins_otherwise(text: str) -> bool:
    """Whether the first two words of TEXT show that it begins with no name: most lines need no closer look."""
    if not text.isascii() and has_unbounded(text):
        return False
    words = text.split(maxsplit=2)[:2]
    if len(words) < 2 or _begins_like_name(words):
        return len(words) < 2
    return not (text[0].isspace() or text[0] == "." or any(map(_SEPARATING.search, words)))  # they end no name early


@functools.cache
def _openings(name: str) -> frozenset[str]:
    """The first words of the phrases that lexicons list under NAME, and that of English, without case."""
    return frozenset(without_case(phrase).split()[0] for phrase in (name, *(word for _, word in phrases(name))))


def _has_phrase(name: str, text: str) -> bool:
    """Whether any phrase listed under NAME may stand between spaces in TEXT; patterns of them are slow to say no."""
    return not _openings(name).isdisjoint(without_case(text).split())


@functools.cache
def _joiner() -> re.Pattern[str]:
    words = {word for _, word in phrases("and")} | {"and"}
    spaced = sorted((w for w in words if len(w) > 1 or w.isalpha()), key=lambda w: (-len(w), w))
    return re.compile(r"\s+(" + "|".join(map(re.escape, spaced)) + r")\s+", re.IGNORECASE)


@functools.cache
def _placer() -> re.Pattern[str]:
    words = sorted({word for _, word in phrases("in")} | {"in"}, key=lambda w: (-len(w), w))
    place = r"(?-i:[A-ZÀ-ÖØ-ÞА-Я]\S*|[^\W\d_a-zA-Zа-яА-Я]\S*)"  # a capital, or a script that has none
    # "de la" belongs to a name, though "la" says where in Romanian
    within = rf"(?<!\sde)\s+(?:{'|'.join(map(re.escape, words))})\s+{place}(?:\s+{place}){{0,3}}$"
    return re.compile(within, re.IGNORECASE)


def pieces(text: str) -> list[str]:
    """What TEXT lists, whether names or not.

    >>> pieces("Jane Roe and John Poe, Reuters"), pieces("Anne-Marie Roe — published"), pieces("1914–18")
    (['Jane Roe', 'John Poe', 'Reuters'], ['Anne-Marie Roe', 'published'], ['1914–18'])
    >>> pieces("Sanne ter Horst"), pieces("Ana Novak ter Jan Kos")
    (['Sanne ter Horst'], ['Ana Novak', 'Jan Kos'])
    """
    parts = _joined(text) if _has_phrase("and", text) else [text]
    return [piece for part in parts for piece in _SEPARATOR.split(part)] if _SEPARATING.search(text) else parts


def _joined(text: str) -> list[str]:
    """What words for "and" join in TEXT; one that begins surnames, too, does behind a single word: no name is one."""
    first, *others = _joiner().split(text)
    parts = [first]
    for word, part in zip(others[::2], others[1::2], strict=True):
        if word.casefold() in _SURNAMES and len(_SEPARATOR.split(parts[-1])[-1].split()) == 1:
            parts[-1] += f" {word} {part}"
        else:
            parts.append(part)
    return parts


def without_place(part: str) -> str:
    """PART without the place at its end.

    >>> without_place("Najmeh Bozorgmehr in Tehran"), without_place("Jose de la Cruz")
    ('Najmeh Bozorgmehr', 'Jose de la Cruz')
    """
    return _placer().sub("", part) if _has_phrase("in", part) else part


def read_name(part: str) -> str | None:
    """PART as a name: its place cut off, its capitals tamed; None where it is none.

    >>> read_name("HERB KEINON in Jerusalem"), read_name("MARY JO LE BIHAN"), read_name("12 Comments")
    ('Herb Keinon', 'Mary Jo Le Bihan', None)
    """
    words = _words_of_name(part)
    shouted = [" ".join(words).isupper() or " ".join(words[n + 1 :]).isupper() for n in range(len(words))]
    return " ".join(map(_tamed, words, shouted)) or None


def _words_of_name(part: str) -> list[str]:
    """The words of the name that PART is, without its place; none where it is no name."""
    words = part.split()
    if part.isascii() and not _begins_like_name(words):
        return []
    words = without_place(part).split()
    if not part.isascii() and _UNSPACED_NAME.fullmatch(" ".join(words)):
        compact = "".join(words)
        return words if _HAN_NAME.fullmatch(compact) or _HANGUL_NAME.fullmatch(compact) else []
    if not 1 < len(words) <= MAX_NAME_WORDS or {word.casefold().strip(".") for word in words} & NO_NAMES:
        return []
    return words if all(_is_name_word(word, n) for n, word in enumerate(words)) else []


def _begins_like_name(words: Sequence[str]) -> bool:
    """Whether two words of a name stand first, as they do in every name that is written with spaces."""
    return len(words) > 1 and all(
        _is_name_word(word, n) and word.casefold().strip(".") not in NO_NAMES for n, word in enumerate(words[:2])
    )


def _is_name_word(word: str, place: int) -> bool:
    if not word.isascii() and _UNCASED.search(word):
        return all(c.isalpha() or unicodedata.category(c)[0] == "M" or c in _WITHIN_UNCASED for c in word)
    if not (word.isalpha() or word.replace("-", "").replace("'", "").replace("’", "").replace(".", "").isalpha()):
        return False
    return (
        word[0].isupper()
        or word.casefold() in PARTICLES
        or (place > 0 and word.casefold().startswith(("al-", "el-", "d'", "d’")))
    )


def _tamed(word: str, is_shouted: bool) -> str:  # noqa: FBT001 - mapped
    """A word of a name in capitals, as names are written: KEINON becomes Keinon, the initials of J.K. stay.

    Where what follows IS_SHOUTED, so does a word of two letters that can be spoken: JO becomes Jo, and LE Le.
    """
    letters = word.replace(".", "").replace("-", "").replace("'", "").replace("’", "")
    is_short = len(letters) < 3 and not (is_shouted and _SPOKEN.fullmatch(word))
    if is_short or not letters.isupper() or word.count(".") > 1:
        return word
    return "-".join("'".join(bit.capitalize() for bit in half.replace("’", "'").split("'")) for half in word.split("-"))
