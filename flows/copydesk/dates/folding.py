"""Names of months and days as they are compared: in every way in which pages write them, they are one."""

import functools
import re
import string
import unicodedata

from copydesk.folding import ARABIC_LETTERS

_SAME = str.maketrans(ARABIC_LETTERS | {"آ": "ا", "ة": "ه", "İ": "i", "ı": "i"})
_UNSEEN = re.compile(
    r"[\u00ad\u02bb-\u02bf\u0307\u0640\u064b-\u0655\u0670\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u05f3\u05f4'’‘`]"
)
_ASCII = str.maketrans(dict.fromkeys("'`") | dict.fromkeys(".-/", " ") | {c: c.lower() for c in string.ascii_uppercase})
"""What becomes of ASCII: what is not seen, what parts words, and capitals."""
_ACCENTED = re.compile(r"[\u00c0-\u024f\u0370-\u03ff\u1e00-\u1fff]")
_APART = re.compile(r"[\s.\-\u2010\u2011/·]+")
_ACCENTS = re.compile(r"[\u0300-\u036f]")


@functools.lru_cache(maxsize=8192)
def fold_name(name: str) -> str:
    """The name of a month or a day with case, accents, dots, joiners and forms of Arabic letters folded away.

    >>> fold_name("FÉVRIER"), fold_name("Févr."), fold_name("KASIM"), fold_name("Αυγούστου"), fold_name("май")
    ('fevrier', 'fevr', 'kasim', 'αυγουστου', 'май')
    >>> fold_name("Dhuʻl-Qiʻdah"), fold_name("أغسطس"), fold_name("p. m.")
    ('dhul qidah', 'اغسطس', 'p m')
    """
    if name.isascii():
        return " ".join(name.translate(_ASCII).split())
    folded = _UNSEEN.sub("", unicodedata.normalize("NFC", name).translate(_SAME).casefold())
    if _ACCENTED.search(folded):
        folded = _ACCENTS.sub("", "".join(_plain(char) for char in folded))
    return _APART.sub(" ", folded).strip()


@functools.cache
def _plain(char: str) -> str:
    return _ACCENTS.sub("", unicodedata.normalize("NFD", char)) if _ACCENTED.match(char) else char
