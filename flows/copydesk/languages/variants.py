"""In which script a language is written that has several: simplified or traditional Chinese, Cyrillic or Latin.

And which Han characters are Japan's.

The record's `language` is a primary tag; this is for those who want to know more.
"""

from collections.abc import Mapping

from copydesk.chartables import CharTable
from copydesk.languages.letters import letters_of
from copydesk.standards import has, is_common_in_japan

SCRIPTS: Mapping[str, Mapping[str, str]] = {
    "az": {"LATIN": "Latn", "CYRILLIC": "Cyrl", "ARABIC": "Arab"},
    "kk": {"CYRILLIC": "Cyrl", "LATIN": "Latn", "ARABIC": "Arab"},
    "ku": {"LATIN": "Latn", "ARABIC": "Arab", "CYRILLIC": "Cyrl"},
    "mn": {"CYRILLIC": "Cyrl", "MONGOLIAN": "Mong"},
    "pa": {"GURMUKHI": "Guru", "ARABIC": "Arab"},
    "sr": {"CYRILLIC": "Cyrl", "LATIN": "Latn"},
    "tg": {"CYRILLIC": "Cyrl", "ARABIC": "Arab"},
    "uz": {"LATIN": "Latn", "CYRILLIC": "Cyrl", "ARABIC": "Arab"},
}
"""Languages that are written in several scripts, and the names of these in BCP 47."""

_BOTH, _SIMPLIFIED, _TRADITIONAL = 1, 2, 3


def variant_of(language: str, text: str) -> str:
    """The BCP 47 tag of LANGUAGE as TEXT is written; LANGUAGE itself where TEXT does not show it, or there is one way.

    >>> variant_of("zh", "外交部表示，会谈将持续到周末。"), variant_of("zh", "外交部表示，會談將持續到週末。")
    ('zh-Hans', 'zh-Hant')
    >>> variant_of("sr", "Министарство"), variant_of("uz", "Vazirlik"), variant_of("zh", "北京"), variant_of("en", "a")
    ('sr-Cyrl', 'uz-Latn', 'zh', 'en')
    """
    if language == "zh":
        characters = _CHARACTERS(text)
        simplified, traditional = (int((characters == kind).sum()) for kind in (_SIMPLIFIED, _TRADITIONAL))
        return "zh" if simplified == traditional else "zh-Hans" if simplified > traditional else "zh-Hant"
    script = SCRIPTS.get(language, {}).get(letters_of([text]).script[0])
    return f"{language}-{script}" if script else language


def is_japanese(text: str) -> bool:
    """Whether Han characters of TEXT are Japanese ones, more of them than Japan does not have.

    >>> is_japanese("宮崎県高鍋町"), is_japanese("外交部表示，会谈将持续到周末。"), is_japanese("東京")
    (True, False, False)
    """
    characters = _IN_JAPAN(text)
    return int((characters == _ONLY_THERE).sum()) > int((characters == _NOT_THERE).sum())


def is_chinese(text: str, kana: int, han: int) -> bool:
    """Whether TEXT, with so many letters in each script, is Chinese whatever stands around it, be there a quote in it.

    Japanese has few lines without kana, and parts none of them with a full-width comma.

    >>> is_chinese("财经", 0, 6), is_chinese("雙方將繼續談判，直到週末。", 0, 33), is_chinese("日本経済新聞", 0, 18)
    (True, True, False)
    >>> is_chinese("动画《鬼滅の刃》票房创新高", 3, 33), is_chinese("経済省，予算案発表へ", 3, 24)
    (True, False)
    """
    characters = _IN_JAPAN(text)
    elsewhere = int((characters == _NOT_THERE).sum()) - int((characters == _ONLY_THERE).sum())
    if not kana:
        return elsewhere > 0 or _COMMA in text
    old = int((characters == _OLD).sum()) if _COMMA in text else 0
    return kana * MIN_HAN < han and elsewhere + old >= MIN_CHINESE


MIN_HAN, MIN_CHINESE = 2, 2
"""Of a Chinese line with Japanese in it: Han characters for each of its kana, and characters that Japan does not write,
both at least."""

_COMMA = "，"
_ANYWHERE, _ONLY_THERE, _NOT_THERE, _OLD = 1, 2, 3, 4


def _in_japan(char: str) -> int:
    """Whether Japan has a character at all, writes it as others do not, or has put another form in its place."""
    if not "\u4e00" <= char <= "\u9fff":
        return _ANYWHERE
    if not has("euc_jp", char):
        return _NOT_THERE
    if is_common_in_japan(char):
        return _ANYWHERE if has("gb2312", char) or has("big5", char) else _ONLY_THERE
    return _OLD if has("big5", char) and not has("gb2312", char) else _ANYWHERE


_IN_JAPAN = CharTable(_in_japan)


def _character(char: str) -> int:
    """Whether a character is in the simplified set or the traditional one, by the encodings made for them."""
    if not "\u4e00" <= char <= "\u9fff":
        return _BOTH
    simplified, traditional = has("gb2312", char), has("big5", char)
    return _BOTH if simplified == traditional else _SIMPLIFIED if simplified else _TRADITIONAL


_CHARACTERS = CharTable(_character)
