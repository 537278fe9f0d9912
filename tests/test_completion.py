"""The command line, completed by real shells."""

import os
import pty
import re
import select
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


LINES = [
    ("copydesk cl", "copydesk clean"),
    ("copydesk clean --eng", "copydesk clean --engine"),
    ("copydesk clean --engine th", "copydesk clean --engine thorough"),
    ("copydesk clean --format mark", "copydesk clean --format markdown"),
    ("copydesk clean page.", "copydesk clean page.txt"),
    ("copydesk report page", "copydesk report pages/"),
    ("copydesk completion f", "copydesk completion fish"),
    ("copydesk clean --nothing", "copydesk clean --nothing"),
]


def folder_with(copydesk: Program, folder: Path, shell: str) -> Path:
    """The folder, with what `copydesk completion` prints for a shell, a file and a folder in it."""
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    (folder / "_copydesk").write_bytes(copydesk("completion", shell).stdout)
    (folder / "page.txt").write_text("A page.")
    (folder / "pages").mkdir()
    return folder


@pytest.mark.parametrize(("line", "completed"), LINES)
def test_fish_completes(copydesk: Program, tmp_path: Path, line: str, completed: str) -> None:
    folder = folder_with(copydesk, tmp_path, "fish")
    code = f"source _copydesk; complete --do-complete '{line}'"
    run = subprocess.run(["fish", "-c", code], cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    assert run.stderr == ""
    offered = {row.partition("\t")[0] for row in run.stdout.splitlines()}  # fish says what each is for
    assert offered == ({completed.rsplit(maxsplit=1)[-1]} if completed != line else set())


@pytest.mark.parametrize(("line", "completed"), LINES)
def test_zsh_completes(copydesk: Program, tmp_path: Path, line: str, completed: str) -> None:
    folder = folder_with(copydesk, tmp_path, "zsh")
    (folder / ".zshrc").write_text(
        "fpath=($PWD $fpath); autoload -Uz compinit; compinit -u -D\n"
        'show() { zle complete-word; print -r -- "<$BUFFER>"; exit }; zle -N show; bindkey "^T" show\n'
        "print ready\n"
    )
    said = typed(["zsh", "-i"], folder, f"{line}\x14")
    assert re.findall("<(.*)>", said)[-1].rstrip() == completed


def typed(command: list[str], folder: Path, keys: str) -> str:
    """What a program says on a terminal in which a user types KEYS once it is ready."""
    ours, theirs = pty.openpty()
    environment = {"HOME": str(folder), "ZDOTDIR": str(folder), "PATH": os.environ["PATH"], "TERM": "dumb"}
    with subprocess.Popen(command, cwd=folder, env=environment, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        said = b""
        try:
            while select.select([ours], [], [], 30)[0]:
                said += os.read(ours, 4096)
                if b"ready" in said and keys:
                    os.write(ours, keys.encode())
                    keys = ""
        except OSError:  # the program has ended, and with it the terminal
            pass
        finally:
            process.kill()
            os.close(ours)
    return said.decode("utf-8", "replace")
