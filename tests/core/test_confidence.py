"""What a confidence stands for, and the setting below which a field is null."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk import CleaningSettings, MinConfidence, clean
from copydesk.fields.confidence import Curve, parse_curves
from copydesk.model import Article

PAGE = b"Rain stops play\n\nBy Jane Roe\n\n8/7/2016\n\nIt rained all day on Sunday."
RISING = st.lists(st.floats(0, 1), min_size=1, max_size=6, unique=True).map(sorted)


def cleaned(**least: float) -> Article:
    article = clean(PAGE, settings=CleaningSettings(min_confidence=MinConfidence(**least)))
    assert isinstance(article, Article)
    return article


@given(RISING, st.data())
def test_more_strength_is_never_worth_less(strength: list[float], data: st.DataObject) -> None:
    right = sorted(data.draw(st.lists(st.floats(0, 1), min_size=len(strength), max_size=len(strength))))
    curve = Curve(tuple(strength), tuple(right))
    low, high = sorted(data.draw(st.tuples(st.floats(0, 1), st.floats(0, 1))))
    assert curve.at(low) <= curve.at(high)
    assert 0 <= curve.at(low) <= 1


@pytest.mark.parametrize(
    "table",
    [
        "strength = [0.5, 0.4]\nright = [0.5, 0.6]",
        "strength = [0.4, 0.5]\nright = [0.6, 0.5]",
        "strength = [0.4, 0.5]\nright = [0.6]",
        "strength = [0.4, 0.5]\nright = [0.6, 1.5]",
        "strength = []\nright = []",
    ],
)
def test_a_curve_that_does_not_rise_is_refused(table: str) -> None:
    with pytest.raises(ValueError, match=r"the curve of html-title does not rise"):
        parse_curves(f"[html-title]\n{table}")


def test_a_field_below_the_least_confidence_is_null_and_its_evidence_says_so() -> None:
    sure, strict = cleaned(), cleaned(title=1.0)
    assert sure.title == "Rain stops play"
    assert strict.title is None
    assert strict.confidence["title"] == sure.confidence["title"] < 1
    assert strict.evidence["title"].text == "Rain stops play"
    assert strict.evidence["title"].reason.endswith("is below min_confidence")
    assert (strict.date, strict.authors) == (sure.date, sure.authors)


def test_the_line_of_a_field_that_is_left_out_is_accounted_for() -> None:
    assert "Rain stops play" not in [one.text for one in cleaned().removed]
    assert "Rain stops play" in [one.text for one in cleaned(title=1.0).removed]


def test_a_field_at_the_least_confidence_stays() -> None:
    least = cleaned().confidence["title"]
    assert cleaned(title=least).title == "Rain stops play"


def test_an_unsure_date_that_is_left_out_warns_of_nothing() -> None:
    assert cleaned().warnings
    assert not cleaned(date=1.0).warnings
