"""The flow against a real Prefect server: what it writes, reports and returns, and what a second run does."""

import errno
import itertools
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from prefect.artifacts import Artifact
from prefect.settings import PREFECT_API_URL
from prefect.utilities.callables import parameter_schema

from copydesk.flow import BatchesFailedError, ingest
from copydesk.ingesting import RunSummary, plan_batches
from copydesk.model import Reclean
from copydesk.settings import read_settings
from copydesk.storing import Counts, Lag, Shelf, read_articles, read_rejections
from tests.conftest import ROOT, Program, article_text, write_config
from tests.storing.outcomes import contents_of_manifest
from tests.warcs import archive, record
from tests.web_server import serving

pytestmark = pytest.mark.usefixtures("prefect_server")

SIX_PAGES = [f"pages/{number}.txt" for number in range(1, 7)]


def run(project: Path, **parameters: object) -> RunSummary:
    return ingest(config=project / "config" / "copydesk.toml", **parameters)


def article_uris(project: Path) -> list[str]:
    return [article.source.uri for article in read_articles(project / "cleaned")]


def test_a_run_writes_the_store_in_the_order_of_the_sources_and_returns_its_account(project: Path) -> None:
    (project / "pages" / "3a.txt").write_bytes(bytes(100))
    write_config(project, sources=["missing.txt", "pages"], batch_size=2, workers=1)
    summary = run(project)
    assert article_uris(project) == SIX_PAGES
    assert [rejection.uri for rejection in read_rejections(project / "cleaned")] == ["missing.txt", "pages/3a.txt"]
    assert (summary.documents, summary.new, summary.total) == (8, Counts(6, 2), Counts(6, 2))
    assert summary.reasons == {"binary": 1, "unreadable": 1}
    assert summary.languages == {"en": 6}
    assert summary.outlets == {"": 6}


def test_a_second_run_does_nothing_and_touches_no_file(project: Path) -> None:
    (project / "pages" / "0.txt").touch()
    (project / "pages" / "9.txt").write_bytes(bytes(100))
    (project / "pages" / "10.txt").write_text(article_text(1))  # the same as 1.txt
    assert run(project).new == Counts(6, 2)
    before = {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in (project / "cleaned").rglob("*")}
    summary = run(project)
    assert (summary.documents, summary.new, summary.total) == (9, Counts(), Counts(6, 2))
    assert {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in before} == before


def test_a_run_adds_what_is_new_behind_what_is_there(project: Path) -> None:
    run(project)
    (project / "pages" / "0.txt").write_text(article_text(70))
    assert run(project).new == Counts(1, 0)
    assert article_uris(project) == [*SIX_PAGES, "pages/0.txt"]


def test_what_an_older_version_has_cleaned_is_cleaned_again_on_request(project: Path) -> None:
    run(project)
    before = contents_of_manifest(project / "cleaned")
    with closing(sqlite3.connect(project / "cleaned" / "manifest.sqlite")) as manifest, manifest:
        manifest.execute("UPDATE documents SET version = '0.0.1' WHERE uri < 'pages/4'")
    left = run(project)
    assert (left.new, left.lags) == (Counts(), {Lag.OTHER_VERSION: 3})
    summary = run(project, reclean=Reclean.OLDER_VERSION)
    assert (summary.new, summary.total, summary.lags) == (Counts(3, 0), Counts(6, 0), {})
    assert sorted(article_uris(project)) == SIX_PAGES
    assert len(contents_of_manifest(project / "cleaned")) == len(before)
    assert run(project, reclean=Reclean.OLDER_VERSION).new == Counts()


HASTE = 0.001
"""Seconds in which no document can be cleaned: all are stopped."""


