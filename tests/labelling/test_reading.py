"""Logits as chances."""

import numpy as np
import pytest

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
