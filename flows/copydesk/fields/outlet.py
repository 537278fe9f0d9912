"""Who published the text, as far as the page shows, and who republished it.

In this order: the address that the page gives as its source; a line that names the source; the address that the page
came with, unless another source is named; the metadata; a copyright line; the masthead; the title's suffix; the lines
that give a template away; and what a source told the outlet itself. A site that carries somebody else's text is the
republisher.
"""

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from copydesk.fields.address import extract_source_url
from copydesk.labelling.lines import URL
from copydesk.lexicons import phrases
from copydesk.model import Block, Found, LabelledPage, Role
from copydesk.outlets import Outlet, Registry, host_of, registrable_domain
from copydesk.scripts import LONG, distinct_tokens, tokens

_TITLE_SUFFIX = re.compile(r"\s[|–—·•»-]\s+([^|–—]{2,60})$")
_NAME_WORDS = re.compile(r"(?:the\s+)?(?:[^\W\d_a-zа-я][\w’'.-]*\s*(?:of\s+|de\s+|and\s+)?){1,5}")
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright|\bcopr\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Publisher:
    """An outlet's name and, where the registry or the address knows them, its entry and its domain."""

    name: str
    domain: str | None
    outlet: Outlet | None = None


def extract_outlet(page: LabelledPage, registry: Registry) -> Found[Publisher] | None:
    """The publisher of the text."""
    return next(_candidates(page, registry), None)


def extract_republisher(page: LabelledPage, outlet: Found[Publisher] | None) -> Found[str] | None:
    """The site that carries the text where it is somebody else's: its domain, from its address or its contact line."""
    if outlet is None or outlet.reason not in (FROM_SOURCE_URL, FROM_SOURCE_LINE):
        return None
    domains = set(outlet.value.outlet.domains if outlet.value.outlet else ()) | {outlet.value.domain}
    for domain, evidence, where in _own_addresses(page):
        if domain not in domains:
            return Found(domain, evidence, where, 0.9, "republisher: the page's own address is not its source's")
    return None


FROM_SOURCE_URL = "outlet: the page gives an address of its as the source"
FROM_SOURCE_LINE = "outlet: the page names it as the source"
TOLD = "outlet: the text says that it was told to it"


def _candidates(page: LabelledPage, registry: Registry) -> Iterator[Found[Publisher]]:
    yield from _from_source(page, registry)
    yield from _from_address(page, registry)
    yield from _from_metadata(page, registry)
    yield from _from_lines(page, registry)
    yield from _from_signs(page, registry)
    yield from _from_told(page, registry)


def _from_source(page: LabelledPage, registry: Registry) -> Iterator[Found[Publisher]]:
    url = extract_source_url(page)
    if url is not None:
        outlet = registry.by_domain(host_of(url.value))
        domain = registrable_domain(url.value)
        if outlet is not None:
            yield Found(Publisher(outlet.name, domain, outlet), url.evidence, url.where, 0.95, FROM_SOURCE_URL)
        elif domain is not None:
            yield Found(Publisher(domain, domain), url.evidence, url.where, 0.6, FROM_SOURCE_URL)
    for block in page.having(Role.SOURCE_LINK):
        for outlet, name in registry.named_in(block.text):
            yield Found(_publisher(outlet), name, block.number, 0.9, FROM_SOURCE_LINE)


def _from_address(page: LabelledPage, registry: Registry) -> Iterator[Found[Publisher]]:
    given = [(page.page.document.raw.url or "", "url")]
    given += [(claim.value, claim.where) for claim in page.page.claims if claim.name == "url"]
    for url, where in given:
        outlet = registry.by_domain(host_of(url))
        if outlet is not None:
            yield Found(
                Publisher(outlet.name, registrable_domain(url), outlet),
                url,
                where,
                0.95,
                "outlet: the page's address is its",
            )


def _from_metadata(page: LabelledPage, registry: Registry) -> Iterator[Found[Publisher]]:
    domain = registrable_domain(page.page.document.raw.url or "") or next(
        (found for claim in page.page.claims if claim.name == "url" and (found := registrable_domain(claim.value))),
        None,
    )
    for where in ("json-ld", "opengraph", "meta", "microdata", "trafilatura"):
        for claim in page.page.claims:
            if claim.name == "outlet" and claim.where == where:
                known = registry.by_name(claim.value)
                publisher = _publisher(known) if known else Publisher(claim.value, domain)
                yield Found(publisher, claim.value, where, 0.9 if known else 0.75, f"outlet: {where} names it")
    if domain is not None:
        yield Found(Publisher(domain, domain), domain, "url", 0.4, "outlet: only its domain is known")


