"""Who published the text, as far as the page shows, and who republished it.

In this order: the address that the page gives as its source; a line that names the source; the address that the page
came with, unless another source is named; the metadata; the lines that speak of an outlet (`mentions`); and what a site
that nobody knows calls itself (`sites`). A site that carries somebody else's text is the republisher.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from copydesk.fields.address import extract_source_url, own_domain, source_lines
from copydesk.fields.mentions import spoken_of
from copydesk.fields.sites import name_of_site
from copydesk.hosts import host_of, registrable_domain
from copydesk.labelling.lines import URL
from copydesk.model import Found, LabelledPage, Role
from copydesk.outlet_files import Outlet
from copydesk.outlets import Registry


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


def _candidates(page: LabelledPage, registry: Registry) -> Iterator[Found[Publisher]]:
    yield from _from_source(page, registry)
    yield from _from_address(page, registry)
    yield from _from_metadata(page, registry)
    if own_domain(page) is None:  # else another outlet is spoken of, not this one
        yield from _from_mentions(page, registry)
    yield from _from_furniture(page)


def _from_source(page: LabelledPage, registry: Registry) -> Iterator[Found[Publisher]]:
    url = extract_source_url(page, registry)
    if url is not None:
        outlet = registry.by_domain(host_of(url.value))
        domain = registrable_domain(url.value)
        if outlet is not None:
            yield Found(Publisher(outlet.name, domain, outlet), url.evidence, url.where, 0.95, FROM_SOURCE_URL)
        elif domain is not None:
            yield Found(Publisher(domain, domain), url.evidence, url.where, 0.6, FROM_SOURCE_URL)
    for block in source_lines(page):
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
    domain = own_domain(page)
    for where in ("json-ld", "opengraph", "meta", "microdata", "trafilatura"):
        for claim in page.page.claims:
            is_host = where == "trafilatura" and host_of(claim.value) != ""  # for want of a name
            if claim.name == "outlet" and claim.where == where and not is_host:
                known = registry.by_name(claim.value)
                publisher = _publisher(known) if known else Publisher(claim.value, domain)
                yield Found(publisher, claim.value, where, 0.9 if known else 0.75, f"outlet: {where} names it")


def _from_furniture(page: LabelledPage) -> Iterator[Found[Publisher]]:
    """What a site that is not in the registry calls itself; failing that, its domain."""
    domain = own_domain(page)
    named = name_of_site(page)
    if named is not None:
        yield Found(Publisher(named.value, domain), named.evidence, named.where, named.confidence, named.reason)
    if domain is not None:
        yield Found(Publisher(domain, domain), domain, "url", 0.4, "outlet: only its domain is known")


def _from_mentions(page: LabelledPage, registry: Registry) -> Iterator[Found[Publisher]]:
    found = spoken_of(page, registry)
    if found is not None:
        yield Found(_publisher(found.value), found.evidence, found.where, found.confidence, found.reason)


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
