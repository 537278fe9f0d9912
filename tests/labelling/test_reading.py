"""Logits as chances."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.labelling.features import ROLES
from copydesk.labelling.reading import Reading
from copydesk.model import Role


@pytest.fixture
def reading() -> Reading:
    roles = np.zeros((3, len(ROLES)), dtype=np.int64)
    roles[1, ROLES.index(Role.LEGAL)] = 5
    return Reading((0.1, 0.9, 0.5), 1.0, roles, ((0.1, 0.6, 0.2), (0.0, 0.0, 0.0), (0.4, 0.0, 0.4), (0.0, 0.0, 0.0)))


def test_the_likeliest_candidate_is_picked(reading: Reading) -> None:
    assert reading.pick(Role.TITLE, (0, 1, 2), 0.5) == 1
    assert reading.pick(Role.TITLE, (0, 2), 0.15) == 2


def test_nobody_is_picked_below_the_least_chance(reading: Reading) -> None:
    assert reading.pick(Role.TITLE, (0, 2), 0.5) is None
    assert reading.pick(Role.DATE, (), 0.0) is None


def test_of_two_as_likely_the_first_is_picked(reading: Reading) -> None:
    assert reading.pick(Role.BYLINE, (0, 1, 2), 0.1) == 0


def test_of_roles_as_likely_the_first_is_taken(reading: Reading) -> None:
    assert reading.likeliest((Role.SHARE, Role.LEGAL)) == (Role.SHARE, Role.LEGAL, Role.SHARE)


def test_the_chances_of_lines_that_are_none_go_to_the_others(reading: Reading) -> None:
    known = reading.without(Role.TITLE, {1}, {})
    assert [known.picked(n, Role.TITLE) for n in range(3)] == [0.25, 0.0, 0.5]
    moved = reading.without(Role.TITLE, (), {2: 0})
    assert [round(moved.picked(n, Role.TITLE), 4) for n in range(3)] == [0.3, 0.6, 0.0]
    assert known.picks[1:] == moved.picks[1:] == reading.picks[1:]


@given(st.lists(st.integers(1, 100), min_size=1, max_size=8), st.data())
def test_what_is_left_are_chances(weights: list[int], data: st.DataObject) -> None:
    lines = st.integers(0, len(weights) - 1)
    barred = data.draw(st.sets(lines))
    moved = {n: 0 for n in data.draw(st.sets(lines)) if n and 0 not in barred}  # to a line above
    column = tuple(round(weight / (1 + sum(weights)), 4) for weight in weights)
    none = (0.0,) * len(weights)
    before = Reading(none, 1.0, np.zeros((len(weights), len(ROLES)), dtype=np.int64), (column, none, none, none))
    after = before.without(Role.TITLE, barred, moved).picks[0]
    assert all(0 <= chance <= 1 for chance in after)
    assert all(after[n] == 0 for n in barred)
    assert sum(after) <= 1 + 0.0001 * len(weights) or sum(column[n] for n in barred) > 0.9
