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
#     title: pandas
#     summary: From files as people send them to one table you can trust, and the four operations that answer most questions.
#     minutes: 90
#     requires: [01_data/01_numpy]
#     objectives:
#       Read CSV, Excel and JSON as people send them, with the right types: [read_stations, read_quarters, flatten_orders, types]
#       Clean a table and give a reason for each dropped or filled value: [clean_strikes, missing_none]
#       Say which rows meet when two tables are combined by their labels: [minus_sorted, above_usual]
#       Group and aggregate without losing rows or counting them twice: [user_summary, how_many, missing_sex]
#       Join two tables and notice when the join adds or loses rows: [with_airline, with_validate, missing_keys]
#       Reshape and resample, keeping the days on which nothing happened: [delay_table, daily_flights]
#       Decide from the data which rows may be dropped: [ages_in_doubt]
#     datasets: [birdstrikes, nyc_flights, penguins]
#     extras: [data]
#     teaches:
#       DataFrame: >-
#         A table whose columns share one index; each column has a name and a dtype.
#       index: >-
#         The labels of the rows of a table, which need not be numbers and travel with the rows.
#       dtype: >-
#         The one type that all values of a column or an array are stored as.
#       nullable dtype: >-
#         A dtype of pandas, written with a capital as in Int16, that stores beside each value whether it is missing, so
#         that whole numbers stay whole where some are missing.
#       categorical: >-
#         A column that stores each distinct value once and a small number in each row.
#       missing value: >-
#         A mark, such as NaN, NaT or NA, in place of a value that is not there.
#       sentinel value: >-
#         An ordinary value, such as 0 or −1, that somebody wrote where the true one was not known.
#       index alignment: >-
#         Matching the rows of two operands by their labels, whatever their positions, before anything is computed.
#       split-apply-combine: >-
#         Splitting rows by a key, applying a function to each part and combining the results into one table.
#       group transform: >-
#         A computation by group that gives each row of the table a result, under the label of that row.
#       left join: >-
#         A join that keeps every row of the left table, with missing values where the right one has no match.
#       wide table: >-
#         A table in which one variable, such as the quarter, is spread over the names of the columns.
#       long table: >-
#         A table with a row for each observation and a column for each variable.
#       resampling: >-
#         Grouping rows by consecutive periods of time, those without any row included.
#     uses: []
#     covers:
#       pandas: [read_stations, read_quarters, flatten_orders, clean_strikes, user_summary, with_airline, delay_table, daily_flights]
#     hardware: cpu
#     solutions: after_attempt
# ---

# %% [markdown]
# # pandas
#
# "The aircraft that leave New York are 38 years old on average." The sentence stood on a slide, and the number came
# out of three lines of pandas that raised no error and gave no warning. They are below, on the same files: every
# flight out of New York from January to March 2013, and the register of aircraft. What is wrong with them, and how
# old are the aircraft?
#
# No line is wrong in Python; each does something to the rows that its author did not look at. This lesson takes the
# places where rows go astray, reading, cleaning, lining up, grouping, joining and reshaping, and lets you do each
# properly once. It needs NumPy and some SQL, and takes about 90 minutes. At the end you can say of every row that is
# gone where it went and why.

# %% tags=["parameters"]
seed = 0
scale = "small"

# %%
import io

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns

from workbench import Lesson, load_dataset

lesson = Lesson("01_data/02_pandas")

# %%
flights = load_dataset("nyc_flights", "flights_2013q1.parquet")
planes = load_dataset("nyc_flights", "planes.parquet")

slide = flights.merge(planes, on="tailnum").dropna()
slide["age"] = 2013 - slide["year"]
print(f"mean age of the aircraft: {slide['age'].mean():.1f} years")
lesson.claim("Of 80,789 flights, the table of the slide holds 307", (len(flights), len(slide)) == (80_789, 307))

# %% [markdown]
# ## A first look
#
# A DataFrame is a dict of columns that share one *index*, the labels of the rows, and each column has one *dtype*.
# Look at dtypes and missing values first, always. `Int16` with a capital is *nullable*: whole numbers, of which some
# may be missing. A `category` stores each distinct text once and a small number in each row.

