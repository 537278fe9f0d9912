"""Where the article is: its language, its running text, its title, and what lies before, within and after it.

The rules of `copydesk.labelling.certain` know lines by what they say. These know them by where they stand. Each takes
the lines and the labels given so far, and returns labels for lines that have none.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from copydesk.labelling.certain import SECTIONS
from copydesk.labelling.lines import Line, content_words
from copydesk.languages import UNDETERMINED
from copydesk.model import Label, Role
from copydesk.names import is_all_names
from copydesk.outlets import Registry

Labels = Mapping[int, Label]

TAIL_SHARE = 0.35
"""Prose after a "related" heading, as a share of the prose before it, up to which the article has ended there."""

MOST_COMMENTS = 6.0
"""The same for a comments heading: readers may write more than the author, but a link to them may also stand above it."""

MIN_ARTICLE_WORDS = 25
"""Prose before a comments heading from which on the article has ended there."""

MIN_OVERLAP = 0.34
"""Share of a short line's content words that the running text has too, from which on it is a heading of it."""

MIN_PROSE_FALLBACK = 4
"""Words of a line that may be the article's on a page without prose."""

MAX_TITLE_WORDS = 30
MAX_MENU_WORDS = 3
MAX_MASTHEAD_WORDS = 6
MIN_TITLE_SCORE = 1.0
"""See `_title_score`; below it a page has no title rather than a wrong one."""

MAX_META_DISTANCE = 3
"""Lines between the title and the date or byline below it: what stands between them is the subtitle."""

META = frozenset({Role.DATE, Role.BYLINE, Role.WIDGET, Role.SHARE, Role.FONT_SIZE})
DOUBTFUL_INSIDE = frozenset({Role.NAVIGATION, Role.SITE_HEADER, Role.TAGS, Role.LEGAL, Role.CONSENT, Role.FONT_SIZE})
PICTURE = frozenset({Role.CAPTION, Role.CREDIT})
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
_STAYS_IN_COMMENTS = _STAYS_IN_RELATED - {Role.RELATED} | {Role.COMMENTS, Role.SHARE, Role.TAGS}


@dataclass(frozen=True, slots=True)
class Core:
    """The article's running text: the numbers of its lines, and what is needed to judge the lines around it."""

    prose: frozenset[int]
    language: str
    vocabulary: frozenset[str]
    """Beginnings of the content words of its text."""

    @property
    def first(self) -> int:
        """Number of its first line."""
        return min(self.prose)

    @property
    def last(self) -> int:
        """Number of its last line."""
        return max(self.prose)

    def overlap(self, text: str) -> float:
        """Share of the content words of TEXT that the running text has too; 1 where it has none to compare."""
        words = content_words(text)
        return sum(_stem(word) in self.vocabulary for word in words) / len(words) if words else 1.0


def _stem(word: str) -> str:
    """Beginning of a word, by which its inflected forms are known: 5 letters of long words, less of short ones."""
    return word[: max(3, min(5, len(word) - 1))] if word.isascii() or len(word) > 3 else word


def article_language(lines: Sequence[Line], labels: Labels) -> str:
    """The language that most of the running text is in."""
    letters: Counter[str] = Counter()
    for line in lines:
        if line.is_prose and line.block.number not in labels:
            letters[line.language] += len(line.text)
    del letters[UNDETERMINED]
    return max(letters, key=lambda language: (letters[language], language), default=UNDETERMINED)


def find_core(lines: Sequence[Line], labels: Labels) -> Core | None:
    """The article's running text: unlabelled prose in its language; None on a page without any.

    Where a page has no prose at all, its longer unlabelled lines have to do: a page never loses its article for want
    of full stops.
    """
    free = [line for line in lines if line.block.number not in labels]
    language = article_language(lines, labels)
    prose = [
        line for line in free if line.is_extracted or (line.is_prose and line.language in (language, UNDETERMINED))
    ]
    if not prose:
        prose = [line for line in free if line.words >= MIN_PROSE_FALLBACK and not line.urls]
        if not prose:
            return None
        spoken = Counter(line.language for line in prose)
        language = max(spoken, key=lambda known: (spoken[known], known))
    vocabulary = frozenset(_stem(word) for line in prose for word in content_words(line.text))
    return Core(frozenset(line.block.number for line in prose), language, vocabulary)


# ------------------------------------------------------------------------------------------------------- sections


