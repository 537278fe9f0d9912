"""Finding inputs and reading them: order, names, media types, and a rejection for whatever goes wrong."""

import errno
import gzip
import io
import os
import sys
import tracemalloc
from pathlib import Path

import pytest

from copydesk.model import HTML, PLAIN_TEXT, RawDocument, Reason, Rejection, Stage
from copydesk.reading import InputRef, files, find_inputs, media_type_of, read_document, read_patiently

LIMIT = 1000


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory, with pages and other files in it."""
    monkeypatch.chdir(tmp_path)
    for name in ("in/b.txt", "in/a.html", "in/c/z.htm.gz", "in/c/a.XHTML", "in/d.text", "other/1.txt", "other/2.txt"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(name.encode())
    for name in ("in/gold.jsonl", "in/README.md", "in/.hidden.txt", "in/.git/x.txt", "in/image.png"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(b"no page")
    return tmp_path


def uris(*inputs: str, root: Path | None = None) -> list[str]:
    return [ref.uri for ref in find_inputs(inputs, root)]


def read(path: str | Path, limit: int = LIMIT) -> RawDocument | Rejection:
    (ref,) = find_inputs([str(path)])
    return read_document(ref, limit)


def rejected(path: str | Path, limit: int = LIMIT) -> Rejection:
    outcome = read(path, limit)
    assert isinstance(outcome, Rejection)
    assert (outcome.stage, outcome.sha256, outcome.uri) == (Stage.READ, None, str(path))
    return outcome


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        (["in"], ["in/a.html", "in/b.txt", "in/c/a.XHTML", "in/c/z.htm.gz", "in/d.text"]),
        (["./in/"], ["./in/a.html", "./in/b.txt", "./in/c/a.XHTML", "./in/c/z.htm.gz", "./in/d.text"]),
        (["other", "in/b.txt"], ["other/1.txt", "other/2.txt", "in/b.txt"]),
        (["other/*"], ["other/1.txt", "other/2.txt"]),
        (["*"], ["in/a.html", "in/b.txt", "in/c/a.XHTML", "in/c/z.htm.gz", "in/d.text", "other/1.txt", "other/2.txt"]),
        (["**/*.txt"], ["in/b.txt", "other/1.txt", "other/2.txt"]),
        (["in/README.md"], ["in/README.md"]),
        (["in/*.png"], ["in/image.png"]),
        (["-"], ["-"]),
        (["missing", "*.none"], ["missing", "*.none"]),
        (["other/1.txt", "other/1.txt"], ["other/1.txt", "other/1.txt"]),
    ],
)
def test_inputs_come_in_the_order_given_and_sorted_within(folder: Path, inputs: list[str], expected: list[str]) -> None:
    assert uris(*inputs) == expected


def test_paths_start_from_the_root_and_are_named_as_given(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    assert uris("other", "in/b*", root=folder) == ["other/1.txt", "other/2.txt", "in/b.txt"]
    (ref,) = find_inputs(["other/1.txt"], folder)
    assert read_document(ref, LIMIT) == RawDocument("other/1.txt", b"other/1.txt")


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(folder: Path) -> None:
    Path("a[1].txt").write_text("x")
    assert uris("a[1].txt") == ["a[1].txt"]


def test_links_to_folders_are_followed_and_circles_are_not(folder: Path) -> None:
    Path("in/linked").symlink_to(folder / "other")
    Path("other/back").symlink_to(folder / "in")
    assert uris("in")[-2:] == ["in/linked/1.txt", "in/linked/2.txt"]


def test_a_dangling_link_in_a_folder_is_told_of(folder: Path) -> None:
    Path("other/3.txt").symlink_to("nowhere.txt")
    assert uris("other")[-1] == "other/3.txt"
    assert rejected("other/3.txt").detail == "it is a link to nowhere.txt, which does not exist"


def test_a_link_to_itself_and_a_name_that_is_too_long_are_told_of(folder: Path) -> None:
    Path("other/3.txt").symlink_to("3.txt")
    assert uris("other", "x" * 5000)[2:] == ["other/3.txt", "x" * 5000]
    assert rejected("other/3.txt").detail == "it cannot be read: Too many levels of symbolic links"
    assert rejected("x" * 5000).detail == "it cannot be read: File name too long"


@pytest.mark.skipif(os.getuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_listed_is_told_of(folder: Path) -> None:
    Path("in/c").chmod(0)
    assert "in/c" in uris("in")
    assert rejected("in/c").detail == "it may not be read by this user; change its permissions"


def test_devices_and_pipes_in_a_folder_are_no_pages(folder: Path) -> None:
    os.mkfifo("other/pipe.txt")
    assert uris("other") == ["other/1.txt", "other/2.txt"]


def test_a_name_that_is_no_text_gives_a_uri_that_is(folder: Path) -> None:
    name = b"other/\xff.txt"
    with open(name, "w") as stream:  # noqa: PTH123 (bytes)
        stream.write("x")
    assert uris("other")[-1] == "other/\\xff.txt"
    assert isinstance([read_document(ref, LIMIT) for ref in find_inputs(["other"])][-1], RawDocument)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.html", b"Hello", HTML),
        ("a.HTM", b"Hello", HTML),
        ("a.xhtml.gz", b"Hello", HTML),
        ("a.txt", b"Hello", PLAIN_TEXT),
        ("a.txt", b"<!DOCTYPE html>", HTML),
        ("-", b"\xef\xbb\xbf  <HTML lang=fa>", HTML),
        ("-", b"<?xml version='1.0'?>\n<!-- a --><!-- b -->\n<!doctype  HTML PUBLIC>", HTML),
        ("-", b"<head><title>", HTML),
        ("-", b"<body/>", HTML),
        ("-", "<html>\n<body>سلام".encode("utf-16"), HTML),
        ("-", "<html>\n<body>سلام".encode("utf-16-be"), HTML),
        ("-", "<html>\n<body>Привет".encode("cp1251"), HTML),
        ("a.txt", b"<header> is a tag of HTML 5", PLAIN_TEXT),
        ("a.txt", b"How to write <html> by hand", PLAIN_TEXT),
        ("a.txt", b"<p>A fragment of a page", PLAIN_TEXT),
        ("a.txt", b"\x00\x01\x02", PLAIN_TEXT),
        ("a.txt", b"<!--" * 1000, PLAIN_TEXT),
    ],
)
def test_media_types(name: str, content: bytes, expected: str) -> None:
    assert media_type_of(name, content) == expected


def test_a_document_has_its_content_and_where_it_is_from(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"caf\xe9\r\n")
    path = str(tmp_path / "a.txt")
    assert read_document(InputRef(path, path, "http://x.org/"), LIMIT) == RawDocument(
        path, b"caf\xe9\r\n", PLAIN_TEXT, url="http://x.org/"
    )


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"<html>")))
    assert read("-") == RawDocument("-", b"<html>", HTML)


def test_gzip_is_known_by_its_content_whatever_the_name(tmp_path: Path) -> None:
    for name in ("a.html.gz", "a.html"):
        (tmp_path / name).write_bytes(gzip.compress(b"one") + gzip.compress(b" two"))
        assert read(tmp_path / name) == RawDocument(str(tmp_path / name), b"one two", HTML)


def test_missing_files_and_patterns(tmp_path: Path) -> None:
    assert rejected(tmp_path / "a.txt").detail == "there is no such file or folder"
    assert rejected(tmp_path / "*.txt").detail == "no file matches this pattern"
    assert rejected(tmp_path / "*.txt").reason is Reason.UNREADABLE


def test_a_folder_without_pages(tmp_path: Path) -> None:
    (tmp_path / "image.png").touch()
    assert rejected(tmp_path).reason is Reason.UNREADABLE
    assert "has no page in it" in rejected(tmp_path).detail


def test_a_file_that_the_system_will_not_read() -> None:
    assert rejected("/proc/self/mem").reason is Reason.UNREADABLE


@pytest.mark.skipif(os.getuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "a.txt").chmod(0)
    assert rejected(tmp_path / "a.txt").detail == "it may not be read by this user; change its permissions"


@pytest.mark.parametrize("content", [b"", gzip.compress(b"")])
def test_empty_content(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    assert rejected(tmp_path / "a.txt").reason is Reason.EMPTY


@pytest.mark.parametrize("compress", [bytes, gzip.compress])
def test_the_limit_is_of_the_decompressed_content(tmp_path: Path, compress: "type[bytes]") -> None:
    (tmp_path / "a.txt").write_bytes(compress(b"x" * LIMIT))
    assert isinstance(read(tmp_path / "a.txt"), RawDocument)
    (tmp_path / "a.txt").write_bytes(compress(b"x" * (LIMIT + 1)))
    outcome = rejected(tmp_path / "a.txt")
    assert outcome.reason is Reason.TOO_LARGE
    assert outcome.detail == "it has more than 1,000 bytes; raise max_bytes in the settings to take it"


def test_neither_a_huge_file_nor_an_endless_one_nor_a_bomb_is_read_whole(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as stream:
        stream.truncate(10**12)
    with gzip.open(tmp_path / "bomb.txt.gz", "wb") as bomb:
        for _ in range(200):
            bomb.write(bytes(10**6))
    tracemalloc.start()
    for path in (tmp_path / "huge.txt", Path("/dev/zero"), tmp_path / "bomb.txt.gz"):
        assert rejected(path, 10**6).reason is Reason.TOO_LARGE
    assert tracemalloc.get_traced_memory()[1] < 10**7
    tracemalloc.stop()


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        (gzip.compress(b"hello" * 100)[:-9], "the gzip data end too early"),
        (gzip.compress(b"hello")[:-8] + bytes(8), "the gzip data are damaged"),
        (b"\x1f\x8b" + b"\xff" * 20, "the gzip data are damaged"),
        (b"plain text", "it is named .gz but is not gzip"),
    ],
)
def test_damaged_gzip(tmp_path: Path, content: bytes, detail: str) -> None:
    (tmp_path / "a.txt.gz").write_bytes(content)
    outcome = rejected(tmp_path / "a.txt.gz")
    assert outcome.reason is Reason.UNREADABLE
    assert outcome.detail.startswith(detail)


def test_a_read_that_fails_for_a_passing_reason_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No disk here fails on demand, so the one function that touches it does."""
    path = tmp_path / "a.txt"
    path.write_text("x")
    (ref,) = find_inputs([str(path)])
    really_read, failures = files._read, [OSError(errno.EIO, "bad"), OSError(errno.ESTALE, "gone")]

    def read_badly(ref: InputRef, limit: int) -> bytes:
        if failures:
            raise failures.pop()
        return really_read(ref, limit)

    waits: list[float] = []
    monkeypatch.setattr(files, "_read", read_badly)
    monkeypatch.setattr(files.time, "sleep", waits.append)
    assert isinstance(read_patiently(ref, LIMIT, retries=2), RawDocument)
    assert waits == [1, 2]
    failures += [OSError(errno.EIO, "input/output error")] * 2
    outcome = read_patiently(ref, LIMIT, retries=1)
    assert isinstance(outcome, Rejection)
    assert outcome.detail == "it cannot be read: input/output error"
