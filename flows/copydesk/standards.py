"""What East Asia's older character sets tell of a character: where it is written, and how common it is."""

COMMON, RARE, ABSENT = range(3)
"""Levels of characters: the standards list the common ones first."""

_RARE_FROM = {"gb2312": b"\xd8", "big5": b"\xc9", "shift_jis": b"\x98\x9f"}
"""Bytes of the first rare Han character in each encoding."""


def has(encoding: str, char: str) -> bool:
    """Whether the character set of an encoding has CHAR.

    >>> has("gb2312", "国"), has("big5", "国")
    (True, False)
    """
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def level(encoding: str, char: str) -> int:
    """Whether a Han character is COMMON, RARE or ABSENT in the character set of "gb2312", "big5" or "shift_jis".

    >>> level("shift_jis", "県") == COMMON, level("shift_jis", "會") == RARE, level("shift_jis", "谈") == ABSENT
    (True, True, True)
    """
    if not has(encoding, char):
        return ABSENT
    return RARE if char.encode(encoding) >= _RARE_FROM[encoding] else COMMON
