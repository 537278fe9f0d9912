"""Date expressions in text: where they stand, what they say, and whether day and month can be told apart.

Month names come from CLDR (`data/calendar.toml`), for the languages asked for and English. Besides the Gregorian
calendar the Jalali one is read, where its month names or its years show it. Which expression is the article's date is
not decided here; see `copydesk.fields.date`.
"""

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum
from importlib.resources import files

from convertdate import persian

from copydesk import plain_toml

FIRST_YEAR, LAST_YEAR = 1800, 2100
JALALI_YEARS = range(1300, 1480)
"""Years that a page can only mean in the Jalali calendar."""


class Order(StrEnum):
    """In which order a numeric date gives its parts."""

    MDY = "mdy"
    DMY = "dmy"
    YMD = "ymd"


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date as a line gives it; month and day are None where the line is no more precise."""

    start: int
    end: int
    text: str
    year: int
    month: int | None = None
    day: int | None = None
    clock: str = ""
    """Time of day, ISO 8601: "11:20", "11:20+02:00", or empty."""
    order: Order | None = None
    """How the figures were read; None where they can be read one way only."""

    @property
    def ambiguous(self) -> bool:
        """Whether day and month could be exchanged."""
        return self.order in (Order.MDY, Order.DMY)

    def read_as(self, order: Order) -> "DateExpression":
        """The same figures in another order, if they are ambiguous."""
        if not self.ambiguous or order in (self.order, Order.YMD):
            return self
        return replace(self, month=self.day, day=self.month, order=order)

    @property
    def iso(self) -> str:
        """ISO 8601, as precise as the expression.

        >>> next(find_dates("June 5, 2012 11:20")).iso, next(find_dates("November 2017")).iso
        ('2012-06-05T11:20', '2017-11')
        """
        if self.month is None:
            return f"{self.year:04}"
        if self.day is None:
            return f"{self.year:04}-{self.month:02}"
        return f"{self.year:04}-{self.month:02}-{self.day:02}" + (f"T{self.clock}" if self.clock else "")


def find_dates(text: str, languages: Iterable[str] = ()) -> Iterator[DateExpression]:
    """Every date expression of TEXT, from left to right; month names of LANGUAGES and of English are known.

    >>> [found.iso for found in find_dates("Опубликовано 23 ноября 2017 г. в 14:05", ["ru"])]
    ['2017-11-23T14:05']
    >>> [found.iso for found in find_dates("۲۷ مرداد ۱۳۹۵ - 2016/08/17")]
    ['2016-08-17', '2016-08-17']
    >>> [(found.iso, found.ambiguous) for found in find_dates("8/7/2016, 8/17/2016")]
    [('2016-08-07', True), ('2016-08-17', False)]
    """
    if not may_hold_date(text):
        return
    known = _known(tuple(languages))
    # Most figures stand in lines without a month; what looks for names of months is slow to make and to use.
    pattern = _pattern(known) if _may_name_month(text, known) else _pattern(())
    for match in pattern.finditer(_ascii_digits(text)):
        found = _read(match, known)
        if found is not None:
            yield replace(found, text=text[found.start : found.end].strip())


def may_hold_date(text: str) -> bool:
    """Whether TEXT has the figures that every date expression has.

    >>> may_hold_date("8/17/16"), may_hold_date("17 killed in 3 weeks")
    (True, False)
    """
    return _FIGURES.search(text) is not None


def weekdays(languages: Iterable[str]) -> frozenset[str]:
    """Names of the days of the week in LANGUAGES and English, folded as `copydesk.folding.fold_letters` does."""
    return _names(_known(tuple(languages))).days


def months(languages: Iterable[str]) -> frozenset[str]:
    """Names of the months in LANGUAGES and English, in lower case, without the dot of those cut short."""
    return frozenset(_names(_known(tuple(languages))).months)


# ----------------------------------------------------------------------------------------------------- vocabulary

# What CLDR does not have: Jalali months in Iran and Afghanistan, spellings that it lacks.
_JALALI = (
    "فروردین حمل|اردیبهشت ثور|خرداد جوزا|تیر سرطان|مرداد امرداد اسد|شهریور سنبله|"
    "مهر میزان|آبان عقرب|آذر قوس|دی جدی|بهمن دلو|اسفند حوت"
)
_MORE_MONTHS = {
    "fa": "ژانویه جنوری|فوریه فبروری|مارس مارچ|آوریل اپریل|مه می|ژوئن جون|ژوئیه جولای جولایی|اوت آگوست اگست|"
    "سپتامبر سپتمبر|اکتبر اکتوبر|نوامبر نومبر|دسامبر دسمبر",
    "ar": "يناير كانون_الثاني جانفي|فبراير شباط فيفري|مارس آذار|أبريل ابريل إبريل نيسان أفريل|مايو أيار ماي|"
    "يونيو يونيه حزيران جوان|يوليو يوليه تموز جويلية|أغسطس اغسطس آب أوت|سبتمبر أيلول|أكتوبر اكتوبر تشرين_الأول|"
    "نوفمبر تشرين_الثاني|ديسمبر كانون_الأول",
    "en": "jan|feb|mar|apr|may|jun|jul|aug|sept sep|oct|nov|dec",
}
_ALWAYS = ("en",)


@dataclass(frozen=True, slots=True)
class _Names:
    months: dict[str, int]
    jalali: dict[str, int]
    days: frozenset[str]

    @property
    def spelled(self) -> frozenset[str]:
        """All names of months."""
        return frozenset((*self.months, *self.jalali))


@functools.lru_cache(maxsize=256)
def _known(languages: tuple[str, ...]) -> tuple[str, ...]:
    """The languages asked for, and those always known, in one order whatever the caller's."""
    return tuple(sorted({tag.split("-")[0] for tag in set(languages)} | set(_ALWAYS)))


