# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Workbench (Python)
#     language: python
#     name: workbench
#   workbench:
#     title: Visualisation
#     summary: "A chart without an error sends a contract to the wrong airline: choose the figure that answers the question, and draw it honestly."
#     minutes: 90
#     requires: [01_data/02_pandas]
#     objectives:
#       Choose a chart from the question and the kinds of the columns: [pick_chart]
#       Draw a histogram whose bins show the shape of the data: [delay_histogram, hill_width, best_histogram]
#       Draw lines over time that break where nothing is known, named where they end: [daily_lines]
#       Show a third number by area, and ratios on a logarithmic axis: [route_bubbles, late_routes]
#       Give a heat map colours that fit its numbers and every reader: [delay_map]
#       Read and draw a confusion matrix: [confusion_figure, late_forecast]
#       Find what misleads in a figure and mend it: [late_shares]
#       Compare like with like in small multiples, and find the column to split by: [by_airport, at_laguardia, newark_median, panel_column]
#     datasets: [nyc_flights]
#     extras: [data]
#     teaches:
#       visual channel: >-
#         What of a mark carries a value for the eye: its position, length, area, angle, colour or shape.
#       histogram: >-
#         Bars over intervals of one number that show how many values lie in each.
#       bin: >-
#         One of the intervals into which a histogram or a heat map cuts a number.
#       bubble chart: >-
#         A scatter plot in which the area of each mark shows a third number.
#       logarithmic axis: >-
#         An axis on which equal distances stand for equal ratios.
#       overplotting: >-
#         Drawing so many marks over each other that their number can no longer be seen.
#       heat map: >-
#         A table whose cells show their values by colour.
#       sequential colour map: >-
#         Colours that run from light to dark, or back, for numbers from little to much.
#       diverging colour map: >-
#         Colours that leave a neutral middle in two directions, for numbers on either side of a value that means something.
#       small multiples: >-
#         The same chart for each part of the data, side by side on common axes.
#       direct label: >-
#         The name of a series written beside it, in place of a legend.
#       Simpson's paradox: >-
#         A comparison of two groups that comes out one way in all rows together and the other way within the parts of them.
#     uses: [missing value, categorical, long table, wide table, split-apply-combine]
#     covers:
#       Matplotlib: [delay_histogram, daily_lines, late_shares, best_histogram]
#       Seaborn: [delay_map]
#       Plotly: [route_bubbles, confusion_figure]
#       Altair: [by_airport]
#     hardware: cpu
#     solutions: after_attempt
# ---

# %% [markdown]
# # Visualisation
#
# An office beside LaGuardia is to book one airline for all its staff. Somebody has drawn the mean arrival delay of
# seven large airlines out of New York, from January to March 2013. Each bar is right and begins at zero, the
# order is that of the numbers, and Delta stands first, two minutes ahead of American. The contract goes to Delta.
#
# **How many minutes a flight did the chart cost?** It was drawn without an error, and it answered another question.
#
# Afterwards you can choose a chart by the question and the columns, draw it in Matplotlib, Seaborn, Plotly and Altair, and
# see where a figure misleads. The lesson needs pandas and about 90 minutes.

# %% tags=["parameters"]
seed = 0
scale = "small"

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from workbench import Lesson, load_dataset

lesson = Lesson("01_data/03_visualization")
rng = np.random.default_rng(seed)

# %% [markdown]
# ## The rows
#
# A row is a planned flight, in order of time. Delays are in minutes, and a negative one means early. A delay is missing
# where the flight never arrived as planned: it was cancelled or went elsewhere. A mean delay is silent about those, so
# look at them before you sign anything. The airlines are those that planned most flights. Nothing is fitted until the last
# exercise; what it fits is judged on rows that were held out.

