"""Short lines in scripts without capitals: rows of links, and names alone."""

import pytest

from copydesk import CleaningSettings
from copydesk.labelling.lines import Line, read_lines
from copydesk.labelling.titles import is_masthead
from copydesk.labelling.uncased_lines import is_row_of_links, is_uncased_names, signed_title
from copydesk.model import Article, Block, DecodedDocument, Page, RawDocument
from copydesk.outlets import registry
from copydesk.pipeline import clean_document


def lines_of(language: str, *texts: str) -> tuple[Line, ...]:
    blocks = tuple(Block(n, text, range(n + 1, n + 2)) for n, text in enumerate(texts))
    page = Page(DecodedDocument(RawDocument("a.txt", b""), "\n".join(texts), "utf-8"), blocks)
    return read_lines(page, [language] * len(texts))


@pytest.mark.parametrize(
    "text",
    [
        "매일신문 > 지역 > 대구",
        "新闻 经济 文化 评论 绿色 视频",
        "第08版：副刊 上一版 下一版",
        "หน้าแรก ข่าวในประเทศ ข่าวภูมิภาค",
        "الرئيسية سياسة اقتصاد رياضة",
    ],
)
def test_rows_of_links(text: str) -> None:
    assert is_row_of_links(text)


@pytest.mark.parametrize(
    "text",
    [
        "老桥重新开放 居民说又热闹了",
        "정치 불신 넘어 다시 광장으로",
        "»Wir bleiben« – was der Protest in Gorleben bewirkt »hat«",
        "Home » News » Meditation Class Cost",
        "홈 > 사회 > 문 닫은 양조장을 다시 연 다섯 청년들",
        "东京奥运 中国 3 比 1 胜 日本",
        "김 > 5 > 2",
        "الرئيسية في القصر الجمهوري",
    ],
)
def test_titles_are_no_rows_of_links(text: str) -> None:
    assert not is_row_of_links(text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "ليلى المنصور"),
        ("bn", "রফিকুল ইসলাম"),
        ("hi", "मनीष तिवारी, अमर उजाला, लखनऊ"),
        ("ja", "内海さおり（作家）"),
        ("zh", "孙立平"),
        ("ta", "முருகன் செல்வம்"),
    ],
)
def test_names_alone(language: str, text: str) -> None:
    assert is_uncased_names(lines_of(language, text)[0], registry())


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "أخبار محلية"),
        ("ar", "الرئيسية"),
        ("hi", "मनीष तिवारी, लखनऊ"),
        ("ja", "社会面"),
        ("zh", "石家庄"),
        ("zh", "汤阴网"),
        ("bn", "১২ মার্চ ২০২৪"),
        ("en", "Jane Roe"),
        ("ar", "قال الوزير كلمته."),
    ],
)
def test_what_only_looks_like_names(language: str, text: str) -> None:
    assert not is_uncased_names(lines_of(language, text)[0], registry())


def test_a_name_above_the_date_is_not_the_title_that_stands_above_it() -> None:
    lines = lines_of("ar", "كيف غيرت مكتبة صغيرة حياة قرية بعيدة", "ليلى المنصور الأمين", "20 فبراير 2018")
    assert [signed_title(n, lines) for n in range(3)] == [None, 0, None]
    assert signed_title(0, lines_of("ar", "ليلى المنصور الأمين", "20 فبراير 2018")) is None


def test_an_outlet_s_name_in_two_scripts_is_a_masthead() -> None:
    spelled, other = lines_of("zh", "明報 MING PAO", "蘋果 APPLE PIE")
    assert is_masthead(spelled, registry())
    assert not is_masthead(other, registry())


def test_the_title_below_a_path_and_a_row_of_sections_is_the_title() -> None:
    body = (
        "토요일 아침이면 낡은 양조장 앞에 긴 줄이 늘어선다. 주민들이 함께 빚은 막걸리를 사려는 사람들이다.",
        "문을 닫은 지 십이 년 만에 양조장을 다시 연 것은 마을 청년 다섯 명이었다. 이들은 빚을 내어 지붕부터 고쳤다.",
        "첫해에는 술이 시어 모두 버렸다. 그래도 이듬해 봄에는 읍내 식당 열두 곳이 이 술을 받기 시작했다고 한다.",
    )
    head = ("대구일보 > 사회 > 마을", "문 닫은 양조장 다시 연 청년들", "박유리 기자", "입력 : 2019.05.02 03:00")
    text = "\n\n".join((*head, *body, "이전 기사", "다음 기사", "로그인"))
    found = clean_document(RawDocument("a.txt", text.encode()), CleaningSettings())
    assert isinstance(found, Article)
    assert (found.title, found.authors) == ("문 닫은 양조장 다시 연 청년들", ("박유리",))
