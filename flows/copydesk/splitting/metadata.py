"""What a page says of its article outside the text: JSON-LD, meta tags, microdata, `<time>`, address, language."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice

from lxml.html import HtmlElement

from copydesk.folding import fold_letters
from copydesk.lexicons import announcements
from copydesk.model import Claim
from copydesk.splitting.author_links import author_links
from copydesk.splitting.claims import claim
from copydesk.splitting.forums import FORUM, is_forum
from copydesk.splitting.hints import hints_of
from copydesk.splitting.jsonld import jsonld_claims
from copydesk.splitting.meta_names import LONGEST_NAME, META, OPENGRAPH, guessed_meaning
from copydesk.splitting.page_kinds import page_kinds

MAX_EACH = 40
"""Claims of microdata, and of `<time>`, that are taken; a page with more of them is a list of articles."""
MAX_ABOVE = 8
"""Ancestors that are asked what an element belongs to."""

MICRODATA = {
    "headline": "title",
    "alternativeheadline": "subtitle",
    "datepublished": "date",
    "datemodified": "date_modified",
    "author": "author",
    "publisher": "outlet",
}
OTHERS = frozenset(("comment", "comments", "review", "related", "usercomments"))
"""Hints of elements that hold other people's texts."""
UPDATES = frozenset(("modified", "update", "updated", "lastmod", "modification"))
"""Hints of a `<time>` that is not the publication's."""


def page_claims(root: HtmlElement) -> tuple[Claim, ...]:
    """All that the page says of its article outside the text, in order of the sources; each claim once.

    >>> from lxml.html import document_fromstring
    >>> page = "<html lang=nb><title> Rain </title><meta property='og:site_name' content='The Times'>"
    >>> [(one.name, one.value, one.where) for one in page_claims(document_fromstring(page))]
    [('outlet', 'The Times', 'opengraph'), ('title', 'Rain', 'title-tag'), ('language', 'nb', 'html')]
    """
    tagged: dict[str, list[HtmlElement]] = {"script": [], "meta": [], "time": [], "abbr": [], "link": []}
    for element in root.iter(*tagged):
        tagged[element.tag].append(element)
    tags = _named(tagged["meta"])
    metas, heads = list(_meta_claims(tags)), list(_head_claims(root, tagged["link"]))
    found = chain(
        jsonld_claims(tagged["script"], [one for one in (*metas, *heads) if one is not None]),
        metas,
        _microdata_claims(root.xpath("descendant::*/@itemprop/..")),
        _time_claims(tagged["time"]),
        _abbreviation_claims(tagged["abbr"]),
        _link_claims(root),
        heads,
        _kind_claims(root, tags),
    )
    return tuple(dict.fromkeys(filter(None, found)))


def _named(metas: Iterable[HtmlElement]) -> list[tuple[str, str | None]]:
    """What meta tags are called, in lower case, and say; one of two names stands there twice."""
    return [
        (key.strip().lower(), tag.get("content"))
        for tag in metas
        for key in dict.fromkeys((tag.get("property") or "", tag.get("name") or ""))
    ]


def _meta_claims(tags: Sequence[tuple[str, str | None]]) -> Iterator[Claim | None]:
    """What OpenGraph and its kin say first, then the other meta TAGS, each in order of the page.

    Where none of these says the date, the day of a change or the authors, tags do whose names look as if they did, and
    what is written beside a card's "Written by".
    """
    said = set()
    for names, where in ((OPENGRAPH, "opengraph"), (META, "meta")):
        for key, value in tags:
            if key in names and (known := claim(names[key], value, where)):
                said.add(known.name)
                yield known
    guessed = ((guessed_meaning(key), value) for key, value in tags if len(key) <= LONGEST_NAME)
    for name, value in (*guessed, *_card_claims(dict(tags))):
        if name and name not in said:
            yield claim(name, value, "meta")


def _card_claims(tags: Mapping[str, str | None]) -> Iterator[tuple[str, str | None]]:
    """What the two lines of a card for Twitter say, each a label and what it stands for: "Written by", "Jane Roe"."""
    for number in ("1", "2"):
        label = tags.get(f"twitter:label{number}")
        if label and fold_letters(label) in announcements():
            yield "author", tags.get(f"twitter:data{number}")


def _microdata_claims(properties: Iterable[HtmlElement]) -> Iterator[Claim | None]:
    """Properties of the page's own article; not of its comments, and an author's or publisher's name for the whole."""
    for element in islice(properties, MAX_EACH):
        for prop in (element.get("itemprop") or "").split():
            name = MICRODATA.get(prop.lower())
            if name and _hints_around(element).isdisjoint(OTHERS):
                yield claim(name, _microdata_value(element), "microdata")


def _microdata_value(element: HtmlElement) -> object:
    """The value of a property: its attribute, else the name of the thing that it is, else its text."""
    for attribute in ("content", "datetime", "title") if element.tag == "abbr" else ("content", "datetime"):
        if value := element.get(attribute):
            return value
    inner = element.find(".//*[@itemprop='name']")
    if inner is not None:
        return inner.get("content") or inner.text_content()
    return element.text_content()


def _time_claims(times: Iterable[HtmlElement]) -> Iterator[Claim | None]:
    for element in islice(times, MAX_EACH):
        hints = _hints_around(element)
        if hints.isdisjoint(OTHERS):
            own = hints_of(element.items())
            yield claim("date" if own.isdisjoint(UPDATES) else "date_modified", element.get("datetime"), "time")


def _abbreviation_claims(abbreviations: Iterable[HtmlElement]) -> Iterator[Claim | None]:
    """What hAtom, which is older than `<time>`, says: `<abbr class="published" title="2012-05-04T10:00:00Z">`."""
    for element in islice(abbreviations, MAX_EACH):
        own = hints_of(element.items())
        name = "date" if "published" in own else "date_modified" if "updated" in own else None
        if name and _hints_around(element).isdisjoint(OTHERS):
            yield claim(name, element.get("title"), "time")


def _link_claims(root: HtmlElement) -> Iterator[Claim | None]:
    for link in author_links(root):
        if _hints_around(link).isdisjoint(OTHERS):
            yield claim("author", link.text_content(), "author-link")


def _head_claims(root: HtmlElement, links: Iterable[HtmlElement]) -> Iterator[Claim | None]:
    for link in links:
        if "canonical" in (link.get("rel") or "").lower().split():
            yield claim("url", link.get("href"), "canonical")
    for title in islice(root.iterfind(".//head/title"), 1):
        yield claim("title", title.text_content(), "title-tag")
    yield claim("language", root.get("lang") or root.get("xml:lang"), "html")


def _kind_claims(root: HtmlElement, tags: Sequence[tuple[str, str | None]]) -> Iterator[Claim]:
    """What the page is that is no article, by what its software writes."""
    if is_forum(root, [content or "" for name, content in tags if name == "generator"]):
        yield Claim("kind", FORUM, "markup")
    for kind in page_kinds(root, tags):
        yield Claim("kind", kind, "markup")


def _hints_around(element: HtmlElement) -> frozenset[str]:
    near = (element, *islice(element.iterancestors(), MAX_ABOVE))
    return frozenset[str]().union(*(hints_of(one.items()) for one in near))
