"""A text as it is searched for: spellings that readers take for the same are one. Never what a record shows."""

import re
import unicodedata

from copydesk.folding import fold_letters

_DIGIT = re.compile(r"(?![0-9])\d")
_SAME = str.maketrans({"ș": "ş", "ț": "ţ"})
"""Romanian letters with a comma below; older encodings had them with a cedilla only."""


def searchable(text: str) -> str:
    r"""TEXT in the form that both what is searched and what is sought are compared in.

    Case, widths, ligatures, quotes, marks of vowels in Arabic script, invisible characters and white space are folded;
    Arabic ي and ك are Persian ی and ک, also in their presentation forms; digits of all scripts are ASCII's. A text that
    is folded stays as it is. A record's body is never in this form: fold it, and what is sought, where you search.

    >>> searchable("كتاب‌هاي ۱۲ ﺳﺎﻟﻪ") == searchable("کتابهای 12 ساله")
    True
    >>> searchable("ＢＵＣＵＲＥŞＴＩ, “Țara”") == searchable('București, "ţara"')
    True
    """
    while (folded := _folded(text)) != text:
        text = folded
    return text


def _folded(text: str) -> str:
    plain = _DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)
    return fold_letters(plain).translate(_SAME)
