"""Repairs of text that was broken before it came here, each one recorded.

Mojibake is repaired line by line, by ftfy under a configuration that leaves typography alone, and by strict round
trips through the code pages that ftfy does not know. `replay` does a document's repairs again. Both ways are slow, and
nearly all lines need neither: `is_sound` tells most of those at a glance.
"""

import functools
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator

import ftfy
import ftfy.bad_codecs
from ftfy import TextFixerConfig
from ftfy.badness import BADNESS_RE, MOJIBAKE_CATEGORIES
from ftfy.chardata import CONTROL_CHARS

from copydesk.model import Repair

ftfy.bad_codecs.ok()  # registers the sloppy-windows-* codecs, which read every byte as browsers do

HARMLESS = TextFixerConfig(
    unescape_html=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    normalization=None,
)
"""What ftfy may do: undo mojibake, drop control characters and terminal escapes. Typography stays."""

ROUND_TRIPS = ("windows-1251", "windows-1256", "windows-1255", "windows-1253", "koi8-r", "cp866")
"""Code pages through which UTF-8 was misread, other than those that ftfy undoes."""

MIN_ROUND_TRIP = 8
"""Fewest non-ASCII characters in a line for a round trip to be believed: short words can be valid UTF-8 by chance."""


def repair(text: str) -> tuple[str, tuple[Repair, ...]]:
    r"""Repair TEXT line by line; returns it with one `Repair` for each way that was used.

    >>> repair("Ð\x9fÑ\x80Ð¸Ð²ÐµÑ‚\nclean “text”, zero\N{ZERO WIDTH NON-JOINER}width")[0]
    'Привет\nclean “text”, zero\u200cwidth'
    """
    lines = text.split("\n")
    done: defaultdict[tuple[str, tuple[tuple[str, str], ...]], list[int]] = defaultdict(list)
    for n, line in enumerate(lines):
        if line.isascii() and line.isprintable():
            continue
        fixed, plan = repair_line(line)
        if fixed != line:
            lines[n] = fixed
            done[_kind(plan), plan].append(n + 1)
    return "\n".join(lines), tuple(Repair(kind, plan, tuple(at)) for (kind, plan), at in done.items())


def replay(text: str, repairs: Iterable[Repair]) -> str:
    r"""Do REPAIRS again on the decoded text; stray encodings were settled before there was a text, and are skipped.

    >>> broken = "a\nThe cafÃ© is closed"
    >>> fixed, repairs = repair(broken)
    >>> replay(broken, repairs) == fixed
    True
    """
    lines = text.split("\n")
    for one in repairs:
        if one.kind == "stray-encoding":
            continue
        steps = list(one.plan)
        for n in one.lines:
            lines[n - 1] = ftfy.apply_plan(lines[n - 1], steps)
    return "\n".join(lines)


def repair_line(line: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A line repaired, and the plan that does it: empty where nothing was to be done."""
    round_trip = next(_round_trips(line), None)
    if round_trip is not None:
        return round_trip
    return _by_ftfy(line) if _may_be_broken(line) else (line, ())


@functools.lru_cache(maxsize=4096)
def _by_ftfy(line: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    fixed, steps = ftfy.fix_and_explain(line, HARMLESS)
    return fixed, tuple((step.action, step.parameter) for step in steps or ())


def _kind(plan: tuple[tuple[str, str], ...]) -> str:
    """A name for what a plan undoes."""
    if any(action in ("encode", "decode", "transcode") for action, _ in plan):
        return "mojibake"
    return "control-characters" if ("apply", "remove_control_chars") in plan else "other"


# ---------------------------------------------------------------------------------------------------- round trips

_NON_ASCII = re.compile("[^\x00-\x7f]")
_NONE: frozenset[str] = frozenset()


def _encodings_with(lowest: int, highest: int) -> dict[str, frozenset[str]]:
    """Characters that stand for the bytes from LOWEST to HIGHEST in some of `ROUND_TRIPS`, and in which."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for encoding in ROUND_TRIPS:
        for char in bytes(range(lowest, highest + 1)).decode(encoding, "ignore"):
            found[char].add(encoding)
    return {char: frozenset(encodings) for char, encodings in found.items()}


_LEADING, _FOLLOWING = _encodings_with(0xC2, 0xF4), _encodings_with(0x80, 0xBF)
"""Characters that a byte was read as that begins a character in UTF-8, or continues one."""


def _round_trips(line: str) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """The line as UTF-8 that was read in one of `ROUND_TRIPS`, where every byte of it agrees."""
    found = _NON_ASCII.search(line)
    if found is None:
        return
    at = found.start()  # in most texts the first two characters rule all encodings out
    possible = _LEADING.get(line[at], _NONE) & _FOLLOWING.get(line[at + 1 : at + 2], _NONE)
    if not possible or sum(c > "\x7f" for c in line) < MIN_ROUND_TRIP:
        return
    for encoding in ROUND_TRIPS:
        if encoding in possible:
            try:
                fixed = line.encode(encoding).decode("utf-8")
            except UnicodeError:
                continue
            yield fixed, (("encode", encoding), ("decode", "utf-8"))


# ------------------------------------------------------------------------------------------- what ftfy has no say in

_DROPPED = frozenset(map(chr, (*CONTROL_CHARS, *range(0xD800, 0xE000))))
"""What ftfy drops or replaces wherever it stands."""

_HARMLESS_ALONE = {"common", "kaomoji", "lower_accented", "lower_common", "upper_common"}
"""Ftfy's groups of characters, letters and plain punctuation, that are mojibake only next to those of other groups."""

# Whatever ftfy's pattern of mojibake matches has at least one of these characters in it, and is at most this long.
_MARKS = "".join(chars for name, chars in MOJIBAKE_CATEGORIES.items() if name not in _HARMLESS_ALONE) + "ŒœÙЂ°"
_REACH = 7
_PATTERN_IS_KNOWN = zlib.crc32(BADNESS_RE.pattern.encode()) == 1455352246
"""Whether ftfy's pattern is the one that this was drawn from. Any other one is asked about every line in full."""

_MARK = re.compile(f"[{_MARKS}{''.join(map(re.escape, _DROPPED))}]")


def _may_be_broken(line: str) -> bool:
    """Whether ftfy would find anything in LINE; all else is searched only around the characters that can tell."""
    if not (_PATTERN_IS_KNOWN or line.isascii()):
        return True
    marks = [mark.start() for mark in _MARK.finditer(line)]
    if any(line[at] in _DROPPED for at in marks):
        return True
    start = 0
    for n, at in enumerate(marks):
        if n + 1 == len(marks) or marks[n + 1] - at > 2 * _REACH:
            if BADNESS_RE.search(line, max(0, marks[start] - _REACH), at + _REACH):
                return True
            start = n + 1
    return False
