"""What a site that no registry knows calls itself: behind its titles, at its top, or where it claims its copyright.

Each of these may be something else: a section's name, a menu's entry, a company. So it counts where something else on
the page bears it out: the address, the mail that comes from there, a claim of copyright, or another of them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from copydesk.fields.address import own_domain
from copydesk.fields.dated_lines import title_line
from copydesk.fields.press import is_press_name
from copydesk.fields.sayings import BEFORE_SITE, MAX_TITLE, outer_parts
from copydesk.folding import bare, fold, in_addresses
from copydesk.hosts import host_of, registrable_domain
from copydesk.lexicons import look_up
from copydesk.model import KEPT_IN_BODY, Block, Found, LabelledPage, Role
from copydesk.naming.holders import ARTICLES, COPYRIGHT, MAX_CLAIM, holder_of, may_claim, name_key
from copydesk.naming.people import MAIL
from copydesk.scripts import is_small

TOP = 8
"""Lines at the top of a page among which its own title may stand, with the site's name behind it; and that name."""
VERY_TOP = 4
"""Lines at the top among which a newspaper's name is the page's own; below them menus name others, and wares."""
FIRST = 2
"""Lines at the very beginning, where no place and no section stands."""
MAX_WORDS = 5
MAX_GIVEN = 8
"""Words of a name that a site gives itself in its metadata."""
LEAST_LETTERS = 3

_NO_NAME = re.compile(r"https?:|www\.|@|[?!…]|\d{3}")
_SENTENCE_SIGN = re.compile(r"[,;!?…]|\.$")
_BEHIND_PHOTOGRAPHER = re.compile(r"\w\s*[/|]\s*([^\W\d_][^/|()]{2,60}?)\s*[).]*$")
_LIST_MARKS = re.compile(r"^[•·*+|>–—-]\s+|\s+[•·*|>–—-]$")
_OF_ARTICLE = KEPT_IN_BODY | {Role.TITLE, Role.DUPLICATE, Role.DATE}
_OF_PICTURES = frozenset({Role.CAPTION, Role.CREDIT})
_NO_CLAIMS = _OF_ARTICLE | _OF_PICTURES

_AT_TOP = "outlet: a line at the top says its name"
_CLAIMS = "outlet: a claim of copyright says its name"


class _Evidence(NamedTuple):
    """What may bear a name out; names as `name_key` has them."""

    claims: Sequence[tuple[str, Block]]
    """Whom the claims of copyright name, and the lines that do."""
    holders: frozenset[str]
    addressed: frozenset[str]
    """The names in the domains that the page, and the mail addresses on it, are of."""
    pictured: frozenset[str]
    """Whom photographers work for, as credits of pictures say."""
    signed: Sequence[str]
    """The lines that name who wrote the text, and for whom, as `bare` has them."""


def name_of_site(page: LabelledPage) -> Found[str] | None:
    """The name beside the title, at the top, or of who claims the copyright, if something else bears it out."""
    behind, top = list(_behind_titles(page)), list(_at_top(page))
    mastheads = list(_mastheads(top, page))
    for found, others in ((behind, mastheads), (mastheads, behind)):
        for one in found:
            witness = _witness(one.value, page, others)
            if witness:
                return replace(one, reason=f"{one.reason}; so does {witness}")
    claims = [(name, block) for block in _claims(page) if _may_be_name(name := holder_of(block.text))]
    holders = frozenset(name_key(name) for name, _ in claims)
    evidence = _Evidence(claims, holders, _addressed(page), _pictured(page), _signed(page))
    return next(_borne_out(top, behind, evidence, page), None)


def _borne_out(
    top: Sequence[tuple[Block, str]], behind: Sequence[Found[str]], evidence: _Evidence, page: LabelledPage
) -> Iterator[Found[str]]:
    """Names at the TOP that claims of copyright, or addresses, have as well; holders who have the address; newspapers'.

    BEHIND are the names behind titles.
    """
    for block, name in top:
        key = name_key(name)
        if key in evidence.holders:
            yield Found(name, block.text, block.number, 0.6, f"{_AT_TOP}; so does a claim of copyright")
        elif _is_addressed(key, evidence.addressed):
            yield Found(name, block.text, block.number, 0.5, f"{_AT_TOP}; so does an address")
        elif key in evidence.pictured and block.number < VERY_TOP:
            yield Found(name, block.text, block.number, 0.5, f"{_AT_TOP}; so does a picture's credit")
        elif " " in name and block.number < FIRST and any(_ends_in(line, key) for line in evidence.signed):
            yield Found(name, block.text, block.number, 0.5, f"{_AT_TOP}; so does a byline")
    for name, block in evidence.claims:
        if _is_addressed(name_key(name), evidence.addressed):
            yield Found(name, block.text, block.number, 0.5, f"{_CLAIMS}; so does an address")
    yield from named_in_titles(page)
    claims = [Found(name, block.text, block.number, 0.4, _CLAIMS) for name, block in evidence.claims]
    above = [Found(name, block.text, block.number, 0.4, _AT_TOP) for block, name in top if block.number < VERY_TOP]
    for named in (behind, claims, above):
        papers = [one for one in named if is_press_name(one.value)]
        if len({name_key(one.value) for one in papers}) == 1:
            yield replace(papers[0], reason=f"{papers[0].reason}, which is a newspaper's")


