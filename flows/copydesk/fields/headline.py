"""Which of the texts that an HTML page calls its title is it: headings and metadata vote.

A page names its title in many places, and one or other of them is wrong on most sites: a heading is the site's name, or
a kicker is glued to it; OpenGraph has a variant for readers elsewhere, `<title>` the site's name behind it. So each
text that any of them says, and each part of one that a sign sets apart, is a candidate, and has as many points as what
bears on it is worth.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from copydesk.folding import bare, fold
from copydesk.model import Block, Found, LabelledPage, Role, Where
from copydesk.outlets import Registry, host_of
from copydesk.scripts import UNSPACED, words_of

MAX_TITLE = 300
"""Characters that a title may have; a heading with more is a text."""
MAX_HEADINGS = 60
"""Headings that are asked; a page with more of them is a list."""
MIN_PART = 4
"""Characters from which on a part of a text may be a title by itself."""
FEW_WORDS = 2

WORTH = {
    # who says it, and nothing else
    "h1": 4,
    "opengraph": 4,
    "labelled heading": 3,
    "labelled line": 0,
    "json-ld": 2,
    "microdata": 2,
    "meta": 2,
    "title-tag": 0,
    "trafilatura": 0,
    "h2-above": 1,
    "h2": -5,
    # what else speaks for it
    "above": 3,
    "begins": 2,
    "ends": 6,
    "address": 1,
    "odd json-ld": 12,
    "odd opengraph": 8,
    # what speaks against it
    "site": -5,
    "short": -5,
    "unlike": -2,
    "rivals": -1,
}
"""Points for each thing that bears on a candidate: learned from pages whose title is known, and rounded.

A second-level heading above the text may be the title (`h2-above`), one inside is a section's (`h2`); what the
rules labelled as the title may be a heading or another line. A candidate that stands `above` the article is seen by
readers. It `begins` what some metadata say: a site's name follows; a heading `ends` in it: a kicker stands before. So
many quarters of its words stand in the page's `address`. It is a `site`, or too `short` to be anything else; it is
`unlike` all metadata, or has `rivals`, other headings of the first level.

