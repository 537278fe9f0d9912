"""Names in scripts without capitals, where no letter tells where a name begins."""

import functools
import itertools
import re
from collections.abc import Collection, Sequence

from copydesk.folding import fold
from copydesk.lexicons import announcing_words, listed
from copydesk.naming.desks import read_desk
from copydesk.naming.people import read_name
from copydesk.naming.reporters import is_han_name, padded, reporters

LEAST_LETTERS = 3
"""Letters that a name has at least, behind an "and" that is a prefix of its."""

_BRACKETED = re.compile(r"(?<=\w)\s*（[^（）]{1,20}）$")
"""What somebody is, behind the name."""
_SPACED_NAME = re.compile(r"[\u0e01-\u0eff]{2,16}(?:\s[\u0e01-\u0eff]{2,20}){1,2}")
"""A name in Thai or Lao, which part names by a blank, and words by none."""
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_HAN_NAMES = re.compile(r"[\u4e00-\u9fff·]{1,8}(?:\s+[\u4e00-\u9fff·]{1,8})+")


def announced_in_another_way(words: Sequence[str]) -> int:
    """How many of WORDS announce a name in another script, with a colon, or with a word that begins no name.

    >>> announced_in_another_way("Written by राजेश शर्मा".split()), announced_in_another_way("作者： 王芳".split())
    (2, 1)
    >>> announced_in_another_way("โดย สมชาย ใจดี".split()), announced_in_another_way("文 章明".split())
    (1, 0)
    """
    for count in (2, 1):
        if len(words) > count and fold(" ".join(words[:count])) in listed("by"):
            return count
    said = announcing_words(words)
    return said if said and (words[said - 1].isascii() or words[said - 1][-1] in ":：") else 0


def korean_reporters(text: str) -> tuple[str, ...]:
    """The people before each word for reporters in a Korean byline, which places and outlets may stand around.

    >>> korean_reporters("강릉, 속초 한지은 기자"), korean_reporters("김민수 기자, 이영희 기자")
    (('한지은',), ('김민수', '이영희'))
    """
    if _HANGUL.search(text) is None:
        return ()
    ends = [found.end() for found in _behind_names().finditer(text)]
    called = (reporters(text[start:end]) for start, end in itertools.pairwise([0, *ends]))
    return tuple(dict.fromkeys(name for names in called for name in names if not _begins_job(name)))


def _begins_job(word: str) -> bool:
    """Whether WORD is the first of a longer one for reporters: 선임 of 선임기자, a senior one."""
    return any(job.startswith(word) for job in listed("reporter-behind"))


@functools.cache
def _behind_names() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(listed("reporter-behind"), key=len, reverse=True))))


def uncased_names(text: str, languages: Collection[str]) -> tuple[str, ...]:
    """The people whom TEXT names, a piece of a byline on a page in LANGUAGES; no jobs, and no desks.

    >>> uncased_names("李晓明 王芳", ["zh"]), uncased_names("田中 宏", ["ja"])
    (('李晓明', '王芳'), ('田中 宏',))
    >>> uncased_names("本报记者 王芳 北京报道", ["zh"]), uncased_names("김민수 기자", ["ko"])
    (('王芳',), ('김민수',))
    >>> uncased_names("本报记者 韦 欣 覃建宁", ["zh"]), uncased_names("新华社记者王建国", ["zh"])
    (('韦欣', '覃建宁'), ('王建国',))
    >>> uncased_names("สมชาย ใจดี", ["th"]), uncased_names("内海さおり（作家）", ["ja"])
    (('สมชาย ใจดี',), ('内海さおり',))
    """
    is_chinese = "zh" in languages and "ja" not in languages  # there is no space inside a name
    if is_chinese and (called := reporters(text)):
        return called
    text = _BRACKETED.sub("", text) or text
    candidates = (
        _chinese(text.split()) if is_chinese and _HAN_NAMES.fullmatch(text) else _parted_by_prefix(text.split())
    )
    people = (" ".join(_without_jobs(one.split())) for one in candidates)
    others = listed("no-name") | listed("job")
    named = (one for one in people if one and fold(one) not in others and read_desk(one) is None)
    return tuple(name for one in named if (name := one if _SPACED_NAME.fullmatch(one) else read_name(one)))


def _chinese(words: Sequence[str]) -> Sequence[str]:
    """Those of WORDS that may be names of authors: not who took the picture, nor what only ends in a job's name."""
    pictures = next((n for n, word in enumerate(words) if fold(word) in listed("picture")), len(words))
    return [word for word in padded(words[:pictures]) if is_han_name(word)]


def _without_jobs(words: Sequence[str]) -> Sequence[str]:
    """WORDS without the jobs at both ends."""
    named = [n for n, word in enumerate(words) if fold(word) not in listed("job")]
    return words[named[0] : named[-1] + 1] if named else ()


def _parted_by_prefix(words: Sequence[str]) -> list[str]:
    """WORDS parted where an "and" is written as a prefix; two words or more on either side of it are a name.

    >>> _parted_by_prefix("أحمد علي ومحمود السيد".split()), _parted_by_prefix("محمد أحمد وليد حسن".split())
    (['أحمد علي', 'محمود السيد'], ['محمد أحمد وليد حسن'])
    """
    for n in range(2, len(words) - 1):
        prefix = next((one for one in listed("and-prefix") if words[n].startswith(one)), "")
        name = words[n].removeprefix(prefix)
        if prefix and len(name) >= LEAST_LETTERS and fold(words[n]) not in listed("no-and"):
            return [" ".join(words[:n]), *_parted_by_prefix([name, *words[n + 1 :]])]
    return [" ".join(words)]
