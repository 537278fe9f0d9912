"""Who published the text, as far as the page shows, and who republished it.

In this order: the address that the page gives as its source; a line that names the source; the address that the page
came with, unless another source is named; the metadata; the lines that speak of an outlet (`mentions`); and what a site
that nobody knows calls itself (`sites`). Where these lead to a portal, whoever supplied the text is asked for
(`suppliers`). A site that carries somebody else's text is the republisher.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from copydesk.fields.address import extract_source_url, named_sources, own_domain, source_lines
from copydesk.fields.mentions import spoken_of
from copydesk.fields.press import is_press_name
from copydesk.fields.sites import VERY_TOP, is_slogan, name_of_site, named_in_titles, without_tagline
from copydesk.fields.suppliers import CARRIED, suppliers
from copydesk.folding import fold
from copydesk.hosts import host_of, registrable_domain
from copydesk.labelling.lines import URL
from copydesk.model import Claim, Found, LabelledPage, Role
from copydesk.outlet_files import Outlet
from copydesk.outlets import Registry
from copydesk.scripts import UNBOUNDED, has_unbounded


@dataclass(frozen=True, slots=True)
class Publisher:
    """An outlet's name and, where the registry or the address knows them, its entry and its domain."""

    name: str
    domain: str | None
    outlet: Outlet | None = None


_ENDS_BEFORE_NAME = re.compile(r"(?:^|[^\w\s]\s*|(?:^|\s)[^\W\d_A-ZÀ-ÖØ-Þ]\w*\s+)$")
"""What may stand before a name that is alone: nothing, a sign, a word in small letters."""
_ENDS_SOURCE = re.compile(r"\s*[|｜/;；,，(（]\s*|\s+[-–—]\s+|\.?$")
"""What ends the name of a source, where a label says that it is one."""
_BEGINS_AFTER_NAME = re.compile(rf"$|\s*[^\w\s&-]|\s+(?:[a-zß-öø-ÿ\d-]|[{UNBOUNDED}])")


def extract_outlet(page: LabelledPage, registry: Registry) -> Found[Publisher] | None:
    """The publisher of the text; a portal only where the page names nobody whose text it carries."""
    found = next(_candidates(page, registry), None)
    portal = found.value.outlet if found is not None else None
    if portal is None or not portal.aggregator:
        return found
    supplied = next(suppliers(page, portal, registry), None)
    if supplied is None:
        return found
    known = registry.by_name(supplied.value)
    publisher = _publisher(known) if known else Publisher(supplied.value, None)
    return Found(publisher, supplied.evidence, supplied.where, supplied.confidence, supplied.reason)


def extract_republisher(page: LabelledPage, outlet: Found[Publisher] | None) -> Found[str] | None:
    """The site that carries the text where it is somebody else's: its domain, from its address or its contact line.

    Where neither tells, its name, as the metadata have it.
    """
    if outlet is None or not outlet.reason.startswith((FROM_SOURCE_URL, FROM_SOURCE_LINE, CARRIED)):
        return None
    domains = set(outlet.value.outlet.domains if outlet.value.outlet else ()) | {outlet.value.domain}
    for domain, evidence, where in _own_addresses(page):
        if domain not in domains:
            return Found(domain, evidence, where, 0.9, "republisher: the page's own address is not its source's")
    own = own_domain(page)
    if own is not None:
        is_portals = outlet.reason.startswith(CARRIED)
        return Found(own, own, "url", 0.9, "republisher: the page's own address is a portal's") if is_portals else None
    names = {outlet.value.name, *(outlet.value.outlet.names if outlet.value.outlet else ())}
    for claim in page.page.claims:
        if claim.name == "outlet" and fold(claim.value) not in set(map(fold, names)):
            return Found(claim.value, claim.value, claim.where, 0.7, "republisher: the page's metadata name another")
    return None


FROM_SOURCE_URL = "outlet: the page gives an address of its as the source"
FROM_SOURCE_LINE = "outlet: the page names it as the source"


def _candidates(page: LabelledPage, registry: Registry) -> Iterator[Found[Publisher]]:
    yield from _from_source(page, registry)
    yield from _from_address(page, registry)
    yield from _from_metadata(page, registry)
    is_unaddressed = own_domain(page) is None  # else another outlet is spoken of, not this one
    if is_unaddressed:
        yield from _from_short_name(page, registry, agency=False)
        yield from _from_newspapers_name(page)
        yield from _from_mentions(page, registry)
    yield from _from_name_of_site(page)
    if is_unaddressed:
        yield from _from_short_name(page, registry, agency=True)
    yield from _from_authors(page)
    yield from _from_domain(page)


