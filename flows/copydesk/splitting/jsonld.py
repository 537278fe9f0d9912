"""What a page's JSON-LD says of its article: schema.org's NewsArticle and its kin."""

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias, Union

from lxml.html import HtmlElement

from copydesk.folding import bare
from copydesk.model import Claim
from copydesk.splitting.claims import claim
from copydesk.splitting.forums import FORUM, POSTS

WHERE = "json-ld"
ARTICLE_BODY = "articleBody"
SITE_TYPES = frozenset("NewsMediaOrganization Organization WebSite".split())
KINDS = {
    **dict.fromkeys(sorted(POSTS), FORUM),
    "Product": "a shop",
    "ProductGroup": "a shop",
    "CollectionPage": "a listing",
    "SearchResultsPage": "a listing",
}
"""What pages are that are no articles, by the type that they give themselves."""
PAGE_TYPES = frozenset("AboutPage ItemPage WebPage".split())
LONGEST_KIND = 60
_ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Report|Review)\Z")
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_WRAPPING = re.compile(r"\A\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|(?://\s*)?\]\]>|;)\s*\Z")
_BEGINS, _ENDS = ("{", "["), ("}", "]")
"""What JSON begins and ends with where nothing is wrapped around it."""

Json: TypeAlias = Union[bool, float, str, list["Json"], dict[str, "Json"], None]  # noqa: UP007 - names itself
Node: TypeAlias = Mapping[str, Json]


def jsonld_claims(scripts: Iterable[HtmlElement], own: Sequence[Claim] = ()) -> Iterator[Claim]:
    """Yield the claims of all JSON-LD among the page's scripts; a warning for each that is no JSON.

    An article that has another address than the page, and another title, as its OWN claims have them, is another one.

    >>> from lxml.html import document_fromstring
    >>> node = '{"@type": "NewsArticle", "headline": "Rain", "author": [{"name": "Ann"}]}'
    >>> page = document_fromstring(f"<script type='application/ld+json'>{node}</script>")
    >>> [(one.name, one.value) for one in jsonld_claims(page.iter("script"))]
    [('schema', 'NewsArticle'), ('title', 'Rain'), ('author', 'Ann')]
    """
    nodes, warnings = _read_all(scripts)
    yield from warnings
    named = {identity: node for node in nodes if isinstance(identity := node.get("@id"), str) and len(node) > 1}
    about = _articles(nodes)
    for kind in dict.fromkeys(kind for node in about for kind in _types(node)):
        yield Claim("schema", kind[:LONGEST_KIND], WHERE)
    pages = [node for node in nodes if not PAGE_TYPES.isdisjoint(_types(node))]
    for node in [node for node in about if not _is_another(node, own)] or pages:
        yield from filter(None, _article_claims(node, named))
    if all(KINDS.keys() & _types(node) for node in about):
        for kind in dict.fromkeys(KINDS[name] for node in nodes for name in _types(node) if name in KINDS):
            yield Claim("kind", kind, WHERE)
    for node in nodes:
        if not SITE_TYPES.isdisjoint(_types(node)) and (site := claim("outlet", node.get("name"), WHERE)):
            yield site


def jsonld_bodies(scripts: Iterable[HtmlElement], own: Sequence[Claim] = ()) -> tuple[str, ...]:
    """The texts of the page's articles as their JSON-LD has them, each once; see `jsonld_claims` for OWN.

    >>> from lxml.html import document_fromstring
    >>> node = '{"@type": "NewsArticle", "headline": "Rain", "articleBody": "It rained."}'
    >>> page = document_fromstring(f"<script type='application/ld+json'>{node}</script>")
    >>> jsonld_bodies(page.iter("script"))
    ('It rained.',)
    """
    nodes, _ = _read_all(scripts)
    texts = (node.get(ARTICLE_BODY) for node in _articles(nodes) if not _is_another(node, own))
    return tuple(dict.fromkeys(text for text in texts if isinstance(text, str)))


def _read_all(scripts: Iterable[HtmlElement]) -> tuple[list[Node], list[Claim]]:
    """The nodes of all JSON-LD among SCRIPTS, and a warning for each that is no JSON."""
    nodes: list[Node] = []
    warnings: list[Claim] = []
    for script in scripts:
        if "ld+json" in (script.get("type") or "").lower() and script.text and script.text.strip():
            try:
                nodes.extend(_nodes(_read(script.text)))
            except (ValueError, RecursionError) as error:
                warnings.append(Claim("warning", f"JSON-LD cannot be read: {error}"[:200], WHERE))
    return nodes, warnings


