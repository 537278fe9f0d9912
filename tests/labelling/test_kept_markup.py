"""On pages with markup the model says what is body, and the rules say what everything else is."""

import numpy as np
import pytest

from copydesk.labelling.features import ROLES
from copydesk.labelling.kept_markup import label_by_tags
from copydesk.labelling.network import PICKED
from copydesk.labelling.reading import Reading
from copydesk.model import Claim, Label, Role


def reading(*body: float, article: float = 1.0) -> Reading:
    weights = np.ones((len(body), len(ROLES)), dtype=np.int64)
    weights[:, ROLES.index(Role.RELATED)] = 9
    return Reading(body, article, weights, tuple((0.0,) * len(body) for _ in PICKED))


def ruled(*roles: Role) -> dict[int, Label]:
    return {n: Label(role, 0.8, "a rule: of the test") for n, role in enumerate(roles)}


@pytest.mark.parametrize(
    ("rule", "chance", "role"),
    [
        (Role.BODY, 0.9, Role.BODY),
        (Role.HEADING, 0.9, Role.HEADING),
        (Role.BODY, 0.1, Role.RELATED),  # the likeliest role outside the body
        (Role.NAVIGATION, 0.9, Role.BODY),
        (Role.NAVIGATION, 0.55, Role.NAVIGATION),
        (Role.TITLE, 0.9, Role.TITLE),  # the title's words are an article's, and it is a field
        (Role.TITLE, 0.98, Role.BODY),
        (Role.CAPTION, 0.65, Role.CAPTION),
        (Role.CAPTION, 0.75, Role.BODY),
    ],
)
def test_who_has_the_say(rule: Role, chance: float, role: Role) -> None:
    labels = label_by_tags(ruled(Role.BODY, rule), reading(0.99, chance), ())
    assert labels[1].role is role


@pytest.mark.parametrize("role", [Role.CAPTION, Role.COMMENTS])
@pytest.mark.parametrize(("confidence", "chance", "is_kept"), [(0.92, 0.9, 0), (0.92, 0.98, 1), (0.7, 0.9, 1)])
def test_a_firm_rule_yields_only_where_the_model_is_sure(
    role: Role, confidence: float, chance: float, is_kept: int
) -> None:
    rules = {0: Label(Role.BODY, 0.9, "a rule: of the test"), 1: Label(role, confidence, "a rule: of the test")}
    labels = label_by_tags(rules, reading(0.99, chance), ())
    assert labels[1].role is (role, Role.BODY)[is_kept]


@pytest.mark.parametrize(("article", "claims"), [(0.5, ()), (1.0, (Claim("kind", "a forum", "json-ld"),))])
def test_what_is_furniture_of_an_article_is_the_main_text_of_a_forum(article: float, claims: tuple[Claim, ...]) -> None:
    labels = label_by_tags(ruled(Role.COMMENTS, Role.TITLE), reading(0.4, 0.4, article=article), claims)
    assert [labels[n].role for n in (0, 1)] == [Role.BODY, Role.TITLE]


def test_every_block_has_a_label_and_blocks_that_no_rule_knows_the_models() -> None:
    labels = label_by_tags({}, reading(0.99, 0.2), ())
    assert [labels[n].role for n in (0, 1)] == [Role.BODY, Role.RELATED]
    assert labels[1].confidence == 0.8


def test_a_page_keeps_the_article_that_the_rules_found_where_the_model_finds_none() -> None:
    rules = ruled(Role.NAVIGATION, Role.BODY)
    assert label_by_tags(rules, reading(0.1, 0.2), ()) == rules
