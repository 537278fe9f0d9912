"""Texts in many encodings, damaged bytes and mojibake, made from the sentences of the dev corpora.

Everything is drawn from the half of the sentences that `training.letters` does not learn from.
"""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from training.letters import marks_apart, with_cedillas

ENCODINGS = tuple(
    "utf-8 utf-8-sig utf-16 utf-16-le utf-16-be utf-32"
    " cp874 windows-1250 windows-1251 windows-1252 windows-1253 windows-1254 windows-1255 windows-1256"
    " windows-1257 windows-1258"
    " iso-8859-1 iso-8859-2 iso-8859-3 iso-8859-4 iso-8859-5 iso-8859-6 iso-8859-7 iso-8859-8 iso-8859-9 iso-8859-10"
    " iso-8859-11 iso-8859-13 iso-8859-14 iso-8859-15 iso-8859-16"
    " koi8-r koi8-u cp866 mac-roman mac-cyrillic"
    " gb2312 gbk gb18030 hz big5 shift_jis euc_jp iso2022_jp euc_kr cp949 iso2022_kr".split()
)
"""Forty-seven."""

UNICODE = ENCODINGS[:6]

HOME = {
    "cp874": "th",
    "windows-1250": "cs pl hu sk sl hr bs ro sq",
    "windows-1251": "ru bg uk be sr mk",
    "windows-1252": "de fr es pt it nl sv da no fi is en ca ga af",
    "windows-1253": "el",
    "windows-1254": "tr",
    "windows-1255": "he",
    "windows-1256": "ar fa ur",
    "windows-1257": "lt lv et",
    "windows-1258": "vi",
    "iso-8859-1": "de fr es pt it nl sv da no is en ca",
    "iso-8859-2": "cs pl hu sk sl hr bs ro",
    "iso-8859-3": "eo tr",
    "iso-8859-4": "lt lv et",
    "iso-8859-5": "ru bg sr mk be",
    "iso-8859-6": "ar",
    "iso-8859-7": "el",
    "iso-8859-8": "he",
    "iso-8859-9": "tr",
    "iso-8859-10": "is no sv da lt et",
    "iso-8859-11": "th",
    "iso-8859-13": "lt lv et pl",
    "iso-8859-14": "cy ga",
    "iso-8859-15": "fr fi de es et",
    "iso-8859-16": "ro pl hu hr sl",
    "koi8-r": "ru bg",
    "koi8-u": "uk ru",
    "cp866": "ru bg be",
    "mac-roman": "de fr es it pt sv nl",
    "mac-cyrillic": "ru bg uk sr mk",
    "gb2312": "zh-cn",
    "gbk": "zh-cn",
    "gb18030": "zh-cn zh-tw",
    "hz": "zh-cn",
    "big5": "zh-tw",
    "shift_jis": "ja",
    "euc_jp": "ja",
    "iso2022_jp": "ja",
    "euc_kr": "ko",
    "cp949": "ko",
    "iso2022_kr": "ko",
}
"""The languages that each legacy encoding was made for."""


UNTOLD = "Romanian, ș or ş"
"""Group of the cases whose bytes are just as good in another encoding, which had to do before Unicode."""


class Case(NamedTuple):
    """Bytes to decode, what they say, and what an HTTP header claims of them."""

    group: str
    encoding: str
    language: str
    content: bytes
    text: str
    content_type: str = ""


class Broken(NamedTuple):
    """Text that was misread before it came here, and what it was."""

    group: str
    encoding: str
    language: str
    broken: str
    text: str


_TYPEWRITER = {0x2019: "'", 0x2018: "'", 0x201C: '"', 0x201D: '"', 0x2013: "-", 0x2014: "-", 0x2026: "..."}

Sentences = Mapping[str, Sequence[str]]


def written(language: str, encoding: str, text: str) -> str:
    """TEXT as people typed it in ENCODING: with the letters that the code page has."""
    if encoding in ("windows-1256", "iso-8859-6") and language in ("fa", "ur"):
        text = text.translate({0x6CC: 0x64A, 0x6A9: 0x643 if encoding == "iso-8859-6" else 0x6A9, 0x6C0: 0x647})
    if encoding == "windows-1258":
        text = marks_apart(text)
    if language == "ro" and encoding in ("windows-1250", "iso-8859-2"):
        text = with_cedillas(text)
    if not encoding.startswith(("windows", "mac", "gb", "big5", "utf", "cp949")):
        text = text.translate(_TYPEWRITER)
    return text


