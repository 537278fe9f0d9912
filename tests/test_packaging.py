"""The wheel, built and installed in a clean environment: the program and the flow work from any folder."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from copydesk import __version__
from tests.conftest import ROOT, article_text


def run(*command: str | Path, cwd: str | Path = "/") -> str:
    result = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=300)
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by the locked hatchling."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    run(*pip, "wheel", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", folder, ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of a clean environment with the wheel in it, and this one's libraries but not its copydesk."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    interpreter = folder / "bin" / "python"
    packages = Path(run(interpreter, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--python", str(interpreter)]
    run(*pip, "install", "--no-deps", "--no-index", wheel)
    (packages / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")  # its own .pth files are not read
    return interpreter


def test_the_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names} == {"copydesk", f"copydesk-{__version__}.dist-info"}
    here = {
        str((Path(folder) / name).relative_to(ROOT / "flows"))
        for folder, _, files in os.walk(ROOT / "flows" / "copydesk", followlinks=True)
        for name in files
        if not folder.endswith("__pycache__")
    }
    assert {name for name in names if name.startswith("copydesk/")} == here
    assert {"copydesk/py.typed", "copydesk/flow.py", "copydesk/data/article.schema.json"} <= here


def test_the_program_cleans_a_page_from_any_folder(python: Path, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(article_text(1))
    program = python.parent / "copydesk"
    assert run(program, "--version") == f"copydesk {__version__}\n"
    for jobs in ("1", "2"):
        record = json.loads(run(program, "clean", tmp_path / "page.txt", "--jobs", jobs))
        assert record["title"] == "Council 1 to repair the old bridge"


def test_the_flow_is_imported_by_its_module_path_from_the_wheel(python: Path) -> None:
    code = "import copydesk.flow, json; print(json.dumps([copydesk.flow.__file__, copydesk.flow.ingest.name]))"
    file, name = json.loads(run(python, "-P", "-c", code))
    assert Path(file).is_relative_to(python.parents[1])
    assert name == "ingest"
    load = "from prefect.flows import load_flow_from_entrypoint as load; print(load('copydesk.flow.ingest').name)"
    assert run(python, "-P", "-c", load) == "ingest\n"