def test_what_was_stopped_is_cleaned_again_on_request(project: Path) -> None:
    run(project, sources=["pages/1.txt", "pages/2.txt"])
    config = {"sources": ["pages"], "batch_size": 2, "workers": 1}
    write_config(project, **config, seconds_per_document=HASTE)
    assert run(project).reasons == {"timeout": 4}
    before = {path: path.stat().st_mtime_ns for path in (project / "cleaned").rglob("*")}
    stopped = run(project, reclean=Reclean.STOPPED)  # in vain
    assert (stopped.new, stopped.total, stopped.lags) == (Counts(), Counts(2, 4), {})
    assert {path: path.stat().st_mtime_ns for path in before} == before
    write_config(project, **config)
    left = run(project)
    assert (left.new, left.lags) == (Counts(), {Lag.STOPPED: 4})
    better = run(project, reclean=Reclean.STOPPED)
    assert (better.new, better.total, better.lags) == (Counts(4, 0), Counts(6, 0), {})
    assert run(project, reclean=Reclean.STOPPED).new == Counts()


def test_what_was_cleaned_with_other_settings_is_cleaned_again_on_request(copydesk: Program, project: Path) -> None:
    environment = {**os.environ, "PREFECT_API_URL": str(PREFECT_API_URL.value())}
    write_config(project, sources=["missing.txt", "pages"], batch_size=2, workers=1)
    run(project)
    write_config(
        project, sources=["missing.txt", "pages"], batch_size=2, workers=1, cleaning__min_body_characters=100_000
    )
    left = copydesk("run", env=environment)
    assert left.returncode == 0
    assert left.stdout.decode().splitlines()[-2:] == [
        "cleaned now has 6 articles and 1 rejection.",
        "6 documents were cleaned with other settings: `copydesk run --reclean changed` cleans them again.",
    ]
    again = copydesk("run", "--reclean", "changed", env=environment)
    assert again.returncode == 0
    assert again.stdout.decode().splitlines()[-1] == (
        "New: 0 articles, 6 rejections. cleaned now has 0 articles and 7 rejections."
    )
    once_more = run(project, reclean=Reclean.CHANGED)
    assert (once_more.new, once_more.lags) == (Counts(), {})


def test_other_sources_and_another_output_can_be_given(project: Path) -> None:
    summary = run(project, sources=["pages/2.txt", "pages/1.txt"], output="elsewhere")
    assert summary.folder == str(project / "elsewhere")
    assert [article.source.uri for article in read_articles(project / "elsewhere")] == ["pages/2.txt", "pages/1.txt"]
    assert not (project / "cleaned").exists()


def test_the_account_is_an_artifact(project: Path) -> None:
    (project / "pages" / "0.txt").touch()
    run(project)
    artifact = Artifact.get("ingest-summary")
    assert artifact is not None
    text = str(artifact.data)
    assert "# 6 new articles, 1 new rejection" in text
    assert "| empty | 1 |" in text
    assert "| en | 6 |" in text
    assert "| (unknown) | 6 |" in text


