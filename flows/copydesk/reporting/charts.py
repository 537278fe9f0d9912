"""Charts of what a store holds, as SVG: made by Altair, drawn without a browser, nothing fetched.

Needs the extra `copydesk[report]`.
"""

import base64
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import altair as alt
import vl_convert

from copydesk.reporting.tallies import BINS, Tallies
from copydesk.wording import counted

_MOST_BARS = 25
_MOST_LANGUAGES = 8
"""Languages that have a colour of their own; the others are one."""
_OTHERS = "others"
_BY_REASON: Final = alt.Color("reason:N", title="reason")
_WIDTH: Final = 460
_FEW_DAYS = 10
"""Days between the first and the last up to which the axis has a mark for each; left alone, it would mark hours."""
_FEW_RECORDS = 20
"""Records in the longest bar up to which an axis marks each."""
NONE: Final = "(none)"
"""An outlet that a record does not know."""
UNKNOWN: Final = "unknown"
"""What a rejection does not know of its document."""
_SAME_EVERYWHERE: Final = alt.Scale(type="utc")
"""A day stays that day: by local time, the first of November would be in October west of Greenwich."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture, and in words what it shows."""

    title: str
    description: str
    source: str
    """The SVG as an address that holds it whole: "data:image/svg+xml;base64,…"."""


def charts_of(tallies: Tallies) -> tuple[Chart, ...]:
    """The charts of a store, those with nothing to show left out."""
    made = (
        _bars("Articles by outlet", tallies.outlets),
        _bars("Articles by language", tallies.languages),
        _days(tallies),
        _languages_over_time(tallies),
        _confidence(tallies),
        _roles(tallies),
        _rejections_by("outlet", tallies),
        _rejections_by("language", tallies),
        _rejections_by_day(tallies),
    )
    return tuple(chart for chart in made if chart is not None)


def _bars(title: str, counts: Counter[str]) -> Chart | None:
    if not counts:
        return None
    rows = [{"name": name or NONE, "count": count} for name, count in counts.most_common(_MOST_BARS)]
    chart = (
        _over(rows)
        .mark_bar()
        .encode(
            x=alt.X("count:Q", title="records", axis=_whole_numbers(rows, "name")),
            y=alt.Y("name:N", title=None, sort=None),
        )
    )
    return _drawn(title, _said(rows, len(counts)), chart)


def _days(tallies: Tallies) -> Chart | None:
    if not tallies.days:
        return None
    rows = [{"day": day, "count": count} for day, count in sorted(tallies.days.items())]
    described = f"{sum(tallies.days.values()):,} articles with a day, {_span(rows)}"
    return _drawn("Articles by day", described, _by_day(rows, "articles"))


def _by_day(rows: Sequence[dict[str, Any]], records: str) -> Any:
    """A bar for each day of ROWS, which are in order, as high as so many RECORDS."""
    span = date.fromisoformat(rows[-1]["day"]) - date.fromisoformat(rows[0]["day"])
    marks = alt.Axis(tickCount="day", format="%b %d, %Y") if span.days <= _FEW_DAYS else alt.Axis()
    return (
        _over(rows)
        .mark_bar(width=3)
        .encode(
            x=alt.X("day:T", title=None, scale=_SAME_EVERYWHERE, axis=marks),
            y=alt.Y("count:Q", title=records, axis=_whole_numbers(rows, "day")),
        )
    )


def _span(rows: Sequence[dict[str, Any]]) -> str:
    return f"{rows[0]['day']} to {rows[-1]['day']}"


def _languages_over_time(tallies: Tallies) -> Chart | None:
    if not tallies.months:
        return None
    often = {name for name, _ in tallies.languages.most_common(_MOST_LANGUAGES)}
    counts: Counter[tuple[str, str]] = Counter()
    for (month, language), count in tallies.months.items():
        counts[month, language if language in often else _OTHERS] += count
    rows = [{"month": month, "language": name, "count": count} for (month, name), count in sorted(counts.items())]
    chart = (
        _over(rows)
        .mark_bar()
        .encode(
            x=alt.X("utcyearmonth(month):T", title=None, scale=_SAME_EVERYWHERE),
            y=alt.Y("count:Q", title="articles", axis=_whole_numbers(rows, "month")),
            color=alt.Color("language:N", title="language"),
        )
    )
    return _drawn(
        "Languages over time", f"{len(often)} languages in {len({row['month'] for row in rows})} months", chart
    )


