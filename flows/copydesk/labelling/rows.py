"""Rows of links that were in one line of a page: "Home | News | Sport", "Terms - Privacy - Contact"."""

import re
from collections.abc import Sequence

from copydesk.folding import without_links
from copydesk.labelling.lines import Line
from copydesk.lexicons import look_up
from copydesk.model import Role

_ROW = re.compile(r"\s*[|·•>»/]\s*|\s{3,}|\t")
_ROW_SIGN, _WIDE_SPACE = re.compile(r"[|·•>»/\t]"), re.compile(r"\s{3}")
"""What a row has, whatever is around it."""
_DASHES = re.compile(r"\s+[-–—]\s+")

MAX_ROW = 600
"""Characters of a row of links."""
PAIR, MAX_STRANGE = 2, 3
"""Links of the shortest row, and words of one of them that no lexicon knows."""
MIN_DASHED = 3
"""Links of the shortest row that dashes part: they part a title from its outlet, too."""
MAX_LINK_WORDS = 5

# What a lexicon's line is taken for, where a line is known under several roles: the first of these.
PRECEDENCE = (
    Role.FONT_SIZE,
    Role.COMMENTS,
    Role.CONSENT,
    Role.SHARE,
    Role.LEGAL,
    Role.WIDGET,
    Role.RELATED,
    Role.CAPTION,
    Role.CREDIT,
    Role.TAGS,
    Role.ADVERT,
    Role.NAVIGATION,
    Role.SITE_HEADER,
)


def known_row(line: Line) -> tuple[Role | None, str]:
    """The role of most links of a row, and their entries; None where the line is no row, or nothing is known of it.

    Of a pair the longer one may be a title ("Opinion | …"), and a long part what the line says: then it is no row.
    Dashes part a title from its outlet, too: of a row that they part, all links must be known.
    """
    text = without_links(line.text) if len(line.text) <= MAX_ROW else ""
    if not _is_row(text):
        known = _known(_DASHES.split(text)) if " - " in text or "–" in text else []
        return _most(known) if len(known) >= MIN_DASHED and all(known) else (None, "")
    parts = [part for part in _ROW.split(text) if part.strip()]
    known = _known(parts)
    strange = max((len(part.split()) for part, roles in zip(parts, known, strict=True) if not roles), default=0)
    is_titled = len(parts) == PAIR and "|" in text and strange > MAX_STRANGE
    says_more = sum(map(bool, known)) == 1 and strange > MAX_LINK_WORDS
    return (None, "") if not any(known) or is_titled or says_more else _most(known)


def _known(parts: Sequence[str]) -> list[dict[Role, str]]:
    """What the lexicons know each of PARTS as: an entry by its role."""
    return [{hit.role: hit.entry for hit in look_up(part)} for part in parts]


def _most(known: Sequence[dict[Role, str]]) -> tuple[Role | None, str]:
    """The role that at least half of the parts have, and their entries; where all are known, the one that most have."""
    counts = {role: sum(role in roles for roles in known) for role in PRECEDENCE}
    most = next((role for role, count in counts.items() if count * 2 >= len(known)), None)
    if most is None and all(known) and any(counts.values()):
        most = max(counts, key=lambda role: counts[role])
    return most, " | ".join(roles[most] for roles in known if most in roles)


def _is_row(text: str) -> bool:
    """Whether anything in TEXT parts links of a row."""
    if _ROW_SIGN.search(text):
        return True
    may_be_wide = "  " in text or not text.isprintable()  # of white space only a single space is printable
    return may_be_wide and _WIDE_SPACE.search(text) is not None
