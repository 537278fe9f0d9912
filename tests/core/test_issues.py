"""An article in a magazine may have the month of its issue, and no day."""

import pytest

from copydesk import Article, clean

STORY = "\n\n".join(
    f"The keeper of the lighthouse climbs its stairs on night {n}, and counts them all, as he has done for years."
    for n in range(6)
)


def date_of(head: str) -> str | None:
    article = clean(f"{head}\n\n{STORY}\n\nMore from this author\nThe ferryman, March 2018\n")
    assert isinstance(article, Article)
    return article.date


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("MAGAZINE\nJune 2019 Issue\n\nThe last lighthouse keeper\n\nBy Jane Roe", "2019-06"),
        ("Home\nNews\n\nThe last lighthouse keeper\n\nNovember 2015", "2015-11"),
        # the day of the article goes before the month of an issue
        ("June 2019 Issue\n\nThe last lighthouse keeper\n\nBy Jane Roe\n\nMay 17, 2019", "2019-05-17"),
        # months that are told of
        ("MAGAZINE\n\nThe last lighthouse keeper\n\nHe has climbed the stairs since March 2018.", None),
        ("MAGAZINE\n\nThe last lighthouse keeper of June 2019\n\nBy Jane Roe", None),
        ("MAGAZINE\n\nThe last lighthouse keeper\n\nBy Jane Roe", None),
    ],
)
def test_the_month_of_an_issue_is_the_date_where_no_day_is_shown(head: str, date: str | None) -> None:
    assert date_of(head) == date
