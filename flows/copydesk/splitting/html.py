"""An HTML page -> blocks with their markup, and what the page and an extractor claim of the article."""

from collections.abc import Sequence

from copydesk.model import Block, DecodedDocument, Engine, Markup, Page
from copydesk.splitting.alignment import kept_shares
from copydesk.splitting.article_body import INSTEAD, unshown_article
from copydesk.splitting.extractor import Opinion, ask_trafilatura
from copydesk.splitting.metadata import page_claims
from copydesk.splitting.parsing import parse_html
from copydesk.splitting.runs import Run, gather_text


def split_html(document: DecodedDocument, engine: Engine = Engine.THOROUGH) -> Page:
    r"""Split an HTML page into its text blocks: every visible text of it is in exactly one of them, in order.

    The text of an article of which it shows nothing, but has it in its JSON-LD, stands below them.

    >>> from copydesk.model import RawDocument
    >>> page = split_html(DecodedDocument(RawDocument("a.html", b""), "<h1>Rain</h1>\n<p>It <b>rained</b>.", "utf-8"))
    >>> [(block.text, block.lines, block.markup.tag) for block in page.blocks]
    [('Rain', range(1, 2), 'h1'), ('It rained.', range(2, 3), 'p')]
    """
    parsed = parse_html(document.text)
    visible = gather_text(parsed.root)
    claims = page_claims(parsed.root)
    asked = engine is Engine.THOROUGH
    opinion = ask_trafilatura(parsed.root, visible.depth, document, claims) if asked else Opinion(None)
    unshown = unshown_article(parsed.root, visible.runs, claims)
    runs = (*visible.runs, *unshown)
    blocks = _blocks(runs, _shares(runs, None if unshown else opinion.text))
    warnings = (*parsed.warnings, *((INSTEAD,) if unshown else ()))
    return Page(document, blocks, (*warnings, *claims, *opinion.claims), visible.unseen)


def _shares(runs: Sequence[Run], extracted: str | None) -> Sequence[float | None]:
    """Share of each run that the extractor kept; None for all where it kept nothing."""
    return kept_shares([run.text for run in runs], extracted) if extracted else [None] * len(runs)


def _blocks(runs: Sequence[Run], shares: Sequence[float | None]) -> tuple[Block, ...]:
    return tuple(
        Block(
            number,
            run.text,
            range(run.line, run.line + 1),
            Markup(run.path, run.hints, run.link_density, share),
        )
        for number, (run, share) in enumerate(zip(runs, shares, strict=True))
    )
