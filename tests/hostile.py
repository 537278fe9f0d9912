"""A cleaner for tests of the workers: its documents say how it shall fail. Named to a pool as "tests.hostile:clean"."""

import os
import re
import signal
import time
from pathlib import Path

from copydesk.model import Outcome, RawDocument, Reason, Rejection, Stage
from copydesk.settings import CleaningSettings

CLEANER = "tests.hostile:clean"


def clean(document: RawDocument, settings: CleaningSettings) -> Outcome:
    """Do what the content says; an outcome tells the process that made it."""
    verb, _, argument = document.content.decode().partition(" ")
    match verb:
        case "sleep":
            time.sleep(float(argument))
        case "hang":  # in native code, with the interpreter's lock held
            re.match(r"(a+)+$", "a" * 60 + "b")
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "exit":
            os._exit(int(argument))
        case "crash-once" if not Path(argument).exists():
            Path(argument).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        case "eat":  # some megabytes at a time, as a parser does, and then holds them for a while
            eaten = [bytearray(b"x" * 5_000_000) for _ in range(int(argument) // 5)]
            time.sleep(0.5 if eaten else 0)
        case "large":
            return _outcome(document, "x" * int(argument))
        case "interrupt":
            os.kill(os.getpid(), signal.SIGINT)
    return _outcome(document, str(os.getpid()))


def _outcome(document: RawDocument, detail: str) -> Rejection:
    return Rejection(document.uri, None, document.sha256, Stage.EXTRACT, Reason.NOT_AN_ARTICLE, detail)
