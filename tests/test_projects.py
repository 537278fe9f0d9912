"""Beginning a project, and looking over what its user writes."""

from pathlib import Path

import pytest

from copydesk.checking import CheckError, check_file
from copydesk.settings import read_settings
from copydesk.starting import ProjectExistsError, start_project
from tests.conftest import ROOT, Program, article_text


def test_a_new_project_can_be_checked_and_is_what_was_asked_for(copydesk: Program, tmp_path: Path) -> None:
    (tmp_path / "my pages").mkdir()
    (tmp_path / "my pages" / "1.txt").write_text(article_text(1))
    begun = copydesk("init", "--sources", "my pages", "https://example.org/feed.xml")
    assert begun.returncode == 0
    assert begun.stdout.decode().splitlines()[0] == "wrote config/copydesk.toml"
    assert read_settings(tmp_path / "config" / "copydesk.toml").sources == ("my pages", "https://example.org/feed.xml")
    checked = copydesk("check")
    assert checked.stdout.decode() == "config/copydesk.toml: a configuration; sources: 1 file, 1 remote one\n"
    assert (checked.returncode, checked.stderr) == (0, b"")


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "outlets.toml").write_text("# mine")
    with pytest.raises(ProjectExistsError, match=r"outlets\.toml is there already; nothing was written"):
        start_project(tmp_path, ["pages"])
    assert [path.name for path in (tmp_path / "config").iterdir()] == ["outlets.toml"]


@pytest.mark.parametrize("name", ["config/outlets.toml", "flows/copydesk/data/outlets.toml"])
def test_our_own_outlets_are_good(name: str) -> None:
    assert check_file(ROOT / name).endswith("outlets")


@pytest.mark.parametrize(
    "path", sorted((ROOT / "flows/copydesk/data/lexicons").glob("*.toml")), ids=lambda path: path.stem
)
def test_our_own_lexicons_are_good(path: Path) -> None:
    assert check_file(path).startswith("a lexicon, ")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('sources = ["nowhere"]', r"there is nothing at nowhere"),
        (
            'sources = ["."]\nbatchsize = 3',
            r"mine.toml, line 2: batchsize: there is no such key; did you mean",
        ),
        ("sources = [1,\n;", r"mine.toml is not valid TOML: .*line 2"),
        ('language = "xx"\n[share]\nlines = ["Share it", "share it"]', r"\[share\] 'share it' stands there 2 times"),
        ('language = "xx"\n[sharing]\nlines = ["a"]', r"\[sharing\] is no role"),
        ('[[outlet]]\nname = "A"\n[[outlet]]\nname = "B"\naliases = ["a"]', r"'a' is the name of more than one outlet"),
        ('[[outlet]]\nname = "A"\ncolour = "red"', r"unknown key 'colour'"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_cure(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text)
    with pytest.raises(CheckError, match=message):
        check_file(path)


def test_all_files_are_checked_and_a_bad_one_makes_the_exit_status(copydesk: Program, tmp_path: Path) -> None:
    (tmp_path / "good.toml").write_text('language = "xx"\n[share]\nlines = ["share it"]')
    result = copydesk("check", "missing.toml", "good.toml")
    assert result.returncode == 2
    assert result.stdout.decode() == "good.toml: a lexicon, xx: 1 template\n"
    assert result.stderr.startswith(b"copydesk: there is no file missing.toml; ")
