"""Rendered pages as arrays: each block's features and words, and what it should come out as."""

import pickle
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from copydesk.decoding import decode
from copydesk.labelling.characters import Ints, Keys, count_characters
from copydesk.labelling.features import ROLES, describe
from copydesk.labelling.lines import read_lines
from copydesk.labelling.tagged import MarkupWords, markup_words
from copydesk.languages import detect_languages, language_of_most
from copydesk.model import KEPT_IN_BODY, Block, DecodedDocument, Page, Role
from copydesk.splitting import split
from training.rendering import ARTICLE, Example, Text, document_of
from training.unsettled import UNSETTLED


@dataclass(frozen=True, slots=True)
class Tensors:
    """One text as arrays: what the model sees of its blocks, and the truth about them."""

    set: str
    page: str
    id: str
    renderer: str
    site: str
    language: str
    page_type: str
    is_gold: bool
    features: npt.NDArray[np.uint8]
    words: Keys
    bounds: Ints
    keys: Keys
    roles: Ints
    """Index of each block's role in `ROLES`."""
    body: npt.NDArray[np.float32]
    """Share of each block that is body, by characters."""
    unsettled: npt.NDArray[np.bool_]
    """Blocks of which nobody can say whether they are body; see `training.unsettled`."""
    sizes: Ints
    """Words of each block, as `count_characters` finds them."""
    marked: MarkupWords | None
    """Words of the markup; None where it is lost."""
    known: tuple[bool, ...]
    """Whether the corpora say what the page's title, date, authors and subtitle are; see `PICKED`."""


NO_ARTICLE = frozenset({"listing", "collection", "product", "service"})
"""Kinds of pages without an article. Forums and documentation are something between."""


MOST_DIGITS = 8
"""A longer number is no part of a date."""


def is_article(page: Tensors) -> bool:
    """Whether the corpora call a page an article."""
    return page.page_type in ARTICLE


def tensors(examples: Sequence[Example], cache: Path, jobs: int) -> list[Tensors]:
    """The arrays of all texts; kept in CACHE, which must be emptied when the features change."""
    cache.mkdir(parents=True, exist_ok=True)
    jobs_to_do = [(example, cache / f"{example.set}.{example.id}.pickle") for example in examples]
    missing = [job for job in jobs_to_do if not job[1].exists()]
    with ProcessPoolExecutor(jobs) as pool:
        for done, _ in enumerate(pool.map(_describe_to, missing, chunksize=8), 1):
            if done % 200 == 0:
                print(f"described {done} of {len(missing)} pages", flush=True)
    return [found for _, path in jobs_to_do for found in pickle.loads(path.read_bytes())]  # noqa: S301 - our own files


def _describe_to(job: tuple[Example, Path]) -> None:
    example, path = job
    found = [made for text in example.texts if (made := tensors_of(example, text)) is not None]
    path.write_bytes(pickle.dumps(found))


def tensors_of(example: Example, text: Text) -> Tensors | None:
    """The arrays of one text, or None where nothing of it is left to read."""
    page = page_of(example, text)
    if page is None or not page.blocks:
        return None
    languages = detect_languages(page)
    lines = read_lines(page, languages)
    counted = count_characters([line.text for line in lines])
    if page.has_markup:
        truth = [(role, float(role in KEPT_IN_BODY)) for role in text.roles]
    else:
        source = text.text.split("\n")
        truth = [_truth(block, source, text.roles) for block in page.blocks]
    roles = [
        _of_article(Role.OTHER if role == UNSETTLED else Role(role), block, example.gold)
        for block, (role, _) in zip(page.blocks, truth, strict=True)
    ]
    return Tensors(
        set=example.set,
        page=example.id,
        id=text.id,
        renderer=text.renderer,
        site=example.site,
        language=example.gold["lang"] or language_of_most((line.language, line.text) for line in lines),
        page_type=example.gold["page_type"],
        is_gold=example.is_gold,
        features=describe(lines, counted),
        words=counted.words,
        bounds=counted.bounds,
        keys=counted.keys,
        roles=np.array([ROLES.index(role) for role in roles]),
        body=np.array([body for _, body in truth], dtype=np.float32),
        unsettled=np.array([role == UNSETTLED for role, _ in truth]),
        sizes=np.diff(counted.bounds),
        marked=markup_words(lines) if page.has_markup else None,
        known=tuple(example.gold[name] is not None for name in ("title", "date", "authors", "summary")),
    )


def page_of(example: Example, text: Text) -> Page | None:
    """The text as copydesk splits it; None where it cannot be decoded."""
    decoded = decode(document_of(example, text))
    return split(decoded) if isinstance(decoded, DecodedDocument) else None


def _truth(block: Block, source: Sequence[str], roles: Sequence[str]) -> tuple[str, float]:
    """The role that most of a block has, and the share of it that is body."""
    votes: Counter[str] = Counter()
    for number in block.lines:
        if number <= len(roles) and roles[number - 1]:
            votes[roles[number - 1]] += len(source[number - 1].strip())
    if not votes:
        return Role.OTHER, 0.0
    body = sum(votes[role] for role in KEPT_IN_BODY)
    return max(votes, key=lambda role: (votes[role], role)), body / votes.total()


def _of_article(role: Role, block: Block, gold: Mapping[str, Any]) -> Role:
    """The role, but that dates and bylines are those of the article: another's are something else."""
    if role is Role.DATE and gold["date"] and not _shows(block.text, gold["date"]):
        return Role.OTHER
    names = [name.casefold() for name in gold["authors"] or ()]
    if role is Role.BYLINE and names and not any(name in block.text.casefold() for name in names):
        return Role.DATE if gold["date"] and _shows(block.text, gold["date"]) else Role.OTHER
    return role


def has_day(text: str, iso: str) -> bool:
    """Whether TEXT has the numbers of the day and the year of a date, in figures of any kind.

    >>> has_day("04.03.19", "2019-03-04"), has_day("March 2019", "2019-03-04")
    (True, False)
    """
    year, day = int(iso[:4]), int(iso[8:10])
    digits = [int(found) for found in re.findall(r"\d+", text) if len(found) <= MOST_DIGITS]
    return day in digits and (year in digits or year % 100 in digits)


def _shows(text: str, iso: str) -> bool:
    return has_day(text, iso) or iso[:10].replace("-", "") in text
