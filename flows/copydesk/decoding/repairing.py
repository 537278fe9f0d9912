"""Repairs of text that was broken before it came here, each one recorded.

Nearly all text is sound, and `misreading` tells where it may not be. Such a line is read again
(`rereading`): as UTF-8 that was read in a code page, all of it or some of its words; as text in a legacy
encoding that was read as Latin; without HTML's entities (`entities`); and by ftfy, in a configuration that
leaves typography alone. Lines that were misread twice are read again twice. `replay` does a document's repairs again.
"""

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable

import ftfy
import numpy as np
from ftfy import TextFixerConfig

from copydesk.decoding.entities import has_entity, without_entities
from copydesk.decoding.misreading import looks_misread
from copydesk.decoding.own_words import is_own_word
from copydesk.decoding.readings import ENOUGH, MIN_GAIN, NOT_WESTERN, Plan, Reading, gain, read_again
from copydesk.decoding.rereading import better, better_in, is_nearly_as_likely, may_be_legacy
from copydesk.decoding.suspects import Line, lost_lines, suspect_lines
from copydesk.model import Repair

HARMLESS = TextFixerConfig(
    unescape_html=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    normalization=None,
)
"""What ftfy may do: undo mojibake, drop control characters and terminal escapes. Typography stays."""

MAX_FTFY = 20_000
"""Characters of a line that ftfy is asked about: it looks at each many times."""

STRAY = "stray-encoding"
"""Kind of a repair that was done before there was a text: lines read in another encoding than the page."""

LEGACY = "legacy-encoding"
"""Kind of a repair of text in a legacy encoding that was read as Latin."""

ONCE = 2
"""Steps of a plan for a line that was misread once."""

LOST = "lost-characters"
"""Kind of a repair that repairs nothing: what stood on its lines was lost before, and is not guessed."""


def repair(text: str, content: bytes | None = None) -> tuple[str, tuple[Repair, ...]]:
    r"""Repair TEXT line by line; returns it with one `Repair` for each way that was used.

    CONTENT is the text in UTF-8, where it is at hand: it is what is looked at first.

    >>> repair("Ð\x9fÑ\x80Ð¸Ð²ÐµÑ‚\nclean “text”, zero\N{ZERO WIDTH NON-JOINER}width")[0]
    'Привет\nclean “text”, zero\u200cwidth'
    """
    content = text.encode("utf-8", "surrogatepass") if content is None else content
    lost = lost_lines(text, content)
    fixed: dict[Line, Reading] = {}
    for line in suspect_lines(content):
        own = _line_of(content, line)
        reading = Reading(*repair_line(own))
        if reading.text != own:
            fixed[line] = reading
    legacy = Counter(reading.plan for reading in fixed.values() if _kind(reading.plan) == LEGACY)
    once = Counter({plan: count for plan, count in legacy.items() if len(plan) == ONCE})
    if len(once) > 1:
        fixed = _agreeing(content, fixed, once)
    done: defaultdict[tuple[str, Plan], list[int]] = defaultdict(list)
    for line, reading in fixed.items():
        done[_kind(reading.plan), reading.plan].append(line.number + 1)
    if legacy:
        encodings = {step for (kind, plan) in done if kind == LEGACY for action, step in plan if action == "decode"}
        text = _as_others(text, fixed, encodings, done)
    elif fixed:
        text = _with(text, content, fixed)
    repairs = [Repair(kind, plan, tuple(at)) for (kind, plan), at in done.items()]
    if lost:
        repairs.append(Repair(LOST, (), tuple(n + 1 for n in lost)))
    return text, tuple(repairs)


def _line_of(content: bytes, line: Line) -> str:
    return content[line.start : line.end].decode("utf-8", "surrogatepass")


def _agreeing(content: bytes, fixed: dict[Line, Reading], legacy: Counter[Plan]) -> dict[Line, Reading]:
    """The FIXED lines, those in another encoding than most in that of most, where that is nearly as likely.

    Two Han characters may be likelier in another encoding than the one that all lines around them were in.
    """
    common = max(legacy, key=lambda plan: (legacy[plan], plan))
    out = dict(fixed)
    for line, reading in fixed.items():
        if reading.plan in legacy and reading.plan != common:
            other = read_again(_line_of(content, line), common)
            if other is not None and is_nearly_as_likely(other.text, reading.text):
                out[line] = other
    return out


def _with(text: str, content: bytes, fixed: dict[Line, Reading]) -> str:
    """TEXT, whose UTF-8 is CONTENT, with its FIXED lines: they are few, and all between them is taken as it is."""
    pieces: list[str] = []
    at = place = 0
    for line, own in fixed.items():
        start = place + _characters(content[at : line.start])
        pieces += [text[place:start], own.text]
        place, at = start + _characters(content[line.start : line.end]), line.end
    return "".join([*pieces, text[place:]])


