"""Python's search for objects that hold each other: seldom is enough.

Cleaning leaves next to no such objects behind, and the tables that it loads are hundreds of thousands of objects.
Looking through all of them again and again while they grow takes as long as loading them.
"""

import gc

_NEW_OBJECTS, _YOUNG_ROUNDS = 50_000, 20
"""Objects made, and searches among the new ones, before the next search; Python's own numbers are 700 and 10."""


def search_seldom() -> None:
    """Search seldom from now on. For processes that are ours: a library leaves this to whoever uses it."""
    gc.set_threshold(_NEW_OBJECTS, _YOUNG_ROUNDS)
