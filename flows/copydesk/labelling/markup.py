"""Rules for blocks of HTML: what their tags and class names call them.

The extractor's verdict (`Markup.extracted`) says what is the article's text; these rules name the rest, and take
captions, comments and the like out of it that it kept.
"""

from collections.abc import Sequence

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
        names = line.block.markup.hints | frozenset(line.block.markup.path)
        groups = _ALWAYS if line.is_extracted else (*_ALWAYS, *_OUTSIDE)
        found = next(((role, names & known) for role, known in groups if names & known), None)
        if line.dates and names & _DATE and line.words <= MAX_DATE_WORDS:
            yield n, Label(Role.DATE, 0.85, f"markup: called {min(names & _DATE)}")
        elif names & _BYLINE and line.words <= MAX_BYLINE_WORDS and parse_names(line.text):
            yield n, Label(Role.BYLINE, 0.8, f"markup: called {min(names & _BYLINE)}")
        elif found is not None and line.block.markup.tag != "h1":
            yield n, Label(found[0], 0.8, f"markup: called {min(found[1])}")
