"""Files are replaced whole or not at all."""

import os
import threading
from pathlib import Path

import pytest

from copydesk.storing import replacing
from copydesk.storing.destinations import rejected_sibling, to_files
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