def fold_name(name: str) -> str:
    """The name of a month as `data/calendar.toml` has it: case, dots, joiners, forms of i and Arabic letters alike."""
    dotted = name.replace("İ", "i").replace("ı", "i").casefold()
    return dotted.strip(". ").replace("\N{ZERO WIDTH NON-JOINER}", "").replace("ي", "ی").replace("ك", "ک")


@functools.cache
def _calendar() -> dict[str, tuple[dict[str, int], frozenset[str]]]:
    """Month names and names of days that CLDR has, by language."""
    text = (files("copydesk") / "data" / "calendar.toml").read_text(encoding="utf-8")
    return {
        language: (
            {name: number for number, names in enumerate(table["months"], 1) for name in names.split("|") if name},
            frozenset(table["days"]),
        )
        for language, table in plain_toml.loads(text).items()
    }


@functools.cache
def _names(languages: tuple[str, ...]) -> _Names:
    months: dict[str, int] = {}
    days: set[str] = set()
    for language in languages:
        known, named = _calendar().get(language, ({}, frozenset()))
        months |= known
        days |= named
        for number, names in enumerate(_MORE_MONTHS.get(language, "").split("|"), 1):
            months |= {fold_name(name.replace("_", " ")): number for name in names.split()}
    jalali = {fold_name(name): n for n, names in enumerate(_JALALI.split("|"), 1) for name in names.split()}
    return _Names(months, jalali, frozenset(days))


def _may_name_month(text: str, languages: tuple[str, ...]) -> bool:
    """Whether a month's name begins anywhere in TEXT, be it glued to a word; letters that patterns take for one are."""
    return _beginnings(languages).search(_alike(text)) is not None


@functools.cache
def _beginnings(languages: tuple[str, ...]) -> re.Pattern[str]:
    """The first run of letters of each name of a month."""
    first = {_LETTERS.findall(_alike(name))[0] for name in _names(languages).spelled}
    return re.compile("|".join(sorted(first)))


def _alike(text: str) -> str:
    return text.replace("İ", "i").replace("ı", "i").replace("ي", "ی").replace("ك", "ک").casefold()


def _ascii_digits(text: str) -> str:
    """Digits of any script as ASCII, and spaces of any kind as a space; nothing moves."""
    return text if text.isascii() else _FOREIGN.sub(_in_ascii, text)


def _in_ascii(match: re.Match[str]) -> str:
    return " " if match[0].isspace() else str(unicodedata.decimal(match[0]))


# -------------------------------------------------------------------------------------------------------- patterns

