"""Rules that need one line and, at most, its neighbours: what they say is nearly certain wherever it stands.

A rule is a function from lines to the labels that it is sure of, by the line's number. Its id, the name of the
function with hyphens, is public: it stands as the reason in every record.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from copydesk.folding import fold_letters
from copydesk.labelling.lines import Line, beside_dates
from copydesk.labelling.rows import MAX_LINK_WORDS, PRECEDENCE, known_row
from copydesk.labelling.titles import MAX_TITLE_WORDS
from copydesk.model import Label, Role
from copydesk.naming.holders import may_claim
from copydesk.naming.people import BARS, is_all_names
from copydesk.outlets import Registry
from copydesk.scripts import ends_in_stop

Verdicts: TypeAlias = Iterator[tuple[int, Label]]
Rule: TypeAlias = Callable[[Sequence[Line], Registry], Verdicts]

SIZES = frozenset("xs sm md lg xl xxl s m l".split())
_UNSIZED = re.compile("[0-9BCE-FH-KN-RT-WYZbce-fh-kn-rt-wyzБ-Яб-я\u0628-\u063a\u0641-\u064a\u4e00-\u9fff\uac00-\ud7a3]")
"""Characters that no line of sizes has, whatever is folded: a test that most lines fail at once."""
_LETTERED = re.compile(
    r"(?:a[+-]?+[\s/|·-]*+){2,}|[+-]?\s*a{1,3}\s*[+-]|a a|ааа|آ[\s/|+-]*آ(?:[\s/|+-]*آ)?", re.IGNORECASE
)
_SIGNATURE = re.compile(r"([^()（）]{0,40})[(（]\s*([^()（）]{2,80})\s*[)）]\s*")
_CLOSING = (")", "）")
_WITH = re.compile(r"(?<!\s)\s+(?:with|mit|avec|con|com|und|and|et|y|e|и|ve|و|/)\s+", re.IGNORECASE)
_ASCII_WITH = frozenset("with mit avec con com und and et y e ve /".split())
_PLACED = re.compile(r"\s(?:in|at)\s")
_COPYRIGHT = re.compile(r"^\W*(?:©|\(c\)\s|copyright\b)|©\s*(?:19|20)\d\d|\ball rights reserved\b", re.IGNORECASE)
_LIST = re.compile(r"\s*(?:,|/|;|、|،|\+|&|\band\b|\bund\b|\bet\b|\by\b)\s*", re.IGNORECASE)

MIN_CHRONOLOGY = 3
"""Dates between paragraphs from which on they are the headings of a chronology."""

MAX_ABOVE_DATE, MAX_BESIDE_DATE = 2, 4
"""Lines above a date with somebody's name, and words beside it."""
_ASKS = re.compile(r"[?!؟？！]\W*$")
"""How a title ends, if in a sign: hardly ever in a full stop."""

MAX_BYLINE_WORDS = 24
MAX_SIGNATURE_WORDS = 8
MAX_SOURCE_WORDS = 16
MAX_SENTENCE_BYLINE_WORDS = 8
MAX_COPYRIGHT_WORDS = 25

SECTIONS = (Role.COMMENTS, Role.RELATED)
MAX_INITIALS = 4
"""Letters of an editor's initials; longer words make the line a phrase."""

CONFIDENT, SURE, LIKELY = 0.99, 0.95, 0.8


def font_size_widget(lines: Sequence[Line], _: Registry) -> Verdicts:
    """XS SM MD LG, AA-AA, A A A: on one line, or one to a line in a row."""
    sized = [0 if _UNSIZED.search(line.text) else _sizes(line.text) for line in lines]
    for n, size in enumerate(sized):
        if size and (size > 1 or _run(sized, n) > 1):
            yield n, Label(Role.FONT_SIZE, CONFIDENT, f"font-size-widget: {lines[n].text}")


def _sizes(text: str) -> int:
    """How many font sizes a line consists of; 0 where it says anything else."""
    folded = fold_letters(text)
    if _LETTERED.fullmatch(folded):
        return 2
    tokens = re.split(r"[\s/|·,-]+", folded)
    return len(tokens) if all(token in SIZES or token in ("a", "a+", "a-", "aa", "aaa") for token in tokens) else 0


def _run(sized: Sequence[int], at: int) -> int:
    """How many lines in a row around AT are sizes."""
    start, stop = at, at + 1
    while start and sized[start - 1]:
        start -= 1
    while stop < len(sized) and sized[stop]:
        stop += 1
    return stop - start


