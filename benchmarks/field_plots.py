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

LEAST = 20
"""Values that a point of a plot stands for, at least: fewer tell nothing."""
STEP = 0.05
"""The axis of a plot begins at a multiple of it."""
_SIZE = 190
_SHARE = alt.Scale(domain=(0, 1))


def plot(pairs: Mapping[str, Pairs], known: Mapping[str, int], folder: Path) -> None:
    """Write `reliability.svg` and `coverage.svg` into FOLDER; KNOWN pages have the field, be it given or not."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, chart in (("reliability", _reliability(pairs)), ("coverage", _coverage(pairs, known))):
        (folder / f"{name}.svg").write_text(vl_convert.vegalite_to_svg(chart.to_dict()), encoding="utf-8")


def _reliability(pairs: Mapping[str, Pairs]) -> alt.FacetChart:
    """What confidences claim against the share that is right; on the diagonal they are what they say."""
    rows: list[dict[str, Any]] = [
        {"field": name, "claimed": tenth.claimed, "right": tenth.right, "values": tenth.values}
        for name, some in pairs.items()
        for tenth in reliability(some)
        if tenth.values >= LEAST
    ]
    ends = [{"field": name, "claimed": end, "even": end} for name in pairs for end in (0, 1)]
    base = alt.Chart().encode(alt.X("claimed:Q", title="confidence", scale=_SHARE))
    diagonal = (
        base.mark_line(color="silver").encode(alt.Y("even:Q", scale=_SHARE)).transform_filter("datum.even != null")
    )
    right = base.encode(alt.Y("right:Q", title="share that is right", scale=_SHARE)).transform_filter("datum.values")
    values = alt.Size(
        "values:Q", scale=alt.Scale(type="log", range=(10, 150)), legend=alt.Legend(values=[20, 200, 2000])
    )
    layers = alt.layer(diagonal, right.mark_line(), right.mark_circle(opacity=1).encode(values))
    return _by_field(layers.properties(data=alt.Data(values=[*rows, *ends])))


def _coverage(pairs: Mapping[str, Pairs], known: Mapping[str, int]) -> alt.FacetChart:
    """What share of the fields is given against what share of these is right, as more confidence is asked for."""
    rows = [row for name, some in pairs.items() for row in _steps(name, some, known[name])]
    least = math.floor(min(row["right"] for row in rows) / STEP) * STEP
    chart = alt.Chart(alt.Data(values=rows)).mark_line(point=True)
    return _by_field(
        chart.encode(
            alt.X("given:Q", title="share of the pages that have it", scale=_SHARE),
            alt.Y("right:Q", title="share of these that is right", scale=alt.Scale(domain=(least, 1))),
            alt.Order("least:Q"),
        )
    )


def _steps(name: str, pairs: Pairs, known: int) -> Iterator[dict[str, Any]]:
    """The shares given and right from each confidence on that some value has."""
    for least in sorted({round(confidence, 2) for confidence, _ in pairs}):
        given = [right for confidence, right in pairs if confidence >= least]
        if len(given) >= LEAST:
            yield {"field": name, "least": least, "given": len(given) / known, "right": sum(given) / len(given)}


def _by_field(chart: alt.Chart | alt.LayerChart) -> alt.FacetChart:
    sized: alt.FacetChart = chart.properties(width=_SIZE, height=_SIZE).facet(
        alt.Facet("field:N", title=None), columns=4
    )
    return sized
