"""The ways in which dates are written, on lines of which `signs` has made figures and signs: one for all languages."""

import re

from copydesk.dates.signs import REST
from copydesk.dates.vocabulary import Kind

ERAS = "".join(
    kind.value
    for kind in (
        *(Kind.HIJRI, Kind.JALALI, Kind.BUDDHIST, Kind.MINGUO, Kind.COMMON),
        *(Kind.MEIJI, Kind.TAISHO, Kind.SHOWA, Kind.HEISEI, Kind.REIWA),
    )
)
"""Signs of all eras, for a character class."""

_FIRST = rf"[\d{Kind.MONTH.value}{Kind.FOREIGN_MONTH.value}{Kind.WEEKDAY.value}{ERAS}]"
"""What every date begins with."""
_ERA = rf"(?:[{ERAS}]{REST}*)"
_MONTH = rf"(?:[{Kind.MONTH.value}{Kind.FOREIGN_MONTH.value}]{REST}*)"
_OWN_MONTH = rf"(?:{Kind.MONTH.value}{REST}*)"
_WORDS = rf"(?:{Kind.WORD.value}{REST}*[\s.,)'’]{{0,3}}){{1,3}}"
_ORDINAL = r"(?:(?i:st|nd|rd|th)|er|re|a|o|º|ª|°|-?[жй]е|-?го|-?у?ми)?"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:1[2-9]\d\d|20\d\d|2[45]\d\d)"
_GAP = rf"[\s.,،၊’'`(/-]{{0,3}}(?:{_WORDS})?"
"""Between a day and a month."""
_STOP = rf"[\s.,،၊׳/’'`()-]{{0,3}}(?:{_WORDS})?"
"""Between a month and what follows it."""
_OF_YEAR = rf"[\s.]{{0,2}}(?:(?:г|р|թ|{Kind.WORD.value}{REST}*)\.?\s?)?"
"""Between a year and its era."""
_ENDS = r"""(?: (?!\d) | (?<=[日일号號])
    | (?<=\d{4}) (?= \d{1,4} \.? \s? [^\W\d]
        | \d{1,2} [.,]? \s? [\ue001\ue002] | \d\d?[-/.]\d\d?[-/.]\d | \d\d?:\d\d ) )"""
"""Where a date ends: no figure follows but that of another date, a time or a note whose space was lost:
20239 Oct 2023."""
_BEGINS = r"""(?:
    (?<![^\W\d]) | (?<=[^\W\d_]{3})(?=\d) | (?=[\ue001\ue002]) | (?<=[\u3040-\u9fff\uac00-\ud7af])(?=\d{4}\s?[-/.年년])
) (?<![/.\ue004]) (?:
    (?<!-) | (?<=[^\W\d]-)(?=\d\d?[/.]\d\d?[/.]\d{4}|\d\d?\s\ue004) | (?<=\s-)(?=[\ue001\ue002]\ue0ff*[\s.]{1,2}\d)
) (?:
    (?<!\d) | (?<=[+-]\d\d:\d\d) | (?=[\ue001\ue002]\ue0ff*[\s.]{1,2}\d\d?(?:(?i:st|nd|rd|th))?[\s,.]{1,2}\d{4})
)"""
"""Where a date begins: what stands before it is no part of a number or a word, or its space was lost: 입력2023.11.02,
Madrid-29/05/2025, Ika-14 ng Mayo, 10:00+00:00March 22nd, 2024."""


def _year(number: int) -> str:
    """A year in full, or one of an era that is named beside it."""
    return (
        rf"(?: (?P<e{number}>{_ERA}) (?: [\s.]{{0,2}} | \s? {_WORDS} ) (?P<ey{number}>\d{{1,4}}) (?!\d)"
        rf" | (?P<y{number}>{_YEAR}) (?: {_OF_YEAR} \(? (?P<f{number}>{_ERA}) \)? )? {_ENDS}"
        rf" | (?P<gy{number}>\d{{1,4}}) {_OF_YEAR} \(? (?P<g{number}>{_ERA}) \)?"
        rf" | (?P<hy{number}> (?(e0) \d{{1,4}} (?!\d) | (?!) ) ) )"
    )


