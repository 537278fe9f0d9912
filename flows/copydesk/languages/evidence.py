"""What the lines of a page say of their languages, line by line, and what the page itself says.

All numbers are whole, in thousandths of a nat: sums of them are the same on any machine.
"""

import functools
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from copydesk.languages.letters import Letters, letters_of
from copydesk.languages.telling import against_sisters
from copydesk.languages.tongues import CANDIDATES, RARE, SIBLINGS, primary
from copydesk.languages.vocabulary import likelihoods
from copydesk.lexicons import lexicons, look_up
from copydesk.model import Page, Role
from copydesk.scripts import LONG

MAX_SCORED = 160
"""Characters of a block that are scored: enough for certainty, and no more."""

TEMPER = 8
"""How far n-grams are believed, in tenths: they overlap, so that their probabilities are not independent."""

MIN_SCORED = 2
"""Fewest letters that n-grams are asked about."""

PHRASE = 14_000
"""What a lexicon's phrase adds to its language, in thousandths of a nat."""

SIBLINGS_PHRASE = 7_000
"""What it adds to a sibling of its language that has no lexicon, but many words of menus in common with it."""

INTERNATIONAL = 2
"""Lexicons in which a phrase stands that languages without a lexicon may have as well: "Sport"."""

MIN_ESTABLISHING = 60
"""Letters of a block that can establish a language on a page by itself."""

PRICE = 16_000
"""What the lines in a language must outweigh together, in thousandths of a nat, for it to be on the page at all."""

PRICE_OF_RARE = 20_000
"""The same for a language of few pages."""

DISCOUNT = 10_000
"""How much cheaper the language is that the page itself claims to be in: it is often wrong."""

SAME_LANGUAGE = {"nb": "no", "nn": "no", "prs": "fa", "fil": "tl", "in": "id", "iw": "he", "kmr": "ku"}
"""Other tags of languages, and those that are used here."""

_SAME_IN_ALL = (Role.BYLINE, Role.CAPTION, Role.CREDIT)
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,64}\.\w+|\b[\w-]{1,64}\.(?:com|org|net|ir|ru|de|fr|tv|co\.uk)\b",
    re.IGNORECASE,
)
_PART_OF_ADDRESS = re.compile(r"://|@|\.(?:(?<=www\.)\S|(?:com|org|net|ir|ru|de|fr|tv|co\.uk)\b)", re.IGNORECASE)
"""What every address has, quickly told."""


def read(page: Page) -> tuple[list[str], Letters]:
    """The blocks of PAGE without addresses, and their letters."""
    return _read(tuple([block.text for block in page.blocks]))


@functools.lru_cache(maxsize=1)
def _read(blocks: tuple[str, ...]) -> tuple[list[str], Letters]:
    """The same for the texts of BLOCKS: asked for when the languages are found, and again for their shares."""
    texts = [without_addresses(text) for text in blocks]
    return texts, letters_of(texts)


def without_addresses(text: str) -> str:
    """TEXT with a space for each character of the addresses in it, of pages, people and hosts.

    >>> without_addresses("Write to a@example.com.")
    'Write to              .'
    """
    if len(text) > LONG or not _PART_OF_ADDRESS.search(text):
        return text
    return _ADDRESS.sub(lambda address: " " * len(address[0]), text)


def claimed_languages(page: Page) -> frozenset[str]:
    """The languages that a page says it is in.

    >>> from copydesk.model import Claim, DecodedDocument, RawDocument
    >>> claims = (Claim("language", "nb-NO", "html"),)
    >>> sorted(claimed_languages(Page(DecodedDocument(RawDocument("a", b""), "", "utf-8"), (), claims)))
    ['no']
    """
    said = [re.split("[-_]", claim.value.strip().lower())[0] for claim in page.claims if claim.name == "language"]
    return frozenset(SAME_LANGUAGE.get(tag, tag) for tag in said)


@functools.lru_cache(maxsize=256)
def prices_of(script: str, known: frozenset[str]) -> tuple[int, ...]:
    """What it costs each language of SCRIPT to be on the page; those that are KNOWN to be are cheaper."""
    plain = [PRICE_OF_RARE if tag in RARE else PRICE for tag in CANDIDATES[script]]
    names = languages_of(script)
    return tuple([price - DISCOUNT * (name in known) for price, name in zip(plain, names, strict=True)])


@functools.cache
def languages_of(script: str) -> tuple[str, ...]:
    """The language of each of the candidates of SCRIPT, whatever it is written in."""
    return tuple(map(primary, CANDIDATES[script]))


def spoken_in(text: str) -> set[str]:
    """Languages that a lexicon's phrase shows a line to be in. Names and agencies are the same in all of them."""
    hits = look_up(text)
    return {hit.language for hit in hits if hit.role not in _SAME_IN_ALL} if hits else set()


def evidence_of(
    script: str, texts: Sequence[str], spoken: Sequence[set[str]], letters: NDArray[np.int64]
) -> NDArray[np.int64]:
    """How much each text, of so many LETTERS, says for each language of SCRIPT, in thousandths of a nat."""
    languages = CANDIDATES[script]
    evidence = np.zeros((len(texts), len(languages)), dtype=np.int64)
    scored = [n for n, own in enumerate(letters.tolist()) if own >= MIN_SCORED]
    times = Counter(texts[n] for n in scored)  # a line that is repeated says nothing new
    scores = likelihoods(languages, [text[:MAX_SCORED] for text in times])
    shared = np.array(list(times.values()), dtype=np.int64)[:, None]
    row = {text: n for n, text in enumerate(times)}
    rows = [row[texts[n]] for n in scored]
    evidence[scored] = (scores * TEMPER // (10 * shared))[rows]
    found = {int(evidence.sum(axis=0).argmax()), *evidence[letters >= MIN_ESTABLISHING].argmax(axis=1).tolist()}
    names = frozenset(languages_of(script)[column] for column in found)
    if (told := against_sisters(languages, list(times), names)) is not None:
        evidence[scored] -= (told // shared)[rows]
    without = names.difference(lexicons())
    for n, own in enumerate(spoken):
        if own:
            evidence[n] += speech_of(script, frozenset(own), without)
    return evidence


@functools.lru_cache(maxsize=1024)
def speech_of(script: str, spoken: frozenset[str], without: frozenset[str]) -> NDArray[np.int64]:
    """What a phrase of the lexicons of SPOKEN languages adds to each language of SCRIPT."""
    return np.array([_says_for(name, spoken, without) for name in languages_of(script)], dtype=np.int64)


def _says_for(language: str, spoken: frozenset[str], without: frozenset[str]) -> int:
    """What a phrase of the lexicons of SPOKEN languages says for a LANGUAGE: something also for one WITHOUT a lexicon.

    >>> siblings, several = frozenset({"hi"}), frozenset({"de", "en", "sv"})
    >>> _says_for("ne", siblings, frozenset({"ne"})), _says_for("hr", several, frozenset({"hr"}))
    (7000, 14000)
    >>> _says_for("ne", siblings, frozenset()), _says_for("hr", frozenset({"en"}), frozenset({"hr"}))
    (0, 0)
    """
    if language in spoken or (language in without and len(spoken) >= INTERNATIONAL):
        return PHRASE
    return SIBLINGS_PHRASE if language in without and not spoken.isdisjoint(SIBLINGS.get(language, ())) else 0
