"""Files are replaced whole or not at all, and hold articles in the format that was asked for."""

import os
import threading
from pathlib import Path

import pytest

from copydesk.cli_store import FORMATS
from copydesk.storing import replacing
from copydesk.storing.destinations import Output, rejected_sibling, to_files, to_folder
from tests.storing.outcomes import article, document, rejection


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


def test_markdown_and_ninjs_can_be_a_file_each_article(tmp_path: Path) -> None:
    made = article(document("a"), title="Rain: stops play / «again»", date="2020-01-02T10:00")
    untitled = article(document("b"), title=None)
    for output, suffix in ((Output.MARKDOWN, "md"), (Output.NINJS, "json")):
        with to_folder(tmp_path / output, output) as write:
            for outcome in (made, untitled, rejection(document("c"))):
                write(outcome)
        assert sorted(path.name for path in (tmp_path / output).iterdir()) == sorted(
            [f"2020-01-02-rain-stops-play-again-{made.id[:8]}.{suffix}", f"{untitled.id[:8]}.{suffix}"]
        )
        assert (tmp_path / f"{output}.rejected.jsonl").exists()


@pytest.mark.parametrize("folder", [".", ".."])
def test_rejections_of_the_folder_that_one_is_in_go_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    (tmp_path / "desk" / "posts").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "desk" / "posts")
    with to_folder(Path(folder), Output.MARKDOWN) as write:
        write(rejection(document("c")))
    beside = "desk/posts.rejected.jsonl" if folder == "." else "desk.rejected.jsonl"
    assert (tmp_path / beside).exists()


def test_a_long_title_makes_a_name_that_a_file_can_have(tmp_path: Path) -> None:
    made = article(document("a"), title="寒い" * 200)
    with to_folder(tmp_path / "new", Output.MARKDOWN) as write:
        write(made)
    (path,) = (tmp_path / "new").iterdir()
    assert path.name.endswith(f"-{made.id[:8]}.md")


def test_documents_in_one_file_of_markdown_are_parted_by_their_front_matter(tmp_path: Path) -> None:
    with to_files(tmp_path / "out.md", Output.MARKDOWN) as write:
        for name in "ab":
            write(article(document(name), body="Text.\n\n---\n\nMore."))
    lines = (tmp_path / "out.md").read_text().split("\n")
    assert lines.count("---") == 4
    assert lines.count("More.") == 2


@pytest.mark.parametrize("output", list(Output))
def test_what_no_encoding_can_hold_is_replaced(tmp_path: Path, output: Output) -> None:
    with to_files(tmp_path / "out", output) as write:
        write(article(document("a"), title="a\ud800b"))
    assert "a\N{REPLACEMENT CHARACTER}b".encode() in (tmp_path / "out").read_bytes()


def test_the_command_line_offers_every_format() -> None:
    assert list(FORMATS) == list(Output)
