"""The documentation: what it shows is what happens, what is made from the code is fresh, and it builds cleanly."""

import doctest
import itertools
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from copydesk.cli import make_parser
from copydesk.lexicons import parse_lexicon
from copydesk.outlet_files import parse_outlets
from copydesk.record import from_json
from copydesk.settings import read_settings
from tests.accept import EXPECTED, ROOT, SEEDS
from tests.notebooks import NOTEBOOK, executed_notebook, outputs_of
from tests.storing.outcomes import run as put

DOCS = ROOT / "docs"
LEFT_OUT = "…"


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: str(path.relative_to(ROOT)))
def test_expected_files_are_fresh(path: Path) -> None:
    make: Callable[[], str] = EXPECTED[path]
    assert path.read_text(encoding="utf-8") == make(), "run `make accept`, and read what changed"


class Shown(NamedTuple):
    """A command that a page shows, and what it is said to print."""

    command: str
    output: list[str]


def shown_in(page: str) -> list[Shown]:
    """The commands in the console blocks of a page; a here-document belongs to its command."""
    found = []
    for block in re.findall(r"^```console\n(.*?)^```$", page, re.DOTALL | re.MULTILINE):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            lines = part.splitlines()
            end = lines.index("END") + 1 if "<<'END'" in lines[0] else 1
            found.append(Shown("\n".join(lines[:end]), lines[end:]))
    return found


def test_the_tutorials_commands_print_what_it_shows(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    beside = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{beside}:{os.environ['PATH']}"}
    options: dict[str, Any] = {
        "cwd": tmp_path,
        "env": environment,
        "stdout": subprocess.PIPE,
        "stderr": subprocess.STDOUT,
        "text": True,
        "timeout": 120,
    }
    commands = shown_in((DOCS / "tutorial.md").read_text(encoding="utf-8"))
    assert len(commands) > 8
    for command, output in commands:
        run = subprocess.run(["bash", "-c", command], **options, check=False)
        assert fits(run.stdout.splitlines(), output), f"$ {command}\n{run.stdout}"


def fits(printed: list[str], shown: list[str]) -> bool:
    """Whether lines are what is shown; a line of … stands for any number of them."""
    pattern = "".join(".*?" if line == LEFT_OUT else f"{re.escape(line.rstrip())}\n" for line in shown)
    return re.fullmatch(pattern, "".join(f"{line.rstrip()}\n" for line in printed), re.DOTALL) is not None


def test_a_line_left_out_stands_for_any_and_no_other_does() -> None:
    assert fits(["a", "b", "c"], ["a", LEFT_OUT, "c"])
    assert fits(["a"], ["a", LEFT_OUT])
    assert not fits(["a", "b"], ["a"])
    assert not fits(["a", "x"], ["a", "b"])


@pytest.fixture
def in_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests are in a folder with the seeds, and with the store that a run makes of them."""
    shutil.copytree(SEEDS, tmp_path / "seeds", ignore=shutil.ignore_patterns("*.jsonl"))
    records = (SEEDS / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    put(tmp_path / "cleaned", [from_json(line) for line in records])
    monkeypatch.chdir(tmp_path)


PAGES_IN_PYTHON = [path for path in sorted(DOCS.rglob("*.md")) if "```pycon" in path.read_text(encoding="utf-8")]


@pytest.mark.usefixtures("in_project")
@pytest.mark.parametrize("path", PAGES_IN_PYTHON, ids=lambda path: path.stem)
def test_what_python_is_shown_to_say_is_what_it_says(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blocks = re.findall(r"^```pycon\n(.*?)^```$", path.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    page = doctest.DocTestParser().get_doctest("\n\n".join(blocks), {}, path.name, str(path), 0)
    failed, tried = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(page)
    assert (failed, tried > 0) == (0, True), capsys.readouterr().out


def test_the_notebook_shows_what_its_cells_give() -> None:
    shown = outputs_of(NOTEBOOK.read_text(encoding="utf-8"))
    assert len(shown) > 20
    assert outputs_of(executed_notebook()) == shown, "run `make accept`, and read what changed"


COMMAND = re.compile(r"^(?: {4}|\$ )(?:curl … \| )?copydesk (.*)$", re.MULTILINE)
ENDS = frozenset({"|", ">", ";", "&&"})


@pytest.mark.parametrize("path", [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))], ids=lambda path: path.stem)
def test_every_command_that_is_shown_is_one(path: Path) -> None:
    for shown in COMMAND.findall(path.read_text(encoding="utf-8")):
        words = shlex.split(shown.replace(";", " ; "), comments=True)
        arguments = list(itertools.takewhile(lambda word: word not in ENDS, words))
        assert make_parser().parse_args(arguments).command, shown


@pytest.mark.parametrize("path", sorted((DOCS / "howto").glob("*.md")), ids=lambda path: path.stem)
def test_what_is_shown_to_be_written_is_taken(path: Path, tmp_path: Path) -> None:
    for block in re.findall(r"^```toml\n(.*?)^```$", path.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE):
        if path.stem == "lexicon":
            assert len(parse_lexicon(f'language = "xx"\nname = "X"\n{block}', path.name).entries) == 2
        elif "[[outlet]]" in block:
            assert [outlet.name for outlet in parse_outlets(block, path.name)] == ["The Example Post"]
        elif block.startswith("signs"):
            assert parse_outlets(f'[[outlet]]\nname = "A"\n{block}', path.name)[0].signs
        else:
            config = tmp_path / "config" / "copydesk.toml"
            config.parent.mkdir(exist_ok=True)
            config.with_name("outlets.toml").touch()
            config.write_text(block if "sources" in block else f'sources = ["pages"]\n{block}', encoding="utf-8")
            assert read_settings(config).all_sources


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documentation, built as `make docs` builds it."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", folder]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert run.returncode == 0, run.stderr
    assert "WARNING" not in run.stderr
    return folder


def test_the_reference_tells_what_each_field_holds(site: Path) -> None:
    assert "registrable domain" in (site / "reference" / "record" / "index.html").read_text(encoding="utf-8")


FETCHES = re.compile(
    r"""
    <(?:script|img|iframe) [^>]* \bsrc="(https?:[^"]+)
  | <link [^>]* rel="(?:stylesheet|preconnect)" [^>]* href="(https?:[^"]+)
    """,
    re.VERBOSE,
)


def test_the_documentation_fetches_nothing_from_elsewhere(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert len(pages) > 10
    for page in pages:
        assert FETCHES.findall(page.read_text(encoding="utf-8")) == []
