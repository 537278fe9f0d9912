"""The store: order, repetition, versions, and one run at a time."""

import itertools
import multiprocessing
import sqlite3
import threading
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk import __version__
from copydesk.model import Article, Format, Outcome, RawDocument, Reason, Reclean, Rejection
from copydesk.storing import (
    Counts,
    Keeping,
    Renewal,
    Shelf,
    Store,
    StoreError,
    read_articles,
    read_rejections,
    sheet_of,
)
from copydesk.storing.holdings import read_holdings
from copydesk.storing.layout import MANIFEST
from copydesk.storing.manifest import Manifest
from copydesk.storing.merging import SMALL
from copydesk.storing.renewal import UNKNOWN_STAMP
from tests.storing.outcomes import (
    article,
    as_read,
    contents_of_manifest,
    document,
    files_of,
    outcome_of,
    rejection,
    run,
    unread,
)

ANEW = Keeping(renewal=Renewal(Reclean.OLDER_VERSION))


def names(folder: Path) -> tuple[list[str], list[str]]:
    articles = [record.source.uri.removesuffix(".txt") for record in read_articles(folder)]
    return articles, [record.uri.removesuffix(".txt") for record in read_rejections(folder)]


def times_of(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def parts_in(folder: Path) -> list[str]:
    return sorted(path for path in files_of(folder) if "duplicates" not in path)


def test_articles_and_rejections_go_to_parts_in_order_in_every_format(tmp_path: Path) -> None:
    a, b, c, d = (document(name) for name in "abcd")
    assert run(tmp_path, [article(b), rejection(a)], [unread("x.txt"), article(d), article(c)]) == Counts(3, 2)
    assert names(tmp_path) == (["b", "d", "c"], ["a", "x"])
    assert sorted(files_of(tmp_path)) == [
        "jsonl/articles/part-000001.jsonl",
        "jsonl/duplicates.jsonl",
        "jsonl/rejections/part-000001.jsonl",
        "parquet/articles/part-000001.parquet",
        "parquet/duplicates.parquet",
        "parquet/rejections/part-000001.parquet",
    ]


@pytest.mark.parametrize("file_format", list(Format))
def test_each_format_alone_gives_the_same_records(tmp_path: Path, file_format: Format) -> None:
    outcomes = [outcome_of(name) for name in "abcdefghij"]
    run(tmp_path / "both", outcomes)
    run(tmp_path / "one", outcomes, keeping=Keeping((file_format,)))
    assert list(read_articles(tmp_path / "one")) == list(read_articles(tmp_path / "both"))
    assert list(read_rejections(tmp_path / "one")) == list(read_rejections(tmp_path / "both"))
    assert {path.split("/")[0] for path in files_of(tmp_path / "one")} == {file_format}


def test_an_empty_run_makes_an_empty_store(tmp_path: Path) -> None:
    assert run(tmp_path / "new" / "store") == Counts()
    assert names(tmp_path / "new" / "store") == ([], [])
    assert sorted(files_of(tmp_path / "new" / "store")) == ["jsonl/duplicates.jsonl", "parquet/duplicates.parquet"]


def test_where_there_is_no_store_there_are_no_records(tmp_path: Path) -> None:
    assert names(tmp_path) == ([], [])


def test_a_store_that_its_first_run_is_just_making_has_no_records_yet(tmp_path: Path) -> None:
    with Manifest.opened(tmp_path / MANIFEST):
        assert list(read_articles(tmp_path)) == []
        with pytest.raises(StoreError, match="ask again in a moment"):
            read_holdings(tmp_path)
    (tmp_path / "begun").mkdir()
    (tmp_path / "begun" / MANIFEST).touch()
    assert list(read_rejections(tmp_path / "begun")) == []


def test_the_same_run_again_changes_nothing_and_touches_no_file(tmp_path: Path) -> None:
    batch = [outcome_of(name) for name in "abcdefghij"]
    run(tmp_path, batch)
    before, content = times_of(tmp_path), files_of(tmp_path)
    assert run(tmp_path, batch) == Counts()
    assert times_of(tmp_path) == before
    assert files_of(tmp_path) == content


def test_new_documents_come_after_old_ones(tmp_path: Path) -> None:
    a, b, c = (document(name) for name in "abc")
    run(tmp_path, [article(b), rejection(document("d"))])
    rejected = (tmp_path / "jsonl" / "rejections" / "part-000001.jsonl").stat().st_mtime_ns
    assert run(tmp_path, [article(a), article(b), article(c)]) == Counts(2, 0)
    assert names(tmp_path) == (["b", "a", "c"], ["d"])
    assert (tmp_path / "jsonl" / "rejections" / "part-000001.jsonl").stat().st_mtime_ns == rejected


def test_small_parts_become_one_and_large_ones_stay(tmp_path: Path) -> None:
    outcomes = [article(document(str(number))) for number in range(2 * SMALL)]
    for few in (outcomes[:3], outcomes[3:5], outcomes[5:SMALL]):
        run(tmp_path, few)
    assert parts_in(tmp_path) == ["jsonl/articles/part-000001.jsonl", "parquet/articles/part-000001.parquet"]
    first = files_of(tmp_path)["jsonl/articles/part-000001.jsonl"]
    run(tmp_path, outcomes[SMALL:])
    assert len(parts_in(tmp_path)) == 4
    assert files_of(tmp_path)["jsonl/articles/part-000001.jsonl"] == first
    assert list(read_articles(tmp_path)) == outcomes
    assert list(read_articles(tmp_path, start=SMALL + 5)) == outcomes[SMALL + 5 :]


def test_a_large_batch_is_parted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("copydesk.storing.shelf.MOST_RECORDS", SMALL)
    outcomes = [article(document(str(number))) for number in range(2 * SMALL + 1)]
    run(tmp_path, outcomes)
    assert len(parts_in(tmp_path)) == 6
    assert list(read_articles(tmp_path)) == outcomes


FIRST, SECOND = article(RawDocument("first.txt", b"same")), article(RawDocument("second.txt", b"same"))


@pytest.mark.parametrize("batches", [[[FIRST], [SECOND]], [[FIRST, SECOND]]], ids=["in two batches", "in one batch"])
def test_of_one_document_found_twice_the_first_is_kept(tmp_path: Path, batches: list[list[Article]]) -> None:
    assert run(tmp_path, *batches) == Counts(1, 0)
    assert names(tmp_path) == (["first"], [])


def with_old_records(folder: Path) -> None:
    a, b, c = (document(name) for name in "abc")
    run(folder, [article(a, "0.0.1"), rejection(b, "0.0.1"), article(c, "0.0.1")])


def test_what_an_older_version_cleaned_is_known(tmp_path: Path) -> None:
    with_old_records(tmp_path)
    before = files_of(tmp_path)
    assert run(tmp_path, [rejection(document("a")), article(document("b"))]) == Counts()
    assert files_of(tmp_path) == before


def test_on_request_a_newer_version_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    with_old_records(tmp_path)
    assert run(tmp_path, [rejection(document("a")), article(document("b"))], keeping=ANEW) == Counts(1, 1)
    assert names(tmp_path) == (["c", "b"], ["a"])
    assert [record.source.version for record in read_articles(tmp_path)] == ["0.0.1", __version__]
    before = files_of(tmp_path)
    assert run(tmp_path, [rejection(document("a")), article(document("b"))], keeping=ANEW) == Counts()
    assert files_of(tmp_path) == before


def test_a_part_of_which_nothing_stays_goes(tmp_path: Path) -> None:
    run(tmp_path, [rejection(document("a"), "0.0.1")])
    run(tmp_path, [article(document("a"))], keeping=ANEW)
    assert parts_in(tmp_path) == ["jsonl/articles/part-000001.jsonl", "parquet/articles/part-000001.parquet"]


def test_what_could_not_be_read_goes_when_its_place_gives_something_new(tmp_path: Path) -> None:
    a, b = document("a"), document("b")
    run(tmp_path, [unread(a.uri), unread(b.uri)])
    run(tmp_path, [article(a), unread(b.uri, Reason.EMPTY)])
    assert names(tmp_path) == (["a"], ["b"])
    assert [record.reason for record in read_rejections(tmp_path)] == [Reason.EMPTY]


@pytest.mark.parametrize(
    "garbage", ["no record\n", '{"schema": "copydesk/article/99"}\n', "\n", "[]\n", '{"schema": 1']
)
def test_a_damaged_file_is_an_error_that_names_the_record(tmp_path: Path, garbage: str) -> None:
    run(tmp_path, [article(document("a"))])
    with (tmp_path / "jsonl" / "articles" / "part-000001.jsonl").open("a") as stream:
        stream.write(garbage)
    with pytest.raises(StoreError, match=r"part-000001.jsonl, record 2 is no record .* put the file back"):
        list(read_articles(tmp_path))
    with pytest.raises(StoreError, match=r"part-000001.jsonl, record 2"):
        run(tmp_path, [article(document("b"))])


def test_a_damaged_table_is_an_error_that_names_the_file(tmp_path: Path) -> None:
    run(tmp_path, [article(document("a"))], keeping=Keeping((Format.PARQUET,)))
    part = tmp_path / "parquet" / "articles" / "part-000001.parquet"
    part.write_bytes(part.read_bytes()[:100])
    with pytest.raises(StoreError, match=r"part-000001.parquet, record 1 is no record"):
        list(read_articles(tmp_path))


def test_a_missing_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    run(tmp_path, [article(document("a"))])
    (tmp_path / "parquet" / "articles" / "part-000001.parquet").unlink()
    with pytest.raises(StoreError, match=r"part-000001.parquet is missing"):
        run(tmp_path)


def test_other_formats_are_for_another_store(tmp_path: Path) -> None:
    run(tmp_path)
    with pytest.raises(StoreError, match="is kept as jsonl, parquet, and formats now says parquet"):
        run(tmp_path, keeping=Keeping((Format.PARQUET,)))


def test_a_manifest_that_is_gone_is_made_anew_from_the_parts(tmp_path: Path) -> None:
    outcomes = [outcome_of(name) for name in "abcdefghij"]
    run(tmp_path, outcomes)
    with closing(sqlite3.connect(tmp_path / MANIFEST)) as manifest, manifest:
        manifest.execute("UPDATE documents SET stamp = ?", (UNKNOWN_STAMP,))  # no file has it
    before = contents_of_manifest(tmp_path)
    (tmp_path / "manifest.sqlite").unlink()
    assert run(tmp_path, outcomes) == Counts()
    assert contents_of_manifest(tmp_path) == before


def test_a_damaged_manifest_is_an_error_that_names_the_cure(tmp_path: Path) -> None:
    run(tmp_path)
    (tmp_path / "manifest.sqlite").write_bytes(b"nonsense" * 1000)
    with pytest.raises(StoreError, match=r"manifest.sqlite cannot be used .* remove it, and the next run makes it"):
        run(tmp_path)


def test_what_no_encoding_can_hold_is_written_alike_in_all_formats(tmp_path: Path) -> None:
    odd = unread("a\udc80.txt")
    run(tmp_path, [odd])
    assert run(tmp_path, [odd]) == Counts()
    assert [record.uri for record in read_rejections(tmp_path)] == ["a\N{REPLACEMENT CHARACTER}.txt"]


def test_two_workers_with_the_same_batch_make_one(tmp_path: Path) -> None:
    """As when a cluster gives up a worker too early."""
    outcomes = [outcome_of(name) for name in "abc"]
    with Store.opened(tmp_path) as store:
        for _ in range(2):
            with store.shelf.batch("1") as desk:
                desk.write(map(sheet_of, outcomes))
        assert store.commit(["1"]).new == Counts(2, 1)


# ------------------------------------------------------------------------------------------------------------ the lock


def hold(
    folder: Path, ready: "multiprocessing.synchronize.Event", release: "multiprocessing.synchronize.Event"
) -> None:
    with Store.opened(folder):
        ready.set()
        release.wait(30)


def test_a_second_run_waits_for_the_first_and_says_so(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    ready, release = context.Event(), context.Event()
    holder = context.Process(target=hold, args=(tmp_path, ready, release))
    holder.start()
    assert ready.wait(30)
    said, done = threading.Event(), threading.Event()

    def second() -> None:
        with Store.opened(tmp_path, on_wait=said.set):
            done.set()

    thread = threading.Thread(target=second)
    thread.start()
    assert said.wait(10)
    assert not done.wait(0.3)
    release.set()
    assert done.wait(10)
    thread.join()
    holder.join()


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    ready, release = context.Event(), context.Event()
    holder = context.Process(target=hold, args=(tmp_path, ready, release))
    holder.start()
    assert ready.wait(30)
    holder.kill()
    holder.join()
    run(tmp_path)


def put_on_the_shelf(shelf: Shelf, name: str, outcomes: Sequence[Outcome]) -> Counts:
    """What a worker in a process of its own does, on whatever machine."""
    with shelf.batch(name) as desk:
        return desk.write(sheet_of(outcome) for outcome in outcomes if desk.kept(as_read(outcome)) is None)


def test_workers_in_other_processes_put_their_batches_on_the_shelf(tmp_path: Path) -> None:
    """Each of two batches is even given to two of them at once."""
    batches = {name: [outcome_of(letter) for letter in letters] for name, letters in (("1", "xab"), ("2", "cdef"))}
    run(tmp_path / "alone", [outcome_of("x")])
    run(tmp_path / "alone", *batches.values())
    run(tmp_path / "together", [outcome_of("x")])
    with (
        Store.opened(tmp_path / "together") as store,
        ProcessPoolExecutor(4, multiprocessing.get_context("spawn")) as pool,
    ):
        for name in ("2", "1", "1", "2"):
            pool.submit(put_on_the_shelf, store.shelf, name, batches[name])
        pool.shutdown()
        store.commit(list(batches))
    assert files_of(tmp_path / "together") == files_of(tmp_path / "alone")


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.text("abcdefghij", min_size=1, max_size=2), max_size=4), max_size=4), st.data())
def test_every_document_is_in_the_store_once_however_runs_are_cut(
    tmp_path_factory: pytest.TempPathFactory, batches: list[list[str]], data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("store")
    outcomes = [[outcome_of(name) for name in batch] for batch in batches]
    cut = data.draw(st.integers(0, len(batches)))
    run(folder, *outcomes[:cut])
    run(folder, *outcomes[cut:])
    run(folder, *outcomes)
    articles, rejections = names(folder)
    distinct = list(dict.fromkeys(itertools.chain(*batches)))
    assert articles == [name for name in distinct if isinstance(outcome_of(name), Article)]
    assert rejections == [name for name in distinct if isinstance(outcome_of(name), Rejection)]


def test_a_manifest_that_cannot_be_written_now_is_not_called_damaged(tmp_path: Path) -> None:
    path = tmp_path / MANIFEST
    with pytest.raises(StoreError) as raised:
        _note_on_a_full_disk(path)
    assert "cannot be read or written now (database or disk is full)" in str(raised.value)
    assert "remove it" not in str(raised.value)
    with Manifest.opened(path) as manifest:
        assert manifest.noted("note") is None


def _note_on_a_full_disk(path: Path) -> None:
    with Manifest.opened(path) as manifest:
        manifest.database.execute("PRAGMA max_page_count = 1")  # it is full with what is there
        with manifest.transaction():
            manifest.note("note", "x" * 1_000_000)
