"""Which outlet a page speaks of as itself, where no address, source or metadata name it: its lines vote.

A page names its own outlet in many lines of its furniture, partners, sisters and agencies in one or two. So each outlet
that is named has as many points as the lines that name it are worth.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from copydesk.fields.told import told
from copydesk.folding import without_list_mark
from copydesk.hosts import host_of
from copydesk.labelling.lines import URL
from copydesk.languages import language_of_most
from copydesk.model import KEPT_IN_BODY, Block, Found, LabelledPage, Role, Where
from copydesk.naming.holders import COPYRIGHT, holder_of, may_claim
from copydesk.outlet_files import Outlet
from copydesk.outlets import MAX_SIGN, Registry
from copydesk.scripts import LONG

WORTH = {
    "signs": 9,
    "copyright": 6,
    "title": 6,
    "masthead": 4,
    "told": 3,
    "address": 3,
    "named": 1,
    "body": 0.5,
    "word": 0.5,
    "weak signs": 2,
    "agency": -3,
    "foreign": -3,
}
"""Points for each kind of line that names an outlet.

The template's own lines (`signs`); a line that claims the `copyright`; what follows the `title` behind a bar; the
`masthead`; whom people in the article `told`; an `address` of the outlet's; its name in the furniture (`named`) or in
the article (`body`); a name that is an ordinary `word`, too. An `agency` is named for what it supplies; an outlet whose
languages are not the page's is `foreign`.
"""
MOST = {"named": 4, "word": 3, "address": 2, "masthead": 1, "copyright": 1, "title": 1, "body": 4, "told": 1}
"""Lines of each kind that count."""
LEAST = 1
"""Points that an outlet needs."""
CLEAR = 3
"""Points ahead of the next from which on there is hardly a doubt."""
TOP = 6
"""Lines at the top of a page that may hold its own title, with the site's name behind it."""

MAX_PATH = 6
"""Words of a menu's line up to which a name at its end is a section's: "Home » News » Metro"."""
MAX_NAME = 6
"""Words of a masthead that is one name."""

REASONS = {
    "signs": "outlet: lines of its template are on the page",
    "copyright": "outlet: holds the copyright",
    "title": "outlet: its name ends the title",
    "masthead": "outlet: its name is the masthead",
    "told": "outlet: the text says that it was told to it",
    "address": "outlet: an address of its is on the page",
    "named": "outlet: the lines around the article name it",
    "body": "outlet: the article names it",
    "word": "outlet: lines around the article have its name",
    "weak signs": "outlet: lines of its template are on the page",
}

_TITLED = frozenset({Role.TITLE, Role.DUPLICATE, Role.SITE_HEADER})
_PICTURES = frozenset({Role.CAPTION, Role.CREDIT})
_TITLE_SUFFIX = re.compile(r"(?:\s[|–—·•»-]|\s?\|)\s+([^|–—]{2,60})$")
_PICTURE = re.compile(r"\b(?:photo|foto|image|picture|getty|bild|infocom)s?\b", re.IGNORECASE)
_DOMAIN = re.compile(r"(?<![\w.@/-])(?:[a-z0-9-]{1,40}\.){1,3}[a-z]{2,10}(?![\w@-])", re.IGNORECASE)
_DOTTED = re.compile(r"\.[\w-]")
"""What every address has, and few words."""


class _Mention(NamedTuple):
    outlet: Outlet
    kind: str
    evidence: str
    where: Where


def spoken_of(page: LabelledPage, registry: Registry) -> Found[Outlet] | None:
    """The outlet with the most points; None where none has enough, or two have as many."""
    by_outlet: defaultdict[str, list[_Mention]] = defaultdict(list)
    for mention in _mentions(page, registry):
        by_outlet[mention.outlet.name].append(mention)
    language = language_of_most((page.languages[block.number], block.text) for block in page.having(*KEPT_IN_BODY))
    points = {name: _points(mentions, language) for name, mentions in by_outlet.items()}
    ranked = sorted(points, key=lambda name: -points[name])  # of equals the first
    if not ranked or points[ranked[0]] < LEAST or all(one.kind == "word" for one in by_outlet[ranked[0]]):
        return None
    lead = points[ranked[0]] - (max(0, points[ranked[1]]) if len(ranked) > 1 else 0)
    if lead <= 0:
        return None
    best = max(by_outlet[ranked[0]], key=lambda mention: WORTH[mention.kind])
    strength = min(0.9, 0.5 + 0.05 * points[ranked[0]]) - (0.2 if lead < CLEAR else 0)
    return Found(best.outlet, best.evidence, best.where, round(strength, 2), REASONS[best.kind])


def _points(mentions: Sequence[_Mention], language: str) -> float:
    outlet = mentions[0].outlet
    kinds = [mention.kind for mention in mentions]
    points = sum(WORTH[kind] * min(kinds.count(kind), MOST.get(kind, 1)) for kind in set(kinds))
    points += WORTH["agency"] * outlet.agency
    is_foreign = bool(outlet.languages) and language != "und" and language not in outlet.languages
    return points + WORTH["foreign"] * is_foreign


