"""A line as classifiers see it: what does not tell lines apart is folded away. Never what a record shows."""

import functools
import re
import unicodedata

_SAME_LETTER = str.maketrans(
    {
        "ي": "ی",
        "ى": "ی",
        "ك": "ک",
        "ۀ": "ه",
        "أ": "ا",
        "إ": "ا",
        "ٱ": "ا",
        "ı": "i",
        "‘": "'",
        "’": "'",
        "‚": "'",
        "`": "'",
        "ʼ": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "–": "-",
        "—": "-",
        "−": "-",
        "‐": "-",
        "‑": "-",
        "ـ": None,
    }
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u064b-\u0655\u0670\u0307]")
_COLON = re.compile(r"\s*:\s*")
_LIST_MARK = re.compile(r"^(?:(?:\d{1,3}[.)]|[•·▪‣◦*»›▶►–-])\s+)+")
_EDGES = " \t:：.。…‥,،;؛!»›>«‹<|/\\-–—·•*→←▶►▼▲↑↓+_=~\"'()[]{}【】「」"


@functools.lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Case, widths, quotes, letter forms, spaces at colons, list marks and edging punctuation folded away.

    >>> fold("  2. Skip to main menu »"), fold("مطالبِ مرتبط:"), fold("مطالب مرتبط"), fold("İLGİLİ")
    ('skip to main menu', 'مطالب مرتبط', 'مطالب مرتبط', 'ilgili')
    """
    return strip_edges(fold_letters(without_list_mark(text)))


def without_list_mark(text: str) -> str:
    """TEXT without the number or bullet of a list at its beginning.

    >>> without_list_mark("  2. Skip to main menu"), without_list_mark("2.5 million")
    ('Skip to main menu', '2.5 million')
    """
    return _LIST_MARK.sub("", text.strip())


def fold_letters(text: str) -> str:
    r"""Case, widths, quotes and letter forms folded, white space collapsed; punctuation stays.

    >>> fold_letters("1  Minute\N{NO-BREAK SPACE}read.")
    '1 minute read.'
    """
    if text.isascii():
        text = text.lower()
    else:
        text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text).casefold()).translate(_SAME_LETTER)
    return " ".join((_COLON.sub(": ", text) if ":" in text else text).split())


def strip_edges(text: str) -> str:
    """TEXT without the punctuation at its ends; where nothing else is left, TEXT itself.

    >>> strip_edges("» more:"), strip_edges("***")
    ('more', '***')
    """
    return text.strip(_EDGES) or text.strip()
