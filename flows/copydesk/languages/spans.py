"""Languages inside a line: what is quoted in another script than the line's own is in a language of its own.

A name in other letters is no quote. What stands in the same script as the rest of the line is not told apart.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from copydesk.languages.evidence import (
    MAX_SCORED,
    TEMPER,
    claimed_languages,
    languages_of,
    prices_of,
    read,
    speech_of,
    spoken_in,
)
from copydesk.languages.han import COLUMNS, weigh
from copydesk.languages.letters import WIDE_SCRIPTS, Run, group_of, script_runs
from copydesk.languages.tongues import CANDIDATES, ONE_LANGUAGE
from copydesk.languages.vocabulary import likelihoods
from copydesk.model import Page

MIN_QUOTED = 10
"""Letters of a quote, wide ones as often as they count. Fewer are a name, a unit, an abbreviation."""

MIN_BETWEEN_MARKS = 4
"""The same between quotation marks or brackets, of what the marks, or a lexicon, show to be no name."""

_QUOTATION_MARKS = frozenset("\"'“”„‟‘’‚‛«»‹›「」『』《》〈〉")
_MARKS = _QUOTATION_MARKS | frozenset("()（）[]【】")
_ENDS = ".!?…,;:।。։ "
"""What may stand between a quote's last letter and the mark behind it."""

_KNOWN = frozenset({*WIDE_SCRIPTS, *ONE_LANGUAGE, *CANDIDATES})
"""Scripts whose languages are known."""


class Span(NamedTuple):
    """Characters of a block's text that are in another language than the block."""

    start: int
    end: int
    language: str


def language_spans(page: Page, languages: Sequence[str]) -> tuple[tuple[Span, ...], ...]:
    """What stands in another script, and language, in each block of PAGE; LANGUAGES are those of the blocks.

    >>> from copydesk.model import Block, DecodedDocument, RawDocument
    >>> line = "Президент сказал: “We will not comment on that.” Больше он ничего не добавил."
    >>> page = Page(DecodedDocument(RawDocument("a", b""), "", "utf-8"), (Block(0, line, range(1, 2)),))
    >>> ((span,),) = language_spans(page, ["ru"])
    >>> span.language, line[span.start : span.end]
    ('en', 'We will not comment on that')
    """
    spans: list[list[Span]] = [[] for _ in languages]
    for n, run, language in quotes(page, languages):
        spans[n].append(Span(run.start, run.end, language))
    return tuple([tuple(sorted(own)) for own in spans])


def quotes(page: Page, languages: Sequence[str]) -> list[tuple[int, Run, str]]:
    """The quotes in another script: number of the block, place, language."""
    texts, letters = read(page)
    short, long = [(letters.counts >= least).sum(axis=0) > 1 for least in (MIN_BETWEEN_MARKS, MIN_QUOTED)]
    found: defaultdict[str, list[tuple[int, Run]]] = defaultdict(list)
    for n in np.flatnonzero(short).tolist():
        text, own = texts[n], group_of(letters.script[n])
        if not long[n] and _MARKS.isdisjoint(text):
            continue
        for run in script_runs(text):
            if run.script in _KNOWN and group_of(run.script) != own and _is_quote(text, run):
                found[run.script].append((n, run))
    known = claimed_languages(page) | frozenset(languages)
    told = []
    for script, runs in found.items():
        own_languages = _languages_of(script, [texts[n][run.start : run.end] for n, run in runs], known)
        told += [(n, run, language) for (n, run), language in zip(runs, own_languages, strict=True)]
    return told


def _is_quote(text: str, run: Run) -> bool:
    """Whether a RUN of TEXT is more than a name.

    A few letters are no more than that, but for those between quotation marks in a script with one language, and for a
    phrase that one language's lexicon has.

    >>> line = "The buttons said “ዋና ገጽ”, beside ዋና, “Правила пользования” and “Правда”."
    >>> [_is_quote(line, run) for run in script_runs(line) if run.script != "LATIN"]
    [True, False, True, False]
    """
    own = text[run.start : run.end]
    if run.letters < MIN_BETWEEN_MARKS or (run.letters >= MIN_QUOTED and is_speech(own)):
        return run.letters >= MIN_QUOTED
    before, behind = text[max(run.start - 1, 0) : run.start], text[run.end : run.end + 3].lstrip(_ENDS)[:1]
    if before not in _MARKS or behind not in _MARKS:
        return False
    is_quoted = before in _QUOTATION_MARKS and behind in _QUOTATION_MARKS
    return (is_quoted and run.script in ONE_LANGUAGE) or len(spoken_in(own)) == 1


def is_speech(text: str) -> bool:
    """Whether TEXT is more than a name: in scripts with capitals a word among others has none.

    >>> is_speech("Washington Post"), is_speech("Lord of the Rings"), is_speech("سلام بر شما"), is_speech("CBSE के नतीजे")
    (False, True, True, True)
    """
    words = text.split()
    return text.lower() == text.upper() or (
        len(words) > 1 and any(word[0].isalpha() and not word[0].isupper() for word in words)
    )


def _languages_of(script: str, texts: Sequence[str], known: frozenset[str]) -> list[str]:
    """The likeliest language of each of TEXTS in one script; those that are KNOWN to be on the page are likelier."""
    if script in ONE_LANGUAGE:
        return [ONE_LANGUAGE[script]] * len(texts)
    spoken = [spoken_in(text) for text in texts]
    if script in WIDE_SCRIPTS:
        return [COLUMNS[column] for column in weigh(texts, spoken).argmax(axis=1).tolist()]
    scores = likelihoods(CANDIDATES[script], [text[:MAX_SCORED] for text in texts]) * TEMPER // 10
    scores += np.stack([speech_of(script, frozenset(own), frozenset()) for own in spoken])
    best = (scores - np.array(prices_of(script, known))).argmax(axis=1)
    return [languages_of(script)[column] for column in best.tolist()]