def _mentions(page: LabelledPage, registry: Registry) -> Iterator[_Mention]:
    for outlet, phrase, number in told(page, registry):
        yield _Mention(outlet, "told", phrase, number)
    signed = registry.by_signs(block.text for block in page.page.blocks)
    if signed is not None:
        yield _Mention(signed.outlet, "weak signs" if signed.weak else "signs", " / ".join(signed.lines), "registry")
    seen: set[tuple[str, str]] = set()
    for block, label in zip(page.page.blocks, page.labels, strict=True):
        role, text = label.role, block.text
        if role in _PICTURES:
            continue
        is_short = role not in KEPT_IN_BODY and len(text) <= MAX_SIGN
        spoken = registry.speaks_of(text) if is_short else []
        named = registry.named_in(text) if spoken or not is_short else []  # what is named is spoken of
        if role in KEPT_IN_BODY:
            yield from _in_body(block, named, registry)
        else:
            for mention in _around(block, role, named, registry):
                if mention.kind != "named" or (mention.outlet.name, text) not in seen:
                    yield mention
            yield from (_Mention(outlet, "word", name, block.number) for outlet, name in spoken if not named)
        seen.update((outlet.name, text) for outlet, _ in named)


def _in_body(block: Block, named: Sequence[tuple[Outlet, str]], registry: Registry) -> list[_Mention]:
    """What a line of the article, in which outlets are NAMED, says of them."""
    text, number = block.text[:LONG], block.number
    mails = [found for found in _addressed(text, registry) if "@" in found[1]] if "@" in text else []
    return [
        *(_Mention(outlet, "body", name, number) for outlet, name in named),
        *(_Mention(outlet, "address", mail, number) for outlet, mail in mails),
    ]


def _around(block: Block, role: Role, named: Sequence[tuple[Outlet, str]], registry: Registry) -> list[_Mention]:
    """What a line around the article, in which outlets are NAMED, says of them."""
    text, number = block.text[:LONG], block.number
    found: list[tuple[str, Outlet, str]] = []
    if role in _TITLED or (number < TOP and not (role is Role.NAVIGATION and len(text.split()) <= MAX_PATH)):
        suffix = _TITLE_SUFFIX.search(text)
        known = _known(suffix[1], registry) if suffix else None
        found += [("title", known, suffix[1])] if suffix is not None and known is not None else []
    if may_claim(text) and COPYRIGHT.search(text):
        found += [("copyright", outlet, name) for outlet, name in _holder(text, named, registry)]
    if role is Role.SITE_HEADER and text == without_list_mark(text):  # lists have partners, and sisters
        found += [("masthead", outlet, text) for outlet, name in named if 2 * len(name) > len(text)]
    if "." in text:
        found += [("address", outlet, address) for outlet, address in _addressed(text, registry)]
    found += [("named", outlet, name) for outlet, name in named if not _is_other_name(text, name, role)]
    return [_Mention(outlet, kind, evidence, number) for kind, outlet, evidence in found]


def _is_other_name(text: str, name: str, role: Role) -> bool:
    """Whether a masthead is somebody else's name, which begins with an outlet's: "The Hill Country Messenger"."""
    words = text.split()
    is_name = len(words) <= MAX_NAME and all(word.isalpha() for word in words) and words[-1][0].isupper()
    return role in _TITLED and is_name and text.startswith(f"{name} ") and 2 * len(name) < len(text)


def _holder(text: str, named: Sequence[tuple[Outlet, str]], registry: Registry) -> Iterator[tuple[Outlet, str]]:
    """The outlet that claims the copyright, with its name: not of a picture, and no ordinary word beside others."""
    if _PICTURE.search(text):
        return
    yield from named[:1]
    if not named:
        holder = holder_of(text)
        known = registry.by_name(holder)
        yield from ((one, holder) for one in (known,) if one is not None)


def _known(text: str, registry: Registry) -> Outlet | None:
    """The outlet whose name or address TEXT is, or begins with: "waz.de", "taz.de taz zahl ich"."""
    known = registry.by_name(text)
    first = _DOMAIN.match(text)
    return known if known is not None or first is None else registry.by_domain(first[0])


def _addressed(text: str, registry: Registry) -> Iterator[tuple[Outlet, str]]:
    """The outlets whose addresses stand in TEXT, with these."""
    dotted = " ".join([word for word in text.split() if _DOTTED.search(word)])
    found = [(url.rpartition("@")[2], url) for url in URL.findall(dotted)]
    found += [(host, host) for host in _DOMAIN.findall(URL.sub(" ", dotted))]
    for host, address in found:
        outlet = registry.by_domain(host_of(host))
        if outlet is not None:
            yield outlet, address
