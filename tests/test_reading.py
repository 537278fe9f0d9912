"""Finding inputs and reading them: order, names, media types, and a rejection for whatever goes wrong."""

import bz2
import errno
import gzip
import io
import lzma
import os
import sys
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import fsspec
import pytest
import zstandard

from copydesk.model import HTML, PLAIN_TEXT, RawDocument, Reason, Rejection, Stage
from copydesk.reading import InputRef, Reader, find_inputs, media_type_of, opening, read_document

LIMIT = 1000
COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": gzip.compress,
    ".zst": zstandard.ZstdCompressor().compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
}


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


@pytest.mark.parametrize(
    ("page", "beside"),
    [
        ("Rain.html", "Rain_files"),
        ("Regen.HTM", "Regen-Dateien"),
        ("Lluvia.htm", "Lluvia_archivos"),
        ("Pluie.xhtml", "Pluie_fichiers"),
        ("Rain (2).html.gz", "Rain (2)_files"),
        ("Дождь.html", "Дождь_файлы"),
    ],
)
def test_the_folder_for_what_belongs_to_a_saved_page_is_passed_over(folder: Path, page: str, beside: str) -> None:
    for name in (page, f"{beside}/frame.html", f"{beside}/a/b.htm", f"{beside}/c.css"):
        Path("saved", name).parent.mkdir(parents=True, exist_ok=True)
        Path("saved", name).write_text("<p>x")
    left: list[str] = []
    assert [ref.uri for ref in find_inputs(["saved"], pass_over=left.append)] == [f"saved/{page}"]
    assert sorted(Path(name).name for name in left) == ["b.htm", "c.css", "frame.html"]
    assert uris(f"saved/{beside}") == [f"saved/{beside}/a/b.htm", f"saved/{beside}/frame.html"]


def test_in_a_zip_archive_it_is_passed_over_as_well(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "pages.zip", "w") as archive:
        for name in ("in/Rain_files/a/frame.html", "in/Rain.html", "Rain_files/page.html"):
            archive.writestr(name, "<p>x")
    left: list[str] = []
    (ref,) = find_inputs([str(tmp_path / "pages.zip")])
    found = [document.member for document in Reader(LIMIT, pass_over=left.append).documents(ref)]
    assert (found, left) == (["in/Rain.html", "Rain_files/page.html"], ["in/Rain_files/a/frame.html"])


@pytest.mark.parametrize(
    "names",
    [
        ["Sun.html", "Rain_files/a.html"],
        ["Rain.txt", "Rain_files/a.html"],
        ["Rain.html", "Rain/a.html"],
        ["Rain.html", "Rain_archive/a.html"],
        ["Rain.html", "old/Rain_files/a.html"],
    ],
    ids=" ".join,
)
def test_any_other_folder_is_read(folder: Path, names: list[str]) -> None:
    for name in names:
        Path("saved", name).parent.mkdir(parents=True, exist_ok=True)
        Path("saved", name).write_text("<p>x")
    assert len(uris("saved")) == 2


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
        ("a.txt", b"\n" * 1000 + b"Rain stops play", PLAIN_TEXT),
        ("a.txt", b" " * 1000 + b"<html>", HTML),
        ("a.txt", b"<!-- a -->" * 100 + b"Hello", PLAIN_TEXT),
        ("a.txt", b"<?php ?>" * 100 + b"Hello", PLAIN_TEXT),
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
    assert "has nothing in it that is read" in rejected(tmp_path).detail


def test_a_file_that_the_system_will_not_read() -> None:
    assert rejected("/proc/self/mem").reason is Reason.UNREADABLE


@pytest.mark.skipif(os.getuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "a.txt").chmod(0)
    assert rejected(tmp_path / "a.txt").detail == "it may not be read by this user; change its permissions"


@pytest.mark.parametrize("content", [b"", gzip.compress(b"", mtime=0)])
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
        (gzip.compress(b"hello" * 100, mtime=0)[:-9], "the gzip data end too early"),
        (gzip.compress(b"hello", mtime=0)[:-8] + bytes(8), "the gzip data are damaged"),
        (b"\x1f\x8b" + b"\xff" * 20, "the gzip data are damaged"),
        (b"plain text", "it is named .gz but is not gzip"),
    ],
)
def test_damaged_gzip(tmp_path: Path, content: bytes, detail: str) -> None:
    (tmp_path / "a.txt.gz").write_bytes(content)
    outcome = rejected(tmp_path / "a.txt.gz")
    assert outcome.reason is Reason.UNREADABLE
    assert outcome.detail.startswith(detail)


class Faltering(io.BytesIO):
    """A disk that fails when told to."""

    failures: ClassVar[list[OSError]] = []

    def read(self, size: int | None = -1) -> bytes:
        if self.tell() and self.failures:
            raise self.failures.pop()
        return super().read(size)


