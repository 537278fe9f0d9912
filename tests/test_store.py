"""The store: order, repetition, versions, and the same bytes after being killed anywhere."""

import itertools
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk import __version__
from copydesk.model import ARTICLE_SCHEMA, Article, Outcome, RawDocument, Reason, Rejection, Source, Stage
from copydesk.storing import Counts, Store, StoreError, read_articles, read_rejections, replacing
from copydesk.storing.destinations import rejected_sibling, to_files


def document(name: str) -> RawDocument:
    return RawDocument(f"{name}.txt", name.encode())


def article(raw: RawDocument, version: str = __version__, title: str = "") -> Article:
    return Article(
        schema=ARTICLE_SCHEMA,
        id=raw.id,
        title=title or raw.content.decode(),
        subtitle=None,
        date=None,
        date_modified=None,
        outlet=None,
        outlet_domain=None,
        republisher=None,
        authors=(),
        agencies=(),
        dateline=None,
        language="en",
        languages={"en": 1.0},
        direction="ltr",
        url=None,
        body="Text.",
        captions=(),
        confidence={},
        evidence={},
        removed=(),
        repairs=(),
        warnings=(),
        source=Source(raw.uri, None, "text/plain", "utf-8", raw.sha256, len(raw.content), None, version),
    )


def rejection(raw: RawDocument, version: str = __version__) -> Rejection:
    return Rejection(raw.uri, None, raw.sha256, Stage.EXTRACT, Reason.NOT_AN_ARTICLE, "no text", version=version)


def unread(uri: str, reason: Reason = Reason.UNREADABLE) -> Rejection:
    return Rejection(uri, None, None, Stage.READ, reason, "gone", version=__version__)


def outcome_of(name: str) -> Outcome:
    """Every third document is rejected, every fifth could not be read."""
    number = sum(name.encode())
    if number % 5 == 0:
        return unread(f"{name}.txt")
    return rejection(document(name)) if number % 3 == 0 else article(document(name))


def run(folder: Path, *batches: Sequence[Outcome]) -> Counts:
    """What the flow does with a store, for outcomes that are ready."""
    with Store.opened(folder) as store:
        for number, batch in enumerate(batches):
            new = [outcome for outcome in batch if not store.knows(as_read(outcome))]
            if new:
                store.write_part(str(number), new)
        return store.commit([str(number) for number in range(len(batches))])


def as_read(outcome: Outcome) -> RawDocument | Rejection:
    """The document that has this outcome, as reading gives it."""
    uri = outcome.source.uri if isinstance(outcome, Article) else outcome.uri
    if isinstance(outcome, Rejection) and outcome.sha256 is None:
        return outcome
    return document(uri.removesuffix(".txt"))


def names(folder: Path) -> tuple[list[str], list[str]]:
    articles = [record.source.uri.removesuffix(".txt") for record in read_articles(folder)]
    return articles, [record.uri.removesuffix(".txt") for record in read_rejections(folder)]


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_articles_and_rejections_go_to_their_files_in_order(tmp_path: Path) -> None:
    a, b, c, d = (document(name) for name in "abcd")
    assert run(tmp_path, [article(b), rejection(a)], [unread("x.txt"), article(d), article(c)]) == Counts(3, 2)
    assert names(tmp_path) == (["b", "d", "c"], ["a", "x"])
    assert set(files_of(tmp_path)) == {"articles.jsonl", "rejected.jsonl", ".lock"}


def test_both_files_are_there_from_the_first_run_on(tmp_path: Path) -> None:
    assert run(tmp_path / "new" / "store") == Counts()
    assert set(files_of(tmp_path / "new" / "store")) == {"articles.jsonl", "rejected.jsonl", ".lock"}


def test_the_same_run_again_changes_nothing_and_touches_no_file(tmp_path: Path) -> None:
    batch = [outcome_of(name) for name in "abcdefghij"]
    run(tmp_path, batch)
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.glob("*.jsonl")}
    content = files_of(tmp_path)
    assert run(tmp_path, batch) == Counts()
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.glob("*.jsonl")} == before
    assert files_of(tmp_path) == content


