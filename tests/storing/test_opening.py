"""The store opens at once in the programs that people use."""

import json
from pathlib import Path

import duckdb
import polars as pl
import pyarrow.parquet as pq
import pytest
from hypothesis import given

from copydesk.model import Article
from copydesk.record import from_json, to_json
from copydesk.storing.formats import GROUP_RECORDS, read_records
from copydesk.storing.tables import arrow_schema, from_row, to_row
from tests.accept import SEEDS
from tests.storing.outcomes import article, document, outcome_of, run
from tests.test_record import ARTICLES

SEED_ARTICLES = [from_json(line) for line in (SEEDS / "expected.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A pattern for the articles of a store as Parquet."""
    folder = tmp_path_factory.mktemp("store")
    run(folder, SEED_ARTICLES)
    return str(folder / "parquet" / "articles" / "*.parquet")


def test_duckdb(parts: str) -> None:
    rows = duckdb.sql(f"SELECT outlet, source.uri, languages, removed[1].role FROM '{parts}' ORDER BY date").fetchall()  # noqa: S608
    by_date = sorted((a for a in SEED_ARTICLES if isinstance(a, Article)), key=lambda a: a.date or "9")
    assert rows == [
        (a.outlet, a.source.uri, [{"key": k, "value": v} for k, v in a.languages.items()], a.removed[0].role)
        for a in by_date
    ]


def test_polars(parts: str) -> None:
    table = pl.read_parquet(parts)
    assert table["body"].to_list() == [a.body for a in SEED_ARTICLES if isinstance(a, Article)]
    assert table.schema["authors"] == pl.List(pl.String)
    assert isinstance(table.schema["source"], pl.Struct)


def test_pyarrow_by_the_folder(parts: str) -> None:
    table = pq.read_table(Path(parts).parent)
    assert table.schema.field("body").type == "string"
    assert table.schema.field("body").nullable is False
    assert table.schema.field("title").nullable is True
    assert table.num_rows == 5


def test_parts_are_zstd_in_row_groups_of_a_bounded_size(tmp_path: Path) -> None:
    run(tmp_path, [article(document(str(number))) for number in range(GROUP_RECORDS + 5)])
    file = pq.ParquetFile(tmp_path / "parquet" / "articles" / "part-000001.parquet")
    assert [file.metadata.row_group(n).num_rows for n in range(2)] == [GROUP_RECORDS, 5]
    assert file.metadata.row_group(0).column(0).compression == "ZSTD"


def test_rejections_and_articles_come_back_from_parquet_as_they_went(tmp_path: Path) -> None:
    outcomes = [*SEED_ARTICLES, *map(outcome_of, "abcdefgh")]
    run(tmp_path, outcomes)
    for kind in ("articles", "rejections"):
        stored = list(read_records(tmp_path / "parquet" / kind / "part-000001.parquet", kind))
        assert stored == [outcome for outcome in outcomes if isinstance(outcome, Article) == (kind == "articles")]


@given(ARTICLES)
def test_any_article_comes_back_from_a_table(original: Article) -> None:
    import pyarrow as pa

    values = {"cluster": None, "duplicate_of": None} | json.loads(to_json(original))
    (row,) = pa.Table.from_pylist([to_row("articles", values)], schema=arrow_schema("articles")).to_pylist()
    assert from_row("articles", row) == original
