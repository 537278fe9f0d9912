"""The command line, as a process: what it prints, where, and its exit status."""

import gzip
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

from copydesk import __version__, cli_clean
from copydesk.source_settings import Columns
from tests.conftest import ROOT, Program, article_text
from tests.warcs import archive, record

SEEDS = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "seeds").glob("*.txt"))


def records(data: bytes) -> list[dict[str, Any]]:
    assert not data or data.endswith(b"\n")
    return [json.loads(line) for line in data.splitlines()]


def uris(data: bytes) -> list[str]:
    return [record["source"]["uri"] if "source" in record else record["uri"] for record in records(data)]


def page(tmp_path: Path, name: str = "page.txt", number: int = 1) -> str:
    (tmp_path / name).write_text(article_text(number))
    return name


def test_the_version(copydesk: Program) -> None:
    assert copydesk("--version").stdout.decode() == f"copydesk {__version__}\n"


@pytest.mark.parametrize("command", [[], ["clean"], ["explain"], ["run"], ["serve"], ["export"], ["status"]])
def test_every_command_has_help_that_fits_a_terminal(copydesk: Program, command: list[str]) -> None:
    result = copydesk(*command, "--help", env={**os.environ, "COLUMNS": "80"})
    assert result.returncode == 0
    assert max(map(len, result.stdout.decode().splitlines())) <= 80


