"""What a site that no registry knows calls itself: what stands behind its titles, or its masthead.

Either may be a section's name, or a menu's entry. So it counts where something else on the page bears it out: the
address, a claim of copyright, or the other of the two. Who claims the copyright is the site if its own address says so.
"""

import re
from collections.abc import Iterator

from copydesk.fields.mentions import COPYRIGHT, holder_of
from copydesk.fields.sayings import BEFORE_SITE, MAX_TITLE
from copydesk.folding import bare, fold
from copydesk.hosts import host_of, registrable_domain
from copydesk.lexicons import look_up
from copydesk.model import Found, LabelledPage, Role

TOP = 8
"""Lines at the top of a page among which its own title may stand, with the site's name behind it."""
MAX_WORDS = 5
LEAST_LETTERS = 3

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NO_NAME = re.compile(r"https?:|www\.|@|[?!…]|\d{3}")


def name_of_site(page: LabelledPage) -> Found[str] | None:
    """The name behind the title, or in the masthead, if something else bears it out."""
    behind, mastheads = list(_behind_titles(page)), list(_mastheads(page))
    for found, others in ((behind, mastheads), (mastheads, behind)):
        for one in found:
            witness = _witness(one.value, page, others)
            if witness:
                return Found(one.value, one.evidence, one.where, one.confidence, f"{one.reason}; so does {witness}")
    holders = list(_holders(page))
    addressed = _addressed(page) if holders else frozenset()
    return next((one for one in holders if bare(one.value).removeprefix("the") in addressed), None)


def _holders(page: LabelledPage) -> Iterator[Found[str]]:
    for block in page.having(Role.LEGAL):
        name = holder_of(block.text) if COPYRIGHT.search(block.text) else ""
        if _may_be_name(name):
            yield Found(name, block.text, block.number, 0.5, "outlet: it claims the copyright, and has the address")


def _addressed(page: LabelledPage) -> frozenset[str]:
    """The names in the domains that the page, and the mail addresses on it, are of; without "the"."""
    hosts = {mail.rpartition("@")[2] for block in page.page.blocks for mail in _MAIL.findall(block.text)}
    found = [page.page.document.raw.url or "", *(f"//{host}" for host in hosts)]
    domains = (registrable_domain(address) for address in found if address)
    return frozenset(bare(domain.partition(".")[0]).removeprefix("the") for domain in domains if domain)


def _behind_titles(page: LabelledPage) -> Iterator[Found[str]]:
    """What follows the title behind the last sign, where the page has the title without it as well."""
    titles: list[tuple[str, int | str]] = [
        *((claim.value, claim.where) for claim in page.page.claims if claim.name == "title"),
        *((block.text, block.number) for block in page.having(Role.TITLE, Role.DUPLICATE)),
    ]
    said = {bare(text) for text, _ in titles}
    for text, where in (*titles, *((block.text, block.number) for block in page.page.blocks[:TOP])):
        signs = list(BEFORE_SITE.finditer(text)) if len(text) <= MAX_TITLE else []
        if signs and any(bare(text[: sign.start()]) in said for sign in signs):
            name = text[signs[-1].end() :].strip()
            if _may_be_name(name):
                yield Found(name, text, where, 0.6, "outlet: its name ends the title")


def _mastheads(page: LabelledPage) -> Iterator[Found[str]]:
    for block in page.having(Role.SITE_HEADER):
        if block.number < TOP and _may_be_name(block.text.strip()) and not look_up(block.text):
            yield Found(block.text.strip(), block.text, block.number, 0.5, "outlet: its name is the masthead")


def _may_be_name(text: str) -> bool:
    words = text.split()
    return (
        0 < len(words) <= MAX_WORDS
        and len(bare(text)) >= LEAST_LETTERS
        and not words[0][0].islower()
        and _NO_NAME.search(text) is None
    )


def _witness(name: str, page: LabelledPage, others: list[Found[str]]) -> str:
    """What else calls the site so; empty where nothing does."""
    folded = fold(name).removeprefix("the ")
    letters = bare(folded)
    if letters in bare(host_of(page.page.document.raw.url or "")):
        return "the address"
    named = re.compile(rf"(?<!\w){re.escape(folded)}(?!\w)")
    if any(COPYRIGHT.search(block.text) and named.search(fold(block.text)) for block in page.having(Role.LEGAL)):
        return "a claim of copyright"
    return "another line" if any(bare(one.value).endswith(letters) for one in others) else ""
