"""Pictures of how far a field's confidence can be trusted, and of what it costs to ask for more of it, as SVG."""

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import altair as alt
import vl_convert
from training.curves import reliability

Pairs = Sequence[tuple[float, bool]]
"""Confidences of a field's values, and whether these are right."""

THRESHOLDS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95)
"""Confidences that somebody may ask for."""
LEAST = 20
"""Values that a point of a plot stands for, at least: fewer tell nothing."""
MOST = 2000
"""Values from which on a point grows no larger."""
STEP = 0.05
"""The axis of a plot begins at a multiple of it."""
NORMAL = 1.96
"""Standard deviations on either side of the mean within which 95 % of what is normally distributed lie."""
_SIZE = 190
_SHARE = alt.Scale(domain=(0, 1))
_QUIET = "silver"


def plot(pairs: Mapping[str, Pairs], known: Mapping[str, int], folder: Path) -> None:
    """Write `reliability.svg` and `coverage.svg` into FOLDER; KNOWN pages have the field, be it given or not."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, chart in (("reliability", _reliability(pairs)), ("coverage", _coverage(pairs, known))):
        (folder / f"{name}.svg").write_text(vl_convert.vegalite_to_svg(chart.to_dict()), encoding="utf-8")


def interval(right: float, values: int) -> tuple[float, float]:
    """The 95 % interval (Wilson's) of a share that is RIGHT among so many VALUES.

    >>> [round(end, 2) for end in interval(0.9, 20)], [round(end, 3) for end in interval(0.9, 2000)]
    ([0.7, 0.97], [0.886, 0.912])
    """
    square = NORMAL**2 / values
    middle = (right + square / 2) / (1 + square)
    half = NORMAL * math.sqrt(right * (1 - right) / values + square / (4 * values)) / (1 + square)
    return middle - half, middle + half


def given_from(least: float, pairs: Pairs) -> list[bool]:
    """Of the values that have a confidence of LEAST or more, whether each is right."""
    return [right for confidence, right in pairs if confidence >= least]


def _reliability(pairs: Mapping[str, Pairs]) -> alt.FacetChart:
    """What confidences claim against the share that is right; on the diagonal they are what they say."""
    rows: list[dict[str, Any]] = []
    for name, some in pairs.items():
        for tenth in reliability(some):
            if tenth.values >= LEAST:
                low, high = interval(tenth.right, tenth.values)
                row = {"field": name, "claimed": tenth.claimed, "right": tenth.right, "low": low, "high": high}
                rows.append({**row, "values": tenth.values})
    ends = [{"field": name, "claimed": end, "even": end} for name in pairs for end in (0, 1)]
    base = alt.Chart().encode(alt.X("claimed:Q", title="confidence", scale=_SHARE))
    diagonal = base.mark_line(color=_QUIET).encode(alt.Y("even:Q", scale=_SHARE)).transform_filter("datum.even != null")
    tenths = base.transform_filter("datum.values")
    spread = tenths.mark_rule().encode(alt.Y("low:Q", title="share that is right", scale=_SHARE), alt.Y2("high:Q"))
    scale = alt.Scale(type="log", domain=(LEAST, MOST), range=(15, 150), clamp=True)
    size = alt.Size("values:Q", scale=scale, legend=alt.Legend(values=[LEAST, 200, MOST]))
    right = tenths.mark_circle(opacity=1).encode(alt.Y("right:Q", scale=_SHARE), size)
    return _by_field(alt.layer(diagonal, spread, right).properties(data=alt.Data(values=[*rows, *ends])))


def _coverage(pairs: Mapping[str, Pairs], known: Mapping[str, int]) -> alt.FacetChart:
    """What share of the fields is given against what share of these is right, as more confidence is asked for."""
    steps = [row for name, some in pairs.items() for row in _steps(name, some, known[name])]
    asked = [row for name, some in pairs.items() for row in _asked(name, some, known[name])]
    least = math.floor(min(row["right"] for row in steps) / STEP) * STEP
    given = alt.X("given:Q", title="share of the pages with a value", scale=_SHARE)
    right = alt.Y("right:Q", title="share of the values that is right", scale=alt.Scale(domain=(least, 1)))
    base = alt.Chart().encode(given, right)
    line = base.mark_line(color=_QUIET).encode(alt.Order("least:Q")).transform_filter("!datum.asked")
    colour = alt.Color("least:O", title="confidence from", scale=alt.Scale(scheme="viridis", reverse=True))
    points = base.mark_circle(size=60, opacity=1).encode(colour).transform_filter("datum.asked")
    return _by_field(alt.layer(line, points).properties(data=alt.Data(values=[*steps, *asked])))


def _steps(name: str, pairs: Pairs, known: int) -> Iterator[dict[str, Any]]:
    """The shares given and right from each confidence on that some value has."""
    for least in sorted({round(confidence, 2) for confidence, _ in pairs}):
        yield from _from(least, name, pairs, known)


def _asked(name: str, pairs: Pairs, known: int) -> Iterator[dict[str, Any]]:
    """The same for each of THRESHOLDS, marked as asked for."""
    for least in THRESHOLDS:
        yield from ({**row, "asked": True} for row in _from(least, name, pairs, known))


def _from(least: float, name: str, pairs: Pairs, known: int) -> Iterator[dict[str, Any]]:
    given = given_from(least, pairs)
    if len(given) >= LEAST:
        yield {"field": name, "least": least, "given": len(given) / known, "right": sum(given) / len(given)}


def _by_field(chart: alt.LayerChart) -> alt.FacetChart:
    sized: alt.FacetChart = chart.properties(width=_SIZE, height=_SIZE).facet(
        alt.Facet("field:N", title=None), columns=4
    )
    return sized
