"""The five seeds against their gold records, each field a test of its own, and against the expected records."""

import json
from pathlib import Path
from typing import Any

import pytest

from copydesk import CleaningSettings
from copydesk.model import Article, RawDocument
from copydesk.pipeline import clean_document
from copydesk.record import to_json
from tests.accept import ROOT, SEEDS, expected_records

GOLD: list[dict[str, Any]] = [json.loads(line) for line in (SEEDS / "gold.jsonl").read_text("utf-8").splitlines()]
FIELDS = (
    "title",
    "subtitle",
    "date",
    "outlet",
    "republisher",
    "authors",
    "agencies",
    "dateline",
    "language",
    "url",
    "body",
)


def cleaned(gold: dict[str, Any]) -> Article:
    article = clean_document(RawDocument(gold["source"], (SEEDS / gold["source"]).read_bytes()), CleaningSettings())
    assert isinstance(article, Article)
    return article


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: gold["id"])
def test_field_equals_gold(gold: dict[str, Any], field: str) -> None:
    value = getattr(cleaned(gold), field)
    assert (list(value) if isinstance(value, tuple) else value) == gold[field]


@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: gold["id"])
def test_languages_of_the_page(gold: dict[str, Any]) -> None:
    assert sorted(cleaned(gold).languages) == sorted(gold["languages"])


@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: gold["id"])
def test_removed_lines_and_their_roles(gold: dict[str, Any]) -> None:
    """What left the body is what gold removed, and besides it only further copies of the title."""
    mine = {one.lines[0]: (one.role.value, one.text) for one in cleaned(gold).removed if one.role != "duplicate"}
    assert mine == {one["line"]: (one["role"], one["text"]) for one in gold["removed"]}


def test_the_expected_records_are_fresh() -> None:
    """`make accept` rewrites them and shows the difference."""
    assert (SEEDS / "expected.jsonl").read_text("utf-8") == expected_records(), (
        "stale: run `make accept`, read the diff"
    )


@pytest.mark.usefixtures("prefect_server")
def test_the_flow_over_the_seeds_writes_the_expected_records(tmp_path: Path) -> None:
    from copydesk.flow import ingest

    ingest(config=ROOT / "config" / "copydesk.toml", output=str(tmp_path))
    assert (tmp_path / "jsonl" / "articles" / "part-000001.jsonl").read_text("utf-8") == expected_records()


def test_a_record_is_written_in_one_line() -> None:
    assert "\n" not in to_json(cleaned(GOLD[4]))
