"""How newspapers of East Asia sign: inside the text, and in lines that announce nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.fields.authors import extract_authors
from copydesk.fields.bylines import Known, read_byline, says_who
from copydesk.fields.uncased import uncased_names
from copydesk.model import Label, Role
from copydesk.naming.reporters import lone_name, reporters
from copydesk.outlets import registry
from tests.core.labelled import page_of

TITLE = Label(Role.TITLE, 0.9, "title")
BODY = Label(Role.BODY, 0.95, "body: running text")
RELATED = Label(Role.RELATED, 0.6, "teaser: a line below the article")
MENU = Label(Role.NAVIGATION, 0.5, "menu: a short line below the article")
TEXT = {
    "zh": "老桥上周重新开放，附近的居民说，这里又和三十年前一样热闹了。",
    "ja": "古い橋が先週ふたたび開通し、住民は三十年前のようににぎやかだと話した。",
    "ko": "낡은 다리가 지난주 다시 열렸고 주민들은 삼십 년 전처럼 북적인다고 말했다.",
}


def signed(language: str, *lines: tuple[str, Label]) -> list[str]:
    """The authors of a page of these lines, so labelled."""
    found = extract_authors(page_of(*lines, language=language), registry())
    return list(found.value) if found is not None else []


@pytest.mark.parametrize(
    ("language", "head", "people"),
    [
        ("zh", "中新网合肥3月8日电 (记者 吴 兰)", ["吴兰"]),
        ("zh", "（中央社記者蔡智明雲林縣8日電）", ["蔡智明"]),
        ("zh", "（中央社記者曾以寧、余曉涵台北8日電）", ["曾以寧", "余曉涵"]),
        ("zh", "（記者會）", []),
        ("ko", "(강릉=연합뉴스) 유형재 기자 = ", ["유형재"]),
        ("ko", "[뉴스핌 박성준 기자] ", ["박성준"]),
        ("ja", "【バンコク＝安藤健二】", ["安藤健二"]),
        ("ja", "【バンコク共同】", []),
    ],
)
def test_a_text_is_signed_where_it_begins(language: str, head: str, people: list[str]) -> None:
    assert signed(language, ("标题", TITLE), (head + TEXT[language], BODY), (TEXT[language], BODY)) == people


@pytest.mark.parametrize(
    ("language", "line", "label", "people"),
    [
        ("zh", "钱江晚报·小时新闻记者 史春波", RELATED, ["史春波"]),
        ("zh", "文/羊城体育记者 刘 毅 苏 荇", RELATED, ["刘毅", "苏荇"]),
        ("zh", "（记者 王建国）", MENU, ["王建国"]),
        ("zh", "信報記者 鄧凱頤", RELATED, ["鄧凱頤"]),
        ("zh", "记者 王建国 摄", MENU, []),
        ("zh", "中国记者协会", MENU, []),
        ("zh", "（完）", MENU, []),
        ("ja", "【山口桂子】", BODY, ["山口桂子"]),
        ("ja", "（佐藤健一）", MENU, ["佐藤健一"]),
        ("ja", "（文＝吉村まさる）", RELATED, ["吉村まさる"]),
        ("ja", "【関連記事】", RELATED, []),
        ("ja", "【写真特集】", RELATED, []),
        ("ko", "박유리 기자", RELATED, ["박유리"]),
        ("ko", "사진 박유리 기자", RELATED, []),
    ],
)
def test_a_line_below_the_text_signs_it(language: str, line: str, label: Label, people: list[str]) -> None:
    assert signed(language, ("标题", TITLE), (TEXT[language], BODY), (TEXT[language], BODY), (line, label)) == people


def test_a_line_far_below_the_text_signs_nothing() -> None:
    more = [("下一条新闻的标题很长", RELATED)] * 5
    assert signed("zh", ("标题", TITLE), (TEXT["zh"], BODY), *more, ("晚报记者 王建国", RELATED)) == []


def test_a_mark_sets_a_byline_off_below_the_title() -> None:
    assert signed("zh", ("标题", TITLE), ("□孙立平", MENU), (TEXT["zh"], BODY)) == ["孙立平"]
    assert signed("zh", ("标题", TITLE), ("◎本报记者 孙立平", MENU), (TEXT["zh"], BODY)) == ["孙立平"]
    assert signed("zh", ("标题", TITLE), ("■广告", MENU), (TEXT["zh"], BODY)) == []


def test_a_bracket_within_a_sentence_signs_nothing() -> None:
    assert signed("zh", ("标题", TITLE), (TEXT["zh"], BODY), ("他后来改了名字（王建国）", BODY)) == []


@pytest.mark.parametrize(
    ("language", "line", "people"),
    [
        ("zh", "2023-05-02 09:12 聯合報／ 記者江婉儀／雲林即時報導", ["江婉儀"]),
        ("zh", "原创 许知行 夜航船笔记 2021-04-05 22:10", ["许知行"]),
        ("zh", "2024-03-12 08:30 许知行", ["许知行"]),
        ("zh", "2024-03-12 08:30 张家口", []),
        ("zh", "2024-03-12 08:30 汤阴新闻网", []),
        ("ja", "阿久津篤史　2021年5月16日17時30分", ["阿久津篤史"]),
        ("ja", "2021年5月16日 17時30分 朝日新聞", []),
        ("ja", "2021年5月16日 有料会員限定", []),
        ("ko", "2024.03.12 10:20 박유리 기자", ["박유리"]),
        ("ko", "최초입력 2024.03.12 10:20", []),
    ],
)
def test_a_line_of_a_date_names_who_is_called_a_reporter_or_stands_alone(
    language: str, line: str, people: list[str]
) -> None:
    assert list(says_who(line, Known((language,), registry()))) == people


@pytest.mark.parametrize(
    ("language", "line", "people"),
    [
        ("zh", "本报记者 崔 佳 覃建宁", ["崔佳", "覃建宁"]),
        ("zh", "新华社记者李来房", ["李来房"]),
        ("zh", "南方周末记者 贺知微 发自湖南浏阳", ["贺知微"]),
        ("zh", "由 阿坤 发表于", ["阿坤"]),
        ("ja", "内海さおり（作家）", ["内海さおり"]),
        ("th", "โดย วิชัย มั่นคง", ["วิชัย มั่นคง"]),
        ("ar", "كتب سامي عبد الله", ["سامي عبد الله"]),
        ("ar", "سامي عبد الله، كاتب صحفي", ["سامي عبد الله"]),
        ("fa", "گزارش از نرگس محمدی", ["نرگس محمدی"]),
        ("fa", "نیلوفر رسولی؛ گروه جامعه", ["نیلوفر رسولی"]),
        ("he", "דנה לוי, כתבת לענייני בריאות", ["דנה לוי"]),
        ("ur", "نامہ نگار، لاہور", []),
        ("ko", "기자명 박유리 기자", ["박유리"]),
        ("hi", "By मनीष तिवारीPublish Date: Wed, 08 Mar 2023 07:20 AM (IST)", ["मनीष तिवारी"]),
        ("ka", "ავტორი: ნინო გელაშვილი", ["ნინო გელაშვილი"]),
    ],
)
def test_a_byline_names_people_and_not_what_stands_beside_them(language: str, line: str, people: list[str]) -> None:
    assert list(read_byline(line, Known((language,), registry()))) == people


@pytest.mark.parametrize(
    ("word", "body", "people"),
    [
        ("王建国", "本地居民说，这里又和三十年前一样热闹了。", ["王建国"]),
        ("王建国", "老桥重新开放。（王建国）", ["王建国"]),
        ("马拉松", "马拉松上周开跑，这是本地第三次举办马拉松。", []),
        ("白酒", "一家白酒厂的人说，今年喝白酒的人少了。", []),
    ],
)
def test_a_word_beside_the_date_that_the_text_speaks_of_is_its_topic(word: str, body: str, people: list[str]) -> None:
    date = Label(Role.DATE, 0.95, "date-line")
    assert signed("zh", ("标题", TITLE), (f"2023-03-01 10:20 {word}", date), (body, BODY)) == people


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("강릉, 속초 한지은 기자 jieun@oval.example", ["한지은"]),
        ("강릉=한지은 기자", ["한지은"]),
        ("김민수 기자, 이영희 선임기자", ["김민수", "이영희"]),
        ("한지은 기자 · 사진 이영희 기자", ["한지은"]),
    ],
)
def test_places_around_korean_reporters_are_no_authors(line: str, people: list[str]) -> None:
    byline = Label(Role.BYLINE, 0.95, "byline: {names} 기자")
    assert signed("ko", ("제목", TITLE), (line, byline), (TEXT["ko"], BODY)) == people


def test_a_line_of_the_source_may_label_the_author_too() -> None:
    source = Label(Role.SOURCE_LINK, 0.95, "source-line: 来源:{text}")
    line = "来源：江城晚报　作者：陈思远　发布时间：2019-07-03 08:15"
    assert signed("zh", ("标题", TITLE), (line, source), (TEXT["zh"], BODY)) == ["陈思远"]
    assert signed("zh", ("标题", TITLE), ("来源：江城晚报", source), (TEXT["zh"], BODY)) == []


HAN = st.text(st.sampled_from("王李张建国文明芳敏静丽强磊军洋勇"), min_size=2, max_size=3)


@given(st.lists(HAN, min_size=1, max_size=4, unique=True), st.sampled_from(["本报记者 ", "记者：", "晚報記者"]))
def test_reporters_are_read_however_they_are_listed(names: list[str], called: str) -> None:
    assert reporters(called + "、".join(names)) == reporters(called + " ".join(names)) == tuple(names)


@given(HAN)
def test_a_name_of_two_letters_may_be_set_apart(name: str) -> None:
    apart = " ".join(name) if len(name) == 2 else name
    assert reporters(f"记者 {apart}") == (name,)
    assert uncased_names(f"本报记者 {apart} 覃建宁", ["zh"]) == (name, "覃建宁")


@given(st.text(max_size=12))
def test_a_lone_name_is_the_text_itself(text: str) -> None:
    for language in ("ja", "zh", "ko", "en"):
        name = lone_name(text, [language])
        assert name is None or "".join(name.split()) == "".join(text.split())
