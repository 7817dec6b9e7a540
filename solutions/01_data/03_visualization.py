"""Solutions of 01_data/03_visualization: Visualisation."""

import altair as alt
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import plotly.express as px
import plotly.graph_objects as go
import seaborn as sns

from workbench.authoring import choice, reference, with_gaps
from workbench.checking.compare.plots import describe

# -- pick_chart --------------------------------------------------------------------------------------------------------


@reference
def pick_chart(table, names):
    table = table.dropna()
    kinds = []
    for column in table.columns:
        if column in names or not (
            pd.api.types.is_numeric_dtype(table[column]) or pd.api.types.is_datetime64_dtype(table[column])
        ):
            kinds.append("name")
        else:
            kinds.append("time" if pd.api.types.is_datetime64_dtype(table[column]) else "number")
    if kinds == ["number"]:
        return "histogram"
    if "time" in kinds:
        return "line"
    if kinds == ["number", "number"]:
        return "scatter" if len(table) <= 1000 else "hexbin"
    if kinds == ["name", "name"]:
        return "heat map"
    return "boxes" if table[table.columns[kinds.index("name")]].duplicated().any() else "bars"


pick_chart.example(table=pd.DataFrame({"month": [1, 2, 3], "sold": [20.0, 35.0, 15.0]}), names={"month"})
pick_chart.example(
    table=pd.DataFrame({"shop": ["east", "east", "west"], "sold": [20.0, np.nan, 15.0]}),
    names=set(),
)
pick_chart.example(table=pd.DataFrame({"shop": ["east", "west", "west"], "sold": [20.0, 30.0, 15.0]}), names=set())


def _column(rng, kind, n, key):
    """A column of n values: key says in which of its forms a kind comes."""
    if kind == "number":
        values = rng.normal(50, 20, size=n)
        return values if key % 2 else np.round(values).astype(int)
    if kind == "time":
        return pd.date_range("2024-01-01", periods=n, freq="D").to_numpy()[rng.permutation(n)]
    forms = [
        rng.integers(1, 6, size=n),
        rng.choice(["east", "north", "west"], size=n),
        pd.Categorical(rng.choice(["low", "high"], size=n)),
        np.round(rng.integers(1, 6, size=n) * 1.5, 1),
    ]
    return forms[key % 4]


_CHARTS = [
    ("histogram", ("number",)),
    ("line", ("time", "number")),
    ("scatter", ("number", "number")),
    ("hexbin", ("number", "number")),
    ("bars", ("name", "number")),
    ("boxes", ("name", "number")),
    ("heat map", ("name", "name")),
]


@pick_chart.cases(n=28)
def _(rng, i):
    chart, kinds = _CHARTS[i % 7]
    n = {"hexbin": int(rng.integers(1001, 1100)), "scatter": int(rng.integers(900, 1001))}.get(
        chart, int(rng.integers(12, 40))
    )
    columns, names = {}, set()
    for k, kind in enumerate(kinds):
        name, key = f"column {'ab'[k]}", i // 7 + k
        columns[name] = _column(rng, kind, n, key)
        if kind == "name" and key % 4 in (0, 3):
            names.add(name)
    is_alone = chart == "bars"
    if is_alone:
        columns["column a"] = rng.permutation(n) + 1 if i % 2 else np.array([f"shop {k}" for k in rng.permutation(n)])
        names = {"column a"} if i % 2 else set()
    table = pd.DataFrame(columns)
    if i % 3 == 0 and chart in ("histogram", "scatter", "boxes"):
        gaps = table["column b" if "column b" in table else "column a"].astype(float)
        gaps.iloc[0] = np.nan
        table[gaps.name] = gaps
    if i % 2 and len(kinds) == 2:
        table = table[["column b", "column a"]]
    return {"table": table, "names": names}


@pick_chart.cases(n=2)
def _(rng, i):
    # The first name is drawn once, another twice.
    shops = ["first", *rng.permutation(["north", "north", "south", "west"])]
    table = pd.DataFrame({"shop": shops, "sold": rng.uniform(1, 9, 5)})
    return {"table": table[["sold", "shop"]] if i else table, "names": set()}


