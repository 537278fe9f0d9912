"""JSON lines and Parquet: which columns are read, how rows are named, and that a broken one costs no other."""

import datetime as dt
import gzip
import json
import tracemalloc
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from copydesk import clean
from copydesk.model import HTML, PLAIN_TEXT, Article, Claim, RawDocument, Reason, Rejection
from copydesk.pipeline import clean_document
from copydesk.reading import InputRef, Reader, find_inputs
from copydesk.settings import CleaningSettings
from copydesk.source_settings import Columns, Kind, SourceSettings
from tests.conftest import article_text

LIMIT = 10_000

DUMPS = {
    "C4": {"text": "Rain.", "timestamp": "2019-04-25T12:57:54Z", "url": "https://example.org/a"},
    "DCLM": {
        "text": "Rain.",
        "url": "https://example.org/a",
        "metadata": {"WARC-Date": "2019-04-25T12:57:54Z", "WARC-Type": "response"},
        "language_id_whole_page_fasttext": {"en": 0.9},
    },
    "FineWeb": {
        "text": "Rain.",
        "id": "<urn:uuid:1>",
        "dump": "CC-MAIN-2019-18",
        "url": "https://example.org/a",
        "date": "2019-04-25T12:57:54Z",
        "token_count": 2,
    },
    "RedPajama": {"raw_content": "Rain.", "url": "https://example.org/a", "date_download": "2019-04-25T12:57:54Z"},
    "news-please": {"maintext": "Rain.", "url": "https://example.org/a", "date_download": "2019-04-25T12:57:54"},
}


def read(path: Path, limit: int = LIMIT, **source: object) -> list[RawDocument | Rejection]:
    refs = find_inputs([SourceSettings(path=str(path), **source)])
    return [document for ref in refs for document in Reader(limit).documents(ref)]