def test_new_documents_come_after_old_ones(tmp_path: Path) -> None:
    a, b, c = (document(name) for name in "abc")
    run(tmp_path, [article(b)])
    rejected = (tmp_path / "rejected.jsonl").stat().st_mtime_ns
    assert run(tmp_path, [article(a), article(b), article(c)]) == Counts(2, 0)
    assert names(tmp_path) == (["b", "a", "c"], [])
    assert (tmp_path / "rejected.jsonl").stat().st_mtime_ns == rejected


def test_of_one_document_found_twice_the_first_is_kept(tmp_path: Path) -> None:
    first, second = RawDocument("first.txt", b"same"), RawDocument("second.txt", b"same")
    assert run(tmp_path, [article(first)], [article(second)]) == Counts(1, 0)
    assert names(tmp_path) == (["first"], [])


def test_a_newer_version_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    a, b, c = (document(name) for name in "abc")
    with Store.opened(tmp_path) as store:
        store.write_part("0", [article(a, "0.0.1"), rejection(b, "0.0.1"), article(c, "0.0.1")])
        store.commit(["0"])
    with Store.opened(tmp_path) as store:
        assert not store.knows(a)
    run(tmp_path, [rejection(a), article(b)])
    assert names(tmp_path) == (["c", "b"], ["a"])
    assert [record.source.version for record in read_articles(tmp_path)] == ["0.0.1", __version__]


def test_what_could_not_be_read_goes_when_its_place_gives_something_new(tmp_path: Path) -> None:
    a, b = document("a"), document("b")
    run(tmp_path, [unread(a.uri), unread(b.uri)])
    run(tmp_path, [article(a), unread(b.uri, Reason.EMPTY)])
    assert names(tmp_path) == (["a"], ["b"])
    assert [record.reason for record in read_rejections(tmp_path)] == [Reason.EMPTY]


@pytest.mark.parametrize(
    "garbage", ["no record\n", '{"schema": "copydesk/article/99"}\n', "\n", "[]\n", '{"schema": 1']
)
def test_a_damaged_file_is_an_error_that_names_the_line(tmp_path: Path, garbage: str) -> None:
    run(tmp_path, [article(document("a"))])
    with (tmp_path / "articles.jsonl").open("a") as stream:
        stream.write(garbage)
    with pytest.raises(StoreError, match=r"articles.jsonl, line 2 is no record .* remove that line"):
        run(tmp_path, [])
    with pytest.raises(StoreError, match=r"articles.jsonl, line 2"):
        list(read_articles(tmp_path))


def test_reading_can_start_anywhere(tmp_path: Path) -> None:
    run(tmp_path, [article(document(name)) for name in "abcd"])
    assert [record.title for record in read_articles(tmp_path, start=2)] == ["c", "d"]


# ------------------------------------------------------------------------------------------------------- being killed


class KilledError(BaseException):
    """Stands for the end of the process: no `except` of ours catches it."""


@pytest.fixture
def killing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int], None]]:
    """Makes the process "die" at the n-th change of a name: all renaming and removing of the store goes through these
    three, and a real kill leaves files as they are at such a point, or with an unfinished temporary file more.
    """
    actions = {name: getattr(Path, name) for name in ("replace", "rename", "unlink")}

    def arm(steps: int) -> None:
        countdown = itertools.count()

        def deadly(action: Callable[..., object]) -> Callable[..., object]:
            def act(self: Path, *arguments: object, **options: object) -> object:
                if next(countdown) >= steps:
                    raise KilledError
                return action(self, *arguments, **options)

            return act

        for name, action in actions.items():
            monkeypatch.setattr(Path, name, deadly(action))

    yield arm
    monkeypatch.undo()