def sections(lines: Sequence[Line], labels: Labels) -> Iterator[tuple[int, Label]]:
    """Comments and related links run on from their heading: to the page's end, or until the article goes on."""
    prose = [line.words if line.is_prose and line.block.number not in labels else 0.0 for line in lines]
    section: Label | None = None
    to_the_end = False
    for n, line in enumerate(lines):
        opened = _opened(line, labels.get(n))
        if opened is not None:
            before, after = sum(prose[:n]), sum(prose[n + 1 :])
            to_the_end = _article_is_over(opened.role, before, after)
            section = opened if before >= MIN_ARTICLE_WORDS or opened.role is Role.COMMENTS else None
            yield n, opened if section else Label(Role.NAVIGATION, 0.8, f"navigation-line: {opened.reason}")
            continue
        if section is None:
            continue
        if not to_the_end and n not in labels and (line.is_prose or sum(prose[:n]) == 0):
            section = None
            continue
        if n not in labels or labels[n].role in _stays_in(section.role):
            yield n, Label(section.role, 0.9 if to_the_end else 0.7, section.reason)


def _opened(line: Line, label: Label | None) -> Label | None:
    """The section that a line is the heading of."""
    if label is not None and label.role not in (Role.COMMENTS, Role.RELATED):
        return None
    for role in SECTIONS:
        hit = next((hit for hit in line.hits if hit.role is role and hit.opens_section), None)
        if hit is not None:
            return Label(role, 0.95, f"{role}-section: {hit.entry}")
    return None


def _article_is_over(role: Role, before: float, after: float) -> bool:
    most = MOST_COMMENTS if role is Role.COMMENTS else TAIL_SHARE
    return before >= MIN_ARTICLE_WORDS and after <= most * before


def _stays_in(role: Role) -> frozenset[Role]:
    """Roles that lines give up for the section that they stand in."""
    return _STAYS_IN_COMMENTS if role is Role.COMMENTS else _STAYS_IN_RELATED


# ---------------------------------------------------------------------------------------------------------- title


def find_title(lines: Sequence[Line], labels: Labels, core: Core, registry: Registry) -> int | None:
    """Number of the title's line, or None where no line above the running text can be it."""
    repeated = Counter(line.folded for line in lines[: core.first + 1])
    headings = [n for n, line in enumerate(lines) if line.block.markup is not None and line.block.markup.tag == "h1"]
    if headings:
        return max(headings, key=lambda n: (lines[n].words >= 3, core.overlap(lines[n].text), -n))
    candidates = [n for n in range(core.first) if n not in labels and _may_be_title(lines[n], core, registry)]
    if not candidates:
        return None
    again = {n: 1.5 if repeated[lines[n].folded] > 1 else 0.0 for n in candidates}
    best, place = max((_title_score(n, lines, labels, core) + again[n], -n) for n in candidates)
    if best < MIN_TITLE_SCORE:
        return None
    return _plainest(-place, candidates, lines)


def _plainest(title: int, candidates: Sequence[int], lines: Sequence[Line]) -> int:
    """The first copy of a title, without the site's name that another copy may end in."""
    folded = lines[title].folded
    shorter = [n for n in candidates if lines[n].words >= 3 and _SITE_AFTER.match(folded.removeprefix(lines[n].folded))]
    base = min([title, *(n for n in shorter if folded.startswith(lines[n].folded))], key=lambda n: len(lines[n].folded))
    return min(n for n in candidates if lines[n].folded == lines[base].folded)


_SITE_AFTER = re.compile(r"\s*[|\-·:»/]\s*\S.{1,60}$")


def _may_be_title(line: Line, core: Core, registry: Registry) -> bool:
    return (
        line.words <= MAX_TITLE_WORDS
        and any(c.isalpha() for c in line.text)
        and line.language in (core.language, UNDETERMINED)
        and not is_masthead(line, registry)
    )


def is_masthead(line: Line, registry: Registry) -> bool:
    """Whether a line is an outlet's name; "News" is one, and a menu's word before that."""
    if any(hit.role is Role.NAVIGATION for hit in line.hits) or line.words > MAX_MASTHEAD_WORDS or line.is_sentence:
        return False
    named = sum(len(name) for _, name in registry.named_in(line.text))
    return registry.by_name(line.text) is not None or named > len(line.text) / 2


def _title_score(n: int, lines: Sequence[Line], labels: Labels, core: Core) -> float:
    line = lines[n]
    below = next(
        (labels[m].role for m in range(n + 1, min(n + 1 + MAX_META_DISTANCE, len(lines))) if m in labels), None
    )
    above_free = sum(1 for m in range(n) if m not in labels and lines[m].language == line.language)
    score = 2.0 * core.overlap(line.text) if content_words(line.text) else 0.0
    score += 1.0 if line.words >= 4 else -0.5 if line.words >= 2 else -1.5
    score += 0.7 if below in META else 0.0
    score -= 2.0 if _is_above_picture(n, lines, labels) else 0.0
    score -= 0.7 if line.is_sentence and line.text.rstrip()[-1] in ".。" else 0.0
    score -= 1.0 if line.text.rstrip().endswith(":") else 0.0
    return score - 0.25 * min(above_free, 8)


