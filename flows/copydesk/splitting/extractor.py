"""trafilatura as an expert: asked once for each page, believed by nobody, and never allowed to lose a page."""

import logging
import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass

from htmldate import find_date
from lxml import etree
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.metadata import extract_author
from trafilatura.settings import Document

from copydesk.model import Claim, DecodedDocument
from copydesk.splitting.claims import claim
from copydesk.splitting.clockless import latest_date

EXPERT = "trafilatura"
DATER = "htmldate"
"""trafilatura's own expert for the date."""

MAX_CHARACTERS = 5_000_000
MAX_ELEMENTS = 60_000
MAX_DEPTH = 200
"""Beyond these it is not asked: its time grows faster than the page."""

_LINKED_DATA = "application/ld+json"
"""Type of the scripts that trafilatura reads."""

# Without a handler, what it says of each page it cannot read would go to standard error, where our rejections go.
for _name in (EXPERT, DATER, "courlan", "justext", "charset_normalizer"):
    logging.getLogger(_name).addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the expert says of a page."""

    text: str | None
    """The body text it extracted; None where it extracted nothing or was not asked."""
    claims: tuple[Claim, ...] = ()


def ask_trafilatura(root: HtmlElement, depth: int, document: DecodedDocument, claimed: Sequence[Claim] = ()) -> Opinion:
    """Ask trafilatura for the body text of a page, its date, and who wrote it where nothing CLAIMED so far names them.

    The tree is left as it is. Title, outlet and the rest are not asked: what trafilatura reads them from is read here,
    too. The date is asked from htmldate, and only for what is marked up as a date: htmldate's search through the whole
    text answers 2008-01-01 where somebody writes about the Olympics of 2008.
    """
    if reason := _beyond_limits(root, depth, document):
        return Opinion(None, (Claim("warning", f"trafilatura not asked: {reason}", EXPERT),))
    tree = deepcopy(root)
    try:
        claims = (*_date_of(tree, document, claimed), *(() if _names_author(claimed) else _authors_of(tree)))
    except Exception as error:  # noqa: BLE001 - whatever breaks in there, the page goes on without the expert
        claims = (_failure(error),)
    try:
        _drop_unread(tree)
        answer = bare_extraction(
            tree,
            url=document.raw.url,
            include_comments=False,
            include_tables=True,
            deduplicate=False,  # would make the answer depend on the pages before
        )
        text = answer.text if isinstance(answer, Document) else None
    except Exception as error:  # noqa: BLE001 - as above
        return Opinion(None, (*claims, _failure(error)))
    return Opinion(text or None, claims)


def _drop_unread(tree: HtmlElement) -> None:
    """Drop what trafilatura throws away first, again in each copy that it makes of the tree."""
    for script in tree.iter("script"):
        if script.get("type") != _LINKED_DATA:
            script.tag = "style"
    etree.strip_elements(tree, "style", "svg", with_tail=False)


def _beyond_limits(root: HtmlElement, depth: int, document: DecodedDocument) -> str | None:
    if len(document.text) > MAX_CHARACTERS:
        return f"{len(document.text):,} characters"
    if (elements := sum(1 for _ in root.iter())) > MAX_ELEMENTS:
        return f"{elements:,} elements"
    return f"{depth:,} levels of nesting" if depth > MAX_DEPTH else None


def _failure(error: Exception) -> Claim:
    return Claim("warning", " ".join(f"trafilatura failed: {type(error).__name__}: {error}".split())[:300], EXPERT)


def _names_author(claims: Sequence[Claim]) -> bool:
    """Whether somebody is named by more than one word."""
    return any(claim.name == "author" and " " in claim.value for claim in claims)


def _date_of(tree: HtmlElement, document: DecodedDocument, claimed: Sequence[Claim]) -> Iterator[Claim]:
    address = next((claim.value for claim in claimed if claim.name == "url"), document.raw.url)
    latest = latest_date(document.raw.fetched_at)
    date = find_date(tree, extensive_search=False, original_date=True, url=address, max_date=latest)
    if date is not None:
        yield Claim("date", written_precision(date, document.text), DATER)


def _authors_of(tree: HtmlElement) -> Iterator[Claim]:
    names = (extract_author(tree) or "").split(";")
    yield from (found for name in names if (found := claim("author", name, EXPERT)) is not None)


def written_precision(date: str, page: str) -> str:
    """The date, without the first of the month that htmldate makes up where a page names the month alone.

    >>> written_precision("2017-09-01", "<time datetime='2017-09'>")
    '2017-09'
    >>> written_precision("2017-09-01", "September 1st, 2017")
    '2017-09-01'
    """
    year, month, day = date.split("-")
    first = r"(?<!\d)0?1(?!\d)"
    near = (
        rf"{first}\D{{0,20}}(?:0?{int(month)}\D)?{year}|{year}\D{{0,20}}(?:0?{int(month)}\D+)?{first}|{year}{month}01"
    )
    if day == "01" and not re.search(near, page):
        return f"{year}-{month}"
    return date