def fits(text: str, encoding: str) -> bool:
    """Whether TEXT can be written in ENCODING and read again."""
    try:
        return text.encode(encoding).decode(encoding) == text
    except UnicodeError:
        return False


def encoded(sentences: Sentences, every: int, size: int, group: str) -> Iterator[Case]:
    """Runs of sentences of SIZE characters and more in each encoding; titles are the beginnings of sentences.

    Romanian in iso-8859-16 is in a group of its own: in windows-1250 the same bytes are Romanian with cedillas.
    """
    for encoding in ENCODINGS:
        languages = sorted(sentences) if encoding in UNICODE else HOME[encoding].split()
        for language in languages:
            texts = [written(language, encoding, text) for text in sentences[language]]
            pieces = titles(texts) if size == 0 else runs([t for t in texts if fits(t, encoding)], size)
            for piece in list(pieces)[::every]:
                if not piece.isascii() and fits(piece, encoding):
                    case = Case(group, encoding, language, piece.encode(encoding), piece)
                    yield case._replace(group=UNTOLD) if _is_untold(case) else case


def _is_untold(case: Case) -> bool:
    """Whether nothing but a declaration could tell that the text has commas below its letters, and no cedillas."""
    old = with_cedillas(case.text)
    if case.encoding != "iso-8859-16" or old == case.text:
        return False
    return fits(old, "windows-1250") and old.encode("windows-1250") == case.content


def runs(texts: Iterable[str], size: int) -> Iterator[str]:
    """Lines of TEXTS together until they have SIZE characters."""
    held: list[str] = []
    for text in texts:
        held.append(text)
        if sum(map(len, held)) >= size:
            yield "\n".join(held)
            held = []


def titles(texts: Iterable[str]) -> Iterator[str]:
    """Each text's first words, up to 45 characters and not less than 12."""
    for text in texts:
        title = text[:45]
        if len(text) > 45 and " " in title:
            title = title.rsplit(" ", 1)[0]
        title = title.strip(" ,;:-–—")
        if len(title) >= 12 or (len(title) >= 6 and ord(title[0]) > 0x2E80):
            yield title


_DECLARED = ("utf-8", "iso-8859-1", "windows-1251", "gb2312", "euc-kr")
_PAGE = """<html><head><meta http-equiv="Content-Type" content="text/html; charset={}"></head>
<body><p>{}</p></body></html>"""


def damaged(cases: Iterable[Case], seed: int = 5) -> Iterator[Case]:
    """Each case with one bad byte, cut inside a character, under a false declaration, or with a line in another one."""
    rng = random.Random(seed)  # noqa: S311 - the same cases in every run
    for case in cases:
        if case.group == UNTOLD:
            continue
        if case.encoding == "utf-8":
            at = rng.randrange(len(case.content))
            while case.content[at] & 0xC0 == 0x80:
                at -= 1
            bad = case.content[:at] + bytes([rng.choice((0xFF, 0xFE, 0xC0, 0xF8, 0x80))]) + case.content[at:]
            yield case._replace(group="one bad byte", content=bad)
            last = [n for n, char in enumerate(case.text) if not char.isascii()][-1]
            yield case._replace(group="truncated", content=case.text[: last + 1].encode()[:-1], text=case.text[:last])
        elif case.encoding in ("gb18030", "gbk", "big5", "shift_jis", "euc_jp", "euc_kr", "cp949", "utf-16-le"):
            last = [n for n, char in enumerate(case.text) if not char.isascii()][-1]
            cut = case.text[: last + 1].encode(case.encoding)[:-1]
            yield case._replace(group="truncated", content=cut, text=case.text[:last])
        if case.encoding.startswith(("utf-16", "utf-32", "utf-8-sig")):
            continue
        false = rng.choice([encoding for encoding in _DECLARED if encoding != case.encoding])
        whole = _PAGE.format(false, case.text)
        if fits(whole, case.encoding):
            yield case._replace(group="false meta", content=whole.encode(case.encoding), text=whole)
        yield case._replace(group="false header", content_type=f"text/html; charset={false}")