def agency_signature(lines: Sequence[Line], registry: Registry) -> Verdicts:
    """Editors' initials and agencies at the end: "ss/kms (AP, AFP)", "(dpa/Reuters)", "Le Monde avec AFP"."""
    for n, line in enumerate(lines):
        match = _SIGNATURE.fullmatch(line.text) if line.text.rstrip().endswith(_CLOSING) else None
        if match is not None and not any(len(word) > MAX_INITIALS for word in re.findall(r"\w+", match[1])):
            names = [registry.by_name(name) for name in _LIST.split(match[2])]
            if all(found is not None and found.agency for found in names):
                yield n, Label(Role.CREDIT, CONFIDENT, f"agency-signature: {match[2]}")
        elif line.words <= MAX_SIGNATURE_WORDS and (agency := _with_agency(line.text, registry)):
            yield n, Label(Role.CREDIT, SURE, f"agency-signature: {agency}")


def _with_agency(text: str, registry: Registry) -> str | None:
    """The agency in "Le Monde avec AFP": an outlet, a word for with, an agency, and nothing else."""
    words = text.lower().split()
    if len(words) < 3 or (text.isascii() and _ASCII_WITH.isdisjoint(words)):
        return None
    parts = _WITH.split(text.strip(" ()."))
    if len(parts) < 2:
        return None
    known = [registry.by_name(part) for part in parts]
    last = known[-1]
    return parts[-1] if None not in known and last is not None and last.agency else None


def source_link(lines: Sequence[Line], _: Registry) -> Verdicts:
    """A line that is the address of a page and nothing else."""
    for n, line in enumerate(lines):
        if len(line.urls) == 1 and line.text.strip("<>()[] ") == line.urls[0] and "@" not in line.urls[0]:
            role = Role.SOURCE_LINK if re.search(r"\w/\w", line.text.partition("//")[2]) else Role.SITE_HEADER
            yield n, Label(role, SURE, f"address-line: {line.text}")


def source_line(lines: Sequence[Line], _: Registry) -> Verdicts:
    """A line that names the source of a repost: "Originally published at …", "منبع: …", "来源：…"."""
    for n, line in enumerate(lines):
        hit = line.says(Role.SOURCE_LINK) if line.hits else None
        if hit is not None and line.words <= MAX_SOURCE_WORDS:
            yield n, Label(Role.SOURCE_LINK, SURE, f"source-line: {hit.entry}")


def contact_line(lines: Sequence[Line], _: Registry) -> Verdicts:
    """Addresses of a site and of its mail, with a few words between them."""
    for n, line in enumerate(lines):
        if not line.urls:
            continue
        letters = sum(len(url) for url in line.urls)
        if not line.is_sentence and letters > 0.3 * len(line.text) and line.words < 20:
            yield n, Label(Role.SITE_HEADER, LIKELY, f"contact-line: {line.urls[0]}")


def date_line(lines: Sequence[Line], _: Registry) -> Verdicts:
    """A date alone, with the words that announce one, or with somebody's name below the text's title.

    Those above the paragraphs of a chronology are its headings.
    """
    headings = headings_of_chronology(lines)
    for n, line in enumerate(lines):
        if not line.dates or n in headings:
            continue
        announced = line.says(Role.DATE)
        if line.is_date:
            yield n, Label(Role.DATE, SURE, f"date-line: {line.dates[0].text}")
        elif announced is not None and len(line.words_beside_date) <= 8:
            yield n, Label(Role.DATE, SURE, f"date-line: {announced.entry}")
        elif 0 < n <= MAX_ABOVE_DATE and _has_name(line) and _is_below_title(n, lines):
            yield n, Label(Role.DATE, LIKELY, "date-line: a date and a name between the title and the text")


def _has_name(line: Line) -> bool:
    """Whether a short line of a date has somebody's name beside it, as far as capitals or a bar show."""
    if line.is_sentence or len(line.words_beside_date) > MAX_BESIDE_DATE:
        return False
    return not BARS.isdisjoint(line.text) or is_all_names(beside_dates(line.text, line.dates))


def _is_below_title(n: int, lines: Sequence[Line]) -> bool:
    """Whether line N stands right above the text, and what is above it may be a title, and a subtitle."""
    return n + 1 < len(lines) and lines[n + 1].reads_as_prose and all(map(_reads_as_title, lines[:n]))


def _reads_as_title(line: Line) -> bool:
    return line.words <= MAX_TITLE_WORDS and (not ends_in_stop(line.text) or _ASKS.search(line.text) is not None)


def headings_of_chronology(lines: Sequence[Line]) -> frozenset[int]:
    """The dates between paragraphs, where there are so many different ones that they are a chronology's headings.

    A text may begin with the first of them. Among them others are headings, too, that stand below those of a year.
    """
    dated = [n for n, line in enumerate(lines[:-1]) if line.is_date and _tells(lines[n + 1])]
    within = [n for n in dated if n == 0 or _tells(lines[n - 1])]
    if len({lines[n].folded for n in within}) < MIN_CHRONOLOGY:
        return frozenset()
    return frozenset(n for n in dated if within[0] <= n <= within[-1])


