"""ninjs: valid by the standard, and nothing in it that the record has not."""

import dataclasses
import json
import string
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.model import Article
from copydesk.record import from_json
from copydesk.storing.ninjs import to_ninjs
from tests.accept import SEEDS
from tests.storing.outcomes import article, document
from tests.test_record import ARTICLES

SCHEMA = json.loads((Path(__file__).parent / "ninjs.schema.json").read_text("utf-8"))
IDS = st.text(string.hexdigits, min_size=32, max_size=32)
MOMENTS = st.sampled_from([None, "2016", "2016-08", "2016-08-17", "2016-08-17T11:20", "2016-08-17T11:20:01+03:00"])


@given(ARTICLES, IDS, MOMENTS, st.none() | IDS)
def test_any_article_is_valid_ninjs(made: Article, name: str, date: str | None, leader: str | None) -> None:
    made = dataclasses.replace(made, id=name, date=date, date_modified=date, duplicate_of=leader)
    jsonschema.Draft202012Validator(SCHEMA).validate(to_ninjs(made))


def test_a_seed() -> None:
    seed = from_json((SEEDS / "expected.jsonl").read_text("utf-8").splitlines()[4])
    assert isinstance(seed, Article)
    item = to_ninjs(seed)
    assert item["headlines"][0]["value"] == seed.title
    assert item["bodies"][0]["value"] == seed.body
    assert item["infoSources"] == [
        {"name": "Press TV", "role": "publisher"},
        {"name": "afgazad.com", "role": "distributor"},
    ]
    assert "contentCreated" not in item
    assert item["descriptions"][0] == {"role": "published", "contentType": "text/plain", "value": "2016-08-17"}
    assert {"role": "url", "value": seed.url} in item["altIds"]


@pytest.mark.parametrize(
    ("date", "moment"),
    [
        ("2016-08-17T11:20:05Z", "2016-08-17T11:20:05Z"),
        ("2016-08-17T11:20+03:00", "2016-08-17T11:20:00+03:00"),
        ("2016-08-17T11:20", None),
        ("2016", None),
        (None, None),
    ],
)
def test_only_a_moment_with_its_zone_is_a_moment(date: str | None, moment: str | None) -> None:
    assert to_ninjs(article(document("a"), date=date)).get("contentCreated") == moment
