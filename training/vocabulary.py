"""The words that the model knows: those that stand on pages of several sites."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from copydesk.labelling.characters import Keys
from copydesk.labelling.network import LINE_SALT
from training.tensors import Tensors

MIN_SITES = 4
MOST = 20_000


def vocabulary_of(pages: Sequence[Tensors]) -> Keys:
    """Keys of the words, and of the whole lines, that stand on at least four sites; the 20,000 on most, sorted."""
    sites: defaultdict[int, set[str]] = defaultdict(set)
    for page in pages:
        marked = page.marked.keys if page.marked is not None else page.keys[:0]
        for key in np.unique(np.concatenate([page.words, page.keys ^ LINE_SALT, marked])).tolist():
            sites[key].add(page.site)
    known = sorted(((len(found), key) for key, found in sites.items() if len(found) >= MIN_SITES), reverse=True)
    return np.sort(np.array([key for _, key in known[:MOST]], dtype=np.uint32))
