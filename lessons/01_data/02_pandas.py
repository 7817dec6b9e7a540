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
#     minutes: 80
#     requires: []
#     objectives:
#       Read CSV, Excel and JSON as people send them, with the right types: [read_stations, read_quarters, flatten_orders, types]
#       Clean a table and give a reason for each dropped or filled value: [clean_strikes, missing_none]
#       Group and aggregate without losing rows or counting them twice: [user_summary, lost_group]
#       Join two tables and notice when the join adds or loses rows: [with_airline, join_grows]
#       Reshape and resample, keeping the days on which nothing happened: [delay_table, daily_flights]
#     datasets: [birdstrikes, nyc_flights, penguins]
#     extras: [data]
#     hardware: cpu
#     solutions: after_attempt
# ---

# %% [markdown]
# # pandas
#
# Most days of a machine-learning project go into the table. A model that is trained on a wrong table learns the wrong
# thing quickly and without complaint: a decimal comma that was read as text, a join that doubled the customers, a
# group that vanished because its key was missing.
#
# You know SQL and lists of dicts, so this lesson does not explain what a row is. It takes the five places where
# tables go wrong, reading, cleaning, grouping, joining and reshaping, and lets you do each once properly, on 80,789
# flights out of New York, 10,000 collisions of aircraft with birds, and a few files as colleagues really send them.

# %% tags=["parameters"]
seed = 0
scale = "small"

# %%
import io
import tempfile
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns

from workbench import Lesson, load_dataset

lesson = Lesson("01_data/02_pandas")
pd.set_option("display.max_columns", 12, "display.width", 120)

# %% [markdown]
# ## A first look
#
# A DataFrame is a dict of columns that share one *index*. Each column has one dtype. Look at these three things
# first, always: shape, dtypes, missing values.

# %%
penguins = load_dataset("penguins")
print(penguins.shape)
pd.DataFrame({"dtype": penguins.dtypes.astype(str), "missing": penguins.isna().sum(), "example": penguins.iloc[0]})

# %% [markdown]
# ## Reading what people send
#
# A colleague in Lisbon exports weather stations from a spreadsheet. Semicolons, decimal commas, points for thousands,
# days before months, and three ways to say "not measured". **Predict** which columns the plain `read_csv` gets right.

# %%
export = """station;opened;height_m;rain_mm;comment
Faro;03.04.1965;1.008;5,3;ok
Évora;12.11.1971;309;n/a;
Porto;28.02.1988;93;11,0;moved; see log
Guarda;01.07.1990;1.056;-;ok
Funchal;15.01.1949;58;0,0;NA
"""
try:
    print(pd.read_csv(io.StringIO(export), sep=";").dtypes)
except pd.errors.ParserError as error:
    print("read_csv gives up:", str(error).strip())

# %% [markdown]
# One comment contains the separator. Such a file has no unique meaning; it can only be read if you know that the
# comment is the last column and may contain anything. Python's own string methods are allowed: a line splits at the
# first four semicolons.


# %%
@lesson.exercise
def read_stations(text: str) -> pd.DataFrame:
    """Read the export above.

    text: a header line and one line per station, fields separated by ";"; the last field, the comment, may contain
    ";" itself. Returns a DataFrame with the columns station (text), opened (datetime64, from day.month.year),
    height_m (whole numbers; "." separates thousands), rain_mm (float; decimal comma; "n/a", "-" and empty are
    missing) and comment (text as it stands, "NA" and empty included). The index is 0, 1, 2, …
    """


# %%
read_stations(export)

# %%
lesson.quiz(
    "types",
    "A column of prices has the dtype `str` after reading. The mean of the column …",
    [
        "is computed from the digits",
        "raises, and sorting it puts 1000 before 99: find out which entries are no numbers before you convert",
        "ignores the entries that are no numbers",
    ],
    answer=...,
)

# %% [markdown]
# ## A workbook with a sheet for each quarter
#
# `pd.read_excel(path, sheet_name=None)` reads all sheets into a dict. What distinguishes the sheets, their name, is
# data too and must become a column, or it is lost in the `concat`.


# %%
@lesson.exercise
def read_quarters(path: Path) -> pd.DataFrame:
    """All sheets of a workbook in one table.

    path: an .xlsx file whose sheets have the same columns. Returns the rows of all sheets in the order of the
    workbook, with a first column "quarter" that holds the name of the sheet, and a fresh index 0, 1, 2, …
    """


# %%
with tempfile.TemporaryDirectory() as folder:
    workbook = Path(folder) / "sales.xlsx"
    with pd.ExcelWriter(workbook) as writer:
        for quarter, sold in (("2024Q1", [3, 5]), ("2024Q2", [4, 9])):
            pd.DataFrame({"shop": ["north", "south"], "sold": sold}).to_excel(writer, sheet_name=quarter, index=False)
    quarters = read_quarters(workbook)