# %%
short = {"AA": "American", "B6": "JetBlue", "DL": "Delta", "EV": "ExpressJet", "MQ": "Envoy", "UA": "United"}
kept = {"origin": "origin", "dest": "dest", "distance": "miles", "dep_delay": "left", "arr_delay": "delay"}
planned = load_dataset("nyc_flights", "flights_2013q1.parquet")
flights = planned[list(kept)].rename(columns=kept).astype({"origin": str, "dest": str, "left": float, "delay": float})
flights["airline"] = planned["carrier"].astype(str).map(short | {"US": "US Airways"})
flights["day"] = pd.to_datetime(planned[["month", "day"]].assign(year=2013))
flights["hour"] = planned["sched_dep_time"] // 100
flights = flights.dropna(subset=["airline"])
means = flights.groupby("airline")["delay"].mean().sort_values()
lesson.claim(
    "They are the seven with most flights", planned["carrier"].value_counts().index[:7].isin([*short, "US"]).all()
)

# %%
figure, axes = plt.subplots(figsize=(7, 3), layout="constrained")
axes.barh(means.index[::-1], means[::-1])
axes.bar_label(axes.containers[0], fmt="%.1f", padding=4)
axes.set(xlabel="mean arrival delay (minutes)", xlim=(-5, 25), title="Three airports together: Delta is first")
plt.show()
lesson.claim(
    "Delta is first of seven, and American second, two minutes behind",
    list(means.index[:2]) == ["Delta", "American"] and round(means["American"] - means["Delta"]) == 2,
)

# %%
lesson.quiz(
    "at_laguardia",
    "Count only the flights from LaGuardia. Which of the seven then has the largest mean delay?",
    ["Envoy", "ExpressJet", "JetBlue", "United"],
    answer=...,
)

# %% [markdown]
# ## First the question, then the chart
#
# A figure maps columns to *visual channels*. Cleveland and McGill (1984) put them in order of how well people read them:
# position on a common scale first, then length and angle, then area, and shades of colour last. (They measured position
# against length and against angle; for the rest they argued.) So the number that the question turns on gets position or
# length, and area and colour take what may be read roughly.
#
# What remains depends on the kinds of the columns, and a dtype does not tell those: a month is stored as a whole number
# and is a name.


# %%
@lesson.exercise
def pick_chart(table: pd.DataFrame, names: set[str]) -> str:
    """The chart that shows how the columns of a table go together, or how its only column is distributed.

    table: one or two columns, in any order; each row is one observation, and those with a missing value in any column are
    not drawn. At least one can be drawn. names: the columns that only name something, whatever their dtype; a column of
    texts or a categorical is a name too, listed or not. A column of dtype datetime64 that is not listed is a time. Any
    other column is a number. Returns
    "histogram" for one number alone;
    "line" for a time and a number (you may rely on it that no time comes twice);
    "scatter" for two numbers if at most 1,000 rows are drawn, "hexbin" if more are;
    "bars" for a name and a number if no value of the name is drawn twice, "boxes" if any of them is;
    "heat map" for two names. There are no other combinations.
    """


# %%
samples = {
    "delay": set(),
    "left, delay": set(),
    "hour, delay": {"hour"},
    "airline, hour": {"hour"},
}
for columns, listed in samples.items():
    print(f"{columns}: {pick_chart(flights[columns.split(', ')], listed)}")

# %% [markdown]
# ## What a mean hides: the histogram
#
# A *histogram* counts the values in *bins*. Begin the bins where a reader expects an edge, at a multiple of their width:
# then zero, between early and late, is not buried inside a bar. **Predict** whether a usual flight of Delta arrives near
# the mean of about −2 minutes, earlier or later.


# %%
@lesson.exercise
def delay_histogram(delays: pd.Series, width: int):
    """A histogram of delays, by Matplotlib.

    delays: minutes, floats, possibly missing; at least one is there. Missing ones are not counted. width: of each bin, in
    minutes, > 0. A bin holds its left edge and not its right one; edges are multiples of width. Empty bins have no bar, or
    one of height 0, as you like. The x axis is labelled "arrival delay (minutes)", the y axis "flights"; any title will do.
    Returns the figure, made by pyplot (here and below), so that `plt.show` finds it.
    """


# %%
delta = flights.loc[flights["airline"] == "Delta", "delay"]
delay_histogram(delta, 60)
delay_histogram(delta, 5)
plt.xlim(-60, 60)  # the hill alone
plt.show()
lesson.claim(
    "The middle flight of Delta is 9 minutes early; two in three are early, and the largest delay is 915 minutes",
    delta.median() == -9 and round((delta.dropna() < 0).mean(), 2) == 0.67 and delta.max() == 915,
)