# %%
pd.DataFrame({"dtype": flights.dtypes.astype(str), "missing": flights.isna().sum(), "example": flights.iloc[0]})

# %% [markdown]
# ## Reading what people send
#
# A colleague in Lisbon exports weather stations from a spreadsheet. Semicolons, decimal commas, points for thousands,
# days before months, and three ways to say "not measured".

# %%
export = """station;opened;height_m;rain_mm;comment
Faro;03.04.1965;1.008;5,3;ok
Évora;12.11.1971;309;n/a;
Porto;28.02.1988;93;11,0;moved; see log
Guarda;01.07.1990;1.056;-;NA
"""
# %%
lesson.quiz(
    "types",
    'The comment from Porto is mended to `moved, see log`. Which station is then the highest in the table that a plain `pd.read_csv(…, sep=";")` makes of the export?',
    ["Évora", "Porto", "Faro", "Guarda"],
    answer=...,
)

# %%
try:
    print(pd.read_csv(io.StringIO(export), sep=";").dtypes)
except pd.errors.ParserError as error:
    print("read_csv gives up:", str(error).strip())
mended = pd.read_csv(io.StringIO(export.replace("; see", ", see")), sep=";")
print(mended)
lesson.claim("Mended, it makes Évora the highest station: 1.008 is read as a decimal", mended["height_m"].max() == 309)

# %% [markdown]
# As sent, it makes nothing at all: the comment from Porto contains the separator, the line has six fields instead of five, and `read_csv`
# raises a `ParserError`. Even with the line mended only the names of the stations are right,
# since the comment "NA" has become a gap. Such a file can be read only if you know that the comment is the last column and may contain anything:
# a line splits at its first four semicolons.


# %%
@lesson.exercise
def read_stations(text: str) -> pd.DataFrame:
    """Read the export above.

    text: a header line and at least one line for a station, fields separated by ";"; the last field, the comment, may
    contain ";" itself. Returns a DataFrame with the columns station (text as it stands, "NA" included), opened
    (datetime64, from day.month.year), height_m (whole numbers; "." separates thousands where there are any: "1.008" is
    1008 and "309" is 309), rain_mm (float; decimal comma; "n/a", "-" and empty are missing) and comment (text as it
    stands, "NA" and empty included). Rows in the order of the lines, with the index 0, 1, 2, …
    """


# %%
read_stations(export)

# %% [markdown]
# ## A workbook with a sheet for each year
#
# `pd.read_excel(…, sheet_name=None)` reads all sheets into a dict. In such a workbook the year stands in the name of
# the sheet and the quarter in the names of columns. Both are data and must become columns, or `concat` loses the
# first and no `groupby` can use the second. `table.melt("shop")` turns a *wide* table into a *long* one: a row for each
# shop and column, with the name of the column beside the value.


# %%
@lesson.exercise
def read_quarters(workbook: io.BytesIO) -> pd.DataFrame:
    """All sheets of a workbook as one long table.

    workbook: an open .xlsx file, as pd.read_excel takes it, with a sheet for each year, named by it ("2024"), in any
    order. A sheet has the column shop (text that nobody would read as missing; no shop twice) and a column for each quarter that is over ("Q1", "Q2", …)
    with what was sold; cells may be empty, and a sheet may have a header and no rows, but not all do. Returns a row for
    each cell of a shop and a quarter, empty cells included, and none for a quarter that the sheet has no column for:
    columns year (whole number), quarter, shop, sold (float, missing where the cell is empty), sorted by year, quarter
    and shop, with the index 0, 1, 2, …
    """


# %%
workbook = io.BytesIO()
with pd.ExcelWriter(workbook) as writer:
    pd.DataFrame({"shop": ["north", "east"], "Q1": [3, None]}).to_excel(writer, sheet_name="2025", index=False)
    pd.DataFrame({"shop": ["north"], "Q3": [4], "Q4": [9]}).to_excel(writer, sheet_name="2024", index=False)
print(read_quarters(workbook))