DATE = re.compile(
    rf"""
    (?={_FIRST})
    (?: (?P<e0>{_ERA}) [\s.,]{{1,3}} (?= {Kind.WEEKDAY.value} | \d\d?(?![.\d]) | \d\d?\.\d\d?\.\d{{4}} ) )?
    (?: {Kind.WEEKDAY.value}{REST}* [\s.,،、()]{{0,3}} (?:{_WORDS})? )?
    {_BEGINS} (?:
        # 2017-11-23, 2017/11/23, 2017. 11. 23; 民國105/8/17
        (?: (?P<e1>{_ERA}) \s? (?P<ey1>\d{{1,4}}) | (?P<y1>{_YEAR}) )
            \s? (?P<sep1>[-/.•·]) \s? (?P<m1>\d\d?) \s? (?P=sep1) \s? (?P<d1>{_DAY}) (?!\d)
            (?: [\s.]{{0,2}} (?P<f1>{_ERA}) )?
        # 2017年11月23日, 2017년 11월 23일, 平成28年8月17日, 2016年（平成28年）8月17日
        | (?: (?P<e2>{_ERA}) \s? (?P<ey2>\d{{1,4}}|元) | (?P<y2>{_YEAR}) | (?P<roc>1\d\d) )
            \s? [年년] (?: \s? [(（] (?: {_ERA} \s? (?:\d\d?|元) | {_YEAR} ) 年 [)）] )?
            \s{{0,3}} (?P<m2>\d\d?) \s? [月월] (?: \s{{0,3}} (?P<d2>{_DAY}) \s? [日일号號] | (?!\d) )
        # 8/17/2016, 17.08.2016, 17-8-2016, 17.08.16, 17. 8. 2016
        | (?P<a>\d\d?) \s? (?P<sep3>[-/.]) \s? (?P<b>\d\d?) \s? (?P=sep3) \s?
            (?: (?P<y3>{_YEAR}) (?!:[0-5]\d) {_ENDS} (?: {_OF_YEAR} (?P<f3>{_ERA}) )?
              | (?P<gy3>\d{{1,4}}) {_OF_YEAR} (?P<g3>{_ERA}) | (?P<e3>{_ERA}) \s? (?P<ey3>\d{{1,4}})
              | (?P<short>\d\d) (?: (?=[012]?\d:[0-5]\d(?!\d)) | (?!\d|[/-]\d|\.\d\d|:[0-5]\d) ) )
        # 23 November 2017, 23. November 2017, 23 de noviembre de 2017, 23rd of Nov. 2017
        | (?P<d4>{_DAY}) {_ORDINAL} (?!\d) {_GAP} (?P<n4>{_MONTH}) (?: \s?/\s? {_MONTH} )? {_STOP} {_year(4)}
        # 17 tháng 8, 2016
        | (?P<d8>{_DAY}) {_GAP} {Kind.NUMBERED.value}{REST}* \s? (?P<m8>\d\d?) (?!\d) {_STOP} {_year(8)}
        # 23-Nov-17
        | (?P<d9>{_DAY}) (?P<sep9>[-\s]) (?P<n9>{_OWN_MONTH}) (?P=sep9)
            (?P<short9>(?<=-)\d\d|(?<=\s)['’]\d\d) (?!\d|[/-]\d)
        # November 23, 2017; Nov. 23rd 2017; Nov 23 Thu 2017
        | (?P<n5>{_MONTH}) [\s./]{{0,2}} (?:{_WORDS})? (?P<d5>{_DAY}) {_ORDINAL}
            (?: \s {Kind.WEEKDAY.value}{REST}* (?=\s) )? (?: [\s.,،၊/]{{1,3}} (?:{_WORDS})? ) {_year(5)}
        # 2017 November 23, 2017-Nov-23, 2017 m. lapkričio 23 d.
        | (?<!\d) (?: (?P<e6>{_ERA}) [\s.]{{0,2}} (?P<ey6>\d{{1,4}}) | (?P<y6>{_YEAR}) (?: \s? (?P<f6>{_ERA}) )? )
            (?: [\s.,،(]{{1,3}} (?:{_WORDS})? | {_WORDS} | -(?=[^-\s]+-) ) (?P<n6>{_MONTH}) [\s.,-]{{0,2}} (?:{_WORDS})?
            (?P<d6>{_DAY}) (?!\d|[\s,.]{{0,2}}\d{{4}}|[:.]\d)
        # 2016. gada 17. augusts, 2016-yil 17-avgust, 2016-ж., 17-август, 2016 17-ئاۋغۇست
        | (?<!\d) (?: (?P<e7>{_ERA}) [\s.]{{0,2}} (?P<ey7>\d{{1,4}}) | (?P<y7>{_YEAR}) ) [\s.-]{{0,2}}
            (?:{_WORDS}|g\.\s?|(?<=\s)(?=\d\d?-{_OWN_MONTH}))
            (?P<d7>{_DAY}) [\s.-]{{0,2}} (?P<n7>{_MONTH}) (?!{_STOP}\d{{4}})
        # 2016 оны 8-р сарын 17
        | (?P<ya>{_YEAR}) \s? {_WORDS} (?P<ma>\d\d?) (?:-?{Kind.WORD.value})? \s? сарын \s (?P<da>{_DAY}) (?!\d)
        # 17 ส.ค. 59, in the Buddhist era
        | (?P<dt>{_DAY}) \s? (?P<nt>{_OWN_MONTH}) (?<![\x00-\x7f]) \.? \s? (?P<yt>[5-7]\d) (?!\d|[.:/-]\d)
        # 105 rugpjūčio 17 R.O.C.; 105. gada 17. augusts R.O.C.
        | (?<!\d) (?P<gyb>\d{{1,3}}) [\s.]{{1,2}} (?:{_WORDS})? (?P<nb>{_OWN_MONTH}) [\s.]{{1,2}} (?P<db>{_DAY})
            [\s.]{{0,2}} (?P<gb>{_ERA})
        | (?<!\d) (?P<gyc>\d{{1,3}}) [\s.]{{0,2}} {_WORDS} (?P<dc>{_DAY}) [\s.]{{0,2}} (?P<nc>{_OWN_MONTH})
            [\s.]{{0,2}} (?P<gc>{_ERA})
        # Sun Nov 23 10:12:33 UTC 2017, as Unix says it
        | (?P<n0>{_OWN_MONTH}) \s+ (?P<d0>{_DAY}) \s+ (?=\d\d:\d\d) [\d:]{{5,8}} \s+
            (?:[A-Z]{{3,4}}\s+)? (?P<y0>{_YEAR}) (?!\d)
        # November 2017
        | (?P<nm>{_OWN_MONTH}) (?:[\s.]{{1,2}} (?:{_WORDS})?|\s*[,،]\s*) (?P<ym>{_YEAR})
            (?:[\s.]{{0,2}}(?P<fm>{_ERA}))? {_ENDS}
    )
    (?: \s? (?:г|года|р|року|թ)\.? (?!\w)
      | \s? {Kind.WORD.value}{REST}* (?: \. | (?=\W*(?:{Kind.WEEKDAY.value}|\Z)) ) )?
    (?: \s? [(（] [月火水木金土日一二三四五六월화수목금토일] [)）]
      | [\s.,،(（]{{0,3}} {Kind.WEEKDAY.value}{REST}*+ [)）]? (?: \s{Kind.WORD.value}{REST}* )?
        (?!\s?(?:\d\d?[\s.,]{{0,2}}(?:{_WORDS})?)?[\ue001\ue002]) )?
    """,
    re.VERBOSE,
)
