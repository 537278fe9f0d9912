"""A Griffe extension: examples in docstrings are shown as code, as Python shows them."""

import re
from typing import Any

from griffe import Extension, Object

_EXAMPLE = re.compile(r"^(>>> .*(?:\n.+)*)", re.MULTILINE)
"""A prompt and all lines up to the next blank one."""


class Doctests(Extension):
    """Puts fences around the examples of every docstring."""

    def on_instance(self, *, obj: Object, **_: Any) -> None:
        """Change the docstring of what Griffe has read."""
        if obj.docstring is not None:
            obj.docstring.value = _EXAMPLE.sub(r"```pycon\n\1\n```", obj.docstring.value)