def _confidence(tallies: Tallies) -> Chart | None:
    if not tallies.confidence:
        return None
    rows = [
        {"field": name, "from": step / BINS, "to": (step + 1) / BINS, "count": count}
        for (name, step), count in sorted(tallies.confidence.items())
    ]
    chart = (
        _over(rows)
        .mark_bar()
        .encode(
            x=alt.X("from:Q", title="confidence", bin="binned", scale=alt.Scale(domain=[0, 1])),
            x2="to:Q",
            y=alt.Y("count:Q", title="records"),
        )
        .properties(width=_WIDTH // 4, height=80)
        .facet(facet=alt.Facet("field:N", title=None), columns=4)
    )
    return _drawn("Confidence by field", "How many records have each confidence", chart)


def _roles(tallies: Tallies) -> Chart | None:
    if not tallies.roles:
        return None
    often = [name for name, _ in tallies.outlets.most_common(_MOST_BARS)]
    rows = [
        {"outlet": outlet or NONE, "role": role, "count": count}
        for (outlet, role), count in sorted(tallies.roles.items())
        if outlet in often
    ]
    chart = (
        _over(rows)
        .mark_rect()
        .encode(
            x=alt.X("role:N", title=None, axis=alt.Axis(labelAngle=-45)),
            y=alt.Y("outlet:N", title=None, sort=[name or NONE for name in often]),
            color=alt.Color("count:Q", title="blocks removed", scale=alt.Scale(scheme="blues", type="symlog")),
        )
    )
    return _drawn("What was removed, by outlet", f"Removed blocks by role on pages of {len(often)} outlets", chart)


def _rejections_by(quality: str, tallies: Tallies) -> Chart | None:
    """Rejections by what a `Lot` says of them, each bar parted by reason."""
    if not tallies.lots:
        return None
    totals, parted = _parted(quality, tallies)
    often = [name for name, _ in totals.most_common(_MOST_BARS)]
    rows = [
        {"name": name or UNKNOWN, "reason": reason, "count": count}
        for (name, reason), count in sorted(parted.items())
        if name in often
    ]
    chart = (
        _over(rows)
        .mark_bar()
        .encode(
            x=alt.X("count:Q", title="rejections", axis=_whole_numbers(rows, "name")),
            y=alt.Y("name:N", title=None, sort=[name or UNKNOWN for name in often]),
            color=_BY_REASON,
        )
    )
    bars = [{"name": name or UNKNOWN, "count": totals[name]} for name in often]
    return _drawn(f"Rejections by {quality}", _said(bars, len(totals)), chart)


def _rejections_by_day(tallies: Tallies) -> Chart | None:
    """Rejections by the day on which their documents were fetched, of those whose source knew it."""
    totals, parted = _parted("day", tallies)
    rows = [{"day": day, "reason": reason, "count": count} for (day, reason), count in sorted(parted.items()) if day]
    if not rows:
        return None
    told = totals.total() - totals[""]
    described = f"{counted(told, 'rejection')} with a day, {_span(rows)}"
    return _drawn("Rejections by day of fetch", described, _by_day(rows, "rejections").encode(color=_BY_REASON))


def _parted(quality: str, tallies: Tallies) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """Rejections by a quality of theirs, and by that and the reason."""
    totals: Counter[str] = Counter()
    parted: Counter[tuple[str, str]] = Counter()
    for lot, count in tallies.lots.items():
        totals[getattr(lot, quality)] += count
        parted[getattr(lot, quality), lot.reason] += count
    return totals, parted


def _over(rows: Sequence[dict[str, Any]]) -> alt.Chart:
    """A chart of ROWS that has no form yet."""
    return alt.Chart({"values": rows})


def _whole_numbers(rows: Sequence[dict[str, Any]], bar: str) -> alt.Axis:
    """An axis for the counts of ROWS, those of the same BAR together; of few, it would mark halves, left alone."""
    heights: Counter[str] = Counter()
    for row in rows:
        heights[row[bar]] += row["count"]
    most = max(heights.values())
    axis = alt.Axis(format="d")
    if most <= _FEW_RECORDS:
        axis.values = list(range(most + 1))
    return axis


def _drawn(title: str, description: str, chart: Any) -> Chart:
    if not isinstance(chart, alt.FacetChart):
        chart = chart.properties(width=_WIDTH)
    spec = chart.properties(description=description).configure_view(stroke=None).to_dict()
    svg = vl_convert.vegalite_to_svg(spec)
    coded = base64.b64encode(svg.encode("utf-8")).decode("ascii")
    return Chart(title, description, f"data:image/svg+xml;base64,{coded}")


def _said(rows: Sequence[dict[str, Any]], total: int) -> str:
    """The first bars in words, for those who do not see them."""
    return "; ".join(_words(rows)) + (f"; {total - 3:,} more" if total > 3 else "")


def _words(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    for row in rows[:3]:
        yield f"{row['name']} {row['count']:,}"
