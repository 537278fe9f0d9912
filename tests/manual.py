"""Pages of the documentation that are made from the code: the command line and the settings."""

import argparse
import ast
import inspect
import itertools
import textwrap
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from copydesk.cli import make_parser
from copydesk.settings import Settings

_MADE = "<!-- Made by `make accept` from the code. -->\n\n"


def command_line_page() -> str:
    """Every command with its arguments, as `--help` tells them; the form does not depend on the version of Python."""
    parser = make_parser()
    parts = [f"{_MADE}# Command line\n", f"{parser.description}\n", f"{parser.epilog}\n"]
    for command, sub in _commands(parser).items():
        parts += [f"## `copydesk {command}`\n", f"{sub.description or f'{_help_of(parser, command)}.'}\n"]
        parts += ["| argument | what it does |\n|---|---|\n" + "".join(_rows(sub))]
    return "\n".join(parts)


def settings_page() -> str:
    """Every key of `config/copydesk.toml`, with its default."""
    lines = [
        f"{_MADE}# Settings\n",
        "Keys of `config/copydesk.toml`. Relative paths start from the project's folder.\n",
    ]
    return "\n".join([*lines, *_tables(Settings, "")])


def _commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    found: dict[str, argparse.ArgumentParser] = _subparsers(parser).choices
    return found


def _help_of(parser: argparse.ArgumentParser, command: str) -> str:
    [found] = [choice.help for choice in _subparsers(parser)._choices_actions if choice.dest == command]
    text = str(found)
    return text[0].upper() + text[1:]


def _subparsers(parser: argparse.ArgumentParser) -> Any:
    [found] = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return found


def _rows(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        if isinstance(action, argparse._HelpAction):
            continue
        metavar = action.metavar or "|".join(map(str, action.choices or ()))
        name = ", ".join(action.option_strings)
        shown = f"{name} {metavar}".strip() if action.nargs != 0 else name
        text = str(action.help) % {"default": action.default, "prog": parser.prog}
        yield f"| `{_cell(shown)}` | {_cell(text)} |\n"


def _tables(model: type[BaseModel], prefix: str) -> Iterator[str]:
    """A heading and a table for MODEL, and then for the models inside it."""
    yield f"## `[{prefix}]`\n" if prefix else "## At the top\n"
    if model.__doc__ and prefix:
        yield f"{model.__doc__.partition('>>>')[0].strip()}\n"
    yield "| key | default | what it says |\n|---|---|---|"
    inside, said = [], _attribute_docstrings(model)
    for name, field in model.model_fields.items():
        if field.exclude:
            continue
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            inside.append((field.annotation, f"{prefix}.{name}".lstrip(".")))
        else:
            yield f"| `{name}` | {_default(field)} | {_cell(said.get(name, ''))} |"
    yield ""
    for table, path in inside:
        yield from _tables(table, path)


def _attribute_docstrings(model: type[BaseModel]) -> dict[str, str]:
    """What stands below each field in the source. The settings need not know it at run time: reading it takes time."""
    (definition,) = ast.parse(textwrap.dedent(inspect.getsource(model))).body
    assert isinstance(definition, ast.ClassDef)
    return {
        field.target.id: below.value.value
        for field, below in itertools.pairwise(definition.body)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant) and isinstance(below.value.value, str)
    }


def _default(field: FieldInfo) -> str:
    value = field.default
    if value is PydanticUndefined:
        return "required" if field.default_factory is None else ""
    shown = "none" if value is None else str(value) if not isinstance(value, tuple) else ", ".join(map(str, value))
    return f"`{shown}`" if shown else ""


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
