"""Names of months and days, and the words that stand in dates, of every language that CLDR has.

Names of the languages asked for, and of English, are taken at their word. Names of all other languages are known, too,
where they are long and mean the same month in each: they count only in a date that is written in full.
"""

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from copydesk import plain_toml
from copydesk.dates.folding import fold_name
from copydesk.scripts import has_unbounded

ALWAYS = ("en",)
SHORTEST = 4
"""Letters of a name of a month that is known in languages that nobody asked for."""


class Kind(Enum):
    """What a name stands for in a date; the value is the sign that it is given in `signs`."""

    MONTH = "\ue001"
    FOREIGN_MONTH = "\ue002"
    WEEKDAY = "\ue003"
    WORD = "\ue004"
    """Stands between the parts: "de"."""
    NUMBERED = "\ue005"
    """Comes before the number of a month: "tháng 8"."""
    HIJRI = "\ue010"
    JALALI = "\ue011"
    BUDDHIST = "\ue012"
    MINGUO = "\ue013"
    MEIJI = "\ue014"
    TAISHO = "\ue015"
    SHOWA = "\ue016"
    HEISEI = "\ue017"
    REIWA = "\ue018"
    COMMON = "\ue019"
    """The common era: "ค.ศ."."""


@dataclass(frozen=True, slots=True)
class Month:
    """A month's number in each of the calendars in which its name is one's."""

    gregorian: int = 0
    jalali: int = 0
    hijri: int = 0


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What words mean in the dates of a page, folded as `fold_name` does."""

    own: Mapping[str, Month]
    """Names of months in the page's languages."""

    def kind(self, name: str) -> Kind | None:
        """What NAME stands for; None where it has nothing to do with dates."""
        return Kind.MONTH if name in self.own else _common().kinds.get(name)

    def month(self, name: str) -> Month | None:
        """The month that NAME is."""
        return self.own.get(name) or _common().months.get(name)


class Common(NamedTuple):
    """What is the same whatever a page's languages."""

    kinds: dict[str, Kind]
    months: dict[str, Month]


_WORDS = {
    Kind.WORD: (
        "of de del di du the den der le am an el la on ngày năm tanggal ng yil yili йил йили жылғы жылдың жылдын "
        "ที่ เดือน ปี วันที่ เมื่อ ວັນທີ ເດືອນ ປີ ថ្ងៃទី ខែ ឆ្នាំ ခုနှစ် year "
        "د کال ماه соли"
    ).split(),
    Kind.NUMBERED: "tháng thg".split(),
    Kind.HIJRI: ["ه", "هجری", "هجریة", "ه ق", "قمری", "ق"],
    Kind.JALALI: ["ه ش", "هجری شمسی", "هجری خورشیدی", "ش", "خورشیدی"],
    Kind.COMMON: ["ค ศ", "คริสต์ศักราช", "م", "میلادی", "ad", "ce", "西元", "公元", "西暦", "서기"],
    Kind.BUDDHIST: ["พ ศ", "พุทธศักราช", "be", "佛曆"],
    Kind.MINGUO: ["民國", "中華民國", "民国", "中華民国", "minguo", "roc"],
    Kind.MEIJI: ["明治"],
    Kind.TAISHO: ["大正"],
    Kind.SHOWA: ["昭和"],
    Kind.HEISEI: ["平成"],
    Kind.REIWA: ["令和"],
}
"""What CLDR's patterns and eras do not have."""


@functools.cache
def languages_known() -> tuple[str, ...]:
    """The languages whose names of months are known, in order."""
    return tuple(sorted(plain_toml.data("calendar")))


@functools.lru_cache(maxsize=512)
def known(languages: tuple[str, ...]) -> tuple[str, ...]:
    """The languages asked for, and those always known, in one order whatever the caller's.

    >>> known(("zh-cn", "de"))
    ('de', 'en', 'zh')
    """
    return tuple(sorted({tag.split("-")[0] for tag in set(languages)} | set(ALWAYS)))


@functools.lru_cache(maxsize=512)
def vocabulary(languages: tuple[str, ...]) -> Vocabulary:
    """The names that may stand in a date of a page in LANGUAGES, as `known` gives them.

    >>> vocabulary(("cs", "en")).month("listopad"), vocabulary(("en", "hr")).month("listopad")
    (Month(gregorian=11, jalali=0, hijri=0), Month(gregorian=10, jalali=0, hijri=0))
    """
    own = _own_months(languages)
    others = _common().months
    return Vocabulary({name: _merged(month, others.get(name, Month())) for name, month in own.items()})


@functools.cache
def openings() -> Mapping[str, int]:
    """The first words of all names, and how many words the longest name has that begins with each."""
    every = {name for language in languages_known() for name in _own_months((language,))} | names_known()
    found: dict[str, int] = {}
    for name in every:
        first, _, rest = name.partition(" ")
        found[first] = max(found.get(first, 0), 2 + rest.count(" ") if rest else 1)
    return found