_FIGURES = re.compile(r"\d(?:\d{3}|\s?[-/.]\s?\d\d?\s?[-/.]\s?\d\d)")
"""What every date expression has: a year in full, or three figures in a row."""
_LETTERS = re.compile(r"[^\W\d_]+")
_FOREIGN = re.compile(r"(?![0-9])\d|[^\S ]")
"""Digits and spaces that are not the plain ones."""

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:1[2-9]\d\d|20\d\d|25\d\d)"
_ENDS = r"""(?: (?!\d) | (?<=[日일号號])
    | (?<=\d{4}) (?= \d{1,4} \.? \s? [^\W\d] | \d\d?[-/.]\d\d?[-/.]\d | \d\d?:\d\d ) )"""
"""Where a date ends: no figure follows but that of another date, a time or a note whose space was lost:
20239 Oct 2023."""
_CLOCK = r"""
    (?P<hour>[01]?\d|2[0-4]) (?: [:.h٫] (?P<minute>[0-5]\d) (?: :(?P<second>[0-5]\d)(?:\.\d+)? )?
        \s* (?P<half>[ap]\.?m\b\.?)? | \s* (?P<half_alone>[ap]\.?m\b\.?) )
    \s* (?: \(? (?P<zone>z\b|utc\b|gmt\b|[+-]\d\d:?\d\d\b) \)? )?
"""
_JOIN = r"""(?: \s*(?:,|،|\||-|–|—|·|/|t)\s* | (?<=[日일号號]) | (?<=\d{4}) (?=\d\d?:\d\d)
    | \s+ (?:(?:at|um|à|a\s+las|às|en|ore|alle|в|о|الساعة|ساعت|saat|kl\.?|klo|om|-)\s*)? )"""


@functools.cache
def _pattern(languages: tuple[str, ...]) -> re.Pattern[str]:
    """Dates with the names of months of LANGUAGES; for none, those in figures alone."""
    spelled = sorted(_names(languages).spelled, key=lambda name: (-len(name), name)) if languages else []
    month = rf"(?:{'|'.join(_letters(name) for name in spelled)})" if spelled else "(?!)"
    month_again = rf"(?:\s?/\s?{month}\b)?"  # كانون الثاني/يناير: the Levant's name and Egypt's
    return re.compile(
        rf"""
        (?: (?<![^\W\d]) | (?<=[^\W\d_]{{3}})(?=\d) | (?<=[^\W\d_])(?=(?-i:[A-Z][a-z])) ) (?<![/.-]) (?: (?<!\d) (?:
            # 2017-11-23, 2017/11/23, 2017.11.23, 2017年11月23日, 2017년 11월 23일
            (?P<y1>{_YEAR}) \s? (?: (?P<sep1>[-/.]) (?P<m1>\d\d?) (?P=sep1) (?P<d1>{_DAY}) (?!\d)
                | [年년] \s? (?P<m2>\d\d?) \s? [月월] (?: \s? (?P<d2>{_DAY}) \s? [日일号號] | (?!\d) ) )
            # 8/17/2016, 17.08.2016, 17-8-2016, 17.08.16
            | (?P<a>\d\d?) \s? (?P<sep3>[-/.]) \s? (?P<b>\d\d?) \s? (?P=sep3)
                \s? (?P<y3>{_YEAR}{_ENDS}|\d\d(?!\d|[/-]\d))
            # 23 November 2017, 23. November 2017, 23 de noviembre de 2017, 23rd of Nov. 2017
            | (?P<d4>{_DAY}) (?:st|nd|rd|th|er|º|ª|\.|-)?,? \s* (?:of\s+|de\s+|di\s+)? (?P<n4>{month})\b\.?{month_again}
                (?: (?:\s+|\s*[,،/.-]\s*) (?:de\s+|del\s+|of\s+)? (?P<y4>{_YEAR}) )
            )
            # November 23, 2017; Nov. 23rd 2017
            | (?P<n5>{month})\b\.? \s* (?P<d5>{_DAY}) (?:st|nd|rd|th)? (?:\s*[.,،]\s*|\s+) (?P<y5>{_YEAR})
            # 2017 November 23
            | (?<!\d) (?P<y6>{_YEAR}) [.,]? \s+ (?P<n6>{month})\b\.? \s+ (?P<d6>{_DAY})\b
            # November 2017
            | (?P<n7>{month})\b\.? (?:\s+(?:de\s+)?|\s*[,،]\s*) (?P<y7>{_YEAR})
        )
        (?: \s? (?:г\.|года|р\.|року|г|թ\.)(?!\w) )?
        (?P<clock> {_JOIN} {_CLOCK} )?
        {_ENDS}
        """,
        re.VERBOSE | re.IGNORECASE,
    )


