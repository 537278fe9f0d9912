"""Who signs an HTML page: its metadata and the lines that name people vote.

Metadata name the site, the agency or the one who typed the text in as often as those who wrote it; lines with names may
sign another article. So each row of names that one of them gives is a candidate, and has as many points as what gives
it is worth, and half of that for what gives a part of it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from copydesk.folding import bare, fold
from copydesk.hosts import host_of
from copydesk.lexicons import announcing_words, listed
from copydesk.model import Found, LabelledPage, Where
from copydesk.naming.desks import read_desk
from copydesk.naming.people import NO_NAMES, PARTICLES, has_uncased
from copydesk.scripts import is_small

MAX_NAME = 60
"""Characters that the name of an organisation, or whatever else signs, may have."""

WORTH = {
    "json-ld": 7,
    "by near": 7,
    "author-link": 5,
    "markup near": 5,
    "opengraph": 4,
    "meta": 4,
    "by head": 4,
    "dated head": 3,
    "alone head": 3,
    "alone opening": 0,
    "desk head": 2,
    "dated near": 3,
    "microdata": 2,
    "trafilatura": 2,
    "markup below": 2,
    "by below": 1,
    "alone near": 1,
    "by far": 0,
    "markup far": 0,
    "alone below": -2,
    "alone far": -4,
    "site": -3,
    "crowd": -2,
}
"""Points of a row of names for each thing that gives it: learned from pages whose authors are known, and rounded.

A line announces names ("by"), or the page's `markup` calls it a byline, or names stand in it `alone`, or beside a date
(`dated`); near the title or the text's beginning, below the text, or far from both, where a date tells nothing; at the
`head` are lines that were taken for something else, of nothing but a `desk` among them, and in the text's `opening` one
that stands right above its first sentence. A `site` signs what nobody else does. A `crowd` is a list of people. An
`author-link` leads to somebody's page.
"""

MANY = 6
"""Names from which on they are a crowd."""
LEAST = 1
"""Points that a row needs: names far from the article alone are another's."""
CLEAR = 4
"""Points ahead of the next from which on there is hardly a doubt."""

MIN_PHRASE = 2
"""Words that a phrase has more than, which is no name."""

_TOLD = ("by near", "by head", "alone opening")
"""What names people close to the article, with a word that says so or above its first sentence: it goes before sites
that metadata repeat."""
_METADATA = frozenset({"json-ld", "meta", "opengraph", "microdata", "trafilatura"})

_NOBODY = frozenset(
    (
        *"admin administrator author unknown anonymous guest none null user webmaster editor root".split(),
        *("no author", "site admin", "super user", "web editor", "wpadmin"),
    )
)
_NO_NAME = re.compile(r"[@<>{}=_]|://|^\W*\d+\W*$")


def is_nobody(name: str) -> bool:
    """Whether NAME is what a system calls whoever is logged in: "Super User"."""
    return fold(name) in _NOBODY


class Signed(NamedTuple):
    """A row of names that something gives."""

    source: str
    names: tuple[str, ...]
    evidence: str
    where: Where
    further: tuple[str, ...] = ()
    """Other lines, which name those of them that the evidence does not."""

    @property
    def keys(self) -> frozenset[str]:
        """The names as they are compared."""
        return frozenset(map(bare, self.names))


def organisation(text: str) -> str | None:
    """TEXT as the name of whatever signs that is no person; None where it is none.

    >>> organisation("BR24 Redaktion"), organisation("admin"), organisation("262588213843476"), organisation("August")
    ('BR24 Redaktion', None, None, None)
    >>> organisation("Guest Author"), organisation("Editör"), organisation("Staff Writer")
    (None, None, 'Staff Writer')
    """
    text = " ".join(text.split()).strip(" ,;|-")
    fits = 1 < len(text) <= MAX_NAME and _NO_NAME.search(text) is None and not is_nobody(text)
    folded = fold(text)
    is_nobodys = NO_NAMES.issuperset(folded.split()) or folded in listed("job")  # a month, say, or what anybody is
    return text if fits and not (is_nobodys and read_desk(text) is None) else None


def bearings(said: Sequence[Signed], page: LabelledPage) -> dict[frozenset[str], Mapping[str, float]]:
    """What gives each row of names, wholly (1) or a part of it (0.5), as the site is no part of it; see `WORTH`."""
    sites = site_keys(said, page)
    found: dict[frozenset[str], Mapping[str, float]] = {}
    for keys in dict.fromkeys(one.keys for one in said):
        bearing = {one.source: 0.5 for one in said if one.keys < keys and not one.keys <= sites}
        bearing |= {one.source: 1.0 for one in said if one.keys == keys}
        bearing["site"] = float(keys <= sites)
        bearing["crowd"] = float(len(keys) >= MANY)
        found[keys] = bearing
    return found