# %% [markdown]
# ## JSON with lists inside
#
# An API answers with orders, each with a customer and a list of items. A table wants a row for each item, with the
# order's own fields repeated beside it: `pd.json_normalize` does so with `record_path` and `meta`. Orders without
# items get no row; know that before you count customers.


# %%
@lesson.exercise
def flatten_orders(orders: list[dict]) -> pd.DataFrame:
    """One row per item of each order.

    orders: dicts such as {"id": 7, "customer": {"name": "Ada", "city": "Faro"}, "items": [{"sku": "x1", "n": 2},
    …]}, which stay as they are; items may be empty, but not all are. Returns a DataFrame with the columns order (the
    id; int64 or object), customer, city, sku, n, in this order, rows in the order of the input, and the index
    0, 1, 2, …
    """


# %%
orders = [
    {"id": 7, "customer": {"name": "Ada", "city": "Faro"}, "items": [{"sku": "x1", "n": 2}, {"sku": "k9", "n": 1}]},
    {"id": 8, "customer": {"name": "Bo", "city": "Porto"}, "items": []},
    {"id": 9, "customer": {"name": "Cy", "city": "Faro"}, "items": [{"sku": "x1", "n": 5}]},
]
flatten_orders(orders)

# %% [markdown]
# ## Cleaning, with reasons
#
# Now 10,000 reports of collisions between aircraft and wildlife. First the file as it lies on the disk, before pandas
# has an opinion.

# %%
import gzip

from workbench.datasets import dataset_path

with gzip.open(dataset_path("birdstrikes"), "rt", encoding="utf-8") as file:
    print(*(next(file) for _ in range(3)), sep="")

# %% [markdown]
# Where no damage was entered there is nothing between two commas. Other exports write a word, as this one does.

# %%
invented = "damage,speed\nNone,300\nMinor,\n"
print(invented)

# %%
ways = [
    {},
    {"keep_default_na": False},
    {"na_values": ["Minor"]},
    {"keep_default_na": False, "na_values": {"speed": [""]}},
]
print("missing of these four values, by lot: read plainly, without the usual words for missing,")
print("with one word more, and with an empty speed as the only one")
for letter, i in zip("PQRS", np.random.default_rng(6).permutation(4), strict=True):
    print(f"{letter}: {pd.read_csv(io.StringIO(invented), **ways[i]).isna().sum().sum()}")

# %%
lesson.quiz(
    "missing_none",
    "Which count belongs to the plain `pd.read_csv`?",
    ["S", "Q", "R", "P"],
    answer=...,
)

# %%
for options in ({}, {"keep_default_na": False, "na_values": {"speed": [""]}}):
    print(pd.read_csv(io.StringIO(invented), **options), "\n")

# %% [markdown]
# pandas has a list of words for "missing", and "None" is on it: a fact became a gap. In our own file the gaps are
# real. *Why* is a value missing? The other columns may know.

# %%
pd.set_option("display.max_columns", 12, "display.width", 120)
strikes = load_dataset("birdstrikes")
damage, repair = strikes["Effect Amount of damage"], strikes["Cost Repair"]
print(pd.crosstab(damage.fillna("(empty)"), np.where(repair > 0, "repaired for $", "repair $ 0")), "\n")
print("missing speeds:", strikes["Speed IAS in knots"].isna().sum(), " exact duplicates:", strikes.duplicated().sum())
lesson.claim("27 aircraft without a word of damage were repaired for money", ((repair > 0) & damage.isna()).sum() == 27)
lesson.claim(
    "Of substantial damages, more than three in four cost 0 $", (repair[damage == "Substantial"] == 0).mean() > 0.75
)

# %% [markdown]
# So an empty damage does not mean "no damage". Without a repair it says that none was *reported*, a category of its own
# that may be filled in; with one the report contradicts itself, and the damage is unknown. The codes B and C are
# explained nowhere in the file, so nobody guesses. Of the substantial damages most cost 0, which can hardly be the
# price: such a 0 is a *sentinel*, here for a bill that nobody entered, and a column with it must not be averaged. A
# missing speed was not written down, and filling in a mean would invent measurements by the thousand. The duplicates
# agree in all fourteen columns, but without a number for each report nobody can tell a copy from a second bird; we take
# them for copies, and say so.