print(quarters)

# %% [markdown]
# ## JSON with lists inside
#
# An API answers with orders, each with a customer and a list of items. A table wants one row for each item, and the
# order's own fields repeated beside it. `pd.json_normalize` does this with `record_path` and `meta`. Orders without
# items have no row: know that before you count customers.


# %%
@lesson.exercise
def flatten_orders(orders: list[dict]) -> pd.DataFrame:
    """One row per item of each order.

    orders: dicts such as {"id": 7, "customer": {"name": "Ada", "city": "Faro"}, "items": [{"sku": "x1", "n": 2},
    …]}; items may be empty, but not all are. Returns a DataFrame with the columns order, customer, city, sku, n, in
    this order, rows in the order of the input, and a fresh index.
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
# 10,000 reports of collisions with wildlife. The damage is missing in nine reports of ten, the speed in more than a
# quarter.

# %%
strikes = load_dataset("birdstrikes")
missing = strikes.isna().sum()
print(missing[missing > 0])
print(strikes["Effect Amount of damage"].value_counts(dropna=False))
print("exact duplicates:", strikes.duplicated().sum())

# %% [markdown]
# A missing value is a question: *why* is it missing? Look at the file itself before you fill anything.

# %%
raw = pd.read_csv(io.BytesIO(b"damage,speed\nNone,300\nMinor,\nNone,120\n"))
print(raw)

# %%
lesson.quiz(
    "missing_none",
    "A file that says `None` where there was no damage comes out of `read_csv` with …",
    [
        "the text None",
        "missing values: “None” is on pandas' list of words for missing, so a fact became a gap",
        "an error",
    ],
    answer=...,
)

# %% [markdown]
# For our reports, an empty damage means that no damage was reported: a category of its own, which may be filled in.
# An empty speed means that nobody wrote it down: filling in a mean would invent measurements by the thousand, so it
# stays missing. And the codes B and C are not explained anywhere, so they are not guessed.


# %%
@lesson.exercise
def clean_strikes(raw: pd.DataFrame) -> pd.DataFrame:
    """A cleaned table of strikes.

    raw: the table above, with at least the columns "Flight Date" (text, year-month-day), "Phase of flight", "Effect
    Amount of damage", "Cost Total $" and "Speed IAS in knots". Returns a new table, raw unchanged, with the columns
    date, phase, damage, cost, speed (in this order), where: exact duplicates of whole raw rows are dropped, the
    first one kept; date is datetime64; a missing damage is "none reported" and the codes "B" and "C" are "unknown";
    cost and speed are as they were, missing speeds missing. The index is fresh.
    """


# %%
clean = clean_strikes(strikes)
print(clean.dtypes, "\n")
print(clean["damage"].value_counts())

# %%
figure, axes = plt.subplots(figsize=(7, 3.2), layout="constrained")
order = clean.groupby("phase")["speed"].median().sort_values().index
sns.boxplot(clean, x="speed", y="phase", order=order, fliersize=1.5, color="tab:blue", ax=axes)
axes.set(xlabel="speed at the strike, knots", ylabel="", title="Birds are met where aircraft are slow and low")
plt.show()

# %% [markdown]
# ## Split, apply, combine
#
# `groupby` splits the rows by a key, applies a function to each part, and combines the results into a table whose
# index are the keys. Move the controls, and look at what happens to rows whose key is missing.

# %%
lesson.explore("groupby")

# %%
lesson.quiz(
    "lost_group",
    '`orders.groupby("region")["sales"].sum().sum()` is smaller than `orders["sales"].sum()`. The likeliest reason is …',
    ["rounding", "rows whose region is missing: groupby drops them unless dropna=False", "negative sales"],
    answer=...,
)

# %% [markdown]
# The case you meet in every interview and every product: a log with a user and a score in each row. For each user,
# how many attempts, how many with a score, the mean and the best. *Named aggregation*, `agg(mean=("score", "mean"))`,
# names the results in one go.


# %%
@lesson.exercise
def user_summary(log: pd.DataFrame) -> pd.DataFrame:
    """One row per user.

    log: columns user (text) and score (float, may be missing). Returns columns user, attempts (rows of the user),
    scored (rows with a score), mean and best (over the scores there are; missing if there are none), sorted by mean
    from high to low, users without a mean last, equal means by user; with a fresh index.
    """


# %%
log = pd.DataFrame({"user": ["ada", "bo", "ada", "cy", "bo", "ada"], "score": [7.0, 9.0, np.nan, np.nan, 6.0, 8.0]})
user_summary(log)

# %% [markdown]
# ## Joining
#
# The flights know their carrier only by a code. A join looks the name up. Two things can go wrong silently: a code
# that is missing in the right table loses the row (inner join), and a code that is there twice doubles it. Ask pandas
# to check what you believe: `validate="many_to_one"`.

# %%
flights = load_dataset("nyc_flights", "flights_2013q1.parquet")
airlines = load_dataset("nyc_flights", "airlines.parquet")
flights = flights.astype({"carrier": str, "origin": str, "dest": str})
print(f"{len(flights):,} flights, {len(airlines)} airlines")

# %%
lesson.quiz(
    "join_grows",
    "A left join of 1,000 orders with customers gives 1,012 rows. What happened?",
    [
        "12 orders have no customer",
        "some customers are there more than once in the right table",
        "that is impossible for a left join",
    ],
    answer=...,
)


# %%
@lesson.exercise
def with_airline(flights: pd.DataFrame, airlines: pd.DataFrame) -> pd.DataFrame:
    """The flights with the name of their airline.

    flights: with a column carrier; airlines: columns carrier and name. Returns all flights in their order with a
    fresh index, their own columns and a last column airline, which is "(unknown)" for a carrier that is not in
    airlines. Raises pandas.errors.MergeError if a carrier is in airlines twice.
    """


# %%
named = with_airline(flights, airlines)
print(named.groupby("airline")["dep_delay"].agg(["size", "mean"]).astype(float).round(1).sort_values("size").tail(5))

# %% [markdown]
# ## Reshaping
#
# Long tables are for computing, wide ones for reading. `pivot_table` groups by two keys and lays one of them across.


# %%
@lesson.exercise
def delay_table(flights: pd.DataFrame, fewest: int) -> pd.DataFrame:
    """Mean departure delay by carrier and origin.

    flights: columns carrier, origin, dep_delay (minutes, missing for cancelled flights); fewest: cells with fewer
    than this many flights that have a delay are missing. Returns a table with the carriers as index (named
    "carrier") and the origins as columns (named "origin"), both in ascending order, of float means; carriers and
    origins without any delay are left out.
    """
    means = ...
    counts = ...
    return ...


# %%
table = delay_table(flights, fewest=30)
figure, axes = plt.subplots(figsize=(5, 4.6), layout="constrained")
sns.heatmap(table, annot=True, fmt=".0f", cmap="viridis", cbar_kws={"label": "minutes"}, ax=axes)
axes.set(title="Mean departure delay")
plt.show()

# %% [markdown]
# ## Time
#
# `resample` groups by calendar periods. Its blessing: periods without any row appear as well, which `groupby` on the
# date would leave out. A day without flights is a fact; let it show.


# %%
@lesson.exercise
def daily_flights(flights: pd.DataFrame) -> pd.DataFrame:
    """Flights per day.

    flights: columns month, day (of the year 2013) and dep_delay (missing when cancelled), in any order. Returns one
    row for every calendar day from the first to the last that occurs, with the index "date" (datetime64, daily) and
    the columns flights (int, 0 on days without any), cancelled (int) and delay (float mean of the delays there are,
    missing on days without any).
    """
    date = ...


# %%
daily = daily_flights(flights)
cancelled = (daily["cancelled"] / daily["flights"].where(daily["flights"] > 0)).astype(float)
figure, axes = plt.subplots(2, 1, figsize=(8, 4), sharex=True, layout="constrained")
axes[0].bar(daily.index, cancelled, width=1.0)
axes[0].set(ylabel="share cancelled", title="Storms are easy to see")
axes[1].plot(daily.index, daily["delay"].astype(float), marker=".", linewidth=1)
axes[1].set(ylabel="mean delay, minutes")
plt.show()
worst = cancelled.idxmax()
print(
    f"most cancellations on {worst:%d %B %Y}: {daily.loc[worst, 'cancelled']} of {daily.loc[worst, 'flights']} flights"
)
ski = daily_flights(flights[flights["dest"] == "JAC"])
print(
    f"to Jackson Hole: {len(ski)} days, {(ski['flights'] == 0).sum()} of them without a flight, which a groupby would not show"
)

# %% [markdown]
# ## The mistakes people make
#
# - **Filling with the mean** because a library refuses missing values. Ask why the value is missing first.
# - **`dropna()` on the whole table**, which drops a row for a gap in a column that you do not use.
# - **Not counting rows before and after a join.** One line, `validate=…`, does it for you.
# - **`count` for `size`.** The first counts values that are there, the second rows.
# - **Grouping by a column with gaps** and losing the rows of the gaps.
# - **Writing to a slice**: `frame[frame.x > 0]["y"] = 1` changes a copy. Use `frame.loc[frame.x > 0, "y"] = 1`.
#
# ## What to remember
#
# - Look at shape, dtypes and missing values after every step that could change them.
# - A missing value has a reason; the reason decides between dropping, filling and keeping.
# - groupby, merge, pivot_table, resample: each answers one kind of question, and each can lose rows in its own way.
# - What you believe about a table, write as a check.
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
