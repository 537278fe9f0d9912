"""What stands in the place of an article: a paywall, a wall of consent or of login, an error; or what cuts its end off.

Phrases alone convict nobody, for every article may quote them: a page is rejected only if hardly anything else reads as
text, and a body is called truncated only if the words that say so stand at its end.
"""

import functools
import itertools
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from copydesk import plain_toml
from copydesk.folding import fold, fold_once
from copydesk.model import KEPT_IN_BODY, Block, LabelledPage, Reason, Role
from copydesk.scripts import ends_sentence, word_count
from copydesk.templates import template_pattern

MOST_WORDS = {Reason.PAYWALL: 40, Reason.CONSENT_WALL: 60, Reason.LOGIN_WALL: 60, Reason.ERROR_PAGE: 60}
"""Words of running text beside what a wall says, from which on a page has an article all the same."""

MOST_OFFERED = 400
"""The same for an error page whose title and heading both say so: it offers other articles in the place of the one."""

MAX_PHRASE_LENGTH = 300
"""Characters of a line that are looked at; a longer one only quotes a paywall."""

PROSE_WORDS = 8
"""Words from which on a line of a consent wall reads as running text."""

NEAR_END = (-3, 8)
"""Blocks from the body's last one between which the words of a paywall cut it off."""

TEASER_WORDS = 400
"""Words that publishers show of an article at most before they ask for money."""

LOCKED = frozenset(("locked", "metered", "false"))
"""Values of the claim "access" by which a page says that not everybody may read it."""

OPENING = 2
"""Characters that every beginning has before its first placeholder."""

_CONSENT_WORDS = re.compile(
    r"cookie|consent|einwillig|datenschutz|privacy|privacidad|privacidade|vie priv|partner|parten|socios|parceiros"
    r"|personal data|personenbezogen|données|datos|dados|dati personali|персональн|同意|プライバシー|隐私|隱私",
    re.IGNORECASE,
)
_EXCLAMATION = re.compile(r"\A\W*\w+(?:\s\w+)?\s?[!,…！，]+\s*")
"""What an error page says before it says the error: "Oups !", "Sorry,", "Sorry…"."""
_TITLE_PARTS = re.compile(r"\s+[|–—·•:-]\s+|\s*\|\s*")


class Wall(NamedTuple):
    """What stands in an article's place, and the words on the page that say so."""

    reason: Reason
    evidence: str

    @property
    def detail(self) -> str:
        """The same for a rejection."""
        return f"{_WHAT[self.reason]}: {self.evidence[:120]!r}"


_WHAT = {
    Reason.PAYWALL: "a paywall stands in the place of the article",
    Reason.CONSENT_WALL: "a request for consent stands in the place of the article",
    Reason.LOGIN_WALL: "a request to log in stands in the place of the article",
    Reason.ERROR_PAGE: "the page is an error page, not the article",
}


def find_wall(page: LabelledPage) -> Wall | None:
    """What stands on PAGE in the place of an article; None where there may be one."""
    short = [block.text for block in page.page.blocks if len(block.text) <= MAX_PHRASE_LENGTH]
    return _error_page(page) or _consent_wall(page, short) or _paywall(page, short) or _login_wall(page, short)


def truncation(page: LabelledPage) -> str | None:
    """A warning where a paywall cuts the body off; None where it is whole as far as the page shows."""
    kept = page.having(*KEPT_IN_BODY)
    if _have_words((block for block in kept if not says(Reason.PAYWALL, block.text)), TEASER_WORDS):
        return None  # most bodies are: no more of them is looked at than it takes to know
    body = [block for block in kept if not says(Reason.PAYWALL, block.text)]
    if not body:
        return None
    last = body[-1].number
    near = page.page.blocks[max(0, last + NEAR_END[0]) : last + NEAR_END[1]]
    said = next((block for block in near if says(Reason.PAYWALL, block.text)), None)
    if said is None:
        return None
    is_locked = any(claim.name == "access" and claim.value.lower() in LOCKED for claim in page.page.claims)
    is_open = not ends_sentence(body[-1].text) or body[-1].text.rstrip().endswith(("…", "..."))
    if is_locked or is_open or said.number <= last + 1:
        return f"truncated by paywall: {said.text[:120]}"
    return None


def says(reason: Reason, text: str) -> bool:
    """Whether a line begins with, or consists of, words by which pages show that REASON.

    >>> says(Reason.PAYWALL, "Subscribe to continue reading."), says(Reason.PAYWALL, "Keep reading to learn more.")
    (True, False)
    >>> says(Reason.ERROR_PAGE, "Page Not Found"), says(Reason.ERROR_PAGE, "Page not found: a history")
    (True, False)
    """
    if len(text) > MAX_PHRASE_LENGTH:
        return False
    folded = fold(text)
    return folded in _lines(reason) or _begins(reason, folded)


def _error_page(page: LabelledPage) -> Wall | None:
    """A title, a heading or a line right above the text that says nothing but the error, and hardly any text."""
    body = page.having(*KEPT_IN_BODY)
    if _have_words(body, MOST_OFFERED):
        return None
    shown = (*_headings(page, "h1"), *_first_lines(page, body))
    said = [next(filter(_is_error, texts), None) for texts in (_title_tags(page), shown)]
    is_certain = all(said) and not _claims_date(page)
    if not is_certain and _have_words(body, MOST_WORDS[Reason.ERROR_PAGE]):
        return None
    return next((Wall(Reason.ERROR_PAGE, text) for text in said if text is not None), None)