def _articles(nodes: Iterable[Node]) -> list[Node]:
    return [node for node in nodes if any(map(_ARTICLE_TYPE.search, _types(node)))]


def _read(text: str) -> Json:
    """Read JSON, mended where it is broken in one of the usual ways."""
    bare = text.strip()
    if not (bare.startswith(_BEGINS) and bare.endswith(_ENDS)):
        bare = _WRAPPING.sub("", text)
    for mended in (bare, _TRAILING_COMMA.sub("", bare)):
        try:
            found: Json = json.loads(mended, strict=False)
        except ValueError:
            continue
        return found
    last: Json = json.loads(_TRAILING_COMMA.sub("", html.unescape(bare)), strict=False)
    return last


def _nodes(value: Json) -> Iterator[Node]:
    """Yield the nodes that describe the page itself; those inside lists of other pages are left out."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting.extend(reversed(one))
        elif isinstance(one, dict):
            yield one
            waiting.extend(one.get(name) for name in ("mainEntityOfPage", "mainEntity", "@graph"))


def _types(node: Node) -> tuple[str, ...]:
    kinds = node.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return tuple(re.split("[/#:]", kind)[-1] for kind in listed if isinstance(kind, str))


def _article_claims(node: Node, named: Mapping[str, Node]) -> Iterator[Claim | None]:
    yield claim("title", node.get("headline") or node.get("name"), WHERE)
    for name in ("alternativeHeadline", "description"):
        yield claim("subtitle", node.get(name), WHERE)
    yield claim("date", _stamp(node.get("datePublished")), WHERE)
    yield claim("date_modified", _stamp(node.get("dateModified")), WHERE)
    for source in ("author", "creator"):
        for name, kinds in _names(node.get(source), named):
            yield claim("author", name, WHERE)
            if not SITE_TYPES.isdisjoint(kinds):
                yield claim("organisation", name, WHERE)
    for name, _ in _names(node.get("publisher"), named):
        yield claim("outlet", name, WHERE)
    for source in ("provider", "sourceOrganization"):
        for name, _ in _names(node.get(source), named):
            yield claim("supplier", name, WHERE)
    yield from _addresses(node)
    if "isAccessibleForFree" in node:
        yield claim("access", str(node["isAccessibleForFree"]).rpartition("/")[-1].lower(), WHERE)


def _is_another(node: Node, own: Sequence[Claim]) -> bool:
    """Whether an article's node has neither an address nor a title of the page's OWN."""
    paths = {_path(one.value) for one in filter(None, _addresses(node)) if "/" in one.value} - {""}
    known = {_path(one.value) for one in own if one.name == "url"} - {""}
    if not paths or not known or not known.isdisjoint(paths):
        return False
    headline = claim("title", node.get("headline") or node.get("name"), WHERE)
    titles = [bare(one.value) for one in own if one.name == "title"]
    return headline is not None and bool(titles) and not any(bare(headline.value) in title for title in titles)


def _path(address: str) -> str:
    """What ADDRESS has behind its host, but for what asks and points.

    >>> _path("https://example.org/sport/rain/?page=2"), _path("/sport/rain"), _path("https://example.org")
    ('sport/rain', 'sport/rain', '')
    """
    return re.sub(r"^(?:https?:)?//[^/]*|[?#].*$", "", address).strip("/")


def _addresses(node: Node) -> Iterator[Claim | None]:
    yield claim("url", node.get("url"), WHERE)
    page = node.get("mainEntityOfPage")
    yield claim("url", page.get("@id") if isinstance(page, dict) else page, WHERE)


def _stamp(value: Json) -> Json:
    """A date as a text: some count the seconds since 1970."""
    return f"{value:.0f}" if isinstance(value, int | float) else value


def _names(value: Json, named: Mapping[str, Node]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the names of persons or organisations, with their types: texts, nodes, references, or lists of those."""
    waiting = [value]
    seen: set[str] = set()
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one, ()
        elif isinstance(one, list):
            waiting.extend(reversed(one))
        elif isinstance(one, dict) and (name := one.get("name")):
            yield from (
                (text, _types(one)) for text in (name if isinstance(name, list) else [name]) if isinstance(text, str)
            )
        elif isinstance(one, dict) and isinstance(identity := one.get("@id"), str) and identity not in seen:
            seen.add(identity)
            waiting.append(dict(named.get(identity, {})))
