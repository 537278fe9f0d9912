"""Records as JSON lines, and the JSON Schema."""

import dataclasses
import json
from importlib.resources import files

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.model import (
    ARTICLE_SCHEMA,
    Article,
    Evidence,
    Outcome,
    Reason,
    Rejection,
    Removed,
    RepairNote,
    Role,
    Source,
    Stage,
)
from copydesk.record import IN_STORE, RecordError, from_json, json_schema, json_schema_text, to_json

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
MAYBE = st.none() | TEXT
SHARES = st.floats(0, 1)
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
LINE = st.integers(1, 10**6)
WHERE = st.integers(0, 2**63 - 1) | TEXT.filter(lambda name: not name.isdigit())
"""A block's number, or a source's name, which is no number: in a table both are text."""

SOURCES = st.builds(Source, TEXT, MAYBE, TEXT, TEXT, TEXT, st.integers(0, 2**63 - 1), MAYBE, TEXT)
ARTICLES = st.builds(
    Article,
    schema=st.just(ARTICLE_SCHEMA),
    **dict.fromkeys(("id", "language", "direction", "body"), TEXT),
    **dict.fromkeys(
        ("title", "subtitle", "date", "date_modified", "outlet", "outlet_domain", "republisher", "dateline", "url"),
        MAYBE,
    ),
    **dict.fromkeys(("authors", "agencies", "captions", "warnings"), TEXTS),
    languages=st.dictionaries(TEXT, SHARES, max_size=3),
    confidence=st.dictionaries(TEXT, SHARES, max_size=3),
    evidence=st.dictionaries(TEXT, st.builds(Evidence, TEXT, WHERE, TEXT), max_size=3),
    removed=st.lists(
        st.builds(Removed, st.integers(0, 2**63 - 1), st.tuples(LINE, LINE), st.sampled_from(Role), TEXT, TEXT),
        max_size=3,
    ).map(tuple),
    repairs=st.lists(
        st.builds(RepairNote, TEXT, st.lists(st.tuples(TEXT, TEXT), max_size=2).map(tuple), LINE, st.tuples(LINE)),
        max_size=2,
    ).map(tuple),
    source=SOURCES,
    **dict.fromkeys(("cluster", "duplicate_of"), st.none() | TEXT.filter(bool)),
)
REJECTIONS = st.builds(
    Rejection, TEXT, MAYBE, MAYBE, st.sampled_from(Stage), st.sampled_from(Reason), TEXT, version=TEXT
)


@given(ARTICLES | REJECTIONS)
def test_a_record_comes_back_as_it_went(outcome: Outcome) -> None:
    assert from_json(to_json(outcome)) == outcome


@given(ARTICLES | REJECTIONS)
def test_a_record_is_one_line_whoever_splits_it(outcome: Outcome) -> None:
    line = to_json(outcome)
    assert line.splitlines() == [line]
    names = [field.name for field in dataclasses.fields(outcome)]
    assert list(json.loads(line)) == [name for name in names if name not in IN_STORE or getattr(outcome, name)]


@given(ARTICLES)
def test_an_article_is_valid_by_the_schema(article: Article) -> None:
    jsonschema.Draft202012Validator(json_schema()).validate(json.loads(to_json(article)))


def rejection(detail: str) -> Rejection:
    return Rejection("a.txt", None, None, Stage.READ, Reason.EMPTY, detail, version="1")


def test_letters_are_written_as_themselves() -> None:
    assert "سلام" in to_json(rejection("سلام"))


def test_half_a_surrogate_pair_becomes_a_replacement_character() -> None:
    assert from_json(to_json(rejection("a\ud800\u2028b"))) == rejection("a\N{REPLACEMENT CHARACTER}\u2028b")


@pytest.mark.parametrize(
    "line",
    [
        "",
        "{",
        "[]",
        "1",
        "{}",
        '{"schema": "copydesk/article/99"}',
        '{"schema": ["x"]}',
        '{"schema": "copydesk/article/1"}',
    ],
)
def test_what_is_no_record_is_an_error_that_says_so(line: str) -> None:
    with pytest.raises(RecordError, match="not a record of copydesk/article/1"):
        from_json(line)


def test_the_schema_asks_for_every_field_and_allows_no_other() -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    names = [field.name for field in dataclasses.fields(Article)]
    assert list(schema["properties"]) == names
    assert schema["required"] == [name for name in names if name not in IN_STORE]
    assert schema["additionalProperties"] is False
    assert schema["properties"]["schema"]["const"] == ARTICLE_SCHEMA


def test_the_schema_file_is_fresh() -> None:
    written = (files("copydesk") / "data" / "article.schema.json").read_text("utf-8")
    assert written == json_schema_text(), "flows/copydesk/data/article.schema.json is stale: run `make accept`"
