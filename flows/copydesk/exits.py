"""How the program ends: exit statuses, and the line that says why."""

import signal
import sys

WELL, FAILED, BAD_USAGE, SOME_REJECTED = 0, 1, 2, 3
INTERRUPTED = 128 + signal.SIGINT


def fail(message: str, status: int = FAILED) -> int:
    """Say on standard error what is wrong; the exit status."""
    for line in message.splitlines():
        print(f"copydesk: {line}", file=sys.stderr)
    return status
