"""Single words that were misread as UTF-8, in lines that are sound otherwise."""

import functools
import itertools
import re
from collections.abc import Iterator, Sequence

from copydesk.decoding.charsets import WESTERN
from copydesk.decoding.misreading import suspicious
from copydesk.decoding.own_words import is_own_word
from copydesk.decoding.plausibility import plausibility
from copydesk.decoding.readings import HIGH, MIN_GAIN, Reading, as_utf8, gain

MAX_PLACES, MAX_WORDS = 20_000, 500
"""Suspicious places of a line that are looked at, and different words that are read again."""

MAX_WORD = 1_000
"""Bytes on each side of a suspicious place that are looked at as a word, where no space ends it before."""

ODD = 60
"""Unlikelihood a character of words that may be in another encoding, in tenths of a nat; clean words have about 35."""

_WORD = re.compile(rb"\S+")
_NEAR = 64
"""Bytes within which most words have begun."""

_ROW = re.compile(f"[{''.join(bytes(range(0x80, 0x100)).decode(codec) for codec in WESTERN)}]{{3}}")
"""Three characters in a row that western code pages have for bytes above 127."""
_PUNCTUATION = "“”‘’„«»‹›…–—•·¡¿\u00a0\u200e\u200f\u202a-\u202e"
_INNER = re.compile(f"^[{_PUNCTUATION}]*(.*?)[{_PUNCTUATION}]*$", re.DOTALL)


def word_at(content: bytes, place: int) -> tuple[str, int]:
    """The word of CONTENT, which is UTF-8, that PLACE is in, and where it ends.

    >>> word_at("Ein Café, un cafÃ© и то".encode(), 17)
    ('cafÃ©', 21)
    """
    match = _WORD.match(content, place, place + MAX_WORD)
    end = match.end() if match else place + 1
    for reach in (_NEAR, MAX_WORD):
        before = content[max(place - reach, 0) : place]
        parts = before.rsplit(None, 1)
        if len(parts) == 2 or before[-1:].isspace():
            break
    start = b"" if not parts or before[-1:].isspace() else parts[-1]
    return (start + content[place:end]).decode("utf-8", "ignore"), end


def suspicious_words(content: bytes) -> Iterator[str]:
    """The words of CONTENT, which is UTF-8, with something in them that may have been misread.

    >>> list(suspicious_words("Ein Café, un cafÃ© и то".encode()))
    ['cafÃ©']
    """
    end = -1
    for place in suspicious(content)[:MAX_PLACES]:
        if place >= end:
            word, end = word_at(content, place)
            yield word


@functools.lru_cache(maxsize=1 << 14)
def better_word(word: str) -> tuple[str, str] | None:
    """The part of WORD that was misread as UTF-8, and what it was."""
    for part in _parts(word):
        read = {word.replace(part, reading.text): reading for reading in as_utf8(part)}
        whole = {text: reading for text, reading in read.items() if not is_own_word(word, text)}
        found = gain(word, [Reading(text, reading.plan) for text, reading in whole.items()])
        if found and found[0] >= MIN_GAIN:
            return part, whole[found[1].text].text
    return None


def _parts(word: str) -> Iterator[str]:
    """All of WORD; the word without the punctuation around it; its runs of characters other than ASCII."""
    yield word
    inner = _INNER.sub(r"\1", word)
    if inner != word:
        yield inner
    for run in dict.fromkeys(HIGH.findall(word)):
        if run not in (word, inner):
            yield run


@functools.lru_cache(maxsize=1 << 14)
def is_odd(word: str) -> bool:
    """Whether WORD may be one in a legacy encoding that was read as Latin, or has control characters of such."""
    if any("\x80" <= char < "\xa0" for char in word):
        return True
    return bool(_ROW.search(word)) and plausibility().unlikelihood(word) > ODD * len(word)


def fits_better(word: str, context: str) -> bool:
    """Whether what WORD may have been, if it was misread as UTF-8, is likelier in its CONTEXT, too.

    >>> fits_better("РїСЂРѕС€С‘Р»", "В Москве РїСЂРѕС€С‘Р» сильный дождь")
    True
    """
    found = better_word(word)
    if found is None:
        return False
    better_context = gain(context, [Reading(context.replace(*found), ())])
    return better_context is not None and better_context[0] >= MIN_GAIN


def _as_beside(found: Sequence[tuple[str, str]], word: str) -> tuple[str, str] | None:
    """WORD, too short to tell by itself, in the code page that another one of its line was FOUND to be misread in.

    >>> _as_beside([("РїСЂРѕС€С‘Р»", "прошёл")], "Рё")
    ('Рё', 'и')
    """
    for part, fixed in found:
        for reading in as_utf8(f"{part} {word}"):
            if reading.text.startswith(f"{fixed} "):
                return word, reading.text.removeprefix(f"{fixed} ")
    return None


def better_words(line: str) -> Reading | None:
    """LINE with the words that were misread in it read again, up to `MAX_WORDS` of them."""
    plan: list[tuple[str, str]] = []
    words = dict.fromkeys(suspicious_words(line.encode("utf-8", "surrogatepass")))
    known = {word: better_word(word) for word in itertools.islice(words, MAX_WORDS)}
    found = list(filter(None, known.values()))
    short = [_as_beside(found, word) for word, fixed in known.items() if fixed is None] if found else []
    for part, fixed in (*found, *filter(None, short)):
        plan += [("replace", part), ("with", fixed)]
        line = line.replace(part, fixed)
    return Reading(line, tuple(plan)) if plan else None
