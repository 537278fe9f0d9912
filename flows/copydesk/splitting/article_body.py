"""The text of an article that its page does not show: what the JSON-LD calls `articleBody`, for a script to show."""

import html
import re
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from copydesk.model import UNSHOWN, Claim
from copydesk.splitting.alignment import kept_shares, words_in
from copydesk.splitting.jsonld import ARTICLE_BODY, WHERE, jsonld_bodies
from copydesk.splitting.parsing import parse_html
from copydesk.splitting.runs import Run, gather_text

MIN_WORDS = 60
"""Words from which on it is a text, and no summary."""
MAX_SHOWN = 0.1
"""Share of its words that the page may show by chance. Of a text that the page begins, for those who do not pay, the
beginning is all that is given."""

INSTEAD = Claim("warning", f"the page shows no text of its article: the body is its JSON-LD's {ARTICLE_BODY}", WHERE)

_TAGS = re.compile(r"</?(?:br|div|h[1-6]|li|p)\b[^<>]*>", re.IGNORECASE)


def unshown_article(root: HtmlElement, shown: Sequence[Run], claims: Sequence[Claim]) -> tuple[Run, ...]:
    r"""The paragraphs of the one article that the JSON-LD of a page has, where the page SHOWs less, and none of it.

    >>> from lxml.html import document_fromstring
    >>> node = '{"@type": "NewsArticle", "articleBody": "%sIt rained.\\n\\nIt snowed."}' % ("It blew. " * 40)
    >>> page = document_fromstring(f"<p>Home<script type='application/ld+json'>{node}</script>")
    >>> [(run.text[-10:], run.path) for run in unshown_article(page, gather_text(page).runs, ())]
    [('It rained.', ('script',)), ('It snowed.', ('script',))]
    """
    scripts = [script for script in root.iter("script") if script.text and ARTICLE_BODY in script.text]
    bodies = jsonld_bodies(scripts, [one for one in claims if one.where != WHERE])
    if len(bodies) != 1:  # none, or those of several articles
        return ()
    paragraphs = [text for text in _paragraphs(html.unescape(bodies[0])) if text]
    words = [len(words_in(text)) for text in paragraphs]
    on_page = "\n".join(run.text for run in shown)
    if sum(words) < MIN_WORDS or sum(words) <= len(words_in(on_page)):
        return ()
    shares = kept_shares(paragraphs, on_page)
    if sum(share * count for share, count in zip(shares, words, strict=True)) > MAX_SHOWN * sum(words):
        return ()
    return tuple(Run(text, scripts[0].sourceline or 1, UNSHOWN, frozenset(), 0.0) for text in paragraphs)


def _paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a text, which may be one of HTML."""
    if _TAGS.search(text):
        yield from (run.text for run in gather_text(parse_html(text).root).runs)
    else:
        yield from (" ".join(line.split()) for line in text.split("\n"))
