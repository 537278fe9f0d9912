"""What lies above, within and below the running text, known by where it stands.

Each rule takes the lines and the labels given so far, and returns labels for lines that have none.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from copydesk.labelling.lines import Line
from copydesk.labelling.running_text import Labels, RunningText
from copydesk.labelling.subtitles import may_be_subtitle, subtitle_of
from copydesk.labelling.titles import PICTURE, is_masthead
from copydesk.labelling.uncased_lines import is_uncased_names
from copydesk.languages import UNDETERMINED
from copydesk.lexicons import is_mostly_known
from copydesk.model import Label, Role
from copydesk.naming.holders import holder_of, name_key
from copydesk.naming.people import is_all_names
from copydesk.outlets import Registry
from copydesk.splitting.text import LIST_MARK

MIN_OVERLAP = 0.34
"""Share of a short line's content words that the running text has too, from which on it is a heading of it."""

MAX_MENU_WORDS = 3

HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
"""Tags of headings that may be a picture's; the title stands right above the first picture."""

_NUMBERED = re.compile(r"\d\d?(?=[.:)、．]?\s)")
"""The number of a heading: "02 …", "3. …"."""

MAX_TO_DATE = 2
"""Lines from a name, in a script without capitals, to the date."""

DOUBTFUL_INSIDE = frozenset({Role.NAVIGATION, Role.SITE_HEADER, Role.TAGS, Role.LEGAL, Role.CONSENT, Role.FONT_SIZE})
"""Roles of menu words that may be headings where they stand alone between two paragraphs."""


def above_title(
    lines: Sequence[Line], labels: Labels, text: RunningText, registry: Registry
) -> Iterator[tuple[int, Label]]:
    """What stands above the title, or above the running text of a page without one."""
    title = _title(labels)
    rights = (lines[n].text for n, label in labels.items() if label.role is Role.LEGAL and "©" in lines[n].text)
    holders = {name_key(holder_of(text)) for text in rights} - {""}
    for n in range(text.first if title is None else title):
        line = lines[n]
        if n in labels or n in text.prose:
            continue
        if _is_one_of(holders, line):
            yield n, Label(Role.SITE_HEADER, 0.8, "masthead: named where the rights are claimed")
        elif is_masthead(line, registry):
            yield n, Label(Role.SITE_HEADER, 0.9, "masthead: an outlet's name")
        elif line.words <= MAX_MENU_WORDS and (n > 0 or line.language == text.language):
            yield n, Label(Role.NAVIGATION, 0.6, "menu: a short line above the title")
        elif line.language not in (text.language, UNDETERMINED):
            yield n, Label(Role.SITE_HEADER, 0.8, f"masthead: in another language ({line.language}) than the article")
        else:
            yield n, Label(Role.SITE_HEADER, 0.5, "masthead: a line above the title")


def _is_one_of(holders: Collection[str], line: Line) -> bool:
    """Whether a line says nothing but the name of one of HOLDERS of the page's rights: "© 2023 Harbour Ledger"."""
    return bool(holders) and not line.hits and not LIST_MARK.match(line.text) and name_key(line.text) in holders


def below_title(
    lines: Sequence[Line], labels: Labels, text: RunningText, registry: Registry
) -> Iterator[tuple[int, Label]]:
    """Between the title and the running text: subtitle, byline without a "by", dateline, captions."""
    title = _title(labels)
    if title is None:
        return
    subtitle = subtitle_of(title, lines, labels, text, registry)
    if subtitle is not None:
        yield subtitle, Label(Role.SUBTITLE, 0.85, "subtitle: stands between the title and its date or byline")
    start = min(text.prose - {subtitle}, default=text.first)
    for n in range(title + 1, start):
        line = lines[n]
        if n in labels or n == subtitle:
            continue
        near = {labels[m].role for m in (n - 1, n + 1) if m in labels}
        is_beside = bool(near & {Role.DATE, Role.TITLE, Role.BYLINE}) and _is_names(line)
        if not near & PICTURE and (is_beside or (_is_near_date(n, labels) and is_uncased_names(line, registry))):
            yield n, Label(Role.BYLINE, 0.6, "byline: names alone beside the title or the date")
        elif line.words <= 3 and line.text.isupper() and any(c.isalpha() for c in line.text):
            yield n, Label(Role.DATELINE, 0.6, "dateline: a place in capitals above the article")
        elif line.language not in (text.language, UNDETERMINED):
            yield n, Label(Role.OTHER, 0.6, f"other: in another language ({line.language}) than the article")
        elif n == title + 1 and subtitle is None and not near & PICTURE and may_be_subtitle(line, lines[title], labels):
            yield n, Label(Role.SUBTITLE, 0.5, "subtitle: a line without a full stop right below the title")
        elif line.words > 3 or near & PICTURE:
            yield n, Label(Role.CAPTION, 0.5, "caption: a line without a full stop between the title and the article")
        else:
            yield n, Label(Role.NAVIGATION, 0.4, "menu: a short line between the title and the article")


def _title(labels: Labels) -> int | None:
    """Number of the line that was labelled as the title."""
    return next((n for n, label in labels.items() if label.role is Role.TITLE), None)


