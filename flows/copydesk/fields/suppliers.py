"""Whose text a portal carries: MSN, Yahoo, Naver and Sina show newspapers' articles at addresses of their own.

Such a page names its supplier where others name their authors: in JSON-LD, beside the date, in brackets behind the
title, in the claim of copyright. A name that is not known, and that nothing calls an organisation's, may be a person's.
"""

import re
from collections.abc import Iterator

from copydesk.fields.bylines import Known, known_on, without_dates
from copydesk.fields.press import is_press_name
from copydesk.folding import bare
from copydesk.model import Found, LabelledPage, Role, Where
from copydesk.naming.holders import COPYRIGHT, MAX_CLAIM, holder_of, may_claim
from copydesk.outlet_files import Outlet
from copydesk.outlets import Registry

CARRIED = "outlet: its text is carried by"

MAX_DATE_LINE = 80
"""Characters of a line of the date that may name the supplier beside it."""

_PORTAL = re.compile(r"\s*[|｜:]\s.*$")
"""What stands behind the supplier's name in metadata: "한강일보 | 네이버"."""
_IN_TITLE = re.compile(r"[(（]([^()（）]{2,40})[)）]")
"""Where a portal puts the supplier's name in a page's title: "開花の予想（武蔵新報） - Yahoo!ニュース"."""


def suppliers(page: LabelledPage, portal: Outlet, registry: Registry) -> Iterator[Found[str]]:
    """Those whom PAGE of a PORTAL names as the supplier of its text, the surest first."""
    known = known_on(page, registry)
    named: list[tuple[str, str, Where]] = [*_claimed(page, registry), *_shown(page, known)]
    for name, evidence, where in named:
        other = registry.by_name(name)
        if other is None or not other.aggregator:
            yield Found(name, evidence, where, 0.8, f"{CARRIED} {portal.name}")


def _claimed(page: LabelledPage, registry: Registry) -> Iterator[tuple[str, str, str]]:
    """Suppliers in the metadata: called so, or outlets and organisations in the author's place."""
    claims = page.page.claims
    yield from ((claim.value, claim.value, claim.where) for claim in claims if claim.name == "supplier")
    organisations = {bare(claim.value) for claim in claims if claim.name == "organisation"}
    bracketed = {bare(name) for claim in claims if claim.name == "title" for name in _IN_TITLE.findall(claim.value)}
    for claim in claims:
        name = _PORTAL.sub("", claim.value) if claim.name == "author" else ""
        if name and (bare(name) in organisations | bracketed or _is_outlets(name, registry)):
            yield name, claim.value, claim.where


def _shown(page: LabelledPage, known: Known) -> Iterator[tuple[str, str, int]]:
    """Outlets alone beside the date, and newspapers that hold the rights."""
    for block in page.having(Role.DATE):
        name = without_dates(block.text, known).strip(" |·-–—") if len(block.text) <= MAX_DATE_LINE else ""
        if name and _is_outlets(name, known.registry):
            yield name, block.text, block.number
    for block in page.having(Role.LEGAL):
        is_claim = len(block.text) <= MAX_CLAIM and may_claim(block.text) and COPYRIGHT.search(block.text)
        if is_claim and _is_outlets(name := holder_of(block.text), known.registry):
            yield name, block.text, block.number


def _is_outlets(name: str, registry: Registry) -> bool:
    return registry.by_name(name) is not None or is_press_name(name)
