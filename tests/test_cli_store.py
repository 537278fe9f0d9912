"""`copydesk export`, `copydesk status` and the formats of `copydesk clean`, as processes."""

import csv
import io
import json
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
import yaml

from copydesk.record import from_json
from copydesk.storing import read_articles
from tests.accept import SEEDS
from tests.conftest import ROOT, Program
from tests.storing.outcomes import article, document, rejection, run
from tests.storing.test_duplicates import text

RECORDS = [from_json(line) for line in (SEEDS / "expected.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the seeds, two records of one article, and a rejection."""
    folder = tmp_path_factory.mktemp("project") / "cleaned"
    pair = [article(document(name), body=text(1), date=f"2020-01-0{day}") for day, name in enumerate("ab", start=1)]
    run(folder, [*RECORDS, *pair, rejection(document("c"))])
    return folder


def test_export_writes_the_records_with_what_the_store_knows_of_duplicates(copydesk: Program, store: Path) -> None:
    result = copydesk("export", store)
    assert (result.returncode, result.stderr) == (0, b"")
    assert [from_json(line) for line in result.stdout.splitlines()] == list(read_articles(store))
    assert [json.loads(line).get("duplicate_of") is not None for line in result.stdout.splitlines()].count(True) == 1


def test_export_can_leave_duplicates_out(copydesk: Program, store: Path, tmp_path: Path) -> None:
    assert copydesk("export", store, "--duplicates", "drop", "--format", "parquet", "-o", "out.parquet").returncode == 0
    table = pq.read_table(tmp_path / "out.parquet")
    assert table["title"].to_pylist() == [one.title for one in read_articles(store) if one.duplicate_of is None]
    assert table["cluster"].null_count == len(RECORDS)


def test_export_takes_the_store_where_the_flow_writes_it(copydesk: Program, store: Path) -> None:
    assert copydesk("export", cwd=store.parent).stdout.count(b"\n") == len(RECORDS) + 2


def test_status_tells_what_the_store_holds(copydesk: Program, store: Path) -> None:
    result = copydesk("status", store)
    assert (result.returncode, result.stderr) == (0, b"")
    lines = result.stdout.decode().splitlines()
    assert lines[0] == f"{store}: 8 documents; 7 articles, 1 rejection"
    assert "1 duplicate in 1 cluster" in lines
    rows = [line.split() for line in lines]
    assert ["not_an_article", "1"] in rows
    for quality in ("outlet", "language", "day of fetch"):
        assert rows[lines.index(f"Rejections by {quality}") + 1] == ["(unknown)", "1"]
    assert ["en", "7"] in rows
    assert ["2020", "2"] in rows
    assert any(line.endswith("7 new articles, 1 new rejection") for line in lines)


def test_status_as_json(copydesk: Program, store: Path) -> None:
    told = json.loads(copydesk("status", store, "--format", "json").stdout)
    assert told["size"] == {"articles": 7, "rejections": 1}
    assert told["outlets"]["Press TV"] == 1
    assert told["rejected_outlets"] == {"": 1}
    assert told["runs"][0]["new"] == {"articles": 7, "rejections": 1}


@pytest.mark.parametrize("command", ["export", "status"])
def test_where_there_is_no_store_is_bad_usage(copydesk: Program, command: str) -> None:
    result = copydesk(command)
    assert result.returncode == 2
    assert b"there is no store in cleaned" in result.stderr


def test_clean_writes_parquet(copydesk: Program, tmp_path: Path) -> None:
    assert copydesk("clean", "seeds", "--format", "parquet", "-o", tmp_path / "out.parquet", cwd=ROOT).returncode == 0
    assert pq.read_table(tmp_path / "out.parquet")["body"].to_pylist() == [one.body for one in RECORDS]  # type: ignore[union-attr]


def test_clean_writes_markdown_and_ninjs_to_standard_output(copydesk: Program) -> None:
    seed = min(str(path) for path in SEEDS.glob("*.txt"))
    _, matter, body = copydesk("clean", seed, "--format", "markdown").stdout.decode().split("---\n", 2)
    assert yaml.safe_load(matter)["outlet"] == "Voice of America"
    assert "Sudan" in body
    assert json.loads(copydesk("clean", seed, "--format", "ninjs").stdout)["standard"]["version"] == "3.2"


def test_clean_writes_a_file_each_article_to_a_folder(copydesk: Program, tmp_path: Path) -> None:
    assert copydesk("clean", "seeds", "--format", "markdown", "-o", f"{tmp_path}/posts/", cwd=ROOT).returncode == 0
    assert len(list((tmp_path / "posts").glob("*.md"))) == 5


def test_a_table_for_spreadsheets_has_a_row_an_article(copydesk: Program, store: Path, tmp_path: Path) -> None:
    assert copydesk("export", store, "-o", "out.csv").returncode == 0  # the name says the format
    data = (tmp_path / "out.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbftitle,subtitle,date,")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    articles = list(read_articles(store))
    assert [row["title"] for row in rows] == [one.title for one in articles]
    assert [row["body"] for row in rows] == [one.body for one in articles]
    assert [row["source"] for row in rows] == [one.source.uri for one in articles]
    assert [row["agencies"] for row in rows] == ["; ".join(one.agencies) for one in articles]
    assert [row["confidence_body"] for row in rows] == [str(one.confidence.get("body", "")) for one in articles]
    assert [row["duplicate_of"] or None for row in rows] == [one.duplicate_of for one in articles]


def test_pandas_opens_the_table(copydesk: Program, store: Path, tmp_path: Path) -> None:
    copydesk("export", store, "-o", "out.csv")
    frame = pd.read_csv(tmp_path / "out.csv")
    assert frame["title"].tolist() == [one.title for one in read_articles(store)]
    assert frame["date"].isna().sum() == sum(one.date is None for one in read_articles(store))


@pytest.mark.parametrize(
    ("name", "beginning"), [("out.parquet", b"PAR1"), ("out.md", b"---\n"), ("out.jsonl", b"{"), ("out", b"{")]
)
def test_the_name_of_the_output_says_its_format(
    copydesk: Program, store: Path, tmp_path: Path, name: str, beginning: bytes
) -> None:
    assert copydesk("export", store, "-o", name).returncode == 0
    assert (tmp_path / name).read_bytes().startswith(beginning)
    assert copydesk("export", store, "-o", name, "--format", "jsonl").returncode == 0
    assert (tmp_path / name).read_bytes().startswith(b"{")
