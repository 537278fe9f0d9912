"""The title among the lines above the running text, and further copies of it."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from copydesk.labelling.entries import entries
from copydesk.labelling.lines import Line, content_words
from copydesk.labelling.running_text import Labels, RunningText
from copydesk.labelling.uncased_lines import is_row_of_links
from copydesk.languages import UNDETERMINED
from copydesk.model import Label, Role
from copydesk.outlets import Registry

MAX_TITLE_WORDS = 30
MAX_MASTHEAD_WORDS = 6
MOST_RIVALS = 8
"""Unlabelled lines above a line that count against it as a title; more do not count more."""

MIN_SHARED = 0.5
"""Share of a line's words that the text has too, from which on it rather tells of the same."""

MIN_TITLE_SCORE = 0.9
"""See `_title_score`; below it a page has no title rather than a wrong one."""

MAX_META_DISTANCE = 3
"""Lines between a title and the date or byline below it."""

META = frozenset({Role.DATE, Role.BYLINE, Role.WIDGET, Role.SHARE, Role.FONT_SIZE})
"""What stands below a title and its subtitle, and above the text."""

PICTURE = frozenset({Role.CAPTION, Role.CREDIT})

_SITE_BEHIND = re.compile(r"\s+[|\-·»•]\s+\S+(?:\s\S+){0,3}$")
"""The same where nothing but the page's other lines can show that it is a site's name."""

_SPELLINGS = re.compile(r"([^\x00-\x7f]{2,}(?:\s[^\x00-\x7f]+)*)[\s|·-]+([A-Za-z][A-Za-z .'-]+)")
"""A name in another script, and in Latin letters behind it: "蘋果日報 APPLE DAILY"."""

_SITE_AFTER = re.compile(r"\s*[|\-·:»/]\s*\S.{1,60}$")


def find_title(lines: Sequence[Line], labels: Labels, text: RunningText, registry: Registry) -> int | None:
    """Number of the title's line, or None where no line above the running text can be it."""
    headings = [n for n, line in enumerate(lines) if line.block.markup is not None and line.block.markup.tag == "h1"]
    if len(headings) == 1:
        return headings[0]
    if headings:
        return max(headings, key=lambda n: (lines[n].words >= 3, text.overlap(lines[n].text), -n))
    candidates = [n for n in range(text.first) if n not in labels and _may_be_title(lines[n], text, registry)]
    begun = entries(lines) if candidates else frozenset()
    candidates = [n for n in candidates if n not in begun]
    if not candidates:
        return None
    candidates = _without_teasers(candidates, lines, labels, text)
    repeated = Counter(line.folded for line in lines[: text.first + 1])
    again = {n: 1.5 if repeated[lines[n].folded] > 1 else 0.0 for n in candidates}
    best, place = max((_title_score(n, lines, labels, text) + again[n], -n) for n in candidates)
    if best < MIN_TITLE_SCORE:
        return None
    return _plainest(-place, candidates, lines)


def _without_teasers(candidates: list[int], lines: Sequence[Line], labels: Labels, text: RunningText) -> list[int]:
    """CANDIDATES without lines that each have a date of their own below, where another one has words of the TEXT."""
    dated = {n for n in candidates if n + 1 in labels and labels[n + 1].role is Role.DATE}
    others = [n for n in candidates if n not in dated]
    is_list = len(dated) > 1 and any(text.overlap(lines[n].text) >= MIN_SHARED for n in others)
    return others if is_list else candidates


def titles_in_turn(lines: Sequence[Line], text: RunningText, registry: Registry) -> Iterator[int]:
    """Numbers of the lines above a text without labels of which each could be its title if those before were not there.

    What stands above a line can only count against it: so none of them would stay if the title were taken away again
    and again.
    """
    above: Counter[str] = Counter()
    begun = entries(lines) if text.first else frozenset()
    for n in range(text.first):
        line = lines[n]
        may_be_title = n not in begun and _may_be_title(line, text, registry)
        is_title = may_be_title and _merit(line, text) + _among_rivals(above[line.language]) >= MIN_TITLE_SCORE
        if is_title:
            yield n
        elif not is_row_of_links(line.text):
            above[line.language] += 1


