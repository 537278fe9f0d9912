"""Reporters in scripts without capitals: what a newspaper signs with, and a name that stands alone.

Chinese puts the word for a reporter before the names, and often the outlet before that and the place behind; Korean
puts it behind. The words are in the lexicons.
"""

import functools
import re
from collections.abc import Collection, Sequence

from copydesk.folding import fold
from copydesk.lexicons import is_entry, listed, phrases
from copydesk.naming.desks import read_desk

MIN_NAME, COMMON_NAME, MAX_HAN_NAME = 2, 3, 4
"""Letters of a Chinese name; a Korean one commonly has three, too."""

MAX_REPORTERS = 5
"""Words of names that a word for reporters announces, at most."""

_BEHIND_JOB = " \t\u3000:：/／|｜丨"
"""What may stand between a word for reporters and the first name."""
_SIGNS = re.compile(r"[\W_]+")
_LISTED = re.compile(r"[\s、，,;；/／|｜丨]+")
_HAN_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,6}[·•][\u4e00-\u9fff·•]{1,8}")
_SHORT_HAN_NAME = re.compile(r"[\u4e00-\u9fff]{2,3}")
_JAPANESE_NAME = re.compile(r"[\u4e00-\u9fff々]{2,3}[\s\u3000]?[\u4e00-\u9fff々\u3041-\u3096\u30a1-\u30fa]{1,4}")
_OTHER_ENDINGS = re.compile(
    r"[报報网網社台臺刊版讯訊部号號站线線圈県县縣市省区區镇鎮町村局院会會学學校室处處组組聞誌紙面園館店氏]$"
)
"""What a name ends in that is an outlet's, a place's or a desk's."""
_DIVISIONS = ("縣", "县", "市", "省")
_JAPANESE_DIVISIONS = ("県", "市", "区", "町", "村", "駅", "")
_WIRE = re.compile(r"\s?\d{1,2}\s?日?(?:專|专)?[電电讯訊]$")
_WIRED = "電"
"""How an agency's report is dated behind the name of its reporter and the place: "15日電"; and what stands for that."""


def reporters(text: str) -> tuple[str, ...]:
    """The people whom TEXT calls reporters: before their names, as in Chinese, or behind them, as in Korean.

    >>> reporters("扬子晚报/紫牛新闻记者 陆晓棠"), reporters("本報記者 苗 超 通訊員 劉洋")
    (('陆晓棠',), ('苗超', '劉洋'))
    >>> reporters("中央社記者張祈花蓮縣15日電"), reporters("記者林美惠／高雄即時報導"), reporters("記者陳宥蓁／攝影")
    (('張祈',), ('林美惠',), ())
    >>> reporters("김민수·이영희 기자"), reporters("오마이뉴스 박선우 기자"), reporters("记者协会")
    (('김민수', '이영희'), ('박선우',), ())
    """
    if (calling := _calling()).search(text):
        before, *behind = calling.split(_WIRE.sub(f" {_WIRED}", text.strip()))
        names = (name for part in behind for name in _reporters_in(part))
        return () if _is_of_picture(before) else tuple(dict.fromkeys(names))
    called = _called().search(text)
    return () if called is None or _is_of_picture(text[: called.start()]) else tuple(_before_job(called["names"]))


def _is_of_picture(before: str) -> bool:
    """Whether what stands BEFORE reporters says that they took the picture, and nothing else: "图/本报记者"."""
    words = frozenset(_SIGNS.split(before))
    return not words.isdisjoint(listed("picture")) and words.isdisjoint(listed("writing"))


def _reporters_in(text: str) -> Sequence[str]:
    """The names at the beginning of TEXT, behind a word for reporters; none where these took a picture."""
    words = padded([word for word in _LISTED.split(text.strip(_BEHIND_JOB)) if word])[:MAX_REPORTERS]
    names: list[str] = []
    for n, word in enumerate(words):
        if fold(word) in listed("picture"):
            return names if n + 1 < len(words) else ()
        is_wired = words[n + 1 : n + 2] == [_WIRED]
        if names and not is_wired and word.endswith(_words("report")):
            break
        name = _without_place(_without_endings(word)) if is_wired or word.endswith(_words("report")) else word
        if not is_han_name(name):
            break
        names.append(name)
    return names


def padded(words: Sequence[str]) -> Sequence[str]:
    """WORDS, with names whole that a blank makes as wide as the others: 苗 超.

    >>> padded("韦 欣 覃建宁 苗 超".split())
    ['韦欣', '覃建宁', '苗超']
    """
    whole: list[str] = []
    is_open = False
    for word in words:
        is_single = len(word) == 1 and "\u4e00" <= word <= "\u9fff"
        if is_single and is_open:
            whole[-1] += word
        else:
            whole.append(word)
        is_open = is_single and not is_open
    return whole


