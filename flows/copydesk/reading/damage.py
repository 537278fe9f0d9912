"""Bytes that are not what they are said to be."""


class DamagedError(OSError):
    """Bytes that are not what they are said to be; the message says what to do."""