def mixed(sentences: Sentences, every: int, seed: int = 6) -> Iterator[Case]:
    """UTF-8 pages of five lines, one of which is in the language's own legacy encoding, or in windows-1252."""
    rng = random.Random(seed)  # noqa: S311 - the same cases in every run
    usual = [encoding for encoding in ENCODINGS if encoding.startswith(("windows", "gbk", "big5", "shift", "euc_kr"))]
    legacy = {language: encoding for encoding in reversed(usual) for language in HOME[encoding].split()}
    for language, encoding in sorted(legacy.items()):
        texts = [written(language, encoding, text) for text in sentences[language]]
        good = [t for t in texts if not t.isascii() and len(t) >= 25]
        for n in range(0, len(good) - 5, 5 * every):
            lines = good[n : n + 5]
            strays = [k for k in range(5) if fits(lines[k], encoding)]
            if strays:
                stray = rng.choice(strays)
                content = b"\n".join(line.encode(encoding if k == stray else "utf-8") for k, line in enumerate(lines))
                yield Case("mixed bytes", encoding, language, content, "\n".join(lines))


def sloppy(encoding: str) -> str:
    """The code page as browsers read it: bytes that it lacks stand for themselves."""
    return f"sloppy-{encoding}" if encoding.startswith("windows-125") else encoding


MISREAD = tuple(
    "windows-1250 windows-1251 windows-1252 windows-1253 windows-1254 windows-1255 windows-1256 windows-1257"
    " windows-1258 latin-1 iso-8859-2 iso-8859-15 koi8-r koi8-u cp866".split()
)
"""What UTF-8 is misread as."""

WORDS = ("windows-1252", "windows-1251", "windows-1256")


def misread(sentences: Sentences, every: int, encodings: Iterable[str] = MISREAD) -> Iterator[Broken]:
    """Whole sentences in UTF-8 that were read in a code page."""
    for language, texts in sorted(sentences.items()):
        for text in [t for t in texts if not t.isascii()][::every]:
            for encoding in encodings:
                try:
                    broken = text.encode().decode(sloppy(encoding))
                except UnicodeError:
                    continue
                yield Broken("whole text", encoding, language, broken, text)


def misread_again(sentences: Sentences, every: int) -> Iterator[Broken]:
    """Whole sentences in UTF-8 that were read in a Western code page, written in UTF-8, and read in it again."""
    for once in misread(sentences, every, ("latin-1", "windows-1252")):
        broken = once.broken.encode().decode(sloppy(once.encoding))
        yield once._replace(group="whole text, twice", broken=broken)


def misread_words(sentences: Sentences, every: int, seed: int = 7) -> Iterator[Broken]:
    """Sentences with one word that was misread."""
    rng = random.Random(seed)  # noqa: S311 - the same cases in every run
    for language, texts in sorted(sentences.items()):
        for text in [t for t in texts if not t.isascii()][::every]:
            words = text.split(" ")
            places = [n for n, word in enumerate(words) if not word.isascii()]
            if len(words) < 3 or not places:
                continue
            for encoding in WORDS:
                at = rng.choice(places)
                try:
                    word = words[at].encode().decode(sloppy(encoding))
                except UnicodeError:
                    continue
                broken = " ".join([*words[:at], word, *words[at + 1 :]])
                yield Broken(f"one word, {encoding}", encoding, language, broken, text)


LEGACY = {
    "ru": "windows-1251 koi8-r iso-8859-5 cp866",
    "uk": "windows-1251 koi8-u",
    "bg": "windows-1251",
    "sr": "windows-1251",
    "be": "windows-1251",
    "mk": "windows-1251",
    "ar": "windows-1256 iso-8859-6",
    "fa": "windows-1256",
    "ur": "windows-1256",
    "el": "windows-1253 iso-8859-7",
    "he": "windows-1255 iso-8859-8",
    "ko": "euc_kr cp949",
    "th": "cp874 tis-620",
    "zh-cn": "gbk gb18030",
    "zh-tw": "big5",
    "ja": "shift_jis euc_jp",
}
"""Non-Latin languages and the encodings that their texts were in."""


def legacy_read_as_latin(sentences: Sentences, every: int, size: int = 0) -> Iterator[Broken]:
    """Texts of non-Latin scripts in their legacy encodings that were read as latin-1 and windows-1252."""
    for language, encodings in LEGACY.items():
        for encoding in encodings.split():
            texts = [written(language, encoding, text) for text in sentences[language]]
            texts = [t for t in texts if not t.isascii() and fits(t, encoding)]
            for text in list(runs(texts, size))[::every]:
                for wrong in ("latin-1", "sloppy-windows-1252"):
                    broken = text.encode(encoding).decode(wrong)
                    how = f"{encoding} as {wrong.removeprefix('sloppy-')}"
                    yield Broken("legacy read as latin-1", how, language, broken, text)
