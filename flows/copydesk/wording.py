"""How the program counts in words."""


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "article"), counted(1234, "article")
    ('1 article', '1,234 articles')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
