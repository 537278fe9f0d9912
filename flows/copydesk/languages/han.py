"""Chinese and Japanese, which share their characters: what each line says for either, and the likeliest row of both.

Chinese has two columns, for whoever writes simplified characters writes no traditional ones; Japanese has some of both
kinds, and kana, which few of its lines lack. What a line leaves open its neighbours settle, as in other scripts.
All numbers are in thousandths of a nat.
"""

import itertools
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from copydesk.chartables import CharTable
from copydesk.languages.evidence import MAX_SCORED, PHRASE
from copydesk.languages.smoothing import likeliest
from copydesk.standards import ABSENT, COMMON, RARE, level

COLUMNS = ("zh", "zh", "ja")
"""The language of each column: Chinese in simplified characters, in traditional ones, and Japanese."""

PRICE = 10_000
"""What it costs to have each on a page."""

DISCOUNT = 5_000
"""How much cheaper the language is that the page itself claims to be in."""

KANA, FEW_KANA = 3_000, 500
"""What each kana says against Chinese, and each of those that stand among twice as many other characters: a Chinese
line may quote a title."""

ANY_KANA = 4_000
"""What it says against Chinese that there is one at all."""

WITHOUT_KANA, MAX_WITHOUT_KANA = 300, 8
"""What each character of a line without kana says against Japanese, from so many on."""

_NOT_THERE, _SELDOM = 3_500, 2_000
"""What a character says against Chinese whose standard lacks it, or lists it among the rare ones."""

_NOT_IN_JAPAN, _OLD = 8_000, 3_500
"""What it says against Japanese that Japan lacks it, or has put another form in its place."""

_NO_HAN, _KANA, _COMMA, _JAPANESE_MARK, _HAN = 1, 2, 3, 4, 5
"""Kinds of characters; those of Han characters are numbered from the last one on."""

_COSTS_OF_OTHERS = [(0, 0, 0), (0, 0, 0), (0, 0, 0), (0, 0, 8_000), (4_000, 4_000, 0)]
"""Against each column: of nothing; of characters that are none; of kana; of the full-width comma; of "々"."""


def _costs_of(simplified: int, traditional: int, japanese: int) -> tuple[int, int, int]:
    """What a Han character says against each column, by its level in each standard."""
    chinese = (0, _SELDOM, _NOT_THERE)
    is_old = (simplified, traditional, japanese) == (ABSENT, COMMON, RARE)
    return chinese[simplified], chinese[traditional], _OLD if is_old else (0, _SELDOM, _NOT_IN_JAPAN)[japanese]


_LEVELS = list(itertools.product((COMMON, RARE, ABSENT), repeat=3))
_COSTS = np.array([*_COSTS_OF_OTHERS, *(_costs_of(*levels) for levels in _LEVELS)], dtype=np.int64)


def _kind(char: str) -> int:
    if "\u4e00" <= char <= "\u9fff":
        return _HAN + _LEVELS.index(tuple(level(encoding, char) for encoding in ("gb2312", "big5", "shift_jis")))
    if "\u3041" <= char <= "\u30fa" or "\uff66" <= char <= "\uff9d":
        return _KANA
    return {"，": _COMMA, "々": _JAPANESE_MARK}.get(char, _NO_HAN)


_KINDS = CharTable(_kind)


def tell(texts: Sequence[str], spoken: Iterable[set[str]], claimed: frozenset[str]) -> list[str]:
    """Language of each of TEXTS, the lines of a page in Han characters or kana; SPOKEN are those that lexicons know.

    >>> tell(["最近更新", "两国新闻", "国際", "経済の話"], [set()] * 4, frozenset())
    ['zh', 'zh', 'ja', 'ja']
    """
    prices = [PRICE - DISCOUNT * (name in claimed) for name in COLUMNS]
    return [COLUMNS[column] for column in likeliest(weigh(texts, spoken), prices)]


def weigh(texts: Sequence[str], spoken: Iterable[set[str]]) -> NDArray[np.int64]:
    """How much each of TEXTS, in the languages SPOKEN, says for each column.

    >>> texts = ["财经", "會談持續", "宮崎県高鍋町", "动画《鬼滅の刃》票房创新高", "経済省，予算案発表へ"]
    >>> [COLUMNS[column] for column in weigh(texts, [set()] * 5).argmax(axis=1)]
    ['zh', 'zh', 'ja', 'zh', 'ja']
    """
    evidence = np.stack([_of_characters(text[:MAX_SCORED]) for text in texts])
    for row, languages in zip(evidence, spoken, strict=True):
        if len(languages) == 1:
            row += [PHRASE * (name in languages) for name in COLUMNS]
    return evidence


def _of_characters(text: str) -> NDArray[np.int64]:
    counts = np.bincount(_KINDS(text), minlength=len(_COSTS))
    counts[_COMMA] = min(counts[_COMMA], 1)
    costs: NDArray[np.int64] = counts @ _COSTS
    kana, han = int(counts[_KANA]), int(counts[_HAN:].sum())
    if kana:
        costs[:2] += ANY_KANA + kana * (FEW_KANA if kana * 2 < han else KANA)
    else:
        costs[2] += WITHOUT_KANA * max(han - MAX_WITHOUT_KANA, 0)
    return -costs