def _is_near_date(n: int, labels: Labels) -> bool:
    """Whether a line with a date stands at most two lines above or below a line."""
    return any(m in labels and labels[m].role is Role.DATE for m in range(n - MAX_TO_DATE, n + MAX_TO_DATE + 1))


def _is_names(line: Line) -> bool:
    """Whether a line that nothing announces is people's names, as capitals show; see also `is_uncased_names`."""
    return line.text[:1].isupper() and is_all_names(line.text) and not is_mostly_known(line.text)


def doubtful(lines: Sequence[Line], labels: Labels, text: RunningText) -> frozenset[int]:
    """Menu words that stand alone between two paragraphs of the article: there they may be its headings."""
    return frozenset(
        n
        for n, label in labels.items()
        if label.role in DOUBTFUL_INSIDE and {n - 1, n + 1} <= text.prose and not lines[n].is_prose
    )


def captions_by_neighbours(
    lines: Sequence[Line], labels: Labels, text: RunningText, _: Registry
) -> Iterator[tuple[int, Label]]:
    """A line that a caption repeats, or that a picture's credit follows at once."""
    captions = [n for n, label in labels.items() if label.role is Role.CAPTION]
    near = {m + step for m in captions for step in (-2, -1, 1, 2)}
    for n in sorted(near & set(range(len(lines)))):
        line = lines[n]
        if n in labels or _tag(line) == "h1" or (n in text.prose and line.is_sentence and not _is_grouped(n, lines)):
            continue
        repeated = next((m for m in captions if 0 < abs(m - n) <= 2 and lines[m].folded.startswith(line.folded)), None)
        if repeated is not None:
            where = lines[repeated].block.lines.start
            yield n, Label(Role.CAPTION, 0.9, f"caption: repeated by the caption on line {where}")
        elif n + 1 in captions and lines[n + 1].gap == 0 and lines[n + 1].words <= 8:
            sure = 0.5 if _tag(line) in HEADINGS else 0.9  # of another text, whose picture it is, or of the next part
            yield n, Label(Role.CAPTION, sure, f"caption: the credit below belongs to it: {lines[n + 1].text}")


def _tag(line: Line) -> str:
    return line.block.markup.tag if line.block.markup is not None else ""


def _is_grouped(n: int, lines: Sequence[Line]) -> bool:
    """Whether blank lines stand above a line and below the next, and none between the two, as those of a picture's."""
    below = lines[n + 2].gap if n + 2 < len(lines) else 1
    return lines[n].gap > 0 and n + 1 < len(lines) and lines[n + 1].gap == 0 and below > 0


def within(lines: Sequence[Line], labels: Labels, text: RunningText, _: Registry) -> Iterator[tuple[int, Label]]:
    """The running text, and the short lines between its paragraphs: headings, teasers, captions, lists."""
    unended = unended_lines(lines, text)
    start = next((n for n in sorted(text.prose) if lines[n].reads_as_prose), text.first)
    for n in range(text.first, text.last + 1):
        line = lines[n]
        if n in labels:
            continue
        if line.is_extracted and n < start:
            yield n, Label(Role.SUBTITLE, 0.5, "subtitle: a short line above the first paragraph")
        elif line.is_extracted:
            yield n, Label(Role.HEADING if _tag(line) in HEADINGS else Role.BODY, 0.9, "extractor: keeps it")
        elif line.block.markup is not None and line.block.markup.extracted is not None:
            yield n, Label(Role.RELATED if line.words > 3 else Role.OTHER, 0.6, "extractor: leaves it out")
        elif n in unended:
            yield n, Label(Role.CAPTION, 0.6, "caption: a long line without a full stop where all others have one")
        elif n in text.prose:
            yield n, Label(Role.BODY, 0.9, "body: running text")
        elif not line.is_prose and follows_related(n, lines, labels):
            yield n, Label(Role.RELATED, 0.7, "teaser: below the heading of related links")
        elif line.language not in (text.language, UNDETERMINED) and not line.is_prose:
            yield n, Label(Role.OTHER, 0.5, f"other: a short line in another language ({line.language})")
        else:
            yield n, _between(n, lines, text)


def unended_lines(lines: Sequence[Line], text: RunningText) -> frozenset[int]:
    """Lines of the running text without a full stop, where nearly all others, and both neighbours, have one."""
    finished = [lines[n].is_sentence or lines[n].text.endswith(":") for n in text.prose]
    if len(text.prose) <= 3 or sum(finished) < 0.8 * len(finished):
        return frozenset()
    return frozenset(
        n
        for n in text.prose - {text.first}
        if not lines[n].is_sentence
        and not lines[n].text.endswith((":", ",", ";"))
        and lines[n].words < 45
        and _is_alone(n, lines, text)
    )


def is_teaser(n: int, lines: Sequence[Line], text: RunningText) -> bool:
    """Whether a short line without a full stop shares too few words with the article to be a heading of it."""
    return not _is_listed(n, lines, text) and text.overlap(lines[n].text) < MIN_OVERLAP