def _first_lines(page: LabelledPage, body: Sequence[Block]) -> list[str]:
    """The title, the line right above the BODY and the first one of it; all lines of a page without a body."""
    if not body:
        return [block.text for block in page.page.blocks]
    above = page.page.blocks[max(0, body[0].number - 1) : body[0].number]
    return [blocks[0].text for blocks in (page.having(Role.TITLE) or page.page.blocks, above, body) if blocks]


def _is_error(text: str) -> bool:
    parts = (text, *_TITLE_PARTS.split(text)[:1], _EXCLAMATION.sub("", text, count=1))
    return any(says(Reason.ERROR_PAGE, part) for part in parts)


def _headings(page: LabelledPage, *tags: str) -> list[str]:
    return [block.text for block in page.page.blocks if block.markup is not None and block.markup.tag in tags]


def _title_tags(page: LabelledPage) -> list[str]:
    return [claim.value for claim in page.page.claims if claim.name == "title" and claim.where == "title-tag"]


def _claims_date(page: LabelledPage) -> bool:
    return any(claim.name == "date" for claim in page.page.claims)


def _consent_wall(page: LabelledPage, short: Iterable[str]) -> Wall | None:
    """A request for consent and its buttons, which are SHORT lines, no date, and hardly any other text."""
    if _lines(Reason.CONSENT_WALL).isdisjoint(map(fold, short)):
        return None
    blocks = page.page.blocks
    texts = (block.text for block in blocks if _begins(Reason.CONSENT_WALL, fold(block.text[:MAX_PHRASE_LENGTH])))
    said = next(texts, None)
    if said is None or _claims_date(page):
        return None
    asking = {block.number for block in page.having(Role.CONSENT, Role.LEGAL)}
    asking |= {block.number for block in blocks if _CONSENT_WORDS.search(block.text)}
    other = [block for block in blocks if block.number not in asking and word_count(block.text) >= PROSE_WORDS]
    return None if _have_words(other, MOST_WORDS[Reason.CONSENT_WALL]) else Wall(Reason.CONSENT_WALL, said)


def _paywall(page: LabelledPage, short: Iterable[str]) -> Wall | None:
    """The words of a paywall among the SHORT lines, and hardly any text beside them."""
    letters = _first_letters(Reason.PAYWALL)
    may_say = [text for text in short if fold(text)[:OPENING] in letters]
    said = next((text for text in may_say if says(Reason.PAYWALL, text)), None)
    if said is None:
        return None
    body = [block for block in page.having(*KEPT_IN_BODY) if not says(Reason.PAYWALL, block.text)]
    return None if _have_words(body, MOST_WORDS[Reason.PAYWALL]) else Wall(Reason.PAYWALL, said)


def _login_wall(page: LabelledPage, short: Iterable[str]) -> Wall | None:
    """A title or a heading that asks to log in, SHORT lines of a form for passwords, and hardly any text."""
    if _lines(Reason.LOGIN_WALL).isdisjoint(map(fold, short)):
        return None
    titles = (*_title_tags(page), *_headings(page, "h1", "h2"), *(block.text for block in page.having(Role.TITLE)))
    said = next((text for text in titles if _begins(Reason.LOGIN_WALL, fold(text[:MAX_PHRASE_LENGTH]))), None)
    if said is None or _have_words(page.having(*KEPT_IN_BODY), MOST_WORDS[Reason.LOGIN_WALL]):
        return None
    return Wall(Reason.LOGIN_WALL, said)


def _have_words(blocks: Iterable[Block], least: float) -> bool:
    """Whether BLOCKS have so many words together; no more of them are counted than it takes to know."""
    return any(words >= least for words in itertools.accumulate(word_count(block.text) for block in blocks))


def _data() -> dict[str, dict[str, Sequence[str]]]:
    """The phrases of `data/walls.toml` by reason."""
    return plain_toml.data("walls")


@functools.cache
def _lines(reason: Reason) -> frozenset[str]:
    return frozenset(map(fold_once, _data()[reason].get("lines", ())))


def _begins(reason: Reason, folded: str) -> bool:
    """Whether a folded line begins with words by which pages show that REASON; most lines begin otherwise at once."""
    literals = _openings(reason).get(folded[:OPENING])
    return literals is not None and folded.startswith(literals) and _beginnings(reason).match(folded) is not None


@functools.cache
def _openings(reason: Reason) -> dict[str, tuple[str, ...]]:
    """What stands before the first placeholder of all beginnings, by its first characters."""
    literals = sorted({fold_once(begin.partition("{")[0]) for begin in _data()[reason].get("begins", ())})
    return {key: tuple(same) for key, same in itertools.groupby(literals, lambda literal: literal[:OPENING])}


@functools.cache
def _first_letters(reason: Reason) -> frozenset[str]:
    """The first letters of all that says so."""
    return frozenset(line[:OPENING] for line in _lines(reason)).union(_openings(reason))


@functools.cache
def _beginnings(reason: Reason) -> re.Pattern[str]:
    """A pattern that matches at the beginning of folded lines; none of its words goes on as another one."""
    begins = [template_pattern(begin, "").pattern for begin in _data()[reason].get("begins", ())]
    return re.compile(f"(?:{'|'.join(begins)})(?![a-z])" if begins else "(?!)")
