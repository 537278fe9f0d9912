"""What stands before and behind a title and is no part of it: the site's name, the section, a kicker."""

import re
from collections.abc import Iterable, Iterator

from copydesk.fields.press import is_press_name
from copydesk.fields.sites import is_of_host
from copydesk.folding import fold, fold_letters
from copydesk.hosts import host_of
from copydesk.lexicons import look_up
from copydesk.model import KEPT_IN_BODY, Block, LabelledPage, Role
from copydesk.outlets import Registry
from copydesk.scripts import words_of

_SUFFIX = re.compile(r"(?P<title>.{8,}?)\s+[|–—·•»«-]\s+(?P<site>[^|–—]{2,60})")
_LAST_SUFFIX = re.compile(r"(?P<title>.{8,})\s+[|–—·•»«-]\s+(?P<site>[^|–—]{2,60})")
_PREFIX = re.compile(r"(?P<site>[^|–—]{2,60}?)\s+[|–—·•»-]\s+(?P<title>.{12,})")
_AFTER_BAR = re.compile(r"(?P<title>\S+(?:\s\S+){2,}?)\s\|\s(?P<site>\S+(?:\s\S+){0,3})")
"""A title of three words or more, and after a bar up to four more."""
_SECTIONS = (
    re.compile(r"(?P<section>[^|｜]{2,40}?)\s*[|｜]\s*(?P<title>[^|｜]{12,})"),
    re.compile(r"(?P<title>[^|｜]{12,}?)\s*[|｜]\s*(?P<section>[^|｜]{2,40})"),
)
_NAMED = re.compile(r"(?P<site>[^|–—:]{2,60}?)\s?::?\s(?P<title>.{12,})")
_PATH = re.compile(r"(?P<title>.{8,}?)(?:\s+[<‹]\s+[^<‹]{1,40}){2,}")
_BUTTON = re.compile(r"(?P<title>.{4,}?)\s*[\[【](?P<says>[^\[\]【】]{2,20})[\]】]")
_BAR = re.compile(r"\s[|｜]\s|｜")
_KICKER = re.compile(r"(?P<kicker>[^:|｜]{2,60}?)\s?:\s(?P<title>.{12,})")
SECTION_WORDS = 2
"""Words that a section's name has at most."""

_OF_ARTICLE = KEPT_IN_BODY | {Role.TITLE, Role.DUPLICATE}


def without_affixes(title: str, page: LabelledPage, registry: Registry) -> str:
    """TITLE, as a heading or the metadata of a page with markup has it, without any of them."""
    title = _without_kicker(without_section(without_path(without_site(title, page, registry)), page), page)
    prefixed = _PREFIX.fullmatch(title)
    if prefixed is not None and _is_site(prefixed["site"], page, registry):
        return prefixed["title"]
    named = _NAMED.fullmatch(title)
    if named is None or not _is_site(named["site"], page, registry):
        return title
    # the site may be what the title is about: "Oval Courier: our story"
    return named["title"] if _opens_line(named["title"], page.page.blocks) else title


def without_site(title: str, page: LabelledPage, registry: Registry) -> str:
    """TITLE without " - Site" at its end, where that names a known outlet, the page's host or who it says it is of.

    A bar parts a title from its site, so where the page has the title without what follows a bar, that is one. Where
    the markup is lost, it is enough that a line outside the article has the words after the bar.
    """
    barred = _AFTER_BAR.fullmatch(title)
    if barred is not None and not page.page.has_markup and _speaks_of(fold(barred["site"]), page):
        return barred["title"]
    shortest = _LAST_SUFFIX.fullmatch(title)
    if shortest is not None and _is_site(shortest["site"], page, registry):
        return shortest["title"]
    match = _SUFFIX.fullmatch(title)
    if match is None:
        return title
    site = fold(match["site"])
    if (
        _is_site(match["site"], page, registry)
        or site in {fold(block.text) for block in page.having(Role.SITE_HEADER)}
        or _holds_copyright(site, page)
        or (title[match.end("title") :].lstrip()[0] == "|" and _has_line(match["title"], page.page.blocks))
    ):
        return match["title"]
    return title


