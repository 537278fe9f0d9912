"""What bears on each text that may be the title of an HTML page, and what that is worth."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from copydesk.fields.sayings import BEFORE_SITE, MAX_TITLE, Saying, beginnings, beginnings_before_less, ends
from copydesk.fields.sites import is_of_host, named_in_titles
from copydesk.folding import bare, fold, in_addresses
from copydesk.hosts import host_of
from copydesk.labelling.reading import EVEN
from copydesk.model import LabelledPage, Role
from copydesk.outlets import Registry
from copydesk.scripts import is_small, words_of

MIN_PART = 4
"""Characters from which on a part of a text may be a title by itself."""
MIN_NAME = 5
"""Letters of a site's name from which on a heading that ends in it is its logo."""
FEW_WORDS = 2
QUARTERS = 4
"""Parts in which the share of a text's words is counted that stand in the page's address."""
ALL_BUT = 3
"""Quarters that the address has more of a text's words than of any heading's where it was made from that text."""

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
    "h2-above": 1,
    "h2": -5,
    # what else speaks for it
    "above": 3,
    "opens": 5,
    "begins": 2,
    "ends": 6,
    "address": 1,
    "address alone": 4,
    "odd json-ld": 12,
    "odd opengraph": 8,
    "lone heading": 3,
    # what speaks against it
    "site": -5,
    "named site": -4,
    "short": -5,
    "unlike": -2,
    "rivals": -1,
}
"""Points for each thing that bears on a candidate: learned from pages whose title is known, and rounded.

A second-level heading above the text may be the title (`h2-above`), one inside is a section's (`h2`); what the rules
labelled as the title may be a heading or another line. A candidate that stands `above` the article is seen by readers;
one that `opens` a line there, which is no heading, has its byline behind it. It `begins` what some metadata say:
something shorter follows, a site's name; a heading `ends` in it: a kicker stands before. So many quarters of its words
stand in the page's `address`; where that has most of them and few of any heading's, it was made from this text
(`address alone`). It is a `site`, and all the more where the page itself calls its site so (`named site`); or it is too
`short` to be anything else; it is `unlike` all metadata, or has `rivals`, other headings of the first level.

A news article's JSON-LD or OpenGraph may have another headline than all else: the newsroom's own, while the page and
its `<title>` carry the one for search engines (`odd`). Readers see the other one, so such a title is never sure. The
address is made from the newsroom's; if it has more of the heading's words, JSON-LD's is another variant. Where all
metadata agree, a `lone heading` is one.
"""

WORTH_OF_OTHERS = WORTH | {"h1": 2, "title-tag": 3, "short": 0}
"""The same on a page that is no article: the headings of a company or a shop are slogans, and what it offers may have a
short name ("Hiking boots")."""


class _Grounds(NamedTuple):
    """What candidates are compared with; all keys."""

    above: frozenset[str]
    unheaded: frozenset[str]
    """Lines above the article, and those of them that are no headings."""
    sites: frozenset[str]
    """What the page says that it is of."""
    host: str
    claimed: frozenset[str]
    """What metadata say."""
    trusted: frozenset[str]
    """What those of them say that name no sites as a title: all but a page's own title, and who goes by it."""
    begun: Sequence[frozenset[str]]
    """How what metadata say begins, for each."""
    headed: Sequence[str]
    headed_first: frozenset[str]
    """What headings say, and those of the first level."""
    spoken: Sequence[frozenset[str]]
    """The words of what metadata say, for each."""


def points_of(bearing: Mapping[str, int], page: LabelledPage) -> int:
    """The points that a candidate has by all that bears on it; see `WORTH`."""
    worth = WORTH if page.article >= EVEN else WORTH_OF_OTHERS
    return sum(worth[name] * count for name, count in bearing.items())


def bearings(said: Sequence[Saying], page: LabelledPage, registry: Registry) -> dict[str, Mapping[str, int]]:
    """What bears on each candidate, how often, in the order in which they stand on the page; see `WORTH`."""
    candidates = _candidates(said)
    grounds = _grounds(said, page, min(map(len, candidates), default=0))
    path = _words_of_address(page)
    addressed = {key: _quarters_in(path, words_of(fold(text))) for key, text in candidates.items()}
    most = max((addressed[head] for head in grounds.headed_first), default=QUARTERS)  # no heading to be against
    odd = _odd_ones(said, addressed) if _is_news(page) else {}
    found: dict[str, Mapping[str, int]] = {}
    for key, text in candidates.items():
        bearing = Counter({one.source for one in said if one.key == key})
        bearing.update(_compared(key, text, grounds))
        bearing["site"] = key in grounds.sites or is_of_host(text, grounds.host) or registry.by_name(text) is not None
        bearing["named site"] = key in grounds.sites and key not in grounds.trusted
        bearing["address"] = addressed[key]
        bearing["address alone"] = key in grounds.claimed and addressed[key] - most >= ALL_BUT
        bearing.update({odd[key]: 1} if key in odd else {})
        found[key] = bearing
    return found


def _candidates(said: Sequence[Saying]) -> dict[str, str]:
    """The texts, and the parts of all but lesser headings, by their keys."""
    candidates = {one.key: one.text for one in said}
    for one in said:
        if not one.source.startswith("h2"):
            for part in (*beginnings(one.text), *ends(one.text)):
                if len(part) >= MIN_PART:
                    candidates.setdefault(bare(part), part)
    candidates.pop("", None)
    return candidates