def _letters(name: str) -> str:
    """A month's name as a pattern: Arabic and Persian letter forms alike, a joiner or a space wherever it has one."""
    return re.escape(name).replace("ی", "[یي]").replace("ک", "[کك]").replace(r"\ ", r"\s+")


def _read(match: re.Match[str], languages: tuple[str, ...]) -> DateExpression | None:
    """What a match says, or None where the figures are no date."""
    part = match.groupdict()
    parts = _parts(part, _names(languages))
    if parts is None:
        return None
    year, month, day, order = parts
    if month is not None and not 1 <= month <= 12:
        return None
    if not FIRST_YEAR <= year <= LAST_YEAR or (month and day and not _exists(year, month, day)):
        return None
    clock = _clock(part)
    end = match.end() if clock else match.start("clock") if part["clock"] else match.end()
    return DateExpression(match.start(), end, "", year, month, day, clock, order)


def _parts(part: dict[str, str | None], names: _Names) -> tuple[int, int | None, int | None, Order | None] | None:
    """Year, month, day and the order in which ambiguous figures were read."""
    if year := part["y1"]:
        return _in_gregorian(int(year), int(part["m1"] or part["m2"] or 0), int(part["d1"] or part["d2"] or 0) or None)
    if part["y3"]:
        return _numeric(int(part["a"] or 0), int(part["b"] or 0), part["y3"], part["sep3"] or "")
    for kind in "4567":
        if name := part.get(f"n{kind}"):
            folded = re.sub(r"\s+", " ", fold_name(name))
            year_number, day = int(part[f"y{kind}"] or 0), int(part.get(f"d{kind}") or 0) or None
            if folded in names.jalali and (year_number in JALALI_YEARS or folded not in names.months):
                return _from_jalali(year_number, names.jalali[folded], day)
            return _in_gregorian(year_number, names.months[folded], day)
    return None


def _numeric(a: int, b: int, year: str, separator: str) -> tuple[int, int, int, Order | None] | None:
    """Figures with the year last. Hyphens with two digits for it are read only where they can be read one way."""
    if len(year) == 2 and separator == "-" and a <= 12 and b <= 12:
        return None
    full = int(year) if len(year) > 2 else 2000 + int(year) if int(year) < 70 else 1900 + int(year)
    if separator == "." and 1 <= b <= 12:
        return full, b, a, None  # dotted dates are day first wherever they are written
    if a > 12 and b <= 12:
        return full, b, a, None
    if b > 12 and a <= 12:
        return full, a, b, None
    return (full, a, b, Order.MDY if a != b else None) if a <= 12 and b <= 12 else None


def _in_gregorian(year: int, month: int, day: int | None) -> tuple[int, int | None, int | None, None] | None:
    """The parts as they are, or converted where the year can only be a Jalali or a Buddhist one."""
    if year in JALALI_YEARS:
        return _from_jalali(year, month, day)
    return (year - 543 if year > 2500 else year), month, day, None


def _from_jalali(year: int, month: int, day: int | None) -> tuple[int, int | None, int | None, None] | None:
    if year not in JALALI_YEARS or not 1 <= month <= 12 or not 1 <= (day or 1) <= persian.month_length(year, month):
        return None
    if day is None:
        return None  # a Jalali month spans two Gregorian ones: nothing precise can be said
    gregorian = persian.to_gregorian(year, month, day)
    return gregorian[0], gregorian[1], gregorian[2], None


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _clock(part: dict[str, str | None]) -> str:
    """Time of day in ISO 8601, with its zone where the line gives one as UTC, GMT or an offset."""
    if part["hour"] is None:
        return ""
    hour, half = int(part["hour"]), (part["half"] or part["half_alone"] or "").casefold()[:1]
    if half and not 1 <= hour <= 12:
        return ""
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    if hour > 23:
        return ""
    zone = (part["zone"] or "").casefold()
    offset = "+00:00" if zone in ("z", "utc", "gmt") else f"{zone[:3]}:{zone[-2:]}" if zone else ""
    second = int(part["second"] or 0)
    return time(hour, int(part["minute"] or 0), second).isoformat("seconds" if part["second"] else "minutes") + offset