def jsonl(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    return path


def as_parquet(path: Path, rows: list[dict[str, object]], group: int = 100) -> Path:
    parquet.write_table(pa.Table.from_pylist(rows), path, row_group_size=group)
    return path


@pytest.mark.parametrize("dump", DUMPS.values(), ids=DUMPS)
@pytest.mark.parametrize("suffix", [".json", ".parquet"])
def test_well_known_dumps_go_straight_in(tmp_path: Path, dump: dict[str, object], suffix: str) -> None:
    path = tmp_path / f"dump{suffix}"
    jsonl(path, dump) if suffix == ".json" else as_parquet(path, [dump])
    (document,) = read(path)
    assert isinstance(document, RawDocument)
    assert (document.content, document.url, document.member) == (
        b"Rain.",
        "https://example.org/a",
        dump.get("id", "row 1"),
    )
    assert str(document.fetched_at).startswith("2019-04-25T12:57:54")


def test_columns_can_be_named_and_nested(tmp_path: Path) -> None:
    columns = Columns(html="page.source", url="where", id="key", fetched_at="when", date="day", author="people")
    row = {
        "page": {"source": "<p>Rain"},
        "where": "https://example.org/b",
        "key": 7,
        "when": "2020-01-02",
        "day": "2020-01-01",
        "people": ["Ann Lee", "Bo Li"],
        "headline": "It rains",
        "text": "not this",
    }
    expected = RawDocument(
        uri=str(tmp_path / "a.jsonl"),
        content=b"<p>Rain",
        media_type=HTML,
        member="7",
        fetched_at="2020-01-02",
        url="https://example.org/b",
        claims=(
            Claim("title", "It rains", "column"),
            Claim("date", "2020-01-01", "column"),
            Claim("author", "Ann Lee", "column"),
            Claim("author", "Bo Li", "column"),
        ),
    )
    assert read(jsonl(tmp_path / "a.jsonl", row), columns=columns) == [expected]


@pytest.mark.parametrize("suffix", [".json", ".parquet"])
@pytest.mark.parametrize(
    ("html", "url", "fetched_at"),
    [
        ("HTML", "URL", "Fetched_At"),
        ("rawHtml", "pageUrl", "crawledAt"),
        ("page-html", "Article URL", "retrieved-at"),
        ("text", "uri", "fetch_time"),  # called text, and HTML nevertheless
        ("content", "permalink", "scraped_at"),
    ],
)
def test_columns_are_found_however_their_names_are_spelled(
    tmp_path: Path, suffix: str, html: str, url: str, fetched_at: str
) -> None:
    row: dict[str, object] = {url: "https://example.org/a", html: "<!DOCTYPE html><p>Rain.</p>", fetched_at: 1709633472}
    path = tmp_path / f"dump{suffix}"
    (document,) = read(jsonl(path, row) if suffix == ".json" else as_parquet(path, [row]))
    assert isinstance(document, RawDocument)
    assert (document.content, document.media_type) == (b"<!DOCTYPE html><p>Rain.</p>", HTML)
    assert (document.url, document.fetched_at) == ("https://example.org/a", "2024-03-05T10:11:12+00:00")


def test_a_name_that_is_spelled_as_usual_goes_before_others(tmp_path: Path) -> None:
    (document,) = read(jsonl(tmp_path / "a.jsonl", {"TEXT": "Sun.", "text": "Rain.", "Text": "Fog."}))
    assert isinstance(document, RawDocument)
    assert document.content == b"Rain."


@pytest.mark.parametrize(
    ("text", "media_type"),
    [
        ("<p>Rain.</p>\n<p>Sun.</p>", HTML),  # as blogs' programs keep their posts
        ('<div class="a"><P>Rain.</P></div>', HTML),
        ("<p> is the tag of a paragraph.", PLAIN_TEXT),
        ("Rain <b>stops</b> play.", PLAIN_TEXT),
        ("<<< Rain.", PLAIN_TEXT),
    ],
)
def test_a_column_called_text_may_hold_pieces_of_html(tmp_path: Path, text: str, media_type: str) -> None:
    (document,) = read(jsonl(tmp_path / "a.jsonl", {"content": text}))
    assert isinstance(document, RawDocument)
    assert document.media_type == media_type


@pytest.mark.parametrize(
    ("said", "fetched_at"),
    [
        (1709633472, "2024-03-05T10:11:12+00:00"),
        (1709633472.5, "2024-03-05T10:11:12.500000+00:00"),
        (1709633472000, "2024-03-05T10:11:12+00:00"),
        ("20240305101112", "2024-03-05T10:11:12+00:00"),
        ("Tue, 05 Mar 2024 10:11:12 GMT", "2024-03-05T10:11:12+00:00"),
        (7, None),
        (True, None),
        ("20240399101112", None),
        ("last Tuesday", None),
    ],
)
def test_when_a_row_was_fetched_is_told_in_many_ways(tmp_path: Path, said: object, fetched_at: str | None) -> None:
    (document,) = read(jsonl(tmp_path / "a.jsonl", {"text": "Rain.", "timestamp": said}))
    assert isinstance(document, RawDocument)
    assert document.fetched_at == fetched_at


@pytest.mark.parametrize("name", ["part-00000", "dump.jsonlines", "dump.jl.gz"])
def test_lines_of_json_are_known_for_what_they_are(tmp_path: Path, name: str) -> None:
    data = b'{"url": "https://example.org/a", "text": "Rain."}\n{"url": "https://example.org/b", "text": "Sun."}\n'
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    assert [getattr(document, "content", None) for document in read(tmp_path / name)] == [b"Rain.", b"Sun."]


@pytest.mark.parametrize("text", ['{"} is no JSON.', "{Rain}", '"Rain", he said', '{"a" and so on', '[{"a"]'])
def test_text_that_begins_with_a_brace_is_a_page(tmp_path: Path, text: str) -> None:
    (tmp_path / "page").write_text(text)
    (document,) = read(tmp_path / "page")
    assert isinstance(document, RawDocument)
    assert document.content == text.encode()


def test_columns_of_parquet_keep_their_types(tmp_path: Path) -> None:
    when = dt.datetime(2020, 1, 2, 3, 4, tzinfo=dt.UTC)
    path = as_parquet(tmp_path / "a.parquet", [{"html": b"<p>caf\xe9", "timestamp": when, "other": 3.5}])
    (document,) = read(path)
    assert isinstance(document, RawDocument)
    assert (document.content, document.media_type, document.fetched_at) == (b"<p>caf\xe9", HTML, when.isoformat())


def test_a_date_that_may_be_anything_is_not_read(tmp_path: Path) -> None:
    (document,) = read(jsonl(tmp_path / "a.jsonl", {"text": "Rain.", "date": "2020-01-01"}))
    assert isinstance(document, RawDocument)
    assert (document.fetched_at, document.claims) == (None, ())


def test_lines_that_are_no_documents_are_rejections_and_the_others_come_out(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = json.dumps({"text": "Rain."})
    lines = [
        good,
        '{"text": "cut',
        "[1, 2]",
        "",
        json.dumps({"n": 1}),
        json.dumps({"text": None}),
        json.dumps({"text": ""}),
        json.dumps({"text": "x" * (LIMIT + 1)}),
        json.dumps({"text": "x" * 10 * LIMIT, "more": "y" * 2_000_000}),
        "[" * 99_999,
        good,
    ]
    path.write_text("\n".join(lines))
    found = read(path)
    assert [(one.member, one.reason) for one in found if isinstance(one, Rejection)] == [
        ("row 2", Reason.UNREADABLE),
        ("row 3", Reason.UNREADABLE),
        ("row 5", Reason.UNREADABLE),
        ("row 6", Reason.UNREADABLE),
        ("row 7", Reason.EMPTY),
        ("row 8", Reason.TOO_LARGE),
        ("row 9", Reason.TOO_LARGE),
        ("row 10", Reason.UNREADABLE),
    ]
    assert [one.member for one in found if isinstance(one, RawDocument)] == ["row 1", "row 11"]
    assert found[1].detail.startswith("line 2 is not JSON: ")  # type: ignore[union-attr]
    assert found[3].detail.endswith("name one with columns.text or columns.html; there are n")  # type: ignore[union-attr]
    assert "there is nothing" in read(jsonl(path))[0].detail  # type: ignore[union-attr]


def test_a_table_that_ends_in_damage_gives_what_stands_before(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    rows = "".join(json.dumps({"text": f"Rain {n} {n * n}."}) + "\n" for n in range(20_000))
    path.write_bytes(gzip.compress(rows.encode())[:-1000])
    *documents, last = read(path)
    assert len(documents) > 10_000
    assert all(isinstance(one, RawDocument) for one in documents)
    assert isinstance(last, Rejection)
    assert (
        last.detail == f"after {len(documents):,} documents the gzip data end too early; fetch or copy the file again"
    )


def test_rows_of_parquet_are_numbered_over_its_groups_and_a_damaged_group_costs_no_other(tmp_path: Path) -> None:
    path = as_parquet(tmp_path / "a.parquet", [{"text": f"Rain {n} {n * n}." * 20} for n in range(300)])
    assert [one.member for one in read(path)] == [f"row {n}" for n in range(1, 301)]
    data = bytearray(path.read_bytes())
    start = parquet.ParquetFile(path).metadata.row_group(1).column(0).data_page_offset
    data[start : start + 40] = bytes(40)
    path.write_bytes(data)
    found = read(path)
    broken = [one for one in found if isinstance(one, Rejection)]
    assert [one.detail.partition(" (")[0] for one in broken] == ["rows 101 to 200 are damaged"]
    assert [one.member for one in found] == [f"row {n}" for n in (*range(1, 102), *range(201, 301))]
    path.write_bytes(data[:-10])
    assert read(path)[0].detail.startswith("it is no whole Parquet file")  # type: ignore[union-attr]


def test_large_tables_are_not_held_in_memory(tmp_path: Path) -> None:
    rows = ({"text": bytes(range(97, 123)).decode() * 4000, "n": n} for n in range(600))
    path = tmp_path / "a.jsonl.gz"
    with gzip.open(path, "wt") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    tracemalloc.start()
    assert sum(isinstance(one, RawDocument) for one in Reader(10**6).documents(InputRef(str(path), str(path)))) == 600
    assert tracemalloc.get_traced_memory()[1] < 5 * 10**6
    tracemalloc.stop()


def test_a_folder_of_tables_is_read_where_it_is_said_to_be_one(tmp_path: Path) -> None:
    jsonl(tmp_path / "a.jsonl", {"text": "Rain."})
    (tmp_path / "b.txt").write_text("Snow.")
    assert [one.uri for one in read(tmp_path)] == [str(tmp_path / "b.txt")]
    assert [one.uri for one in read(tmp_path, kind=Kind.JSONL)] == [str(tmp_path / "a.jsonl")]


def test_what_a_page_came_with_is_heard_where_it_is_silent(tmp_path: Path) -> None:
    text = article_text(1)
    row = {"text": text, "title": "Another title", "date_publish": "2020-05-04", "authors": ["Ann Lee"]}
    (document,) = read(jsonl(tmp_path / "a.jsonl", row))
    assert isinstance(document, RawDocument)
    article = clean_document(document, CleaningSettings())
    alone = clean(text)
    assert isinstance(article, Article)
    assert isinstance(alone, Article)
    assert (article.title, article.body) == (alone.title, alone.body)
    assert (article.date, article.authors) == ("2020-05-04", ("Ann Lee",))
    assert article.evidence["date"].where == "column"
    dated = RawDocument("a", f"{text}\n4 May 2011\n".encode(), claims=document.claims)
    again = clean_document(dated, CleaningSettings())
    assert isinstance(again, Article)
    assert again.date == "2011-05-04"


def test_a_text_of_parquet_that_is_no_utf_8_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    parquet.write_table(pa.table({"text": ["Rain at Lord’s", "Rain at the Oval"]}), path, compression="none")
    path.write_bytes(path.read_bytes().replace("’".encode(), b"\xe2\x80\xff"))
    (broken,) = read(path)
    assert isinstance(broken, Rejection)
    assert broken.detail.startswith("rows 1 to 2 are damaged ('utf-8' codec")
