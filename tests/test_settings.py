"""The configuration: what is read, where its paths start, and errors that say where and how to cure them."""

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from copydesk.outlets import registry
from copydesk.reading.compression import SUFFIXES
from copydesk.reading.kinds import suffixes_of
from copydesk.settings import CleaningSettings, Settings, SettingsError, read_settings
from copydesk.source_settings import Columns, Kind, SourceSettings
from tests.conftest import ROOT


def write(tmp_path: Path, text: str, name: str = "config/copydesk.toml") -> Path:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_the_projects_own_configuration() -> None:
    settings = read_settings(ROOT / "config" / "copydesk.toml")
    assert settings.sources == ("seeds",)
    assert settings.output == ROOT / "cleaned"
    assert settings.root == ROOT


def test_what_the_projects_configuration_says_are_the_defaults() -> None:
    settings = read_settings(ROOT / "config" / "copydesk.toml")
    assert settings == Settings(sources=("seeds",), root=ROOT, output=ROOT / "cleaned")


def test_the_projects_configuration_names_what_is_taken_of_folders() -> None:
    text = (ROOT / "config" / "copydesk.toml").read_text(encoding="utf-8")
    told = set(re.findall(r"\.\w+", text.partition("sources = ")[0].partition("Folders are")[2]))
    assert told >= {*suffixes_of(Kind.AUTO), *SUFFIXES}


def test_paths_start_above_the_config_folder_or_else_beside_the_file(tmp_path: Path) -> None:
    text = 'sources = ["a"]\noutput = "out"\ncleaning.outlets = "mine.toml"\n'
    (tmp_path / "mine.toml").touch()
    for name in ("config/copydesk.toml", "desk.toml"):
        settings = read_settings(write(tmp_path, text, name))
        assert (settings.root, settings.output) == (tmp_path, tmp_path / "out")
        assert settings.cleaning.outlets == tmp_path / "mine.toml"


def test_a_relative_configuration_path_starts_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, 'sources = ["a"]')
    monkeypatch.chdir(tmp_path)
    assert read_settings("config/copydesk.toml").root == tmp_path


def test_overrides(tmp_path: Path) -> None:
    settings = read_settings(write(tmp_path, 'sources = ["a"]'))
    assert settings.with_overrides() == settings
    changed = settings.with_overrides(sources=["b", "c"], output="elsewhere")
    assert (changed.sources, changed.output) == (("b", "c"), tmp_path / "elsewhere")
    with pytest.raises(ValidationError):
        settings.with_overrides(sources=[])


def test_sources_with_more_to_be_said_come_behind_the_others(tmp_path: Path) -> None:
    text = 'sources = ["a"]\n[[source]]\npath = "b"\nkind = "jsonl"\ncolumns.text = "t"\n[[source]]\npath = "c"\n'
    settings = read_settings(write(tmp_path, text))
    b = SourceSettings(path="b", kind=Kind.JSONL, columns=Columns(text="t"))
    assert settings.all_sources == ("a", b, SourceSettings(path="c"))
    assert settings.with_overrides(sources=["d"]).all_sources == ("d",)
    assert read_settings(write(tmp_path, '[[source]]\npath = "b"')).all_sources == (SourceSettings(path="b"),)


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        CleaningSettings().max_bytes = 1  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sources = [", "config/copydesk.toml is not valid TOML"),
        ("", "copydesk.toml: sources: name what to read; for example sources = "),
        ("sources = []", "line 1: sources: name what to read; for example sources = "),
        ('[[source]]\nkind = "jsonl"', "line 1: source.path: this key is required"),
        ('[[source]]\npath = ""', "line 2: source.path: this names no file"),
        (
            '[[source]]\npath = "a"\n\n[[source]]\npath = "b"\nkind = "csv"',
            "line 6: source.kind: input should be 'auto', 'page', 'warc', 'jsonl', 'parquet', 'zip', 'feed' or 'urls'",
        ),
        (
            '[[source]]\npath = "a"\n[[source]]\npath = "b"\n[source.columns]\ntxt = "c"',
            "line 6: source.columns.txt: there is no such key; did you mean text?",
        ),
        (
            '[[source]]\npath = "a"\ncolumns = { rul = "c" }',
            "line 3: source.columns.rul: there is no such key; did you mean url?",
        ),
        ('sources = ["a", "-"]', "line 1: sources: standard input cannot be read on a schedule"),
        ('sources = [""]', "line 1: sources: this names no file"),
        ('sources = ["a"]\nbatchsize = 3', "line 2: batchsize: there is no such key; did you mean batch_size?"),
        (
            'sources = ["a"]\n\n[cleaning]\nxyz = 3',
            "line 4: cleaning.xyz: there is no such key; known are engine, max_bytes",
        ),
        ('sources = ["a"]\n[shedule]\ncron = "x"', "line 2: shedule: there is no such key; did you mean schedule?"),
        (
            'sources = ["a"]\nworkers = -1',
            "line 2: workers: input should be greater than or equal to 0, but this is -1",
        ),
        ('sources = ["a"]\nretries = "x"', "line 2: retries: input should be a valid integer, unable to parse"),
        ('sources = ["a"]\n[schedule]\ncron = "often"', "line 3: schedule.cron: a cron schedule has five fields"),
        ('sources = ["a"]\nschedule.timezone = "Mars"', "line 2: schedule.timezone: a time zone is named as in"),
        ('sources = ["a"]\n[cleaning]\noutlets = "no.toml"', "line 3: cleaning.outlets: there is no file "),
        (
            'sources = ["a"]\n[cleaning]\nmodel = "no"',
            "line 3: cleaning.model: no line model can be read there; it names",
        ),
        ('sources = ["a"]\n[cleaning]\nmin_article_chance = 2', "line 3: cleaning.min_article_chance: "),
        ('sources = ["a"]\nroot = "/"', "line 2: root is no key"),
    ],
)
def test_errors_name_the_file_the_line_and_the_cure(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SettingsError) as raised:
        read_settings(write(tmp_path, text))
    assert message in str(raised.value)
    assert str(raised.value).startswith(str(tmp_path / "config" / "copydesk.toml"))


def test_a_mistake_in_the_users_outlets_is_told_when_the_settings_are_read(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('[[outlet]]\nnaem = "Post"\n')
    with pytest.raises(SettingsError, match=r"mine\.toml.*has no name"):
        read_settings(write(tmp_path, 'sources = ["a"]\ncleaning.outlets = "mine.toml"'))


def test_the_example_of_an_outlet_is_one(tmp_path: Path) -> None:
    """Once the marks are taken from it, as its first lines say."""
    lines = (ROOT / "config" / "outlets.toml").read_text("utf-8").splitlines()
    example = [line.removeprefix("# ") for line in lines[lines.index("# [[outlet]]") :]]
    (tmp_path / "mine.toml").write_text("\n".join(example))
    read_settings(write(tmp_path, 'sources = ["a"]\ncleaning.outlets = "mine.toml"'))
    assert "The Example Post" in [outlet.name for outlet in registry(tmp_path / "mine.toml").outlets]


def test_each_error_has_its_line(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as raised:
        read_settings(write(tmp_path, 'sources = ["a"]\nworkers = -1\nretries = -1\n'))
    assert len(str(raised.value).splitlines()) == 2


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="name one with --config FILE"):
        read_settings(tmp_path / "none.toml")


def test_a_file_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes(b'sources = ["caf\xe9"]')
    with pytest.raises(SettingsError, match="cannot be read"):
        read_settings(tmp_path / "latin.toml")
