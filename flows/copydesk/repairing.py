"""Repairs of text that was broken before it came here, each one recorded.

Nearly all text is sound, and `copydesk.misreading` tells where it may not be. Such a line is read again
(`copydesk.rereading`): as UTF-8 that was read in a code page, all of it or some of its words; as text in a legacy
encoding that was read as Latin; and by ftfy, in a configuration that leaves typography alone. Lines that were misread
twice are read again twice. `replay` does a document's repairs again.
"""

import bisect
import re
from collections import defaultdict
from collections.abc import Iterable

import ftfy
import numpy as np
from ftfy import TextFixerConfig

from copydesk.misreading import suspicious
from copydesk.model import Repair
from copydesk.rereading import MIN_GAIN, NOT_WESTERN, Plan, Reading, better, better_in, gain, is_odd, word_at

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

MAX_ROUNDS = 8
"""How often in a row a line is read again at most."""

LEGACY = "legacy-encoding"
"""Kind of a repair of text in a legacy encoding that was read as Latin."""

LOST = "lost-characters"
"""Kind of a repair that repairs nothing: what stood on its lines was lost before, and is not guessed."""


def repair(text: str) -> tuple[str, tuple[Repair, ...]]:
    r"""Repair TEXT line by line; returns it with one `Repair` for each way that was used.

    >>> repair("Ð\x9fÑ\x80Ð¸Ð²ÐµÑ‚\nclean “text”, zero\N{ZERO WIDTH NON-JOINER}width")[0]
    'Привет\nclean “text”, zero\u200cwidth'
    """
    suspects = _suspects(text)
    lost = _lost(text)
    if not suspects and not lost:
        return text, ()
    lines = text.split("\n")
    done: defaultdict[tuple[str, Plan], list[int]] = defaultdict(list)
    for n in suspects:
        fixed, plan = repair_line(lines[n])
        if fixed != lines[n]:
            lines[n] = fixed
            done[_kind(plan), plan].append(n + 1)
    encodings = {step for (kind, plan) in done if kind == LEGACY for action, step in plan if action == "decode"}
    for n in _western_lines(lines) if encodings else ():
        reading = better_in(lines[n], [charset for charset in NOT_WESTERN if charset.codec in encodings])
        if reading is not None:
            lines[n] = reading.text
            done[LEGACY, reading.plan].append(n + 1)
    repairs = [Repair(kind, plan, tuple(at)) for (kind, plan), at in done.items()]
    if lost:
        repairs.append(Repair(LOST, (), tuple(n + 1 for n in lost)))
    return "\n".join(lines), tuple(repairs)


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


def repair_line(line: str) -> tuple[str, Plan]:
    """A line repaired, and the plan that does it: empty where nothing was to be done."""
    plan: Plan = ()
    for _ in range(MAX_ROUNDS):
        reading = better(line) or _by_ftfy(line)
        if reading is None:
            break
        line, plan = reading.text, plan + reading.plan
    return line, plan


def _by_ftfy(line: str) -> Reading | None:
    """What ftfy makes of LINE: what reads it otherwise has to be a better reading, too."""
    plan: Plan
    if len(line) > MAX_FTFY:
        plan = (("apply", "remove_terminal_escapes"), ("apply", "remove_control_chars"))
    else:
        plan = tuple((step.action, step.parameter) for step in ftfy.fix_and_explain(line, HARMLESS)[1] or ())
    reading = Reading(apply_plan(line, plan), plan)
    if reading.text == line:
        return None
    if all(step in _REMOVALS for step in plan):
        return reading
    found = gain(line, [reading])
    return reading if found and found[0] >= MIN_GAIN else None


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
    if encodings or any(action in ("encode", "transcode", "replace") for action, _ in plan):
        return "mojibake"
    return "control-characters" if ("apply", "remove_control_chars") in plan else "other"


# ------------------------------------------------------------------------------------------------ which lines


def _suspects(text: str) -> list[int]:
    """Numbers of the lines of TEXT, from 0, that something may have to be done with."""
    content = text.encode("utf-8", "surrogatepass")
    places = _controls(content) + _odd_places(content)
    lines, end, n = [], 0, 0
    for place in sorted(places):
        if place >= end:
            n += content.count(b"\n", end, place)
            lines.append(n)
            end = content.find(b"\n", place)
            if end < 0:
                break
    return lines


def _odd_places(content: bytes) -> list[int]:
    """Places of words that may have been misread: one in each line that has any."""
    places, odd = suspicious(content), []
    n, end = 0, -1
    while n < len(places):
        place = places[n]
        n += 1
        if place < end:
            continue
        word, end = word_at(content, place)
        if is_odd(word):
            odd.append(place)
            newline = content.find(b"\n", place)
            n = bisect.bisect(places, newline) if newline >= 0 else len(places)
    return odd


_CONTROL = re.compile(rb"[\0-\x08\x0e-\x1f]")


def _controls(content: bytes) -> list[int]:
    """Places of control characters that no text has."""
    codes = np.frombuffer(content, dtype=np.uint8)
    if not ((codes < 0x09) | (codes - np.uint8(0x0E) < 0x12)).any():
        return []
    return [match.start() for match in _CONTROL.finditer(content)]


_WESTERN_PAIR = re.compile("[\xa1-\xff][\x80-\xff]")


def _western_lines(lines: list[str]) -> list[int]:
    """Numbers of LINES, from 0, with letters in a row that Western languages seldom have."""
    return [n for n, line in enumerate(lines) if not line.isascii() and _WESTERN_PAIR.search(line)]


# ------------------------------------------------------------------------------------------- what is lost for good

_QUESTIONS = re.compile(r"\?{3,}")


def _lost(text: str) -> list[int]:
    """Numbers of the lines, from 0, with characters that are lost."""
    if "\ufffd" not in text and "???" not in text:
        return []
    return [n for n, line in enumerate(text.split("\n")) if "\ufffd" in line or _is_all_questions(line)]


def _is_all_questions(line: str) -> bool:
    """Whether words of LINE are question marks alone: what is left of a script that an encoding lacked.

    >>> _is_all_questions("??????? ????? ? ??????"), _is_all_questions("What??? Really???")
    (True, False)
    """
    words = line.split()
    lost = [word for word in words if len(word.strip(".,:;!()\"'-")) >= 3 and not word.strip("?.,:;!()\"'-")]
    return len(lost) >= 2 and len(lost) * 3 > len(words)
