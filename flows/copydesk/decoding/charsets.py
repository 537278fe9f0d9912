"""Encodings by name: what browsers read a label as, and which ones bytes of unknown origin are tried in."""

import codecs
import unicodedata
from typing import NamedTuple

import ftfy.bad_codecs

ftfy.bad_codecs.ok()  # registers the sloppy-windows-* codecs, which read every byte as browsers do


class Charset(NamedTuple):
    """An encoding that bytes are tried in."""

    name: str
    """Its name in records."""
    codec: str
    """Python's name."""
    rarity: int
    """How much less likely than the commonest it is before the bytes are seen, in tenths of a nat."""


def _charsets(rarity: int, names: str) -> tuple[Charset, ...]:
    return tuple(Charset(name.partition("=")[0], name.rpartition("=")[2], rarity) for name in names.split())


CHARSETS = (
    *_charsets(0, "windows-1252=sloppy-windows-1252"),
    *_charsets(
        5,
        "windows-1251=sloppy-windows-1251 windows-1250=sloppy-windows-1250 windows-1256=sloppy-windows-1256"
        " windows-1253=sloppy-windows-1253 windows-1254=sloppy-windows-1254 windows-1255=sloppy-windows-1255"
        " windows-1257=sloppy-windows-1257 windows-874=cp874 gb18030 euc-kr=cp949 shift_jis=cp932 big5=big5hkscs"
        " euc-jp=euc_jp windows-1258=sloppy-windows-1258 koi8-r koi8-u",
    ),
    *_charsets(10, "iso-8859-2 iso-8859-5 iso-8859-7 iso-8859-8 iso-8859-6 iso-8859-15 ibm866=cp866"),
    *_charsets(
        20,
        "iso-8859-4 iso-8859-13 iso-8859-10 macintosh=mac-roman x-mac-cyrillic=mac-cyrillic iso-8859-3 iso-8859-14"
        " iso-8859-16",
    ),
    *_charsets(
        60,
        "johab shift_jis-2004=shift_jisx0213 kz-1048=kz1048 ptcp154 koi8-t cp850 cp852 cp437 cp737 cp775 cp855 cp857"
        " cp862 cp720 cp1125",
    ),
    *_charsets(80, "mac-latin2 mac-greek mac-turkish mac-iceland"),
)
"""What bytes are tried in, the commoner first: of two that give the same text the first is named.

Romanian is the same bytes in iso-8859-16, with the commas below of its orthography, and in windows-1250, with the
cedillas that had to do before; where nothing is declared it is taken for the latter, as nearly all of it was.
"""

UNICODE = _charsets(10, "utf-16-le utf-16-be utf-32-le utf-32-be")
"""Unicode without a mark of its byte order."""

DAMAGED = Charset("utf-8", "utf-8", 0)
"""UTF-8 some of whose bytes are lost."""

WESTERN = ("sloppy-windows-1252", "latin-1")
"""Code pages, by Python's names, that anything is read in where nobody asked what it was."""

# The WHATWG Encoding Standard: browsers read these labels as their supersets. By Python's names of the labels.
_WHATWG = {
    "ascii": "windows-1252",
    "iso8859-1": "windows-1252",
    "cp1252": "windows-1252",
    "iso8859-9": "windows-1254",
    "iso8859-11": "windows-874",
    "tis-620": "windows-874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "euc-kr",
    "shift_jis": "shift_jis",
    "big5": "big5",
}

# Labels of the standard that Python does not know.
_LABELS = {
    "x-sjis": "shift_jis",
    "windows-31j": "shift_jis",
    "ms_kanji": "shift_jis",
    "x-euc-jp": "euc-jp",
    "x-gbk": "gb18030",
    "gb_2312": "gb18030",
    "cn-big5": "big5",
    "x-x-big5": "big5",
    "korean": "euc-kr",
    "windows-949": "euc-kr",
    "ks_c_5601": "euc-kr",
    "windows-874": "windows-874",
    "dos-874": "windows-874",
    "iso-8859-8-i": "iso-8859-8",
    "logical": "iso-8859-8",
    "x-mac-roman": "macintosh",
    "x-mac-ukrainian": "x-mac-cyrillic",
    "koi": "koi8-r",
    "koi8": "koi8-r",
    "koi8-ru": "koi8-u",
    "x-cp1250": "windows-1250",
    "x-cp1251": "windows-1251",
    "x-cp1252": "windows-1252",
    "x-cp1253": "windows-1253",
    "x-cp1254": "windows-1254",
    "x-cp1255": "windows-1255",
    "x-cp1256": "windows-1256",
    "x-cp1257": "windows-1257",
    "x-cp1258": "windows-1258",
}

_BY_NAME = {charset.name: charset for charset in CHARSETS}
_BY_CODEC = {codecs.lookup(charset.codec).name.removeprefix("sloppy-"): charset for charset in CHARSETS}


def charset_of(label: str) -> Charset | None:
    """The encoding that browsers read a page with LABEL in; None where it is none that bytes are tried in.

    >>> charset_of(" ISO-8859-1 ").name, charset_of("gb2312").name, charset_of("utf-8"), charset_of("nonsense")
    ('windows-1252', 'gb18030', None, None)
    """
    label = label.strip().lower()
    if label in _LABELS or label in _BY_NAME:
        return _BY_NAME[_LABELS.get(label, label)]
    try:
        codec = codecs.lookup(label).name
    except LookupError:
        return None
    if codec in _WHATWG:
        return _BY_NAME[_WHATWG[codec]]
    return _BY_CODEC.get(codec) or _BY_CODEC.get(codec.replace("cp", "windows-"))


def text_of(content: bytes, charset: Charset) -> str:
    r"""CONTENT in CHARSET, with marks for bytes that are none of its characters.

    windows-1258 has no letters with two marks: a tone stands behind its vowel there, and on it here, as in all other
    Vietnamese text.

    >>> windows_1258 = charset_of("windows-1258")
    >>> len(b"H\xe0 N\xf4\xf2i"), text_of(b"H\xe0 N\xf4\xf2i", windows_1258) == "Hà Nội"
    (7, True)
    """
    text = content.decode(charset.codec, "replace")
    return unicodedata.normalize("NFC", text) if charset.name == "windows-1258" else text


def decoded(content: bytes, codec: str) -> str | None:
    """CONTENT in the encoding that Python calls CODEC; None where any of it is something else."""
    try:
        return content.decode(codec)
    except UnicodeError:
        return None


def decoded_if_cut(content: bytes, codec: str) -> tuple[str, bool] | None:
    r"""The same without a character that is cut at the end, and whether there is such a one.

    >>> decoded_if_cut("für".encode()[:2], "utf-8"), decoded_if_cut(b"f\xff", "utf-8")
    (('f', True), None)
    """
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        text: str = decoder.decode(content)
    except UnicodeError:
        return None
    held, _ = decoder.getstate()
    return text, bool(held)
