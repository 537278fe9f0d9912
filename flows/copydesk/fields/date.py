"""Which date on the page is the article's.

Where the markup is lost, a line labelled as a date, or one at the article's head, counts, if it is likely enough that
its date is the article's (see `bearing`), then what is claimed of the page, then the address. With markup all of these
vote: see `day`. Dates in sentences, captions, comments, teasers and copyright lines do not count. Where day and month
could be exchanged, what the metadata say settles it, then the address, then what `order` tells; what nothing settles is
read as month first, with a warning and little confidence.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from copydesk.dates import DateExpression, Order, find_dates
from copydesk.fields.ago import counted_back
from copydesk.fields.bearing import FIRST_YEAR, bearings
from copydesk.fields.bylines import known_on
from copydesk.fields.called import Called
from copydesk.fields.choosing import Bearing, choice
from copydesk.fields.claimed_dates import claimed, claimed_by, titled, told_in_titles
from copydesk.fields.dated_lines import loose_lines, opening_date, place_of
from copydesk.fields.day import (
    MODIFIED,
    NEARBY,
    Dated,
    by_own_clock,
    vote,
    without_classes,
    without_guesses,
)
from copydesk.fields.issue import issue_month
from copydesk.fields.order import (
    Settled,
    custom_of_country,
    custom_of_language,
    custom_of_outlet,
    custom_of_page,
    only_reading,
    said_in_words,
)
from copydesk.fields.others_days import days_of_others
from copydesk.fields.overlooked import overlooked_at_head
from copydesk.fields.passed_on import passed_on_date
from copydesk.fields.shown import (
    LEAST,
    UNLIKELY,
    Shown,
    called_dates,
    dates_in,
    is_above_menu,
    is_anothers_day,
    is_mastheads,
    other_dates,
    shown_dates,
)
from copydesk.fields.teasers import dates_of_teasers
from copydesk.model import Block, Found, LabelledPage
from copydesk.outlet_files import Outlet
from copydesk.outlets import Registry

AMBIGUOUS = "date order ambiguous"

_URL_DATES = (
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[/_-](?P<m>\d\d?|[a-z]{3,9})[/_-](?P<d>\d\d?)(?!\d)", re.IGNORECASE),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(r"[/_](?P<y>\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?=[/_])"),
)
"""Dates in addresses: /2016/08/17/, /2016/aug/17/, /2016/august/17/, 20160817, _160817_."""

MIN_CHANCE = 0.4
"""Chance of a date that lines show below which none of them is the article's, where the markup is lost."""

DOUBTFUL = 0.38
"""Greatest strength of a date of a line whose day and month nothing settles: every other one is read wrongly."""

_METADATA = ("json-ld", "opengraph", "meta", "microdata", "time", "htmldate")


@dataclass(frozen=True, slots=True)
class Setting:
    """What may settle the order of day and month: the address of the article, and who published it.

    And the outlets that there are, whose names beside a date are nobody's.
    """

    url: str | None
    outlet: Outlet | None
    registry: Registry


def extract_date(page: LabelledPage, setting: Setting) -> Found[str] | None:
    """Date of publication, ISO 8601; `needs_warning` tells whether its day and month are unsettled."""
    if page.page.has_markup:
        in_address = _from_address(setting.url)
        address = in_address.value if in_address else None
        dated = without_guesses(said(page, setting), address, told_in_titles(page))
        others = days_of_others(dated, address, page)
        dated = tuple(one for one in dated if one.expression.iso[:10] not in others)
        voted = vote(dated, address)
        return voted or in_address or passed_on_date(page) or counted_back(page, LEAST)
    return (
        _visible(page, setting)
        or _claimed(page, "date")
        or _from_address(setting.url)
        or passed_on_date(page)
        or counted_back(page, LEAST)
        or issue_month(page)
    )


def said(page: LabelledPage, setting: Setting) -> tuple[Dated, ...]:
    """What the metadata of a page with markup say of its date, then what its lines show."""
    found = list(claimed(page))
    days = frozenset(one.expression.iso[:10] for one in found)
    lines = [one for one in shown_dates(page) if one.date.iso[:10] in days or not is_anothers_day(one, page)]
    shown = [(_source(one, page), one.block.number, one.date) for one in lines]
    of_others = dates_of_teasers(page)
    loose = [
        ("loose line", block.number, one.date)
        for block in (*loose_lines(page), *_with_names(page, setting))
        for one in dates_in(block, page)
        if block.number not in of_others
        if one.called not in (Called.MODIFIED, Called.OTHER) and one.date.year >= FIRST_YEAR
    ]
    shown += sorted(loose, key=lambda one: one[2].start > 0)  # a line that begins with its date is there for it
    opening = opening_date(page)
    shown += [("line near", opening[0].number, opening[1])] if opening is not None else []
    shown += [
        ("line far" + MODIFIED if one.is_late else "loose line", one.block.number, one.date)
        for one in called_dates(page)
        if not one.is_late or one.date.iso[:10] in days
    ]
    seen = {date.iso[:10] for source, _, date in shown if source in NEARBY}
    found = without_classes(found, seen)
    changed = {one.expression.iso[:10] for one in found if one.source.endswith(MODIFIED)}
    for title, date in titled(page):
        settled, doubt = _in_order_of(days, date) or _by_custom(date, page, setting)
        if settled.iso[:10] not in changed:
            found.append(Dated("title", settled, title, "title-tag", doubt))
    for source, number, date in shown:
        settled, doubt = _in_order_of(days, date) or _by_custom(date, page, setting)
        found.append(Dated(source, settled, page.page.blocks[number].text, number, doubt))
    return by_own_clock(found)