def names_known() -> frozenset[str]:
    """All names, but for those that mean one thing here and another there."""
    return frozenset(_common().kinds)


@functools.cache
def _common() -> Common:
    months = dict(_everywhere())
    kinds = dict.fromkeys(months, Kind.FOREIGN_MONTH)
    for calendar, names in _other_calendars().items():
        for name, number in names.items():
            found = months.get(name, Month())
            months[name] = _merged(found, Month(**{calendar: number}))
            kinds.setdefault(name, Kind.MONTH)
    for day in _days():
        kinds.setdefault(day, Kind.WEEKDAY)
    for kind, words in _words().items():
        for word in words:
            kinds.setdefault(word, kind)
    return Common(kinds, months)


def _merged(one: Month, other: Month) -> Month:
    return Month(one.gregorian or other.gregorian, one.jalali or other.jalali, one.hijri or other.hijri)


def era_named(text: str) -> bool:
    """Whether TEXT names an era whose years may have few figures.

    >>> era_named("August 17, 28 Heisei"), era_named("17 killed in 3 days")
    (True, False)
    """
    return _short_eras().search(fold_name(text)) is not None


@functools.cache
def _short_eras() -> re.Pattern[str]:
    kinds = (Kind.MINGUO, Kind.MEIJI, Kind.TAISHO, Kind.SHOWA, Kind.HEISEI, Kind.REIWA)
    names = sorted({name for kind in kinds for name in _words()[kind]})
    inside = [re.escape(name) for name in names if has_unbounded(name[0])]
    bounded = "|".join(re.escape(name) for name in names if re.escape(name) not in inside)
    return re.compile(rf"(?<!\w)(?:{bounded})(?!\w)|" + "|".join(inside))


def weekdays(languages: Iterable[str]) -> frozenset[str]:
    """Names of the days of the week in LANGUAGES and English, folded as `copydesk.dates.folding.fold_name` does."""
    return _weekdays(known(tuple(languages)))


@functools.lru_cache(maxsize=512)
def _weekdays(languages: tuple[str, ...]) -> frozenset[str]:
    return frozenset(
        day for language in languages for day in plain_toml.data("calendar").get(language, {}).get("days", ())
    )


def months(languages: Iterable[str]) -> frozenset[str]:
    """Names of the months in LANGUAGES and English, folded likewise."""
    return _months(known(tuple(languages)))


@functools.lru_cache(maxsize=512)
def _months(languages: tuple[str, ...]) -> frozenset[str]:
    return frozenset((*_own_months(languages), *_other_calendars()["jalali"]))


def _numbered(row: Iterable[str]) -> Iterator[tuple[str, int]]:
    for number, names in enumerate(row, 1):
        for name in filter(None, names.split("|")):
            if name[-1] not in "月월":  # figures and words of Han are read as figures
                yield fold_name(name), number


@functools.lru_cache(maxsize=512)
def _own_months(languages: tuple[str, ...]) -> dict[str, Month]:
    return {
        name: Month(gregorian=number)
        for language in languages
        for table in ("calendar", "month_names")
        for name, number in _numbered(plain_toml.data(table).get(language, {}).get("months", ()))
    }


@functools.cache
def _everywhere() -> dict[str, Month]:
    """The names that are long, and mean the same month wherever they are used."""
    numbers: dict[str, set[int]] = {}
    for table in ("calendar", "month_names"):
        for language, rows in plain_toml.data(table).items():
            for name, number in _numbered(rows["months"]) if language != "jalali" else ():
                numbers.setdefault(name, set()).add(number)
    return {
        name: Month(gregorian=min(found))
        for name, found in numbers.items()
        if len(found) == 1 and (len(name) >= SHORTEST or not name.isascii())
    }


@functools.cache
def _other_calendars() -> dict[str, dict[str, int]]:
    tables = plain_toml.data("calendars")
    jalali = dict(_numbered(plain_toml.data("month_names")["jalali"]["months"]))
    return {
        "hijri": dict(_numbered(tables["hijri"]["months"])),
        "jalali": dict(_numbered(tables["jalali"]["months"])) | jalali,
    }


@functools.cache
def _days() -> frozenset[str]:
    return frozenset(day for rows in plain_toml.data("calendar").values() for day in rows["days"])


@functools.cache
def _words() -> dict[Kind, tuple[str, ...]]:
    eras = {Kind[name.upper()]: tuple(names) for name, names in plain_toml.data("calendars")["eras"].items()}
    found = {kind: (*map(fold_name, words), *eras.get(kind, ())) for kind, words in _WORDS.items()}
    between = (word for rows in plain_toml.data("calendar").values() for word in rows["words"])
    return found | {Kind.WORD: (*found[Kind.WORD], *between)}
