"""The configuration: what `config/copydesk.toml` may say, checked; errors name the file, the line and the cure.

Relative paths in a configuration file start from the project's folder: the folder above, if the file lies in a folder
named `config`, and otherwise the folder that the file lies in.
"""

import enum
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Self, TypeAlias
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    Field,
    NonNegativeInt,
    PositiveFloat,
    PositiveInt,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails

from copydesk.model import Companion, Engine, Format, Reclean
from copydesk.settings_errors import explain, place_of
from copydesk.source_settings import FetchSettings, SourcePath, SourceSettings, StrictModel

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


Share: TypeAlias = Annotated[float, Field(ge=0, le=1)]


class MinConfidence(StrictModel):
    """The confidence below which a field is null; its evidence stays in the record and says so. 0 keeps everything.

    >>> MinConfidence(date=0.9).date, MinConfidence.all(0.5).title
    (0.9, 0.5)
    """

    title: Share = 0.0
    subtitle: Share = 0.0
    date: Share = 0.0
    date_modified: Share = 0.0
    outlet: Share = 0.0
    republisher: Share = 0.0
    authors: Share = 0.0
    agencies: Share = 0.0
    dateline: Share = 0.0
    url: Share = 0.0

    @classmethod
    def all(cls, least: float) -> Self:
        """The same for every field."""
        return cls(**dict.fromkeys(cls.model_fields, least))


EVERYTHING = MinConfidence()
"""Whatever there is any evidence for is given."""


class CleaningSettings(StrictModel):
    """What decides how one document is cleaned. The same content, settings and version give the same record.

    >>> CleaningSettings(engine="fast", min_confidence={"date": 0.9}).min_confidence.date
    0.9
    """

    max_bytes: PositiveInt = 20 * _MEBIBYTE
    """Largest content taken, in bytes after decompression; anything above is rejected as too_large."""
    min_body_characters: NonNegativeInt = 1
    """A page with a shorter body is rejected as not_an_article."""
    min_article_chance: Share = 0.1
    """A page of lost-markup text with a smaller chance of having an article on it is rejected as not_an_article, and so
    is one that shows itself to be a listing; 0 rejects none."""
    min_confidence: MinConfidence = EVERYTHING
    """The confidence below which a field is null, by field."""
    overrides: tuple[Companion, ...] = ()
    """What comes with a page and goes before what it says, "url", "headers", "entry"; it is heard last otherwise."""
    engine: Engine = Engine.THOROUGH
    """How HTML is read: "thorough" asks trafilatura for its opinion, "fast" asks nobody and is about twice as fast."""
    model: Path | None = None
    """Folder of line models of your own, text/ and html/, as training/ makes them; without one, copydesk's are used."""
    outlets: Path | None = None
    """The user's additions to the registry of outlets, as config/outlets.toml shows."""


class DuplicatesSettings(StrictModel):
    """Which records the store takes for records of one article. Nothing is deleted."""

    threshold: Annotated[float, Field(gt=0, le=1)] = 0.7
    """How much of the smaller of two bodies has to be in the larger one."""


class Runner(enum.StrEnum):
    """What does the batches of a run."""

    LOCAL = "local"
    DASK = "dask"
    RAY = "ray"


class ScalingSettings(StrictModel):
    """Where the flow does its batches."""

    runner: Runner = Runner.LOCAL
    """"local" processes, or a cluster of "dask" or "ray", which need an extra: pip install 'copydesk[dask]'."""
    address: Annotated[str, Field(min_length=1)] | None = None
    """Of the cluster, as in "tcp://scheduler:8786"; without one, a cluster is started on this machine for each run."""

    @model_validator(mode="after")
    def _has_a_cluster_for_its_address(self) -> Self:
        if self.address is not None and self.runner is Runner.LOCAL:
            raise ValueError('an address is that of a cluster; add runner = "dask" or "ray", or leave it out')
        return self


class ScheduleSettings(StrictModel):
    """When `copydesk serve` runs the flow."""

    cron: Annotated[str, AfterValidator(_is_cron)] = "0 * * * *"
    """Minute, hour, day of month, month, day of week."""
    timezone: Annotated[str, AfterValidator(_is_time_zone)] = "UTC"
    """Time zone of the cron schedule."""
    port: Annotated[int, Field(ge=0, le=65535)] = 0
    """Port of the Prefect server that `copydesk serve` starts where none is configured; 0 takes a free one."""