def _without_endings(word: str) -> str:
    """WORD without what says that it is a report: 王芳北京报道."""
    return next((word.removesuffix(ending) for ending in _words("report") if word.endswith(ending)), word)


def _without_place(word: str) -> str:
    """WORD without the place behind the name that it begins with; most names have three letters.

    >>> _without_place("張祈花蓮縣"), _without_place("王大明巴塞隆納"), _without_place("李明")
    ('張祈', '王大明', '李明')
    """
    short = word[:-1] if word.endswith(_DIVISIONS) else word
    place = next((one for one in _words("place") if short.endswith(one) and len(short) - len(one) >= MIN_NAME), "")
    return short.removesuffix(place) if place else word if len(word) <= MAX_HAN_NAME else word[:COMMON_NAME]


def is_han_name(word: str) -> bool:
    """Whether WORD may be a Chinese name behind a word that announces one."""
    return (
        _HAN_NAME.fullmatch(word) is not None
        and fold(word) not in _no_names()
        and not word.endswith((*_words("job"), *_words("report")))
        and not is_entry(word)
    )


def _before_job(text: str) -> Sequence[str]:
    """The names in TEXT, which stands before a Korean word for reporters: the last word is one, others an outlet's."""
    words = [word for word in re.split(r"[\s·,ㆍ・]+", text) if word]
    is_plain = [fold(word) not in _no_lone_names() and not is_entry(word) for word in words]
    if not is_plain[-1] or _is_of_picture(words[0]):
        return ()
    before = [word for word, plain in zip(words[:-1], is_plain, strict=False) if plain]
    return [*(word for word in before if len(word) == COMMON_NAME and word.startswith(_surnames("ko"))), words[-1]]


def lone_name(text: str, languages: Collection[str]) -> str | None:
    """TEXT, of a page in LANGUAGES, as a name that nothing announces; None where it rather is something else.

    >>> lone_name("大久保千夏", ["ja"]), lone_name("王建国", ["zh"]), lone_name("张 敏", ["zh"])
    ('大久保千夏', '王建国', '张敏')
    >>> lone_name("江城晚报", ["zh"]), lone_name("张家口", ["zh"]), lone_name("社会", ["zh"]), lone_name("田中", ["ja"])
    (None, None, None, None)
    """
    text = text.strip()
    if not text or not _may_be_name(text):
        return None
    if "ja" in languages:
        surname = next((one for one in _surnames("ja") if text.startswith(one)), "")
        is_name = (
            surname and _JAPANESE_NAME.fullmatch(text) and text.removeprefix(surname)[:1] not in _JAPANESE_DIVISIONS
        )
        return text if is_name else None
    if "zh" not in languages:
        return None
    compact = "".join(text.split())
    is_name = _SHORT_HAN_NAME.fullmatch(compact) and compact.startswith(_surnames("zh"))
    return compact if is_name and not compact.endswith((*_words("job"), *_words("place"))) else None


def japanese_name(text: str) -> str | None:
    """TEXT as a name, where Japanese newspapers put one in heavy brackets; also one that few people have.

    >>> japanese_name("神足由美"), japanese_name("関連記事"), japanese_name("共同")
    ('神足由美', None, None)
    """
    return text if _JAPANESE_NAME.fullmatch(text) and _may_be_name(text) else None


def _may_be_name(text: str) -> bool:
    """Whether TEXT is nothing else that lexicons know, and does not end as other names do."""
    is_other = _OTHER_ENDINGS.search(text) or fold(text) in _no_lone_names() or is_entry(text) or read_desk(text)
    return not is_other and not text.endswith((*_words("job"), *_words("picture")))


@functools.cache
def _words(name: str) -> tuple[str, ...]:
    """What all lexicons list under NAME, the longest first: of endings, and of words that begin alike, it counts."""
    return tuple(sorted(listed(name), key=lambda word: (-len(word), word)))


def _any_of(name: str) -> str:
    """A pattern of these words."""
    return "|".join(map(re.escape, _words(name)))


@functools.cache
def _calling() -> re.Pattern[str]:
    """Words for reporters that stand before their names."""
    return re.compile(_any_of("reporter"))


@functools.cache
def _called() -> re.Pattern[str]:
    """A word for reporters that stands behind their names."""
    name = "[\uac00-\ud7a3]{2,4}"
    return re.compile(
        rf"(?<![\uac00-\ud7a3])(?P<names>{name}(?:[\s·,ㆍ・]+{name}){{0,4}})\s?(?:{_any_of('reporter-behind')})(?![\uac00-\ud7a3])"
    )


@functools.cache
def _surnames(language: str) -> tuple[str, ...]:
    return tuple(sorted(word for spoken, word in phrases("surname") if spoken == language))


@functools.cache
def _no_names() -> frozenset[str]:
    return listed("no-name") | listed("job") | listed("picture")


@functools.cache
def _no_lone_names() -> frozenset[str]:
    return _no_names() | listed("place")
