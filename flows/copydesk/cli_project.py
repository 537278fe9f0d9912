"""The commands that begin and check a project, and complete commands in a shell: parsing and printing only."""
# ruff: noqa: PLC0415 (`copydesk --help` must not wait for imports)

import argparse
from pathlib import Path
from typing import Any

from copydesk.exits import BAD_USAGE, WELL, fail


def add_project_commands(commands: "argparse._SubParsersAction[Any]") -> None:
    """`copydesk init`, `copydesk check` and `copydesk completion`."""
    init = commands.add_parser("init", help="begin a project: write a commented configuration")
    init.description = (
        "Write config/copydesk.toml, config/outlets.toml and config/prefect.yaml, each with comments that tell what "
        "its keys do. Nothing that is there is overwritten."
    )
    init.add_argument(
        "folder", nargs="?", metavar="FOLDER", type=Path, default=Path(), help="of the project (default: here)"
    )
    init.add_argument(
        "--sources",
        nargs="+",
        metavar="SOURCE",
        default=["pages"],
        help="files, folders, patterns and addresses to read, from the project's folder (default: pages)",
    )
    init.set_defaults(command=_init)
    check = commands.add_parser("check", help="look a configuration, outlets or lexicons over for mistakes")
    check.description = (
        "Look files over that you have written: configurations, with the outlets and sources that they name; lists of "
        "outlets; lexicons. Each mistake is told with its place and its cure; then the exit status is 2."
    )
    check.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        type=Path,
        default=[Path("config/copydesk.toml")],
        help="what to check (default: config/copydesk.toml)",
    )
    check.set_defaults(command=_check)
    completion = commands.add_parser("completion", help="print what lets a shell complete copydesk's command line")
    completion.description = (
        "Print the script that lets a shell complete copydesk's commands, options and files. Put it where the shell "
        "looks: for bash into ~/.local/share/bash-completion/completions/copydesk, for zsh as _copydesk into a folder "
        "of $fpath, for fish into ~/.config/fish/completions/copydesk.fish."
    )
    completion.add_argument("shell", choices=("bash", "zsh", "fish"), help="the shell to print it for")
    completion.set_defaults(command=_completion)


def _init(options: argparse.Namespace) -> int:
    from copydesk.starting import start_project

    try:
        written = start_project(options.folder, options.sources)
    except OSError as error:
        return fail(str(error))
    for path in written:
        print(f"wrote {path}")
    print("Look at the first of them, then: copydesk check && copydesk run")
    return WELL


def _check(options: argparse.Namespace) -> int:
    from copydesk.checking import CheckError, check_file

    status = WELL
    for path in options.files:
        try:
            print(f"{path}: {check_file(path)}")
        except CheckError as error:
            status = fail(str(error), BAD_USAGE)
    return status


def _completion(options: argparse.Namespace) -> int:
    from copydesk.cli import make_parser
    from copydesk.completing import completion

    print(completion(make_parser(), options.shell), end="")
    return WELL