def test_progress_sources_and_reasons_are_artifacts_while_a_run_goes_on(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("copydesk.reporting.artifacts.ARTIFACT_SECONDS", 0.0)
    (project / "pages" / "0.txt").touch()
    write_config(project, sources=["missing.txt", "pages"], batch_size=2, workers=1)
    run(project)
    share, counts = Artifact.get("ingest-progress"), Artifact.get("ingest-counts")
    assert share is not None
    assert counts is not None
    assert share.data == 100.0
    text = str(counts.data)
    assert "# 8 of 8 inputs read" in text
    assert "8 documents in " in text
    assert "| missing.txt | 0 | 1 | 0 |" in text
    assert "| pages | 6 | 1 | 0 |" in text
    assert "| empty | 1 |" in text


def test_the_logs_say_what_each_batch_came_to(project: Path, caplog: pytest.LogCaptureFixture) -> None:
    (project / "pages" / "0.txt").touch()
    run(project)
    said = {record.message for record in caplog.records if Path(record.pathname).parent.name == "copydesk"}
    assert said == {
        "7 inputs in the sources; batches: 4",
        "Batch 00001, 2 documents: 1 new article, 1 rejected, 0 known already",
        "Batch 00002, 2 documents: 2 new articles, 0 rejected, 0 known already",
        "Batch 00003, 2 documents: 2 new articles, 0 rejected, 0 known already",
        "Batch 00004, 1 document: 1 new article, 0 rejected, 0 known already",
        "Done: 6 new articles, 1 new rejection",
    }


def test_what_stands_twice_in_a_batch_is_told_as_known(project: Path, caplog: pytest.LogCaptureFixture) -> None:
    (project / "pages" / "10.txt").write_text(article_text(1))  # the same as 1.txt
    write_config(project, sources=["pages"], batch_size=10, workers=1)
    run(project)
    assert "Batch 00001, 7 documents: 6 new articles, 0 rejected, 1 known already" in caplog.text


def fail_writing(monkeypatch: pytest.MonkeyPatch, part: str, times: int) -> None:
    """No disk here is full on demand, so the function that says where a batch is put does, some times for one batch."""
    staged, failures = Shelf.staged, itertools.count()

    def fail(self: Shelf, name: str) -> Path:
        if name == part and next(failures) < times:
            raise OSError(errno.ENOSPC, "no space left on device")
        return staged(self, name)

    monkeypatch.setattr(Shelf, "staged", fail)


def test_a_batch_that_could_not_be_written_is_tried_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_config(project, sources=["pages"], batch_size=2, workers=1, retries=1)
    fail_writing(monkeypatch, "00002", times=1)
    assert run(project).new == Counts(6, 0)
    assert article_uris(project) == SIX_PAGES


def test_a_batch_that_fails_for_good_fails_the_run_and_the_next_one_makes_up_for_it(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_writing(monkeypatch, "00002", times=1)
    with pytest.raises(BatchesFailedError, match="00002 failed"):
        run(project)
    assert article_uris(project) == SIX_PAGES[:2] + SIX_PAGES[4:]
    assert run(project).new == Counts(2, 0)
    assert sorted(article_uris(project)) == SIX_PAGES


def test_the_seeds(tmp_path: Path) -> None:
    summary = ingest(config=ROOT / "config" / "copydesk.toml", output=str(tmp_path / "cleaned"))
    assert summary.new == Counts(5, 0)


def test_an_archive_is_put_on_the_shelf_part_by_part_and_keeps_its_rejections(project: Path) -> None:
    def text(number: int) -> bytes:
        return record(number, article_text(number).encode(), WARC_Type="conversion", Content_Type="text/plain")

    dump = project / "dump.warc.wet.gz"
    write_config(project, sources=["dump.warc.wet.gz"], batch_size=2, workers=1, retries=0)
    dump.write_bytes(archive([text(1), b"no record", *map(text, range(2, 6))]))
    summary = run(project)
    assert (summary.documents, summary.new) == (6, Counts(5, 1))
    assert [article.source.member for article in read_articles(project / "cleaned")] == [
        f"urn:uuid:{number}" for number in range(1, 6)
    ]
    dump.write_bytes(dump.read_bytes() + archive([text(6)]))
    assert run(project).new == Counts(1, 0)
    assert run(project).new == Counts(0, 0)
    assert [rejection.uri for rejection in read_rejections(project / "cleaned")] == ["dump.warc.wet.gz"]


def test_an_unchanged_feed_costs_one_request_and_a_failed_batch_is_fetched_again(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving() as site:
        for number in (1, 2):
            site.page(f"/{number}", article_text(number), "text/plain")
        links = "".join(f"<item><link>/{number}</link></item>" for number in (1, 2))
        site.page("/feed", f"<rss version='2.0'><channel>{links}</channel></rss>", "text/xml")
        fetching = {"fetching__delay": 0, "fetching__allowed_networks": ["127.0.0.1/32"]}
        write_config(project, sources=[site.url("/feed")], workers=1, retries=0, **fetching)
        fail_writing(monkeypatch, "00001", times=1)
        with pytest.raises(BatchesFailedError):
            run(project)
        assert run(project).new == Counts(2, 0)
        assert article_uris(project) == [site.url("/1"), site.url("/2")]
        site.asked.clear()
        assert run(project).new == Counts(0, 0)
        assert site.asked == ["/feed"]


def test_the_parameters_make_a_form() -> None:
    schema = parameter_schema(ingest)
    assert list(schema.properties) == ["config", "sources", "output", "reclean"]
    assert schema.required == []
    assert schema.properties["config"]["default"] == "config/copydesk.toml"


def test_many_documents_make_larger_batches_rather_than_more_tasks(tmp_path: Path) -> None:
    for number in range(4001):
        (tmp_path / f"{number}.txt").touch()
    batches = plan_batches(read_settings(write_config(tmp_path, sources=["."], batch_size=1)))
    assert len(batches) <= 2000
    assert sum(len(batch.refs) for batch in batches) == 4001
    assert [batch.name for batch in batches] == sorted(batch.name for batch in batches)


def test_copydesk_run_ends_with_a_table(copydesk: Program, project: Path) -> None:
    (project / "pages" / "0.txt").touch()
    environment = {**os.environ, "PREFECT_API_URL": str(PREFECT_API_URL.value())}
    result = copydesk("run", env=environment)
    assert result.returncode == 0
    lines = result.stdout.decode().splitlines()
    assert max(map(len, lines)) <= 120
    assert sum(line.startswith("Council ") for line in lines) == 6
    assert any(line.startswith("pages/0.txt ") and "empty" in line for line in lines)
    assert lines[-1] == "New: 6 articles, 1 rejection. cleaned now has 6 articles and 1 rejection."
    assert "Batch 00001, 2 documents: 1 new article, 1 rejected, 0 known already" in result.stderr.decode()
    again = copydesk("run", env=environment)
    assert again.returncode == 0
    assert "Nothing new" in again.stdout.decode()
    assert sum(line.startswith("Council ") for line in again.stdout.decode().splitlines()) == 6


def test_copydesk_run_on_a_damaged_store_says_so(copydesk: Program, project: Path) -> None:
    (project / "cleaned").mkdir()
    (project / "cleaned" / "manifest.sqlite").write_text("garbage\n" * 1000)
    result = copydesk("run", env={**os.environ, "PREFECT_API_URL": str(PREFECT_API_URL.value())})
    assert result.returncode == 1
    assert "manifest.sqlite cannot be used as a manifest" in result.stderr.decode().splitlines()[-1]


def test_a_changed_format_is_told_in_a_line_and_not_in_a_traceback(copydesk: Program, project: Path) -> None:
    run(project)
    write_config(project, sources=["pages"], formats=["jsonl"], workers=1)
    result = copydesk("run", env={**os.environ, "PREFECT_API_URL": str(PREFECT_API_URL.value())})
    assert result.returncode == 1
    said = result.stderr.decode()
    assert "keep that setting, or name another folder as output" in said.splitlines()[-1]
    assert "Traceback" not in said


def test_a_worker_of_prefects_runs_the_deployment_from_any_folder(project: Path) -> None:
    """What config/prefect.yaml says of itself in its first lines."""
    environment = {**os.environ, "PREFECT_API_URL": str(PREFECT_API_URL.value())}

    def prefect(*arguments: str, cwd: str | Path = "/") -> str:
        command = [sys.executable, "-m", "prefect", "--no-prompt", *arguments]
        result = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, check=False, timeout=120)
        assert result.returncode == 0, result.stdout.decode() + result.stderr.decode()
        return result.stdout.decode()

    prefect("work-pool", "create", "copydesk", "--type", "process")
    prefect("deploy", "--prefect-file", "config/prefect.yaml", "--all", cwd=ROOT)
    prefect("deployment", "run", "ingest/copydesk", "--param", f"config={project / 'config' / 'copydesk.toml'}")
    prefect("worker", "start", "--pool", "copydesk", "--run-once")
    assert article_uris(project) == SIX_PAGES