def _is_site(name: str, page: LabelledPage, registry: Registry) -> bool:
    """Whether NAME is that of a known outlet, of who the page says it is of, its host, or a newspaper's."""
    site = fold(name)
    is_host = is_of_host(name, host_of(page.page.document.raw.url or ""))
    claims = (fold(claim.value) for claim in page.page.claims if claim.name == "outlet")
    return is_host or registry.by_name(name) is not None or site in claims or is_press_name(name)


def _holds_copyright(site: str, page: LabelledPage) -> bool:
    """Whether a line as "© 2024 Site. All rights reserved" names SITE, which is folded."""
    folded = (fold(block.text) for block in page.having(Role.LEGAL) if "©" in block.text or "(c)" in block.text.lower())
    return any(re.search(rf"(?<!\w){re.escape(site)}(?!\w)", line) for line in folded)


def _speaks_of(site: str, page: LabelledPage) -> bool:
    """Whether a line that is neither the title nor of the article has the words of SITE, which is folded."""
    return any(f" {site} " in f" {' '.join(words_of(fold_letters(block.text)))} " for block in _around(page))


def _around(page: LabelledPage) -> Iterator[Block]:
    """The lines that are neither the title nor of the article."""
    return (block for block in page.page.blocks if page.labels[block.number].role not in _OF_ARTICLE)


def _has_line(text: str, blocks: Iterable[Block]) -> bool:
    """Whether one of BLOCKS says TEXT and nothing else."""
    return any(abs(len(line) - len(text)) < len(text) and fold(line) == fold(text) for line in (b.text for b in blocks))


def _opens_line(text: str, blocks: Iterable[Block]) -> bool:
    """Whether one of BLOCKS begins with TEXT."""
    return any(fold(block.text[: len(text)]) == fold(text) for block in blocks)


def without_path(title: str) -> str:
    """TITLE without the path to the page behind it, or a button that copies its address, as some systems put it there.

    >>> without_path("장난감을 고치는 사람들 < 사회 < 기사본문 - 시사IN"), without_path("薄荷发黄怎么办？ [复制链接]")
    ('장난감을 고치는 사람들', '薄荷发黄怎么办？')
    >>> without_path("Costs < benefits"), without_path("Storm hits the coast [Video]")
    ('Costs < benefits', 'Storm hits the coast [Video]')
    """
    path = _PATH.fullmatch(title) if "<" in title or "‹" in title else None
    if path is not None:
        return path["title"]
    button = _BUTTON.fullmatch(title) if title.endswith(("]", "】")) else None
    is_button = button is not None and any(hit.role is Role.SHARE for hit in look_up(button["says"]))
    return button["title"] if button is not None and is_button else title


def own_part(title: str, page: LabelledPage) -> str | None:
    """The part of TITLE between bars that is a line of its own, too: "City | Rain is good | Site"."""
    parts = [part.strip() for part in _BAR.split(title)]
    long = [part for part in parts if len(part.split()) > SECTION_WORDS] if len(parts) > 1 else []
    return next((part for part in long if _has_line(part, page.page.blocks)), None)


def without_section(title: str, page: LabelledPage) -> str:
    """TITLE without a section's name and a bar, before or behind, where the page's furniture has that name as a line.

    "Opinion | Rain is good" and "Rain is good | Opinion" are "Rain is good", on a page that says "Opinion".
    """
    for pattern in _SECTIONS:
        match = pattern.fullmatch(title)
        if match is None or len(words_of(match["section"])) > SECTION_WORDS:
            continue
        if _has_line(match["section"], _around(page)):
            return match["title"]
    return title


def _without_kicker(title: str, page: LabelledPage) -> str:
    """TITLE without a kicker and a colon, where the page has that kicker as a subtitle."""
    match = _KICKER.fullmatch(title)
    return match["title"] if match is not None and _has_line(match["kicker"], page.having(Role.SUBTITLE)) else title
