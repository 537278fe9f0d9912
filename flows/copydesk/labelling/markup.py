"""Rules for blocks of HTML: what their tags and class names call them.

The extractor's verdict (`Markup.extracted`) says what is the article's text; these rules name the rest, and take
captions, comments and the like out of it that it kept.
"""

import functools
from collections.abc import Sequence
from typing import NamedTuple

from copydesk.labelling.certain import Verdicts
from copydesk.labelling.lines import Line
from copydesk.model import Label, Role
from copydesk.naming.people import parse_names
from copydesk.outlets import Registry

MAX_BYLINE_WORDS = 15
MAX_DATE_WORDS = 12

# What a class, an id, a role or a tag's name says a block is. The first that fits has the say.
_ALWAYS = (
    (
        Role.CAPTION,
        frozenset({"figcaption", "caption", "cutline", "bildunterschrift", "bildtext", "bildtekst", "legende"}),
    ),
    (Role.CONSENT, frozenset({"cookie", "cookies", "consent", "gdpr"})),
)
_OUTSIDE = (
    (Role.COMMENTS, frozenset({"comments", "comment", "disqus", "kommentare", "kommentar"})),
    (Role.SHARE, frozenset({"share", "sharing", "social", "sharebar", "addtoany"})),
    (Role.ADVERT, frozenset({"ad", "ads", "advert", "advertisement", "sponsored", "anzeige", "publicite"})),
    (Role.TAGS, frozenset({"tags", "tag", "keywords", "schlagworte"})),
    (
        Role.RELATED,
        frozenset(
            {"related", "recommended", "recirculation", "teaser", "teasers", "aside", "sidebar", "trending", "popular"}
        ),
    ),
    (Role.WIDGET, frozenset({"newsletter", "subscribe", "promo", "paywall", "form", "player", "widget"})),
    (Role.NAVIGATION, frozenset({"nav", "navigation", "menu", "breadcrumb", "breadcrumbs", "navbar"})),
    (Role.LEGAL, frozenset({"copyright", "legal", "footer", "contentinfo"})),
    (Role.SITE_HEADER, frozenset({"header", "masthead", "banner", "topbar"})),
)
CALLED = 0.92
"""Confidence of what a block is called that may be called so anywhere."""
_BYLINE = frozenset(
    """
    byline bylines author authors autor autora autores auteur auteurs writer writers reporter reporters journalist
    journalists journaliste journalistes columnist contributor contributors penulis muhabir yazar skribent
    """.split()
)
_DATE = frozenset({"date", "time", "published", "timestamp", "datetime", "datum", "pubdate"})
_CALL = "cta"
"""What a caption is a call to act by, and no picture's: "cta-caption"."""
_ROLES = tuple(role for role, _ in (*_ALWAYS, *_OUTSIDE))
_RANKS = {name: rank for rank, (_, names) in enumerate((*_ALWAYS, *_OUTSIDE)) for name in names}
"""Which of _ROLES each name stands for."""
_NAMES = _BYLINE | _DATE | _RANKS.keys()


def named_by_markup(lines: Sequence[Line], _: Registry) -> Verdicts:
    """Blocks that their markup calls something else than text: captions anywhere, the rest outside the article."""
    for n, line in enumerate(lines):
        markup = line.block.markup
        if markup is None:
            continue
        called = _called(markup.path, markup.hints)
        if called.date and line.dates and line.words <= MAX_DATE_WORDS:
            yield n, called.date
        elif called.byline and line.words <= MAX_BYLINE_WORDS and parse_names(line.text):
            yield n, called.byline
        elif (found := called.always if line.is_extracted else called.outside) and markup.tag != "h1":
            yield n, found


class _Called(NamedTuple):
    """What the names around a block call it: for each kind the first name of the alphabet."""

    always: Label | None
    outside: Label | None
    """The same for a block that is not the article's."""
    date: Label | None
    byline: Label | None


@functools.lru_cache(maxsize=4096)
def _called(path: tuple[str, ...], hints: frozenset[str]) -> _Called:
    names = _NAMES.intersection((*hints, *path))
    if _CALL in hints:
        names -= _ALWAYS[0][1]
    rank, name = min([(_RANKS[name], name) for name in names if name in _RANKS], default=(len(_ROLES), ""))
    outside = _by_name(_ROLES[rank], CALLED if rank < len(_ALWAYS) else 0.8, name) if name else None
    return _Called(
        always=outside if rank < len(_ALWAYS) else None,
        outside=outside,
        date=_by_name(Role.DATE, 0.85, min(names & _DATE, default="")),
        byline=_by_name(Role.BYLINE, 0.8, min(names & _BYLINE, default="")),
    )


def _by_name(role: Role, confidence: float, name: str) -> Label | None:
    return Label(role, confidence, f"markup: called {name}") if name else None