def _tells(line: Line) -> bool:
    """Whether a line is a paragraph, or a short sentence that is all of an entry."""
    return line.reads_as_prose or (line.is_sentence and not line.dates)


def byline(lines: Sequence[Line], registry: Registry) -> Verdicts:
    """By someone: words that announce an author, and a name; or names, each with a place, outside running text."""
    for n, line in enumerate(lines):
        if line.words > MAX_BYLINE_WORDS or (line.is_sentence and line.words > MAX_SENTENCE_BYLINE_WORDS):
            continue
        if not line.hits:
            if _names_with_places(line.text) and not _is_between_paragraphs(n, lines):
                yield n, Label(Role.BYLINE, LIKELY, "byline: names with places")
            continue
        hits = (hit for hit in line.hits if hit.role is Role.BYLINE)
        hit = next((hit for hit in hits if not hit.outlet or registry.by_name(hit.outlet)), None)
        if hit is not None:
            yield n, Label(Role.BYLINE, SURE, f"byline: {hit.entry}")


def _names_with_places(text: str) -> bool:
    """Names each followed by a place: "Najmeh Bozorgmehr in Tehran and Lucy Hornby in Beijing"."""
    return not text.endswith((".", "!", "?")) and bool(_PLACED.search(text)) and is_all_names(text)


def _is_between_paragraphs(n: int, lines: Sequence[Line]) -> bool:
    """Whether running text stands right above and below a line: then names, places and dates may be a heading's."""
    return 0 < n < len(lines) - 1 and lines[n - 1].reads_as_prose and lines[n + 1].reads_as_prose


def known_line(lines: Sequence[Line], _: Registry) -> Verdicts:
    """A line that a lexicon knows, or a row of such: "Home | News | Sport".

    Print and mail links in a row of share links belong to the row.
    """
    known = [_known(line) for line in lines]
    shares = [role is Role.SHARE for role, _ in known]
    for n, (role, entry) in enumerate(known):
        beside = (n > 0 and shares[n - 1]) or (n + 1 < len(lines) and shares[n + 1])
        if beside and _is_link(lines[n]):
            yield n, Label(Role.SHARE, LIKELY, "share-line: in a row of share links")
        elif role is not None:
            yield n, Label(role, SURE, f"{role}-line: {entry}")


def _is_link(line: Line) -> bool:
    """Whether a short line may be a link to print or mail the page."""
    mail = line.says(Role.COMMENTS) and line.says(Role.SHARE)
    return line.words <= MAX_LINK_WORDS and bool(line.says(Role.WIDGET) or mail)


def _known(line: Line) -> tuple[Role | None, str]:
    """The role that the lexicons give a line, and the entry; headings of sections are not lines."""
    if line.hits:
        said = {hit.role for hit in line.hits}
        for role in PRECEDENCE:
            hit = line.says(role) if role in said else None
            if hit is not None and not (hit.opens_section and role in SECTIONS):
                return role, hit.entry
    return known_row(line) if not line.is_sentence else (None, "")


def copyright_line(lines: Sequence[Line], _: Registry) -> Verdicts:
    """A line that claims the copyright, in whatever words."""
    for n, line in enumerate(lines):
        if line.words <= MAX_COPYRIGHT_WORDS and _may_reserve(line.text) and _COPYRIGHT.search(line.text):
            yield n, Label(Role.LEGAL, LIKELY, "copyright-line: ©")


def _may_reserve(text: str) -> bool:
    """Whether a part of any claim of copyright, or of "all rights", stands in TEXT: most lines have none."""
    return may_claim(text) or "ll r" in text.lower()


CERTAIN: tuple[Rule, ...] = (
    font_size_widget,
    agency_signature,
    source_link,
    source_line,
    date_line,
    byline,
    known_line,
    copyright_line,
    contact_line,
)
"""In the order in which they are asked; the first to label a line has the say."""

AMONG_NEIGHBOURS: tuple[Rule, ...] = (font_size_widget, date_line, byline)
"""Those of them that look at the lines beside a line, too: these may say more where other lines have gone."""


def labelled_by(rules: Sequence[Rule], lines: Sequence[Line], registry: Registry) -> dict[int, Label]:
    """Labels by the first of RULES that knows a line."""
    labels: dict[int, Label] = {}
    for rule in rules:
        for n, found in rule(lines, registry):
            labels.setdefault(n, found)
    return labels
