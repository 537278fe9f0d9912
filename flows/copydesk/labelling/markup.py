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
from copydesk.names import parse_names
from copydesk.outlets import Registry

MAX_BYLINE_WORDS = 15
MAX_DATE_WORDS = 12

# What a class, an id, a role or a tag's name says a block is. The first that fits has the say.
_ALWAYS = (
    (Role.CAPTION, frozenset({"figcaption", "caption", "bildunterschrift", "legende"})),
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
_BYLINE = frozenset({"byline", "author", "authors", "autor", "auteur", "writer"})
_DATE = frozenset({"date", "time", "published", "timestamp", "datetime", "datum", "pubdate"})


def named_by_markup(lines: Sequence[Line], _: Registry) -> Verdicts:
    """Blocks that their markup calls something else than text: captions anywhere, the rest outside the article."""
    for n, line in enumerate(lines):
        if line.block.markup is None:
            continue
        called = _called(line.block.markup.path, line.block.markup.hints)
        if called.date and line.dates and line.words <= MAX_DATE_WORDS:
            yield n, Label(Role.DATE, 0.85, f"markup: called {called.date}")
        elif called.byline and line.words <= MAX_BYLINE_WORDS and parse_names(line.text):
            yield n, Label(Role.BYLINE, 0.8, f"markup: called {called.byline}")
        elif line.block.markup.tag != "h1" and (found := called.always if line.is_extracted else called.outside):
            yield n, Label(found[0], 0.8, f"markup: called {found[1]}")


class _Called(NamedTuple):
    """What the names around a block call it: for each kind the first name of the alphabet."""

    always: tuple[Role, str] | None
    outside: tuple[Role, str] | None
    """The same for a block that is not the article's."""
    date: str | None
    byline: str | None


@functools.lru_cache(maxsize=4096)
def _called(path: tuple[str, ...], hints: frozenset[str]) -> _Called:
    names = hints.union(path)
    always, outside = (
        next(((role, min(names & known)) for role, known in groups if names & known), None)
        for groups in (_ALWAYS, (*_ALWAYS, *_OUTSIDE))
    )
    return _Called(always, outside, min(names & _DATE, default=None), min(names & _BYLINE, default=None))
