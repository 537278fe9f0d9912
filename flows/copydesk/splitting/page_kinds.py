"""What a page is that is no article, by the software that made it: a shop, a listing, documentation."""

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml.html import HtmlElement

LISTING, SHOP, DOCUMENTATION = "a listing", "a shop", "documentation"

_DOCUMENTING = re.compile(
    r"\s*(?:antora|docusaurus|docutils|doxygen|gitbook|javadoc|mkdocs|rustdoc|sphinx|vitepress)\b", re.IGNORECASE
)
"""What software for documentation calls itself, at the beginning of the meta tag."""
_BODY_CLASSES = {
    "archive": LISTING,  # WordPress: posts of a category, a tag, an author, a month
    "search-results": LISTING,
    "search-no-results": LISTING,
    "single-product": SHOP,  # WooCommerce
    "wy-body-for-nav": DOCUMENTATION,  # Read the Docs
}
"""Classes of `<body>` that only pages of one kind have."""
_ONE_POST = frozenset(("single", "singular", "single-post"))
"""Those of a page with one post, which a theme may call an archive as well."""
_READ_THE_DOCS = "readthedocs"


def page_kinds(root: HtmlElement, tags: Iterable[tuple[str, str | None]]) -> Iterator[str]:
    """What the page of ROOT is that is no article; TAGS are its meta tags' names, in lower case, and contents.

    >>> from lxml.html import document_fromstring
    >>> archive, post = (document_fromstring(f"<body class='{kind} tag'><p>Rain") for kind in ("archive", "single"))
    >>> list(page_kinds(archive, [])), list(page_kinds(post, [])), list(page_kinds(post, [("og:type", "product")]))
    (['a listing'], [], ['a shop'])
    """
    named: Mapping[str, str] = {name: content or "" for name, content in tags}
    if named.get("og:type", "").strip().lower().startswith("product"):
        yield SHOP
    if _DOCUMENTING.match(named.get("generator", "")) or any(name.startswith(_READ_THE_DOCS) for name in named):
        yield DOCUMENTATION
    classes = {word for body in root.findall("body") for word in (body.get("class") or "").lower().split()}
    for word, kind in _BODY_CLASSES.items():
        if word in classes and (kind is not LISTING or classes.isdisjoint(_ONE_POST)):
            yield kind
