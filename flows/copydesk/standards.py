"""Which of East Asia's older character sets have a character: they tell where it is written, and how common it is."""


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


def is_common_in_japan(char: str) -> bool:
    """Whether CHAR is on the first level of Japan's standard, which lists common characters first.

    >>> is_common_in_japan("県"), is_common_in_japan("會"), is_common_in_japan("会"), is_common_in_japan("谈")
    (True, False, True, False)
    """
    return has("euc_jp", char) and char.encode("euc_jp") < b"\xd0"
