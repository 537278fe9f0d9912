"""What a line calls its dates: the article's, a change's, the day of something else, or nothing.

A film, a concert or an offer shows its day where an article shows its own: "Doors: 3 May", "Join us on 3 May". The
lexicons know how an article's date is announced in the languages that they are written for; what is announced otherwise
there is the day of something else.
"""

import functools
import re
from enum import StrEnum

from copydesk.dates import may_hold_date
from copydesk.dates.others import prepositions
from copydesk.languages.tongues import primary
from copydesk.lexicons import announcing_words, lexicons, look_up
from copydesk.model import Role
from copydesk.naming.people import is_all_names

LONGEST_CALL = 40
"""Characters of a line that only says what the date in the next line is."""
WORDS_BEFORE = 3
"""Words, as a time zone, that may stand between a date and what the next one is called."""
LABEL_WORDS = 4
"""Words that a label before a date has at most."""
TELLING = 6
"""Letters of a phrase from which on it says more than "on" or "date", which belong to the word before them."""
MIN_PHRASES = 20
"""Ways of announcing a date that the lexicon of a language has which can be trusted to know them."""

BETWEEN = " \t•·|,;/()[]-\N{EN DASH}\N{EM DASH}"
"""What stands between a date and the rest of its line."""
_PARTS = re.compile(r"[|｜•·/]|\s[-\N{EN DASH}\N{EM DASH}]\s|(?<=[^\W\d_]{3})[.!?…]\s")
"""What parts a line's own parts."""
_FIGURE = re.compile(r"\d")
_GLUED_DATE = re.compile(r"(?<=[^\W\d_]{2})(?=\d)")
"""Where a label has lost the space before its date, as boxes side by side need none: "수정2023.02.09."."""
_GLUED_WORDS = re.compile(r"(?<=[^\W_A-Z])(?=[A-Z])")
"""Where two words were glued, as flat text has them: "RoePublished", "2022Updated"."""


class Called(StrEnum):
    """What a line calls a date."""

    PUBLISHED = "published"
    MODIFIED = "modified"
    OTHER = "other"
    """The date of something else: a film's release, a visit."""
    NOTHING = ""


def called(text: str, least: int = 0) -> Called:
    """What TEXT, which ends with a date, calls it, in phrases of at least LEAST letters.

    Lexicons need not have each entry with and without a colon.
    """
    spelled = {text, text.replace(": ", " "), _GLUED_DATE.sub(" ", text, count=1)}
    hits = (hit for said in spelled for hit in look_up(said) if hit.role is Role.DATE)
    phrases = [(hit.entry.partition("{")[0].rstrip(" :："), hit.kind.part) for hit in hits]
    parts = {part for phrase, part in phrases if len(phrase) >= least and not _is_longer(text, phrase)}
    if not parts:
        return Called.NOTHING
    return next((call for call in (Called.MODIFIED, Called.OTHER) if call.value in parts), Called.PUBLISHED)


def _is_longer(text: str, phrase: str) -> bool:
    """Whether the label that TEXT begins with is more than PHRASE: "Date of the game: 3 May 2024"."""
    label, colon, _ = text.replace("：", ":").partition(":")
    return bool(colon and phrase) and _FIGURE.search(label) is None and len(label.split()) > len(phrase.split())


def called_above(above: str, text: str) -> Called:
    """What a date is called by the line ABOVE it, which says nothing else.

    >>> called_above("Last update:", "July 16, 2025").value, called_above("Posted on", "Nov 21, 2018").value
    ('modified', 'published')
    """
    return called(f"{above} {text}") if len(above) <= LONGEST_CALL and not may_hold_date(above) else Called.NOTHING


def called_last(text: str) -> Called:
    """What TEXT calls its date; it may begin with a few words that belong to what stands before it.

    >>> called_last("ET First published: Dec. 18, 2023").value, called_last("Sitzung vom 18. Dezember 2023").value
    ('published', '')
    """
    starts = [0, *(space.end() for space in re.finditer(r"\s", text))][: WORDS_BEFORE + 1]
    calls = (called(text[start:].strip(BETWEEN), TELLING if start else 0) for start in starts)
    return next((call for call in calls if call is not Called.NOTHING), Called.NOTHING)


def announces_other(before: str, language: str) -> bool:
    """Whether the words BEFORE a date, which no lexicon knows, announce something else on a page in LANGUAGE.

    Such are a label, and words with a preposition behind them, unless they are names.

    >>> [announces_other(before, "en") for before in ("Doors:", "Join us on", "Date of the event:", "Kick-off:")]
    [True, True, True, True]
    >>> [announces_other(before, "en") for before in ("Jane Roe on", "RoePublished:", "Sport |", "3 min read", "on")]
    [False, False, False, False, False]
    """
    if not _is_known_in(language):
        return False
    part = _PARTS.split(before.rstrip(" ("))[-1].strip()
    words = part.split()
    is_label = part.endswith((":", "：")) and 0 < len(words) <= LABEL_WORDS
    if not is_label and (len(words) <= 2 or words[-1].casefold() not in prepositions(language)):
        return False
    rest = part.rstrip(":： ") if is_label else " ".join(words[:-1])
    if announcing_words(words) or is_all_names(rest):
        return False
    return not _is_known(part)


def _is_known(part: str) -> bool:
    """Whether the last words of PART call a date the article's or a change's."""
    words = _GLUED_WORDS.sub(" ", part).split()
    endings = (" ".join(words[-count:]) for count in range(1, min(len(words), LABEL_WORDS) + 1))
    return any(called(f"{ending} 2 May 2020", TELLING) is not Called.NOTHING for ending in endings)


@functools.cache
def _is_known_in(language: str) -> bool:
    """Whether the lexicon of LANGUAGE can be trusted to know how an article's date is announced."""
    lexicon = lexicons().get(primary(language))
    phrases = lexicon.entries if lexicon is not None else ()
    return sum(kind.role is Role.DATE and "{date}" in entry for kind, entry in phrases) >= MIN_PHRASES