# %% [markdown]
# With bins of an hour the flights seem to pile up just before zero; with bins of five minutes the hill has a shape (the
# second figure leaves out the tail, to show the hill). A mean is pulled by that tail; a median is not.

# %%
lesson.quiz(
    "hill_width",
    "How wide is the hill? With bins of five minutes, the bars that are at least half as high as the highest one stand side by "
    "side, and together they span",
    ["15 minutes", "25 minutes", "40 minutes", "60 minutes"],
    answer=...,
)

# %% [markdown]
# ## Lines: time, with its gaps
#
# A line claims that something lies between its points. Over time it does; across airlines it does not. Where nothing was
# measured, the line must break: to draw on across the gap is to invent a value. (A known day between two gaps has nothing
# to be joined to, and shows only if the line has markers.) And instead of a legend, which sends the
# eye back and forth, write the name of each line where it ends, a *direct label*.


# %%
@lesson.exercise
def daily_lines(table: pd.DataFrame):
    """The mean delay of each day, one line for each airport, by Matplotlib.

    table: a row for each flight in any order, with columns day (datetime64, without a time of day), origin (text) and
    delay (minutes, float, possibly missing). Every day from the first to the last in the table has its place on each
    line. Where an airport has no known delay on a day, its line is broken there (a NaN, or a masked value, in the line's
    data). Each airport has at least one known delay. The name of each airport stands as text of its own in the colour of
    its line, less than two days to the left or right of its last known point; how high is yours, and so are markers.
    Colours differ, and there is no legend. The y axis is labelled "mean delay (minutes)". Returns the figure.
    """


# %%
daily_lines(flights)
plt.show()
by_day = flights.groupby(["origin", "day"])["delay"].mean()
worst = by_day.groupby("origin").idxmax()
lesson.claim(
    "All three airports have their worst day on 8 March",
    {day for _, day in worst} == {pd.Timestamp("2013-03-08")},
)

# %% [markdown]
# ## Scatter: two numbers, and a third by area
#
# Do longer routes arrive later? One mark for each route, with the number of flights as its size: a *bubble chart*. The eye
# compares areas. Give the number to the radius, and twice the flights look like four times as many. Distances run from
# below 100 to nearly 5,000 miles, and doubling is what matters about them: that asks for a *logarithmic axis*, on which equal
# steps are equal ratios.


# %%
import plotly.express as px
import plotly.graph_objects as go


@lesson.exercise
def route_bubbles(routes: pd.DataFrame) -> go.Figure:
    """A bubble for each route, by Plotly.

    routes: columns dest (text), miles (> 0), delay (mean, minutes, missing where no flight arrived) and flights (> 0).
    Routes without a delay are left out; at least two routes with different numbers of flights remain. Distance runs along
    a logarithmic x axis, delay up a linear y axis, and the area of each bubble is proportional to its flights; how large
    the largest is, is yours. The axes are labelled "distance (miles)" and "mean delay (minutes)". Returns the figure.
    """


# %%
routes = flights.groupby("dest", as_index=False).agg(
    miles=("miles", "mean"), delay=("delay", "mean"), flights=("delay", "size")
)
route_bubbles(routes).show()
lesson.claim(
    "On the whole longer routes arrive earlier: the correlation of delay with log distance is −0.35",
    round(np.corrcoef(np.log(routes["miles"]), routes["delay"])[0, 1], 2) == -0.35,
)

# %%
lesson.quiz(
    "late_routes",
    "Hold the mouse over the bubbles. The three routes with a mean delay above 40 minutes all have a distance",
    ["from 0 to 500 miles", "from 500 to 1,000 miles", "from 1,000 to 1,500 miles", "from 1,500 to 5,000 miles"],
    answer=...,
)

# %% [markdown]
# ## Overplotting
#
# Every flight from LaGuardia as a point, and the same flights counted in hexagons. On the left a thousand points on one
# spot look like ten: *overplotting*. Transparency helps up to some thousands of points; beyond that, count. The shades are
# *sequential*, from little to much, and here on a scale of logarithms, because counts differ by ratios.