def _from_lines(page: LabelledPage, registry: Registry) -> Iterator[Found[Publisher]]:
    for block in page.having(Role.LEGAL):
        if _COPYRIGHT.search(block.text):
            for outlet, name in registry.named_in(block.text):
                yield Found(_publisher(outlet), name, block.number, 0.85, "outlet: holds the copyright")
    for block in page.having(Role.SITE_HEADER):
        yield from _from_masthead(block, page.labels[block.number].reason, registry)
    for block in page.having(Role.TITLE, Role.DUPLICATE):
        match = _TITLE_SUFFIX.search(block.text)
        known = registry.by_name(match[1]) if match else None
        if match is not None and known is not None:
            yield Found(_publisher(known), match[1], block.number, 0.9, "outlet: its name ends the title")


def _from_masthead(block: Block, why: str, registry: Registry) -> Iterator[Found[Publisher]]:
    """An outlet whose name a masthead is or holds, or whose address stands in it."""
    known = registry.by_name(block.text) or next((outlet for outlet, _ in registry.named_in(block.text)), None)
    if known is not None and why.startswith("masthead"):
        yield Found(_publisher(known), block.text, block.number, 0.85, "outlet: its name is the masthead")
    for url in URL.findall(block.text):
        known = registry.by_domain(host_of(url.rpartition("@")[2]))
        if known is not None:
            yield Found(_publisher(known), url, block.number, 0.8, "outlet: its address is in the masthead")


def _from_signs(page: LabelledPage, registry: Registry) -> Iterator[Found[Publisher]]:
    signed = registry.by_signs(block.text for block in page.page.blocks)
    if signed is not None:
        confidence = 0.55 if signed.weak else 0.85
        reason = "outlet: lines of its template are on the page"
        yield Found(_publisher(signed.outlet), " / ".join(signed.lines), "registry", confidence, reason)


def _from_told(page: LabelledPage, registry: Registry) -> Iterator[Found[Publisher]]:
    """What people told the outlet itself. Agencies are told things that everybody prints, and do not count."""
    told: dict[str, Found[Publisher]] = {}
    bodies = page.having(Role.BODY)
    telling = _telling(bodies)
    for block in bodies if telling else ():
        folded = _without_case(block.text[:LONG])
        keys = tuple(key for key in telling if key in folded)
        for match in _told(keys).finditer(block.text[:LONG]) if keys else ():
            outlet, name = _named_at(block.text[match.end() :], registry)
            if outlet is not None and not outlet.agency:
                found = Found(_publisher(outlet), f"{match[0].strip()} {name}", block.number, 0.7, TOLD)
                told.setdefault(outlet.name, found)
    if len(told) == 1:
        yield from told.values()


def _named_at(text: str, registry: Registry) -> tuple[Outlet | None, str]:
    """The outlet that TEXT begins with the name of, and the name; the longest that is one."""
    words = _NAME_WORDS.match(text)
    spans = words[0].split() if words else []
    for stop in range(len(spans), 0, -1):
        name = " ".join(spans[:stop]).rstrip(".,;:")
        outlet = registry.by_name(name)
        if outlet is not None:
            return outlet, name
    return None, ""


def _telling(blocks: Sequence[Block]) -> tuple[str, ...]:
    """The words in BLOCKS that phrases for telling are known by: only phrases with one of them can stand there."""
    text = _without_case("\n".join([block.text[:LONG] for block in blocks]))
    return tuple(sorted(_phrases_by_word().keys() & distinct_tokens(text)))


@functools.cache
def _phrases_by_word() -> dict[str, tuple[str, ...]]:
    """The phrases for telling by the longest word of each."""
    before = {entry.partition("{outlet}")[0].strip() for _, entry in phrases("told")} | {"told"}
    found: defaultdict[str, list[str]] = defaultdict(list)
    for phrase in sorted(phrase for phrase in before if phrase):
        found[max(tokens(_without_case(phrase)), key=len)].append(phrase)
    return {word: tuple(known) for word, known in found.items()}


def _without_case(text: str) -> str:
    """TEXT in which whatever a pattern takes for the same letter in another case is the same; words stay words."""
    return text.replace("İ", "i").replace("ı", "i").replace("\N{COMBINING GREEK YPOGEGRAMMENI}", " ").casefold()


@functools.lru_cache(maxsize=256)
def _told(words: tuple[str, ...]) -> re.Pattern[str]:
    """The phrases for telling that are known by WORDS, longest first."""
    known = _phrases_by_word()
    ordered = sorted((phrase for word in words for phrase in known[word]), key=lambda phrase: (-len(phrase), phrase))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, ordered)) + r")\s+(?=\S)", re.IGNORECASE)


def _publisher(outlet: Outlet) -> Publisher:
    return Publisher(outlet.name, outlet.domains[0] if outlet.domains else None, outlet)


def _own_addresses(page: LabelledPage) -> Iterator[tuple[str, str, int | str]]:
    """Domains of the page itself: the address that it came with, then those in its masthead."""
    given = page.page.document.raw.url
    if given and (domain := registrable_domain(given)):
        yield domain, given, "url"
    for block in page.having(Role.SITE_HEADER):
        for url in URL.findall(block.text):
            if "@" not in url and (domain := registrable_domain(url)):
                yield domain, block.text, block.number