def test_killed_at_any_step_and_run_again_the_store_is_the_same(
    tmp_path: Path, killing: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    batches = [[outcome_of(name) for name in letters] for letters in ("abc", "def", "ghi")]
    old = [[outcome_of(name) for name in "xeb"]]
    run(tmp_path / "undisturbed", *old)
    run(tmp_path / "undisturbed", *batches)
    expected = files_of(tmp_path / "undisturbed")
    for steps in itertools.count():
        folder = tmp_path / str(steps)
        run(folder, *old)
        killing(steps)
        try:
            run(folder, *batches)
            was_killed = False
        except KilledError:
            was_killed = True
        monkeypatch.undo()
        if not was_killed:
            assert steps > 5
            break
        run_with_what_is_left(folder, *batches)
        assert files_of(folder) == expected, f"killed at step {steps}"


def run_with_what_is_left(folder: Path, *batches: Sequence[Outcome]) -> None:
    """As `run`, in other batches, and using the outcomes of the run that died."""
    outcomes = list(itertools.chain(*batches))
    with Store.opened(folder) as store:
        for number, start in enumerate(range(0, len(outcomes), 4)):
            new: list[Outcome] = []
            for outcome in outcomes[start : start + 4]:
                read = as_read(outcome)
                if not store.knows(read):
                    kept = store.unfinished(read) if isinstance(read, RawDocument) else None
                    new.append(kept or outcome)
            store.write_part(str(number), new)
        store.commit([str(number) for number in range(3)])


def test_finished_parts_of_a_run_that_died_are_used_again(tmp_path: Path) -> None:
    a, b = document("a"), document("b")
    with Store.opened(tmp_path) as store:
        store.write_part("0", [article(a, title="from the first run")])
    with Store.opened(tmp_path) as store:
        assert store.unfinished(RawDocument("elsewhere.txt", a.content)) is None
        assert store.unfinished(b) is None
        kept = store.unfinished(a)
        assert isinstance(kept, Article)
        assert kept.title == "from the first run"
        store.write_part("0", [article(b), kept])
        assert store.unfinished(a) == kept
        assert store.commit(["0"]) == Counts(2, 0)
    assert names(tmp_path) == (["b", "a"], [])
    assert not (tmp_path / ".parts").exists()


def test_parts_of_other_sources_wait_for_their_run(tmp_path: Path) -> None:
    with Store.opened(tmp_path) as store:
        store.write_part("0", [article(document("a"))])
    run(tmp_path, [article(document("b"))])
    with Store.opened(tmp_path) as store:
        assert store.unfinished(document("a")) is not None
    run(tmp_path, [article(document("a"))])
    assert not (tmp_path / ".parts").exists()


def test_unfinished_files_are_swept_up(tmp_path: Path) -> None:
    (tmp_path / ".copydesk-0123.tmp").touch()
    run(tmp_path)
    assert not list(tmp_path.glob("*.tmp"))


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
        with Store.opened(tmp_path, said.set):
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


# ---------------------------------------------------------------------------------------------------- replacing files


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("old")
    with pytest.raises(TypeError), replacing(path) as stream:
        stream.writelines([b"half", None])  # type: ignore[list-item]
    assert path.read_text() == "old"
    with replacing(path) as stream:
        stream.write(b"new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_has_the_permissions_of_any_other(tmp_path: Path) -> None:
    with replacing(tmp_path / "a"):
        pass
    (tmp_path / "b").touch()
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode


def test_through_a_link_the_file_is_replaced_and_the_link_stays(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to("file")
    with replacing(tmp_path / "link") as stream:
        stream.write(b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_bytes() == b"new"


def test_a_pipe_is_written_and_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append((tmp_path / "pipe").read_bytes()))
    reader.start()
    with replacing(tmp_path / "pipe") as stream:
        stream.write(b"new")
    reader.join(10)
    assert read == [b"new"]
    assert (tmp_path / "pipe").is_fifo()


def test_the_rejections_of_a_file_go_beside_it_or_go_away(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    with to_files(path) as write:
        write(article(document("a")))
        write(rejection(document("b")))
    assert rejected_sibling(path).read_text().count("\n") == path.read_text().count("\n") == 1
    with pytest.raises(AttributeError), to_files(path) as write:
        write(None)  # type: ignore[arg-type]
    assert rejected_sibling(path).exists()
    with to_files(path):
        pass
    assert not rejected_sibling(path).exists()


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
