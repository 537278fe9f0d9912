"""The configuration: what `config/copydesk.toml` may say, checked; errors name the file, the line and the cure.

Relative paths in a configuration file start from the project's folder: the folder above, if the file lies in a folder
named `config`, and otherwise the folder that the file lies in.
"""

import difflib
import enum
import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    NonNegativeInt,
    PositiveFloat,
    PositiveInt,
    ValidationError,
)
from pydantic_core import ErrorDetails

from copydesk.model import Engine, Format

DEFAULT_CONFIG = Path("config/copydesk.toml")
"""Where `copydesk run` and `copydesk serve` look when they are told nothing."""

_MEBIBYTE = 1024 * 1024
_CRON_FIELDS = 5
_CRON_FIELD = re.compile(r"[\d*/,\-A-Za-z#?]+")


class SettingsError(ValueError):
    """A configuration that cannot be used; the message says where and how to cure it."""


def _is_cron(value: str) -> str:
    fields = value.split()
    if len(fields) != _CRON_FIELDS or not all(_CRON_FIELD.fullmatch(field) for field in fields):
        raise ValueError('a cron schedule has five fields, as in "0 * * * *" (every hour)')
    return value


def _is_time_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError('a time zone is named as in "Asia/Tehran"') from error
    return value


def _are_different(values: tuple[Format, ...]) -> tuple[Format, ...]:
    if len(set(values)) < len(values):
        raise ValueError("each format is named once")
    return values


def _is_source(value: str) -> str:
    if value == "-":
        raise ValueError("standard input cannot be read on a schedule; name files, folders or patterns")
    if not value or "\0" in value:
        raise ValueError("this names no file, folder or pattern")
    return value


class _Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class CleaningSettings(_Settings):
    """What decides how one document is cleaned. The same content, settings and version give the same record."""

    max_bytes: PositiveInt = 20 * _MEBIBYTE
    """Largest content taken, in bytes after decompression; anything above is rejected as too_large."""
    min_body_characters: NonNegativeInt = 1
    """A page with a shorter body is rejected as not_an_article."""
    min_article_chance: Annotated[float, Field(ge=0, le=1)] = 0.1
    """A page of lost-markup text with a smaller chance of having an article on it is rejected as not_an_article."""
    engine: Engine = Engine.THOROUGH
    """How HTML is read: "thorough" asks trafilatura for its opinion, "fast" asks nobody and is much faster."""
    model: Path | None = None
    """Folder of line models of your own, text/ and html/, as training/ makes them; without one, copydesk's are used."""
    outlets: Path | None = None
    """The user's additions to the registry of outlets, as config/outlets.toml shows."""


class Reclean(enum.StrEnum):
    """Which documents that are in the store are cleaned again."""

    NEVER = "never"
    OLDER_VERSION = "older-version"


class DuplicatesSettings(_Settings):
    """Which records the store takes for records of one article. Nothing is deleted."""

    threshold: Annotated[float, Field(gt=0, le=1)] = 0.7
    """How much of the smaller of two bodies has to be in the larger one."""


class ScheduleSettings(_Settings):
    """When `copydesk serve` runs the flow."""

    cron: Annotated[str, AfterValidator(_is_cron)] = "0 * * * *"
    """Minute, hour, day of month, month, day of week."""
    timezone: Annotated[str, AfterValidator(_is_time_zone)] = "UTC"
    """Time zone of the cron schedule."""
    port: Annotated[int, Field(ge=0, le=65535)] = 0
    """Port of the Prefect server that `copydesk serve` starts where none is configured; 0 takes a free one."""


class Settings(_Settings):
    """A whole configuration."""

    sources: Annotated[tuple[Annotated[str, AfterValidator(_is_source)], ...], Field(min_length=1)]
    """Files, folders and patterns to read, in the order in which their records shall stand in the store."""
    output: Path = Path("cleaned")
    """Folder of the store."""
    formats: Annotated[tuple[Format, ...], Field(min_length=1), AfterValidator(_are_different)] = (
        Format.JSONL,
        Format.PARQUET,
    )
    """In which formats the store keeps each record: "jsonl", "parquet" or both; the first is the one it reads again."""
    reclean: Reclean = Reclean.NEVER
    """What is cleaned besides what is new: "never" anything, or what an "older-version" of copydesk has cleaned."""
    batch_size: PositiveInt = 256
    """Documents a task of the flow; aim for 10 to 30 seconds of work."""
    workers: NonNegativeInt = 0
    """Worker processes; 0 is one for each core."""
    seconds_per_document: PositiveFloat = 60.0
    """Time limit of one document; what takes longer is stopped and rejected as timeout."""
    retries: NonNegativeInt = 3
    """How often a read or a write that failed for a passing reason is tried again."""
    cleaning: CleaningSettings = CleaningSettings()
    duplicates: DuplicatesSettings = DuplicatesSettings()
    schedule: ScheduleSettings = ScheduleSettings()
    root: Annotated[Path, Field(exclude=True)] = Path()
    """Folder that relative paths start from; follows from the place of the file and is no key in it."""

    def with_overrides(self, sources: Sequence[str] | None = None, output: str | None = None) -> Self:
        """The same settings with other sources or another output folder, where one is given."""
        values: dict[str, Any] = dict(self)
        if sources is not None:
            values["sources"] = tuple(sources)
        if output is not None:
            values["output"] = self.root / output
        return self.model_validate(values)


