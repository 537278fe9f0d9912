"""Which date on the page is the article's.

Where the markup is lost, a line labelled as a date counts, the likeliest first, then what is claimed of the page, then
the address. With markup all of these vote: see `day`. Dates in sentences, captions, comments, teasers and copyright
lines were never labelled as dates and do not count. Where day and month could be exchanged, what the metadata say
settles it, then the address, then another date on the page, then the outlet's custom, then the language's; what none
of them settles is read as month first, with a warning and little confidence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from copydesk.dates import DateExpression, Order, find_dates
from copydesk.dates.relative import is_possible
from copydesk.fields.ago import counted_back
from copydesk.fields.day import MODIFIED, Dated, claimed, loose_lines, place_of, vote
from copydesk.fields.passed_on import passed_on_date
from copydesk.lexicons import look_up
from copydesk.model import Found, LabelledPage, Role
from copydesk.outlets import Outlet

AMBIGUOUS = "date order ambiguous"

_URL_DATES = (
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[/_-](?P<m>\d\d?|[a-z]{3})[/_-](?P<d>\d\d?)(?!\d)", re.IGNORECASE),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(r"[/_](?P<y>\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?=[/_])"),
)
"""Dates in addresses: /2016/08/17/, /2016/aug/17/, 20160817, _160817_."""

_DAY_FIRST = frozenset(
    "ar az be bg bn bs ca cs da de el es et eu fa fi fr ga gl ha he hi hr hy id is it jv ka kk ky lb lv mk ms "
    "mt nb nl nn no pl ps pt ro ru sk sl sq sr sv sw ta te tg th tk tr uk ur uz vi yo".split()
)
LEAST = 0.07
"""Chance of being the article's below which a date of a page without markup is taken for another article's."""

_METADATA = ("json-ld", "opengraph", "meta", "microdata", "time", "htmldate", "trafilatura")


@dataclass(frozen=True, slots=True)
class Setting:
    """What may settle the order of day and month: the address of the article, and who published it."""

    url: str | None
    outlet: Outlet | None


def extract_date(page: LabelledPage, setting: Setting) -> Found[str] | None:
    """Date of publication, ISO 8601; `needs_warning` tells whether its day and month are unsettled."""
    if page.page.has_markup:
        in_address = _from_address(setting.url)
        voted = vote(said(page, setting), in_address.value if in_address else None)
        return voted or in_address or passed_on_date(page) or counted_back(page, LEAST)
    return (
        _visible(page, setting)
        or _claimed(page, "date")
        or _from_address(setting.url)
        or passed_on_date(page)
        or counted_back(page, LEAST)
        or _only_modified(page, setting)
    )


def said(page: LabelledPage, setting: Setting) -> tuple[Dated, ...]:
    """What the metadata of a page with markup say of its date, then what its lines show."""
    found = list(claimed(page))
    days = frozenset(one.expression.iso[:10] for one in found)
    shown = [(_source(number, page, late=late), number, date) for number, date, late in _expressions(page)]
    shown += [
        ("loose line", block.number, date)
        for block in loose_lines(page)
        for date in find_dates(block.text, page.languages)
        if is_possible(date, page.page.document.raw.fetched_at)
    ]
    for source, number, date in shown:
        settled, doubt = _in_order_of(days, date) or _by_custom(date, page, setting)
        found.append(Dated(source, settled, page.page.blocks[number].text, number, doubt))
    return tuple(found)


def _source(number: int, page: LabelledPage, *, late: bool) -> str:
    place = place_of(page.page.blocks[number], page)
    return f"line {'near' if place == 'near' else 'far'}{MODIFIED}" if late else f"line {place}"


def _in_order_of(days: frozenset[str], date: DateExpression) -> tuple[DateExpression, str] | None:
    """DATE with its day and month in the order in which it is one of DAYS."""
    orders = (date.read_as(order) for order in (Order.MDY, Order.DMY)) if date.day is not None else ()
    return next(((read, "") for read in orders if read.iso[:10] in days), None)


def _by_custom(date: DateExpression, page: LabelledPage, setting: Setting) -> tuple[DateExpression, str]:
    """DATE as nothing but what stands around it settles it, and the doubt that is left."""
    settled, reason, _ = settle(date, page, setting)
    return settled, reason if reason.startswith("ambiguous") else ""


def extract_date_modified(page: LabelledPage, setting: Setting) -> Found[str] | None:
    """Date of the last change, where the page announces one as such."""
    visible = next((_found(number, date, page, setting) for number, date, late in _expressions(page) if late), None)
    return visible or _claimed(page, "date_modified")


def _only_modified(page: LabelledPage, setting: Setting) -> Found[str] | None:
    """The date of the last change, where the page has no other: it was there by then."""
    modified = extract_date_modified(page, setting)
    return replace(modified, confidence=0.6, reason=f"{modified.reason}; the page's only date") if modified else None


def needs_warning(found: Found[str] | None) -> bool:
    """Whether a date's day and month were given by custom alone."""
    return found is not None and found.reason.startswith("ambiguous")


