"""The bench's own modules, which lie beside the corpora: its renderer and its scorer."""

import functools
import importlib.util
from pathlib import Path
from types import ModuleType


@functools.cache
def load(shared: Path, name: str) -> ModuleType:
    """The bench's module NAME: "flatten" renders pages without their markup, "score" scores records.

    Raises `FileNotFoundError` where SHARED holds no such module.
    """
    spec = importlib.util.spec_from_file_location(name, shared / "bench" / f"{name}.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"{shared} holds no bench/{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