def _from_source(page: LabelledPage, registry: Registry) -> Iterator[Found[Publisher]]:
    url = extract_source_url(page, registry)
    if url is not None:
        outlet = registry.by_domain(host_of(url.value))
        domain = registrable_domain(url.value)
        if outlet is not None:
            yield Found(Publisher(outlet.name, domain, outlet), url.evidence, url.where, 0.95, FROM_SOURCE_URL)
        elif domain is not None and domain != own_domain(page):  # how it calls itself, its other lines say
            yield Found(Publisher(domain, domain), url.evidence, url.where, 0.6, FROM_SOURCE_URL)
    for block in source_lines(page):
        for outlet, name in registry.named_in(block.text):
            yield Found(_publisher(outlet), name, block.number, 0.9, FROM_SOURCE_LINE)


def _from_short_name(page: LabelledPage, registry: Registry, *, agency: bool) -> Iterator[Found[Publisher]]:
    """The same where the name may be an ordinary word, or stands in a line of the date; of agencies, or of others.

    It is asked only on a page that does not say whose it is: such a name may be a picture's source, or a part's.
    """
    for block, said in named_sources(page):
        for outlet, name in _named_alone(said, registry):
            if outlet.agency is agency:
                yield Found(_publisher(outlet), name, block.number, 0.6, FROM_SOURCE_LINE)


def _from_newspapers_name(page: LabelledPage) -> Iterator[Found[Publisher]]:
    """The same of a newspaper that nobody knows, and whose name says that it is one: "来源：江城晚报 记者 王芳"."""
    for block, said in named_sources(page):
        name = _ENDS_SOURCE.split(said.strip(), maxsplit=1)[0]
        name = name.split()[0] if has_unbounded(name) else name
        if is_press_name(name):
            yield Found(Publisher(name, None), name, block.number, 0.6, FROM_SOURCE_LINE)


def _named_alone(said: str, registry: Registry) -> Iterator[tuple[Outlet, str]]:
    """Outlets in what a line has SAID to be its source, whose names may be ordinary words and are no part of a name."""
    for outlet, name in registry.speaks_of(said):
        before, _, after = said.partition(name)
        if _ENDS_BEFORE_NAME.search(before) and _BEGINS_AFTER_NAME.match(after):
            yield outlet, name


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
    domain, named = own_domain(page), next(named_in_titles(page), None)
    for where in ("json-ld", "opengraph", "meta", "microdata"):
        for claim in page.page.claims:
            if claim.name != "outlet" or claim.where != where:
                continue
            known = registry.by_name(claim.value)
            if known is None and (_is_no_name(claim) or (is_slogan(claim.value) and named is not None)):
                continue
            name = without_tagline(claim.value, page)
            publisher = _publisher(known) if known else Publisher(name, domain)
            yield Found(publisher, claim.value, where, 0.9 if known else 0.75, f"outlet: {where} names it")


def _is_no_name(claim: Claim) -> bool:
    """Whether a site has given an address for want of a name; "Oval.com" is the name of some."""
    is_host = host_of(claim.value) != ""
    return is_host and ("/" in claim.value or claim.value.islower())


def _from_authors(page: LabelledPage) -> Iterator[Found[Publisher]]:
    """A newspaper that nobody knows, where the metadata have it in the author's place."""
    for claim in page.page.claims:
        if claim.name == "author" and is_press_name(claim.value):
            reason = f"outlet: {claim.where} has a newspaper's name as the author's"
            yield Found(Publisher(claim.value, None), claim.value, claim.where, 0.6, reason)


def _from_name_of_site(page: LabelledPage) -> Iterator[Found[Publisher]]:
    """What a site that is not in the registry calls itself."""
    named = name_of_site(page)
    if named is not None:
        publisher = Publisher(named.value, own_domain(page))
        yield Found(publisher, named.evidence, named.where, named.confidence, named.reason)


def _from_domain(page: LabelledPage) -> Iterator[Found[Publisher]]:
    domain = own_domain(page)
    for claim in page.page.claims:
        if claim.name == "outlet" and host_of(claim.value) and "/" not in claim.value:
            yield Found(
                Publisher(claim.value, domain), claim.value, claim.where, 0.6, f"outlet: {claim.where} names it"
            )
    if domain is not None:
        yield Found(Publisher(domain, domain), domain, "url", 0.4, "outlet: only its domain is known")


def _from_mentions(page: LabelledPage, registry: Registry) -> Iterator[Found[Publisher]]:
    found = spoken_of(page, registry)
    if found is None:
        return
    if found.value.agency:  # papers print an agency's text with all that the agency says of its rights
        yield from (one for one in _from_name_of_site(page) if _is_papers_masthead(one, registry))
    yield Found(_publisher(found.value), found.evidence, found.where, found.confidence, found.reason)


def _is_papers_masthead(found: Found[Publisher], registry: Registry) -> bool:
    """Whether the name of a newspaper that nobody knows was FOUND in a line at the very top."""
    name, where = found.value.name, found.where
    return isinstance(where, int) and where < VERY_TOP and is_press_name(name) and registry.by_name(name) is None


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
