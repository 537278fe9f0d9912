"""Which languages a script may be in: those of the world's press, as far as there is a way to tell them.

A language is known by its BCP 47 tag; where it is written in several scripts, the tag says in which ("uz-Cyrl").
"""

from collections.abc import Mapping

ONE_LANGUAGE: Mapping[str, str] = {
    "HANGUL": "ko",
    "GREEK": "el",
    "THAI": "th",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
    "ETHIOPIC": "am",
    "KHMER": "km",
    "LAO": "lo",
    "MYANMAR": "my",
    "SINHALA": "si",
    "TIBETAN": "bo",
    "BENGALI": "bn",
    "GUJARATI": "gu",
    "GURMUKHI": "pa",
    "ORIYA": "or",
    "TAMIL": "ta",
    "TELUGU": "te",
    "KANNADA": "kn",
    "MALAYALAM": "ml",
    "HEBREW": "he",
}
"""Scripts with one language that a news page is likely to be in."""

CANDIDATES: Mapping[str, tuple[str, ...]] = {
    "LATIN": tuple(
        "af az bs ca cs cy da de en es et eu fi fr ga hr hu id is it ku lg lt lv mi ms nl no pl pt ro sk sl sn so "
        "sq sr-Latn st sv sw tl tn tr ts uz-Latn vi xh yo zu".split()
    ),
    "CYRILLIC": tuple("be bg kk mk mn ru sr-Cyrl tg uk uz-Cyrl".split()),
    "ARABIC": tuple("ar ckb fa ps ur".split()),
    "DEVANAGARI": tuple("hi mr ne".split()),
}
"""Scripts with several, which n-grams tell apart."""

RARE = frozenset(
    "af bs cy eu ga is ku lg mi mk ms mn sn so sq sr-Latn st tl tn ts uz-Cyrl xh yo zu be kk tg mr ne".split()
)
"""Languages of few pages: a line must be more clearly in one of these."""


SIBLINGS: Mapping[str, frozenset[str]] = {
    "be": frozenset({"ru", "uk"}),
    "bs": frozenset({"cs", "hr", "pl", "sr"}),
    "ca": frozenset({"es"}),
    "mk": frozenset({"bg", "sr"}),
    "mr": frozenset({"hi"}),
    "ne": frozenset({"hi"}),
    "sl": frozenset({"cs", "hr", "pl", "sk", "sr"}),
}
"""Languages that have no lexicon, and those with one that have many words of menus in common with them."""


def primary(tag: str) -> str:
    """The primary subtag of a tag: the language, whatever it is written in.

    >>> primary("uz-Cyrl"), primary("en")
    ('uz', 'en')
    """
    return tag.partition("-")[0]


LANGUAGES = frozenset(
    ("ja", "zh", *ONE_LANGUAGE.values(), *(primary(tag) for known in CANDIDATES.values() for tag in known))
)
"""All languages that a block can be found to be in."""