def _is_listed(n: int, lines: Sequence[Line], text: RunningText) -> bool:
    """Whether a line looks like a part of the article whatever its words, by itself or beside other lines."""
    return _is_part(lines[n]) or is_row_of_figures(n, lines) or is_numbered_heading(n, lines, text)


def is_numbered_heading(n: int, lines: Sequence[Line], text: RunningText) -> bool:
    """Whether a line's number goes on, or is gone on with, in another short line beyond paragraphs: 01 …, 02 ….

    Lists of links are numbered, too, but nothing stands between their items.
    """
    number = _number_of(lines[n]) if n + 1 in text.prose else None
    if number is None:
        return False
    others = (m for m in range(text.first, text.last) if m != n and m + 1 in text.prose)
    return any(_number_of(lines[m]) in (number - 1, number + 1) for m in others)


def _number_of(line: Line) -> int | None:
    """The number of one or two digits that a short line begins with."""
    number = _NUMBERED.match(line.text) if line.text[:1].isdecimal() and not line.is_prose and not line.dates else None
    return int(number[0]) if number is not None else None


def is_row_of_figures(n: int, lines: Sequence[Line]) -> bool:
    """Whether a line is one of a table or list: figures stand in it, and in a short line right above or below it."""
    beside = (m for m in (n - 1, n + 1) if 0 <= m < len(lines))
    return _has_figures(lines[n]) and any(_has_figures(lines[m]) for m in beside)


def _has_figures(line: Line) -> bool:
    """Whether a short line has words and figures, and none of them are a date's."""
    return not line.is_prose and not line.dates and bool(line.words) and any(map(str.isdecimal, line.text))


def everything(lines: Sequence[Line], labels: Labels, text: RunningText, _: Registry) -> Iterator[tuple[int, Label]]:
    """All lines of a page on which nothing is known as furniture: it is an article's text and no more.

    This is what makes a cleaned body stay as it is when it is cleaned again.
    """
    for n, line in enumerate(lines):
        if n in labels:
            continue
        if n in text.prose or line.is_sentence or line.is_prose:
            yield n, Label(Role.BODY, 0.9, "body: nothing on the page is known as furniture")
        else:
            yield n, Label(Role.HEADING, 0.7, "heading: a short line, and nothing on the page is known as furniture")


def follows_related(n: int, lines: Sequence[Line], labels: Labels) -> bool:
    """Whether only short unlabelled lines stand between a line and the label or line of related links above it."""
    above = n - 1
    while above >= 0 and above not in labels and not lines[above].is_prose:
        above -= 1
    return above >= 0 and above in labels and labels[above].role is Role.RELATED


def _is_alone(n: int, lines: Sequence[Line], text: RunningText) -> bool:
    """Whether both neighbours of a line are whole sentences."""
    return all(lines[m].is_sentence for m in (n - 1, n + 1) if m in text.prose)


def _is_part(line: Line) -> bool:
    """Whether a line looks like a part of the text whatever its words: a sentence, an item, a date, a heading."""
    is_item = line.text[:1] in '•·▪‣-–—*“"„«' or LIST_MARK.match(line.text) is not None or _is_marked(line)
    return line.is_sentence or line.is_prose or line.is_date or line.text[-1:] in ",;:-–—" or is_item


def _is_marked(line: Line) -> bool:
    """Whether Markdown marks a line as a heading within a text: "## What next"."""
    return line.text.startswith("##") and line.text.lstrip("#")[:1] == " "


def _between(n: int, lines: Sequence[Line], text: RunningText) -> Label:
    line = lines[n]
    if _is_marked(line):
        return Label(Role.HEADING, 0.7, "heading: marked as one")
    if _is_listed(n, lines, text):
        return Label(Role.BODY, 0.7, "body: a short line of the running text")
    share = text.overlap(line.text)
    if share < MIN_OVERLAP:
        return Label(Role.RELATED, 0.7, f"teaser: shares {share:.0%} of its words with the article")
    return Label(Role.HEADING, 0.7, f"heading: shares {share:.0%} of its words with the article")


def below(lines: Sequence[Line], labels: Labels, text: RunningText, registry: Registry) -> Iterator[tuple[int, Label]]:
    """What stands below the running text."""
    for n in range(text.last + 1, len(lines)):
        line = lines[n]
        if n in labels:
            continue
        if is_masthead(line, registry):
            yield n, Label(Role.SITE_HEADER, 0.6, "masthead: an outlet's name")
        elif follows_related(n, lines, labels):
            yield n, Label(Role.RELATED, 0.7, "teaser: below the heading of related links")
        elif _is_names(line) and all(m in labels or m in text.prose for m in range(text.last, n)):
            yield n, Label(Role.BYLINE, 0.5, "byline: names alone below the article")
        elif line.words <= 3:
            yield n, Label(Role.NAVIGATION, 0.5, "menu: a short line below the article")
        elif line.language not in (text.language, UNDETERMINED):
            yield n, Label(Role.OTHER, 0.6, f"other: in another language ({line.language}) than the article")
        else:
            yield n, Label(Role.RELATED, 0.6, "teaser: a line below the article")