# %%
@lesson.exercise
def clean_strikes(raw: pd.DataFrame) -> pd.DataFrame:
    """A cleaned table of strikes.

    raw: reports as above, with at least the columns "Flight Date" (text, year-month-day), "Phase of flight" (text),
    "Effect Amount of damage" (text, may be missing), "Cost Repair" (dollars, none missing or negative) and "Speed IAS
    in knots" (float, may be missing). Returns a new table, raw unchanged, with the columns date, phase, damage, repair,
    speed (in this order) and the index 0, 1, 2, …, where exact duplicates of whole raw rows are dropped, the first one
    kept; date is datetime64; a missing damage is "none reported" where the repair cost 0 and "unknown" where it cost
    more; the codes "B" and "C" are "unknown"; everything else is as it was, missing speeds missing.
    """


# %%
clean = clean_strikes(strikes)
print(clean["damage"].value_counts())
speed = clean.groupby("phase")["speed"].agg(["size", "count", "median"]).sort_values("median")
print(speed)

figure, axes = plt.subplots(figsize=(7, 3.2), layout="constrained")
sns.boxplot(clean, x="speed", y="phase", order=speed.index, fliersize=1.5, color="tab:blue", ax=axes)
axes.set(xlabel="speed at the strike, knots", ylabel="", title="Speed at the strike, where somebody wrote it down")
plt.show()
told = speed["count"] / speed["size"]
lesson.claim(
    "The median speed is 140 knots on the approach, 250 in descent",
    speed["median"][["Approach", "Descent"]].tolist() == [140, 250],
)
lesson.claim("Half of the landing rolls have no speed, which no box shows", 0.45 < told["Landing Roll"] < 0.55)

# %% [markdown]
# ## Labels travel with the rows
#
# A row keeps its label when the table is sorted or filtered. `loc` looks up labels, `iloc` positions. And an
# expression of two columns?

# %%
speed = pd.Series([300.0, 140.0, 200.0], index=[10, 11, 12])
ranked = speed.sort_values()
print("loc[10]:", ranked.loc[10], "  iloc[0]:", ranked.iloc[0])

# %%
lesson.quiz(
    "minus_sorted",
    "Under which label is `speed - ranked.iloc[:2]` missing?",
    ["under 11", "under 10", "under none", "under 12"],
    answer=...,
)

# %%
print((speed - ranked.iloc[:2]).to_dict())
print((speed - ranked).tolist(), (speed - ranked.to_numpy()).tolist(), (speed - ranked.loc[[10, 11]]).tolist())

# %% [markdown]
# Columns meet by label: pandas *aligns* them before it computes. That helps as long as labels say what you think. A
# label without a partner gives a missing value, silently. `to_numpy()` takes the labels off, and `reset_index` gives
# the rows new ones: right at the end, when no other table knows the old.
#
# ## Split, apply, combine
#
# `groupby` splits the rows by a key, applies a function to each part, and combines the results into a table whose
# index holds the keys. Here is a log of attempts; `size` counts rows, `count` values that are there.

# %%
log = pd.DataFrame({"user": ["ada", "bo", "ada", "cy", "bo", None], "score": [7.0, 9.0, np.nan, np.nan, 6.0, 8.0]})
log

# %%
lesson.quiz(
    "how_many",
    'How far apart are the totals of `log.groupby("user")["score"].size()` and of `log.groupby("user")["score"].count()`?',
    ["3", "2", "1", "0"],
    answer=...,
)

# %% [markdown]
# Now move the controls. Split the penguins by sex, with and without the rows that have none; compare `count` with
# `size`.

# %%
lesson.explore("groupby")

# %%
lesson.quiz(
    "missing_sex",
    "Apply the median to the flipper length, by sex, and keep the rows whose sex is missing. Their bar ends …",
    ["left of both sexes", "half-way between the two", "right of both sexes", "where the females' ends"],
    answer=...,
)

# %%
penguins = load_dataset("penguins")
print(penguins.groupby("sex", dropna=False)["flipper_length_mm"].agg(["size", "count", "median"]))
print(penguins.loc[penguins["sex"].isna(), "species"].value_counts().to_dict())

