"""Better readings of text that was misread: what it was before somebody decoded it in the wrong encoding.

Each reading comes with the plan that leads to it, in the steps that `repairing.replay` knows, and is believed only
where it is much likelier as a text than what stands there (`plausibility`).
"""

import codecs
import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from ftfy.fixes import restore_byte_a0

from copydesk.decoding.charsets import CHARSETS, Charset
from copydesk.decoding.misreading import MISREAD_AS, WESTERN, looks_misread, suspicious
from copydesk.decoding.plausibility import plausibility

Plan: TypeAlias = tuple[tuple[str, str], ...]

MIN_GAIN = 60
"""How much likelier a reading as UTF-8 has to be, in tenths of a nat: bytes that form UTF-8 are evidence themselves."""

MIN_LEGACY_GAIN = 200
"""The same for a reading in a legacy encoding, which any bytes have."""

MIN_LEGACY_SHARE = 0.2
"""And as a share of how unlikely the text is that stands there."""

MIN_LEGACY_WORDS_SHARE = 0.5
"""The same of its words that are not in ASCII. A row of accented letters is unlikely, but no likelier as Cyrillic."""

ENOUGH = 2_000
"""Characters of a line that speak for all of it."""

MAX_PLACES, MAX_WORDS = 20_000, 500
"""Suspicious places of a line that are looked at, and different words that are read again."""

ODD = 60
"""Unlikelihood a character of words that may be in another encoding, in tenths of a nat; clean words have about 35."""

MAX_WORD = 1_000
"""Bytes on each side of a suspicious place that are looked at as a word, where no space ends it before."""

NOT_WESTERN = tuple(
    charset
    for charset in CHARSETS
    if charset.name
    in (
        "windows-1251 windows-1253 windows-1255 windows-1256 windows-874 gb18030 euc-kr shift_jis big5 euc-jp koi8-r"
        " koi8-u iso-8859-5 iso-8859-6 iso-8859-7 iso-8859-8 ibm866 x-mac-cyrillic"
    ).split()
)
"""Encodings of scripts other than Latin, in which text was that stands there as accented letters."""


class Reading(NamedTuple):
    """A text that a misread one may have been, and how it is made of it."""

    text: str
    plan: Plan


def as_utf8(text: str) -> Iterator[Reading]:
    """TEXT as UTF-8 that was read in a code page: all of it, with no byte amiss.

    >>> next(as_utf8("cafÃ©"))
    Reading(text='café', plan=(('encode', 'sloppy-windows-1252'), ('decode', 'utf-8')))
    >>> next(as_utf8("allÃ©s Ã  Paris")).text
    'allés à Paris'
    """
    known = {text}
    for codec in MISREAD_AS:
        try:
            content = text.encode(codec)
        except UnicodeError:
            continue
        fixed, plan = _as_bytes_of_utf8(content, codec)
        if fixed is not None and fixed not in known:
            known.add(fixed)
            yield Reading(fixed, (("encode", codec), *plan, ("decode", "utf-8")))


def _as_bytes_of_utf8(content: bytes, codec: str) -> tuple[str | None, Plan]:
    """What CONTENT, read in CODEC, is in UTF-8, and the steps in between; None where it is no UTF-8.

    Where a byte stood for a no-break space, as that of "à" does, software may have made it a plain one.
    """
    try:
        return content.decode("utf-8"), ()
    except UnicodeError:
        pass
    if b" " in content and codec in _WITH_SPACE:
        try:
            return restore_byte_a0(content).decode("utf-8"), _SPACE_RESTORED
        except UnicodeError:
            pass
    return None, ()


_SPACE_RESTORED: Plan = (("transcode", "restore_byte_a0"),)
_WITH_SPACE = frozenset(codec for codec in MISREAD_AS if b"\xa0".decode(codec, "replace") == "\u00a0")
"""Code pages that have a no-break space where Latin-1 has it."""


def as_utf8_again(text: str) -> Iterator[Reading]:
    """TEXT as UTF-8 that was read in a code page, once or several times over.

    >>> [reading.text for reading in as_utf8_again("cafÃƒÂ©")][:2]
    ['cafÃ©', 'café']
    """
    known, held = {text}, [Reading(text, ())]
    while held:  # none is longer than what it is a reading of, and none is read twice
        found = [Reading(again.text, one.plan + again.plan) for one in held for again in as_utf8(one.text)]
        held = []
        for reading in found:
            if reading.text not in known:
                known.add(reading.text)
                held.append(reading)
        yield from held


def as_legacy(text: str, charsets: Iterable[Charset] = NOT_WESTERN) -> Iterator[Reading]:
    """TEXT, or its first `ENOUGH` characters, as one in a legacy encoding that was read as Latin."""
    for western in WESTERN:
        try:
            content = text[:ENOUGH].encode(western)
        except UnicodeError:
            continue
        for charset in charsets:
            try:  # the last character may be cut
                fixed = codecs.getincrementaldecoder(charset.codec)().decode(content, len(text) <= ENOUGH)
            except UnicodeError:
                continue
            yield Reading(fixed, (("encode", western), ("decode", charset.codec)))


