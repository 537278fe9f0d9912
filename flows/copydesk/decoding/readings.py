"""What a text may have been before it was misread, and how much likelier that is.

Each reading comes with the plan that leads to it, in the steps that `repairing.replay` knows.
"""

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from ftfy.fixes import restore_byte_a0

from copydesk.decoding.charsets import CHARSETS, WESTERN, Charset, decoded
from copydesk.decoding.misreading import MISREAD_AS
from copydesk.decoding.own_words import is_own_word
from copydesk.decoding.plausibility import plausibility

Plan: TypeAlias = tuple[tuple[str, str], ...]
"""Steps in order, each an action and its parameter."""

MIN_GAIN = 60
"""How much likelier a reading as UTF-8 has to be, in tenths of a nat: bytes that form UTF-8 are evidence themselves."""

ENOUGH = 2_000
"""Characters of a line that speak for all of it."""

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

HIGH = re.compile("[^\x00-\x7f]+")
"""Characters in a row that ASCII lacks."""


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
    if "â€" in text and (quoted := _with_lost_quotes(text)) is not None:
        for reading in as_utf8(quoted.text):
            known.add(reading.text)
            yield Reading(reading.text, quoted.plan + reading.plan)
    for codec in MISREAD_AS:
        try:
            content = text.encode(codec)
        except UnicodeError:
            continue
        fixed, plan = _as_bytes_of_utf8(content, codec)
        if fixed is not None and fixed not in known and not is_own_word(text, fixed):
            known.add(fixed)
            yield Reading(fixed, (("encode", codec), *plan, ("decode", "utf-8")))


_LOST_QUOTE = re.compile(r"\S*\Sâ€(?:[\s.,;:!?)\]]|\Z)")
"""A word, and behind it two of the three bytes of a closing quote: windows-1252 has no character for the last one."""


def _with_lost_quotes(text: str) -> Reading | None:
    """TEXT with the bytes back that its closing quotes lost; None where it has no such quotes.

    >>> next(as_utf8("â€œI wonâ€™t,â€ he said")).text
    '“I won’t,” he said'
    """
    plan: list[tuple[str, str]] = []
    for old in dict.fromkeys(_LOST_QUOTE.findall(text)):
        head, mark, tail = old.rpartition("â€")
        new = f"{head}{mark}\x9d{tail}"
        plan += [("replace", old), ("with", new)]
        text = text.replace(old, new)
    return Reading(text, tuple(plan)) if plan else None


def _as_bytes_of_utf8(content: bytes, codec: str) -> tuple[str | None, Plan]:
    """What CONTENT, read in CODEC, is in UTF-8, and the steps in between; None where it is no UTF-8.

    Where a byte stood for a no-break space, as that of "à" does, software may have made it a plain one.
    """
    if (text := decoded(content, "utf-8")) is not None:
        return text, ()
    if b" " in content and codec in _WITH_SPACE:
        return decoded(restore_byte_a0(content), "utf-8"), _SPACE_RESTORED
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


def read_again(line: str, plan: Plan) -> Reading | None:
    """LINE by the two steps of a PLAN; None where that fails."""
    (_, western), (_, codec) = plan
    try:
        return Reading(line.encode(western).decode(codec), plan)
    except UnicodeError:
        return None