def test_a_read_that_fails_for_a_passing_reason_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr(opening.time, "sleep", waits.append)
    content = bytes(range(256)) * 10
    Faltering.failures = [OSError(errno.EIO, "bad"), OSError(errno.ESTALE, "gone")]
    with opening.PatientFile(lambda: Faltering(content), retries=2) as file:
        assert b"".join(iter(lambda: file.read(100), b"")) == content
    assert waits == [1, 2]
    Faltering.failures = [OSError(errno.EIO, "input/output error")] * 2
    with opening.PatientFile(lambda: Faltering(content), retries=1) as file:
        file.read(100)
        with pytest.raises(OSError, match="input/output error"):
            file.read(100)
    Faltering.failures = [OSError(errno.EACCES, "no")]
    with opening.PatientFile(lambda: Faltering(content), retries=9) as file:
        file.read(100)
        with pytest.raises(OSError, match="no"):
            file.read(100)


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst", ".bz2", ".xz"])
def test_compressed_pages_are_named_as_they_are_and_read_to_the_bound(tmp_path: Path, suffix: str) -> None:
    page = tmp_path / f"a.html{suffix}"
    page.write_bytes(COMPRESS[suffix](b"x" * LIMIT))
    assert uris(str(tmp_path)) == [str(page)]
    assert read(page) == RawDocument(str(page), b"x" * LIMIT, HTML)
    page.write_bytes(COMPRESS[suffix](b"x" * (LIMIT + 1)))
    assert rejected(page).reason is Reason.TOO_LARGE


@pytest.mark.parametrize("suffix", [".zst", ".bz2", ".xz", ".gz"])
def test_bombs_are_not_unpacked_and_damage_is_told(tmp_path: Path, suffix: str) -> None:
    page = tmp_path / f"a.html{suffix}"
    packed = COMPRESS[suffix](bytes(10**9) if suffix == ".zst" else bytes(10**8))
    page.write_bytes(packed)
    tracemalloc.start()
    assert rejected(page, 10**6).reason is Reason.TOO_LARGE
    assert tracemalloc.get_traced_memory()[1] < 4 * 10**7
    tracemalloc.stop()
    page.write_bytes(COMPRESS[suffix](bytes(range(256)))[:-7])
    assert "end too early; fetch or copy" in rejected(page).detail
    page.write_bytes(COMPRESS[suffix](bytes(range(256)) * 3) + b"something else")
    assert "data are damaged" in rejected(page).detail


def test_what_is_behind_an_address(tmp_path: Path) -> None:
    """A file system in memory, which fsspec has like any other."""
    with fsspec.open("memory://pages/b/1.html.gz", "wb") as file:
        file.write(gzip.compress(b"<html>one"))
    with fsspec.open("memory://pages/a.txt", "wb") as file:
        file.write(b"two")
    with fsspec.open("memory://pages/c.png", "wb") as file:
        file.write(b"three")
    assert uris("memory://pages") == ["memory:///pages/a.txt", "memory:///pages/b/1.html.gz"]
    assert uris("memory://pages/*.txt", "-") == ["memory:///pages/a.txt", "-"]
    read = [document for ref in find_inputs(["memory://pages"]) for document in Reader(LIMIT).documents(ref)]
    assert read == [
        RawDocument("memory:///pages/a.txt", b"two"),
        RawDocument("memory:///pages/b/1.html.gz", b"<html>one", HTML),
    ]
    assert rejected("memory://pages/none.txt").detail == "there is no such file or folder"
    assert "No module named" in rejected("adl://x/y.txt").detail or "install it" in rejected("adl://x/y.txt").detail
    assert "ValueError" in rejected("nothing://x/y.txt").detail


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_pages_of_a_zip_archive_come_in_its_order_with_their_names(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "pages.zip",
        {
            "b.txt": b"one",
            "c/a.html.gz": gzip.compress(b"two"),
            "image.png": b"3",
            "__MACOSX/x.txt": b"",
            "a.txt": b"",
        },
    )
    read = list(Reader(LIMIT).documents(InputRef(str(path), str(path))))
    assert read[:2] == [
        RawDocument(str(path), b"one", member="b.txt"),
        RawDocument(str(path), b"two", HTML, member="c/a.html.gz"),
    ]
    assert [(one.member, one.reason) for one in read[2:] if isinstance(one, Rejection)] == [("a.txt", Reason.EMPTY)]
    assert rejected(path).detail.startswith("it holds many documents")


def test_a_page_that_lies_above_its_zip_archive_is_read_and_a_hidden_one_is_not(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"../1.txt": b"one", "./2.txt": b"two", ".cache/3.txt": b"three"})
    read = list(Reader(LIMIT).documents(InputRef(str(path), str(path))))
    assert [one.member for one in read] == ["../1.txt", "./2.txt"]


def test_a_damaged_page_in_a_zip_archive_is_a_rejection_and_the_others_come_out(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"1.txt": os.urandom(500), "2.txt": b"two" * 500, "3.txt": b"x" * (LIMIT + 1)})
    data = bytearray(path.read_bytes())
    data[100] ^= 0xFF
    path.write_bytes(data)
    read = list(Reader(1500).documents(InputRef(str(path), str(path))))
    assert [one.member for one in read] == ["1.txt", "2.txt", "3.txt"]
    assert isinstance(read[0], Rejection)
    assert read[0].detail.startswith("in the archive it cannot be read: Bad CRC-32")
    assert isinstance(read[1], RawDocument)
    path.write_bytes(data[:-30])
    assert rejected(path).detail.startswith("it is no whole zip archive")


def test_a_zip_archive_without_pages_and_one_on_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = zipped(tmp_path / "report.docx", {"word/document.xml": b"<x/>"})
    assert rejected(path).detail.startswith("there is no page in the archive")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(_Pipe(path.read_bytes()))))
    assert "unpack it first" in rejected("-").detail


def test_a_file_without_a_name_in_a_zip_archive_is_passed_over(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"Q": b"?", "a.txt": b"It rained all day on Sunday."})
    path.write_bytes(path.read_bytes().replace(b"Q", b"\0"))
    assert [one.member for one in Reader(LIMIT).documents(InputRef(str(path), str(path)))] == ["a.txt"]


class _Pipe(io.BytesIO):
    def seekable(self) -> bool:
        return False
