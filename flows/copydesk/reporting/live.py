"""The display of a run on a terminal: a bar and two lines of counts, which go when the run has ended."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from copydesk.progress import ARTICLE, KNOWN, Progress, watching
from copydesk.wording import counted

_A_SECOND = 4
_BAR = 40
_MOST_REASONS = 4


@contextmanager
def shown(console: Console) -> Iterator[None]:
    """Show how far a run is that begins in this block."""
    with ExitStack() as stack:

        def show(progress: Progress) -> None:
            live = Live(
                get_renderable=lambda: display_of(progress),
                console=console,
                refresh_per_second=_A_SECOND,
                transient=True,
            )
            stack.enter_context(live)

        stack.enter_context(watching(show))
        yield


def display_of(progress: Progress) -> RenderableType:
    """The display as it stands now."""
    work, seconds = progress.work, progress.seconds
    total = max(1, progress.inputs)
    bar = Table.grid(padding=(0, 1))
    share = f"{work.inputs:,} of {counted(progress.inputs, 'input')}"
    bar.add_row(ProgressBar(total, work.inputs, width=_BAR), share, _times(seconds, work.inputs / total))
    rejections = work.rejections
    reasons = ", ".join(f"{count:,} {reason}" for reason, count in list(rejections.items())[:_MOST_REASONS])
    counts = [
        f"{counted(work.documents, 'document')}, {work.documents / max(seconds, 0.001):,.1f} a second",
        counted(work.of(ARTICLE), "article"),
        f"{sum(rejections.values()):,} rejected" + (f" ({reasons})" if reasons else ""),
        f"{work.of(KNOWN):,} known already",
    ]
    return Group(bar, Text("; ".join(counts), overflow="ellipsis", no_wrap=True))


def _times(seconds: float, share: float) -> str:
    """How long it took, and, once there is enough to tell by, how long it may still take.

    >>> _times(65, 0), _times(65, 0.5)
    ('0:01:05', '0:01:05, some 0:01:05 to go')
    """
    gone = timedelta(seconds=round(seconds))
    if not 0 < share < 1:
        return str(gone)
    return f"{gone}, some {timedelta(seconds=round(seconds * (1 - share) / share))} to go"
