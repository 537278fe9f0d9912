"""Links to the pages of authors: in a site's folder for them, or called so, and what they show is a name."""

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import unquote

from lxml.html import HtmlElement

from copydesk.folding import bare, in_addresses
from copydesk.lexicons import look_up
from copydesk.model import Role
from copydesk.naming.people import parse_names

MAX_LINKS = 2_000
"""Links below the heading that are looked at."""
LONGEST_NAME, LONGEST_ADDRESS = 60, 500
LEAST_LETTERS = 3
TOGETHER = 2
"""Steps up from an author's link to the element that has those of who wrote with them."""

_NAME = r"(?P<name>[^/?#]+?)(?:\.(?:html?|php|aspx?))?/?(?:[?#]|$)"
_ANYWHERE = re.compile(f"/{_NAME}")
_TO_AUTHOR = re.compile(
    rf"""
    /(?: authors? | staff | writers? | contributors? | correspondents? | columnists? | journalists? | reporters?
       | autor(?:es|en|in|i|ka|zy)? | auteurs? | autor[ei] | avtor[iy]? | redakteure? | skribent(?:er)? | forfattere?
       | redactor(?:es)? | redacteurs? | journalistes? | jornalistas? | colunistas? | periodistas? | firmas?
       | giornalist[ai] | szerzok? | kirjoittajat? | penulis | yazar(?:lar)? )
    /(?:[^?#]*/)? {_NAME}
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")


def author_links(root: HtmlElement) -> Iterator[HtmlElement]:
    """The first link below the page's heading to the page of an author, and those that stand beside it.

    >>> from lxml.html import document_fromstring
    >>> page = (
    ...     "<h1>Rain</h1><div><p><a href=/author/jane-roe/>Jane Roe</a>, <a href=/author/bjorn-ek>Bjørn Ek</a></div>"
    ...     "<div><p><a href=/2024/snow>Snow</a> by <a href=/author/ann-lee>Ann Lee</a></div>"
    ... )
    >>> [link.text for link in author_links(document_fromstring(page))]
    ['Jane Roe', 'Bjørn Ek']
    """
    heading = next(root.iter("h1"), None)
    below = islice(heading.xpath("following::a[@href]"), MAX_LINKS) if heading is not None else ()
    authors = filter(_is_authors, below)
    first = next(authors, None)
    if first is None:
        return
    yield first
    around = next(islice(first.iterancestors(), TOGETHER - 1, None), None)
    if around is not None:
        yield from (link for link in authors if around in link.iterancestors())


def _is_authors(link: HtmlElement) -> bool:
    """Whether LINK leads to an author's page, and nothing before it says that somebody did something else."""
    return _is_named_by_address(link) and not _is_introduced_otherwise(link)


def _is_named_by_address(link: HtmlElement) -> bool:
    """Whether LINK shows the name that its address ends in, or leads to an author's folder and stands for a name."""
    address_of = link.get("href", "")[:LONGEST_ADDRESS]
    in_folder = _TO_AUTHOR.search(address_of)
    is_called_so = "author" in link.get("rel", "").lower().split()
    match = in_folder or (_ANYWHERE.search(address_of) if is_called_so else None)
    text = link.text_content().strip() if match is not None else ""
    if match is None or not 0 < len(text) <= LONGEST_NAME:
        return False
    address = bare(unquote(match["name"]))
    names = {bare(name) for name in in_addresses(text.lower())}
    if len(address) >= LEAST_LETTERS and not names.isdisjoint((address, _DIGITS.sub("", address))):
        return True
    return in_folder is not None and any(" " in name for name in parse_names(text))


def _is_introduced_otherwise(link: HtmlElement) -> bool:
    """Whether what stands before LINK says that somebody did something else than to write: "Edited by", "Editor:"."""
    before, parent = link.getprevious(), link.getparent()
    text = before.tail if before is not None else parent.text if parent is not None else ""
    label = re.split(r"[|·•]", (text or "").strip()[-LONGEST_NAME:])[-1].strip()
    roles = {hit.role for hit in look_up(f"{label} {link.text_content().strip()[:LONGEST_NAME]}")} if label else set()
    return Role.CREDIT in roles and Role.BYLINE not in roles
