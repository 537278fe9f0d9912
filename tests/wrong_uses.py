"""What people do wrong, and what copydesk tells them: `wrong_uses.txt` has every message, `make accept` writes it anew.

A message says what happened, to which input, and what to do.
"""

import contextlib
import gzip
import io
import os
import re
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from copydesk.cli import main
from tests.conftest import article_text

PAGE = article_text(1).encode()


class Use(NamedTuple):
    """A wrong use: the command, and the files that are there."""

    command: str
    files: Mapping[str, bytes] = {}


def config(text: str, **files: bytes) -> dict[str, bytes]:
    """A project with this configuration."""
    return {"config/copydesk.toml": text.encode(), "pages/1.txt": PAGE} | files


def zipped(*names: str) -> bytes:
    """A zip archive of files of these names."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as members:
        for name in names:
            members.writestr(zipfile.ZipInfo(name), name)
    return archive.getvalue()


USES = (
    Use(""),
    Use("cleen page.txt"),
    Use("clean"),
    Use("clean --fast page.txt", {"page.txt": PAGE}),
    Use("clean --format xml page.txt", {"page.txt": PAGE}),
    Use("clean --jobs many page.txt", {"page.txt": PAGE}),
    Use("clean --jobs -1 page.txt", {"page.txt": PAGE}),
    Use("clean --engine quick page.txt", {"page.txt": PAGE}),
    Use("clean missing.txt"),
    Use("clean *.txt"),
    Use("clean folder", {"folder/notes.odt": b"?"}),
    Use("clean empty.txt", {"empty.txt": b""}),
    Use("clean blank.html", {"blank.html": b"<html><body><script>1</script></body></html>"}),
    Use("clean scan.pdf", {"scan.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"}),
    Use("clean picture.txt", {"picture.txt": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(64)}),
    Use("clean zeros.txt", {"zeros.txt": bytes(1000)}),
    Use("clean cut.txt.gz", {"cut.txt.gz": gzip.compress(PAGE, mtime=0)[:-8]}),
    Use("clean named.txt.gz", {"named.txt.gz": PAGE}),
    Use("clean broken.zip", {"broken.zip": b"PK\3\4 but no more"}),
    Use("clean table.parquet", {"table.parquet": b"PAR1 but no more"}),
    Use("clean lines.jsonl", {"lines.jsonl": b'{"text": "It rained all day on Sunday."}\n{"text": \n'}),
    Use("clean list.json", {"list.json": b'[\n  {"text": "It rained all day on Sunday."}\n]\n'}),
    Use("clean list.json", {"list.json": b'[{"text": "It rained all day on Sunday."}]\n'}),
    Use(
        "clean rows.jsonl", {"rows.jsonl": b'{"url": "https://example.org/a", "text": null}\n{"words": "It rained."}\n'}
    ),
    Use("clean table.csv", {"table.csv": b"url,text\nhttps://example.org/a,It rained all day on Sunday.\n"}),
    Use("clean story.docx", {"story.docx": zipped("[Content_Types].xml", "word/document.xml")}),
    Use("clean scans.zip", {"scans.zip": zipped("a.pdf")}),
    Use(
        "clean saved.mhtml",
        {"saved.mhtml": b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: image/png\r\n\r\n?"},
    ),
    Use("clean saved.webarchive", {"saved.webarchive": b"bplist00 but no more"}),
    Use("clean feed.xml", {"feed.xml": b'<?xml version="1.0"?>\n<rss version="2.0"><channel></channel></rss>'}),
    Use("clean http://127.0.0.1:9/page.html"),
    Use("clean a.txt b.txt --url https://example.org/a", {"a.txt": PAGE, "b.txt": PAGE}),
    Use("clean folder --url https://example.org/a", {"folder/a.txt": PAGE}),
    Use("clean page.txt -o nowhere/out.jsonl", {"page.txt": PAGE}),
    Use("clean page.txt -o page.txt", {"page.txt": PAGE}),
    Use("clean page.txt -o out.xlsx", {"page.txt": PAGE}),
    Use("clean rows.jsonl --column content", {"rows.jsonl": b"{}"}),
    Use("clean page.txt -o folder", {"page.txt": PAGE, "folder/a.txt": PAGE}),
    Use("explain folder", {"folder/a.txt": PAGE}),
    Use("explain missing.txt"),
    Use("explain page.txt --html nowhere/review.html", {"page.txt": PAGE}),
    Use("run"),
    Use("run --reclean soon"),
    Use("run --config config/missing.toml"),
    Use("run", config("sources = [")),
    Use("run", config("")),
    Use("run", config("sources = []")),
    Use("run", config('sources = "pages"')),
    Use("run", config('sources = ["pages"]\n[cleaning]\nmin_confidence = 0.9')),
    Use("run", config('sources = ["pages"]\nbatchsize = 3')),
    Use("run", config('sources = ["pages"]\nbatch_size = "many"')),
    Use("run", config('sources = ["pages"]\nworkers = -1')),
    Use("run", config('sources = ["pages"]\nformats = ["csv"]')),
    Use("run", config('sources = ["pages"]\n[cleaning]\nengine = "quick"')),
    Use("run", config('sources = ["pages"]\n[cleaning]\noutlets = "mine.toml"')),
    Use("run", config('sources = ["pages"]\n[cleaning]\noutlets = "mine.toml"', **{"mine.toml": b"[[outlet]]\n"})),
    Use("run", config('sources = ["pages"]\n[cleaning]\nmodel = "model"')),
    Use("serve", config('sources = ["pages"]\n[schedule]\ncron = "hourly"')),
    Use("serve", config('sources = ["pages"]\n[schedule]\ntimezone = "Teheran"')),
    Use("serve", config('sources = ["-"]')),
    Use("status"),
    Use("export cleaned"),
    Use("report cleaned"),
    Use("init", {"config/copydesk.toml": b""}),
    Use("check"),
    Use("check", config("")),
    Use("check", config('sources = ["nowhere"]')),
    Use("check xx.toml", {"xx.toml": b'language = "xx"\n[sharing]\nlines = ["share it"]'}),
    Use("check xx.toml", {"xx.toml": b'language = "xx"\n[share]\nlines = ["share {this}"]'}),
    Use("check mine.toml", {"mine.toml": b'[[outlet]]\nname = "A"\ndate_order = "dym"'}),
)


def messages() -> str:
    """What each wrong use prints on standard error, and its exit status."""
    parts = []
    for use in USES:
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
            for name, content in use.files.items():
                Path(name).parent.mkdir(parents=True, exist_ok=True)
                Path(name).write_bytes(content)
            parts.append(
                "\n".join([f"$ copydesk {use.command}".rstrip(), *_contents(use), *_said(use.command.split())])
            )
    return "\n\n".join(parts) + "\n"


def _contents(use: Use) -> Iterator[str]:
    """The configuration that is wrong, shown as a comment."""
    for name, content in use.files.items():
        if name.endswith(".toml") and content:
            yield from (f"#   {name}: {line}" for line in content.decode().splitlines())


def _said(arguments: list[str]) -> Iterator[str]:
    errors, records = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with contextlib.redirect_stderr(errors), contextlib.redirect_stdout(records):
        try:
            status = main(arguments)
        except SystemExit as ended:
            status = int(ended.code or 0)
    errors.seek(0)
    yield from (_plain(line) for line in errors.read().splitlines() if not line.startswith(("usage:", " ")))
    yield f"exit status {status}"


def _plain(line: str) -> str:
    """A line as it is everywhere: Python 3.12 quotes the choices otherwise, hashes are those of empty files."""
    choices = re.search(r"\(choose from .*\)", line)
    if choices:
        line = line.replace(choices[0], choices[0].replace("'", ""))
    return line.replace(os.fspath(Path.cwd()), ".")