@pick_chart.cases(n=4)
def _(rng, i):
    # What is not drawn does not count: rows with a gap made the difference.
    if i % 2:
        n = 1000 + int(rng.integers(20, 60))
        table = pd.DataFrame({"a": rng.normal(size=n), "b": rng.normal(size=n)})
        table.loc[table.index[: n - 1000 - i // 2], "b"] = np.nan  # leaves 1,000 or 1,001
        return {"table": table, "names": set()}
    shops = [f"shop {k}" for k in range(6)]
    table = pd.DataFrame({"shop": [*shops, *shops], "sold": [*rng.uniform(1, 9, 6), *[np.nan] * 6]})
    return {"table": table.sample(frac=1, random_state=int(rng.integers(99))), "names": set()}


@pick_chart.alternative
def _(table, names):
    drawn = table[table.notna().all(axis=1)]

    def kind(column):
        if column in names:
            return "name"
        return (
            {"M": "time"}.get(getattr(drawn[column].dtype, "kind", "O"), "number")
            if getattr(drawn[column].dtype, "kind", "O") in "iufM"
            else "name"
        )

    found = {column: kind(column) for column in drawn}
    counted = sorted(found.values())
    if counted == ["name", "number"]:
        by = next(column for column, each in found.items() if each == "name")
        return "bars" if drawn[by].nunique() == len(drawn) else "boxes"
    if counted == ["number", "number"]:
        return "hexbin" if len(drawn) > 1000 else "scatter"
    return {("number",): "histogram", ("number", "time"): "line", ("name", "name"): "heat map"}[tuple(counted)]


@pick_chart.misconception(
    "You went by the dtype alone. Whole numbers such as a month or a code may only name something: `names` lists those columns."
)
def _(table, names):
    return pick_chart(table, set())


pick_chart.misconception(
    "You counted rows that are not drawn. A row with a missing value puts no mark on the paper, so drop those rows first.",
    "table.dropna() → table",
)
pick_chart.misconception(
    "You never choose boxes. A name with several rows has a distribution, which one bar would hide.",
    '"boxes" if table[table.columns[kinds.index("name")]].duplicated().any() else "bars" → "bars"',
)
pick_chart.misconception(
    "You draw points however many there are. Beyond 1,000 rows they lie on each other, and must be counted instead.",
    '"scatter" if len(table) <= 1000 else "hexbin" → "scatter"',
)
pick_chart.misconception(
    "Exactly 1,000 rows are still few enough for points.",
    "len(table) <= 1000 → len(table) < 1000",
)


@pick_chart.misconception(
    "You took a time for a number and drew points. A time that comes once each asks for a line: neighbours in time belong together."
)
def _(table, names):
    chart = pick_chart(table, names)
    return "scatter" if chart == "line" else chart


_FIRST = "You took the first column for the name, or for the time. Columns come in any order, so ask each what it is."


@pick_chart.misconception(_FIRST)
def _(table, names):
    chart, first = pick_chart(table, names), table.dropna().iloc[:, 0]
    if chart in ("histogram", "heat map", "scatter", "hexbin"):
        return chart
    if pd.api.types.is_datetime64_dtype(first):
        return "line"
    if table.columns[0] in names or not pd.api.types.is_numeric_dtype(first):
        return "boxes" if first.duplicated().any() else "bars"
    return "scatter" if len(first) <= 1000 else "hexbin"


@pick_chart.misconception(
    "You looked at the first name alone, which happens to be drawn once. One repeated name is enough for boxes, wherever it stands."
)
def _(table, names):
    chart, drawn = pick_chart(table, names), table.dropna()
    if chart != "boxes":
        return chart
    name = next(column for column in drawn if column in names or not pd.api.types.is_numeric_dtype(drawn[column]))
    return "bars" if (drawn[name] == drawn[name].iloc[0]).sum() == 1 else "boxes"


@pick_chart.misconception(_FIRST)
def _(table, names):
    chart = pick_chart(table, names)
    if chart in ("bars", "boxes"):
        return "boxes" if table.dropna().iloc[:, 0].duplicated().any() else "bars"
    return chart


pick_chart.hints(
    "Three questions in turn: which rows are drawn, of what kind is each column, and what do these kinds leave to choose?",
    "A column is a name if it is listed or holds texts or a categorical; a time if its dtype is datetime64; a number otherwise. "
    "`pd.api.types` has functions that ask.",
    "Drop the rows with gaps, make the list of kinds, and compare it with each combination. For a name and a number, "
    '`table[column].duplicated().any()` decides between "boxes" and "bars".',
)
pick_chart.explain(
    "The kinds of the columns leave one chart or two, and the number of rows decides between those. Only the caller knows whether a "
    "whole number counts something or names something."
)

# -- delay_histogram ---------------------------------------------------------------------------------------------------


@reference
def delay_histogram(delays, width):
    values = delays.dropna().to_numpy()
    first, last = np.floor(values.min() / width), np.floor(values.max() / width)
    figure, axes = plt.subplots(layout="constrained")
    axes.hist(values, bins=np.arange(first, last + 2) * width)
    axes.set(xlabel="arrival delay (minutes)", ylabel="flights")
    return figure


# With bins of 10 minutes from a multiple of 10, one flight lies in each of two bins and two in the middle one.
delay_histogram.example(delays=pd.Series([-4.0, 0.0, 9.0, np.nan, 10.0]), width=10)


@delay_histogram.cases(n=5)
def _(rng, i):
    width = [20, 15, 10, 60, 7, 30][i]
    n = [40, 1, 25, 30, 12, 8][i]
    delays = np.round(rng.exponential(30, size=n) - 25)
    if i in (1, 5):  # nobody was early
        delays = np.abs(delays) + width + 2
    if i % 2 == 0:
        delays[0], delays[-1] = -width, delays.max() // width * width + width  # on the edges
        delays = with_gaps(rng, delays, 0.2)
        delays[-1] = np.nanmax(delays) // width * width + width
    return {"delays": pd.Series(delays), "width": width}


@delay_histogram.alternative
def _(delays, width):
    counts = (delays.dropna() // width).value_counts()
    figure = plt.figure()
    axes = figure.add_subplot()
    axes.bar(counts.index * width, counts, width=width, align="edge")
    axes.set_xlabel("arrival delay (minutes)")
    axes.set_ylabel("flights")
    return figure


@delay_histogram.alternative
def _(delays, width):
    low, high = delays.min() // width * width, delays.max() // width * width + width
    axes = plt.figure().add_subplot()
    sns.histplot(x=delays.dropna(), binwidth=width, binrange=(low, high), ax=axes)
    axes.set(xlabel="arrival delay (minutes)", ylabel="flights")
    return axes


delay_histogram.misconception(
    "Your bins begin at the smallest delay. Edges are multiples of the width, so that zero is one of them.",
    "np.arange(first, last + 2) * width → values.min() + np.arange(np.ptp(values) // width + 2) * width",
)
_COUNTED = (
    "You gave `hist` a number of bins, which it spreads evenly from the smallest delay to the largest. Give it edges, at "
    "multiples of the width."
)
delay_histogram.misconception(_COUNTED, "np.arange(first, last + 2) * width → 10")
delay_histogram.misconception(
    _COUNTED, "np.arange(first, last + 2) * width → max(1, int((values.max() - values.min()) / width))"
)
delay_histogram.misconception(
    _COUNTED, "np.arange(first, last + 2) * width → int(np.ceil((values.max() - values.min()) / width)) or 1"
)
delay_histogram.misconception(
    "You took the width for the number of bins.",
    "np.arange(first, last + 2) * width → width",
)
delay_histogram.misconception(
    "You counted missing delays as zero, so a flight that never arrived stands with those that came on time.",
    "delays.dropna().to_numpy() → delays.fillna(0).to_numpy()",
)
delay_histogram.misconception(
    "Your heights are shares or densities. The y axis counts flights.",
    "axes.hist(values, bins=np.arange(first, last + 2) * width) → "
    "axes.hist(values, bins=np.arange(first, last + 2) * width, density=True)",
)
delay_histogram.misconception(
    "The last bin takes in its right edge: `hist` closes the last one on both sides. A delay on the last edge needs a bin of its "
    "own.",
    "np.arange(first, last + 2) * width → np.arange(first, max(np.ceil(values.max() / width), first + 1) + 1) * width",
)


def _drawn_as_bars(counts, width, align="edge"):
    figure, axes = plt.subplots()
    axes.bar(counts.index, counts.to_numpy(), width=width, align=align)
    axes.set(xlabel="arrival delay (minutes)", ylabel="flights")
    return figure


@delay_histogram.misconception(
    "You cut delays towards zero, so the bar that begins at zero holds early flights too. Round down: −4 lies in the bin that ends at 0."
)
def _(delays, width):
    return _drawn_as_bars(((delays.dropna() / width).astype(int) * width).value_counts(), width)


@delay_histogram.misconception(
    "The middles of your bars stand where their left edges belong. `bar` puts a bar around its position unless told to align the edge."
)
def _(delays, width):
    return _drawn_as_bars((delays.dropna() // width * width).value_counts(), width, "center")


delay_histogram.misconception(
    "You drew delays below zero as lateness: early flights need bins to the left of zero.",
    "delays.dropna().to_numpy() → delays.dropna().abs().to_numpy()",
)

delay_histogram.equivalent(
    "plt.subplots(layout='constrained') → plt.subplots()", because="where the axes stand on the paper is free"
)
delay_histogram.equivalent(
    "np.floor(values.max() / width) → values.max() / width",
    "2 → 3",
    because="more edges add empty bins at the ends, which the docstring leaves open",
)
delay_histogram.equivalent("delays.dropna().to_numpy() → delays.dropna()", because="both are arrays to hist")

delay_histogram.hints(
    "At which multiple of the width does the bin of the smallest delay begin, and where does that of the largest end?",
    "`np.floor(x / width)` numbers the bin of x. Make the edges with `np.arange` and hand them to `axes.hist(…, bins=edges)`.",
    "`np.arange(first, last + 2) * width` has the left edge of each bin and the right one of the last. Drop the missing "
    "delays before, and set both labels.",
)
delay_histogram.explain(
    "Edges at multiples of the width put zero between two bars, so early and late can be told apart by eye. `hist` closes its last "
    "bin on the right; as the last edge lies above the largest value, that does not matter here."
)

# -- daily_lines -------------------------------------------------------------------------------------------------------


@reference
def daily_lines(table):
    means = table.groupby(["day", "origin"])["delay"].mean().unstack()
    means = means.reindex(pd.date_range(table["day"].min(), table["day"].max()))
    figure, axes = plt.subplots(figsize=(9, 4), layout="constrained")
    for origin in means.columns:
        (line,) = axes.plot(means.index, means[origin], marker=".")
        last = means[origin].last_valid_index()
        axes.text(last, means.loc[last, origin], f" {origin}", color=line.get_color())
    axes.set_ylabel("mean delay (minutes)")
    return figure


@daily_lines.probe
def _(candidate, table):
    from matplotlib.colors import to_hex
    from matplotlib.text import Annotation

    found = candidate(table)
    panel = describe(found)["panels"][0]
    axes = (getattr(found, "figure", None) or found).axes[0]
    texts = [text for text in axes.texts if text.get_text().strip()]
    said = {to_hex(text.get_color()): text for text in texts}
    lines = [line for line in axes.get_lines() if len(line.get_xdata()) > 0 and line.get_linestyle() != "None"]
    colours = [to_hex(line.get_color()) for line in lines]
    drawn, away = {}, {}
    for line, colour in zip(lines, colours, strict=True):
        x, y = (np.asarray(values, dtype=float) for values in line.get_data(orig=False))
        text = said.get(colour)
        name = "a line without a text in its colour" if text is None else text.get_text().strip()
        drawn[name] = {"days": x, "means": y}
        if text is not None and np.isfinite(y).any():
            shifted = isinstance(text, Annotation) and text.anncoords != "data"
            place = float(axes.convert_xunits(text.xy[0] if shifted else text.get_position()[0]))
            away[name] = float(abs(place - x[np.isfinite(y)][-1]) // 2)
    return {
        "lines": drawn,
        "pairs of days between a line's end and its name": away,
        "number of lines": len(lines),
        "number of colours": len(set(colours)),
        "texts": sorted(text.get_text().strip() for text in texts),
        "entries of the legend": len(panel["legend"]),
        "label of the y axis": panel["y"]["label"],
    }


_DAYS = pd.to_datetime(["2024-01-01", "2024-01-02", "2024-01-04"])
daily_lines.example(
    table=pd.DataFrame(
        {
            "day": [*_DAYS, _DAYS[0], _DAYS[0], _DAYS[2]],
            "origin": ["JFK", "JFK", "JFK", "LGA", "LGA", "LGA"],
            "delay": [4.0, 6.0, 1.0, 0.0, 10.0, np.nan],
        }
    )
)


@daily_lines.cases(n=5)
def _(rng, i):
    n, span = int(rng.integers(25, 50)), int(rng.integers(5, 9))
    days = pd.date_range("2024-02-26", periods=span)
    origin = rng.choice(["EWR", "JFK", "LGA"][: 2 + i % 2], size=n)
    at = rng.integers(0, span, size=n)
    at[: 2 * 3] = [0, 0, span - 1, span - 1, 1, 1]
    origin[:6] = ["JFK", "EWR", "JFK", "EWR", "JFK", "EWR"]
    keep = at != span // 2 if i % 3 else (at != span // 2) | (origin == "JFK")
    delay = with_gaps(rng, np.round(rng.normal(5, 20, size=n)), 0.15)
    delay[:2] = np.round(rng.normal(5, 20, size=2))
    table = pd.DataFrame({"day": days[at], "origin": origin, "delay": delay})[keep]
    known = table.dropna().groupby("origin").size()
    return {"table": table[table["origin"].isin(known.index)].sample(frac=1, random_state=int(rng.integers(99)))}


@daily_lines.alternative
def _(table):
    every = np.arange(table["day"].min(), table["day"].max() + pd.Timedelta(days=1), np.timedelta64(1, "D"))
    figure = plt.figure()
    axes = figure.add_subplot(ylabel="mean delay (minutes)")
    for colour, (origin, own) in zip("rgbkmc", table.groupby("origin"), strict=False):
        found = own.groupby("day")["delay"].mean().to_dict()
        heights = np.array([found.get(pd.Timestamp(day), np.nan) for day in every])
        axes.plot(every, heights, color=colour, label=f"_{origin}")
        end = np.flatnonzero(np.isfinite(heights))[-1]
        axes.text(every[end], heights[end], f" {origin}", color=colour)
    return figure


daily_lines.misconception(
    "Your line runs on across days without a known delay. Give every day its place, so that the missing ones break the line.",
    'means.reindex(pd.date_range(table["day"].min(), table["day"].max())) → means',
)


def _drawn_by_airport(table, means, place):
    figure, axes = plt.subplots()
    for origin, own in means.items():
        (line,) = axes.plot(own.index, own)
        axes.text(place(own), own.dropna().iloc[-1], origin, color=line.get_color())
    axes.set_ylabel("mean delay (minutes)")
    return figure


@daily_lines.misconception(
    "Your line runs on across days without a known delay. Give every day its place, so that the missing ones break the line."
)
def _(table):
    known = table.dropna(subset=["delay"])
    means = {origin: own.groupby("day")["delay"].mean() for origin, own in known.groupby("origin")}
    return _drawn_by_airport(table, means, lambda own: own.index[-1])


@daily_lines.misconception(
    "All names stand at the last day of the table, far from a line that ends before. Put each at the last known point of its own line."
)
def _(table):
    means = table.groupby(["day", "origin"])["delay"].mean().unstack()
    means = means.reindex(pd.date_range(table["day"].min(), table["day"].max()))
    return _drawn_by_airport(table, means, lambda own: own.index[-1])


daily_lines.misconception(
    "You put zero where nothing is known. No flight is not the same as no delay.",
    'means.reindex(pd.date_range(table["day"].min(), table["day"].max())) → '
    'means.reindex(pd.date_range(table["day"].min(), table["day"].max())).fillna(0)',
)
daily_lines.misconception(
    "You filled the gaps from their neighbours. That draws values that nobody measured.",
    'means.reindex(pd.date_range(table["day"].min(), table["day"].max())) → '
    'means.reindex(pd.date_range(table["day"].min(), table["day"].max())).interpolate().bfill()',
)
daily_lines.misconception(
    "You summed the delays of a day. Days with more flights would look later; take the mean.",
    'table.groupby(["day", "origin"])["delay"].mean().unstack() → table.groupby(["day", "origin"])["delay"].sum(min_count=1).unstack()',
)
daily_lines.misconception(
    "The names are not in the colours of their lines, so nobody can tell which line they name.",
    'axes.text(last, means.loc[last, origin], f" {origin}", color=line.get_color()) → '
    'axes.text(last, means.loc[last, origin], f" {origin}")',
)
daily_lines.misconception(
    "Your names stand where the lines begin. A reader follows a line to its end: there, at the last known point, is their place.",
    "means[origin].last_valid_index() → means[origin].first_valid_index()",
)


@daily_lines.misconception(
    "You explained the lines in a legend, to which the eye has to travel. Write each name where its line ends."
)
def _(table):
    means = table.groupby(["day", "origin"])["delay"].mean().unstack()
    means = means.reindex(pd.date_range(table["day"].min(), table["day"].max()))
    figure, axes = plt.subplots(layout="constrained")
    for origin in means.columns:
        axes.plot(means.index, means[origin], label=origin)
    axes.set_ylabel("mean delay (minutes)")
    axes.legend()
    return figure


daily_lines.misconception(
    "You joined the airports into one mean for each day. Each has a line of its own.",
    'table.groupby(["day", "origin"])["delay"].mean().unstack() → table.groupby("day")["delay"].mean().to_frame("all")',
)

daily_lines.equivalent(
    "plt.subplots(figsize=(9, 4), layout='constrained') → plt.subplots(layout='constrained')",
    "plt.subplots(figsize=(9, 4), layout='constrained') → plt.subplots(figsize=(9, 4))",
    "9 → 10",
    "4 → 5",
    because="the size of the paper, and where the axes stand on it, are free",
)
daily_lines.equivalent(
    "axes.plot(means.index, means[origin], marker='.') → axes.plot(means.index, means[origin])",
    because="markers are free",
)

daily_lines.hints(
    "Make a wide table first: a row for each day, a column for each airport. Which days have no row in it?",
    "`reindex` with `pd.date_range(first, last)` gives every day its row; Matplotlib breaks a line where its data are NaN.",
    "For each column: `(line,) = axes.plot(…)`, then `axes.text` or `axes.annotate` at its `last_valid_index()`, with "
    "`color=line.get_color()`.",
)
daily_lines.explain(
    "Grouping loses days on which nothing happened; reindexing brings them back as NaN, and there the line breaks. A name in the "
    "colour of its line, at its end, needs no legend and survives a copy in black and white by its place."
)

# -- route_bubbles -----------------------------------------------------------------------------------------------------


@reference
def route_bubbles(routes):
    known = routes.dropna(subset=["delay"])
    figure = px.scatter(known, x="miles", y="delay", size="flights", log_x=True, hover_name="dest")
    figure.update_layout(xaxis_title="distance (miles)", yaxis_title="mean delay (minutes)")
    return figure


route_bubbles.example(
    routes=pd.DataFrame(
        {
            "dest": ["BOS", "ORD", "HNL"],
            "miles": [190.0, 730.0, 4960.0],
            "delay": [1.0, 4.0, -6.0],
            "flights": [9, 4, 1],
        }
    )
)


@route_bubbles.cases(n=4)
def _(rng, i):
    n = int(rng.integers(3, 9))
    delay = np.round(rng.normal(4, 9, size=n), 1)
    if i % 2:
        delay = with_gaps(rng, delay, 0.2)
        delay[:2], delay[-1] = [1.5, -2.5], np.nan
    return {
        "routes": pd.DataFrame(
            {
                "dest": [f"A{k}" for k in range(n)],
                "miles": np.round(10 ** rng.uniform(2, 3.7, size=n)),
                "delay": delay,
                "flights": rng.permutation(40)[:n] + 1,
            }
        )
    }


@route_bubbles.alternative
def _(routes):
    known = routes[routes["delay"].notna()]
    marker = {"size": np.sqrt(known["flights"]) * 3, "sizemode": "diameter"}
    figure = go.Figure(
        go.Scatter(x=known["miles"], y=known["delay"], mode="markers", marker=marker, text=known["dest"])
    )
    figure.update_xaxes(type="log", title="distance (miles)")
    figure.update_yaxes(title="mean delay (minutes)")
    return figure


@route_bubbles.alternative
def _(routes):
    known = routes.loc[routes["delay"].notna()].sort_values("flights", ascending=False)
    size = known["flights"].to_list()
    figure = go.Figure()
    figure.add_scatter(
        x=known["miles"].to_list(),
        y=known["delay"].to_list(),
        mode="markers",
        marker={"size": size, "sizemode": "area", "sizeref": 2 * max(size) / 40**2},
    )
    figure.update_layout(
        xaxis={"type": "log", "title": {"text": "distance (miles)"}},
        yaxis={"title": {"text": "mean delay (minutes)"}},
    )
    return figure


@route_bubbles.misconception(
    "You gave the flights to the diameter, which is what Plotly takes a size for unless `sizemode` says otherwise. Then twice the "
    "flights look like four times as many: areas are what is compared."
)
def _(routes):
    figure = route_bubbles(routes)
    return figure.update_traces(marker={"sizemode": "diameter"})


@route_bubbles.misconception(
    "Your distances run along a linear axis, where the many short routes are pressed together. Equal steps are to be equal ratios."
)
def _(routes):
    return route_bubbles(routes).update_xaxes(type="linear")


@route_bubbles.misconception(
    "You took the logarithm of the miles yourself. The axis then counts logarithms, which nobody can read; let the axis be "
    "logarithmic and the data stay miles."
)
def _(routes):
    figure = route_bubbles(routes.assign(miles=np.log10(routes["miles"])))
    return figure.update_xaxes(type="linear")


@route_bubbles.misconception("You swapped distance and delay: distance runs along the x axis.")
def _(routes):
    figure = px.scatter(routes.dropna(subset=["delay"]), x="delay", y="miles", size="flights", log_y=True)
    return figure.update_layout(yaxis_title="distance (miles)", xaxis_title="mean delay (minutes)")


route_bubbles.misconception(
    "You drew routes without a delay as if it were zero. Nothing is known of them, so they are left out.",
    'routes.dropna(subset=["delay"]) → routes.fillna({"delay": 0.0})',
)


@route_bubbles.misconception(
    "You made the area the square root of the flights: that is the radius of a bubble whose area fits, and the library takes that "
    "root itself if you ask for areas."
)
def _(routes):
    return route_bubbles(routes.assign(flights=np.sqrt(routes["flights"])))


@route_bubbles.misconception("All bubbles are equally large. The number of flights is to be their area.")
def _(routes):
    figure = route_bubbles(routes)
    return figure.update_traces(marker={"size": 12})


route_bubbles.equivalent("routes.dropna(subset=['delay']) → routes.dropna()", because="only a delay can be missing")
route_bubbles.equivalent(
    "px.scatter(known, x='miles', y='delay', size='flights', log_x=True, hover_name='dest') → "
    "px.scatter(known, x='miles', y='delay', size='flights', log_x=True)",
    because="what the mouse is told is free",
)

route_bubbles.hints(
    "What does Plotly take the size of a marker for, its diameter or its area? Read about `sizemode`.",
    "`px.scatter` with `size=` sets the areas by itself, and `log_x=True` makes the axis logarithmic.",
    'Drop the routes without a delay, call `px.scatter(…, x="miles", y="delay", size="flights", log_x=True)`, and '
    "name the axes with `update_layout(xaxis_title=…, yaxis_title=…)`.",
)
route_bubbles.explain(
    "Plotly Express sets `sizemode` to areas; `go.Scatter` takes sizes as diameters unless told. On the logarithmic axis Boston, "
    "Chicago and Honolulu each get room."
)

# -- delay_map ---------------------------------------------------------------------------------------------------------


@reference
def delay_map(matrix):
    figure, axes = plt.subplots(layout="constrained")
    sns.heatmap(matrix, center=0, cmap="vlag", annot=True, fmt=".0f", ax=axes)
    return figure


def _heat_map(matrix, **changed):
    settings = {"center": 0, "cmap": "vlag", "annot": True, "fmt": ".0f"} | changed
    return sns.heatmap(matrix, ax=plt.figure().add_subplot(), **settings)


@delay_map.probe
def _(candidate, matrix):
    found = candidate(matrix)
    panel = describe(found)["panels"][0]
    axes = (getattr(found, "figure", None) or found).axes[0]
    images = [one for one in panel["marks"] if one["kind"] == "image"]
    drawn = [*axes.get_images(), *axes.collections]
    seen = np.asarray(images[0]["y"] if images else np.zeros((0, 0)), dtype=float)
    # Colours of nine delays from as early to as late as the shorter side reaches.
    reach = min(-np.nanmin(matrix.to_numpy()), np.nanmax(matrix.to_numpy()))
    colours = drawn[0].to_rgba(np.linspace(-reach, reach, 9))[:, :3] if drawn else np.zeros((9, 3))
    # In the middle of a cell is k or k + ½, as the library counts.
    down = 1 if axes.yaxis_inverted() else -1
    texts = sorted(axes.texts, key=lambda text: (down * (text.get_position()[1] + 0.01) // 1, text.get_position()[0]))
    return {
        "rows": list(panel["y"]["order"]),
        "columns": list(panel["x"]["order"]),
        "values": np.nan_to_num(seen, nan=0.0),
        "missing": np.isnan(seen),
        "texts": [
            {"-0": "0"}.get(said, said) for text in texts if (said := text.get_text().replace("\N{MINUS SIGN}", "-"))
        ],
        "colours": np.asarray(colours, dtype=float),
    }


_TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
_WHITE = np.array([0.9505, 1.0, 1.089])
# Without the cones for green, and without those for red: Machado, Oliveira and Fernandes (2009).
_BLIND = [
    np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
]


def _light(colours):
    return np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)


def _lab(light):
    """CIELAB of linear light, shape (n, 3): lightness first."""
    xyz = light @ _TO_XYZ.T / _WHITE
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.stack([116 * f[:, 1] - 16, 500 * (f[:, 0] - f[:, 1]), 200 * (f[:, 1] - f[:, 2])], axis=1)


def _told_apart(light):
    """How far the two ends lie apart for the eye that is worst at it, as a share of what most people see."""
    lab = _lab(light)
    ends = [np.linalg.norm(np.subtract(*_lab(np.clip(light @ each.T, 0, 1))[[0, -1]])) for each in _BLIND]
    return min(ends) / max(np.linalg.norm(lab[0] - lab[-1]), 1e-9)


@delay_map.verify
def _(got, expected, inputs):
    if got["values"].shape != expected["values"].shape:
        return f"The heat map has {got['values'].shape} cells; {expected['values'].shape} were expected."
    if sorted(got["rows"]) == sorted(expected["rows"]) and got["rows"] != expected["rows"]:
        return "The rows stand in another order than in the table: the first one belongs at the top."
    if (got["rows"], got["columns"]) != (expected["rows"], expected["columns"]):
        return "The axes do not name the rows and columns of the table in their order."
    if (expected["missing"] & ~got["missing"]).any():
        return "A missing cell is coloured, as if something were known of it. Leave it empty."
    if (got["missing"] != expected["missing"]).any():
        return "A known cell has no colour."
    if not np.allclose(got["values"], expected["values"]):
        return "The colours show other numbers than those of the table."
    if got["texts"] != expected["texts"]:
        return "The numbers in the cells are missing, or not rounded to whole minutes."
    lab = _lab(_light(got["colours"]))
    away = np.abs(lab[:, 0] - lab[4, 0])
    steps = np.concatenate([np.diff(lab[4:, 0]), np.diff(lab[4::-1, 0])])
    if not ((steps <= 0.5).all() or (steps >= -0.5).all()) or min(away[0], away[-1]) < 1:
        return "Zero is not the neutral middle of your colours: early and late cannot be told by the eye."
    strength = np.linalg.norm(lab - lab[4], axis=1)
    if not 0.45 < strength[0] / strength[-1] < 2.2:
        return "As many minutes early look much stronger, or weaker, than as many late: both sides need one scale."
    if _told_apart(_light(got["colours"])) < 0.25:
        return "Your two sides differ in red and green alone, and some of your readers see those as one colour."
    return None


_MAP = pd.DataFrame(
    [[-2.4, 0.6, 12.0], [np.nan, -1.0, 3.0]], index=["Delta", "American"], columns=["morning", "noon", "evening"]
)
delay_map.example(matrix=_MAP)


@delay_map.cases(n=3)
def _(rng, i):
    rows, columns = int(rng.integers(2, 5)), int(rng.integers(2, 5))
    values = rng.uniform(-4, 4, size=(rows, columns)).round(1)
    values[0, 0], values[-1, -1] = -4.3, np.round(rng.uniform(18, 30), 1)
    if i % 3 == 1:
        values = -values
    if i % 2:
        values[0, 1] = np.nan
    names = list(rng.permutation(["Delta", "American", "United", "Envoy", "JetBlue"])[:rows])
    return {"matrix": pd.DataFrame(values, index=names, columns=["before 9", "9–12", "13–16", "from 17"][:columns])}


@delay_map.alternative
def _(matrix):
    limit = matrix.abs().max().max()
    plt.figure()
    return sns.heatmap(matrix, vmin=-limit, vmax=limit, cmap="RdBu_r", annot=True, fmt=".0f").figure


@delay_map.alternative
def _(matrix):
    values = np.ma.masked_invalid(matrix.to_numpy())
    figure, axes = plt.subplots()
    limit = np.abs(values).max()
    axes.imshow(values, cmap=sns.color_palette("icefire", as_cmap=True), vmin=-limit, vmax=limit)
    axes.set_xticks(range(matrix.shape[1]), list(matrix.columns))
    axes.set_yticks(range(matrix.shape[0]), list(matrix.index))
    for (row, column), value in np.ndenumerate(matrix.to_numpy()):
        if np.isfinite(value):
            axes.text(column, row, format(value, ".0f"), ha="center", va="center")
    return figure


@delay_map.misconception(
    "You took a sequential map, from little to much. A delay has a zero in its middle, and early and late lie on either side of it."
)
def _(matrix):
    return _heat_map(matrix, cmap="viridis")


@delay_map.misconception(
    "You left the middle to the library, which puts it half-way between the least and the greatest delay. It belongs at zero."
)
def _(matrix):
    return _heat_map(matrix, center=None)


@delay_map.misconception(
    "Your two sides differ in red and green alone, and some of your readers see those as one colour."
)
def _(matrix):
    return _heat_map(matrix, cmap="RdYlGn_r")


@delay_map.misconception("The numbers in the cells are missing, or not rounded to whole minutes.")
def _(matrix):
    return _heat_map(matrix, annot=False)


@delay_map.misconception("The numbers in the cells are missing, or not rounded to whole minutes.")
def _(matrix):
    return _heat_map(matrix, fmt=".1f")


@delay_map.misconception(
    "You stretched the shorter side to the full strength of its colours. Two minutes early then look like twenty minutes late."
)
def _(matrix):
    from matplotlib.colors import TwoSlopeNorm

    norm = TwoSlopeNorm(0, vmin=matrix.min().min(), vmax=matrix.max().max())
    return _heat_map(matrix, norm=norm, center=None)


@delay_map.misconception("A missing cell is coloured, as if something were known of it. Leave it empty.")
def _(matrix):
    return delay_map(matrix.fillna(0))


@delay_map.misconception("The rows stand in another order than in the table: the first one belongs at the top.")
def _(matrix):
    return delay_map(matrix.sort_index())


@delay_map.misconception("You turned the table: airlines are its rows, and parts of the day its columns.")
def _(matrix):
    return delay_map(matrix.T)


delay_map.equivalent(
    "plt.subplots(layout='constrained') → plt.subplots()", because="where the axes stand on the paper is free"
)

delay_map.equivalent(
    "sns.heatmap(matrix, center=0, cmap='vlag', annot=True, fmt='.0f', ax=axes) → "
    "sns.heatmap(matrix, center=0, annot=True, fmt='.0f', ax=axes)",
    because="with a middle, the map that Seaborn chooses is a diverging one",
)
delay_map.equivalent(
    "sns.heatmap(matrix, center=0, cmap='vlag', annot=True, fmt='.0f', ax=axes) → "
    "sns.heatmap(matrix, center=0, cmap='vlag', annot=True, fmt='.0f')",
    because="the Axes that were made last are drawn on",
)

delay_map.hints(
    "Which value of a delay is neither good nor bad? The library does not know it unless you say so.",
    "`sns.heatmap` takes the middle as `center=`, and writes the values with `annot=True` and `fmt=`. Which diverging maps avoid red "
    "against green?",
    '`sns.heatmap(matrix, center=0, cmap="vlag", annot=True, fmt=".0f")` does it all; draw it on Axes of its own.',
)
delay_map.explain(
    "`center=0` puts the neutral colour at zero and gives both sides one scale, so that equal distances look equally strong. Blue "
    "against red stays apart for readers who cannot tell red from green."
)

# -- confusion_figure --------------------------------------------------------------------------------------------------


@reference
def confusion_figure(truth, forecast, classes):
    counts = pd.crosstab(np.array(truth), np.array(forecast)).reindex(index=classes, columns=classes, fill_value=0)
    shares = counts.div(counts.sum(axis=1), axis=0)
    figure = px.imshow(shares, zmin=0, zmax=1, labels={"x": "forecast", "y": "truth"})
    figure.update_traces(text=counts, texttemplate="%{text}")
    return figure


@confusion_figure.probe
def _(candidate, truth, forecast, classes):
    figure = candidate(truth, forecast, classes)
    panel = describe(figure)["panels"][0]
    whole = figure.to_dict()
    (trace,) = whole["data"]
    axis = whole["layout"].get("coloraxis") or {}
    texts = np.asarray(figure.data[0].text if "text" in trace else [[]]).astype(str)
    # Texts come as the data do; what is seen at the top is the last row unless the axis is turned.
    is_turned = (whole["layout"].get("yaxis") or {}).get("autorange") == "reversed"
    return {
        "shares": next(one["y"] for one in panel["marks"] if one["kind"] == "image"),
        "texts": (texts if is_turned else texts[::-1]).tolist(),
        "template": str(trace.get("texttemplate", "")),
        "truth from the top": list(panel["y"]["order"]),
        "forecast from the left": list(panel["x"]["order"]),
        "ends of the colours": [
            float(next((each for each in (trace.get(own), axis.get(shared)) if each is not None), -1))
            for own, shared in (("zmin", "cmin"), ("zmax", "cmax"))
        ],
        "labels": [panel["x"]["label"], panel["y"]["label"]],
    }


confusion_figure.example(
    truth=["low", "low", "low", "high"], forecast=["low", "high", "high", "high"], classes=["low", "high"]
)


@confusion_figure.cases(n=4)
def _(rng, i):
    classes = [["early", "on time", "late"], ["low", "high"], ["small", "medium", "large", "huge"]][i % 3]
    n = [30, 9, 40, 12, 1, 25][i]
    truth = rng.choice(classes[: len(classes) - (i in (2, 3))], size=n)
    forecast = np.where(rng.random(n) < 0.5, truth, rng.choice(classes, size=n))
    return {"truth": truth.tolist(), "forecast": forecast.tolist(), "classes": classes}


@confusion_figure.alternative
def _(truth, forecast, classes):
    counts = np.zeros((len(classes), len(classes)), dtype=int)
    for one, other in zip(truth, forecast, strict=True):
        counts[classes.index(one), classes.index(other)] += 1
    total = counts.sum(axis=1, keepdims=True)
    shares = np.where(total > 0, counts / np.maximum(total, 1), np.nan)
    heat = go.Heatmap(z=shares, x=classes, y=classes, text=counts, texttemplate="%{text}", zmin=0, zmax=1)
    figure = go.Figure(heat, layout={"xaxis_title": "forecast", "yaxis_title": "truth"})
    figure.update_yaxes(autorange="reversed")
    return figure


@confusion_figure.alternative
def _(truth, forecast, classes):
    counts = np.array(
        [
            [sum(t == row and f == column for t, f in zip(truth, forecast, strict=True)) for column in classes]
            for row in classes
        ]
    )
    with np.errstate(invalid="ignore"):
        shares = counts / counts.sum(axis=1)[:, None]
    heat = go.Heatmap(
        z=shares[::-1],
        x=classes,
        y=classes[::-1],
        text=counts[::-1].astype(str),
        texttemplate="%{text}",
        zmin=0,
        zmax=1,
    )
    return go.Figure(heat).update_layout(xaxis_title="forecast", yaxis_title="truth")


confusion_figure.misconception(
    "You swapped truth and forecast: the truth belongs to the rows.",
    "pd.crosstab(np.array(truth), np.array(forecast)) → pd.crosstab(np.array(forecast), np.array(truth))",
)


@confusion_figure.misconception(
    "Your classes stand in the order of the alphabet. Classes with an order of their own keep it, or neighbours are torn apart."
)
def _(truth, forecast, classes):
    return confusion_figure(truth, forecast, sorted(classes))


confusion_figure.misconception(
    "You divided by the sums of the columns: that is how far a forecast can be trusted. Asked for is which share of the true class "
    "was forecast so.",
    "counts.div(counts.sum(axis=1), axis=0) → counts / counts.sum(axis=0)",
)
confusion_figure.misconception(
    "You divided by the number of all cases, so a rare class has hardly a colour. Each row is to sum to 1.",
    "counts.div(counts.sum(axis=1), axis=0) → counts / counts.to_numpy().sum()",
)
confusion_figure.misconception(
    "Colour shows the counts, so the largest class outshines the rest. It is to show the share of the row.",
    "counts.div(counts.sum(axis=1), axis=0) → counts.astype(float)",
)
confusion_figure.misconception(
    "Classes that never occur are gone from the figure. All classes have a row and a column, empty ones too.",
    "pd.crosstab(np.array(truth), np.array(forecast)).reindex(index=classes, columns=classes, fill_value=0) → "
    "pd.crosstab(np.array(truth), np.array(forecast)).reindex("
    "index=[c for c in classes if c in truth], columns=[c for c in classes if c in forecast])",
)
confusion_figure.misconception(
    "The shares stand in the cells. A share without its count does not tell on how many cases it rests.",
    'figure.update_traces(text=counts, texttemplate="%{text}") → figure.update_traces(text=shares, texttemplate="%{text}")',
)


@confusion_figure.misconception(
    "The first class of the truth stands at the bottom. Plotly's own heat map begins there; turn the axis round."
)
def _(truth, forecast, classes):
    return confusion_figure(truth, forecast, classes).update_yaxes(autorange=True)


confusion_figure.misconception(
    "You gave a class that never occurs in truth the share 0. Of no cases nothing is a share: 0/0 stays NaN, without a colour.",
    "counts.div(counts.sum(axis=1), axis=0) → counts.div(counts.sum(axis=1), axis=0).fillna(0)",
)

confusion_figure.equivalent(
    "np.array(truth) → truth", "np.array(forecast) → forecast", because="pandas reads one list of texts as a column too"
)

confusion_figure.hints(
    "First a table of counts with all classes in their order, then the shares of each row, then the figure.",
    "`pd.crosstab` counts pairs, and `reindex` brings in the classes that never occurred. `px.imshow` draws a table with its first row "
    "at the top; `go.Heatmap` begins at the bottom.",
    'Draw the shares with `px.imshow(shares, zmin=0, zmax=1, labels={"x": …, "y": …})`, then '
    '`update_traces(text=counts, texttemplate="%{text}")`.',
)
confusion_figure.explain(
    "Each row sums to 1, so rare classes can be compared with common ones, and the count says how much a share is worth. A row "
    "without cases is 0/0, and stays without a colour."
)

# -- late_shares -------------------------------------------------------------------------------------------------------


@reference(role="repair")
def late_shares(table):
    arrived = table.dropna(subset=["delay"])
    late = arrived["delay"] >= 15
    shares = late.groupby(arrived["airline"]).mean().reset_index()
    shares = shares.sort_values(["delay", "airline"], ascending=[False, True])
    figure, axes = plt.subplots(layout="constrained")
    axes.bar(shares["airline"], shares["delay"])
    axes.set_ylim(0, 1)
    axes.set_ylabel("share of arrivals that are late")
    return figure


late_shares.example(
    table=pd.DataFrame(
        {
            "airline": ["Delta", "Delta", "American", "American", "American", "United"],
            "delay": [15.0, np.nan, -3.0, 40.0, 14.0, 20.0],
        }
    )
)


@late_shares.cases(n=5)
def _(rng, i):
    names = list(rng.permutation(["Delta", "American", "United", "Envoy", "JetBlue"])[: int(rng.integers(3, 6))])
    airline = np.array([*names, *rng.choice(names, size=int(rng.integers(15, 40)))])
    delay = np.where(rng.random(len(airline)) < 0.4, 15.0, 5.0) + np.round(rng.normal(0, 9, len(airline)))
    delay[rng.random(len(airline)) < 0.2] = 15.0
    delay[len(names) :] = with_gaps(rng, delay[len(names) :], 0.3)
    if i == 0:  # two airlines are equal
        airline, delay = np.array(["West", "West", "East", "East", "North"]), np.array([20.0, 0.0, 30.0, 1.0, 2.0])
    table = pd.DataFrame({"airline": airline, "delay": delay})
    return {"table": table.assign(tail=with_gaps(rng, np.arange(float(len(table))), 0.3)) if i % 2 else table}


@late_shares.alternative
def _(table):
    found = {}
    for airline, own in table.groupby("airline"):
        known = [delay for delay in own["delay"] if delay == delay]
        found[airline] = sum(delay >= 15 for delay in known) / len(known)
    order = sorted(found, key=lambda name: (-found[name], name))
    axes = plt.figure().add_subplot(ylim=(0, 1), ylabel="share of arrivals that are late")
    axes.bar(range(len(order)), [found[name] for name in order])
    axes.set_xticks(range(len(order)), order)
    return axes.figure


@late_shares.alternative
def _(table):
    known = table[table["delay"].notna()]
    known = known.assign(late=(known["delay"] >= 15).astype(float))
    order = (
        known.groupby("airline")["late"].mean().reset_index().sort_values(["late", "airline"], ascending=[False, True])
    )
    figure, axes = plt.subplots()
    sns.barplot(known, x="airline", y="late", order=list(order["airline"]), errorbar=None, ax=axes)
    axes.set(ylim=(0, 1), ylabel="share of arrivals that are late")
    return figure


late_shares.misconception(
    "The axis still does not begin at zero. The length of a bar is read from there, so a cut axis makes small differences large.",
    'axes.set_ylim(0, 1) → axes.set_ylim(0.9 * shares["delay"].min() + 0.01, 1)',
)
late_shares.misconception(
    "The axis begins at zero and ends at the largest share. It is to end at 1, which is all flights.",
    'axes.set_ylim(0, 1) → axes.set_ylim(0, 1.02 * shares["delay"].max() + 0.001)',
)
late_shares.misconception(
    "The axis begins at zero and ends at the largest share. It is to end at 1, which is all flights.",
    "axes.set_ylim(0, 1) → axes.set_ylim(bottom=0)",
)
late_shares.misconception(
    "You dropped rows for a gap in any column. A flight that arrived counts, whatever else is missing in its row.",
    'table.dropna(subset=["delay"]) → table.dropna()',
)
late_shares.misconception(
    "Equal shares stand in the order of names turned round. Only the shares run downwards; equal ones keep the alphabet.",
    "[False, True] → [False, False]",
)
late_shares.misconception(
    "The bars are still sorted by name, so a reader has to find the order alone. Sort them by what they show.",
    'shares.sort_values(["delay", "airline"], ascending=[False, True]) → shares',
)
late_shares.misconception(
    "The smallest share stands at the left. Asked for is the largest.",
    "[False, True] → [True, True]",
)
late_shares.misconception(
    "A missing delay still counts as a flight in time, because a comparison with NaN is False. Flights that never arrived belong in "
    "neither count.",
    'table.dropna(subset=["delay"]) → table',
)
late_shares.misconception(
    "You took flights without an arrival for late ones. They belong in neither count.",
    'table.dropna(subset=["delay"]) → table.fillna({"delay": 999.0})',
)
late_shares.misconception(
    "A flight is late from 15 minutes on: exactly 15 counts.",
    'arrived["delay"] >= 15 → arrived["delay"] > 15',
)

late_shares.equivalent(
    "plt.subplots(layout='constrained') → plt.subplots()", because="where the axes stand on the paper is free"
)

late_shares.hints(
    "Read the docstring against the code: what does a missing delay become in `>=`, where does the axis begin, and in which order "
    "do the bars stand?",
    "Drop the flights without an arrival before you compare. Sort by the share and then by the "
    "name: `sort_values` takes a list of columns and one of directions.",
    '`dropna(subset=["delay"])`, then `reset_index()` and `sort_values([…, "airline"], ascending=[False, True])`, then `set_ylim(0, 1)`.',
)
late_shares.explain(
    "Three faults: NaN >= 15 is False, so lost flights counted as punctual; an axis from near the smallest share multiplied the "
    "differences; and the alphabet hid the order. None raised an error."
)

# -- by_airport --------------------------------------------------------------------------------------------------------


@reference
def by_airport(table):
    total = table.groupby("airline")["delay"].mean().sort_values()
    means = table.groupby(["airline", "origin"], as_index=False)["delay"].mean()
    bars = alt.Chart(means).mark_bar()
    return bars.encode(
        x=alt.X("delay:Q", title="mean delay (minutes)"),
        y=alt.Y("airline:N", sort=list(total.index)),
        column="origin:N",
    )


def _faceted(table, order, **channels):
    means = table.groupby(["airline", "origin"], as_index=False)["delay"].mean()
    usual = {"x": alt.X("delay:Q", title="mean delay (minutes)"), "y": alt.Y("airline:N", sort=order)}
    return alt.Chart(means).mark_bar().encode(**(usual | channels))


def _by_total(table):
    return list(table.groupby("airline")["delay"].mean().sort_values().index)


def _shared(spec):
    """Whether the panels of a chart share both axes: facets do unless told, charts put together only if told."""
    scale = (spec.get("resolve") or {}).get("scale") or {}
    usual = "independent" if any(key in spec for key in ("hconcat", "vconcat", "concat")) else "shared"
    return [scale.get(side, usual) == "shared" for side in "xy"]


def _side_by_side(spec):
    encoding = spec.get("encoding") or {}
    facet = spec.get("facet") or encoding.get("facet") or {}
    if "vconcat" in spec or "row" in facet or "row" in encoding:
        return False
    return int(spec.get("columns") or facet.get("columns") or 99) > 1


@by_airport.probe
def _(candidate, table):
    chart = candidate(table)
    spec, plot = chart.to_dict(), describe(chart)
    panels = {}
    for panel in plot["panels"]:
        for bars in panel["marks"]:
            panels.setdefault(panel["title"], {}).update(
                {name: float(value) for name, value in zip(bars["y"], bars["x"], strict=True)}
                if bars["kind"] == "bars" and bars["lies"]
                else {"marks that are no lying bars": 1.0}
            )
    orders = [panel["y"]["order"] for panel in plot["panels"]]
    rank = {name: None for order in sorted(orders, key=len, reverse=True) for name in order}
    return {
        "panels from the left": [panel["title"] for panel in plot["panels"]],
        "mean delays": panels,
        "airlines from the top": list(rank),
        "the same order in each panel": all(order == [name for name in rank if name in order] for order in orders),
        "the panels share x and y": _shared(spec),
        "the panels stand side by side": _side_by_side(spec),
        "titles of the x axes": sorted({panel["x"]["label"] for panel in plot["panels"]}),
    }


by_airport.example(
    table=pd.DataFrame(
        {
            "airline": ["Delta", "Delta", "United", "United", "Delta", "United"],
            "origin": ["JFK", "LGA", "JFK", "LGA", "LGA", "JFK"],
            "delay": [-9.0, 4.0, 1.0, -1.0, 6.0, np.nan],
        }
    )
)


@by_airport.cases(n=5)
def _(rng, i):
    airlines = list(rng.permutation(["Delta", "American", "United", "Envoy"])[: 2 + i % 3])
    origins = ["EWR", "JFK", "LGA"][: 2 + i % 2]
    pairs = [(a, o) for a in airlines for o in origins]
    n = 5001 if i == 4 else int(rng.integers(20, 60))
    often = rng.dirichlet(np.full(len(pairs), 0.5))
    drawn = [*pairs, *[pairs[k] for k in rng.choice(len(pairs), p=often, size=n)]]
    shift = {"EWR": 12.0, "JFK": -12.0, "LGA": 3.0}
    delay = np.round(rng.normal(0, 6, size=len(drawn)) + [shift[origin] for _, origin in drawn], 1)
    delay[len(pairs) :] = with_gaps(rng, delay[len(pairs) :], 0.2)
    table = pd.DataFrame(drawn, columns=["airline", "origin"]).assign(delay=delay)
    if i == 3:  # one airline does not fly from everywhere
        table = table[(table["airline"] != airlines[0]) | (table["origin"] != origins[0])]
    return {"table": table.sample(frac=1, random_state=int(rng.integers(99)))}


@by_airport.alternative
def _(table):
    known = table.dropna()
    wide = known.pivot_table(index="airline", columns="origin", values="delay", aggfunc="mean")
    total = known.groupby("airline")["delay"].mean().rename("total").reset_index()
    means = wide.reset_index().melt("airline", value_name="mean").dropna().merge(total, on="airline")
    return (
        alt.Chart(means)
        .mark_bar()
        .encode(
            alt.X("mean", title="mean delay (minutes)"),
            alt.Y("airline", sort=alt.EncodingSortField("total", op="mean")),
            alt.Column("origin"),
        )
    )


@by_airport.alternative
def _(table):
    means = table.groupby(["origin", "airline"])["delay"].mean().reset_index()
    order = table.groupby("airline")["delay"].mean().sort_values().index.tolist()
    charts = [
        alt.Chart(own, title=origin)
        .mark_bar()
        .encode(x=alt.X("delay:Q").title("mean delay (minutes)"), y=alt.Y("airline:N").sort(order))
        for origin, own in means.groupby("origin")
    ]
    return alt.hconcat(*charts).resolve_scale(x="shared", y="shared")


by_airport.misconception(
    "The airlines stand in the order of the alphabet. Order them by their mean over all airports.",
    'alt.Y("airline:N", sort=list(total.index)) → alt.Y("airline:N")',
)
by_airport.misconception(
    "You ordered the airlines by the sum, or the plain mean, of their panels. An airport with many flights weighs more: take the mean of "
    "all known delays.",
    'alt.Y("airline:N", sort=list(total.index)) → alt.Y("airline:N", sort="x")',
)
by_airport.misconception(
    "You ordered the airlines by the sum, or the plain mean, of their panels. An airport with many flights weighs more: take the mean of "
    "all known delays.",
    'table.groupby("airline")["delay"].mean().sort_values() → '
    'table.groupby(["airline", "origin"])["delay"].mean().groupby("airline").mean().sort_values()',
)
by_airport.misconception(
    "The largest mean stands at the top. Asked for is the smallest.",
    'table.groupby("airline")["delay"].mean().sort_values() → '
    'table.groupby("airline")["delay"].mean().sort_values(ascending=False)',
)


@by_airport.misconception(
    "You put the panels on top of each other. Side by side the bars of an airline stand in one row."
)
def _(table):
    return _faceted(table, _by_total(table), row="origin:N")


@by_airport.misconception(
    "You split by airline and drew the airports as bars. The airlines are to be compared, so they share a panel."
)
def _(table):
    return _faceted(table, None, y="origin:N", column="airline:N")


@by_airport.misconception(
    "Each panel has a scale of its own, so bars of one length are different delays. Small multiples share their axes."
)
def _(table):
    return by_airport(table).resolve_scale(x="independent")


@by_airport.misconception(
    "Your bars run upwards. From left to right they leave room for the names, and that was asked for."
)
def _(table):
    x, y = alt.X("airline:N", sort=_by_total(table)), alt.Y("delay:Q", title="mean delay (minutes)")
    return _faceted(table, None, x=x, y=y, column="origin:N")


by_airport.equivalent("list(total.index) → total.index", because="Altair makes a list of an index")

by_airport.hints(
    "Two groupings: one for the lengths of the bars, by airline and airport, and one for the order, by airline alone.",
    "`mark_bar` with the number on x and the name on y makes bars from left to right; `alt.Y(…, sort=order)` takes a list; `column` or `facet` splits.",
    '`alt.Chart(means).mark_bar().encode(x=alt.X("delay:Q", title=…), y=alt.Y("airline:N", sort=order), '
    'column="origin:N")`, with `means` a long table.',
)
by_airport.explain(
    "Facets share their axes unless told otherwise, so lengths can be compared across panels. The order comes from all flights, "
    "and stays the same in each panel, so that what is out of order catches the eye."
)

# -- panel_column ------------------------------------------------------------------------------------------------------


@reference(role="decision")
def panel_column(table, value, group, candidates):
    known = table.dropna(subset=[value])
    means = known.groupby(group)[value].mean()
    for candidate in candidates:
        parts = known.pivot_table(index=candidate, columns=group, values=value, aggfunc="mean").dropna()
        weights = known.groupby(candidate).size()[parts.index]
        within = (weights * (parts.iloc[:, 0] - parts.iloc[:, 1])).sum()
        if within * (means.iloc[0] - means.iloc[1]) < 0:
            return candidate
    return None


# Five of the seven flights leave from one airport, so that part must weigh most.
panel_column.example(
    table=pd.DataFrame(
        {
            "airline": ["A", "A", "B", "B", "B", "B", "B"],
            "origin": ["JFK", "LGA", "JFK", "LGA", "LGA", "LGA", "LGA"],
            "delay": [12.0, 0.0, 6.0, 3.0, 5.0, 2.0, 6.0],
        }
    ),
    value="delay",
    group="airline",
    candidates=["origin"],
)


def _gaps(part, side, y):
    """Known values, all rows, and the difference of the means, in each part that has both groups."""
    found = []
    for each in np.unique(part):
        a, b = (y[(part == each) & (side == k) & ~np.isnan(y)] for k in (0, 1))
        if len(a) and len(b):
            found.append((len(a) + len(b), (part == each).sum(), a.mean() - b.mean()))
    return np.array(found).T if found else np.zeros((3, 0))


def _drawn(rng, kind):
    """A table in which the total, the weighted and the plain mean of the parts come out as the kind says."""
    while True:
        shift = rng.normal(0, 14, size=3)
        gap = rng.normal(0, 5, size=3)
        sizes = rng.integers(1, 9, size=(3, 2))
        if kind == "alone":
            sizes[0, rng.integers(2)] = 0
        if kind == "lost":
            sizes[0] += 9
        place, side = np.repeat(np.repeat(np.arange(3), 2), sizes.ravel()), np.repeat(np.tile([0, 1], 3), sizes.ravel())
        y = (shift[place] + gap[place] * (side == 0) + rng.normal(0, 1, size=len(place))).round(1)
        if kind in ("gaps", "lost"):
            y = with_gaps(rng, y, 0.25)
        if kind == "lost":
            y[(place == 0) & (rng.random(len(y)) < 0.75)] = np.nan
        known, team = ~np.isnan(y), rng.permutation(np.arange(len(y)) % 2)
        if min((known & (side == k)).sum() for k in (0, 1)) == 0:
            continue
        whole = y[known & (side == 0)].mean() - y[known & (side == 1)].mean()
        n, rows, apart = _gaps(place, side, y)
        m, _, other = _gaps(team, side, y)
        if len(apart) < 2 or len(other) < 2:
            continue
        within, within_team, counted = (
            np.average(apart, weights=n),
            np.average(other, weights=m),
            np.average(apart, weights=rows),
        )
        if (
            min(abs(whole), abs(within), abs(within_team), abs(apart.mean()), abs(counted)) < 0.2
            or within_team * whole < 0
        ):
            continue
        if (within * whole < 0) != (kind not in ("none", "weights less")):
            continue
        if (kind.startswith("weights") and apart.mean() * within > 0) or (kind == "lost" and counted * within > 0):
            continue
        if kind == "alone":  # a zero for the group that is not there would change the answer
            sums = [[y[known & (place == k) & (side == j)] for j in (0, 1)] for k in range(3)]
            filled = sum(
                (len(a) + len(b)) * ((a.mean() if len(a) else 0) - (b.mean() if len(b) else 0)) for a, b in sums
            )
            if filled * within > 0:
                continue
        names = np.array(["north", "east", "west"])
        return pd.DataFrame({"place": names[place], "side": np.array(["a", "b"])[side], "y": y, "team": team})


_KINDS = ["plain", "none", "weights", "gaps", "weights less", "alone", "lost"]


@panel_column.cases(n=16)
def _(rng, i):
    table = _drawn(rng, _KINDS[i % 7]).sample(frac=1, random_state=int(rng.integers(99)))
    table["y"] *= 0.05 if i % 2 else 1.0
    if i % 3 == 0:
        table["note"] = with_gaps(rng, np.arange(float(len(table))), 0.4)
    return {
        "table": table,
        "value": "y",
        "group": "side",
        "candidates": ["team", "place"] if i % 2 else ["place", "team"],
    }


@panel_column.alternative
def _(table, value, group, candidates):
    known = table[table[value].notna()]
    first, second = sorted(known[group].unique())
    total = known.loc[known[group] == first, value].mean() - known.loc[known[group] == second, value].mean()
    for candidate in candidates:
        whole = 0.0
        for _, own in known.groupby(candidate):
            one, other = own.loc[own[group] == first, value], own.loc[own[group] == second, value]
            if len(one) and len(other):
                whole += len(own) * (one.mean() - other.mean())
        if np.sign(whole) == -np.sign(total):
            return candidate
    return None


panel_column.misconception(
    "You gave each part the same weight, a part of three rows as one of three thousand. Weight each difference with its known values.",
    "weights * (parts.iloc[:, 0] - parts.iloc[:, 1]) → parts.iloc[:, 0] - parts.iloc[:, 1]",
)
panel_column.misconception(
    "You counted rows without a known value in the weights. They say nothing about the difference.",
    "known.groupby(candidate).size() → table.groupby(candidate).size()",
)


panel_column.misconception(
    "You dropped rows for a gap in any column. Only a missing value of `value` makes a row say nothing.",
    "table.dropna(subset=[value]) → table.dropna()",
)


def _turned_by(turns, table, value, group, candidates):
    # turns: whether a candidate turns the comparison, by the difference in each of its parts times that of the totals.
    known = table.dropna(subset=[value])
    means = known.groupby(group)[value].mean()
    for candidate in candidates:
        parts = known.pivot_table(index=candidate, columns=group, values=value, aggfunc="mean").dropna()
        if turns((parts.iloc[:, 0] - parts.iloc[:, 1]) * (means.iloc[0] - means.iloc[1])):
            return candidate
    return None


@panel_column.misconception(
    "You let the parts vote, each by its sign. A large part with a clear difference must count for more than a small one."
)
def _(table, value, group, candidates):
    return _turned_by(lambda parts: np.sign(parts).sum() < 0, table, value, group, candidates)


@panel_column.misconception(
    "You asked for the other sign in every part. It is the average over the parts that has to turn round."
)
def _(table, value, group, candidates):
    return _turned_by(lambda parts: (parts < 0).all(), table, value, group, candidates)


@panel_column.misconception(
    "You asked for the other sign in any part. Where groups are nearly equal some part always disagrees; the average has to turn round."
)
def _(table, value, group, candidates):
    return _turned_by(lambda parts: (parts < 0).any(), table, value, group, candidates)


@panel_column.misconception(
    "You put zero for a group that a part does not have. Parts with one group compare nothing, and are left out."
)
def _(table, value, group, candidates):
    known = table.dropna(subset=[value])
    means = known.groupby(group)[value].mean()
    for candidate in candidates:
        parts = known.pivot_table(index=candidate, columns=group, values=value, aggfunc="mean").fillna(0)
        weights = known.groupby(candidate).size()[parts.index]
        if (weights * (parts.iloc[:, 0] - parts.iloc[:, 1])).sum() * (means.iloc[0] - means.iloc[1]) < 0:
            return candidate
    return None


@panel_column.misconception(
    "You always name a column. Where none turns the comparison round, the answer is None: the total may stand."
)
def _(table, value, group, candidates):
    return panel_column(table, value, group, candidates) or candidates[-1]


panel_column.equivalent(
    "known.pivot_table(index=candidate, columns=group, values=value, aggfunc='mean').dropna() → "
    "known.pivot_table(index=candidate, columns=group, values=value, aggfunc='mean')",
    because="a sum leaves out the parts without a difference",
)
panel_column.equivalent(
    "known.pivot_table(index=candidate, columns=group, values=value, aggfunc='mean') → "
    "known.pivot_table(index=candidate, columns=group, values=value)",
    because="the mean is the default",
)
panel_column.equivalent(
    "within * (means.iloc[0] - means.iloc[1]) < 0 → within * (means.iloc[0] - means.iloc[1]) <= 0",
    "within * (means.iloc[0] - means.iloc[1]) → within / (means.iloc[0] - means.iloc[1])",
    because="neither is ever 0, and a quotient has the sign of the product",
)

panel_column.hints(
    "For each candidate make a table of means: a row for each part, a column for each group. Which of its rows compare anything?",
    "`pivot_table` makes it, `dropna` leaves the parts with both groups, and a weighted sum of the differences has the sign of the "
    "weighted average.",
    "Multiply that sum by the difference of the two total means: below zero, the candidate turns the comparison round.",
)
panel_column.explain(
    "The total compares the groups and also the parts in which they happen to be. Differences within the parts compare like with like, "
    "and their weighted average is what the total would be if both groups were spread alike."
)

# -- best_histogram ----------------------------------------------------------------------------------------------------

GAIN = 0.05


@reference(role="open", kept_back=("unseen",))
def best_histogram(values):
    edges = np.quantile(values, np.linspace(0, 1, 6 + len(values) // 20))
    figure, axes = plt.subplots(layout="constrained")
    axes.hist(values, bins=edges, density=True)
    return figure


@best_histogram.probe
def _(candidate, values):
    found = candidate(values)
    axes = (getattr(found, "figure", None) or found).axes[0]
    bars = [patch for each in axes.containers for patch in getattr(each, "patches", ())]
    return np.array([[bar.get_x(), bar.get_width(), bar.get_height()] for bar in bars]).reshape(-1, 3)


def _mean_log_height(bars, values, unseen):
    inside = (bars[:, 0] <= unseen[:, None]) & (unseen[:, None] < bars[:, 0] + bars[:, 1])
    return float(np.log(np.maximum((inside * bars[:, 2]).sum(axis=1), 0.001 / np.ptp(values))).mean())


@best_histogram.verify
def _(got, expected, inputs):
    if not len(got) or (got[:, 1] <= 0).any() or (got[:, 2] < 0).any():
        return "There are no bars that stand."
    area = float(np.real(got[:, 1] * got[:, 2]).sum())
    if np.iscomplexobj(got) or abs(area - 1) > 1e-6:
        if np.allclose(got[:, 2].sum(), 1):
            return "The heights of your bars sum to 1, not their areas: divide each share by the width of its bar."
        return "The areas of your bars do not sum to 1, so their heights are no densities."
    bars = got[np.argsort(got[:, 0])]
    if (bars[:-1, 0] + bars[:-1, 1] > bars[1:, 0] + 1e-9 * np.ptp(inputs["values"])).any():
        return "Your bars overlap, and would count a value twice."
    values, room = inputs["values"], 1e-9 * np.ptp(inputs["values"])
    covered = (bars[:, 0] - room <= values[:, None]) & (values[:, None] <= bars[:, 0] + bars[:, 1] + room)
    if not covered.any(axis=1).all():
        return "Some of the values lie in none of your bars. The tail belongs to the data, and to the picture."
    heights, edges = np.histogram(inputs["values"], bins=10, density=True)
    ten = np.column_stack([edges[:-1], np.diff(edges), heights])
    mine, usual = (_mean_log_height(each, inputs["values"], inputs["unseen"]) for each in (got, ten))
    inside = (bars[:, 0] <= values[:, None]) & (values[:, None] < bars[:, 0] + bars[:, 1])
    if mine < usual + GAIN and inside.mean(axis=0).max() > 0.6 and len(bars) != 10:
        return (
            "One of your bars holds most of the values, and what they look like in it cannot be seen. Values come in any unit, so "
            "edges have to follow from them."
        )
    if mine < usual + GAIN:
        return "On values kept back your histogram is not better than ten equal bins by 0.05."
    return None


def _long_tailed(rng, n, unit):
    """Shifted log-normal values with a long tail to the right: one of ten equal bins holds nearly all."""
    while True:
        values = unit * (np.exp(rng.normal(0, 1.5, size=n)) - 2)
        if np.histogram(values, bins=10)[0].max() > 0.88 * n:
            return values


_FEW = [-0.7, -0.5, -0.4, -0.1, 0.2, 0.9, 1.1, 1.5, 1.6, 2.5, 2.7, 2.9]
_FEW += [3.1, 3.3, 5.5, 7.0, 7.3, 7.9, 10.2, 13.4, 13.7, 14.2, 19.6, 110.5]
_MORE = [-0.6, -0.3, 0.4, 1.3, 2.2, 3.2, 5.1, 5.6, 6.1, 7.5, 9.1, 12.4, 60.0, 82.6]
for _unit in (0.01, 1.0):
    best_histogram.example(values=np.array(_FEW) * _unit, unseen=np.array(_MORE) * _unit)


@best_histogram.cases(n=5)
def _(rng, i):
    unit, n = [1.0, 400.0, 25.0, 0.01, 60.0][i], [300, 400, 300, 300, 500][i]
    return {"values": _long_tailed(rng, n, unit), "unseen": unit * (np.exp(rng.normal(0, 1.5, size=1500)) - 2)}


@best_histogram.alternative
def _(values):
    # Equal bins for nine values in ten, and wider and wider ones for the tail.
    low, high = values.min(), np.quantile(values, 0.9)
    bins = max(8, min(14, len(values) // 20))
    step = (high - low) / bins
    edges = [low + k * step for k in range(bins + 1)]
    while edges[-1] <= values.max():
        edges.append(edges[-1] + 2 * (edges[-1] - edges[-2]))
    counts, _ = np.histogram(values, bins=edges)
    axes = plt.figure().add_subplot()
    axes.bar(edges[:-1], counts / len(values) / np.diff(edges), width=np.diff(edges), align="edge")
    return axes.figure


@best_histogram.alternative
def _(values):
    # Equal steps of the logarithm of the distance from the smallest value.
    start = values.min() - 0.02 * np.ptp(np.quantile(values, [0.1, 0.9]))
    edges = start + np.geomspace(values.min() - start, values.max() * 1.01 - start, max(5, min(16, len(values) // 15)))
    figure, axes = plt.subplots()
    axes.hist(values, bins=np.concatenate([[values.min()], edges[1:]]), density=True)
    return figure


def _with_bins(values, bins, density=True):
    figure, axes = plt.subplots()
    axes.hist(values, bins=bins, density=density)
    return figure


@best_histogram.misconception("On values kept back your histogram is not better than ten equal bins by 0.05.")
def _(values):
    return _with_bins(values, 10)


@best_histogram.misconception("On values kept back your histogram is not better than ten equal bins by 0.05.")
def _(values):
    return _with_bins(values, np.quantile(values, [0, 0.5, 1]))


@best_histogram.misconception("The areas of your bars do not sum to 1, so their heights are no densities.")
def _(values):
    return _with_bins(values, np.quantile(values, np.linspace(0, 1, 20)), density=False)


@best_histogram.misconception(
    "One of your bars holds most of the values, and what they look like in it cannot be seen. Values come in any unit, so edges "
    "have to follow from them."
)
def _(values):
    edges = np.concatenate([np.arange(-100, 60, 5), np.arange(60, 1500, 60)])
    return _with_bins(values, np.union1d(edges, [values.min(), values.max() + 1]))


@best_histogram.misconception(
    "Some of the values lie in none of your bars. The tail belongs to the data, and to the picture."
)
def _(values):
    return _with_bins(values, np.linspace(values.min(), np.quantile(values, 0.95), 20))


@best_histogram.misconception(
    "The heights of your bars sum to 1, not their areas: divide each share by the width of its bar."
)
def _(values):
    edges = np.quantile(values, np.linspace(0, 1, 20))
    figure, axes = plt.subplots()
    axes.hist(values, bins=edges, weights=np.full(len(values), 1 / len(values)))
    return figure


best_histogram.equivalent(
    "plt.subplots(layout='constrained') → plt.subplots()", because="where the axes stand on the paper is free"
)
best_histogram.equivalent("20 → 21", "6 → 7", because="one bin more or less is as good")

best_histogram.hints(
    "Where do most values lie, and how much room of the axis does the tail take? Equal bins treat both alike.",
    "`axes.hist(values, bins=edges, density=True)` takes edges of any distance, and divides by the widths.",
    "Edges at quantiles put equally many values in each bin: `np.quantile(values, np.linspace(0, 1, 20))` passes. To beat it, give "
    "the tail bins that grow wider and wider.",
)
best_histogram.explain(
    "Narrow bins where values are dense and wide ones where they are rare keep both errors small: blur, which loses shape, and chance, "
    "which makes bars of single values. Held-out rows tell which of the two is in the way."
)

# -- quizzes -----------------------------------------------------------------------------------------------------------

at_laguardia = choice(
    "JetBlue",
    why={
        "Envoy": "Two are later than Envoy there.",
        "ExpressJet": "It is last over three airports. Eight in nine of its flights leave from Newark, where it is latest of all.",
        "United": "United arrives a minute before Delta there.",
    },
    because="JetBlue's mean at LaGuardia is 16 minutes, twice that of ExpressJet. Where an airline flies from is part of its mean.",
)
hill_width = choice(
    "40 minutes",
    why={
        "15 minutes": "Those are the bars that are nearly as high as the highest.",
        "25 minutes": "Draw a line at half the height of the highest bar, about 600 flights, and count the bars that reach it.",
        "60 minutes": "The outer ones of those hold fewer than half of the highest, 1,208 flights.",
    },
    because="Eight bars, from −30 to 10, hold at least half of the 1,208 flights of the highest. One bin of an hour is wider than the hill.",
)
late_routes = choice(
    "from 1,000 to 1,500 miles",
    why={
        "from 0 to 500 miles": "Some short routes are late, by 20 to 30 minutes. Look at the very top.",
        "from 500 to 1,000 miles": "Many late routes lie there; the three latest do not.",
        "from 1,500 to 5,000 miles": "Those arrive early on the whole.",
    },
    because="Des Moines, Oklahoma City and Tulsa, each with 77 flights, lie 1,017 to 1,325 miles away.",
)
late_forecast = choice(
    "64 %",
    why={
        "43 %": "Add up the counts in the column of the forecast late, and see what part stands in the row late.",
        "53 %": "That is the colour of the cell: the share of its row, of the flights that arrived late. Asked for is one of the column.",
        "85 %": "That is the share of the row very late.",
    },
    because="The column holds 736 + 1,981 + 5,902 + 675 flights, and 5,902 of these 9,294 arrived late. A cell has two shares, and the "
    "colour shows one.",
)
newark_median = choice(
    "Envoy",
    why={
        "American": "At Newark its median is −7 minutes, and one is lower.",
        "Delta": "That is so at Kennedy. Read the bars of the first panel.",
        "United": "At Newark its median is −5 minutes.",
    },
    because="Envoy's median at Newark is −8 minutes, although its mean is late: a few very late flights.",
)