def test_what_is_passed_over_for_its_name_is_told_of(copydesk: Program, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    for name in ("logo.png", "photo.PNG", "site.css", "robots", ".hidden"):
        (tmp_path / "site" / name).write_bytes(b"no page")
    (tmp_path / "site" / "index.php").write_text(article_text(1))
    with zipfile.ZipFile(tmp_path / "site.zip", "w") as archive:
        archive.writestr("a/page.aspx", article_text(2))
        archive.writestr("a/LICENSE", "no page")
    told = (
        "copydesk: 5 files were passed over for their names (2 .png, 2 without an ending, 1 .css); "
        "name a file to have it read\n"
    )
    result = copydesk("clean", "site", "site.zip", "-o", "out.jsonl")
    assert (result.returncode, result.stderr.decode()) == (0, told)
    assert uris((tmp_path / "out.jsonl").read_bytes()) == ["site/index.php", "site.zip"]
    to_standard_output = copydesk("clean", "site", "site.zip")  # where rejections are expected, and nothing else
    assert (len(records(to_standard_output.stdout)), to_standard_output.stderr) == (2, b"")


def test_archives_and_tables_come_out_document_by_document_in_the_order_of_the_inputs(
    copydesk: Program, tmp_path: Path
) -> None:
    texts = [article_text(number) for number in range(4)]
    conversions = [record(n, texts[n].encode(), WARC_Type="conversion", Content_Type="text/plain") for n in range(3)]
    (tmp_path / "dump.warc.wet.gz").write_bytes(archive([conversions[0], b"no record", conversions[1]]))
    (tmp_path / "dump.jsonl").write_text(json.dumps({"text": texts[2], "id": "two"}) + "\n{\n")
    result = copydesk("clean", "dump.jsonl", page(tmp_path, number=3), "dump.warc.wet.gz")
    assert result.returncode == 3
    assert [(one["source"]["uri"], one["source"]["member"]) for one in records(result.stdout)] == [
        ("dump.jsonl", "two"),
        ("page.txt", None),
        ("dump.warc.wet.gz", "urn:uuid:0"),
        ("dump.warc.wet.gz", "urn:uuid:1"),
    ]
    assert [one["member"] for one in records(result.stderr)] == [
        "row 2",
        f"offset {len(archive(conversions[:1]))}",
    ]


HEAVY = (
    "prefect",
    "pydantic",
    "trafilatura",
    "lxml",
    "langdetect",
    "ftfy",
    "multiprocessing",
    "babel",
    "rich",
    "pyarrow",
    "rensa",
    "sqlite3",
)


def imported_by(*arguments: str, cwd: Path = ROOT) -> set[str]:
    """Top-level names of the modules that a command imports."""
    command = [sys.executable, "-X", "importtime", "-m", "copydesk", *arguments]
    log = subprocess.run(command, cwd=cwd, capture_output=True, check=True, timeout=120).stderr.decode()
    return {match[1].split(".")[0] for match in re.finditer(r"\| +([\w.]+)$", log, re.MULTILINE)}


def test_help_imports_nothing_heavy() -> None:
    imported = imported_by("--help")
    assert "argparse" in imported
    assert not imported & set(HEAVY)


@pytest.mark.parametrize("options", [[], ["--jobs", "2"]])
def test_cleaning_imports_no_prefect(tmp_path: Path, options: list[str]) -> None:
    imported = imported_by("clean", page(tmp_path), "-o", "out.jsonl", *options, cwd=tmp_path)
    assert "copydesk" in imported
    assert not imported & {"prefect", "fastapi", "sqlalchemy", "httpx", "rich"}
    assert (tmp_path / "out.jsonl").exists()


def test_records_go_to_standard_output_in_the_order_of_the_inputs(copydesk: Program) -> None:
    given = [SEEDS[2], SEEDS[0], SEEDS[1]]
    result = copydesk("clean", *given, cwd=ROOT)
    assert result.returncode == 0
    assert uris(result.stdout) == given
    assert result.stderr == b""


def test_workers_give_what_one_process_gives(copydesk: Program) -> None:
    alone, together = copydesk("clean", "seeds", cwd=ROOT), copydesk("clean", "seeds", "--jobs", "2", cwd=ROOT)
    assert together.stdout == alone.stdout
    assert together.stderr == alone.stderr
    assert uris(alone.stdout) == SEEDS


def test_rejections_go_to_standard_error_and_the_others_still_come_out(copydesk: Program, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "zeros.txt").write_bytes(bytes(1000))
    (tmp_path / "long.txt").write_bytes(b"x" * 100_000_000)
    (tmp_path / "cut.html.gz").write_bytes(gzip.compress(b"<html>" * 100)[:-5])
    (tmp_path / "dangling.txt").symlink_to("nowhere")
    bad = [
        "empty.txt",
        "zeros.txt",
        "long.txt",
        "cut.html.gz",
        "dangling.txt",
        "missing.txt",
        "*.none",
        "/proc/self/mem",
    ]
    first, last = page(tmp_path, "first.txt", 1), page(tmp_path, "last.txt", 2)
    result = copydesk("clean", first, *bad, last)
    assert result.returncode == 3
    assert uris(result.stdout) == [first, last]
    assert uris(result.stderr) == bad
    assert b"Traceback" not in result.stderr
    assert [record["reason"] for record in records(result.stderr)] == [
        "empty",
        "binary",
        "too_large",
        "unreadable",
        "unreadable",
        "unreadable",
        "unreadable",
        "unreadable",
    ]


def test_a_long_line_below_the_limit_is_an_outcome_too(copydesk: Program, tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("word " * 400_000)
    result = copydesk("clean", "long.txt", "--jobs", "2")
    assert len(records(result.stdout)) + len(records(result.stderr)) == 1


def test_output_to_a_file_and_rejections_beside_it(copydesk: Program, tmp_path: Path) -> None:
    name = page(tmp_path)
    result = copydesk("clean", name, "missing.txt", "-o", "out.jsonl")
    assert (result.returncode, result.stdout, result.stderr) == (3, b"", b"")
    assert uris((tmp_path / "out.jsonl").read_bytes()) == [name]
    assert uris((tmp_path / "out.rejected.jsonl").read_bytes()) == ["missing.txt"]
    result = copydesk("clean", name, "-o", "out.jsonl")
    assert result.returncode == 0
    assert not (tmp_path / "out.rejected.jsonl").exists()


def test_standard_input_plain_or_compressed_with_its_address(copydesk: Program) -> None:
    text = article_text(1).encode()
    for data in (text, gzip.compress(text)):
        result = copydesk("clean", "-", "--url", "https://example.org/a", input=data)
        (record,) = records(result.stdout)
        assert record["source"]["uri"] == "-"
        assert record["source"]["bytes"] == len(text)


def test_standard_input_may_be_lines_of_json(copydesk: Program) -> None:
    rows = [{"url": f"https://example.org/{number}", "text": article_text(number)} for number in range(2)]
    data = "".join(json.dumps(row) + "\n" for row in rows).encode()
    for given in (data, gzip.compress(data)):
        result = copydesk("clean", "-", input=given)
        assert (result.returncode, uris(result.stdout)) == (0, ["-", "-"])
        assert [one["source"]["member"] for one in records(result.stdout)] == ["row 1", "row 2"]
        assert [one["url"] for one in records(result.stdout)] == [row["url"] for row in rows]
    a_list = copydesk("clean", "-", input=json.dumps(rows).encode())
    assert (a_list.returncode, a_list.stdout) == (3, b"")


def test_columns_of_a_table_can_be_named(copydesk: Program, tmp_path: Path) -> None:
    row = {"where": "https://example.org/a", "what": article_text(1), "key": 7, "text": "not this"}
    (tmp_path / "dump.jsonl").write_text(json.dumps(row))
    columns = ("--column", "text=what", "--column", "url=where", "--column", "id=key")
    (made,) = records(copydesk("clean", "dump.jsonl", *columns).stdout)
    assert (made["url"], made["source"]["member"]) == ("https://example.org/a", "7")
    assert made["body"] in article_text(1)


def test_the_columns_that_can_be_named_are_those_of_the_settings() -> None:
    assert tuple(Columns.model_fields) == cli_clean._COLUMNS


@pytest.mark.parametrize("output", ["pages/1.txt", "pages/one.txt", "pages/1.md"])
@pytest.mark.parametrize("given", ["pages/1.txt", "pages", "pages/*"])
def test_inputs_are_not_written_over(copydesk: Program, tmp_path: Path, given: str, output: str) -> None:
    (tmp_path / "pages").mkdir()
    for name in ("1.txt", "1.rejected.jsonl"):
        page(tmp_path, f"pages/{name}")
    (tmp_path / "pages" / "one.txt").symlink_to("1.txt")
    result = copydesk("clean", given, "-o", output)
    is_an_input = output.endswith(".txt") or given == "pages/*"  # of 1.md the rejections would be
    assert result.returncode == (2 if is_an_input else 0)
    assert (b"is one of the inputs, and would be written over" in result.stderr) == is_an_input
    assert (tmp_path / "pages" / "1.txt").read_text() == article_text(1)
    assert copydesk("clean", "pages/1.txt", "-o", "new.jsonl").returncode == 0
    assert copydesk("clean", "pages/1.txt", "-o", "new.jsonl").returncode == 0


def test_rejections_are_told_of_on_a_terminal(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "copydesk", "clean", page(tmp_path), "missing.txt", "-o", "out.csv"]
    assert subprocess.run(command, cwd=tmp_path, stderr=theirs, check=False, timeout=60).returncode == 3
    os.close(theirs)
    said = os.read(ours, 1000).decode().splitlines()[-1]
    assert said.endswith("copydesk: of 2 documents, 1 rejected; out.rejected.jsonl says why")
    os.close(ours)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["polish"],
        ["clean"],
        ["clean", "page.txt", "--jobs", "-1"],
        ["clean", "page.txt", "--jobs", "many"],
        ["clean", "page.txt", "--format", "pdf"],
        ["clean", "page.txt", "page.txt", "--url", "https://example.org"],
        ["clean", ".", "--url", "https://example.org"],
        ["clean", "page.txt", "-o", "."],
        ["clean", "page.txt", "-o", "out.xlsx"],
        ["clean", "page.txt", "--column", "content"],
        ["clean", "page.txt", "--column", "body=content"],
        ["clean", "page.txt", "-o", "no/such/folder.jsonl"],
        ["explain"],
        ["explain", "."],
        ["run", "--config", "none.toml"],
        ["run"],
        ["serve"],
    ],
)
def test_bad_usage_is_told_in_a_line_or_two(copydesk: Program, tmp_path: Path, arguments: list[str]) -> None:
    page(tmp_path)
    result = copydesk(*arguments)
    assert result.returncode == 2
    assert result.stdout == b""
    assert b"copydesk" in result.stderr
    assert b"Traceback" not in result.stderr


