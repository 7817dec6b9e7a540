"""Chart chooser: one question about flights drawn in six charts, and what each of them hides."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.explorers import Axis, Bars, Choice, Grid, Line, Panel, Points, Rule, Scene, explorer

if TYPE_CHECKING:
    import pandas as pd

_AIRLINES = {
    "AA": "American",
    "B6": "JetBlue",
    "DL": "Delta",
    "EV": "ExpressJet",
    "MQ": "Envoy",
    "UA": "United",
    "US": "US Airways",
}
_AIRPORTS = {"EWR": "Newark", "JFK": "Kennedy", "LGA": "LaGuardia"}
_QUESTIONS = {"airline": "which airline is late?", "hour": "how does the day go?", "miles": "does distance matter?"}
_CHARTS = {
    "bars": "bars",
    "line": "line",
    "scatter": "scatter",
    "histogram": "histogram",
    "heat map": "heat map",
    "multiples": "small multiples",
}
_MIDDLES = {"mean": "mean", "median": "median"}
_ACROSS = {"airline": "", "hour": "planned hour of departure", "miles": "distance (miles)"}
_HOURS, _STEPS = range(5, 23), ("0–499", "500–999", "1,000–1,499", "1,500–1,999", "2,000 on")
_LOW, _HIGH, _WIDE = -60, 180, 10  # of the bins of delay, in minutes
_SHOWN = 350  # flights in the scatter plot
_VERDICTS = {
    (
        "airline",
        "bars",
    ): "Fits the question, if it means all airports together; it hides from where each airline flies, and "
    "that a middle stands for early and very late flights.",
    ("airline", "line"): "Wrong: nothing lies between two airlines. The ups and downs follow the alphabet.",
    (
        "airline",
        "scatter",
    ): "Shows that all airlines overlap widely; it hides how many points lie on each other, and the "
    "small differences that were asked for.",
    ("airline", "histogram"): "Hides the airlines altogether: it answers how late flights are.",
    (
        "airline",
        "heat map",
    ): "Shows each airline's whole distribution; differences of a few minutes are lost in the shades.",
    (
        "airline",
        "multiples",
    ): "Fits best: each airport compares like with like, and the order of the airlines is not the same in all three.",
    ("hour", "bars"): "Can be read, but an hour is a place in time: a line says so with less ink.",
    (
        "hour",
        "line",
    ): "Fits: time runs from left to right, and the slope is what was asked for. It hides how widely flights "
    "of one hour scatter.",
    ("hour", "scatter"): "Hides the middle behind the scatter: the rise over the day is hard to see.",
    ("hour", "histogram"): "Hides the hour altogether: it answers how late flights are.",
    (
        "hour",
        "heat map",
    ): "Fits, if the whole distribution is asked for: the early stay early, and the tail fattens through the day.",
    (
        "hour",
        "multiples",
    ): "Fits: delays rise through the day far more at Newark than at Kennedy, which one line hides.",
    ("miles", "bars"): "Hides what happens inside each step of distance, and makes a number look like names.",
    ("miles", "line"): "Can be read; it suggests a curve where there are five steps.",
    (
        "miles",
        "scatter",
    ): "Fits two numbers; it shows the routes as columns of points, and how little distance explains.",
    ("miles", "histogram"): "Hides the distance altogether: it answers how late flights are.",
    ("miles", "heat map"): "Fits when there are too many flights for points: each column is one step of distance.",
    ("miles", "multiples"): "Fits: at Newark longer flights arrive earlier; at LaGuardia there is no such fall.",
}


@cache
def _flights() -> pd.DataFrame:
    """Those that arrived: level (number of the airline, hour or step of distance) by question, delay, origin, miles."""
    import pandas as pd

    from workbench.datasets import load_dataset

    table = load_dataset("nyc_flights", "flights_2013q1.parquet")
    table = table[table["carrier"].isin(list(_AIRLINES)) & table["arr_delay"].notna()]
    codes = list(_AIRLINES)
    columns = {
        "airline": [codes.index(code) for code in table["carrier"]],
        "hour": (table["sched_dep_time"] // 100).clip(_HOURS[0], _HOURS[-1]).to_numpy() - _HOURS[0],
        "miles": (table["distance"] // 500).clip(upper=len(_STEPS) - 1).to_numpy(),
        "far": table["distance"].to_numpy(),
        "delay": table["arr_delay"].to_numpy(dtype=float),
        "origin": table["origin"].astype(str).to_numpy(),
    }
    return pd.DataFrame.from_dict(columns)


def _levels(question: str) -> list[str]:
    return {"airline": list(_AIRLINES.values()), "hour": [str(hour) for hour in _HOURS], "miles": list(_STEPS)}[
        question
    ]


def _middles(table: pd.DataFrame, question: str, middle: str) -> dict[str, float]:
    """The mean or median of each level that occurs."""
    names = _levels(question)
    found = table.groupby(question)["delay"].agg(middle)
    return {names[level]: round(value, 1) for level, value in zip(found.index.tolist(), found.tolist(), strict=True)}


def _ticks(names: list[str], question: str) -> list[tuple[float, str]]:
    every = 3 if question == "hour" else 1
    return [(k, name) for k, name in enumerate(names) if k % every == 0]


def _ends(values: list[float]) -> tuple[float, float]:
    """Round ends that hold all values and zero."""
    return min(-5.0, 5 * np.floor(min(values) / 5)), max(5.0, 5 * np.ceil(1.12 * max(values) / 5))


def _bars(found: dict[str, float], order: list[str], question: str, middle: str, ends: tuple[float, float]) -> Panel:
    at = [k for k, name in enumerate(order) if name in found]
    heights = [found[order[k]] for k in at]
    label = f"{middle} delay (minutes)"
    if question == "airline":
        marks = [Bars(at=at, value=heights, sideways=True, colour="series0"), Rule(x=0)]
        down = Axis(low=len(order) - 0.4, high=-0.6, ticks=_ticks(order, question), grid=False)
        return Panel(marks=marks, x=Axis(low=ends[0], high=ends[1], label=label), y=down)
    across = Axis(low=-0.6, high=len(order) - 0.4, ticks=_ticks(order, question), label=_ACROSS[question], grid=False)
    bars = Bars(at=at, value=heights, colour="series0")
    return Panel(marks=[bars, Rule(y=0)], x=across, y=Axis(low=ends[0], high=ends[1], label=label))


def _line(found: dict[str, float], question: str, middle: str) -> Panel:
    names = sorted(found) if question == "airline" else list(found)
    heights = [found[name] for name in names]
    low, high = _ends(heights)
    marks = [Line(x=list(range(len(names))), y=heights), Points(x=list(range(len(names))), y=heights), Rule(y=0)]
    across = Axis(low=-0.6, high=len(names) - 0.4, ticks=_ticks(names, question), label=_ACROSS[question])
    return Panel(marks=marks, x=across, y=Axis(low=low, high=high, label=f"{middle} delay (minutes)"))


def _scatter(table: pd.DataFrame, question: str, middle: str) -> Panel:
    drawn = table.sample(_SHOWN, random_state=0)
    names = _levels(question)
    shift = np.random.default_rng(0).uniform(-0.3, 0.3, _SHOWN)
    place = drawn["far"] if question == "miles" else (drawn[question] + shift).round(2)
    centre = round(float(table["delay"].agg(middle)), 1)
    points = Points(x=place.to_numpy(), y=drawn["delay"].clip(upper=_HIGH).to_numpy(), size=4, opacity=0.6)
    across = (
        Axis(low=0, high=5000, label=_ACROSS[question])
        if question == "miles"
        else Axis(low=-0.6, high=len(names) - 0.4, ticks=_ticks(names, question), label=_ACROSS[question])
    )
    rule = Rule(y=centre, colour="accent", width=2)
    return Panel(marks=[points, rule], x=across, y=Axis(low=_LOW - 20, high=_HIGH + 10, label="delay (minutes)"))


def _edges() -> Any:
    return np.arange(_LOW, _HIGH + 1, _WIDE)


def _histogram(table: pd.DataFrame, middle: str) -> Panel:
    counts, edges = np.histogram(table["delay"], bins=_edges())
    bars = Bars(at=(edges[:-1] + _WIDE / 2).tolist(), value=counts.tolist(), span=0.96 * _WIDE)
    centre = round(float(table["delay"].agg(middle)), 1)
    up = Axis(low=0, high=1.06 * counts.max(), label="flights")
    across = Axis(low=_LOW, high=_HIGH, label="delay (minutes)")
    return Panel(marks=[bars, Rule(x=centre, colour="accent", width=2)], x=across, y=up)


def _heat_map(table: pd.DataFrame, question: str, middle: str) -> Panel:
    names = _levels(question)
    shares = np.zeros((len(_edges()) - 1, len(names)))
    for level in range(len(names)):
        own = table.loc[table[question] == level, "delay"]
        shares[:, level] = np.histogram(own, bins=_edges())[0] / len(own)
    found = _middles(table, question, middle)
    centres = Points(
        x=[names.index(name) for name in found], y=list(found.values()), colour="accent", marker="diamond", size=8
    )
    across = Axis(low=-0.5, high=len(names) - 0.5, ticks=_ticks(names, question), label=_ACROSS[question], grid=False)
    cells = Grid(values=shares / shares.max(), x=(-0.5, len(names) - 0.5), y=(_LOW, _HIGH))
    return Panel(marks=[cells, centres], x=across, y=Axis(low=_LOW, high=_HIGH, label="delay (minutes)"))


def _multiples(table: pd.DataFrame, question: str, middle: str, order: list[str]) -> tuple[list[Panel], str]:
    found = {code: _middles(table[table["origin"] == code], question, middle) for code in _AIRPORTS}
    ends = _ends([value for each in found.values() for value in each.values()])
    panels = []
    for code, each in found.items():
        one = _bars(each, order, question, middle, ends)
        panels.append(Panel(marks=one.marks, x=one.x, y=one.y, title=_AIRPORTS[code]))
    told = "; ".join(f"{_AIRPORTS[code]}: {_listed(each, order)}" for code, each in found.items())
    return panels, told


def _listed(found: dict[str, float], order: list[str]) -> str:
    return ", ".join(f"{name} {found[name]:.1f}" for name in order if name in found)


@cache
def _scene(question: str, chart: str, middle: str) -> Scene:
    table = _flights()
    found = _middles(table, question, middle)
    order = sorted(found, key=lambda name: found[name]) if question == "airline" else list(found)
    told = f"the {middle} delays in minutes: {_listed(found, order)}"
    centre = float(table["delay"].agg(middle))
    if chart == "bars":
        panels = [_bars(found, order, question, middle, _ends(list(found.values())))]
    elif chart == "line":
        panels = [_line(found, question, middle)]
    elif chart == "scatter":
        panels = [_scatter(table, question, middle)]
        told = f"{_SHOWN} flights drawn by lot; the {middle} of all is {centre:.1f} minutes"
    elif chart == "histogram":
        panels = [_histogram(table, middle)]
        told = f"{len(table):,} flights in bins of {_WIDE} minutes; the {middle} is {centre:.1f} minutes"
    elif chart == "heat map":
        panels = [_heat_map(table, question, middle)]
    else:
        panels, told = _multiples(table, question, middle, order)
    title = _QUESTIONS[question].capitalize()
    return Scene(panels=panels, caption=f"{title} As {_CHARTS[chart]}, {told}. {_VERDICTS[question, chart]}")


def script_data() -> dict[str, Any]:
    """Every scene that chart_chooser.js may be asked for, by its values."""
    return {
        question: {
            chart: {middle: _scene(question, chart, middle).as_dict() for middle in _MIDDLES} for chart in _CHARTS
        }
        for question in _QUESTIONS
    }


@explorer(
    "chart_chooser",
    title="Chart chooser",
    question="Which chart answers the question, and what does another one hide?",
    controls=[
        Choice("question", _QUESTIONS, value="airline", label="question"),
        Choice("chart", _CHARTS, value="bars", label="chart"),
        Choice("middle", _MIDDLES, value="mean", label="middle"),
    ],
    about="The flights of seven airlines out of New York, January to March 2013. Choose a question and go through the "
    "charts: the sentence below says what each one hides. Then change the mean for the median.",
    height=360,
    data=script_data,
)
def chart_chooser(*, question: str, chart: str, middle: str) -> Scene:
    """One of the charts of one question, with what it says and hides."""
    return _scene(question, chart, middle)