def _plainest(title: int, candidates: Sequence[int], lines: Sequence[Line]) -> int:
    """The first copy of a title, without the site's name that another copy may end in."""
    folded = lines[title].folded
    shorter = [n for n in candidates if lines[n].words >= 3 and _SITE_AFTER.match(folded.removeprefix(lines[n].folded))]
    base = min([title, *(n for n in shorter if folded.startswith(lines[n].folded))], key=lambda n: len(lines[n].folded))
    return min(n for n in candidates if lines[n].folded == lines[base].folded)


def _may_be_title(line: Line, text: RunningText, registry: Registry) -> bool:
    return (
        line.words <= MAX_TITLE_WORDS
        and has_letters(line)
        and line.language in (text.language, UNDETERMINED)
        and not is_masthead(line, registry)
        and not is_row_of_links(line.text)
    )


def has_letters(line: Line) -> bool:
    """Whether anything in a line is a letter: what has none is in no language."""
    return any(char.isalpha() for char in line.text)


def is_masthead(line: Line, registry: Registry) -> bool:
    """Whether a line is an outlet's name, in one script or in two; "News" is one, and a menu's word before that."""
    if line.words > MAX_MASTHEAD_WORDS or line.is_sentence:
        return False
    if line.hits and any(hit.role is Role.NAVIGATION for hit in line.hits):
        return False
    if registry.by_name(line.text) is not None:
        return True
    spelled = _SPELLINGS.fullmatch(line.text.strip()) if not line.text.isascii() else None
    if spelled is not None and any(map(registry.by_name, spelled.groups())):
        return True
    return sum(len(name) for _, name in registry.named_in(line.text)) > len(line.text) / 2


def _title_score(n: int, lines: Sequence[Line], labels: Labels, text: RunningText) -> float:
    line = lines[n]
    below = next(
        (labels[m].role for m in range(n + 1, min(n + 1 + MAX_META_DISTANCE, len(lines))) if m in labels), None
    )
    rivals = (
        m
        for m in range(n)
        if m not in labels and lines[m].language == line.language and not is_row_of_links(lines[m].text)
    )
    score = _merit(line, text) + _among_rivals(sum(1 for _ in itertools.islice(rivals, MOST_RIVALS)))
    score += 0.7 if below in META else 0.0
    return score - (2.0 if is_above_picture(n, lines, labels) else 0.0)


def _merit(line: Line, text: RunningText) -> float:
    """What the words of a line say for its being the title of a text."""
    score = 2.0 * text.overlap(line.text) if content_words(line.text) else 0.0
    score += 1.0 if line.words >= 4 else -0.5 if line.words >= 2 else -1.5
    score -= 0.7 if line.is_sentence and line.text.rstrip()[-1] in ".。" else 0.0
    return score - (1.0 if line.text.rstrip().endswith(":") else 0.0)


def _among_rivals(above: int) -> float:
    """What the number of unlabelled lines ABOVE a line says for its being the title."""
    return 0.8 if above == 0 else -0.25 * min(above, MOST_RIVALS)


def is_above_picture(n: int, lines: Sequence[Line], labels: Labels) -> bool:
    """Whether the next line, with no blank one between, is a caption or a credit."""
    return n + 1 in labels and labels[n + 1].role in PICTURE and lines[n + 1].gap == 0


def titles(lines: Sequence[Line], labels: Labels, text: RunningText, registry: Registry) -> Iterator[tuple[int, Label]]:
    """The title, and other lines that say the same."""
    title = find_title(lines, labels, text, registry)
    if title is None:
        return
    yield title, Label(Role.TITLE, 0.9, "title: stands above the article and shares its words")
    for n, line in enumerate(lines):
        if n == title or n in labels or n in text.prose:
            continue
        if same_title(line, lines[title]):
            where = lines[title].block.lines.start
            yield n, Label(Role.DUPLICATE, 0.95, f"duplicate: repeats the title on line {where}")


def same_title(line: Line, title: Line) -> bool:
    """Whether LINE says what TITLE says, and at most the site's name after it."""
    return _follows(line, title, _SITE_AFTER)


def is_title_with_site(line: Line, title: Line) -> bool:
    """Whether LINE says what TITLE says, and after it, in a few words, what may well be the site's name."""
    return _follows(line, title, _SITE_BEHIND)


def _follows(line: Line, title: Line, more: re.Pattern[str]) -> bool:
    rest = line.folded.removeprefix(title.folded)
    return line.folded.startswith(title.folded) and (not rest or more.match(rest) is not None)
