"""What the benchmarks of bodies and fields share: a text of a page, a method that reads it, and copydesk as one."""

import statistics
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from training.figures import record_of
from training.learning import fold_of
from training.rendering import Example, Text, document_of

from copydesk.model import Engine
from copydesk.pipeline import clean_document
from copydesk.settings import CleaningSettings


class Job(NamedTuple):
    """A text of a page."""

    example: Example
    text: Text


Record: TypeAlias = Mapping[str, Any]
"""What a method gives: the body, and the fields that it knows, as `bench/score.py` reads them."""

Method: TypeAlias = Callable[[Job], Record]


def copydesk(folds: Path | None, engine: Engine = Engine.THOROUGH) -> Method:
    """The whole of `copydesk clean` but for reading and writing files.

    Each page is cleaned with the model of its fold, which is in a folder of FOLDS; without these, with the shipped one.
    """

    def clean(job: Job) -> Record:
        model = None if folds is None else folds / str(fold_of(job.example.site))
        settings = CleaningSettings(model=model, engine=engine)
        return record_of(clean_document(document_of(job.example, job.text), settings))

    return clean


def mean_of(scores: Sequence[float]) -> str:
    """The mean of SCORES for a table; a dash where there is none."""
    return f"{statistics.fmean(scores):.3f}" if scores else "–"