def _visible(page: LabelledPage, setting: Setting) -> Found[str] | None:
    return next((_found(number, date, page, setting) for number, date, late in _expressions(page) if not late), None)


def _found(number: int, expression: DateExpression, page: LabelledPage, setting: Setting) -> Found[str]:
    """An expression of a block with its day and month settled."""
    settled, reason, confidence = settle(expression, page, setting)
    return Found(settled.iso, page.page.blocks[number].text, number, confidence, reason)


def _expressions(page: LabelledPage) -> Iterator[tuple[int, DateExpression, bool]]:
    """Dates of lines labelled as dates or bylines, and whether the line calls them modified; full dates first."""
    found = []
    for block in page.likeliest(Role.DATE, Role.BYLINE, least=LEAST):
        modified = any(hit.role is Role.DATE and hit.kind.part == "modified" for hit in look_up(block.text))
        for place, expression in enumerate(find_dates(block.text, page.languages)):
            late = modified if place == 0 else True
            if is_possible(expression, page.page.document.raw.fetched_at):
                found.append((block.number, expression, late))
    return iter(sorted(found, key=lambda item: item[1].day is None))


def settle(expression: DateExpression, page: LabelledPage, setting: Setting) -> tuple[DateExpression, str, float]:
    """An expression with its day and month in the right order, why, and how sure that is."""
    in_address = _from_address(setting.url)
    if in_address is not None and expression.day is not None:
        for order in (Order.MDY, Order.DMY):
            if expression.read_as(order).iso[:10] == in_address.value[:10]:
                named = {Order.MDY: "month first", Order.DMY: "day first"}[order]
                return expression.read_as(order), f"{named}: url has {in_address.evidence}", 0.98
    if not expression.ambiguous:
        return expression, "the line says one date only", 0.9 if expression.day else 0.6
    second = _second_date(expression, page)
    if second is not None:
        return second, "the page gives the same day in words", 0.95
    custom = setting.outlet.date_order if setting.outlet is not None else None
    if setting.outlet is not None and custom is not None and custom is not Order.YMD:  # which says nothing of the rest
        return expression.read_as(custom), f"{custom.value}: custom of {setting.outlet.name}", 0.85
    language = _language_of(expression, page)
    if language in _DAY_FIRST:
        return expression.read_as(Order.DMY), f"dmy: custom of the language ({language})", 0.75
    return expression.read_as(Order.MDY), "ambiguous: day and month cannot be told apart; read as month first", 0.5


def _language_of(expression: DateExpression, page: LabelledPage) -> str:
    """The language of the line that a date stands in, or of the article where the line has none."""
    for block in page.having(Role.DATE):
        if expression.text in block.text and any(c.isalpha() for c in block.text.replace(expression.text, "")):
            return page.languages[block.number]
    bodies = [page.languages[block.number] for block in page.having(Role.BODY)]
    return max(sorted(set(bodies)), key=bodies.count, default="und")


def _second_date(expression: DateExpression, page: LabelledPage) -> DateExpression | None:
    """The expression in the order in which another, unambiguous date line of the page agrees with it."""
    for block in page.having(Role.DATE):
        for other in find_dates(block.text, page.languages):
            for order in (Order.MDY, Order.DMY):
                if not other.ambiguous and other.iso[:10] == expression.read_as(order).iso[:10]:
                    return expression.read_as(order)
    return None


def _claimed(page: LabelledPage, name: str) -> Found[str] | None:
    for where in _METADATA:
        for claim in page.page.claims:
            if claim.name != name or claim.where != where:
                continue
            expression = next(find_dates(claim.value, page.languages), None)
            fetched = page.page.document.raw.fetched_at
            if expression is not None and not expression.ambiguous and is_possible(expression, fetched):
                return Found(
                    expression.iso, claim.value, where, 0.9 if where != "trafilatura" else 0.6, f"{where} says so"
                )
    return None


def _from_address(url: str | None) -> Found[str] | None:
    """The date that an address holds, as in /2016/08/17/."""
    for pattern in _URL_DATES if url else ():
        match = pattern.search(url or "")
        if match is None:
            continue
        year = match["y"] if len(match["y"]) > 2 else f"20{match['y']}"
        spelled = f"{match['d']} {match['m']} {year}" if match["m"].isalpha() else f"{year}-{match['m']}-{match['d']}"
        expression = next(find_dates(spelled), None)
        if expression is not None:
            return Found(expression.iso, match[0].strip("/_"), "url", 0.7, f"the address has {match[0].strip('/_')}")
    return None
