r"""Writes what CLDR knows of other calendars, and of "two hours ago", into the package's data.

    npm pack cldr-dates-full@48.2.0 cldr-cal-islamic-full@48.2.0 cldr-cal-persian-full@46.1.0 \\
             cldr-cal-japanese-full@39.0.0 cldr-cal-buddhist-full@39.0.0 cldr-cal-roc-full@28.0.0
    (unpack each into a folder of its own name)
    python -m training.calendars FOLDER

Numbers in words are those of ICU's rules, through the package unicode-rbnf.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from unicode_rbnf import RbnfEngine

from copydesk.dates.folding import fold_name
from copydesk.dates.vocabulary import languages_known
from training.places import DATA

LICENCE = "# Copyright 1991-2025 Unicode, Inc. Distributed under the Unicode License v3, https://www.unicode.org/license.txt\n"
CALENDARS_HEAD = f"""\
# Names of the months of the Hijri and the Jalali calendar in many languages, first month first, folded, several of one
# month parted by "|"; and what languages write beside a year to say whose year it is.
# From Unicode's CLDR; training/calendars.py writes this file.
{LICENCE}"""
AGO_HEAD = f"""\
# How languages say how long ago something was, longest unit first, {{n}} for the number, and the numbers from one to
# twelve in words, each in all its forms; yesterday and today.
# From Unicode's CLDR and the rules of its numbers; training/calendars.py writes this file.
{LICENCE}"""

UNITS = ("year", "month", "week", "day", "hour", "minute", "second")
MOST = 12
"""Largest number that is written in words."""


def main(folder: Path) -> None:
    """Write both files from the unpacked packages in FOLDER."""
    (DATA / "calendars.toml").write_text(CALENDARS_HEAD + "".join(_calendars(folder)), encoding="utf-8")
    (DATA / "ago.toml").write_text(AGO_HEAD + "".join(_ago(folder)), encoding="utf-8")


def _fields(folder: Path, package: str, language: str, file: str) -> dict[str, Any]:
    path = folder / package / "package" / "main" / _tag(language) / f"{file}.json"
    if not path.exists():
        return {}
    dates: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["main"][_tag(language)]["dates"]
    return dates


def _tag(language: str) -> str:
    return {"tl": "fil"}.get(language, language)


# ---------------------------------------------------------------------------------------------------- calendars

_ERAS = {
    "hijri": ("islamic", "0"),
    "jalali": ("persian", "0"),
    "buddhist": ("buddhist", "0"),
    "minguo": ("roc", "1"),
    "meiji": ("japanese", "232"),
    "taisho": ("japanese", "233"),
    "showa": ("japanese", "234"),
    "heisei": ("japanese", "235"),
    "reiwa": ("japanese", "236"),
}


def _calendars(folder: Path) -> Iterator[str]:
    for calendar in ("hijri", "jalali"):
        months: list[dict[str, None]] = [{} for _ in range(12)]
        for language in languages_known():
            for names in _names(folder, _ERAS[calendar][0], language):
                for number, name in names.items():
                    if len(folded := fold_name(name)) > 1 and not folded[0].isdigit():
                        months[int(number) - 1][folded] = None
        yield _table(calendar, {"months": ["|".join(sorted(names)) for names in _unmistakable(months)]})
    yield _table("eras", {era: sorted(set(_era_names(folder, era))) for era in _ERAS})


def _unmistakable(months: list[dict[str, None]]) -> list[list[str]]:
    """Names that mean one month: some languages cut two of them to the same letters."""
    return [[one for one in names if sum(one in other for other in months) == 1] for names in months]


def _names(folder: Path, calendar: str, language: str) -> Iterator[dict[str, str]]:
    dates = _fields(folder, f"cldr-cal-{calendar}-full", language, f"ca-{calendar}")
    if dates:
        months = dates["calendars"][calendar]["months"]
        for context in ("format", "stand-alone"):
            yield months[context]["wide"]
            yield months[context]["abbreviated"]


def _era_names(folder: Path, era: str) -> Iterator[str]:
    calendar, number = _ERAS[era]
    for language in languages_known():
        dates = _fields(folder, f"cldr-cal-{calendar}-full", language, f"ca-{calendar}")
        for width in ("eraNames", "eraAbbr") if dates else ():
            name = fold_name(dates["calendars"][calendar]["eras"][width].get(number, ""))
            if len(name) > 1 and name != "era0":
                yield name


# ---------------------------------------------------------------------------------------------------------- ago


def _ago(folder: Path) -> Iterator[str]:
    for language in languages_known():
        dates = _fields(folder, "cldr-dates-full", language, "dateFields")
        if dates:
            rows: dict[str, Iterable[str]] = {unit: _phrases(dates["fields"], unit) for unit in UNITS}
            rows["today"] = [fold_name(dates["fields"]["day"]["relative-type-0"])]
            rows["yesterday"] = [fold_name(dates["fields"]["day"]["relative-type--1"])]
            rows["numbers"] = ["|".join(_in_words(language, number)) for number in range(1, MOST + 1)]
            yield _table(
                language,
                {name: list(dict.fromkeys(row)) if name != "numbers" else list(row) for name, row in rows.items()},
            )


def _phrases(fields: dict[str, Any], unit: str) -> Iterator[str]:
    """How the language says it, one, two, few and many; what has no word but a sign and a letter is left out."""
    for width in ("", "-short", "-narrow"):
        for count, phrase in fields[unit + width].get("relativeTime-type-past", {}).items():
            said = fold_name(phrase.replace("{0}", " {0} ")).replace("{0}", "{n}")
            if sum(map(str.isalpha, said)) > 2 and not phrase.startswith(("-", "−")):
                numbered = said if "{n}" in said else {"one": f"{said}=1", "two": f"{said}=2"}.get(count[26:], "")
                if numbered:
                    yield numbered


def _in_words(language: str, number: int) -> list[str]:
    try:
        rules = RbnfEngine.for_language(_tag(language)).format_number(number).text_by_ruleset
    except ValueError:  # there are no rules for it
        return []
    said = {fold_name(text) for name, text in rules.items() if "cardinal" in name or name == "spellout-numbering"}
    return sorted(word for word in said if word and not any(map(str.isdigit, word)))


def _table(name: str, rows: dict[str, list[str]]) -> str:
    return "\n".join(
        (f"\n[{name}]", *(f"{key} = {json.dumps(row, ensure_ascii=False)}" for key, row in rows.items()), "")
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
