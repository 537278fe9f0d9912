"""The time of day beside a date, with its zone where one is given that means one distance from Greenwich."""

import re
from datetime import time

ZONES = {
    "z": "+00:00", "utc": "+00:00", "gmt": "+00:00", "est": "-05:00", "edt": "-04:00", "cdt": "-05:00",
    "mst": "-07:00", "mdt": "-06:00", "pst": "-08:00", "pdt": "-07:00", "cet": "+01:00", "cest": "+02:00",
    "mez": "+01:00", "mesz": "+02:00", "eet": "+02:00", "eest": "+03:00", "msk": "+03:00", "мск": "+03:00",
    "jst": "+09:00", "kst": "+09:00", "hkt": "+08:00", "aest": "+10:00", "aedt": "+11:00", "nzst": "+12:00",
    "nzdt": "+13:00", "wib": "+07:00",
}  # fmt: skip
"""Zones by name. What means two things (CST, IST, BST, ET) is left out: the time is given, and no zone."""

_HALF = r"[ap]\.?\s?m\b\.?|(?:এ|পি)\s?এম|[πμ]\.?\s?μ\.?|[صم](?!\w)|ق\.?ظ|ب\.?ظ|pt?g\b|[mp]\.d\."
EARLY, LATE = ("am", "πμ", "ص", "قظ", "pg", "pd", "এএম"), ("pm", "μμ", "م", "بظ", "ptg", "md", "পিএম")
"""Halves of the day, as English, Greek, Arabic, Persian, Malay, Albanian and Bengali write them."""
_OFFSET = r"[+-]\s?\d\d?(?::\d\d(?=\d\d?\.?\s?[^\W\d])|(?::?\d\d)?(?!\d))"
_NAMED_ZONE = "|".join(sorted(ZONES, key=len, reverse=True))
_TIME = rf"""
    (?P<early>上午|午前|오전|凌晨|早上|am\s)?(?P<late>下午|午後|오후|晚上|pm\s)? \s?
    (?P<hour>[01]?\d|2[0-4])
    (?: \s?(?:[:.h٫]|[时時点點시](?=\s?\d)) \s?
        (?P<minute>[0-5]\d|\d(?=[分분])) [分분]? (?: [:.](?P<second>[0-5]\d)(?:[.,]\d+)? )?
        \s* (?P<half>{_HALF})? | \s* (?P<half_alone>[ap]\.?m\b\.?) | [时時点點시](?!\s?\d) )
    (?!\d) \s* (?: \(? (?P<zone>(?:utc|gmt)\s?{_OFFSET}|{_OFFSET}|(?:{_NAMED_ZONE})\b) \)? )?
"""
_JOIN = r"""(?: \s*(?:,|،|\||-|–|—|·|•|/|@|t|\()\s* | (?<=[日일号號)）]) | (?<=\d\d) (?=\d\d?:\d\d)
    | (?<=\d) \.,? \s+ (?=\d\d?:\d\d)
    | (?<=\d) \. \s+ (?:[uву|/•·–-]\s+|(?=오[전후]|[ap]m\s\d|\d\d\.[0-5]\d(?![\d.,])))
    | (?<=\d) \s? r\. ,? \s+ (?:godz\.?\s+)?
    | \s* (?:\||,|،|-|–|·|•)? \s+ (?: (?:at|um|à|a\s+las|a\s+les|às|en|ore|ora|alle|в|у|о|ob|u|v|o|kell|saat
        |الساعة|ساعت|kl\.?|klo|klokken|om|lúc|pukul|jam|godz\.?|g\.|ώρα|เวลา|-) \s*)? )"""
_AFTER = re.compile(_JOIN + _TIME, re.VERBOSE | re.IGNORECASE)
_BEFORE = re.compile(
    rf"(?<![\w:.])(?=\d\d?[:.h]\d\d){_TIME} (?:\s?[ecmp]t\b)? \s? [\s,|/·•-] \s? \Z", re.VERBOSE | re.IGNORECASE
)
LONGEST = 24
"""Characters before a date in which its time is looked for."""


def clock_after(text: str, end: int) -> tuple[str, int]:
    """The time that follows a date that ends at END of plain figures, in ISO 8601 or empty, and where it ends.

    >>> clock_after("2016-08-17 10:12 +0300", 10), clock_after("Aug 17, 2016 at 8 pm EST", 12)
    (('10:12+03:00', 22), ('20:00-05:00', 24))
    >>> clock_after("2016年8月17日 下午2时5分", 10), clock_after("17 May 2016 and 3 more", 11)
    (('14:05', 17), ('', 11))
    >>> clock_after("17. kolovoza 2016. 14:05", 17), clock_after("17 Ogos 2016, 2:05 PTG", 12)
    (('14:05', 24), ('14:05', 22))
    """
    match = _AFTER.match(text, end)
    said = _read(match) if match is not None else ""
    return (said, len(match[0].rstrip()) + end) if match is not None and said else ("", end)


def clock_before(text: str, start: int) -> tuple[str, int]:
    """The time that stands right before a date that begins at START, and where it begins.

    >>> clock_before("Posted 10:12 GMT, 17 May 2016", 18), clock_before("12:05 AM is not its: 8/17/2016", 21)
    (('10:12+00:00', 7), ('', 21))
    """
    window = max(0, start - LONGEST)
    match = _BEFORE.search(text, window, start)
    said = _read(match) if match is not None else ""
    return (said, match.start()) if match is not None and said else ("", start)


def _read(match: re.Match[str]) -> str:
    hour = int(match["hour"])
    half = re.sub(r"[.\s]", "", match["half"] or match["half_alone"] or "").casefold()
    late = match["late"] or half in LATE
    early = match["early"] or half in EARLY
    if half and not 1 <= hour <= 12:
        return ""
    if late or early:
        hour = hour % 12 + (12 if late else 0) if hour <= 12 else hour
    if hour > 23:
        return ""
    exact = "seconds" if match["second"] else "minutes"
    return time(hour, int(match["minute"] or 0), int(match["second"] or 0)).isoformat(exact) + _zone(
        match["zone"] or ""
    )


def _zone(name: str) -> str:
    """A zone as its distance from Greenwich.

    >>> _zone("GMT+3"), _zone("-0430"), _zone("est"), _zone("")
    ('+03:00', '-04:30', '-05:00', '')
    """
    named = name.casefold().replace(" ", "")
    if named in ZONES:
        return ZONES[named]
    offset = re.search(r"([+-])(\d\d?):?(\d\d)?\Z", named)
    return f"{offset[1]}{int(offset[2]):02}:{offset[3] or '00'}" if offset else ""