# %% [markdown]
# The table behind many a report is a log with a user and a score in each row. For each user, how many
# attempts, how many with a score, the mean and the maximum. *Named aggregation*, `agg(mean=("score", "mean"))`, names
# the results in one go.


# %%
@lesson.exercise
def user_summary(log: pd.DataFrame) -> pd.DataFrame:
    """One row per user.

    log: columns user (text, never missing) and score (float, may be missing); it stays as it is. Returns the columns
    user, attempts (rows of the user), scored (rows with a score), mean and best (over the scores there are; missing if
    there are none), sorted by mean from high to low, equal means by user, users without a mean last and by user among
    themselves; with the index 0, 1, 2, …
    """


# %%
user_summary(log.fillna({"user": "ada"}))

# %% [markdown]
# `agg` gives a row for each group. `transform` gives a value for each *row*, under the row's own label, ready to stand
# beside it. The next function was written with it, has been in use for months, and is wrong. **Repair** it.


# %%
@lesson.exercise
def above_usual(strikes: pd.DataFrame) -> pd.DataFrame:
    """How much faster than usual for its phase each aircraft was.

    strikes: columns phase (text) and speed (float, may be missing), any index without repeated labels. Returns a new
    table, strikes unchanged: the same rows under the same labels in the same order, with a last column above, the speed
    minus the median of the speeds in that phase; missing where the speed is.
    """
    known = strikes.dropna(subset=["speed"]).reset_index(drop=True)
    usual = known.groupby("phase")["speed"].transform("median")
    return strikes.assign(above=strikes["speed"] - usual)


# %%
above = above_usual(clean[clean["repair"] > 0])
print(above.nlargest(3, "above"))
medians = above.groupby("phase")["above"].median().dropna()
lesson.claim("In every phase the median of above is 0, up to rounding", bool((medians.abs() < 1e-9).all()))

# %% [markdown]
# The last line is the kind of check that finds such a fault on the day it is made: something that follows from what the
# function promises. A filtered table is the place to try it, since there labels and positions differ.
#
# ## Joining
#
# The flights know their carrier only by a code, and a join looks the name up. Two things go wrong silently. A code that
# the right table lacks loses the row, in an inner join, which is the default. And a code that is there twice doubles
# it. Ask pandas to check what you believe: `validate="many_to_one"`.

# %%
airlines = load_dataset("nyc_flights", "airlines.parquet")
left, right = pd.DataFrame({"key": ["a", "b", None, None]}), pd.DataFrame({"key": ["a", None, "c"], "found": [1, 2, 3]})
print(left, right, sep="\n\n")

# %%
lesson.quiz(
    "with_validate",
    'With `validate="many_to_one"`, which of these two merges is refused: the one behind the slide, or `right.merge(left)`?',
    ["neither of them", "both of the merges", "the slide's merge", "right.merge(left)"],
    answer=...,
)

# %%
for letter, how in zip("PQRS", np.random.default_rng(5).permutation(["inner", "left", "right", "outer"]), strict=True):
    merged = left.merge(right, how=how)
    print(f"{letter}: {len(merged)} rows, {merged['found'].notna().sum()} with a value in found")

# %%
lesson.quiz(
    "missing_keys",
    'Which line is `left.merge(right, how="left")`?',
    ["S", "R", "P", "Q"],
    answer=...,
)

# %%
print(left.merge(right, how="left"), right.merge(left), sep="\n\n")


# %%
@lesson.exercise
def with_airline(flights: pd.DataFrame, airlines: pd.DataFrame) -> pd.DataFrame:
    """The flights with the name of their airline.

    flights: with a column carrier (text, may be missing); airlines: columns carrier and name (text); a row of airlines
    whose carrier is missing names nobody. Both stay as they are. Returns all flights in their order with the index
    0, 1, 2, …, their own columns and a last column airline, which is "(unknown)" for a carrier that is missing or not
    in airlines. Raises pandas.errors.MergeError if a carrier is in airlines twice.
    """