def test_a_disk_that_is_full_is_told_in_a_line(copydesk: Program, tmp_path: Path) -> None:
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        result = copydesk("clean", page(tmp_path), stdout=full, stderr=subprocess.PIPE, capture_output=False)
    assert result.returncode == 1
    assert result.stderr.decode().startswith("copydesk: the records cannot be written: ")
    assert result.stderr.count(b"\n") == 1


def test_a_reader_that_leaves_early_is_no_error_message(tmp_path: Path) -> None:
    pages = [page(tmp_path, f"{number}.txt", number) for number in range(50)]
    command = [sys.executable, "-m", "copydesk", "clean", *pages]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 128 + signal.SIGPIPE


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_leaves_what_was_there(tmp_path: Path, jobs: str) -> None:
    (tmp_path / "out.jsonl").write_text("old\n")
    os.mkfifo(tmp_path / "endless.txt")
    arguments = ["clean", page(tmp_path), "endless.txt", "-o", "out.jsonl", "--jobs", jobs]
    command = [sys.executable, "-m", "copydesk", *arguments]
    with (
        subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE) as process,
        (tmp_path / "endless.txt").open("wb"),  # opens when the program does
    ):
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        assert process.stderr is not None
        assert process.stderr.read() == b"copydesk: interrupted\n"
        assert process.wait(20) == 128 + signal.SIGINT
    assert (tmp_path / "out.jsonl").read_text() == "old\n"
    assert not list(tmp_path.glob(".copydesk-*"))


