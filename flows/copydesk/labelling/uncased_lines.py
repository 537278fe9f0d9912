"""Short lines in scripts without capitals: names that stand alone, rows of a menu, and what only looks like a byline.

Where no letter tells a name, or the beginning of a headline, the line model mistakes a row of links for either. What
the pieces of a row say, and what stands around a line, tells them apart.
"""

import functools
import re
from collections.abc import Sequence

from copydesk.folding import fold
from copydesk.labelling.lines import Line
from copydesk.lexicons import announcing_words, begins_known, is_entry, is_mostly_known, listed, look_up
from copydesk.model import Role
from copydesk.naming.people import has_uncased, is_all_names, read_name
from copydesk.naming.reporters import lone_name, reporters
from copydesk.outlets import Registry
from copydesk.scripts import ends_sentence, has_unspaced, word_count

LEAST = 0.3
"""Chance of being the byline that a line needs in such a script where nothing in it announces names."""
SOME = 0.5
"""The same where a menu's word stands in it."""

MAX_LAST = 4
"""Words of a path's last part, above which that is the title."""
MIN_PIECES, MAX_PIECES = 3, 30
"""Words of a row of a menu."""
MIN_ROW, MAX_LINK, MAX_SECTION = 4, 6, 12
"""Links of a row of which no lexicon knows any; and characters of a link of such a row, and of one that begins with a
menu's word."""
MAX_NAMES = 4
"""Words of a line of names alone."""
SIGNING_WORDS, ABOVE = 3, 3
"""Words of a name above the date, and lines above that among which the title stands."""

_PATH = re.compile(r"\s?[>»›→＞]+\s?")
_PATH_SIGNS = (">", "»", "›", "→", "＞")
_QUOTES = ("«", "‹", "<")
_IN_BRACKETS = re.compile(r"\s?[(（][^()（）]{1,12}[)）]$")
_LISTED = re.compile(r"\s?[,،、|]\s?")


@functools.lru_cache(maxsize=4096)
def is_row_of_links(text: str) -> bool:
    """Whether TEXT is a path to the page, or a row of a menu, in a script without capitals.

    In other scripts a path may be all that says the title; see `headlines.PATH`.

    >>> is_row_of_links("조선닷컴 > 오피니언 > 만물상"), is_row_of_links("홈 > 사회 > 문 닫은 양조장을 다시 연 청년들")
    (True, False)
    >>> is_row_of_links("要闻 评论 图片 视频 论坛"), is_row_of_links("第5版：副刊 上一版 下一版")
    (True, True)
    >>> is_row_of_links("山里建起共享厨房 留守老人吃上热乎饭"), is_row_of_links("경제 위기 넘어 다시 뛰는 부산")
    (False, False)
    """
    if not has_uncased(text):
        return False
    if any(sign in text for sign in _PATH_SIGNS) and not any(sign in text for sign in _QUOTES):
        parts = [part for part in _PATH.split(text.strip()) if part]
        if len(parts) > 2 and all(0 < word_count(part) <= MAX_LAST for part in parts):
            return True
    pieces = text.split()
    if not MIN_PIECES <= len(pieces) <= MAX_PIECES or any(map(str.isdecimal, pieces)):
        return False
    known = [is_entry(piece) for piece in pieces]
    if all(known) or not has_unspaced(text):
        return all(known)
    longest = max(map(len, pieces))
    return (
        (len(pieces) >= MIN_ROW and longest <= MAX_LINK)
        or (sum(known) >= 2 and 2 * sum(known) >= len(pieces))
        or (longest <= MAX_SECTION and any(hit.role is Role.NAVIGATION for hit in look_up(pieces[0])))
    )


def may_name(line: Line, chance: float) -> bool:
    """Whether a line with such a CHANCE of being the byline may be it: without capitals many lines look like one."""
    if chance >= SOME or not has_uncased(line.text):
        return True
    if line.says(Role.BYLINE) or announcing_words(line.text.split()) or reporters(line.text):
        return True
    return chance >= LEAST and not is_mostly_known(line.text)


def is_uncased_names(line: Line, registry: Registry) -> bool:
    """Whether a line that nothing announces may be somebody's name, or that and an outlet: 2 to 4 words, no menu's."""
    if not has_uncased(line.text) or line.hits or line.dates or ends_sentence(line.text):
        return False
    name, *others = _LISTED.split(_IN_BRACKETS.sub("", line.text.strip()))
    if others and not any(map(registry.by_name, others)):
        return False
    words = name.split()
    if has_unspaced(name):
        return not others and lone_name(name, (line.language,)) is not None
    if not 1 < len(words) <= MAX_NAMES or begins_known(name) or registry.by_name(name) is not None:
        return False
    is_other = fold(name) in listed("no-name") or any(fold(word) in listed("job") for word in words)
    return not is_other and read_name(name) is not None


def signed_title(n: int, lines: Sequence[Line]) -> int | None:
    """The longer line above line N, where that is a name in a script without capitals, right above the date."""
    if n + 1 == len(lines) or not lines[n + 1].dates or lines[n].words > SIGNING_WORDS:
        return None
    if not has_uncased(lines[n].text) or not is_all_names(lines[n].text):
        return None
    above = range(n - 1, max(0, n - ABOVE) - 1, -1)
    return next((m for m in above if lines[m].words > SIGNING_WORDS and not lines[m].hits), None)
