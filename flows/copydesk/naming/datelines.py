"""Datelines: the place that a report is from, at the beginning of a paragraph."""

import re

_DATELINE = re.compile(
    r"^(?P<place>[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.’' -]{2,40}(?:,\s*[A-ZÀ-ÖØ-Þ][\w.’' -]{1,30})?)"
    r"(?:,\s*[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:,\s*\d{4})?)?\s*(?:[(（][^()（）]{2,40}[)）]\s*)?(?:--|[-–—:])\s"
)
_UNCASED = re.compile(
    r"""
    ^ (?P<place> [\u0590-\u08ff\u200c]{2,20} (?: [ ] [\u0590-\u08ff\u200c]{2,20} )? )
    \s* (?: [(（] [^()（）]{2,40} [)）] \s* )? [-–—] \s
    """,
    re.VERBOSE,
)
"""In scripts without capitals: one or two words before a dash."""


def dateline_of(text: str) -> str | None:
    """The place in capitals that TEXT begins with.

    >>> dateline_of("BEIJING - China said"), dateline_of("WASHINGTON (AP) — The"), dateline_of("عمّان - قال")
    ('BEIJING', 'WASHINGTON', 'عمّان')
    >>> dateline_of("China said - on Tuesday")
    """
    match = _DATELINE.match(text) or _UNCASED.match(text)
    return match["place"].strip(" ,") if match else None
