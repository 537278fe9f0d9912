"""Records of one article find each other, whenever they come, and one of them leads."""

import dataclasses
import hashlib
import itertools
import json
import random
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.model import Article, Reclean
from copydesk.storing import Keeping, Renewal, read_articles
from copydesk.storing.clusters import SCHEMA, Clusters
from copydesk.storing.duplicates import Copy, Duplicate, Relation, duplicates_among
from copydesk.storing.sketching import sketch_of
from tests.storing.outcomes import article, document, files_of, run

WORDS = [f"{first}{second}" for first, second in itertools.product("bdfgklmnprst", ("a", "eo", "i", "on", "u"))]


def text(seed: int, words: int = 300) -> str:
    dice = random.Random(seed)  # noqa: S311
    return " ".join(dice.choice(WORDS) for _ in range(words))


def record(name: str, body: str, **values: Any) -> Article:
    return article(document(name), body=body, **values)


def told(folder: Path) -> dict[str, tuple[str | None, str | None]]:
    """For each record of a cluster the title of the one that leads it and the relation; titles are names here."""
    title = {one.id: one.title for one in read_articles(folder)}
    lines = (folder / "jsonl" / "duplicates.jsonl").read_text().splitlines()
    rows = [json.loads(line) for line in lines]
    return {title[row["id"]]: (title[row["cluster"]], row["relation"]) for row in rows}  # type: ignore[misc]


def test_what_is_alone_is_no_duplicate(tmp_path: Path) -> None:
    run(tmp_path, [record("a", text(1)), record("b", text(2))])
    assert told(tmp_path) == {}
    assert [one.cluster for one in read_articles(tmp_path)] == [None, None]


