"""The stamp of the settings: what stands in the files that they name counts, and not where these lie."""

import shutil
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from copydesk.settings import CleaningSettings
from copydesk.stamping import stamp_of

OUTLETS = '[[outlet]]\nname = "The Bergfeld Courier"\ndomains = ["bergfeldcourier.example"]\n'


def with_outlets(path: Path, text: str = OUTLETS) -> str:
    path.write_text(text)
    return stamp_of(CleaningSettings(outlets=path))


def test_the_users_outlets_count_wherever_they_lie(tmp_path: Path) -> None:
    stamp = with_outlets(tmp_path / "a.toml")
    assert with_outlets(tmp_path / "b.toml") == stamp
    assert with_outlets(tmp_path / "a.toml", OUTLETS.replace("Courier", "Post")) != stamp
    assert stamp_of(CleaningSettings()) != stamp


@pytest.mark.parametrize("kind", ["text", "html"])
def test_the_users_model_counts_wherever_it_lies(tmp_path: Path, kind: str) -> None:
    with as_file(files("copydesk") / "data" / "model") as ours:
        for name in ("a", "b"):
            shutil.copytree(ours, tmp_path / name)
    stamp = stamp_of(CleaningSettings(model=tmp_path / "a"))
    assert stamp_of(CleaningSettings(model=tmp_path / "b")) == stamp
    with (tmp_path / "b" / kind / "weights.npz").open("ab") as weights:
        weights.write(b"x")
    assert stamp_of(CleaningSettings(model=tmp_path / "b")) != stamp
    assert stamp_of(CleaningSettings()) != stamp
