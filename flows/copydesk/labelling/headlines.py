"""Which of the lines that the model takes for a title is it: what stands around them and what they say bears on it.

The model sees a line and its neighbourhood. It does not see that the page's first line is a headline and the site's
name, nor which words a headline shares with the first paragraph. So the chance of each line that it thinks of is
multiplied by what such evidence is worth. The factors are the powers of two nearest to what held-out pages showed.
"""

from collections.abc import Sequence

from copydesk import scripts
from copydesk.labelling.lines import MIN_PROSE_WORDS, Line, content_words, content_words_in
from copydesk.labelling.reading import EVEN, Reading
from copydesk.labelling.titles import is_title_with_site
from copydesk.model import Role

LEAST = 0.02
"""Chance of being the title, its copies' included, from which on a line is thought of."""

FEW_WORDS, MANY_WORDS = 2, 16
"""A line of up to FEW_WORDS is rather a topic's name; one of more than MANY_WORDS rather a summary."""

NEAR = 3
"""Lines within which the headline stands above the line that is likelier at first sight, its summary."""

META_NEAR = 6
"""Lines below a headline within which the date and the byline stand."""

PAGE_TITLE = 32.0
PATH = 1 / 32
"""For a line that ends in what the likeliest line says: "Cars / Reviews / Best Cars of 2026"."""
SHORT, SHORTISH, LONG, STOPPED = 0.125, 0.25, 0.125, 0.125
"""SHORTISH is for one word more than the few, figures included."""
ABOVE_LIKELIEST = 4.0
ALONE = 4.0
"""For a blank line above, and again for one below."""
META_BELOW, LEAD = 4.0, 8.0
"""What the chance of a date or byline below, and the share of its words in the first paragraph, add to the factor 1."""


def weighed(lines: Sequence[Line], candidates: Sequence[int], reading: Reading) -> dict[int, float]:
    """The chances of those CANDIDATES that may be the title: the model's, moved by the evidence; 0 to 1."""
    groups: dict[str, list[int]] = {}
    for n in candidates:
        groups.setdefault(lines[n].folded, []).append(n)
    chances = {
        _likeliest(copies, reading): sum(reading.picked(n, Role.TITLE) for n in copies) for copies in groups.values()
    }
    likely = {n: chance for n, chance in chances.items() if chance >= LEAST}
    if len(likely) < 2:
        return likely
    worth = _worth(lines, likely, reading)
    weights = {n: chance * worth[n] for n, chance in likely.items()}
    share = sum(likely.values()) / sum(weights.values())
    return {n: round(weight * share, 4) for n, weight in weights.items()}


def _likeliest(copies: Sequence[int], reading: Reading) -> int:
    return max(copies, key=lambda n: (reading.picked(n, Role.TITLE), -n))


def _worth(lines: Sequence[Line], likely: dict[int, float], reading: Reading) -> dict[int, float]:
    """What the evidence for each line multiplies its chance by."""
    inside = [n for n in range(len(lines)) if reading.body[n] >= EVEN]
    subject = content_words_in("\n".join([lines[n].text[: scripts.LONG] for n in inside]))
    best = max(likely, key=lambda n: (likely[n], -n))
    return {
        n: _of_form(lines[n])
        * _of_place(n, lines, reading)
        * _of_words(n, lines, [m for m in inside if m > n], subject)
        * (ABOVE_LIKELIEST if _heads(n, best, lines) else 1)
        * (PATH if n != best and _is_path(lines[n], lines[best]) else 1)
        for n in likely
    }


def _heads(n: int, summary: int, lines: Sequence[Line]) -> bool:
    """Whether line N may be the headline above its SUMMARY: a date between the two parts one teaser from the next."""
    return summary - NEAR <= n < summary and not any(line.is_date for line in lines[n + 1 : summary])


def _is_path(line: Line, title: Line) -> bool:
    """Whether LINE says more, and then what TITLE says, which is more than a topic's name."""
    return _words_and_figures(title) > FEW_WORDS and line.folded.endswith(title.folded) and line.folded != title.folded


def _words_and_figures(line: Line) -> float:
    return max(line.words, len(line.text.split()))


def _of_form(line: Line) -> float:
    words = _words_and_figures(line)
    short = SHORT if words <= FEW_WORDS else SHORTISH if words <= FEW_WORDS + 1 else 1.0
    stopped = STOPPED if line.text.rstrip()[-1:] in ".。" else 1.0
    return short * stopped * (LONG if line.words > MANY_WORDS else 1.0)


def _of_place(n: int, lines: Sequence[Line], reading: Reading) -> float:
    """By the blank lines around it, and the date or byline below it."""
    near = range(n + 1, min(n + 1 + META_NEAR, len(lines)))
    meta = max((reading.picked(m, Role.DATE) + reading.picked(m, Role.BYLINE) for m in near), default=0.0)
    alone = (ALONE if lines[n].gap else 1.0) * (ALONE if n + 1 < len(lines) and lines[n + 1].gap else 1.0)
    return alone * (1 + META_BELOW * meta)


def _of_words(n: int, lines: Sequence[Line], below: Sequence[int], subject: set[str]) -> float:
    """By the words that it shares with the article and its first paragraph, and with the page's own title."""
    words = set(content_words(lines[n].text))
    lead = next((m for m in below if lines[m].words > MIN_PROSE_WORDS), None)
    first = words.intersection(content_words(lines[lead].text)) if lead is not None else ()
    in_lead = 1 + LEAD * len(first) / len(words) if words else 1.0
    is_page_title = any(
        m != n and is_title_with_site(lines[m], lines[n]) and lines[m].words > lines[n].words
        for m in range(min(2, len(lines)))
    )
    return in_lead * (1 + len(words & subject)) * (PAGE_TITLE if is_page_title else 1.0)
