"""What a match of the grammar says: parts, calendar, order of the figures."""

import re
from typing import NamedTuple

from copydesk.dates.calendars import BUDDHIST_YEARS, HIJRI_YEARS, JALALI_YEARS, Day, gregorian
from copydesk.dates.expressions import Order
from copydesk.dates.folding import fold_name
from copydesk.dates.grammar import DATE, ERAS
from copydesk.dates.signs import HEBREW_IN
from copydesk.dates.vocabulary import Kind, Month, Vocabulary

YEAR_FIRST_LANGUAGES = frozenset(("zh", "ja", "ko", "hu"))
"""Where three pairs of figures begin with the year."""
YEAR_BEFORE_MONTH = frozenset(("hu", "lt"))
"""Where the year stands before the name of a month and the day behind it: "5 gruodžio 31 Reiwa" is the fifth year's."""
_ERAS = tuple(group for group in DATE.groupindex if re.fullmatch(r"[efg][\dmbc]", group))
"""Groups of the grammar that hold an era."""
PIVOT, THAI_PIVOT = 70, 50
"""From this one on, years of two figures are of the last century; and, in Thai, of the Buddhist era."""


class Meant(NamedTuple):
    """A day, and how ambiguous figures were read."""

    day: Day
    order: Order | None = None


def read(match: re.Match[str], text: str, known: Vocabulary, languages: tuple[str, ...]) -> Meant | None:
    """What a MATCH in the signs of TEXT says, or None where the figures are no date."""
    part = match.groupdict()
    era = _era(part)
    name = next(
        (group for group in ("n4", "n5", "n6", "n7", "n9", "n0", "nt", "nb", "nc", "nm") if part.get(group)), None
    )
    if name is not None:
        said = fold_name(text[match.start(name) : match.end(name)])
        month = known.month(said) or known.month(said.removeprefix(HEBREW_IN))
        return _named(part, name, month, languages) if month is not None else None
    if part["a"]:
        return _numeric(part, era, languages)
    if part["roc"]:
        era = era or (Kind.MINGUO if "zh" in languages else None)
        return _meant(Day(int(part["roc"]), int(part["m2"] or 0), _int(part["d2"])), era, languages)
    year = next(
        (part[group] for group in ("y1", "ey1", "y2", "ey2", "ya", "y8", "ey8", "gy8", "hy8") if part.get(group)), None
    )
    number = part["m1"] or part["m2"] or part["ma"] or part["m8"]
    if year is None or number is None:
        return None
    return _meant(
        Day(1 if year == "元" else int(year), int(number), _int(part["d1"] or part["d2"] or part["da"] or part["d8"])),
        era,
        languages,
    )


def _int(figures: str | None) -> int | None:
    return int(figures) if figures else None


def _era(part: dict[str, str | None]) -> Kind | None:
    sign = next((value for group in _ERAS if (value := part[group])), "")[:1]
    return Kind(sign) if sign and sign in ERAS else None


def _meant(written: Day, era: Kind | None, languages: tuple[str, ...], order: Order | None = None) -> Meant | None:
    day = gregorian(written, era, languages)
    return Meant(day, order) if day is not None else None


def _named(part: dict[str, str | None], name: str, month: Month, languages: tuple[str, ...]) -> Meant | None:
    """A date whose month has a name. Where two calendars have months of that name, the year tells which is meant."""
    kind = name[1]
    if kind == "t":
        thai = Day(2500 + int(part["yt"] or 0), month.gregorian, _int(part["dt"]))
        return _meant(thai, Kind.BUDDHIST, languages) if "th" in languages else None
    figures = next(
        (part[group] for group in (f"y{kind}", f"ey{kind}", f"gy{kind}", f"hy{kind}") if part.get(group)), None
    )
    if figures is None:
        figures = (part["short9"] or "").strip("'’")
        year = _full(int(figures))
    else:
        year = int(figures)
    day, era = _int(part.get(f"d{kind}")), _era(part)
    if kind == "4" and part["gy4"] and day is not None and not YEAR_BEFORE_MONTH.isdisjoint(languages):
        day, year = year, day
    if month.jalali and (year in JALALI_YEARS or not month.gregorian) and era is not Kind.HIJRI:
        return _meant(Day(year, month.jalali, day), Kind.JALALI, languages)
    if month.hijri and (year in HIJRI_YEARS or not month.gregorian):
        return _meant(Day(year, month.hijri, day), Kind.HIJRI, languages)
    if not month.gregorian or (era is None and year in JALALI_YEARS):
        return None
    return _meant(Day(year, month.gregorian, day), era, languages)


def _full(year: int) -> int:
    return 2000 + year if year < PIVOT else 1900 + year


def _numeric(part: dict[str, str | None], era: Kind | None, languages: tuple[str, ...]) -> Meant | None:
    """Figures with the year last. Hyphens with two digits for it are read only where they can be read one way."""
    a, b, separator, short = int(part["a"] or 0), int(part["b"] or 0), part["sep3"], part["short"]
    if short and separator == "-" and a <= 12 and b <= 12:
        return None
    if short and len(part["a"] or "") == 2 and 1 <= b <= 12 and _begins_with_year(languages):
        return _meant(Day(_full(a), b, int(short)), era, languages)
    year = int(part["y3"] or part["gy3"] or part["ey3"] or 0)
    if short:
        thai = "th" in languages and int(short) >= THAI_PIVOT
        year, era = (2500 + int(short), Kind.BUDDHIST) if thai else (_full(int(short)), None)
    foreign = era is not None or year in JALALI_YEARS or year in BUDDHIST_YEARS
    if (separator == "." or foreign) and 1 <= b <= 12:
        # dotted dates are day first wherever they are written, and so are those of other calendars
        return _meant(Day(year, b, a), era, languages)
    if a > 12 and b <= 12:
        return _meant(Day(year, b, a), era, languages)
    if b > 12 and a <= 12:
        return _meant(Day(year, a, b), era, languages)
    order = Order.MDY if a != b else None
    return _meant(Day(year, a, b), era, languages, order) if a <= 12 and b <= 12 else None


def _begins_with_year(languages: tuple[str, ...]) -> bool:
    """Whether three pairs of figures begin with the year: English aside, all languages of the page say so."""
    spoken = set(languages) - {"en"}
    return bool(spoken) and spoken <= YEAR_FIRST_LANGUAGES
