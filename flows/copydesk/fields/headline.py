"""Which of the texts that an HTML page calls its title is it: headings and metadata vote.

A page names its title in many places, and one or other of them is wrong on most sites: a heading is the site's name, or
a kicker is glued to it; OpenGraph has a variant for readers elsewhere, `<title>` the site's name behind it. So each
text that any of them says, and each part of one that a sign sets apart, is a candidate, and has as many points as what
bears on it is worth.
"""

from collections import Counter
from collections.abc import Callable, Sequence

from copydesk.fields.sayings import HEADINGS, Saying, beginnings, ends, sayings
from copydesk.fields.weighing import bearings, points_of
from copydesk.folding import bare
from copydesk.model import Found, LabelledPage
from copydesk.outlets import Registry

MANY = 5
"""Sources that agree from which on more of them make nothing surer."""

CLEAR = 4
"""Points ahead of the next from which on a title is hardly in doubt."""


def vote(page: LabelledPage, trimmed: Callable[[str], str], registry: Registry) -> Found[str] | None:
    """The title of a page with markup; TRIMMED takes off what is no part of it."""
    said = [one for one in sayings(page, trimmed) if one.key]
    if not said:
        return None
    bearing = bearings(said, page, registry)
    points = {key: points_of(counts, page) for key, counts in bearing.items()}
    ranked = sorted(points, key=lambda key: -points[key])  # of equals the first
    best = ranked[0]
    own = [one for one in said if one.key == best] or [_part(best, said)]
    chosen = _as_spelled(own)
    seen = next((one for one in own if isinstance(one.where, int)), chosen)
    rival = next((key for key in ranked[1:] if best not in key and key not in best), None)
    against = dict.fromkeys(one.source for one in said if one.key == rival and not one.source.startswith("h2"))
    lead = points[best] - points[rival] if rival is not None else CLEAR
    sources = dict.fromkeys(one.source for one in own)
    is_odd = any(bearing[best].get(name) for name in ("odd json-ld", "odd opengraph", "lone heading"))
    strength = _strength(len(sources), lead, is_disputed=bool(against), is_odd=is_odd)
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


def _part(key: str, said: Sequence[Saying]) -> Saying:
    """The part of a text that has KEY."""
    found = (
        one._replace(source=f"a part of {one.source}", text=part)
        for one in said
        for part in (*beginnings(one.text), *ends(one.text))
        if bare(part) == key
    )
    return next(found)


def _as_spelled(own: Sequence[Saying]) -> Saying:
    """Of several ways to write the title the one that readers see; as to spaces and capitals, the one of most sources.

    A heading may have a space before its colon, where an element ends; metadata lose a full stop, or have marks that
    are no text.
    """
    spelled = [" ".join(one.text.casefold().split()) for one in own]
    places = Counter(text for text, _ in {(text, one.where) for text, one in zip(spelled, own, strict=True)})
    common = max(range(len(own)), key=lambda n: places[spelled[n]])
    heading = next((n for n, one in enumerate(own) if one.source in HEADINGS), common)
    is_same = spelled[heading].replace(" ", "") == spelled[common].replace(" ", "")
    return own[common if is_same else heading]