def _is_above_picture(n: int, lines: Sequence[Line], labels: Labels) -> bool:
    """Whether the next line, with no blank one between, is a caption or a credit."""
    return n + 1 in labels and labels[n + 1].role in PICTURE and lines[n + 1].gap == 0


def titles(lines: Sequence[Line], labels: Labels, core: Core, registry: Registry) -> Iterator[tuple[int, Label]]:
    """The title, and other lines that say the same."""
    title = find_title(lines, labels, core, registry)
    if title is None:
        return
    yield title, Label(Role.TITLE, 0.9, "title: stands above the article and shares its words")
    for n, line in enumerate(lines):
        if n != title and n not in labels and n not in core.prose and line.folded == lines[title].folded:
            yield (
                n,
                Label(Role.DUPLICATE, 0.95, f"duplicate: repeats the title on line {lines[title].block.lines.start}"),
            )


# ------------------------------------------------------------------------------------- above, within, and below it


def above_title(lines: Sequence[Line], labels: Labels, core: Core, registry: Registry) -> Iterator[tuple[int, Label]]:
    """What stands above the title, or above the running text of a page without one."""
    title = next((n for n, label in labels.items() if label.role is Role.TITLE), core.first)
    for n in range(title):
        line = lines[n]
        if n in labels or n in core.prose:
            continue
        if is_masthead(line, registry):
            yield n, Label(Role.SITE_HEADER, 0.9, "masthead: an outlet's name")
        elif line.words <= MAX_MENU_WORDS and (n > 0 or line.language == core.language):
            yield n, Label(Role.NAVIGATION, 0.6, "menu: a short line above the title")
        elif line.language not in (core.language, UNDETERMINED):
            yield n, Label(Role.SITE_HEADER, 0.8, f"masthead: in another language ({line.language}) than the article")
        else:
            yield n, Label(Role.SITE_HEADER, 0.5, "masthead: a line above the title")


def below_title(lines: Sequence[Line], labels: Labels, core: Core, _: Registry) -> Iterator[tuple[int, Label]]:
    """Between the title and the running text: subtitle, byline without a "by", dateline, captions."""
    title = next((n for n, label in labels.items() if label.role is Role.TITLE), None)
    if title is None:
        return
    subtitle = _subtitle(title, lines, labels, core)
    if subtitle is not None:
        yield subtitle, Label(Role.SUBTITLE, 0.85, "subtitle: stands between the title and its date or byline")
    start = min(core.prose - {subtitle}, default=core.first)
    for n in range(title + 1, start):
        line = lines[n]
        if n in labels or n == subtitle:
            continue
        near = {labels[m].role for m in (n - 1, n + 1) if m in labels}
        if is_all_names(line.text) and near & {Role.DATE, Role.TITLE, Role.BYLINE} and not near & PICTURE:
            yield n, Label(Role.BYLINE, 0.6, "byline: names alone beside the title or the date")
        elif line.words <= 3 and line.text.isupper() and any(c.isalpha() for c in line.text):
            yield n, Label(Role.DATELINE, 0.6, "dateline: a place in capitals above the article")
        elif line.language not in (core.language, UNDETERMINED):
            yield n, Label(Role.OTHER, 0.6, f"other: in another language ({line.language}) than the article")
        elif line.words > 3 or near & PICTURE:
            yield n, Label(Role.CAPTION, 0.5, "caption: a line without a full stop between the title and the article")
        else:
            yield n, Label(Role.NAVIGATION, 0.4, "menu: a short line between the title and the article")


def _subtitle(title: int, lines: Sequence[Line], labels: Labels, core: Core) -> int | None:
    """The one line between the title and the date, byline or the like that follows it."""
    between = []
    for n in range(title + 1, min(title + 2 + MAX_META_DISTANCE, len(lines))):
        if n not in labels:
            between.append(n)
        elif labels[n].role in META:
            break
        elif labels[n].role is not Role.DUPLICATE:
            return None
    else:
        return None
    fitting = [n for n in between if lines[n].words >= 4 and lines[n].language in (core.language, UNDETERMINED)]
    alone = len(between) == 1 and len(fitting) == 1 and core.prose - {fitting[0]}
    return fitting[0] if alone else None


def doubtful(lines: Sequence[Line], labels: Labels, core: Core) -> frozenset[int]:
    """Menu words that stand alone between two paragraphs of the article: there they may be its headings."""
    return frozenset(
        n
        for n, label in labels.items()
        if label.role in DOUBTFUL_INSIDE and {n - 1, n + 1} <= core.prose and not lines[n].is_prose
    )