def _grounds(said: Sequence[Saying], page: LabelledPage, shortest: int) -> _Grounds:
    """What candidates of SHORTEST letters or more are compared with."""
    bodies = page.having(Role.BODY)
    above = page.page.blocks[: bodies[0].number + 1 if bodies else None]
    claimed = [one for one in said if one.is_metadata]
    lines = frozenset(bare(block.text) for block in above if shortest <= len(block.text) <= MAX_TITLE)
    tags = [one.evidence for one in said if one.source == "title-tag"]
    behind = {name for tag in tags for name in _names_behind(tag, lines)}
    behind.update(bare(named.value) for named in named_in_titles(page))
    logos = (one.key for one in said if one.source == "h1" and one.key.endswith(tuple(filter(_is_telling, behind))))
    goes_on = frozenset(key for tag in tags for key in _going_on(tag))
    return _Grounds(
        above=lines,
        unheaded=lines - {one.key for one in said if not one.is_metadata and one.source != "labelled line"},
        sites=frozenset(
            (*(bare(claim.value) for claim in page.page.claims if claim.name == "outlet"), *behind, *logos)
        ),
        host=host_of(page.page.document.raw.url or ""),
        claimed=frozenset(one.key for one in claimed),
        trusted=frozenset(one.key for one in claimed if one.source != "title-tag"),
        begun=[frozenset(map(bare, beginnings_before_less(one.text))) - {one.key} - goes_on for one in claimed],
        headed=[one.key for one in said if not one.is_metadata],
        headed_first=frozenset(one.key for one in said if one.source == "h1"),
        spoken=[frozenset(words_of(fold(one.text))) for one in claimed],
    )


def _names_behind(title: str, lines: frozenset[str]) -> Iterator[str]:
    """What stands behind the last sign in a page's own TITLE, where one of the LINES above its text has the rest."""
    for sign in list(BEFORE_SITE.finditer(title))[-1:]:
        if bare(title[: sign.start()]) in lines:
            yield bare(title[sign.end() :])


def _is_telling(name: str) -> bool:
    return len(name) >= MIN_NAME


def _going_on(title: str) -> Iterator[str]:
    """What stands before a sign in a page's own TITLE behind which the sentence goes on: "Rain – and no end | Site"."""
    for sign in list(BEFORE_SITE.finditer(title))[:-1]:
        if is_small(title[sign.end() :][:1]):
            yield bare(title[: sign.start()])


def _compared(key: str, text: str, grounds: _Grounds) -> dict[str, int]:
    """What bears on a candidate because of what else the page says."""
    begins = sum(key in parts for parts in grounds.begun)
    whole_heads = grounds.headed if key in grounds.claimed else grounds.headed_first if begins else ()
    words = words_of(fold(text))
    return {
        "above": key in grounds.above,
        "opens": key in grounds.claimed and len(words) > FEW_WORDS and _opens(key, grounds),
        "begins": begins,
        "ends": any(head.endswith(key) and head != key for head in whole_heads),
        "short": len(words) <= FEW_WORDS,
        "unlike": key not in grounds.claimed and _is_unlike(words, grounds.spoken),
        "rivals": len(grounds.headed_first) > 1 and key in grounds.headed_first,
    }


def _opens(key: str, grounds: _Grounds) -> bool:
    """Whether a line above the text that is no heading goes on behind a candidate."""
    return any(line.startswith(key) and line != key for line in grounds.unheaded)


def _is_unlike(words: Sequence[str], spoken: Sequence[frozenset[str]]) -> bool:
    """Whether less than a quarter of a text's WORDS, or of theirs, stand in any of those SPOKEN."""
    own = frozenset(words)
    return bool(own) and bool(spoken) and all(4 * len(own & said) < min(len(own), len(said)) for said in spoken)


def _is_news(page: LabelledPage) -> bool:
    kinds = (claim.value for claim in page.page.claims if claim.name == "schema")
    return any(kind.endswith("NewsArticle") or kind == "LiveBlogPosting" for kind in kinds)


def _odd_ones(said: Sequence[Saying], addressed: Mapping[str, int]) -> dict[str, str]:
    """What JSON-LD or OpenGraph alone says, or all metadata against the heading; ADDRESSED as in `bearings`.

    A headline that the heading ends in is no other one: the heading has a kicker. Nor is OpenGraph alone where another
    meta tag sides with the heading.
    """
    heads, jsonld, opengraph, meta = (
        {one.key for one in said if one.source == source} for source in ("h1", "json-ld", "opengraph", "meta")
    )
    titles = [one for one in said if one.source == "title-tag"]
    tag = {bare(text) for one in titles for text in (one.text, *beginnings(one.text))}
    most = max((addressed[head] for head in heads), default=0)
    odd: dict[str, str] = {}
    if heads & opengraph:
        others = {key for key in jsonld if not any(head.endswith(key) for head in heads)} - opengraph - tag
        odd |= {key: "odd json-ld" for key in others if addressed[key] >= most}
    if heads & jsonld & tag and not heads & meta:
        odd |= dict.fromkeys(opengraph - heads - jsonld - tag, "odd opengraph")
    if heads:
        odd |= dict.fromkeys((jsonld & opengraph & tag) - heads, "lone heading")
    return odd


def _words_of_address(page: LabelledPage) -> frozenset[str]:
    """The words of the page's address behind its host; none where they are too few to be a title's."""
    url = page.page.document.raw.url or ""
    host = host_of(url)
    path = url.partition(host)[2] if host else ""
    words = frozenset(re.findall(r"[^\W\d_]{2,}|\d+", path.casefold()))
    return words if len(words) > FEW_WORDS else frozenset()


def _quarters_in(path: frozenset[str], words: Sequence[str]) -> int:
    """How many quarters of WORDS stand in the address."""
    return QUARTERS * sum(not path.isdisjoint(in_addresses(word)) for word in words) // len(words) if words else 0