class Settings(StrictModel):
    """A whole configuration."""

    sources: tuple[SourcePath, ...] = ()
    """Files, folders, patterns and addresses to read, in the order in which their records shall stand in the store."""
    source: tuple[SourceSettings, ...] = ()
    """Sources of which more is to be said; they come behind the others."""
    output: Path = Path("cleaned")
    """Folder of the store."""
    formats: Annotated[tuple[Format, ...], Field(min_length=1), AfterValidator(_are_different)] = (
        Format.JSONL,
        Format.PARQUET,
    )
    """In which formats the store keeps each record: "jsonl", "parquet" or both; the first is the one it reads again."""
    reclean: Reclean = Reclean.NEVER
    """What is cleaned besides what is new: "never" anything; what an "older-version" of copydesk has cleaned; what was
    "stopped", for time, memory or a crash; what has "changed", cleaned by another version or with other settings."""
    batch_size: PositiveInt = 256
    """Documents a task of the flow; aim for 10 to 30 seconds of work."""
    workers: NonNegativeInt = 0
    """Worker processes; 0 is one for each core. A cluster that has an address knows for itself."""
    seconds_per_document: PositiveFloat = 60.0
    """Time limit of one document; what takes longer is stopped and rejected as timeout."""
    megabytes_per_document: PositiveInt = 2000
    """Memory that a worker process may have; a document that makes it take more is stopped and rejected as memory."""
    retries: NonNegativeInt = 3
    """How often a read or a write that failed for a passing reason is tried again."""
    cleaning: CleaningSettings = CleaningSettings()
    duplicates: DuplicatesSettings = DuplicatesSettings()
    fetching: FetchSettings = FetchSettings()
    scaling: ScalingSettings = ScalingSettings()
    schedule: ScheduleSettings = ScheduleSettings()
    root: Annotated[Path, Field(exclude=True)] = Path()
    """Folder that relative paths start from; follows from the place of the file and is no key in it."""

    @model_validator(mode="after")
    def _has_a_source(self) -> Self:
        if not self.all_sources:
            raise ValueError('name what to read; for example sources = ["pages"]')
        return self

    @property
    def all_sources(self) -> tuple[str | SourceSettings, ...]:
        """All that is to be read, in order."""
        return (*self.sources, *self.source)

    def with_overrides(
        self, sources: Sequence[str] | None = None, output: str | None = None, reclean: Reclean | None = None
    ) -> Self:
        """The same settings with other sources, another output folder or more to clean again, where that is given."""
        values: dict[str, Any] = dict(self)
        if sources is not None:
            values["sources"], values["source"] = tuple(sources), ()
        if output is not None:
            values["output"] = self.root / output
        if reclean is not None:
            values["reclean"] = reclean
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
        raise SettingsError(f"{place_of(path, text, ('root',))}: root is no key; paths start from the project's folder")
    root = _project_folder(path)
    try:
        settings = Settings.model_validate({**values, "root": root})
    except ValidationError as error:
        told = (explain(path, text, detail, Settings) for detail in _mistakes(error))
        raise SettingsError("\n".join(told)) from error
    cleaning = settings.cleaning
    if cleaning.outlets is not None:
        outlets = root / cleaning.outlets
        _check_outlets(outlets, place_of(path, text, ("cleaning", "outlets")))
        cleaning = cleaning.model_copy(update={"outlets": outlets})
    if cleaning.model is not None:
        model = root / cleaning.model
        _check_model(model, place_of(path, text, ("cleaning", "model")))
        cleaning = cleaning.model_copy(update={"model": model})
    return settings.model_copy(update={"output": root / settings.output, "cleaning": cleaning})


def _mistakes(error: ValidationError) -> list[ErrorDetails]:
    """The mistakes that ERROR tells of; a list is not too short because what stands in it is wrong."""
    found = error.errors()
    with_wrong_items = {detail["loc"][:-1] for detail in found}
    return [detail for detail in found if detail["type"] != "too_short" or detail["loc"] not in with_wrong_items]


def _check_outlets(outlets: Path, place: str) -> None:
    """Read the user's outlets once, so that a mistake in them is told now and not in every document's rejection."""
    from copydesk.outlet_files import OutletsError  # noqa: PLC0415 (few have such a file)
    from copydesk.outlets import registry  # noqa: PLC0415 (few have such a file)

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
        cure = (
            "name one with --config FILE, run copydesk where config/copydesk.toml is, or make one with `copydesk init`"
        )
        raise SettingsError(f"there is no configuration file {path}; {cure}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"the configuration file {path} cannot be read: {error}") from error