A news article's JSON-LD or OpenGraph may have another headline than all else: the newsroom's own, while the page and
its `<title>` carry the one for search engines (`odd`). Readers see the other one, so such a title is never sure.
"""

MANY = 5
"""Sources that agree from which on more of them make nothing surer."""

CLEAR = 4
"""Points ahead of the next from which on a title is hardly in doubt."""

_SIGN = re.compile(rf"\s+[|–—·•»:/-]+\s+|\s*[|｜_»]\s*|:\s+|(?<=[{UNSPACED}！？])[-–—](?=[{UNSPACED}])")
_METADATA = ("json-ld", "opengraph", "meta", "microdata", "title-tag", "trafilatura")


class _Saying(NamedTuple):
    source: str
    text: str
    key: str
    """Its letters and digits, folded: what candidates are compared by."""
    evidence: str
    where: Where


def vote(page: LabelledPage, trimmed: Callable[[str], str], registry: Registry) -> Found[str] | None:
    """The title of a page with markup; TRIMMED takes a site's name off its end.

    Of several ways to write the title, with or without a space before a colon, the one that most sources have counts.
    """
    sayings = [one for one in _sayings(page, trimmed) if one.key]
    if not sayings:
        return None
    bearing = bearings(sayings, page, registry)
    points = {key: sum(WORTH[name] * count for name, count in counts.items()) for key, counts in bearing.items()}
    ranked = sorted(points, key=lambda key: -points[key])  # of equals the first
    best = ranked[0]
    own = [one for one in sayings if one.key == best] or [_part(best, sayings)]
    spelled = [_spelling(one.text) for one in own]
    chosen = max(own, key=lambda one: spelled.count(_spelling(one.text)))
    seen = next((one for one in own if isinstance(one.where, int)), chosen)
    rival = next((key for key in ranked[1:] if best not in key and key not in best), None)
    against = dict.fromkeys(one.source for one in sayings if one.key == rival and not one.source.startswith("h2"))
    lead = points[best] - points[rival] if rival is not None else CLEAR
    sources = dict.fromkeys(one.source for one in own)
    strength = _strength(len(sources), lead, is_disputed=bool(against), is_odd="odd" in " ".join(bearing[best]))
    reason = f"title: {' and '.join(sources)} say so"
    rest = f"; {' and '.join(against)} another" if against else ""
    return Found(chosen.text, seen.evidence, seen.where, strength, reason + rest)


def _strength(sources: int, lead: int, *, is_disputed: bool, is_odd: bool) -> float:
    """How strong the evidence is: more with each of the SOURCES that agree; less against others, or with a small LEAD.

    >>> _strength(6, 12, is_disputed=False, is_odd=False), _strength(2, 0, is_disputed=True, is_odd=False)
    (1.0, 0.4)
    """
    doubts = is_disputed + 2 * is_odd + (lead < CLEAR) + (lead <= 0)
    return round(0.5 + 0.1 * min(sources, MANY) - 0.1 * doubts, 2)


def _sayings(page: LabelledPage, trimmed: Callable[[str], str]) -> Iterator[_Saying]:
    """What headings and metadata say, headings first."""
    bodies = page.having(Role.BODY)
    first, last = (bodies[0].number, bodies[-1].number) if bodies else (len(page.labels), len(page.labels))
    headings = 0
    for block, label in zip(page.page.blocks, page.labels, strict=True):
        sources = list(_as_heading(block, label.role, first, last)) if len(block.text) <= MAX_TITLE else []
        headings += bool(sources)
        if sources and headings <= MAX_HEADINGS:
            text = trimmed(block.text)
            yield from (_Saying(source, text, bare(text), block.text, block.number) for source in sources)
    for where in _METADATA:
        for claim in page.page.claims:
            if claim.name == "title" and claim.where == where and len(claim.value) <= MAX_TITLE:
                text = trimmed(claim.value)
                yield _Saying(where, text, bare(text), claim.value, where)


def _as_heading(block: Block, role: Role, first: int, last: int) -> Iterator[str]:
    """As what a block speaks of the title of an article that stands in blocks FIRST to LAST."""
    tag = block.markup.tag if block.markup is not None else ""
    if role is Role.TITLE:
        yield "labelled heading" if tag in ("h1", "h2") else "labelled line"
    if tag == "h1" and block.number < last:
        yield "h1"
    elif tag == "h2" and block.number < last:
        yield "h2-above" if block.number <= first + 1 else "h2"


def _part(key: str, sayings: Sequence[_Saying]) -> _Saying:
    """The part of a text that has KEY."""
    found = (
        one._replace(source=f"a part of {one.source}", text=part)
        for one in sayings
        for part in (*_beginnings(one.text), *_ends(one.text))
        if bare(part) == key
    )
    return next(found)


def _beginnings(text: str) -> Iterator[str]:
    """What stands before each sign in TEXT that may part a title from a site's name; a colon parts a kicker.

    >>> list(_beginnings("Rain: a report | Weather - The Times"))
    ['Rain: a report', 'Rain: a report | Weather']
    """
    yield from (text[: sign.start()] for sign in _SIGN.finditer(text) if ":" not in sign[0])


def _ends(text: str) -> Iterator[str]:
    """What stands behind each such sign, or a colon.

    >>> list(_ends("Rain: a report | The Times"))
    ['a report | The Times', 'The Times']
    """
    yield from (text[sign.end() :] for sign in _SIGN.finditer(text))


def bearings(sayings: Sequence[_Saying], page: LabelledPage, registry: Registry) -> dict[str, Mapping[str, int]]:
    """What bears on each candidate, how often, in the order in which they stand on the page; see `WORTH`."""
    candidates = {one.key: one.text for one in sayings}
    begun = [(one.key, {bare(part): part for part in _beginnings(one.text)}) for one in sayings if _is_claim(one)]
    for one in sayings:
        if not one.source.startswith("h2"):
            for part in (*_beginnings(one.text), *_ends(one.text)):
                if len(part) >= MIN_PART:
                    candidates.setdefault(bare(part), part)
    candidates.pop("", None)
    bodies = page.having(Role.BODY)
    above = page.page.blocks[: bodies[0].number + 1 if bodies else None]
    shortest = min(map(len, candidates), default=0)
    visible = {bare(block.text) for block in above if shortest <= len(block.text) <= MAX_TITLE}
    sites = {bare(claim.value) for claim in page.page.claims if claim.name == "outlet"}
    claimed = {one.key for one in sayings if _is_claim(one)}
    headed = [one.key for one in sayings if not _is_claim(one)]
    headed_first = {one.key for one in sayings if one.source == "h1"}
    spoken = [frozenset(words_of(fold(one.text))) for one in sayings if _is_claim(one)]
    odd = _odd_ones(sayings) if _is_news(page) else {}
    host, path = _address(page)
    found: dict[str, Mapping[str, int]] = {}
    for key, text in candidates.items():
        bearing = Counter({one.source for one in sayings if one.key == key})
        bearing["above"] = key in visible
        bearing["begins"] = sum(key in parts and key != whole for whole, parts in begun)
        bearing["ends"] = key in claimed and any(head.endswith(key) and head != key for head in headed)
        bearing["site"] = key in sites or key in host or registry.by_name(text) is not None
        words = words_of(fold(text))
        bearing["short"] = len(words) <= FEW_WORDS
        bearing["unlike"] = key not in claimed and _is_unlike(words, spoken)
        bearing["rivals"] = len(headed_first) > 1 and key in headed_first
        bearing.update({odd[key]: 1} if key in odd else {})
        bearing["address"] = 4 * sum(word in path for word in words) // len(words) if words else 0
        found[key] = bearing
    return found


def _is_news(page: LabelledPage) -> bool:
    kinds = (claim.value for claim in page.page.claims if claim.name == "schema")
    return any(kind.endswith("NewsArticle") or kind == "LiveBlogPosting" for kind in kinds)


def _odd_ones(sayings: Sequence[_Saying]) -> dict[str, str]:
    """What JSON-LD or OpenGraph alone says, against the heading, the other of the two and, for one, `<title>`."""
    keys = {source: {one.key for one in sayings if one.source == source} for source in ("h1", "json-ld", "opengraph")}
    titles = [one for one in sayings if one.source == "title-tag"]
    tag = {bare(text) for one in titles for text in (one.text, *_beginnings(one.text))}
    odd: dict[str, str] = {}
    if keys["h1"] & keys["opengraph"]:
        odd |= dict.fromkeys(keys["json-ld"] - keys["h1"] - keys["opengraph"] - tag, "odd json-ld")
    if keys["h1"] & keys["json-ld"] & tag:
        odd |= dict.fromkeys(keys["opengraph"] - keys["h1"] - keys["json-ld"] - tag, "odd opengraph")
    return odd


def _is_unlike(words: Sequence[str], spoken: Sequence[frozenset[str]]) -> bool:
    """Whether less than a quarter of a text's WORDS, or of theirs, stand in any of those SPOKEN."""
    own = frozenset(words)
    return bool(own) and bool(spoken) and all(4 * len(own & said) < min(len(own), len(said)) for said in spoken)


def _is_claim(one: _Saying) -> bool:
    return one.source in _METADATA


def _address(page: LabelledPage) -> tuple[str, frozenset[str]]:
    """The letters of the page's host, and the words of the rest of its address."""
    url = page.page.document.raw.url or ""
    host = host_of(url)
    path = url.partition(host)[2] if host else ""
    words = frozenset(re.findall(r"[^\W\d_]{2,}|\d+", path.casefold()))
    return host.replace("-", "").replace(".", ""), words if len(words) > FEW_WORDS else frozenset()


def _spelling(text: str) -> str:
    return " ".join(text.casefold().split())