def _characters(content: bytes) -> int:
    """How many characters CONTENT, which is UTF-8, has: all bytes but those that go on with one."""
    return int(np.count_nonzero(np.frombuffer(content, dtype=np.int8) >= -0x40))


def _as_others(
    text: str, fixed: dict[Line, Reading], encodings: set[str], done: defaultdict[tuple[str, Plan], list[int]]
) -> str:
    """TEXT with its FIXED lines, and with more of them read in the legacy ENCODINGS that these were in."""
    lines = text.split("\n")
    for line, own in fixed.items():
        lines[line.number] = own.text
    repaired = {line.number for line in fixed}
    for n, own_line in enumerate(lines):
        if n in repaired or not may_be_legacy(own_line):  # once: the order of two plans for one line would be lost
            continue
        reading = better_in(own_line, [charset for charset in NOT_WESTERN if charset.codec in encodings])
        if reading is not None:
            lines[n] = reading.text
            done[LEGACY, reading.plan].append(n + 1)
    return "\n".join(lines)


def replay(text: str, repairs: Iterable[Repair]) -> str:
    r"""Do REPAIRS again on the decoded text; stray encodings were settled before there was a text, and are skipped.

    >>> broken = "a\nThe cafÃ© is closed"
    >>> fixed, repairs = repair(broken)
    >>> replay(broken, repairs) == fixed
    True
    """
    lines = text.split("\n")
    for one in repairs:
        if one.kind == STRAY:
            continue
        for n in one.lines:
            lines[n - 1] = apply_plan(lines[n - 1], one.plan)
    return "\n".join(lines)


def apply_plan(line: str, plan: Plan) -> str:
    """Do the steps of PLAN: ftfy's, and ("replace", old) followed by ("with", new).

    >>> apply_plan("un cafÃ©", (("replace", "cafÃ©"), ("with", "café")))
    'un café'
    """
    held: list[tuple[str, str]] = []
    old = ""
    for action, parameter in plan:
        if action == "replace":
            line, held, old = ftfy.apply_plan(line, held), [], parameter
        elif action == "with":
            line = line.replace(old, parameter)
        else:
            held.append((action, parameter))
    return ftfy.apply_plan(line, held)


@functools.lru_cache(maxsize=256)  # menus and signatures repeat their lines
def repair_line(line: str) -> tuple[str, Plan]:
    """A line repaired, and the plan that does it: empty where nothing was to be done."""
    plan: Plan = ()
    seen = {line}  # no reading is longer than its line, and there are only so many lines: it comes to an end
    while (reading := better(line) or without_entities(line) or _by_ftfy(line)) and reading.text not in seen:
        line, plan = reading.text, plan + reading.plan
        seen.add(line)
    return line, plan


def _by_ftfy(line: str) -> Reading | None:
    """What ftfy makes of LINE: what reads it otherwise has to be a better reading, too."""
    if not (_CONTROL.search(line) or looks_misread(line)):
        return None
    plan: Plan
    is_plain = True
    if len(line) > ENOUGH and _C1.search(line):  # they may stand anywhere, and a sample tells nothing of them
        plan = _WITHOUT_CONTROLS + _WITH_QUOTES
    elif len(line) > MAX_FTFY:
        plan = _WITHOUT_CONTROLS
    else:
        plan = tuple((step.action, step.parameter) for step in ftfy.fix_and_explain(line, HARMLESS)[1] or ())
        is_plain = all(step in _REMOVALS for step in plan)
    reading = Reading(apply_plan(line, plan), plan)
    if reading.text == line:
        return None
    if is_plain:
        return reading
    found = None if is_own_word(line, reading.text) else gain(line, [reading])
    return reading if found and found[0] >= MIN_GAIN else None


_CONTROL = re.compile("[\0-\x08\x0e-\x1f\ud800-\udfff]|\\A\ufeff")
_C1 = re.compile("[\x80-\x9f]")
"""Control characters that nobody writes: quotes and dashes of windows-1252, as HTML reads them, too."""

_WITHOUT_CONTROLS: Plan = (("apply", "remove_terminal_escapes"), ("apply", "remove_control_chars"))
_WITH_QUOTES: Plan = (("transcode", "fix_c1_controls"),)

_REMOVALS = {
    ("apply", "remove_terminal_escapes"),
    ("apply", "remove_control_chars"),
    ("apply", "replace_lossy_sequences"),
    ("apply", "fix_surrogates"),
}
"""Steps that read nothing otherwise."""


def _kind(plan: Plan) -> str:
    """A name for what a plan undoes."""
    encodings = [parameter for action, parameter in plan if action == "decode"]
    if encodings and "utf-8" not in encodings:
        return LEGACY
    replaced = [parameter for action, parameter in plan if action == "replace"]
    if replaced and not encodings and all(map(has_entity, replaced)):
        return "entities"
    if encodings or replaced or any(action in ("encode", "transcode") for action, _ in plan):
        return "mojibake"
    return "control-characters" if ("apply", "remove_control_chars") in plan else "other"
