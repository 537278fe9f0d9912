"""Who holds the rights: lines that claim a copyright, whom they name, and by what two names are compared."""

import re

from copydesk.folding import bare

MAX_CLAIM = 400
"""Characters of a claim of copyright."""
ARTICLES = frozenset("the le la les el los las il lo der die das de het o os as".split())
"""Words that a name has before it in one place, and not in another."""

COPYRIGHT = re.compile(r"(?:[©ⓒ]|\(c\)|copyright|\bcopr\b|^@ ?\d{4})", re.IGNORECASE)
_YEARS = re.compile(
    r"""[©ⓒ] | \(c\) | \bcopyright\b | 저작권자 | 版权所有 | สงวนลิขสิทธิ์
        | \b(?:19|20|25)\d\d\b (?: \s?[-–—]\s?(?:19|20|25)?\d\d\b )? | \bby\b""",
    re.VERBOSE | re.IGNORECASE,
)
"""What claims of copyright say beside their holder; in Thai with the years of the Buddhist era."""
_AFTER_HOLDER = re.compile(r"\s*[|•·;].*|,\s.*|(?<=[^\W\d_]{4})\.\s.*")
"""What follows a holder behind a sign: an address, a menu, a sentence."""
_COMPANY = re.compile(
    r"""(?: ,?\s+ (?: inc|ltd|llc|limited|gmbh|ag|s\.?a|s\.?l|plc|corp|co|&\ co\.\ kg|media|digital|online ) \b\.? )*
        (?: [.,;|–—-]?\s* (?: all\ rights|alle\ rechte|tous\ droits|todos\ los\ derechos
            | todos\ os\ direitos | tutti\ i\ diritti | wszelkie\ prawa | все\ права | tüm\ hakları | 무단\s?전재
            | جميع\ الحقوق | تمامی\ حقوق ) .* )? \s*\.?$
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""What follows the name of a holder: the form of the company, and that all rights are reserved."""
_EDGES = " .,;:-–—|<>"


def holder_of(text: str) -> str:
    """Whom a claim of copyright names, without what is said of years, companies and rights.

    >>> holder_of("© 2019-2024 Oval Courier, Inc. All rights reserved."), holder_of("저작권자 ⓒ 한양일보 무단전재 금지")
    ('Oval Courier', '한양일보')
    >>> holder_of("Terms | Privacy | © Oval Courier, 120 Main St | Log in"), holder_of("Oval Courier © 2024")
    ('Oval Courier', 'Oval Courier')
    """
    before, _, behind = text[:MAX_CLAIM].replace("ⓒ", "©").partition("©")
    return _holder_in(behind) or _holder_in(before)


def _holder_in(text: str) -> str:
    said = _COMPANY.sub("", " ".join(_YEARS.sub(" ", text).split())).strip(_EDGES)
    return _COMPANY.sub("", _AFTER_HOLDER.sub("", said)).strip(_EDGES)


def may_claim(text: str) -> bool:
    """Whether a part of any claim of copyright stands in TEXT."""
    small = text.lower()
    return "©" in text or "ⓒ" in text or "(c)" in small or "copyr" in small or "copr" in small or text[:1] == "@"


def name_key(name: str) -> str:
    """The letters of NAME by which two ways to write it are compared.

    >>> name_key("The Oval Courier"), name_key("OVAL COURIER")
    ('ovalcourier', 'ovalcourier')
    """
    words = name.split()
    return bare(" ".join(words[1:] if len(words) > 1 and words[0].casefold() in ARTICLES else words))