def test_progress_is_shown_on_a_terminal_and_wiped_away(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "copydesk", "clean", page(tmp_path), "-o", "out.jsonl"]
    subprocess.run(command, cwd=tmp_path, stderr=theirs, check=True, timeout=60)
    os.close(theirs)
    assert os.read(ours, 1000) == b"1 document, 0 rejected ...\r\x1b[K"
    os.close(ours)


def test_explain_prints_a_page(copydesk: Program) -> None:
    result = copydesk("explain", SEEDS[0], cwd=ROOT)
    assert result.returncode == 0
    assert b"font-size" in result.stdout


def test_explain_counts_what_a_page_hides(copydesk: Program, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<p>It rained all day on Sunday.</p><p hidden>Subscribe!</p><script>track()</script>", "utf-8")
    assert b"not shown by the page: 1 hidden elements with 10 characters, 1 scripts" in copydesk("explain", page).stdout


def test_explain_of_what_cannot_be_read(copydesk: Program) -> None:
    result = copydesk("explain", "missing.txt")
    assert result.returncode == 3
    assert records(result.stderr)[0]["reason"] == "unreadable"


@pytest.mark.parametrize(
    ("content", "verdict"),
    [
        (b"%PDF-1.7", "rejected (binary): the content is a PDF file"),
        (b"Log in\nPassword\nRemember me\nForgot password?\n", "rejected ("),
    ],
)
def test_explain_says_why_a_page_is_rejected(copydesk: Program, tmp_path: Path, content: bytes, verdict: str) -> None:
    (tmp_path / "page").write_bytes(content)
    assert copydesk("clean", "page").returncode == 3
    result = copydesk("explain", "page")
    assert (result.returncode, result.stderr) == (3, b"")
    assert result.stdout.decode().splitlines()[-1].startswith(verdict)
    assert copydesk("explain", "page", "--html", "review.html").returncode == 3
    assert b"<h1>Rejected: " in (tmp_path / "review.html").read_bytes()


def test_explain_paints_lines_on_a_terminal_unless_told_not_to(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(f"Skip to content\n\n{article_text(1)}")

    def on_a_terminal(**environment: str) -> str:
        ours, theirs = pty.openpty()
        command = [sys.executable, "-m", "copydesk", "explain", "page.txt"]
        subprocess.run(command, cwd=tmp_path, stdout=theirs, check=True, timeout=60, env={**os.environ, **environment})
        os.close(theirs)
        printed = os.read(ours, 10_000).decode()
        os.close(ours)
        return printed

    painted = on_a_terminal(NO_COLOR="")
    assert "\x1b[2m   1  navigation" in painted
    assert "\x1b[33m   3  title" in painted
    assert "\x1b" not in on_a_terminal(NO_COLOR="1")


def test_explain_says_where_no_review_page_can_be_written(copydesk: Program, tmp_path: Path) -> None:
    result = copydesk("explain", page(tmp_path), "--html", "nowhere/review.html")
    assert result.returncode == 1
    assert result.stderr.startswith(b"copydesk: the review page cannot be written: ")
