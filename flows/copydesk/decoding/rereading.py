"""Better readings of lines that were misread: what they were before somebody decoded them in the wrong encoding.

A reading is believed only where it is much likelier as a text than what stands there (`plausibility`).
"""

from collections.abc import Iterable

from copydesk.decoding.charsets import WESTERN, Charset
from copydesk.decoding.misreading import looks_misread
from copydesk.decoding.plausibility import plausibility
from copydesk.decoding.readings import ENOUGH, MIN_GAIN, Reading, as_legacy, as_utf8_again, gain, read_again
from copydesk.decoding.words import better_words

MIN_LEGACY_GAIN = 200
"""How much likelier a reading in a legacy encoding has to be, in tenths of a nat: any bytes have one."""

MIN_LEGACY_SHARE = 0.2
"""And as a share of how unlikely the text is that stands there."""

MIN_LEGACY_WORDS_SHARE = 0.5
"""The same of its words that are not in ASCII. A row of accented letters is unlikely, but no likelier as Cyrillic."""


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


def _has_two(line: str) -> bool:
    """Whether LINE has two different characters that are not ASCII: one alone, or repeated, may be anything."""
    return len({char for char in line[:ENOUGH] if char > "\x7f"}) > 1


def is_nearly_as_likely(text: str, other: str) -> bool:
    """Whether TEXT, what a line is in the encoding of most lines, is not much less likely than the OTHER reading."""
    own, others = plausibility().unlikelihoods([text[:ENOUGH], other[:ENOUGH]]).min(axis=1).tolist()
    return bool(own < others + MIN_GAIN)
