"""Roles of the blocks of an HTML page: the model finds the article, the rules name what stands around it.

The extractor's opinion, tags and class names are among the features of the model, so that it has the last word on what
is body. What else a block is, the rules know better: they have read what its class calls it.
"""

from copydesk.labelling.lost_markup import OUTSIDE, RATHER, SURE
from copydesk.labelling.reading import EVEN, Reading
from copydesk.labelling.running_text import Labels
from copydesk.model import KEPT_IN_BODY, Label, Role

_ABOVE = frozenset({Role.TITLE, Role.SUBTITLE, Role.DATE, Role.BYLINE, Role.CAPTION, Role.CREDIT, Role.DUPLICATE})
"""Roles by which fields are found: a block that has one is body only where the model is sure of that."""

OF_OTHERS = 0.25
"""The chance of being body from which on a block is kept of a page without an article: of a forum, a shop, a listing.

What is their main text is less clear; most of them lost parts of it.
"""


def label_by_tags(ruled: Labels, reading: Reading) -> dict[int, Label]:
    """Labels of all blocks. RULED are those that the rules gave, with the extractor's opinion as their guide.

    A page on which the rules have found an article keeps it where the model finds none.
    """
    outside = reading.likeliest(OUTSIDE)
    least = RATHER if reading.article >= EVEN else OF_OTHERS
    labels: dict[int, Label] = {}
    for n, chance in enumerate(reading.body):
        rule = ruled.get(n)
        if rule is not None and rule.role not in KEPT_IN_BODY:
            needed = SURE if rule.role in _ABOVE else EVEN
            labels[n] = Label(Role.BODY, chance, "html-model: body") if chance >= needed else rule
        elif chance >= least:
            labels[n] = Label(rule.role if rule else Role.BODY, chance, rule.reason if rule else "html-model: body")
        else:
            labels[n] = Label(outside[n], round(1 - chance, 4), f"html-model: {outside[n]}")
    found = any(label.role in KEPT_IN_BODY for label in labels.values())
    return labels if found else dict(ruled)