def _with_names(page: LabelledPage, setting: Setting) -> Iterator[Block]:
    """The lines at the head that name people, whatever they are labelled as: a date may stand beside the names."""
    return (one.block for _, one in overlooked_at_head(page, known_on(page, setting.registry)))


def _source(one: Shown, page: LabelledPage) -> str:
    place = "far" if is_above_menu(one, page) or is_mastheads(one, page) else place_of(one.block, page)
    return f"line {'near' if place == 'near' else 'far'}{MODIFIED}" if one.is_late else f"line {place}"


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
    visible = next((_found(one, page, setting) for one in shown_dates(page) if one.is_late), None)
    near = (one for one in called_dates(page) if one.is_late and place_of(one.block, page) == "near")
    return visible or _claimed(page, "date_modified") or next((_found(one, page, setting) for one in near), None)


def needs_warning(found: Found[str] | None) -> bool:
    """Whether a date's day and month were given by custom alone."""
    return found is not None and found.reason.startswith("ambiguous")


def _visible(page: LabelledPage, setting: Setting) -> Found[str] | None:
    """The likeliest of the days that lines show, unless all of them are unlikely to be the article's."""
    shown = candidates(page, setting)
    days = [found.value[:10] for found, _ in shown]
    best, chance = likeliest(days, choice("text-date").chances([bears for _, bears in shown]))
    if chance < MIN_CHANCE:
        return None
    found = shown[days.index(best)][0]
    return replace(found, confidence=min(chance, DOUBTFUL) if needs_warning(found) else chance)


def likeliest(days: Sequence[str], chances: Sequence[float]) -> tuple[str, float]:
    """The likeliest of DAYS, each as likely as all that say it; of equals the first. ("", 0) where there are none.

    >>> likeliest(["2016-08-17", "2016-08-18", "2016-08-18"], [0.4, 0.3, 0.3])
    ('2016-08-18', 0.6)
    """
    summed: defaultdict[str, float] = defaultdict(float)
    for day, chance in zip(days, chances, strict=True):
        summed[day] += chance
    return max(summed.items(), key=lambda item: item[1], default=("", 0.0))


def candidates(page: LabelledPage, setting: Setting) -> list[tuple[Found[str], Bearing]]:
    """The dates that lines show, with day and month settled, and what bears on each, where the markup is lost."""
    dated = (one for one in shown_dates(page, UNLIKELY) if not is_anothers_day(one, page))
    of_others = dates_of_teasers(page)
    shown = [one for one in (*dated, *other_dates(page)) if one.block.number not in of_others]
    in_address = _from_address(setting.url)
    address = in_address.value[:10] if in_address is not None else None
    settled = [settle(one.date, page, setting) for one in shown]
    found = [
        Found(
            date.iso, one.block.text, one.block.number, sure, f"{why}; it is called a change's" if one.is_late else why
        )
        for one, (date, why, sure) in zip(shown, settled, strict=True)
    ]
    exact = [one._replace(date=date) for one, (date, _, _) in zip(shown, settled, strict=True)]
    doubts = [needs_warning(one) for one in found]
    return list(zip(found, bearings(exact, page, doubts, address), strict=True))


def _found(one: Shown, page: LabelledPage, setting: Setting) -> Found[str]:
    """A date of a line with its day and month settled."""
    settled, reason, confidence = settle(one.date, page, setting)
    return Found(settled.iso, one.block.text, one.block.number, confidence, reason)


def settle(expression: DateExpression, page: LabelledPage, setting: Setting) -> Settled:
    """An expression with its day and month in the right order, why, and how sure that is."""
    in_address = _from_address(setting.url)
    if in_address is not None and expression.day is not None:
        for order in (Order.MDY, Order.DMY):
            if expression.read_as(order).iso[:10] == in_address.value[:10]:
                named = {Order.MDY: "month first", Order.DMY: "day first"}[order]
                return expression.read_as(order), f"{named}: url has {in_address.evidence}", 0.98
    if not expression.ambiguous:
        return expression, "the line says one date only", 0.9 if expression.day else 0.6
    return (
        only_reading(expression, page)
        or said_in_words(expression, page)
        or custom_of_outlet(expression, setting.outlet)
        or custom_of_page(expression, page)
        or custom_of_country(expression, page, setting.url, setting.outlet)
        or custom_of_language(expression, page)
        or (expression.read_as(Order.MDY), "ambiguous: day and month cannot be told apart; read as month first", 0.5)
    )


def _claimed(page: LabelledPage, name: str) -> Found[str] | None:
    first = next(claimed_by(_METADATA, page, name), None)
    if first is None:
        return None
    return Found(first.expression.iso, first.evidence, first.source, 0.9, f"{first.source} says so")


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
