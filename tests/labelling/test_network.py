"""The model's arithmetic is exact, so that its verdict is the same on every machine; its file is checked."""

import hashlib
import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.labelling import network
from copydesk.labelling.characters import count_characters
from copydesk.labelling.layers import MOST, Layer, near
from copydesk.labelling.network import ABOUT, FORMAT, WEIGHTS, DamagedModelError, Kind, load_model, predict
from copydesk.threads import ONE_THREAD

RNG = np.random.default_rng(7)
EXACT = 2**24
"""Whole numbers below it are exact in float32."""


def test_sums_of_every_layer_stay_where_float32_is_exact() -> None:
    """Then neither the order of summation nor the number of threads can change a sum."""
    for name, layer in load_model(Kind.TEXT).layers.items():
        _, out, width = layer.weights.shape
        own = 3 * width if name.startswith("near") else width  # what the lines above and below add to the line's own
        rows = layer.weights.reshape(-1, own // width, out * width // own, width)
        largest = np.abs(rows).astype(np.float64).sum(axis=(1, 3)).max() * MOST
        assert largest < EXACT, name


def test_a_layer_gives_what_whole_numbers_give_in_any_order() -> None:
    weights = RNG.integers(-127, 128, (2, 64, 288)).astype(np.float32)
    layer = Layer(weights, np.full((2, 64, 1), 0.01, np.float32), np.zeros((2, 64, 1), np.float32))
    numbers = RNG.integers(0, 256, (2, 288, 150)).astype(np.float32)
    exact = weights.astype(np.int64) @ numbers.astype(np.int64)
    expected = np.rint(exact.astype(np.float32) * np.float32(0.01))
    order = RNG.permutation(288)
    shuffled = layer._replace(weights=weights[..., order])
    assert np.array_equal(layer(numbers), expected)
    assert np.array_equal(shuffled(numbers[:, order]), expected)


@pytest.mark.parametrize(("lines", "distance"), [(1, 1), (5, 2), (5, 5), (150, 16)])
def test_a_line_and_its_neighbours_are_multiplied_as_one_row_would_be(lines: int, distance: int) -> None:
    weights = RNG.integers(-127, 128, (2, 3 * 64, 64)).astype(np.float32)
    layer = Layer(weights, np.ones((2, 64, 1), np.float32), np.zeros((2, 64, 1), np.float32))
    numbers = RNG.integers(0, 256, (2, 64, lines)).astype(np.float32)
    nothing = np.zeros((2, 64, distance), np.float32)
    padded = np.concatenate([nothing, numbers, nothing], axis=-1)
    row = np.concatenate([padded[..., start : start + lines] for start in (0, distance, 2 * distance)], axis=1)
    whole = np.concatenate(np.split(weights, 3, axis=1), axis=-1)
    assert np.array_equal(near(layer, numbers, distance), whole @ row)


LONG_PAGES = """
import time
from copydesk.model import HTML, PLAIN_TEXT, RawDocument
from copydesk.pipeline import clean_document
from copydesk.settings import CleaningSettings
lines = [f"Line {n} of a page that has many of them, and a full stop." for n in range(900)]
pages = [
    RawDocument("a.html", "".join(f"<p><a href=x>Menu</a><p>{line}" for line in lines).encode(), HTML),
    RawDocument("a.txt", "\\n\\n".join(["Skip to content", *lines]).encode(), PLAIN_TEXT),
]
begun = time.process_time() - time.thread_time()
outcomes = [clean_document(page, CleaningSettings(engine="fast")) for page in pages]
others = time.process_time() - time.thread_time() - begun
print([len(outcome.body) > 9000 for outcome in outcomes], abs(round(others, 2)))
"""


def test_a_library_that_nobody_told_how_many_threads_to_start_works_in_one() -> None:
    """Threads of OpenBLAS wait for each other wherever the cores have other work to do."""
    environment = {name: value for name, value in os.environ.items() if name not in ONE_THREAD}
    command = [sys.executable, "-c", LONG_PAGES]
    found = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    assert found == "[True, True] 0.0\n"


@given(st.lists(st.text(max_size=40), min_size=1, max_size=6))
def test_any_page_has_a_verdict_for_each_line(lines: list[str]) -> None:
    counted = count_characters([line.replace("\n", " ") for line in lines])
    model = load_model(Kind.TEXT)
    width = model.layers["input"].weights.shape[-1] - 5 * model.words.shape[-1]
    features = RNG.integers(0, 128, (len(lines), width)).astype(np.uint8)
    said = predict(model, features, counted)
    assert said.body.shape == (len(lines),)
    assert said.picks.shape == (len(lines), len(network.PICKED))


def test_chances_rise_with_the_logit() -> None:
    for table in (load_model(Kind.TEXT).body_chances, load_model(Kind.TEXT).article_chances):
        assert np.all(np.diff(table) >= 0)
        assert 0 <= table[0] < 0.5 < table[-1] <= 1


def shipped() -> tuple[bytes, str]:
    folder = files("copydesk") / "data" / "model" / Kind.TEXT
    return (folder / WEIGHTS).read_bytes(), (folder / ABOUT).read_text(encoding="utf-8")


def test_the_model_is_small_enough_for_the_wheel() -> None:
    assert len(shipped()[0]) <= 3_000_000


def folder_in(own: Path) -> Path:
    (own / Kind.TEXT).mkdir()
    return own / Kind.TEXT


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    weights, about = shipped()
    (folder / WEIGHTS).write_bytes(weights[:-1] + bytes([weights[-1] ^ 1]))
    (folder / ABOUT).write_text(about, encoding="utf-8")
    with pytest.raises(DamagedModelError, match=r"weights\.npz is not the file that about\.toml describes"):
        load_model(Kind.TEXT, tmp_path)


def test_another_format_is_named(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    weights, _ = shipped()
    (folder / WEIGHTS).write_bytes(weights)
    digest = hashlib.sha256(weights).hexdigest()
    (folder / ABOUT).write_text(f'format = {FORMAT + 1}\nsha256 = "{digest}"\n', encoding="utf-8")
    with pytest.raises(DamagedModelError, match=f"format {FORMAT + 1}, not {FORMAT}"):
        load_model(Kind.TEXT, tmp_path)


def test_a_copy_of_the_model_can_be_named_as_ones_own(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    weights, about = shipped()
    (folder / WEIGHTS).write_bytes(weights)
    (folder / ABOUT).write_text(about, encoding="utf-8")
    assert np.array_equal(load_model(Kind.TEXT, tmp_path).vocabulary, load_model(Kind.TEXT).vocabulary)
