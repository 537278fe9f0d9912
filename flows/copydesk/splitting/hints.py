"""Words by which a page's makers name its parts: in class, id, role and the like."""

import re
from collections.abc import Iterable
from functools import lru_cache

NO_HINTS: frozenset[str] = frozenset()
HINT_ATTRIBUTES = frozenset(("class", "id", "role", "itemprop", "itemtype", "aria-label"))
LONGEST_VALUE = 500
"""Characters of an attribute that are read."""

LONGEST_WORD = 25
_WORD = re.compile(
    rf"[A-Z]{{2,{LONGEST_WORD}}}(?![a-z])|[A-Z]?[a-z]{{1,{LONGEST_WORD}}}|[^\W\d_A-Za-z]{{2,{LONGEST_WORD}}}"
)
"""Words parted by anything that is no letter, or by camelCase; `HTMLPage` is two."""
_LETTERS = {code: chr(code) if chr(code).islower() else " " for code in range(128)}
"""The small letters of ASCII, and spaces for all else that it has."""


@lru_cache(maxsize=8192)
def words_of(value: str) -> frozenset[str]:
    """The words of a name, lower case, of 2 to 25 letters.

    >>> sorted(words_of("js-articleBody__lead2 HTMLPage x"))
    ['article', 'body', 'html', 'js', 'lead', 'page']
    """
    value = value[:LONGEST_VALUE]
    if value.isascii() and value.islower():  # as most are
        words = value.translate(_LETTERS).split()
        if len(max(words, key=len)) <= LONGEST_WORD:
            return frozenset([word for word in words if len(word) > 1])
    words = [word for word in _WORD.findall(value) if len(word) > 1]
    return frozenset(" ".join(words).lower().split())


def hints_of(attributes: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The hints of one element, its ancestors' left out, from the names and values of its attributes.

    >>> sorted(hints_of([("id", "byline"), ("itemtype", "https://schema.org/Person"), ("style", "color: red")]))
    ['byline', 'person']
    """
    found = NO_HINTS
    for name, value in attributes:
        if name in HINT_ATTRIBUTES:
            words = words_of(value if name != "itemtype" else re.split("[/#]", value.rstrip("/#"))[-1])
            found = found | words if found else words
    return found