# %%
named = with_airline(flights, airlines)
print(named.groupby("airline")["dep_delay"].agg(["size", "mean"]).astype(float).round(1).sort_values("size").tail(5))

# %% [markdown]
# ## Reshaping
#
# Long tables are for computing, wide ones for reading. `melt` goes one way; `pivot_table` goes back: it groups by two
# keys and lays one of them across. Two things to know of our columns. A categorical remembers categories that no row
# has any more, and `value_counts` counts them. And nullable columns give nullable means, which Seaborn cannot
# draw: hence `astype(float)` below.

# %%
ski = flights[flights["dest"] == "JAC"]
listed = ski["carrier"].value_counts()
lesson.claim(
    "One carrier flies to Jackson Hole, and value_counts lists 16", ((listed > 0).sum(), len(listed)) == (1, 16)
)


# %%
@lesson.exercise
def delay_table(flights: pd.DataFrame, fewest: int) -> pd.DataFrame:
    """Mean departure delay by carrier and origin.

    flights: columns carrier and origin (text, or categories in alphabetical order), dep_delay (minutes, missing for
    cancelled flights; float64 or Int16); it stays as it is. fewest: cells with fewer than this many flights that have a
    delay are missing; at least 1. Returns a table of means (float64 or Float64) with the carriers as index, named
    "carrier", and the origins as columns, named "origin", both in ascending order; carriers and origins without any
    delay are left out, those whose cells are all hidden by fewest are not.
    """
    means = ...
    counts = ...
    return ...


# %%
table = delay_table(flights, fewest=30).astype(float)
figure, axes = plt.subplots(figsize=(5, 5.5), layout="constrained")
sns.heatmap(table, annot=True, fmt=".0f", cmap="viridis", yticklabels=True, cbar_kws={"label": "minutes"}, ax=axes)
axes.set(title="Mean departure delay; white: under 30 flights")
axes.tick_params(axis="y", rotation=0)
plt.show()

# %% [markdown]
# ## Time
#
# `resample` groups by calendar periods. Its merit: a period without any row appears as well, which `groupby` on the
# date would leave out. A day without flights is a fact; let it show.


# %%
@lesson.exercise
def daily_flights(flights: pd.DataFrame) -> pd.DataFrame:
    """Flights per day.

    flights: columns month, day (of the year 2013) and dep_delay (missing when cancelled), at least one row, in any
    order; it stays as it is. Returns a row for every calendar day from the first to the last that occurs, with the
    index "date" (datetime64) in ascending order and the columns flights (whole number, 0 on days without any),
    cancelled (whole number) and delay (float mean of the delays there are, missing on days without any).
    """
    date = ...


# %%
daily = daily_flights(flights)
cancelled = (daily["cancelled"] / daily["flights"].where(daily["flights"] > 0)).astype(float)
figure, axes = plt.subplots(2, 1, figsize=(8, 4), sharex=True, layout="constrained")
axes[0].bar(daily.index, cancelled, width=1.0)
axes[0].set(ylabel="share cancelled", title="Flights out of New York, day by day")
axes[1].plot(daily.index, daily["delay"].astype(float), marker=".", linewidth=1)
axes[1].set(ylabel="mean delay, minutes")
plt.show()
lesson.claim("On 9 February more than half of the flights were cancelled", cancelled["2013-02-09"] > 0.5)
empty = (daily_flights(ski)["flights"] == 0).mean()
lesson.claim("On most days no flight went to Jackson Hole, and a groupby would show none of them", empty > 0.5)

# %% [markdown]
# ## Which rows may go?
#
# Back to the slide. Its merge was an inner join and lost the flights whose tail number is not in `planes`; its
# `dropna()` lost nearly all the rest, for the sake of columns that nobody asked for. Here is a table that loses nothing.

# %%
aged = flights.merge(planes[["tailnum", "year"]], on="tailnum", how="left", validate="many_to_one")
aged["age"] = 2013 - aged["year"]
print(f"{len(aged):,} flights, {aged['age'].count():,} with an age, mean {aged['age'].mean():.1f} years")
lesson.claim(
    "The merge of the slide lost 13,403 flights", len(flights) - len(flights.merge(planes, on="tailnum")) == 13_403
)
lesson.claim("`speed` alone is missing for 3,299 of 3,322 aircraft", planes["speed"].isna().sum() == 3_299)