def read_settings(path: Path | str) -> Settings:
    """The settings that a configuration file holds; its paths are resolved, its sources stay as they are written.

    Raises SettingsError, whose message names the file, the line, the key and the cure.
    """
    path = Path(path)
    text = _read_text(path)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path} is not valid TOML: {error}") from error
    if "root" in values:
        raise SettingsError(f"{_place(path, text, ('root',))}: root is no key; paths start from the project's folder")
    root = _project_folder(path)
    try:
        settings = Settings.model_validate({**values, "root": root})
    except ValidationError as error:
        raise SettingsError("\n".join(_explain(path, text, detail) for detail in error.errors())) from error
    cleaning = settings.cleaning
    if cleaning.outlets is not None:
        outlets = root / cleaning.outlets
        _check_outlets(outlets, _place(path, text, ("cleaning", "outlets")))
        cleaning = cleaning.model_copy(update={"outlets": outlets})
    if cleaning.model is not None:
        model = root / cleaning.model
        _check_model(model, _place(path, text, ("cleaning", "model")))
        cleaning = cleaning.model_copy(update={"model": model})
    return settings.model_copy(update={"output": root / settings.output, "cleaning": cleaning})


def _check_outlets(outlets: Path, place: str) -> None:
    """Read the user's outlets once, so that a mistake in them is told now and not in every document's rejection."""
    from copydesk.outlets import OutletsError, registry  # noqa: PLC0415 (few have such a file)

    if not outlets.is_file():
        raise SettingsError(f"{place}: cleaning.outlets: there is no file {outlets}")
    try:
        registry(outlets)
    except OutletsError as error:
        raise SettingsError(str(error)) from error


def _check_model(model: Path, place: str) -> None:
    """Read the user's line model once, for the same reason."""
    from copydesk.labelling.network import DamagedModelError, Kind, load_model  # noqa: PLC0415 (few have such a model)

    try:
        for kind in Kind:
            load_model(kind, model)
    except (OSError, KeyError, ValueError, DamagedModelError) as error:
        cure = "it names a folder with the weights.npz and about.toml that training/ writes"
        raise SettingsError(f"{place}: cleaning.model: no line model can be read there; {cure} ({error})") from error


def _project_folder(path: Path) -> Path:
    folder = path.absolute().parent
    return folder.parent if folder.name == "config" else folder


def _read_text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError as error:
        cure = "name one with --config FILE, or run copydesk in a folder that has config/copydesk.toml"
        raise SettingsError(f"there is no configuration file {path}; {cure}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"the configuration file {path} cannot be read: {error}") from error


def _explain(path: Path, text: str, detail: ErrorDetails) -> str:
    """One line for one error of pydantic's: place, key, what is wrong, what to do."""
    location = detail["loc"]
    names = [str(part) for part in location if isinstance(part, str)]
    key = ".".join(names)
    match detail["type"]:
        case "extra_forbidden":
            near = difflib.get_close_matches(names[-1], _keys(names[:-1]), n=1)
            advice = f"did you mean {near[0]}?" if near else f"known are {', '.join(_keys(names[:-1]))}"
            message = f"there is no such key; {advice}"
        case "missing":
            message = 'this key is required; for example sources = ["pages"]' if key == "sources" else "is required"
        case "value_error":
            message = str(detail["ctx"]["error"])
        case _:
            message = f"{detail['msg'][0].lower()}{detail['msg'][1:]}, but this is {detail['input']!r}"
    return f"{_place(path, text, names)}: {key}: {message}"


def _keys(table: Sequence[str]) -> list[str]:
    """Names of the keys that a table of the file may have."""
    models: Mapping[str, type[BaseModel]] = {
        "cleaning": CleaningSettings,
        "duplicates": DuplicatesSettings,
        "schedule": ScheduleSettings,
    }
    model = models.get(table[0], Settings) if table else Settings
    return sorted(name for name in model.model_fields if name != "root")


def _place(path: Path, text: str, names: Sequence[str]) -> str:
    """The file, and the line that the key stands on if it is found: "config/copydesk.toml, line 3"."""
    table = ""
    wanted = ".".join(names)
    for number, line in enumerate(text.splitlines(), start=1):
        if header := re.match(r"\s*\[+\s*([^\[\]]+?)\s*\]", line):
            table = header[1].replace('"', "") + "."
            found = table == f"{wanted}."
        else:
            key = re.match(r"\s*([\w.\-\"' ]+?)\s*=", line)
            found = key is not None and table + re.sub(r"[\"' ]", "", key[1]) == wanted
        if found:
            return f"{path}, line {number}"
    return str(path)
