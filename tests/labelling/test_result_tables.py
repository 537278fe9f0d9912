"""Tables below an article's last paragraph are its own; numbered links below it are not."""

import pytest

import copydesk
from copydesk.labelling.lines import Line, read_lines
from copydesk.labelling.result_tables import result_tables
from copydesk.model import Label, RawDocument, Role

REPORT = (
    "Hartwell Town came from two down to beat Marsh Lane Rovers 4-3 on Saturday and move into third place.",
    "Sawbridge stay at the top of the league after they won without trouble at the ground of Pilton.",
)
STANDINGS = ("1 Sawbridge 9 7 1 1 22", "2 Eastbrook 9 6 2 1 20", "3 Hartwell Town 9 6 0 3 18")
TIMES = ("1. Even Nordli, Dalen IL 2.11.34,5", "2. Jo Bakken, Lom IL 2.11.38,7", "3. Petter Rud, Hartwell 2:12:02")


def lines_of(texts: tuple[str, ...]) -> tuple[Line, ...]:
    page = copydesk.split(copydesk.decode(RawDocument("page.txt", "\n\n".join(texts).encode())))
    return read_lines(page, copydesk.detect_languages(page))


def roles(*below: str, inside: int = 0) -> list[str]:
    """What becomes of lines BELOW the report; so many of them are in the body already."""
    lines = lines_of(REPORT + below)
    body = len(REPORT) + inside
    labels = {n: Label(Role.BODY if n < body else Role.OTHER, 0.9, "a rule: of the test") for n in range(len(lines))}
    labels |= dict(result_tables(lines, labels))
    return [labels[n].role.value for n in range(len(REPORT), len(lines))]


@pytest.mark.parametrize("rows", [STANDINGS, TIMES], ids=["standings", "times"])
def test_rows_of_figures_below_the_article_are_its_own(rows: tuple[str, ...]) -> None:
    assert roles(*rows) == ["body"] * 3
    assert roles("Table", "Pos Team P W D L Pts", *rows) == ["heading"] * 2 + ["body"] * 3


def test_a_table_goes_on_whose_beginning_is_in_the_body() -> None:
    assert roles(*TIMES, "Tweet", inside=1) == ["body"] * 3 + ["other"]


@pytest.mark.parametrize(
    "below",
    [
        ("1. Two hurt in crash on Highway 20", "2. Bakery of Hartwell Town closes", "3. Recall of the board nears"),
        ("Step 1", "Step 2", "Step 3"),
        ("Lord Clifford 12", "Old Wendovians 7", "Tilling United 3"),
        ("Sawbridge win again 14 May 2019", "Hartwell lose 13 May 2019", "Pilton draw 12 May 2019"),
        ("Sawbridge 22", "Hartwell Town 18"),
        ("Most Read", *STANDINGS),
    ],
    ids=["most read", "steps", "of what the article does not name", "dated links", "two rows", "a known heading"],
)
def test_other_lines_below_the_article_are_left_alone(below: tuple[str, ...]) -> None:
    assert set(roles(*below)) == {"other"}


def test_rows_that_go_on_need_name_nothing_that_the_article_names() -> None:
    rows = ("1. Luka Skok (Bovec) 2:14:08", "2. Tine Jug (Idrija) 2:14:31", "3. Rok Hvala (Vipava) 2:15:02")
    assert roles(*rows, inside=1) == ["body"] * 3
    assert roles(*rows) == ["other"] * 3


def test_numbered_steps_do_not_go_on_as_rows() -> None:
    assert roles("Step 1", "Step 2", "Step 3", inside=2) == ["body", "body", "other"]