# %% [markdown]
# Some flights still have no age, and `mean` leaves them out. That is fair if those that are left speak for those that
# are not. Do they, for every carrier? The decision is yours.


# %%
@lesson.exercise
def ages_in_doubt() -> list[str]:
    """The carriers for which flights without an aircraft in `planes` may not simply be dropped.

    A mean age over the flights that are left must speak for the carrier's fleet. Find the carriers, by their codes, of
    which it cannot, because the flights that find an aircraft are too small a part of all its flights. Returns a list,
    or another collection, of texts in any order. No threshold is given: looked at in the right way, the data leave no
    doubt.
    """


# %%
doubtful, known = aged["carrier"].isin(ages_in_doubt()), aged["age"].notna()
found = planes[planes["tailnum"].isin(aged.loc[doubtful & known, "tailnum"])]
print(found.nsmallest(3, "seats")[["year", "type", "seats"]])
tiny = aged["tailnum"].isin(planes.loc[planes["seats"] < 10, "tailnum"])
lesson.claim("Under ten seats: one in six of their matched flights …", 1 / 7 < tiny[doubtful & known].mean() < 1 / 5)
lesson.claim("… and not one in 200 of the others", tiny[~doubtful & known].mean() < 1 / 200)
age = aged.loc[~doubtful, "age"]
theirs = slide["carrier"].isin(ages_in_doubt())
lesson.claim("Of the 307 flights on the slide, all but one belong to the carriers in doubt", (~theirs).sum() == 1)
print(f"{age.count():,} of {len(age):,} flights, mean age {age.mean():.1f} years")
lesson.claim("The aircraft of the other carriers are 11 years old on average", round(age.mean()) == 11)

# %% [markdown]
# Eleven years, for all carriers but those you named, whose "aircraft" include many that no airline sells seats in. The
# documentation of the data agrees: some carriers report fleet numbers instead of tail numbers, and such a number can be
# somebody else's registration. A row that was matched is not yet matched rightly. All this belongs on the slide: the
# number, the flights behind it, and which were left out and why.
#
# ## The mistakes people make
#
# - **Filling with the mean** because a library refuses missing values. Ask first why the value is missing.
# - **`dropna()` on the whole table**, which drops a row for a gap in a column that you do not use.
# - **Not counting rows before and after a join.** `validate=…` sees rows that are doubled, not those that are lost: for
#   these there is `indicator=True`.
# - **`count` for `size`.** The first counts values that are there, the second rows.
# - **Grouping by a column with gaps**, and losing the rows of the gaps.
# - **`reset_index` in the middle**, after which labels no longer say which row is meant.
# - **Writing to a filtered copy**: `frame[frame.x > 0]["y"] = 1` changes nothing, and pandas warns. Use `frame.loc[frame.x > 0, "y"] = 1`.
#
# ## What to remember
#
# - Look at shape, dtypes and missing values after every step that could change them.
# - A missing value has a reason; the reason decides between dropping, filling and keeping. A zero may be one too.
# - Columns meet by label. Rows meet by key, and a missing key meets a missing key.
# - groupby, merge, pivot_table, resample: each answers one kind of question, and each can lose rows in its own way.
# - What you believe about a table, write as a check.
#
# The next lesson of this track, *Visualisation*, draws such tables so that others see what you found.
#
# ## Read on
#
# - W. McKinney, *Python for Data Analysis*, 3rd edition, O'Reilly 2022, free on the author's site: chapters 6 to 11.
# - H. Wickham, *Tidy Data*, Journal of Statistical Software 59, 2014.
# - H. Wickham, *The Split-Apply-Combine Strategy for Data Analysis*, Journal of Statistical Software 40, 2011.
# - pandas user guide: *IO tools*, *Working with missing data*, *Group by*, *Merge, join, concatenate and compare*,
#   *Time series*.
# - R. Little and D. Rubin, *Statistical Analysis with Missing Data*, 3rd edition, Wiley 2019: chapter 1, why values
#   are missing.