def is_of_host(name: str, host: str) -> bool:
    """Whether NAME, with or without an article, stands in HOST as addresses spell it.

    >>> is_of_host("El Óvalo", "www.elovalo.com.uy"), is_of_host("Oval News", "news-oval.org")
    (True, False)
    """
    key, letters = name_key(name), bare(host)
    return key != "" and any(spelled in letters for spelled in in_addresses(key))


def _claims(page: LabelledPage) -> Iterator[Block]:
    """The lines that claim a copyright: not that of a picture."""
    for block, label in zip(page.page.blocks, page.labels, strict=True):
        is_claim = len(block.text) <= MAX_CLAIM and may_claim(block.text)
        if is_claim and label.role not in _NO_CLAIMS and COPYRIGHT.search(block.text):
            yield block


def _addressed(page: LabelledPage) -> frozenset[str]:
    """The names in the domains that the page, and the mail addresses on it, are of; without an article."""
    texts = (block.text for block in page.page.blocks if "@" in block.text)
    hosts = {mail["host"] for text in texts for mail in MAIL.finditer(text)}
    found = [page.page.document.raw.url or "", *(f"//{host}" for host in sorted(hosts))]
    domains = (registrable_domain(address) for address in found if address)
    return frozenset(bare(domain.partition(".")[0]) for domain in domains if domain)


def _pictured(page: LabelledPage) -> frozenset[str]:
    """What follows the photographer's name in credits: "(Photo by Jane Roe/The Oval Rambler)"."""
    texts = (block.text for block in page.having(*_OF_PICTURES) if "/" in block.text or "|" in block.text)
    return frozenset(name_key(found[1]) for text in texts if (found := _BEHIND_PHOTOGRAPHER.search(text)) is not None)


def _signed(page: LabelledPage) -> Sequence[str]:
    """The bylines below the title; what ends one behind the author's name is whom he works for, or where he is."""
    title = title_line(page)
    return [bare(block.text) for block in page.having(Role.BYLINE) if block.number > title]


def _ends_in(line: str, key: str) -> bool:
    """Whether KEY ends a LINE that names somebody else before it."""
    return line.endswith(key) and line != key


def _is_addressed(key: str, addressed: frozenset[str]) -> bool:
    """Whether a name is that of a domain, as addresses spell it, with or without an article."""
    return any(f"{article}{spelled}" in addressed for article in ("", *ARTICLES) for spelled in in_addresses(key))


def is_slogan(name: str) -> bool:
    """Whether NAME, which a site gives itself, is too long for one, or has the signs of a sentence.

    >>> is_slogan("All the news that matters, all day"), is_slogan("Oval Center for Career & Professional Development")
    (True, False)
    """
    return len(name.split()) > MAX_GIVEN or _SENTENCE_SIGN.search(name) is not None


def without_tagline(name: str, page: LabelledPage) -> str:
    """NAME, the site's in its metadata, without what follows a sign and is no name: "Oval Courier | News, sport"."""
    sign = BEFORE_SITE.search(name)
    if sign is None or not _may_be_name(front := name[: sign.start()].strip()):
        return name
    rest = name[sign.end() :]
    is_site = _is_addressed(name_key(front), _addressed(page)) or any(
        one.value == front for one in _behind_titles(page)
    )
    return front if is_site or "," in rest or len(rest.split()) > MAX_WORDS else name


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


def named_in_titles(page: LabelledPage) -> Iterator[Found[str]]:
    """What begins or ends the page's own title and is, letter for letter, what its address is called."""
    called = frozenset((bare((own_domain(page) or "").partition(".")[0]),))
    for claim in page.page.claims:
        for part in outer_parts(claim.value) if claim.where == "title-tag" else ():
            if _may_be_name(part) and _is_addressed(name_key(part), called):
                yield Found(part, claim.value, claim.where, 0.6, "outlet: a part of the title is what the address says")


def _mastheads(top: Sequence[tuple[Block, str]], page: LabelledPage) -> Iterator[Found[str]]:
    for block, name in top:
        if page.labels[block.number].role is Role.SITE_HEADER and block.number < TOP:
            yield Found(name, block.text, block.number, 0.5, "outlet: its name is the masthead")


def _at_top(page: LabelledPage) -> Iterator[tuple[Block, str]]:
    """The lines at the top, or above the title, that may be the site's name."""
    title = title_line(page)
    for block in page.page.blocks[: max(TOP, title)]:
        name, role = _LIST_MARKS.sub("", block.text.strip()), page.labels[block.number].role
        is_other = role in _OF_ARTICLE or (role is Role.BYLINE and block.number > title)
        if not is_other and _may_be_name(name) and not look_up(name):
            yield block, name


def _may_be_name(text: str) -> bool:
    words = text.split()
    return (
        0 < len(words) <= MAX_WORDS
        and len(bare(text)) >= LEAST_LETTERS
        and not is_small(words[0][0])
        and _NO_NAME.search(text) is None
    )


def _witness(name: str, page: LabelledPage, others: list[Found[str]]) -> str:
    """What else calls the site so; empty where nothing does."""
    folded = fold(name).removeprefix("the ")
    letters = bare(folded)
    if is_of_host(name, host_of(page.page.document.raw.url or "")):
        return "the address"
    named = re.compile(rf"(?<!\w){re.escape(folded)}(?!\w)")
    if any(COPYRIGHT.search(block.text) and named.search(fold(block.text)) for block in page.having(Role.LEGAL)):
        return "a claim of copyright"
    return "another line" if any(bare(one.value).endswith(letters) for one in others) else ""
