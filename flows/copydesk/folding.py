"""A line as classifiers see it: what does not tell lines apart is folded away. Never what a record shows."""

import functools
import re
import unicodedata

ARABIC_LETTERS = {"ي": "ی", "ى": "ی", "ك": "ک", "ۀ": "ه", "ګ": "گ", "أ": "ا", "إ": "ا", "ٱ": "ا"}
"""Forms of Arabic letters that keyboards and languages exchange, and the one that stands for each."""

_SAME_LETTER = ARABIC_LETTERS | {
    "ە": "ه",  # once typed as it looks, with a ZWNJ behind it
    "ı": "i",
    "‘": "'",
    "’": "'",
    "‚": "'",
    "`": "'",
    "ʼ": "'",
    "ʻ": "'",
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
    "ـ": "",
    # Greek capitals are written without accents
    "ά": "α",
    "έ": "ε",
    "ή": "η",
    "ί": "ι",
    "ό": "ο",
    "ύ": "υ",
    "ώ": "ω",
}
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u064b-\u0655\u0670\u0307"
_FOLDED = re.compile(f"[{''.join(_SAME_LETTER)}{_INVISIBLE}]")
_DIGRAPHS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "aa", "ø": "oe", "æ": "ae", "œ": "oe"})
_STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"})
"""Letters that are no others with accents, and those that stand for them in addresses."""
_MARKS = "•·▪‣◦*»›▶►–-"
_LIST_MARK = re.compile(rf"^(?:(?:\d{{1,3}}[.)]|[{_MARKS}])\s+)+")
_HEADING_MARK = re.compile(r"\A#{1,6}\s+")
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")
"""A heading and a link as Markdown marks them."""
_OTHERS = re.compile(r"[\W_]+")
"""What is neither letter nor digit."""
_EDGES = " \t:：፡፦.。۔።।…‥,،;؛!»›>«‹<|/\\-–—·•*→←▶►▼▲↑↓+_=~\"'()[]{}【】「」"


@functools.lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Case, widths, quotes, letter forms, spaces at colons, list marks and edging punctuation folded away.

    >>> fold("  2. Skip to main menu »"), fold("مطالبِ مرتبط:"), fold("مطالب مرتبط"), fold("İLGİLİ")
    ('skip to main menu', 'مطالب مرتبط', 'مطالب مرتبط', 'ilgili')
    >>> fold("ΔΙΑΒΑΣΤΕ ΕΠΙΣΗΣ") == fold("Διαβάστε επίσης")
    True
    """
    return strip_edges(fold_unmarked(text))


def fold_once(text: str) -> str:
    """The `fold` of a TEXT that will hardly be asked for again: of an entry of a table that is being loaded."""
    return strip_edges(fold_letters(unmarked(text)))


@functools.lru_cache(maxsize=8192)
def fold_unmarked(text: str) -> str:
    """TEXT with its letters folded, without the mark of a list, and without those of links.

    >>> fold_unmarked("2. More:"), fold_unmarked("* [Sign in](/login)")
    ('more:', 'sign in')
    """
    return fold_letters(unmarked(text))


def bare(text: str) -> str:
    """The letters and digits of TEXT, folded: what names and titles are compared by.

    >>> bare("J. K. Roe") == bare("JK Roe")
    True
    """
    return _OTHERS.sub("", fold(text))


def in_addresses(text: str) -> tuple[str, ...]:
    """As what TEXT, in small letters, may stand in an address.

    >>> in_addresses("räumt"), in_addresses("bjørn")
    (('räumt', 'raeumt', 'raumt'), ('bjørn', 'bjoern', 'bjorn'))
    """
    if text.isascii():
        return (text,)
    unaccented = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return text, text.translate(_DIGRAPHS), unaccented.translate(_STROKES)


def without_case(text: str) -> str:
    """TEXT in which whatever a pattern takes for the same letter in another case is the same; nothing else is folded.

    >>> without_case("İLGİLİ — ſee"), without_case("DWA")
    ('ilgili — see', 'dwa')
    """
    return text.lower() if text.isascii() else text.replace("İ", "i").replace("ı", "i").casefold()


def unmarked(text: str) -> str:
    """TEXT without the mark of a list or of a heading at its beginning, and without those of links.

    >>> unmarked("### Read more"), unmarked("1. [Home](/)")
    ('Read more', 'Home')
    """
    text = without_list_mark(text)
    return without_links(_HEADING_MARK.sub("", text, count=1) if text[:1] == "#" else text)


def without_links(text: str) -> str:
    """Of a link in TEXT that is marked as in Markdown only what a reader sees of it.

    >>> without_links("[Home](/) | [News](/news)")
    'Home | News'
    """
    return _LINK.sub(r"\1", text) if "](" in text else text


def without_list_mark(text: str) -> str:
    """TEXT without the number or bullet of a list at its beginning.

    >>> without_list_mark("  2. Skip to main menu"), without_list_mark("2.5 million")
    ('Skip to main menu', '2.5 million')
    """
    text = text.strip()
    return _LIST_MARK.sub("", text) if text[:1].isdecimal() or text[:1] in _MARKS else text


def fold_letters(text: str) -> str:
    r"""Case, widths, quotes and letter forms folded, white space collapsed; punctuation stays.

    >>> fold_letters("1  Minute\N{NO-BREAK SPACE}read.")
    '1 minute read.'
    """
    if text.isascii():
        text = text.lower()
    else:
        text = unicodedata.normalize("NFKC", text).casefold()
        for char in set(_FOLDED.findall(text)):  # few texts have more than two of them
            text = text.replace(char, _SAME_LETTER.get(char, ""))
    if ":" in text:
        text = ": ".join([part.strip() for part in text.split(":")])
    # of all white space a space alone is printable
    return text.strip(" ") if text.isprintable() and "  " not in text else " ".join(text.split())


def strip_edges(text: str) -> str:
    """TEXT without the punctuation at its ends; where nothing else is left, TEXT itself.

    >>> strip_edges("» more:"), strip_edges("***")
    ('more', '***')
    """
    return text.strip(_EDGES) or text.strip()
