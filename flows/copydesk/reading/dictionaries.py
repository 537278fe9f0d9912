"""The dictionary that a file in Zstandard may begin with, in a frame that other programs skip.

Web archives named .warc.zst have it (IIPC, "Use of Zstandard compression in WARC files"): small records share what they
have in common. The dictionary may be compressed itself. A frame that needs one cannot be read without it.
"""

import struct

import zstandard

from copydesk.reading.damage import DamagedError
from copydesk.reading.windows import Window

_MAGIC = 0x184D2A5D
_SKIPPED = range(0x184D2A50, 0x184D2A60)
_HEAD = struct.Struct("<II")
FRAME, _DICTIONARY = b"\x28\xb5\x2f\xfd", b"\x37\xa4\x30\xec"
"""What a frame starts with that holds data, and a dictionary."""
_LARGEST = 1 << 25
"""Bytes of a dictionary, before and after it is unpacked; those of crawls have some hundred thousand."""


def skipped_at_start(raw: Window) -> int:
    """Size of the frames to be skipped that a stream begins with; 0 where it begins with something else.

    Raises DamagedError where they are larger than any dictionary is.
    """
    size = 0
    while (frame := _frame_size(raw.peek(size + _HEAD.size)[size:])) is not None:
        size += frame
        if size > _LARGEST:
            raise DamagedError(
                f"it begins with {size:,} bytes that are no page and no dictionary; repack it without them"
            )
    return size


def is_skipped(head: bytes) -> bool:
    """Whether bytes that start so start a frame to be skipped."""
    return _frame_size(head) is not None


def read_dictionary(raw: Window) -> zstandard.ZstdCompressionDict | None:
    """The dictionary that a stream begins with, which stays in it; None where there is none.

    Raises DamagedError for one that is cut off, damaged or too large.
    """
    head = raw.peek(_HEAD.size)
    if len(head) < _HEAD.size or _HEAD.unpack(head)[0] != _MAGIC:
        return None
    size = _HEAD.unpack(head)[1]
    if size > _LARGEST:
        raise DamagedError(f"its Zstandard dictionary is said to have {size:,} bytes; fetch or copy the file again")
    content = raw.peek(_HEAD.size + size)[_HEAD.size :]
    if len(content) < size:
        raise DamagedError("the file ends in its Zstandard dictionary; fetch or copy it again")
    try:
        if content.startswith(FRAME):
            content = zstandard.ZstdDecompressor(max_window_size=_LARGEST).stream_reader(content).read(_LARGEST + 1)
        if not content.startswith(_DICTIONARY) or len(content) > _LARGEST:
            raise DamagedError("what stands in the place of its Zstandard dictionary is none; fetch or copy it again")
        dictionary = zstandard.ZstdCompressionDict(content, dict_type=zstandard.DICT_TYPE_FULLDICT)
        zstandard.ZstdDecompressor(dict_data=dictionary).decompressobj()  # says whether it is whole
    except zstandard.ZstdError as error:
        raise DamagedError(f"its Zstandard dictionary is damaged ({error}); fetch or copy the file again") from error
    return dictionary


def _frame_size(head: bytes) -> int | None:
    """Size of the frame to be skipped that bytes start; None where they start none."""
    if len(head) < _HEAD.size:
        return None
    magic, size = _HEAD.unpack(head[: _HEAD.size])
    return _HEAD.size + size if magic in _SKIPPED else None
