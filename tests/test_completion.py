"""The command line, completed by real shells."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import Program


@pytest.fixture
def script(copydesk: Program, tmp_path: Path) -> Path:
    """What `copydesk completion bash` prints, in a folder with a file and a folder."""
    (tmp_path / "page.txt").write_text("A page.")
    (tmp_path / "pages").mkdir()
    path = tmp_path / "completion.sh"
    path.write_bytes(copydesk("completion", "bash").stdout)
    return path


def completed(script: Path, line: str) -> set[str]:
    """What bash offers at the end of a line when the user presses Tab."""
    words = line.split(" ")
    code = (
        f"source {script}; COMP_WORDS=({' '.join(words)} {'' if words[-1] else chr(39) * 2}); "
        f"COMP_CWORD={len(words) - 1}; _shtab_copydesk; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    )
    bash = ["bash", "--norc", "-c", code]
    run = subprocess.run(bash, cwd=script.parent, capture_output=True, text=True, timeout=30, check=True)
    return set(run.stdout.split())


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("copydesk cl", {"clean"}),
        ("copydesk ex", {"explain", "export"}),
        ("copydesk clean --eng", {"--engine"}),
        ("copydesk clean --engine ", {"thorough", "fast"}),
        ("copydesk clean --format mark", {"markdown"}),
        ("copydesk clean pag", {"page.txt", "pages"}),
        ("copydesk clean page.txt -o com", {"completion.sh"}),
        ("copydesk report pag", {"pages"}),
        ("copydesk report -o pag", {"pages"}),
        ("copydesk completion ", {"bash", "zsh", "fish"}),
    ],
)
def test_bash_offers(script: Path, line: str, offered: set[str]) -> None:
    assert completed(script, line) == offered


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_read_their_script(copydesk: Program, tmp_path: Path, shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    (tmp_path / "_copydesk").write_bytes(copydesk("completion", shell).stdout)
    (tmp_path / "pages").mkdir()
    code = {
        "fish": "source _copydesk; complete --do-complete 'copydesk clean --engine '",
        "zsh": "fpath=($PWD $fpath); autoload -Uz compinit; compinit -u -D; print $_comps[copydesk]; zsh -n _copydesk",
    }[shell]
    run = subprocess.run([shell, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert run.stderr == ""
    offered = {line.partition("\t")[0] for line in run.stdout.splitlines()}  # fish says what each is for
    assert offered == {"fish": {"fast", "thorough"}, "zsh": {"_copydesk"}}[shell]
