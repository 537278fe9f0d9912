"""Killed at any step and run again, a store has the same files, byte for byte."""

import contextlib
import itertools
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from copydesk.model import Article, Outcome, RawDocument, Reclean
from copydesk.storing import Counts, Keeping, Renewal, Store, sheet_of
from tests.storing.outcomes import article, as_read, document, files_of, outcome_of, run

LONG = " ".join(f"word{number % 37} and {number}" for number in range(100))
BATCHES = [[outcome_of(name) for name in letters] for letters in ("abc", "def", "ghi")]
for place, day in enumerate(("03", "01", "02")):
    BATCHES[place].append(article(document(f"duplicate {day}"), body=LONG, date=f"2020-01-{day}"))
OLD = [[outcome_of(name) for name in "xeb"], [article(document("c"), "0.0.1")]]
ANEW = Keeping(renewal=Renewal(Reclean.OLDER_VERSION))


class KilledError(BaseException):
    """Stands for the end of the process: no `except` of ours catches it."""


@pytest.fixture
def killing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int], None]]:
    """Makes the process "die" at the n-th change of a name or the n-th wait for the disk.

    A real kill leaves files as they are at such a point, or with an unfinished temporary file more. That a transaction
    is through or is not is SQLite's affair; every one of them is between two of these steps.
    """
    actions = [(Path, name) for name in ("replace", "rename", "unlink", "mkdir")] + [(os, "fsync"), (shutil, "rmtree")]
    originals = [getattr(place, name) for place, name in actions]

    def arm(steps: int) -> None:
        countdown = itertools.count()

        def deadly(action: Callable[..., object]) -> Callable[..., object]:
            def act(*arguments: object, **options: object) -> object:
                if next(countdown) >= steps:
                    raise KilledError
                return action(*arguments, **options)

            return act

        for (place, name), original in zip(actions, originals, strict=True):
            monkeypatch.setattr(place, name, deadly(original))

    yield arm
    monkeypatch.undo()


def run_with_what_is_left(folder: Path) -> None:
    """As `run`, but using the outcomes of the run that died."""
    with Store.opened(folder, ANEW) as store:
        for number, batch in enumerate(BATCHES):
            with store.shelf.batch(str(number)) as desk:
                new: list[Outcome] = []
                for outcome in batch:
                    read = as_read(outcome)
                    if desk.kept(read) is None:
                        kept = desk.unfinished(read) if isinstance(read, RawDocument) else None
                        new.append(kept or outcome)
                desk.write(map(sheet_of, new))
        store.commit([str(number) for number in range(3)])


def test_killed_at_any_step_and_run_again_the_store_is_the_same(
    tmp_path: Path, killing: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(tmp_path / "old", *OLD)
    shutil.copytree(tmp_path / "old", tmp_path / "undisturbed")
    run(tmp_path / "undisturbed", *BATCHES, keeping=ANEW)
    expected = files_of(tmp_path / "undisturbed")
    for steps in itertools.count():
        folder = tmp_path / str(steps)
        shutil.copytree(tmp_path / "old", folder)
        killing(steps)
        try:
            run(folder, *BATCHES, keeping=ANEW)
            was_killed = False
        except KilledError:
            was_killed = True
        monkeypatch.undo()
        if not was_killed:
            assert steps > 50
            break
        run_with_what_is_left(folder)
        assert files_of(folder) == expected, f"killed at step {steps}"


def test_killed_twice_the_store_is_the_same(
    tmp_path: Path, killing: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second time while it does what the first one left undone."""
    run(tmp_path / "undisturbed", *BATCHES)
    expected = files_of(tmp_path / "undisturbed")
    for first, second in itertools.product(range(20, 80, 7), range(0, 40, 7)):
        folder = tmp_path / f"{first}-{second}"
        for steps in (first, second):
            killing(steps)
            with contextlib.suppress(KilledError):
                run(folder, *BATCHES)
            monkeypatch.undo()
        run(folder, *BATCHES)
        assert files_of(folder) == expected, f"killed at steps {first} and {second}"


def stage(folder: Path, name: str, outcomes: Sequence[Outcome]) -> None:
    """What a run that dies before it commits leaves."""
    with Store.opened(folder) as store, store.shelf.batch(name) as desk:
        desk.write(map(sheet_of, outcomes))


def test_what_a_run_that_died_had_staged_is_used_again(tmp_path: Path) -> None:
    a, b = document("a"), document("b")
    stage(tmp_path, "0", [article(a, title="from the first run")])
    with Store.opened(tmp_path) as store, store.shelf.batch("0") as desk:
        assert desk.unfinished(RawDocument("elsewhere.txt", a.content)) is None
        assert desk.unfinished(b) is None
        kept = desk.unfinished(a)
        assert isinstance(kept, Article)
        assert kept.title == "from the first run"
        desk.write(map(sheet_of, [article(b), kept]))
        assert store.commit(["0"]).new == Counts(2, 0)
    assert not (tmp_path / ".parts").exists()


def test_what_was_staged_by_other_settings_is_not_used(tmp_path: Path) -> None:
    stage(tmp_path, "0", [article(document("a"))])
    with Store.opened(tmp_path, Keeping(renewal=Renewal(stamp="other"))) as store, store.shelf.batch("0") as desk:
        assert desk.unfinished(document("a")) is None


def test_what_a_run_that_died_had_staged_is_no_part_of_another_run(tmp_path: Path) -> None:
    stage(tmp_path, "0", [article(document("a"))])
    with Store.opened(tmp_path) as store:
        with store.shelf.batch("0") as desk:
            desk.write([])
        assert store.commit(["0"]).new == Counts()


def test_unfinished_folders_are_swept_up(tmp_path: Path) -> None:
    (tmp_path / ".parts" / ".copydesk-0123.tmp").mkdir(parents=True)
    run(tmp_path)
    assert not (tmp_path / ".parts").exists()
