"""What can be said of training without the corpora: chances are calibrated, and texts show what gold says they show."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.batches import Encoded, line_weights, thinned
from training.calibrating import chances, plain
from training.curves import calibration_error, fitted
from training.figures import shows_authors, shows_date
from training.rendering import Text
from training.tensors import Tensors
from training.unsettled import UNSETTLED, doubt, unsettled

from copydesk.labelling.network import CHANCES, EXTREME
from copydesk.labelling.tagged import MarkupWords
from copydesk.model import Block, Markup


def test_calibration_finds_the_curve_that_the_truth_follows() -> None:
    rng = np.random.default_rng(3)
    logits = rng.integers(-6 * CHANCES, 6 * CHANCES, 50_000)
    chance = 1 / (1 + np.exp(-(0.5 * logits / CHANCES - 1)))
    truth = (rng.random(len(logits)) < chance).astype(np.float32)
    table = chances(logits, truth, np.ones(len(logits), dtype=np.float32))
    for logit in (-32, 0, 32, 64):
        expected = 1 / (1 + np.exp(-(0.5 * logit / CHANCES - 1)))
        assert table[EXTREME * CHANCES + logit] == pytest.approx(expected, abs=0.02)


def test_chances_that_are_right_already_stay() -> None:
    even = np.zeros(10, dtype=np.int64)
    table = chances(even, np.full(10, 0.5, dtype=np.float32), np.ones(10, dtype=np.float32))
    assert np.array_equal(table, plain())


def test_an_uncalibrated_logit_of_nothing_is_even() -> None:
    assert plain()[EXTREME * CHANCES] == 0.5


def text_of(*rows: tuple[str, str]) -> Text:
    return Text("a.wet", "wet", "\n".join(line for line, _ in rows), tuple(role for _, role in rows))


@pytest.mark.parametrize(
    ("line", "role", "shown"),
    [
        ("4 March 2019", "date", True),
        ("By Jane Roe, 04.03.19", "byline", True),
        ("4 March 2019", "related", False),  # another article's
        ("5 March 2019", "date", False),
        ("March 2019", "date", False),
    ],
)
def test_a_text_shows_its_date(line: str, role: str, *, shown: bool) -> None:
    assert shows_date(text_of(("A title", "title"), (line, role)), "2019-03-04") is shown


def test_a_text_shows_its_authors_in_a_byline_only() -> None:
    gold = {"authors": ["Jane Roe"]}
    assert shows_authors(text_of(("By JANE ROE", "byline")), gold)
    assert not shows_authors(text_of(("Jane Roe went home.", "body")), gold)


PARAGRAPH = "It rained all day on Sunday, and play was stopped at noon for the second time this year."
WITHIN = Markup(("article", "p"), frozenset({"story"}), extracted=1.0)


@pytest.mark.parametrize(
    ("markup", "label", "is_unsettled"),
    [
        (WITHIN, "other", True),
        (WITHIN, "body", False),
        (WITHIN, "byline", False),
        (WITHIN._replace(extracted=0.0), "other", False),
        (WITHIN._replace(extracted=None), "other", False),
        (WITHIN._replace(hints=frozenset({"comment"})), "other", False),
        (WITHIN._replace(path=("article", "li")), "other", False),
    ],
)
def test_a_paragraph_of_the_bodys_make_that_gold_lacks_is_unsettled(
    markup: Markup, label: str, *, is_unsettled: bool
) -> None:
    blocks = [Block(0, PARAGRAPH, range(1, 2), WITHIN), Block(1, PARAGRAPH, range(2, 3), markup)]
    assert unsettled(blocks, ["body", label]) == ({1} if is_unsettled else set())


def test_doubt_is_what_is_unsettled_for_each_character_of_the_body() -> None:
    assert doubt(["First paragraph.", "Home", "The second one."], ["body", "navigation", UNSETTLED]) == 15 / 16
    assert doubt(["Home"], ["navigation"]) == 0


def page_of(lines: Sequence[tuple[bool, int]]) -> Tensors:
    """A page of LINES, each in the body or not and of so many words, which are its number."""
    bounds = np.cumsum([0, *(words for _, words in lines)])
    numbers = np.arange(len(lines))
    return Tensors(
        *("a", "1", "1.wet", "wet", "example.com", "en", "article"),
        is_gold=True,
        features=numbers.astype(np.uint8)[:, None],
        words=np.repeat(numbers, np.diff(bounds)).astype(np.uint32),
        bounds=bounds,
        keys=numbers.astype(np.uint32),
        roles=numbers,
        body=np.array([is_body for is_body, _ in lines], dtype=np.float32),
        unsettled=np.zeros(len(lines), dtype=np.bool_),
        sizes=np.diff(bounds),
        marked=None,
        known=(True, True, True, True),
    )


NO_WORDS = MarkupWords(np.zeros(0, dtype=np.uint32), np.zeros(3, dtype=np.int64))


@pytest.mark.parametrize(
    ("page_type", "is_gold", "marked", "weight"),
    [
        ("article", True, None, 1),
        ("article", True, NO_WORDS, 1),
        (None, True, NO_WORDS, 1),  # of a set that has articles only
        ("article", False, NO_WORDS, 0.5),
        ("product", True, NO_WORDS, 1.5),
        ("product", True, None, 0.5),
    ],
)
def test_a_page_of_markup_that_is_no_article_counts_more_than_one(
    page_type: str | None, marked: MarkupWords | None, *, is_gold: bool, weight: float
) -> None:
    page = replace(page_of([(True, 30), (False, 5)]), page_type=page_type, is_gold=is_gold, marked=marked)
    assert line_weights(page).sum() == pytest.approx(1.5 * weight)


@pytest.mark.parametrize(("marked", "times"), [(None, 3), (NO_WORDS, 9)])
def test_a_long_line_counts_by_its_words_or_by_their_root(marked: MarkupWords | None, times: float) -> None:
    page = replace(page_of([(True, 1), (True, 1)]), marked=marked, sizes=np.array([98, 10]))
    long, short = line_weights(page) - 0.5 / 2
    assert long / short == pytest.approx(times)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 5)), min_size=12, max_size=60), st.integers(0, 9))
def test_a_thinned_page_has_its_body_and_each_line_its_words(lines: list[tuple[bool, int]], seed: int) -> None:
    page = page_of(lines)
    own, numbers = page.words.astype(np.int64), np.arange(len(lines))
    less = thinned(Encoded(page, own, numbers[:, None], None), np.random.default_rng(seed))
    left = less.page.roles
    assert set(left) >= set(np.flatnonzero(page.body))
    assert np.array_equal(less.ids, np.repeat(left, np.diff(less.page.bounds)))
    assert np.array_equal(less.page.words, less.ids)
    assert np.array_equal(less.page.sizes, page.sizes[left])
    for same in (less.page.features[:, 0], less.page.keys, less.edges[:, 0]):
        assert np.array_equal(same, left)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=300))
def test_a_fitted_curve_rises(values: list[tuple[float, bool]]) -> None:
    curve = fitted(values)
    assert list(curve.strength) == sorted(curve.strength)
    assert list(curve.right) == sorted(curve.right)


def test_a_fitted_curve_says_what_was_right() -> None:
    rng = np.random.default_rng(5)
    strengths = rng.choice([0.5, 0.75, 0.95], 3000)
    values = [(float(strength), bool(rng.random() < strength**2)) for strength in strengths]
    curve = fitted(values)
    for strength in (0.5, 0.75, 0.95):
        assert curve.at(strength) == pytest.approx(strength**2, abs=0.05)
    assert calibration_error([(curve.at(strength), right) for strength, right in values]) < 0.02


def test_the_calibration_error_counts_how_far_claims_are_off() -> None:
    assert calibration_error([(0.95, True)] * 50 + [(0.95, False)] * 50) == pytest.approx(0.45)
