"""Sources and formats: from what the user names to `RawDocument`s."""

from copydesk.reading.documents import RETRIES, Reader, read_document
from copydesk.reading.inputs import STANDARD_INPUT, InputRef, find_inputs, is_folder, is_pattern
from copydesk.reading.media_types import media_type_of
from copydesk.reading.passed_over import PassedOver, PassOver

__all__ = [
    "RETRIES",
    "STANDARD_INPUT",
    "InputRef",
    "PassOver",
    "PassedOver",
    "Reader",
    "find_inputs",
    "is_folder",
    "is_pattern",
    "media_type_of",
    "read_document",
]
