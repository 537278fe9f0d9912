"""Title and subtitle."""

import re

from copydesk.fields.headline import vote
from copydesk.fields.passed_on import passed_on_title
from copydesk.folding import fold, fold_letters, without_list_mark
from copydesk.model import KEPT_IN_BODY, Block, Found, LabelledPage, Role
from copydesk.outlets import Registry, host_of
from copydesk.scripts import words_of

_SUFFIX = re.compile(r"^(?P<title>.{8,}?)\s+[|–—·•»-]\s+(?P<site>[^|–—]{2,60})$")
_NUMBER = re.compile(r"(\d{1,3})[.)]\s")
_AFTER_BAR = re.compile(r"(?P<title>\S+(?:\s\S+){2,}?)\s\|\s(?P<site>\S+(?:\s\S+){0,3})")
"""A title of three words or more, and after a bar up to four more."""

NEAR = 3
"""Lines within which the items of a list stand."""

TITLES = frozenset({Role.TITLE, Role.DUPLICATE})

_TRUSTED = ("json-ld", "opengraph", "microdata", "meta", "trafilatura", "title-tag")


def extract_title(page: LabelledPage, registry: Registry) -> Found[str] | None:
    """The title: the line that was labelled so, or what the page's metadata says where no line was.

    Of several copies the one nearest to the article counts; white space in it is made single.
    """
    if page.page.has_markup:
        voted = vote(page, lambda text: without_site(_single_spaced(text), page, registry), registry)
        return voted or passed_on_title(page)
    blocks = page.having(Role.TITLE)
    if blocks:
        label = page.labels[blocks[0].number]
        value = without_site(_unlisted(_single_spaced(blocks[0].text), blocks[0], page), page, registry)
        agrees = any(fold(value) in fold(claim.value) for claim in page.page.claims if claim.name == "title")
        return Found(value, blocks[0].text, blocks[0].number, 0.97 if agrees else label.confidence, label.reason)
    for where in _TRUSTED:
        for claim in page.page.claims:
            if claim.name == "title" and claim.where == where:
                value = without_site(_single_spaced(claim.value), page, registry)
                return Found(value, claim.value, where, 0.7, f"title: no line was it; {where} says so")
    return passed_on_title(page)


def extract_subtitle(page: LabelledPage) -> Found[str] | None:
    """The subtitle: the line that was labelled so."""
    blocks = page.having(Role.SUBTITLE)
    if not blocks:
        return None
    label = page.labels[blocks[0].number]
    return Found(_single_spaced(blocks[0].text), blocks[0].text, blocks[0].number, label.confidence, label.reason)


def without_site(title: str, page: LabelledPage, registry: Registry) -> str:
    """TITLE without " - Site" at its end, where that names a known outlet, the page's host or who it says it is of.

    A bar parts a title from its site, so where the page has the title without what follows a bar, that is one. Where
    the markup is lost, it is enough that a line outside the article has the words after the bar.
    """
    barred = _AFTER_BAR.fullmatch(title)
    if barred is not None and not page.page.has_markup and _speaks_of(fold(barred["site"]), page):
        return barred["title"]
    match = _SUFFIX.match(title)
    if match is None:
        return title
    site = fold(match["site"])
    own = {fold(claim.value) for claim in page.page.claims if claim.name == "outlet"}
    own |= {fold(block.text) for block in page.having(Role.SITE_HEADER)}
    host = host_of(page.page.document.raw.url or "")
    letters = "".join(c for c in site if c.isalnum())
    if (
        registry.by_name(match["site"]) is not None
        or site in own
        or (host and letters and letters in host.replace("-", ""))
        or _holds_copyright(site, page)
        or (title[match.end("title") :].lstrip()[0] == "|" and _has_line(match["title"], page))
    ):
        return match["title"]
    return title


def _holds_copyright(site: str, page: LabelledPage) -> bool:
    """Whether a line as "© 2024 Site. All rights reserved" names SITE, which is folded."""
    folded = (fold(block.text) for block in page.having(Role.LEGAL) if "©" in block.text or "(c)" in block.text.lower())
    return any(re.search(rf"(?<!\w){re.escape(site)}(?!\w)", line) for line in folded)


def _speaks_of(site: str, page: LabelledPage) -> bool:
    """Whether a line that is neither the title nor of the article has the words of SITE, which is folded."""
    around = (block for block in page.page.blocks if page.labels[block.number].role not in KEPT_IN_BODY | TITLES)
    return any(f" {site} " in f" {' '.join(words_of(fold_letters(block.text)))} " for block in around)


def _has_line(text: str, page: LabelledPage) -> bool:
    """Whether a line of the page says TEXT and nothing else."""
    wanted = fold(text)
    return any(
        abs(len(block.text) - len(text)) < len(text) and fold(block.text) == wanted for block in page.page.blocks
    )


def _unlisted(title: str, block: Block, page: LabelledPage) -> str:
    """TITLE without the bullet or number of a list that a renderer gave it.

    A number may be the title's own, as in "1. FC Köln": it goes where the lines around are numbered on, or the page has
    the title without it.
    """
    bare = without_list_mark(title)
    number = _NUMBER.match(title)
    if number is None or bare == title:
        return bare
    near = page.page.blocks[max(0, block.number - NEAR) : block.number + NEAR + 1]
    numbers = {int(found[1]) for other in near if other is not block and (found := _NUMBER.match(other.text.strip()))}
    is_item = not numbers.isdisjoint({int(number[1]) - 1, int(number[1]) + 1})
    return bare if is_item or _has_copy(bare, block, page) else title


def _has_copy(text: str, block: Block, page: LabelledPage) -> bool:
    """Whether another line of the page is TEXT, without a number."""
    others = [other for other in page.page.blocks if other is not block and other.text.strip()[:1] == text[:1]]
    return any(fold(other.text) == fold(text) for other in others)


def _single_spaced(text: str) -> str:
    r"""Runs of white space as one space; a single no-break space stays what it is.

    >>> _single_spaced("Defeat\N{NO-BREAK SPACE} Extremists"), _single_spaced("a\N{NO-BREAK SPACE}b")
    ('Defeat Extremists', 'a\xa0b')
    """
    return re.sub(r"\s{2,}", " ", text).strip()
