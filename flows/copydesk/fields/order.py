"""What tells a date's day from its month where its figures could be exchanged.

Its weekday, and the time at which the page was fetched, may leave one reading. The page may say the same day in words,
and other figures on it that can be read one way only show what its template does. Outlets, countries and languages have
customs.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypeAlias

from copydesk.dates import DateExpression, Order, find_dates
from copydesk.dates.relative import is_possible
from copydesk.hosts import host_of
from copydesk.model import LabelledPage, Role
from copydesk.outlet_files import Outlet

DAY_FIRST = frozenset(
    "ar az be bg bn bs ca cs da de el es et eu fa fi fr ga gl ha he hi hr hy id is it jv ka kk ky lb lv mk ms "
    "mt nb nl nn no pl ps pt ro ru sk sl sq sr sv sw ta te tg th tk tr uk ur uz vi yo".split()
)
"""Languages in which figures give the day first."""
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""English names suffice: what is written in other languages is mostly day first anyhow."""
DAY_FIRST_COUNTRIES = frozenset(
    """
    AE AR AT AU BD BE BG BO BR BW BY CH CL CR CY CZ DE DK DZ EC EE EG ES FI FR GB GH GR HK HR ID IE IL IN IQ IS IT JM JO
    KE KW LB LK LU LV MA MK MT MW MX MY MZ NA NG NL NO NP NZ OM PE PK PL PT PY QA RO RS RU SA SE SG SI SK TH TN TR TT TZ
    UA UG UK UY VE VN YE ZA ZM ZW
    """.split()
)
"""Countries where figures give the day first; what ends the addresses of Britain's sites is one of them."""
_WEEKDAY = re.compile(rf"\b({'|'.join(WEEKDAYS)})[a-z]*\b", re.IGNORECASE)
_FIGURES = re.compile(r"(?<!\d)(?P<a>\d\d?)\s?(?P<sign>[-/])\s?(?P<b>\d\d?)\s?(?P=sign)\s?\d{2,4}(?!\d)")
_REGION = re.compile(r"[A-Za-z]{2,3}[-_](?:[A-Za-z]{4}[-_])?(?P<country>[A-Za-z]{2})\Z")


Settled: TypeAlias = tuple[DateExpression, str, float]
"""A date with its day and month in the right order, why, and how sure that is."""


def readings(expression: DateExpression) -> Iterator[DateExpression]:
    """EXPRESSION, month first and day first."""
    return (expression.read_as(order) for order in (Order.MDY, Order.DMY))


def only_reading(expression: DateExpression, page: LabelledPage) -> Settled | None:
    """The one reading of EXPRESSION that its weekday allows, or the moment at which the page was fetched."""
    weekday = _WEEKDAY.search(expression.text)
    if weekday is not None:
        number = WEEKDAYS.index(weekday[1].lower())
        fitting = [one for one in readings(expression) if _day(one).weekday() == number]
        if len(fitting) == 1:
            return fitting[0], f"its weekday is {weekday[0]}", 0.95
    fetched = page.page.document.raw.fetched_at
    possible = [one for one in readings(expression) if is_possible(replace(one, order=None), fetched)]
    if len(possible) == 1:
        return possible[0], "the other day comes after the page was fetched", 0.95
    return next(((one, "the page was fetched then", 0.9) for one in possible if _is_fresh(one, fetched)), None)


def said_in_words(expression: DateExpression, page: LabelledPage) -> Settled | None:
    """EXPRESSION in the order in which another, unambiguous date line of the page agrees with it."""
    for block in page.having(Role.DATE):
        for other in find_dates(block.text, page.languages):
            for one in readings(expression):
                if not other.ambiguous and other.iso[:10] == one.iso[:10]:
                    return one, "the page gives the same day in words", 0.95
    return None


def custom_of_outlet(expression: DateExpression, outlet: Outlet | None) -> Settled | None:
    """EXPRESSION as the outlet writes dates; one that begins with the year says nothing of the rest."""
    if outlet is None or outlet.date_order is None or outlet.date_order is Order.YMD:
        return None
    return expression.read_as(outlet.date_order), f"{outlet.date_order.value}: custom of {outlet.name}", 0.85


def custom_of_page(expression: DateExpression, page: LabelledPage) -> Settled | None:
    """EXPRESSION in the order of all figures on the page that can be read one way only."""
    orders = set(_orders_on(page))
    if len(orders) != 1:
        return None
    order = orders.pop()
    return expression.read_as(order), f"{order.value}: as other dates on the page", 0.9


def custom_of_country(
    expression: DateExpression, page: LabelledPage, url: str | None, outlet: Outlet | None
) -> Settled | None:
    """EXPRESSION as figures are written in the country that it or its outlet is from."""
    if outlet is not None and outlet.country == "US":
        return expression.read_as(Order.MDY), f"mdy: custom of the country of {outlet.name}", 0.85
    for country in map(str.upper, _countries(page, url, outlet)):
        if country in DAY_FIRST_COUNTRIES:
            return expression.read_as(Order.DMY), f"dmy: custom of the country ({country})", 0.8
    return None


def custom_of_language(expression: DateExpression, page: LabelledPage) -> Settled | None:
    """EXPRESSION as its language writes dates, where all countries that speak it do so."""
    language = _language_of(expression, page)
    if language not in DAY_FIRST:
        return None
    return expression.read_as(Order.DMY), f"dmy: custom of the language ({language})", 0.75


def _language_of(expression: DateExpression, page: LabelledPage) -> str:
    """The language of the line that a date stands in, or of the article where the line has none."""
    for block in page.having(Role.DATE):
        if expression.text in block.text and any(c.isalpha() for c in block.text.replace(expression.text, "")):
            return page.languages[block.number]
    bodies = [page.languages[block.number] for block in page.having(Role.BODY)]
    return max(sorted(set(bodies)), key=bodies.count, default="und")


def _day(one: DateExpression) -> date:
    return date.fromisoformat(one.iso[:10])


def _is_fresh(one: DateExpression, fetched: str | None) -> bool:
    """Whether a page was fetched on the day that it says, or on the next."""
    try:
        moment = datetime.fromisoformat(fetched or "")
    except ValueError:
        return False
    return _day(one) in (moment.date(), moment.date() - timedelta(days=1))


def _orders_on(page: LabelledPage) -> Iterator[Order]:
    """The orders of all figures on PAGE that can be read one way only."""
    for block in page.page.blocks:
        if _FIGURES.search(block.text) is None:
            continue
        for found in find_dates(block.text, page.languages):
            figures = _FIGURES.search(found.text)
            if figures is not None and not found.ambiguous and max(int(figures["a"]), int(figures["b"])) > 12:
                yield Order.DMY if int(figures["a"]) > 12 else Order.MDY


def _countries(page: LabelledPage, url: str | None, outlet: Outlet | None) -> Iterator[str]:
    """The countries that the publisher, the page's language and its address name."""
    if outlet is not None and outlet.country is not None:
        yield outlet.country
    for claim in page.page.claims:
        if claim.name == "language" and (match := _REGION.search(claim.value)) is not None:
            yield match["country"]
    yield host_of(url or "").rpartition(".")[2]
