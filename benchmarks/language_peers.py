"""What else tells languages: each peer takes a text and gives a BCP 47 primary tag, "und" where it says nothing."""

import functools
from collections.abc import Callable

_OTHER_NAMES = {"nb": "no", "nn": "no", "sdh": "ckb", "zh-cn": "zh", "zh-tw": "zh", "zh-hant": "zh", "iw": "he"}
"""What peers call languages, where it is not what the corpus calls them."""


def langdetect(text: str) -> str:
    """langdetect, seeded: unseeded it gives one answer now and another then."""
    from langdetect import DetectorFactory, LangDetectException, detect  # noqa: PLC0415 - peers load when they run

    DetectorFactory.seed = 0
    try:
        return _tag(detect(text))
    except LangDetectException:  # nothing but digits, or an address
        return "und"


def py3langid(text: str) -> str:
    """py3langid with its 97 languages."""
    import py3langid  # noqa: PLC0415

    return _tag(py3langid.classify(text)[0])


def cld2(text: str) -> str:
    """CLD2, told that this is plain text."""
    import pycld2  # noqa: PLC0415

    printable = "".join(char for char in text if char.isprintable())
    _, _, ((_, tag, _, _), *_) = pycld2.detect(printable.encode(), isPlainText=True, bestEffort=True)
    return _tag("und" if tag == "un" else tag)


def lingua(text: str) -> str:
    """Lingua with all of its 75 languages, in its most accurate mode."""
    found = _lingua().detect_language_of(text)
    return _tag(found.iso_code_639_1.name) if found is not None else "und"


@functools.cache
def _lingua():  # type: ignore[no-untyped-def]
    from lingua import LanguageDetectorBuilder  # noqa: PLC0415

    return LanguageDetectorBuilder.from_all_languages().build()


def _tag(name: str) -> str:
    name = name.lower()
    return _OTHER_NAMES.get(name, name)


PEERS: dict[str, Callable[[str], str]] = {
    "langdetect": langdetect,
    "py3langid": py3langid,
    "CLD2": cld2,
    "lingua": lingua,
}
"""Each by line: a peer knows nothing of the lines around."""