def gain(text: str, readings: Sequence[Reading]) -> tuple[int, Reading] | None:
    """The likeliest of READINGS, and how much likelier than TEXT it is, in tenths of a nat; None where none is."""
    if not readings or not text:
        return None
    share = min(1.0, ENOUGH / len(text))
    samples = [reading.text[: max(1, round(len(reading.text) * share))] for reading in readings]
    own, *others = plausibility().unlikelihoods([text[:ENOUGH], *samples]).min(axis=1).tolist()
    best = min(range(len(others)), key=others.__getitem__)
    return (own - others[best], readings[best]) if others[best] < own else None


def _has_two(line: str) -> bool:
    """Whether LINE has two different characters that are not ASCII: one alone, or repeated, may be anything."""
    return len({char for char in line[:ENOUGH] if char > "\x7f"}) > 1


def better(line: str) -> Reading | None:
    """The best reading of LINE, where it is a better one: as UTF-8, all of it or its words, or in a legacy encoding."""
    if not looks_misread(line):
        return None
    whole = best = gain(line, list(as_utf8_again(line)))
    if best is None or best[0] < MIN_GAIN:
        words = better_words(line)
        if words and len(line) > ENOUGH:
            return words  # each of them is better, and most of them may stand outside the sample
        best = gain(line, [words]) if words else None
    legacy = gain(line[:ENOUGH], list(as_legacy(line))) if _has_two(line) else None
    # Hardly any text in a legacy encoding happens to be UTF-8 from end to end.
    least = max(best[0] if best else 0, MIN_LEGACY_GAIN + (whole[0] if whole else 0))
    if legacy and legacy[0] > least and _is_much(line[:ENOUGH], *legacy):
        return read_again(line, legacy[1].plan) or (best[1] if best else None)
    return best[1] if best else None


def _is_much(line: str, gained: int, sample: Reading) -> bool:
    """Whether what is GAINED in LINE by a SAMPLE of it in a legacy encoding is much, also in the words that change."""
    if gained < MIN_LEGACY_SHARE * plausibility().unlikelihood(line):
        return False
    words = " ".join([word for word in line.split(" ") if not word.isascii()])
    read = read_again(words, sample.plan)
    if read is None:  # a character was cut
        return True
    before, after = plausibility().unlikelihood(words), plausibility().unlikelihood(read.text)
    return before - after >= MIN_LEGACY_WORDS_SHARE * before


def better_in(line: str, charsets: Iterable[Charset]) -> Reading | None:
    """LINE in one of the encodings that other lines of its text were in, where that is a better reading."""
    found = gain(line[:ENOUGH], list(as_legacy(line, charsets)))
    return read_again(line, found[1].plan) if found and found[0] >= MIN_GAIN else None


def may_be_legacy(line: str) -> bool:
    r"""Whether LINE may be text in a legacy encoding that was read as Latin: all of it is, two characters at least.

    >>> may_be_legacy("°]¸g·s»D"), may_be_legacy("“V‹C—\\•ñ"), may_be_legacy("Café"), may_be_legacy("日本")
    (True, True, False, False)
    """
    if line.isascii() or not _has_two(line):
        return False
    try:
        line.encode(WESTERN[0])
    except UnicodeError:
        return False
    return True


def is_nearly_as_likely(text: str, other: str) -> bool:
    """Whether TEXT, what a line is in the encoding of most lines, is not much less likely than the OTHER reading."""
    own, others = plausibility().unlikelihoods([text[:ENOUGH], other[:ENOUGH]]).min(axis=1).tolist()
    return bool(own < others + MIN_GAIN)


def read_again(line: str, plan: Plan) -> Reading | None:
    """LINE by the two steps of a PLAN; None where that fails."""
    (_, western), (_, codec) = plan
    try:
        return Reading(line.encode(western).decode(codec), plan)
    except UnicodeError:
        return None


_WORD = re.compile(rb"\S+")
_NEAR = 64
"""Bytes within which most words have begun."""

_WESTERN = "".join(bytes(range(0x80, 0x100)).decode(codec) for codec in WESTERN)
_ROW = re.compile(f"[{_WESTERN}]{{3}}")
_HIGH = re.compile("[^\x00-\x7f]+")
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
        whole = {word.replace(part, reading.text): reading for reading in as_utf8(part)}
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
    for run in dict.fromkeys(_HIGH.findall(word)):
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


def better_words(line: str) -> Reading | None:
    """LINE with the words that were misread in it read again, up to `MAX_WORDS` of them."""
    plan: list[tuple[str, str]] = []
    words = dict.fromkeys(suspicious_words(line.encode("utf-8", "surrogatepass")))
    for part, fixed in filter(None, map(better_word, itertools.islice(words, MAX_WORDS))):
        plan += [("replace", part), ("with", fixed)]
        line = line.replace(part, fixed)
    return Reading(line, tuple(plan)) if plan else None
