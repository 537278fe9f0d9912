"""Words by which a page's makers name its parts: in class, id, role and the like."""

import re
from functools import lru_cache

from lxml.html import HtmlElement

HINT_ATTRIBUTES = ("class", "id", "role", "itemprop", "aria-label")
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


def hints_of(element: HtmlElement) -> frozenset[str]:
    """The hints of one element, its ancestors' left out.

    >>> from lxml.html import fragment_fromstring as element
    >>> sorted(hints_of(element("<p id=byline itemscope itemtype='https://schema.org/Person'>")))
    ['byline', 'person']
    """
    if not element.keys():
        return frozenset()
    values = [value for name in HINT_ATTRIBUTES if (value := element.get(name))]
    if kind := element.get("itemtype"):
        values.append(re.split("[/#]", kind.rstrip("/#"))[-1])
    return frozenset().union(*map(words_of, values))
