"""What a store keeps and what is cleaned again, by what its records were made with."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from copydesk import __version__
from copydesk.model import Outcome, RawDocument, Reason, Reclean, Rejection, Stage
from copydesk.storing import Counts, Keeping, Lag, Renewal, Store, read_articles, read_rejections, sheet_of
from copydesk.storing.layout import MANIFEST
from copydesk.storing.renewal import UNKNOWN_STAMP, Origin
from tests.storing.outcomes import article, contents_of_manifest, document, rejection, run, unread

CURRENT, OTHER, UNKNOWN = Origin("2", "new"), Origin("2", "old"), Origin("2", "")
OLDER, OLDER_UNREAD = Origin("1", "old"), Origin("1", "old", "unreadable", is_read=False)
UNREAD = Origin("2", "old", "unreadable", is_read=False)
STOPPED, OTHER_STOPPED = Origin("2", "new", "timeout"), Origin("2", "old", "crash")
OLDER_STOPPED = Origin("1", "old", "memory")
BROKEN = Origin("2", "new", "internal_error")
ORIGINS = (CURRENT, OTHER, UNKNOWN, OLDER, OLDER_UNREAD, UNREAD, STOPPED, OTHER_STOPPED, OLDER_STOPPED, BROKEN)


@pytest.mark.parametrize(
    ("reclean", "expected"),
    [
        (Reclean.NEVER, set()),
        (Reclean.OLDER_VERSION, {OLDER, OLDER_UNREAD, OLDER_STOPPED}),
        (Reclean.STOPPED, {STOPPED, OTHER_STOPPED, OLDER_STOPPED}),
        (Reclean.CHANGED, {OTHER, UNKNOWN, OLDER, OLDER_UNREAD, OTHER_STOPPED, OLDER_STOPPED}),
    ],
)
def test_what_is_cleaned_again(reclean: Reclean, expected: set[Origin]) -> None:
    renewal = Renewal(reclean, "new", "2")
    assert {origin for origin in ORIGINS if not renewal.keeps(origin)} == expected


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        (CURRENT, ()),
        (UNREAD, ()),
        (BROKEN, ()),
        (OTHER, (Lag.OTHER_SETTINGS,)),
        (UNKNOWN, (Lag.UNKNOWN_SETTINGS,)),
        (OLDER, (Lag.OTHER_VERSION,)),
        (STOPPED, (Lag.STOPPED,)),
        (OTHER_STOPPED, (Lag.STOPPED, Lag.OTHER_SETTINGS)),
        (OLDER_STOPPED, (Lag.STOPPED, Lag.OTHER_VERSION)),
    ],
)
def test_why_something_else_might_come_of_a_document(origin: Origin, expected: tuple[Lag, ...]) -> None:
    assert Renewal(stamp="new", version="2").lags(origin) == expected


def keeping(reclean: Reclean, stamp: str = __version__) -> Keeping:
    return Keeping(renewal=Renewal(reclean, stamp))


def stopped(raw: RawDocument, reason: Reason = Reason.TIMEOUT) -> Rejection:
    return Rejection(raw.uri, None, raw.sha256, Stage.CLEAN, reason, "stopped", version=__version__)


def times_of(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def test_what_was_stopped_is_cleaned_again_on_request_and_what_was_not_stays(tmp_path: Path) -> None:
    a, b, c = (document(name) for name in "abc")
    run(tmp_path, [stopped(a), stopped(b, Reason.MEMORY), rejection(c)])
    again = [article(a), article(b), article(c)]
    assert run(tmp_path, again) == Counts()
    assert run(tmp_path, again, keeping=keeping(Reclean.STOPPED)) == Counts(2, 0)
    assert [record.uri for record in read_rejections(tmp_path)] == ["c.txt"]


def test_what_is_stopped_once_more_is_not_written_once_more(tmp_path: Path) -> None:
    a, b = document("a"), document("b")
    run(tmp_path, [stopped(a), article(b)])
    before, known = times_of(tmp_path), contents_of_manifest(tmp_path)
    assert run(tmp_path, [stopped(a, Reason.CRASH)], keeping=keeping(Reclean.STOPPED)) == Counts()
    assert times_of(tmp_path) == before
    assert contents_of_manifest(tmp_path) == known


def test_what_was_cleaned_with_other_settings_is_cleaned_again_on_request_once(tmp_path: Path) -> None:
    outcomes: Sequence[Outcome] = [article(document("a")), rejection(document("b")), unread("c.txt")]
    run(tmp_path, outcomes, keeping=keeping(Reclean.CHANGED, "old"))
    assert run(tmp_path, outcomes, keeping=keeping(Reclean.NEVER, "new")) == Counts()
    assert run(tmp_path, outcomes, keeping=keeping(Reclean.OLDER_VERSION, "new")) == Counts()
    assert run(tmp_path, outcomes, keeping=keeping(Reclean.CHANGED, "new")) == Counts(1, 1)
    before = times_of(tmp_path)
    assert run(tmp_path, outcomes, keeping=keeping(Reclean.CHANGED, "new")) == Counts()
    assert times_of(tmp_path) == before


def stamps(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / MANIFEST)) as manifest:
        return [stamp for (stamp,) in manifest.execute("SELECT stamp FROM documents ORDER BY number")]


def test_a_manifest_that_knows_no_stamps_is_given_a_place_for_them(tmp_path: Path) -> None:
    a, b = article(document("a")), article(document("b"))
    run(tmp_path, [a])
    with closing(sqlite3.connect(tmp_path / MANIFEST)) as manifest, manifest:
        manifest.execute("ALTER TABLE documents DROP COLUMN stamp")
    assert run(tmp_path, [a, b], keeping=keeping(Reclean.NEVER, "new")) == Counts(1, 0)
    assert stamps(tmp_path) == [UNKNOWN_STAMP, "new"]
    assert run(tmp_path, [a, b], keeping=keeping(Reclean.CHANGED, "new")) == Counts(1, 0)
    assert stamps(tmp_path) == ["new", "new"]


def test_a_manifest_made_anew_from_the_files_knows_no_stamps(tmp_path: Path) -> None:
    outcomes = [article(document("a")), rejection(document("b"))]
    run(tmp_path, outcomes)
    (tmp_path / MANIFEST).unlink()
    assert run(tmp_path, outcomes) == Counts()
    assert stamps(tmp_path) == [UNKNOWN_STAMP, UNKNOWN_STAMP]
    assert run(tmp_path, outcomes, keeping=keeping(Reclean.CHANGED)) == Counts(1, 1)
    assert run(tmp_path, outcomes, keeping=keeping(Reclean.CHANGED)) == Counts()


def leave_on_the_shelf(folder: Path, outcomes: Sequence[Outcome], stamp: str) -> None:
    """As a run that is killed before its commit."""
    with Store.opened(folder, keeping(Reclean.NEVER, stamp)) as store, store.shelf.batch("0") as desk:
        desk.write(map(sheet_of, outcomes))


def test_what_a_killed_run_has_left_is_used_under_its_own_stamp_alone(tmp_path: Path) -> None:
    a, b = document("a"), document("b")
    leave_on_the_shelf(tmp_path, [article(a), stopped(b)], "old")
    for reclean, stamp, expected in (
        (Reclean.NEVER, "new", [None, None]),
        (Reclean.NEVER, "old", [article(a), stopped(b)]),
        (Reclean.STOPPED, "old", [article(a), None]),
    ):
        with Store.opened(tmp_path, keeping(reclean, stamp)) as store, store.shelf.batch("0") as desk:
            assert [desk.unfinished(a), desk.unfinished(b)] == expected
    with Store.opened(tmp_path, keeping(Reclean.NEVER, "old")) as store:
        with store.shelf.batch("0") as desk:
            desk.write(sheet_of(outcome) for raw in (a, b) if (outcome := desk.unfinished(raw)) is not None)
        store.commit(["0"])
    assert stamps(tmp_path) == ["old", "old"]
    assert [record.source.uri for record in read_articles(tmp_path)] == ["a.txt"]
