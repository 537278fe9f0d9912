"""Roles of the blocks of an HTML page: the model finds the article, the rules name what stands around it.

The extractor's opinion, tags and class names are among the features of the model, so that it has the last word on what
is body. What else a block is, the rules know better: they have read what its class calls it.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from copydesk.labelling.lost_markup import OUTSIDE
from copydesk.labelling.markup import CALLED
from copydesk.labelling.reading import RATHER, SURE, Reading
from copydesk.labelling.running_text import Labels
from copydesk.model import KEPT_IN_BODY, Claim, Label, Role


class Needed(NamedTuple):
    """The chance of being body from which on a block is body, by what the rules say of it."""

    unruled: float
    """They know nothing of it, or take it for body, too."""
    ruled: float
    """They take it for something else."""
    by_role: Mapping[Role, float]
    """The same for some roles."""


_FIELDS = dict.fromkeys((Role.TITLE, Role.DATE, Role.BYLINE), SURE)
_REPEATED = dict.fromkeys((Role.SUBTITLE, Role.DUPLICATE), SURE)
_PICTURES = dict.fromkeys((Role.CAPTION, Role.CREDIT), 0.7)

OF_ARTICLES = Needed(RATHER, 0.6, _FIELDS | _REPEATED | _PICTURES)
OF_OTHERS = Needed(0.3, 0.3, _FIELDS)
"""The rules know the furniture of articles. In forums, shops and listings it is what there is to read: comments, lists
of links, pictures with a line below; and what is their main text is less clear, so that more is kept."""

FIRM = {Role.CAPTION: CALLED, Role.COMMENTS: 0.9}
"""Confidence of a rule from which on the model must be SURE to take its word back: what the markup calls a caption, and
what stands below the heading of the comments to the page's end. An earlier model was less sure on lines of dev pages
(918) of which none was body, and 22 were not."""

LIKELY = 0.8
"""The chance that there is an article on a page from which on it is read as one."""


def label_by_tags(ruled: Labels, reading: Reading, claims: Sequence[Claim]) -> dict[int, Label]:
    """Labels of all blocks.

    RULED are those that the rules gave, with the extractor's opinion as their guide; CLAIMS may say that the page is
    something else than an article.
    A page on which the rules have found an article keeps it where the model finds none.
    """
    outside = reading.likeliest(OUTSIDE)
    needed = OF_OTHERS if reading.article < LIKELY or is_of_other_kind(claims) else OF_ARTICLES
    labels: dict[int, Label] = {}
    for n, chance in enumerate(reading.body):
        rule = ruled.get(n)
        if rule is not None and rule.role not in KEPT_IN_BODY:
            least = _least(rule, needed)
            labels[n] = Label(Role.BODY, chance, "html-model: body") if chance >= least else rule
        elif chance >= needed.unruled:
            labels[n] = Label(rule.role if rule else Role.BODY, chance, rule.reason if rule else "html-model: body")
        else:
            labels[n] = Label(outside[n], round(1 - chance, 4), f"html-model: {outside[n]}")
    found = any(label.role in KEPT_IN_BODY for label in labels.values())
    return labels if found else dict(ruled)


def is_of_other_kind(claims: Sequence[Claim]) -> bool:
    """Whether CLAIMS say that the page is something else than an article."""
    return any(claim.name == "kind" for claim in claims)


def _least(rule: Label, needed: Needed) -> float:
    """The chance of being body from which on a block is body though RULE takes it for something else."""
    if needed is OF_ARTICLES and rule.confidence >= FIRM.get(rule.role, 1.0):
        return SURE
    return needed.by_role.get(rule.role, needed.ruled)
