"""The words that the model knows: those that stand on several sites and tell the body from what is around it.

Of 20,000 words that stand on most sites the network learned which articles they were in. Names and subjects stand in
the body and in teasers alike; what a menu says, and what a sentence is made of, does not.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from copydesk.labelling.characters import Ints, Keys
from copydesk.labelling.network import LINE_SALT
from training.tensors import Tensors

MIN_SITES = 4
TELLING = 6_000
"""Words that tell most."""
COMMON = 1_000
"""Words that stand on most sites, whatever they tell."""

_Sites: TypeAlias = defaultdict[int, set[str]]


def vocabulary_of(pages: Sequence[Tensors]) -> Keys:
    """Keys of words, of whole lines and of words of the markup, sorted; each stands on at least four sites."""
    inside: _Sites = defaultdict(set)
    outside: _Sites = defaultdict(set)
    for page in pages:
        is_body = page.body > 0.5
        for keys, lines in _words(page):
            for sites, there in ((inside, is_body), (outside, ~is_body & ~page.unsettled)):
                for key in np.unique(keys[there[lines]]).tolist():
                    sites[key].add(page.site)
    known = np.array(sorted(inside.keys() | outside.keys()), dtype=np.uint32)
    known = known[[len(inside[key] | outside[key]) >= MIN_SITES for key in known.tolist()]]
    counts = [np.array([len(sites[key]) for key in known.tolist()]) for sites in (inside, outside)]
    telling = np.argsort(-evidence(*counts), kind="stable")[:TELLING]
    common = np.argsort(-(counts[0] + counts[1]), kind="stable")[:COMMON]
    chosen: Keys = known[np.unique(np.concatenate([telling, common]))]
    return chosen


def _words(page: Tensors) -> Iterator[tuple[Keys, Ints]]:
    """The keys of words, of lines, and of words of the markup, each with the numbers of the lines they stand in."""
    lines = np.arange(len(page.roles))
    yield page.words, np.repeat(lines, np.diff(page.bounds))
    yield page.keys ^ LINE_SALT, lines
    if page.marked is not None:
        yield page.marked.keys, np.repeat(lines, np.diff(page.marked.bounds))


def evidence(inside: Ints, outside: Ints) -> npt.NDArray[np.float64]:
    """How far words stand INSIDE the body and OUTSIDE it on other shares of sites than all words do.

    Half of Dunning's log-likelihood ratio ("Accurate methods for the statistics of surprise and coincidence", 1993).

    >>> evidence(np.array([50, 90, 9]), np.array([50, 10, 1])).round(1).tolist()
    [9.7, 10.7, 1.1]
    """
    usual = inside.sum() / (inside.sum() + outside.sum())
    both = inside + outside
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = [
            np.where(count > 0, count * np.log(count / (both * share)), 0.0)
            for count, share in ((inside, usual), (outside, 1 - usual))
        ]
    told: npt.NDArray[np.float64] = parts[0] + parts[1]
    return told
