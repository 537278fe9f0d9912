"""Sections that run on from their heading: readers' comments, related links."""

import itertools
from collections.abc import Iterator, Sequence

from copydesk.labelling.certain import SECTIONS
from copydesk.labelling.lines import Line
from copydesk.labelling.running_text import Labels
from copydesk.model import KEPT_IN_BODY, Label, Role

TAIL_SHARE = 0.35
"""Prose after a "related" heading, as a share of the prose before it, up to which the article has ended there."""

MOST_COMMENTS = 6.0
"""The same for comments: readers may write more than the author, but a link to them may also stand above the text."""

MIN_ARTICLE_WORDS = 25
"""Prose before a section's heading from which on the article may have ended there."""

MIN_FLASH_WORDS = 10
"""The same where no prose stands below the heading: of a news flash, too."""

MAX_TAGS, MAX_TAG_WORDS = 20, 4
"""Lines of a list of tags, and words of one."""

_MENUS = frozenset({Role.NAVIGATION, Role.LEGAL, Role.CONSENT})
_MAY_BE_TAGS = frozenset({Role.TAGS, Role.NAVIGATION, Role.RELATED, Role.OTHER})
_STAYS_IN_RELATED = frozenset(
    {
        Role.RELATED,
        Role.DATE,
        Role.BYLINE,
        Role.WIDGET,
        Role.CREDIT,
        Role.CAPTION,
        Role.SITE_HEADER,
        Role.SOURCE_LINK,
    }
)
_OF_PICTURES = frozenset({Role.CAPTION, Role.CREDIT})
_STAYS_IN_COMMENTS = _STAYS_IN_RELATED - {Role.RELATED} | {Role.COMMENTS, Role.SHARE, Role.TAGS}


def sections(lines: Sequence[Line], labels: Labels, begin: int = 0) -> Iterator[tuple[int, Label]]:
    """Comments and related links run on from their heading: to the page's end, or until the article goes on.

    The article does not begin above line BEGIN: a button that leads to the comments may stand there.
    """
    prose = [line.words if line.is_prose and line.block.number not in labels else 0.0 for line in lines]
    above = list(itertools.accumulate(prose, initial=0.0))
    commented = list(itertools.accumulate(_once(lines, prose, begin), initial=0.0))
    section: Label | None = None
    to_the_end = False
    for n, line in enumerate(lines):
        opened = opened_by(line, labels.get(n)) if line.hits else None
        if opened is not None:
            before = commented[n] if opened.role is Role.COMMENTS else above[n]
            to_the_end = _article_is_over(opened.role, before, above[-1] - above[n + 1])
            begun = before >= MIN_ARTICLE_WORDS or to_the_end
            section = opened if begun or opened.role is Role.COMMENTS else None
            yield n, opened if section else Label(Role.NAVIGATION, 0.8, f"navigation-line: {opened.reason}")
            continue
        if section is None:
            continue
        if not to_the_end and n not in labels and (line.is_prose or above[n] == 0):
            section = None
            continue
        if section.role is Role.COMMENTS and _lists_tags(line, labels.get(n)):
            continue
        alone = n in labels and labels[n].role is Role.NAVIGATION and not _is_in_menu(n, labels)
        if n in labels and labels[n].role in _OF_PICTURES and section.role is Role.COMMENTS and not to_the_end:
            continue  # a link to the comments stood above the text: readers caption no pictures
        if n not in labels or labels[n].role in _stays_in(section.role) or (alone and section.role is Role.COMMENTS):
            yield n, Label(section.role, 0.9 if to_the_end else 0.7, section.reason)


def tag_lists(lines: Sequence[Line], labels: Labels) -> Iterator[tuple[int, Label]]:
    """Tags below the word that heads them, one to a line: short lines below the body that say nothing known.

    A tag may be a word of menus, too, but two of these in a row are a menu.
    """
    body = max((n for n, label in labels.items() if label.role in KEPT_IN_BODY), default=len(lines))
    heads = [
        n for n in range(body + 1, len(lines)) if labels[n].role is Role.TAGS and not _lists_tags(lines[n], labels[n])
    ]
    for head in heads:
        for n in range(head + 1, min(head + 1 + MAX_TAGS, len(lines))):
            is_menu = all(m < len(lines) and _is_of_menu(lines[m]) for m in (n, n + 1))
            if is_menu or not _may_be_tag(lines[n], labels[n]):
                break
            yield n, Label(Role.TAGS, 0.8, f"tag: below {lines[head].folded}")


def _lists_tags(line: Line, label: Label | None) -> bool:
    """Whether a line lists the tags that it announces: "Tags: ferries, piers"."""
    said = line.says(Role.TAGS) if label is not None and label.role is Role.TAGS else None
    return said is not None and "{" in said.entry


def _is_of_menu(line: Line) -> bool:
    return any(hit.role is Role.NAVIGATION for hit in line.hits)


def _may_be_tag(line: Line, label: Label) -> bool:
    """Whether a short line says nothing known, or a word of menus."""
    is_short = 0 < line.words <= MAX_TAG_WORDS and not (line.is_sentence or line.dates or line.urls)
    return is_short and label.role in _MAY_BE_TAGS and all(hit.role is Role.NAVIGATION for hit in line.hits)


def _once(lines: Sequence[Line], prose: Sequence[float], begin: int) -> Iterator[float]:
    """The words of PROSE from line BEGIN on; those of a caption that stands there twice count once."""
    seen = set()
    for n, (line, words) in enumerate(zip(lines, prose, strict=True)):
        yield words if words and n >= begin and line.text not in seen else 0.0
        if words:
            seen.add(line.text)


def _is_in_menu(n: int, labels: Labels) -> bool:
    """Whether three lines in a row around a line are a menu's: one word of a menu among comments is a button's."""
    menu = [m in labels and labels[m].role in _MENUS for m in range(n - 2, n + 3)]
    return any(all(menu[start : start + 3]) for start in range(3))


def opened_by(line: Line, label: Label | None) -> Label | None:
    """The section that a line is the heading of; LABEL is what is known of it."""
    if label is not None and label.role not in (Role.COMMENTS, Role.RELATED):
        return None
    for role in SECTIONS:
        hit = next((hit for hit in line.hits if hit.role is role and hit.opens_section), None)
        if hit is not None:
            return Label(role, 0.95, f"{role}-section: {hit.entry}")
    return None


def _article_is_over(role: Role, before: float, after: float) -> bool:
    if after == 0 and before >= MIN_FLASH_WORDS:
        return True
    most = MOST_COMMENTS if role is Role.COMMENTS else TAIL_SHARE
    return before >= MIN_ARTICLE_WORDS and after <= most * before


def _stays_in(role: Role) -> frozenset[Role]:
    """Roles that lines give up for the section that they stand in."""
    return _STAYS_IN_COMMENTS if role is Role.COMMENTS else _STAYS_IN_RELATED