def site_keys(said: Sequence[Signed], page: LabelledPage) -> frozenset[str]:
    """The names among those SAID that are the site's own: in its metadata, or as its host has them."""
    host = bare(host_of(page.page.document.raw.url or ""))
    outlets = [bare(claim.value) for claim in page.page.claims if claim.name == "outlet"]
    ends = [end for claim in page.page.claims if claim.name == "title" for end in _last_parts(claim.value)]
    keys = {key for one in said for key in one.keys}
    return frozenset(
        key for key in keys if key in host or key in ends or any(outlet.startswith(key) for outlet in outlets)
    )


def _last_parts(title: str) -> Iterator[str]:
    """What stands behind the last sign in a page's TITLE, if it is one word, as no full name is."""
    before, sign, last = re.sub(r"\s[-–—]\s|\s?[|｜]\s?", "_", title).rpartition("_")
    if before and sign and " " not in last.strip():
        yield bare(last)


def vote(said: Sequence[Signed], page: LabelledPage) -> Found[tuple[str, ...]] | None:
    """The row of names for which most speaks."""
    bearing = bearings(said, page)
    points = {keys: int(sum(2 * WORTH[name] * share for name, share in one.items())) for keys, one in bearing.items()}
    ranked = sorted(points, key=lambda keys: -points[keys])  # of equals the first
    if not ranked or points[ranked[0]] < LEAST:
        return None
    if told := _told_beside(ranked[0], said, bearing):
        ranked.sort(key=lambda keys: keys not in told)
    own = [one for one in said if one.keys == ranked[0]]
    lead = points[ranked[0]] - points[ranked[1]] if len(ranked) > 1 else 2 * CLEAR
    confidence = 0.9 if lead >= 2 * CLEAR else 0.75 if lead > 0 else 0.6
    sources = " and ".join(dict.fromkeys(one.source for one in own))
    reason = with_further(f"authors: {sources} say so", own[0].further)
    return Found(own[0].names, own[0].evidence, own[0].where, confidence, reason)


def with_further(reason: str, lines: Iterable[str]) -> str:
    """REASON, and the further LINES that name people.

    >>> with_further("byline: by {names}", ["By John Poe"])
    'byline: by {names}; and By John Poe'
    """
    return "; and ".join((reason, *lines))


def _told_beside(
    best: frozenset[str], said: Sequence[Signed], bearing: Mapping[frozenset[str], Mapping[str, float]]
) -> set[frozenset[str]]:
    """The rows of people whom a line tells of, where BEST is a site; or a desk or one word, which only metadata say."""
    nobody = {one.keys for one in said if bearing[one.keys]["site"] or all(map(_stands_for_others, one.names))}
    is_repeated = bearing[best]["site"] or _METADATA.issuperset(one.source for one in said if one.keys == best)
    if best not in nobody or not is_repeated:
        return set()
    told = {one.keys for one in said if one.source in _TOLD and any(" " in name for name in one.names)}
    return told - nobody


def _stands_for_others(name: str) -> bool:
    """Whether NAME is a desk's, or one word: what somebody logs in with ("jroe"), or is ("Ed."), or a first name."""
    return read_desk(name) is not None or (" " not in name and not has_uncased(name))


def without_sites(said: Sequence[Signed], page: LabelledPage) -> tuple[Signed, ...]:
    """SAID without the site's name beside other names, but for JSON-LD, which tells authors from publishers."""
    sites = site_keys(said, page)
    cut = (one._replace(names=tuple(name for name in one.names if bare(name) not in sites)) for one in said)
    return tuple(
        short if short.names and one.source != "json-ld" else one for one, short in zip(said, cut, strict=True)
    )


def claimed(page: LabelledPage, names_of: Callable[[str], tuple[str, ...]]) -> Iterator[Signed]:
    """The rows of names that the metadata give, and trafilatura, where it does not repeat one of them."""
    repeated: set[frozenset[str]] = set()
    for where in ("json-ld", "author-link", "meta", "opengraph", "microdata", "trafilatura"):
        values = [claim.value for claim in page.page.claims if claim.name == "author" and claim.where == where]
        named = [_named(value, names_of(value)) for value in values if where != "trafilatura" or not _is_phrase(value)]
        names = {bare(name): name for row in reversed(named) for name in reversed(row)}
        row = Signed(where, tuple(reversed(names.values())), "; ".join(values), where)
        if names and not (where == "trafilatura" and row.keys in repeated):
            yield row
        if where != "author-link":
            repeated.add(row.keys)


def _is_phrase(text: str) -> bool:
    """Whether TEXT goes on in small letters where a name has capitals: "To plant a tree", which a class called so."""
    words = text.split()
    small = [word for word in words[1:] if is_small(word[0]) and word not in PARTICLES]
    return len(words) > MIN_PHRASE and 2 * len(small) > len(words)


def _named(text: str, people: tuple[str, ...]) -> tuple[str, ...]:
    """The PEOPLE whom TEXT names; what else it names where they are none, or one word of several."""
    words = text.split()
    if len(people) == 1 and is_nobody(people[0]):
        return ()
    if people and (len(people) > 1 or " " in people[0] or len(words) == 1 or announcing_words(words)):
        return people
    other = organisation(text)
    return (other,) if other else people
