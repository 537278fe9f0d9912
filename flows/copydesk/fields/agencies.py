"""Which news agencies supplied the text: those that sign it, stand beside its date, or open it.

An agency's name is short, and stands in the credits of pictures as well. So only lines count that sign the text: below
it or at its head, and the dateline that its first paragraph begins with.
"""

import re
from collections.abc import Iterator

from copydesk.fields.address import after_label, named_sources
from copydesk.fields.authors import byline_hits
from copydesk.fields.bylines import known_on, without_dates
from copydesk.fields.dated_lines import signs_beside_date
from copydesk.folding import fold
from copydesk.labelling.lines import names_in
from copydesk.model import Found, LabelledPage, Role
from copydesk.naming.desks import read_desk
from copydesk.naming.people import pieces
from copydesk.outlets import Registry
from copydesk.scripts import IDEOGRAPHS

SIGNATURE = "agencies: named in the signature"
HEAD = "agencies: named beside the date"
DATELINE = "agencies: named in the dateline"

MAX_OPENING = 100
"""Characters of a paragraph within which its dateline ends."""
MAX_DATE_LINE = 120
"""Characters of a line of a date that may name an agency beside it."""

_LEADS = frozenset({Role.SUBTITLE, Role.DATELINE})
"""What a line above the text may be called that opens it."""
_DATED = frozenset({Role.DATE, Role.SUBTITLE})
"""What a line of the date is called; a subtitle where nothing on the page is known."""
_PARENTHESES = re.compile(r"[(（]([^()（）]{2,80})[)）]")
_LIST = re.compile(r"\s*(?:=|\+|\b(?:with|mit|avec|con|com)\b)\s*", re.IGNORECASE)
"""What lists agencies, besides what lists names."""

_DATELINES = tuple(
    re.compile(pattern, re.VERBOSE)
    for pattern in (
        # WASHINGTON (AP) — Praha 5. května (ČTK) - (ANSA) - ROMA, 5 MAG -
        r"^[^()（）\n]{0,60} [(（] \s* (?P<agency>[^()（）]{2,40}) [)）] \s* [-\N{EN DASH}\N{EM DASH}:]",
        # (통영=연합뉴스) 박준호 기자 =
        r"^[(（[] [^()（）=\n]{1,20} = (?P<agency>[^()（）\[\]]{2,20}) [])）]",
        # МОСКВА, 3 дек — РИА Новости. МОСКВА. 3 декабря. ИНТЕРФАКС - МОСКВА, 3 декабря. /ТАСС/.
        r"""^[^\W\d_][^\n]{1,30}? [.,] \s+ \d{1,2} \s [^\W\d_]{3,10} [.,\s]* [-\N{EN DASH}\N{EM DASH}]? \s*
            /? (?P<agency>[^\W\d_][^./,\n\N{EN DASH}\N{EM DASH}]{1,30}?) (?: [./] | \s [-\N{EN DASH}\N{EM DASH}] )""",
        # 新华社北京3月13日电 （中央社記者林美惠花蓮縣15日電）
        rf"^[(（]? (?P<agency>[{IDEOGRAPHS}]{{2,5}}?[社网網]) [^\s。，]{{0,20}}? \d{{1,2}}日 [专專]? [电電讯訊]",
        # 【バンコク共同】 【ワシントン=時事】
        rf"^【 [{IDEOGRAPHS}・]{{0,12}}? [=＝]? (?P<agency>共同|時事) 】",
    )
)


def extract_agencies(page: LabelledPage, registry: Registry) -> Found[tuple[str, ...]] | None:
    """The news agencies that signatures, lines beside the date, and datelines name, as the page names them."""
    return _signing(page, registry) or _opening(page, registry) or _at_head(page, registry)


def _signing(page: LabelledPage, registry: Registry) -> Found[tuple[str, ...]] | None:
    """The agencies in credits of the text, bylines, and lines that say where it comes from."""
    for block in page.having(Role.CREDIT, Role.BYLINE, Role.SOURCE_LINK):
        is_source = page.labels[block.number].role is Role.SOURCE_LINK
        if is_source and "://" in block.text:
            continue  # an address has the names of paths
        named = [names_in(block.text, hit.names) for hit in byline_hits(block)]
        texts = (after_label(block.text),) if is_source else (block.text, *named)
        names = next((found for text in texts if (found := tuple(_agencies_in(text, registry)))), ())
        if names:
            return Found(names, block.text, block.number, 0.95, SIGNATURE)
    return None


def _at_head(page: LabelledPage, registry: Registry) -> Found[tuple[str, ...]] | None:
    """The agencies in the line of the date, or right beside it: there they sign the text, and no picture."""
    titles, bodies = page.having(Role.TITLE), page.having(Role.BODY)
    if not titles or not bodies:
        return None
    known, sources = known_on(page, registry), {block.number: said for block, said in named_sources(page)}
    for block in page.page.blocks[titles[0].number + 1 : bodies[0].number]:
        said = sources.get(block.number, "")
        if not said and page.labels[block.number].role in _DATED and len(block.text) <= MAX_DATE_LINE:
            said = without_dates(block.text, known)
        elif not said and signs_beside_date(block, page, registry):
            said = block.text
        if names := tuple(_agencies_in(said, registry)):
            return Found(names, block.text, block.number, 0.9, HEAD)
    return None


def _opening(page: LabelledPage, registry: Registry) -> Found[tuple[str, ...]] | None:
    """The agencies in the dateline of the first paragraph, or of a lead above it."""
    number = next((first.number for first in page.having(Role.BODY)), 0)
    leads = [lead for lead in page.page.blocks[max(0, number - 1) : number] if page.labels[lead.number].role in _LEADS]
    for block in (*leads, *page.having(Role.BODY)[:1]):
        for match in (pattern.match(block.text[:MAX_OPENING]) for pattern in _DATELINES):
            if match is not None and (names := tuple(_agencies_in(match["agency"], registry))):
                return Found(names, match[0], block.number, 0.9, DATELINE)
    return None


def _agencies_in(text: str, registry: Registry) -> Iterator[str]:
    """The agencies that a signature lists, in parentheses or without, in the case that the registry writes them in."""
    listed = [
        name for part in _PARENTHESES.findall(text) or [text] for one in _LIST.split(part) for name in pieces(one)
    ]
    seen = dict.fromkeys(name.strip(" .©") for name in listed)
    yield from dict.fromkeys(agency for name in seen if (agency := _agency(name, registry)))


def _agency(name: str, registry: Registry) -> str | None:
    """NAME as the registry writes it, if it is an agency's; without the word for its desk: "Redazione ANSA"."""
    outlet = registry.by_name(name)
    if outlet is None or not outlet.agency:
        return None
    if read_desk(name) is not None:
        name = next((word for word in name.split() if registry.by_name(word) is outlet), name)
    return next((known for known in outlet.names if fold(known) == fold(name)), name)
