"""What Prefect's pages show of a run: its progress while it goes on, and its account at the end."""

import time
from collections.abc import Coroutine
from typing import Any
from uuid import UUID

import httpx
from prefect import get_run_logger
from prefect.artifacts import create_markdown_artifact, create_progress_artifact, update_progress_artifact
from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import ArtifactUpdate

from copydesk.ingesting import RunSummary
from copydesk.progress import Progress
from copydesk.reporting.summary import progress_markdown, summary_markdown

ARTIFACT_SECONDS = 5.0
"""Between two updates; one takes some tenths of a second of the server's time."""


class LiveArtifacts:
    """Two artifacts of a run that are kept up to date: the share of the inputs that are done, and the counts."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._last = time.monotonic()
        self._share: UUID | None = None
        self._counts: UUID | None = None

    def update(self) -> None:
        """Write them anew if it is time. A server that does not answer is no reason for a run to fail."""
        if time.monotonic() >= self._last + ARTIFACT_SECONDS:
            self._write()
            self._last = time.monotonic()

    def finish(self) -> None:
        """Write them for the last time; a run that is over before its first time has none."""
        if self._share is not None:
            self._write()

    def _write(self) -> None:
        share = 100 * self._progress.work.inputs / max(1, self._progress.inputs)
        text = progress_markdown(self._progress)
        try:
            if self._share is None or self._counts is None:
                self._counts = _made(
                    create_markdown_artifact(text, key="ingest-counts", description="What the inputs came to")
                )
                self._share = _made(create_progress_artifact(share, key="ingest-progress", description="Inputs read"))
            else:
                update_progress_artifact(self._share, share)
                with get_client(sync_client=True) as client:
                    client.update_artifact(self._counts, ArtifactUpdate(data=text))
        except httpx.HTTPError as error:
            get_run_logger().warning("Prefect's server does not take the progress of the run: %s", error)


def publish_summary(summary: RunSummary) -> None:
    """The account of a run that has ended."""
    create_markdown_artifact(summary_markdown(summary), key="ingest-summary", description="What the run did")


def _made(artifact: UUID | Coroutine[Any, Any, UUID]) -> UUID:
    """What Prefect's functions give where no event loop runs; their types cannot say that."""
    if not isinstance(artifact, UUID):
        raise TypeError("artifacts are made in a thread without an event loop")
    return artifact
