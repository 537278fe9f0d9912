"""Words by which a page's makers name its parts: in class, id, role and the like."""

import re
from collections.abc import Mapping
from functools import lru_cache

NO_HINTS: frozenset[str] = frozenset()
HINT_ATTRIBUTES = frozenset(("class", "id", "role", "itemprop", "aria-label"))
LONGEST_VALUE = 500
"""Characters of an attribute that are read."""

_WORD = re.compile(r"[A-Z]{2,25}(?![a-z])|[A-Z]?[a-z]{1,25}|[^\W\d_A-Za-z]{2,25}")
"""Words parted by anything that is no letter, or by camelCase; `HTMLPage` is two."""


@lru_cache(maxsize=8192)
def words_of(value: str) -> frozenset[str]:
    """The words of a name, lower case, of 2 to 25 letters.

    >>> sorted(words_of("js-articleBody__lead2 HTMLPage x"))
    ['article', 'body', 'html', 'js', 'lead', 'page']
    """
    return frozenset(word.lower() for word in _WORD.findall(value[:LONGEST_VALUE]) if len(word) > 1)


def hints_of(attributes: Mapping[str, str]) -> frozenset[str]:
    """The hints of one element, its ancestors' left out.

    >>> sorted(hints_of({"id": "byline", "itemtype": "https://schema.org/Person", "style": "color: red"}))
    ['byline', 'person']
    """
    values = [value for name, value in attributes.items() if name in HINT_ATTRIBUTES]
    if kind := attributes.get("itemtype"):
        values.append(re.split("[/#]", kind.rstrip("/#"))[-1])
    return NO_HINTS.union(*map(words_of, values)) if values else NO_HINTS