def captions_by_neighbours(
    lines: Sequence[Line], labels: Labels, core: Core, _: Registry
) -> Iterator[tuple[int, Label]]:
    """A line that a caption repeats, or that a picture's credit follows at once."""
    pictures = [n for n, label in labels.items() if label.role in PICTURE and label.role is Role.CAPTION]
    for n, line in enumerate(lines):
        if n in labels or (n in core.prose and line.is_sentence):
            continue
        repeated = next((m for m in pictures if 0 < abs(m - n) <= 2 and lines[m].folded.startswith(line.folded)), None)
        if repeated is not None:
            yield (
                n,
                Label(
                    Role.CAPTION, 0.9, f"caption: repeated by the caption on line {lines[repeated].block.lines.start}"
                ),
            )
        elif n + 1 in labels and n + 1 in pictures and lines[n + 1].gap == 0 and lines[n + 1].words <= 8:
            yield n, Label(Role.CAPTION, 0.9, f"caption: the credit below belongs to it: {lines[n + 1].text}")


def within(lines: Sequence[Line], labels: Labels, core: Core, _: Registry) -> Iterator[tuple[int, Label]]:
    """The running text, and the short lines between its paragraphs: headings, teasers, captions, lists."""
    finished = [lines[n].is_sentence or lines[n].text.endswith(":") for n in core.prose]
    well_ended = sum(finished) >= 0.8 * len(finished)
    for n in range(core.first, core.last + 1):
        line = lines[n]
        if n in labels:
            continue
        if line.is_extracted:
            heading = line.block.markup is not None and line.block.markup.tag in ("h2", "h3", "h4", "h5", "h6")
            yield n, Label(Role.HEADING if heading else Role.BODY, 0.9, "extractor: keeps it")
        elif line.block.markup is not None and line.block.markup.extracted is not None:
            yield n, Label(Role.RELATED if line.words > 3 else Role.OTHER, 0.6, "extractor: leaves it out")
        elif n in core.prose:
            unended = (
                well_ended and not line.is_sentence and not line.text.endswith((":", ",", ";")) and line.words < 45
            )
            if unended and len(core.prose) > 3 and n != core.first and _is_alone(n, lines, core):
                yield n, Label(Role.CAPTION, 0.6, "caption: a long line without a full stop where all others have one")
            else:
                yield n, Label(Role.BODY, 0.9, "body: running text")
        elif not line.is_prose and _follows_related(n, lines, labels):
            yield n, Label(Role.RELATED, 0.7, "teaser: below the heading of related links")
        elif line.language not in (core.language, UNDETERMINED) and not line.is_prose:
            yield n, Label(Role.OTHER, 0.5, f"other: a short line in another language ({line.language})")
        else:
            yield n, _between(line, core)


def _follows_related(n: int, lines: Sequence[Line], labels: Labels) -> bool:
    """Whether only short unlabelled lines stand between a line and the label or line of related links above it."""
    above = n - 1
    while above >= 0 and above not in labels and not lines[above].is_prose:
        above -= 1
    return above >= 0 and above in labels and labels[above].role is Role.RELATED


def _is_alone(n: int, lines: Sequence[Line], core: Core) -> bool:
    """Whether both neighbours of a line are whole sentences."""
    return all(lines[m].is_sentence for m in (n - 1, n + 1) if m in core.prose)


def _between(line: Line, core: Core) -> Label:
    if line.is_sentence or line.is_prose or line.text[-1:] in ",;:-–—" or line.text[:1] in '•·▪‣-–—*“"„«':
        return Label(Role.BODY, 0.7, "body: a short line of the running text")
    share = core.overlap(line.text)
    if share < MIN_OVERLAP:
        return Label(Role.RELATED, 0.7, f"teaser: shares {share:.0%} of its words with the article")
    return Label(Role.HEADING, 0.7, f"heading: shares {share:.0%} of its words with the article")


def below(lines: Sequence[Line], labels: Labels, core: Core, registry: Registry) -> Iterator[tuple[int, Label]]:
    """What stands below the running text."""
    for n in range(core.last + 1, len(lines)):
        line = lines[n]
        if n in labels:
            continue
        if is_masthead(line, registry):
            yield n, Label(Role.SITE_HEADER, 0.6, "masthead: an outlet's name")
        elif _follows_related(n, lines, labels):
            yield n, Label(Role.RELATED, 0.7, "teaser: below the heading of related links")
        elif is_all_names(line.text) and all(m in labels or m in core.prose for m in range(core.last, n)):
            yield n, Label(Role.BYLINE, 0.5, "byline: names alone below the article")
        elif line.words <= 3:
            yield n, Label(Role.NAVIGATION, 0.5, "menu: a short line below the article")
        elif line.language not in (core.language, UNDETERMINED):
            yield n, Label(Role.OTHER, 0.6, f"other: in another language ({line.language}) than the article")
        else:
            yield n, Label(Role.RELATED, 0.6, "teaser: a line below the article")
