"""A function of characters, asked once a character and then applied to whole texts at once."""

import sys
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

_PIECE = 1 << 18
"""Characters that are looked up at a time: a book on one line needs no more memory than a page."""


class CharTable:
    """What FUNCTION says of each character of a text, as an array: a positive number below 65536.

    >>> table = CharTable(lambda char: 2 if char.isalpha() else 1)
    >>> table("a 7 Ж").tolist()
    [2, 1, 1, 1, 2]
    """

    def __init__(self, function: Callable[[str], int]) -> None:
        self._function = function
        # One place for every character there is: it cannot grow, and what is never asked for takes no memory.
        self._known: NDArray[np.uint16] = np.zeros(sys.maxunicode + 1, dtype=np.uint16)

    def __call__(self, text: str) -> NDArray[np.uint16]:
        """The numbers of the characters of TEXT, in order."""
        if len(text) <= _PIECE:
            return self._look_up(text)
        return np.concatenate([self._look_up(text[n : n + _PIECE]) for n in range(0, len(text), _PIECE)])

    def _look_up(self, text: str) -> NDArray[np.uint16]:
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        numbers: NDArray[np.uint16] = self._known.take(codes)
        if not numbers.all():
            for code in np.unique(codes[numbers == 0]).tolist():
                self._known[code] = self._function(chr(code))
            numbers = self._known.take(codes)
        return numbers