def test_exact_near_and_syndicated_records_have_a_leader(tmp_path: Path) -> None:
    body = text(1)
    records = [
        record("near", body[: len(body) // 2], date="2020-01-03", outlet="Post"),
        record("exact", body.upper() + "!", date="2020-01-02", outlet="Post"),
        record("elsewhere", body, date="2020-01-02", outlet="Times"),
        record("first", body, date="2020-01-01", outlet="Post"),
        record("another", text(2)),
    ]
    run(tmp_path, records)
    assert told(tmp_path) == {
        "near": ("first", "near"),
        "exact": ("first", "exact"),
        "elsewhere": ("first", "syndicated"),
        "first": ("first", None),
    }


def test_records_that_are_read_say_what_they_are_duplicates_of(tmp_path: Path) -> None:
    first, second = record("a", text(1), date="2020-01-02"), record("b", text(1), date="2020-01-01")
    run(tmp_path, [first, second])
    assert [(one.cluster, one.duplicate_of) for one in read_articles(tmp_path)] == [
        (second.id, second.id),
        (second.id, None),
    ]
    assert pq.read_table(tmp_path / "parquet" / "duplicates.parquet").to_pylist() == sorted(
        (
            {"id": first.id, "cluster": second.id, "duplicate_of": second.id, "relation": "exact"},
            {"id": second.id, "cluster": second.id, "duplicate_of": None, "relation": None},
        ),
        key=lambda row: str(row["id"]),
    )


def test_short_bodies_are_the_same_only_under_the_same_title(tmp_path: Path) -> None:
    notice = "Subscribe to read this article."
    records = [record("a", notice), record("b", notice), record("c", notice, title="a")]
    run(tmp_path, records)
    assert [one.cluster is not None for one in read_articles(tmp_path)] == [True, False, True]


def test_scripts_without_spaces_are_compared_by_characters(tmp_path: Path) -> None:
    dice = random.Random(1)  # noqa: S311
    body = "".join(chr(dice.randrange(0x4E00, 0x9FFF)) for _ in range(400))
    run(tmp_path, [record("a", body), record("b", body[:250]), record("c", body[::-1])])
    assert set(told(tmp_path)) == {"a", "b"}


def test_duplicates_are_found_across_runs_and_a_new_leader_leads_the_old_ones(tmp_path: Path) -> None:
    run(tmp_path, [record("b", text(1), date="2020-01-02")])
    assert told(tmp_path) == {}
    run(tmp_path, [record("c", text(1), date="2020-01-03")])
    assert told(tmp_path) == {"b": ("b", None), "c": ("b", "exact")}
    run(tmp_path, [record("a", text(1), date="2020-01-01")])
    assert told(tmp_path) == {"a": ("a", None), "b": ("a", "exact"), "c": ("a", "exact")}


def chain() -> list[Article]:
    """The record in the middle shares a good half with either end, and the ends share nothing."""
    left, right = text(1, 200), text(2, 200)
    return [record("left", left), record("middle", f"{left} {right}"), record("right", right)]


def test_a_cluster_falls_apart_when_what_held_it_together_goes(tmp_path: Path) -> None:
    left, middle, right = chain()
    old = dataclasses.replace(middle, source=dataclasses.replace(middle.source, version="0.0.1"))
    run(tmp_path, [left, old, right])
    assert set(told(tmp_path)) == {"left", "middle", "right"}
    run(tmp_path, [dataclasses.replace(middle, body=text(3))], keeping=Keeping(renewal=Renewal(Reclean.OLDER_VERSION)))
    assert told(tmp_path) == {}


def test_another_threshold_makes_other_clusters_and_back(tmp_path: Path) -> None:
    body = text(1)
    records = [record("a", body), record("b", f"{body[: len(body) // 2]} {text(2, 150)}")]
    run(tmp_path, records)
    assert told(tmp_path) == {}
    run(tmp_path, keeping=Keeping(threshold=0.3))
    assert set(told(tmp_path)) == {"a", "b"}
    run(tmp_path)
    assert told(tmp_path) == {}


def steps_for(copies: int) -> int:
    """What SQLite does, in thousands of its steps, to put so many records of one body into a cluster, and again."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(SCHEMA)
        steps = itertools.count()
        database.set_progress_handler(lambda: next(steps) < 0, 1000)
        clusters = Clusters(database, 0.5)
        for number in range(1, copies + 1):
            clusters.add(number, sketch_of(None, text(1)))
        clusters.scatter()
        assert clusters.settle() == {1}
        assert clusters.members(1) == list(range(1, copies + 1))
    return next(steps)


def test_many_equal_bodies_cost_no_more_than_as_many_others() -> None:
    few, many = steps_for(200), steps_for(1600)
    assert many < 16 * few  # 8 times as many, and the deeper indexes


FAMILIES = [
    record(f"{family}-{member}", body, date=f"2020-01-{day:02}", outlet=outlet)
    for family in range(3)
    for member, (body, day, outlet) in enumerate(
        [
            (text(family), 3, "Post"),
            (text(family).title(), 5, "Times"),
            (text(family)[:900], 2, "Times"),
            (text(family)[:500], 4, "Post"),
            (f"{text(family)[700:]} {text(family + 10, 60)}", 1, None),
        ]
    )
]


@settings(max_examples=25)
@given(
    st.permutations(FAMILIES),
    st.lists(st.integers(0, len(FAMILIES)), max_size=3).map(sorted),
    st.sampled_from(["one run", "many runs"]),
)
def test_the_table_depends_on_the_records_alone(
    tmp_path_factory: pytest.TempPathFactory, records: Sequence[Article], cuts: list[int], runs: str
) -> None:
    """Not on their order, nor on how they are cut into runs and batches."""
    together, apart = tmp_path_factory.mktemp("together"), tmp_path_factory.mktemp("apart")
    run(together, FAMILIES)
    pieces = [records[start:end] for start, end in itertools.pairwise([0, *cuts, len(records)])]
    if runs == "one run":
        run(apart, *pieces)
    else:
        for piece in pieces:
            run(apart, piece)
    for name in ("jsonl/duplicates.jsonl", "parquet/duplicates.parquet"):
        assert files_of(apart)[name] == files_of(together)[name]


def copy(name: str, **values: Any) -> Copy:
    return dataclasses.replace(Copy(name, b"x", None, None, (), None, 100), **values)


@pytest.mark.parametrize(
    ("leader", "other"),
    [
        (copy("z", date="2020-01-01"), copy("a", date="2020-01-02")),
        (copy("z", date="2020-01-01"), copy("a")),
        (copy("z", date="2020-01"), copy("a", date="2020-01-01")),
        (copy("z", characters=200), copy("a")),
        (copy("a"), copy("z")),
        (copy("z", outlet="Post"), copy("a", outlet="Post", republisher="blog.org")),
        (copy("z", outlet="Post", date="2020-01-02"), copy("a", outlet="Post", republisher="blog.org", date="2020")),
        (copy("z", outlet="AP", date="2020-01-02"), copy("a", outlet="Times", agencies=("AP",), date="2020-01-01")),
    ],
    ids=["earlier", "dated", "less precise", "longer", "first id", "original", "original, later", "agency"],
)
def test_who_leads(leader: Copy, other: Copy) -> None:
    for copies in ([leader, other], [other, leader]):
        assert {one.cluster for one in duplicates_among(copies)} == {leader.id}


def test_what_a_site_took_from_the_outlet_that_leads_is_syndicated() -> None:
    copies = [copy("a", outlet="Post"), copy("b", outlet="Post", republisher="blog.org")]
    assert duplicates_among(copies)[1] == Duplicate("b", "a", "a", Relation.SYNDICATED)


def test_sketches_are_the_same_on_every_machine_and_in_every_version() -> None:
    """If this fails, a new SCHEME is due: stored sketches can no longer be compared with new ones."""
    sketch = sketch_of(None, text(1))
    assert sketch.shingles == 297
    digest = hashlib.sha256(sketch.fingerprint + sketch.signature).hexdigest()
    assert digest == "7027544ab73d331736d1907366c27cc82519451fe8698d52367f3906bdbb5e52"