# %%
import seaborn as sns

crowd = flights[(flights["origin"] == "LGA") & flights["delay"].between(-60, 180) & flights["left"].between(-30, 180)]
figure, panels = plt.subplots(1, 2, figsize=(9, 3.6), sharex=True, sharey=True, layout="constrained")
sns.scatterplot(crowd, x="left", y="delay", s=8, linewidth=0, ax=panels[0])
counted = panels[1].hexbin(crowd["left"], crowd["delay"], gridsize=40, bins="log", mincnt=1, cmap="viridis")
figure.colorbar(counted, label="flights")
for axes, title in zip(panels, ("every flight a point", "flights counted"), strict=True):
    axes.set(xlabel="departure delay (minutes)", ylabel="arrival delay (minutes)", title=title)
plt.show()
cells = crowd.groupby([crowd["left"] // 10, crowd["delay"] // 10]).size()
lesson.claim(
    "Two thirds of these flights lie in fewer than one in thirty of the occupied squares of ten minutes",
    cells.sort_values(ascending=False).cumsum().searchsorted(2 / 3 * len(crowd)) < len(cells) / 30,
)

# %% [markdown]
# ## Heat map: colours that do not lie
#
# A delay has a zero that means something, so its colours leave a neutral middle in two directions: a *diverging* map, with
# that middle at zero and equal distances equally strong. Left alone, a library puts the middle half-way between the
# least and the greatest value. And about one man in twelve of European descent has trouble telling red from green (Birch,
# 2012): a map from one to the other may say nothing to him.


# %%
@lesson.exercise
def delay_map(matrix: pd.DataFrame):
    """A heat map of mean delays, by Seaborn.

    matrix: minutes, with airlines as its index and parts of the day as its columns; some may be missing, some are below
    zero and some above. Rows and columns stay in their order, the first row at the top; a missing cell stays empty.
    Colours: zero is neutral, the lightest of all or the darkest of all; on either side colours get steadily darker, or
    lighter, and d minutes early are about as far from neutral as d minutes late; the two sides differ for somebody who
    is blind to red and green too. (With their middle at zero, vlag, icefire, coolwarm, RdBu, PuOr and BrBG do all this.)
    In each known cell stands its value, as format(value, ".0f") writes it; "0" may stand for "-0". A colour bar is yours.
    Returns the Axes or the figure.
    """


# %%
parts = pd.cut(flights["hour"], [0, 9, 13, 17, 24], right=False, labels=["before 9", "9–12", "13–16", "from 17"])
table = flights.assign(part=parts).pivot_table(
    index="airline", columns="part", values="delay", aggfunc="mean", observed=True
)
delay_map(table)
plt.show()
lesson.claim(
    "Only Delta arrives earlier in the evening than in the afternoon",
    [name for name in table.index if table.loc[name, "from 17"] < table.loc[name, "13–16"]] == ["Delta"],
)

# %% [markdown]
# ## Confusion matrix: right and wrong at one glance
#
# At departure the delay is known. Take its class as a forecast of the class on arrival, and count the pairs. In such a
# *confusion matrix* rows are the truth and columns the forecast, both in the order of the classes and not of the alphabet.
# Counts in large classes would outshine the rest, so colour shows the share of the row, and the count is written in the cell.


# %%
@lesson.exercise
def confusion_figure(truth: list[str], forecast: list[str], classes: list[str]) -> go.Figure:
    """A confusion matrix as a heat map, by Plotly.

    truth, forecast: the classes of n ≥ 1 cases, in the same order, of length n; classes: all that may occur, at least two,
    words, in the order in which they are shown, truth from the top down and forecast from left to right. Colour shows which
    share of its row a cell holds, on a scale from 0 to 1 (`zmin` and `zmax`); the row of a class that never occurs in truth
    has no colour (NaN). In each cell, of such a row too, stands the count, with `text` and the `texttemplate` "%{text}".
    The axes are labelled "forecast" and "truth". Returns the figure with one heat map.
    """


# %%
classes = ["early", "on time", "late", "very late"]


def delay_class(minutes: pd.Series) -> pd.Series:
    """early below 0, on time below 15, late below 60, very late from 60 minutes on."""
    return pd.cut(minutes, [-np.inf, 0, 15, 60, np.inf], right=False, labels=classes).astype(str)


# %%
arrived = flights.dropna(subset=["left", "delay"])
confusion_figure(list(delay_class(arrived["delay"])), list(delay_class(arrived["left"])), classes).show()
lesson.claim(
    "More than half of the flights that arrive on time had left early",
    (arrived.loc[arrived["delay"].between(0, 14), "left"] < 0).mean() > 0.5,
)

# %%
lesson.quiz(
    "late_forecast",
    "How far can a forecast be trusted? Of all flights forecast to be late (which left 15 to 59 minutes late), the class late "
    "came true on arrival for about",
    ["43 %", "53 %", "64 %", "85 %"],
    answer=...,
)

# %% [markdown]
# ## Repair: three small conveniences
#
# The next figure was to show the share of late flights, and it runs. Each of its conveniences saves a line, and together
# they tell a story of their own.


# %%
@lesson.exercise
def late_shares(table: pd.DataFrame):
    """Bars of the share of late flights, by Matplotlib; mend what is wrong.

    table: a row for each flight, with columns airline (text, never missing) and delay (minutes, float, missing where the
    flight never arrived), and maybe others, in which values may be missing too. A flight is late from 15 minutes on. Shown
    is which share of the flights that arrived was late, from 0 to 1; each airline has at least one arrival. The y axis runs
    from 0 to 1 exactly. The largest share stands at the left, equal ones in alphabetical order of the airlines. The y axis
    is labelled "share of arrivals that are late". Returns the figure.
    """
    late = table["delay"] >= 15
    shares = late.groupby(table["airline"]).mean()
    figure, axes = plt.subplots(layout="constrained")
    axes.bar(shares.index, shares)
    axes.set_ylim(0.9 * shares.min(), 1.02 * shares.max())
    axes.set_ylabel("share of arrivals that are late")
    return figure


# %%
late_shares(flights)
plt.show()

# %% [markdown]
# ## Small multiples: like with like
#
# The first figure put three airports into one bar. Delta may be early because it flies well, or because of where it flies
# from. Draw the same bars for each airport, side by side on common axes and in one order: *small multiples*.


# %%
import altair as alt

alt.renderers.enable("svg")  # pictures that need no network


@lesson.exercise
def by_airport(table: pd.DataFrame) -> alt.TopLevelMixin:
    """The mean delay of each airline, in a panel for each airport, by Altair.

    table: a row for each flight, with columns airline, origin (texts) and delay (minutes, float, possibly missing); each
    pair of airline and airport that occurs has a known delay. It may have more rows than the 5,000 that Altair takes, so
    compute the means first. Panels stand side by side, each with its airport above it, in alphabetical order. Bars run from
    left to right, one for each airline. From the top down airlines are sorted by the mean of all their known delays,
    smallest first (no two of these means are equal), in the same order in each panel. All panels have one scale of x and
    one of y. The x axis is titled "mean delay (minutes)"; the title of y is yours. Returns the chart, of whatever class.
    """


# %%
by_airport(flights[["airline", "origin", "delay"]])

# %%
split = flights.pivot_table(index="airline", columns="origin", values="delay", aggfunc="mean")
lesson.claim(
    "At LaGuardia Delta is fourth, behind American, US Airways and United",
    list(split["LGA"].sort_values().index[:4]) == ["American", "US Airways", "United", "Delta"],
)
lesson.claim(
    "Delta owes its first place to Kennedy, where its mean flight is ten minutes early; elsewhere it is late",
    round(split.loc["Delta", "JFK"]) == -10 and (split.loc["Delta", ["EWR", "LGA"]] > 0).all(),
)

# %% [markdown]
# ## Move it yourself
#
# Six charts for each of three questions about these flights. Start with the first question and go through its charts:
# which of them could have saved the office from its mistake? Then change the mean for the median.

# %%
lesson.explore("chart_chooser")

# %%
lesson.quiz(
    "newark_median",
    "In the chooser, ask which airline is late, draw small multiples, and take the median. At Newark the lowest median is "
    "that of",
    ["American", "Delta", "Envoy", "United"],
    answer=...,
)

# %% [markdown]
# ## Decide: by which column must you split?
#
# Southwest is not among the seven. It would complete the story: over all airports Delta is ahead of it, and at each
# airport from which both fly it is behind, if only by a hair at Newark. That is *Simpson's paradox*, and it is not rare:
# whenever groups are spread unevenly over parts that differ, a total compares the parts as well.

# %%
pair = load_dataset("nyc_flights", "flights_2013q1.parquet")[["carrier", "origin", "arr_delay"]].dropna()
pair = pair[pair["carrier"].isin(["DL", "WN"])].astype({"carrier": str, "origin": str, "arr_delay": float})
total = pair.groupby("carrier")["arr_delay"].mean()
parts = pair.pivot_table(index="origin", columns="carrier", values="arr_delay", aggfunc="mean").dropna()
lesson.claim(
    "Delta leads Southwest by more than 5 minutes in total, and is behind at both airports that they share: by 2.3 minutes at "
    "LaGuardia, and by 0.1, as good as nothing, at Newark",
    total["WN"] - total["DL"] > 5 and (parts["DL"] - parts["WN"]).round(1).to_dict() == {"EWR": 0.1, "LGA": 2.3},
)


# %%
@lesson.exercise
def panel_column(table: pd.DataFrame, value: str, group: str, candidates: list[str]) -> str | None:
    """The column whose parts must be looked at one by one, because it turns the comparison of two groups round.

    table: rows of observations, maybe with more columns than are named here, in which values may be missing; value: a
    column of floats, possibly missing: only rows in which it is known count; group: a column that has two different texts in
    these rows; candidates: columns of texts or whole numbers, none missing.
    The total is the difference of the means of the two groups. Now compare within the parts of a candidate (the rows that
    share a value of it): take the same difference in each part that has known values of both groups, and average these
    differences, each weighted by the number of known values in its part, of both groups together. Neither the total nor an
    average is ever 0. A candidate without a part that has both groups does not turn anything round.
    Returns the candidate whose average has the other sign than the total, of which there is at most one; None if there is
    none.
    """


# %%
flights["month"] = flights["day"].dt.month
for one, other in (("American", "Delta"), ("American", "United"), ("Delta", "United")):
    both = flights[flights["airline"].isin([one, other])]
    print(f"{one} and {other}: {panel_column(both, 'delay', 'airline', ['month', 'hour', 'origin'])}")

# %% [markdown]
# ## Open: a histogram that knows what comes
#
# A histogram is a model: the height of its bar says how likely a value is. So it can be judged on rows that it has not
# seen. Too few bins blur the hill; too many show the accidents of these rows; and where most values lie close together and a
# few far away, bins need not be equally wide. To pass, beat ten equal bins by 0.05 in mean log density, on data of several
# units. On the flights below, be proud of 0.1.


# %%
@lesson.exercise
def best_histogram(values: np.ndarray):
    """A histogram of densities, by Matplotlib, that describes values of the same origin well.

    values: shape (n,), floats in some unit, n ≥ 24, of which a few lie far to the right; no two are equal. Returns a
    figure with one histogram: bars (rectangles, as `hist` and `bar` draw them) that do not overlap and whose areas sum to
    1; each value lies in one or on its edge. It is judged by the mean of the log height at values that are kept back, and
    passes with 0.05 more than ten equal bins from the smallest value to the largest. Where there is no bar, or one lower
    than that, 0.001 / (largest value − smallest value) counts as the height.
    """


# %%
def held_out_score(figure, values: np.ndarray, unseen: np.ndarray) -> float:
    """The mean log height of the bars of a figure at unseen values."""
    bars = figure.axes[0].patches
    left, width, height = (np.array([getattr(b, f"get_{what}")() for b in bars]) for what in ("x", "width", "height"))
    inside = (left <= unseen[:, None]) & (unseen[:, None] < left + width)
    return np.log(np.maximum((inside * height).sum(axis=1), 0.001 / np.ptp(values))).mean()


known = flights.loc[flights["airline"] == "ExpressJet", "delay"].dropna().to_numpy()
known = rng.permutation(known) + rng.uniform(0, 1, len(known))  # somewhere within the minute: no two are equal
seen, unseen = known[:400], known[400:]
figure, axes = plt.subplots(layout="constrained")
axes.hist(seen, bins=10, density=True)
plt.close(figure)
mine = best_histogram(seen)
plt.show()
print(f"{held_out_score(mine, seen, unseen) - held_out_score(figure, seen, unseen):.3f} better than ten equal bins")

# %% [markdown]
# ## The number
#
# Back to the office. Flights of one day share their weather, so a day is what varies by chance, and the interval below is
# made from the daily differences at LaGuardia: their mean and twice its standard error on either side. (Bad weather may last
# two days, so the interval is rather too short.) Uncertainty belongs in the figure: without it a reader takes any gap for a
# fact.

# %%
daily = flights[flights["origin"] == "LGA"].pivot_table(index="day", columns="airline", values="delay", aggfunc="mean")
rivals = ["American", "US Airways", "United"]
gaps = pd.DataFrame({name: daily["Delta"] - daily[name] for name in rivals})
figure, axes = plt.subplots(figsize=(7, 2.4), layout="constrained")
axes.errorbar(gaps.mean(), rivals, xerr=2 * gaps.sem(), fmt="o", capsize=4)
axes.axvline(0, color="grey", linewidth=1)
axes.invert_yaxis()
axes.margins(y=0.25)
axes.set(xlabel="minutes by which Delta arrives later, mean of days", title="LaGuardia: Delta against three others")
plt.show()
cost = split.loc["Delta", "LGA"] - split.loc["American", "LGA"]
print(f"mean of flights: {cost:.1f} minutes")
lesson.claim("Booking Delta costs 5.1 minutes a flight against American", round(cost, 1) == 5.1)
lesson.claim(
    "The intervals against American and US Airways lie above zero; that against United does not",
    list(gaps.mean() > 2 * gaps.sem()) == [True, True, False],
)
lost = flights[flights["origin"] == "LGA"].groupby("airline")["delay"].apply(lambda each: each.isna().mean())
lesson.claim(
    "But of its flights from LaGuardia American lost a larger share, cancelled or sent elsewhere: 3.3 % against 2.3 %",
    (round(100 * lost["American"], 1), round(100 * lost["Delta"], 1)) == (3.3, 2.3),
)

# %% [markdown]
# The chart was right about three airports and wrong about the office. The last claim is why one looks at the rows that a mean
# leaves out: the better airline on paper also lost a larger share of its flights, and what a lost flight costs the office must
# say.
#
# ## The mistakes people make
#
# Choosing the chart by habit, and the question afterwards. Cutting the axis of bars, whose length is read from zero.
# Sorting by name, so that nobody sees the order. Two y axes, whose scales can be chosen to show any agreement. Drawing a
# line through a gap. Giving a number to a radius. Taking red and green for good and bad, a diverging map for numbers
# without a middle, or a sequential one for numbers with one. Leaving the bins to the library. Drawing ten thousand points
# over each other. Comparing totals of groups that are spread unevenly.
#
# ## What to remember
#
# Name the question first; the kinds of the columns then leave few charts. Give position and length to what must be read
# exactly. A figure is honest when its axes, colours and areas keep the proportions of the numbers, when gaps and uncertainty
# show, and when like stands beside like. Small multiples on common axes are the cheapest defence against a total that
# misleads. Matplotlib draws anything, Seaborn knows tables, Plotly answers the mouse, and Altair describes a chart by its
# columns. Next come *Big data frames*, for tables that no longer fit.
#
# ## Read on
#
# - W. Cleveland and R. McGill, *Graphical Perception*, Journal of the American Statistical Association 79, 1984.
# - E. Tufte, *The Visual Display of Quantitative Information*, 2nd edition, Graphics Press 2001: chapter 2, on graphical integrity.
# - C. Wilke, *Fundamentals of Data Visualization*, O'Reilly 2019: chapters 4, 5 and 17 to 19.
# - J. Birch, *Worldwide Prevalence of Red-Green Color Deficiency*, Journal of the Optical Society of America A 29, 2012.
# - E. Simpson, *The Interpretation of Interaction in Contingency Tables*, Journal of the Royal Statistical Society B 13, 1951.
