"""In which script a language is written that has several: simplified or traditional Chinese, Cyrillic or Latin.

The record's `language` is a primary tag; this is for those who want to know more.
"""

from collections.abc import Mapping

from copydesk.chartables import CharTable
from copydesk.languages.letters import letters_of
from copydesk.standards import has

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


def _character(char: str) -> int:
    """Whether a character is in the simplified set or the traditional one, by the encodings made for them."""
    if not "\u4e00" <= char <= "\u9fff":
        return _BOTH
    simplified, traditional = has("gb2312", char), has("big5", char)
    return _BOTH if simplified == traditional else _SIMPLIFIED if simplified else _TRADITIONAL


_CHARACTERS = CharTable(_character)
