"""Solutions of 01_data/02_pandas: pandas."""

import io
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

from workbench.authoring import choice, reference, with_gaps
from workbench.checking.evidence import refuses

# -- read_stations -----------------------------------------------------------------------------------------------------

_HEADER = "station;opened;height_m;rain_mm;comment\n"


@reference
def read_stations(text):
    header, *lines = text.strip("\n").split("\n")
    rows = [line.split(";", 4) for line in lines]
    table = pd.DataFrame(rows, columns=header.split(";"))
    table["opened"] = pd.to_datetime(table["opened"], format="%d.%m.%Y")
    table["height_m"] = table["height_m"].str.replace(".", "", regex=False).astype(int)
    rain = table["rain_mm"].replace({"n/a": None, "-": None, "": None})
    table["rain_mm"] = rain.str.replace(",", ".", regex=False).astype(float)
    return table


read_stations.example(
    text=_HEADER
    + "Faro;03.04.1965;1.008;5,3;ok\nÉvora;12.11.1971;309;n/a;\nPorto;28.02.1988;93;11,0;moved; see log\nGuarda;01.07.1990;1.056;-;NA\n"
)


@read_stations.cases(n=8)
def _(rng):
    lines = []
    for _ in range(rng.integers(2, 6)):
        day, month = rng.integers(1, 29), rng.integers(1, 13)
        height = rng.choice([7, 58, 309, 1001, 1056, 4035, 12345])
        rain = rng.choice(["n/a", "-", "", "0,0", "5,3", "11,25", "120"])
        comment = rng.choice(["", "ok", "NA", "moved; see log", "a;b;c", "None"])
        name = rng.choice(["Faro", "Évora", "Porto"])
        lines.append(
            f"{name};{day:02}.{month:02}.{rng.integers(1940, 2020)};{height:,}".replace(",", ".") + f";{rain};{comment}"
        )
    return {"text": _HEADER + "\n".join(lines) + "\n"}


@read_stations.alternative
def _(text):
    quoted = "\n".join(
        ";".join(parts[:4]) + ';"' + parts[4] + '"' for parts in (x.split(";", 4) for x in text.splitlines())
    )
    table = pd.read_csv(
        io.StringIO(quoted), sep=";", decimal=",", thousands=".", keep_default_na=False, na_values={"rain_mm": ["n/a", "-", ""]},
        dtype={"opened": str, "station": str, "comment": str},
    )  # fmt: skip
    return table.assign(opened=pd.to_datetime(table["opened"], dayfirst=True), rain_mm=table["rain_mm"].astype(float))


@read_stations.misconception('Days and months are exchanged where both readings are possible: say format="%d.%m.%Y".')
def _(text):
    table = read_stations(text)
    opened, exchanged = (table["opened"].dt.strftime(order) for order in ("%d.%m.%Y", "%m.%d.%Y"))
    return table.assign(opened=pd.to_datetime(opened.where(table["opened"].dt.day > 12, exchanged), dayfirst=True))


read_stations.misconception(
    "1.008 metres is a thousand and eight here: the point separates thousands.",
    'table["height_m"].str.replace(".", "", regex=False).astype(int) → table["height_m"].astype(float)',
)


@read_stations.misconception(
    'Some comments became missing. "NA" and an empty text are what the colleague wrote; only rain_mm has words for missing.'
)
def _(text):
    table = read_stations(text)
    return table.assign(comment=table["comment"].replace({"NA": None, "": None, "None": None}))


@read_stations.misconception(
    "A rainfall that was not measured became 0.0. That is a measurement nobody made: leave it missing."
)
def _(text):
    return read_stations(text).fillna({"rain_mm": 0.0})


@read_stations.misconception(
    "Some heights are one metre too low: 1.001 · 1000 is a little less than 1001 as a float, and int(…) cuts off. Take the "
    "points out of the text."
)
def _(text):
    heights = [line.split(";")[2] for line in text.strip("\n").split("\n")[1:]]
    whole = [int(float(height) * 1000) if "." in height else int(height) for height in heights]
    return read_stations(text).assign(height_m=whole)


read_stations.hints(
    "First get five fields per line, all as text. Then turn one column after the other into its type.",
    '`line.split(";", 4)` splits at the first four semicolons only. Text columns have `.str.replace(…, regex=False)`.',
    '`pd.to_datetime(…, format="%d.%m.%Y")`; remove "." and `astype(int)`; turn the three words into None, "," into ".", then '
    "`astype(float)`.",
)
read_stations.explain(
    "Splitting with a limit keeps the rest of the line in the comment. Each column is then converted by its own rule, so that a word for "
    "missing in one column stays text in another."
)

read_stations.equivalent(
    "table['height_m'].str.replace('.', '', regex=False) → table['height_m'].str.replace('.', '')",
    "rain.str.replace(',', '.', regex=False) → rain.str.replace(',', '.')",
    because="regex=False is the default; written out because a point means any character",
)

# -- read_quarters -----------------------------------------------------------------------------------------------------


@reference
def read_quarters(path):
    sheets = pd.read_excel(path, sheet_name=None)
    parts = [sheet.assign(quarter=name) for name, sheet in sheets.items()]
    table = pd.concat(parts, ignore_index=True)
    return table[["quarter", *table.columns.drop("quarter")]]


@read_quarters.cases(n=4)
def _(rng):
    names = rng.permutation(["2024Q1", "2024Q2", "2024Q3"]).tolist()
    return {
        "sheets": {
            name: pd.DataFrame(
                {"shop": ["north", "south", "east"][:k], "sold": with_gaps(rng, rng.integers(1, 99, size=k), gaps)}
            )
            for name, k, gaps in zip(names, (2, 3, 1), (0.0, 0.7, 0.0))
        }
    }


@read_quarters.probe
def _(candidate, sheets):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        with pd.ExcelWriter(path) as writer:
            for name, sheet in sheets.items():
                sheet.to_excel(writer, sheet_name=name, index=False)
        return candidate(path)


@read_quarters.alternative
def _(path):
    parts = []
    with pd.ExcelFile(path) as book:
        for name in book.sheet_names:
            part = book.parse(name)
            part.insert(0, "quarter", name)
            parts.append(part)
    return pd.concat(parts).reset_index(drop=True)


@read_quarters.misconception(
    "Only the first sheet came back. pd.read_excel reads one by default, and all with sheet_name=None; a return within the "
    "loop ends it after the first."
)
def _(path):
    with pd.ExcelFile(path) as book:
        first = book.sheet_names[0]
    table = pd.read_excel(path)
    table.insert(0, "quarter", first)
    return table


@read_quarters.misconception(
    "The name of the sheet is lost: after the concat nobody knows which quarter a row belongs to."
)
def _(path):
    return pd.concat(pd.read_excel(path, sheet_name=None).values(), ignore_index=True)


read_quarters.misconception(
    "The index repeats: each sheet brought its own 0, 1, 2. Ask concat for a fresh one, ignore_index=True.",
    "pd.concat(parts, ignore_index=True) → pd.concat(parts)",
)


@read_quarters.misconception("Rows with a gap are gone. A shop whose sales are missing is still a row of its sheet.")
def _(path):
    return read_quarters(path).dropna().reset_index(drop=True)


read_quarters.hints(
    "Read all sheets at once; you get a dict. What is in its keys?",
    "Give each sheet a column with its own name before you put them together.",
    "`[sheet.assign(quarter=name) for name, sheet in sheets.items()]`, `pd.concat(…, ignore_index=True)`, then put quarter first.",
)
read_quarters.explain(
    "The key of the dict is data, so it becomes a column before the tables are joined and the keys are gone."
)

# -- flatten_orders ----------------------------------------------------------------------------------------------------


@reference
def flatten_orders(orders):
    table = pd.json_normalize(orders, record_path="items", meta=["id", ["customer", "name"], ["customer", "city"]])
    table = table.rename(columns={"id": "order", "customer.name": "customer", "customer.city": "city"})
    return table[["order", "customer", "city", "sku", "n"]].astype({"order": int})


@flatten_orders.cases(n=8)
def _(rng):
    orders = []
    for k in range(rng.integers(2, 5)):
        items = [{"sku": rng.choice(["x1", "k9", "z3"]), "n": rng.integers(1, 9)} for _ in range(rng.integers(0, 4))]
        orders.append(
            {
                "id": int(k * 3 + 7),
                "customer": {"name": f"c{rng.integers(0, 3)}", "city": rng.choice(["Faro", "Porto"])},
                "items": items,
            }
        )
    orders.append({"id": 99, "customer": {"name": "last", "city": "Faro"}, "items": [{"n": 1, "sku": "k9"}]})
    return {"orders": orders}


@flatten_orders.probe
def _(candidate, orders):
    table = candidate(orders)
    # json_normalize makes numbers of the order's own fields objects: both are right.
    return table.infer_objects() if isinstance(table, pd.DataFrame) else table


@flatten_orders.alternative
def _(orders):
    rows = [
        {
            "order": o["id"],
            "customer": o["customer"]["name"],
            "city": o["customer"]["city"],
            "sku": item["sku"],
            "n": item["n"],
        }
        for o in orders
        for item in o["items"]
    ]
    return pd.DataFrame(rows)


@flatten_orders.misconception("There is one row per order: only the first item was taken. Each item is a row.")
def _(orders):
    return flatten_orders([o | {"items": o["items"][:1]} for o in orders])


@flatten_orders.misconception("The items of one order were added up. Keep one row per item; adding up can come later.")
def _(orders):
    return flatten_orders(orders).groupby(["order", "customer", "city", "sku"], as_index=False, sort=False)["n"].sum()


@flatten_orders.misconception(
    "Orders without items have got a row of missing values. An empty order has no items, so it has no rows here."
)
def _(orders):
    return flatten_orders([o | {"items": o["items"] or [{"sku": None, "n": None}]} for o in orders])


@flatten_orders.misconception(
    "The city was looked up by the customer's name. Two customers can share a name: take name and city from the same order."
)
def _(orders):
    city_of = {order["customer"]["name"]: order["customer"]["city"] for order in orders}
    table = flatten_orders(orders)
    return table.assign(city=table["customer"].map(city_of))


flatten_orders.hints(
    "Which list makes the rows, and which fields are repeated beside it?",
    '`record_path="items"`, and `meta` lists the fields of the order; a nested one is a list, such as ["customer", "name"].',
    "The new columns are called id, customer.name and customer.city: rename them, and choose the order of the columns.",
)
flatten_orders.explain(
    "record_path makes a row of each item, meta repeats the order's fields. The meta column is of type object, so the number of the order "
    "is turned into an int again."
)

# -- clean_strikes -----------------------------------------------------------------------------------------------------


@reference
def clean_strikes(raw):
    table = raw.drop_duplicates()
    damage = table["Effect Amount of damage"].fillna("none reported").replace({"B": "unknown", "C": "unknown"})
    return pd.DataFrame(
        {
            "date": pd.to_datetime(table["Flight Date"]),
            "phase": table["Phase of flight"],
            "damage": damage,
            "cost": table["Cost Total $"],
            "speed": table["Speed IAS in knots"],
        }
    ).reset_index(drop=True)


@clean_strikes.cases(n=6)
def _(rng):
    n = rng.integers(8, 16)
    raw = pd.DataFrame(
        {
            "Airport Name": rng.choice(["A", "B"], size=n),
            "Effect Amount of damage": rng.choice(["Minor", "B", "C", "Substantial", None], size=n),
            "Flight Date": rng.choice(["1990-01-08", "2001-12-03"], size=n),
            "Phase of flight": rng.choice(["Climb", "Approach"], size=n),
            "Cost Total $": rng.choice([0, 1200], size=n),
            "Speed IAS in knots": rng.choice([120.0, np.nan], size=n),
        }
    )
    raw = pd.concat([raw, raw.iloc[[1, 3]], raw.iloc[[2]].assign(**{"Airport Name": "C"})]).iloc[rng.permutation(n + 3)]
    return {"raw": raw}


@clean_strikes.alternative
def _(raw):
    table = raw[~raw.duplicated(keep="first")].reset_index(drop=True)
    names = ["Flight Date", "Phase of flight", "Effect Amount of damage", "Cost Total $", "Speed IAS in knots"]
    table = table[names].set_axis(["date", "phase", "damage", "cost", "speed"], axis=1)
    table["date"] = table["date"].astype("datetime64[us]")
    table["damage"] = table["damage"].where(~table["damage"].isin(["B", "C"]), "unknown")
    table.loc[table["damage"].isna(), "damage"] = "none reported"
    return table


@clean_strikes.misconception("You filled in missing speeds. Nobody measured them; a mean in their place invents data.")
def _(raw):
    table = clean_strikes(raw)
    return table.fillna({"speed": table["speed"].mean()})


@clean_strikes.misconception(
    "You looked for duplicates after dropping columns. Two different strikes may agree in five columns: compare the whole raw rows."
)
def _(raw):
    names = ["Flight Date", "Phase of flight", "Effect Amount of damage", "Cost Total $", "Speed IAS in knots"]
    return clean_strikes(raw[names])


@clean_strikes.misconception(
    "You dropped the rows without a damage. “Nothing reported” is information, and nine tenths of the table."
)
def _(raw):
    return clean_strikes(raw.dropna(subset=["Effect Amount of damage"]))


clean_strikes.misconception(
    "The codes B and C are still there. Nobody knows what they mean: call them unknown.",
    'table["Effect Amount of damage"].fillna("none reported").replace({"B": "unknown", "C": "unknown"}) → '
    'table["Effect Amount of damage"].fillna("none reported")',
)

clean_strikes.hints(
    "Four decisions: duplicates, dates, damage, and what is *not* touched.",
    "`drop_duplicates()` on the raw table first. `fillna` and `replace` work on the one column of the damage.",
    "Build a new DataFrame from the five columns, with `pd.to_datetime` for the date, and end with `reset_index(drop=True)`.",
)
clean_strikes.explain(
    "Duplicates are judged on whole rows, before columns are dropped. A damage that is not mentioned is a category; a speed that is not "
    "mentioned is unknown, and models that need a number can decide for themselves."
)

# -- user_summary ------------------------------------------------------------------------------------------------------


@reference
def user_summary(log):
    table = log.groupby("user").agg(
        attempts=("score", "size"), scored=("score", "count"), mean=("score", "mean"), best=("score", "max")
    )
    return table.reset_index().sort_values(["mean", "user"], ascending=[False, True]).reset_index(drop=True)


user_summary.example(log=pd.DataFrame({"user": ["b", "a", "b", "c"], "score": [5.0, 5.0, np.nan, np.nan]}))


@user_summary.cases(n=10)
def _(rng):
    n = rng.integers(5, 20)
    score = with_gaps(rng, rng.integers(0, 6, size=n), 0.35)
    return {"log": pd.DataFrame({"user": rng.choice(["ada", "bo", "cy", "dee", "eve"], size=n), "score": score})}


@user_summary.alternative
def _(log):
    rows = []
    for user in sorted(set(log["user"])):
        score = log.loc[log["user"] == user, "score"]
        rows.append((user, len(score), int(score.notna().sum()), score.mean(), score.max()))
    table = pd.DataFrame(rows, columns=["user", "attempts", "scored", "mean", "best"])
    return table.sort_values("mean", ascending=False, kind="stable", ignore_index=True)


@user_summary.misconception(
    "`attempts` counts scores, so attempts without a score are lost: `size` counts rows, `count` values."
)
def _(log):
    table = user_summary(log)
    return table.assign(attempts=table["scored"])


@user_summary.misconception(
    "You dropped the rows without a score first. Users who never scored have vanished, and attempts too."
)
def _(log):
    return user_summary(log.dropna())


@user_summary.misconception("A missing score was counted as 0, which pulls the mean down. Leave it out of the mean.")
def _(log):
    table = user_summary(log)
    filled = user_summary(log.fillna({"score": 0.0}))
    return filled.merge(table[["user", "scored"]], on="user", suffixes=("_", ""))[
        ["user", "attempts", "scored", "mean", "best"]
    ]


@user_summary.misconception("The table is sorted from low to high: the best mean comes first.")
def _(log):
    return user_summary(log).sort_values(["mean", "user"], ignore_index=True)


user_summary.hints(
    "One groupby with four named results. Which aggregate counts rows, which counts values?",
    '`agg(attempts=("score", "size"), scored=("score", "count"), …)`; then the sorting, by two keys in different directions.',
    '`sort_values(["mean", "user"], ascending=[False, True])` on the table with `reset_index()`, and a fresh index at the end.',
)
user_summary.explain(
    "size counts rows, count counts values; mean and max leave missing scores out. sort_values puts missing means last by itself."
)

# -- with_airline ------------------------------------------------------------------------------------------------------


@reference
def with_airline(flights, airlines):
    names = airlines.rename(columns={"name": "airline"})
    table = flights.merge(names, on="carrier", how="left", validate="many_to_one")
    return table.fillna({"airline": "(unknown)"})


def _flights(rng, carriers=("AA", "DL", "ZZ", "UA")):
    n = rng.integers(5, 14)
    carrier = rng.choice(carriers, size=n)
    carrier[0] = "ZZ"
    frame = pd.DataFrame({"carrier": carrier, "dep_delay": with_gaps(rng, rng.normal(size=n).round(1), 0.2)})
    return frame.set_index(pd.Index(rng.permutation(n) + 50))


@with_airline.cases(n=8)
def _(rng, i):
    airlines = pd.DataFrame({"carrier": ["UA", "AA", "DL", "B6"], "name": ["United", "American", "Delta", "JetBlue"]})
    doubled = pd.concat([airlines, airlines.iloc[[1]]], ignore_index=True)
    return {"flights": _flights(rng), "airlines": airlines, "doubled": doubled}


@with_airline.probe
def _(candidate, flights, airlines, doubled):
    table = candidate(flights, airlines)
    noticed = refuses(pd.errors.MergeError, candidate, flights, doubled)
    told = (
        "MergeError"
        if noticed
        else f"no MergeError, {len(candidate(flights, doubled))} rows for {len(flights)} flights"
    )
    return {"table": table, "with a carrier that is there twice": told}


@with_airline.alternative
def _(flights, airlines):
    if airlines["carrier"].duplicated().any():
        raise pd.errors.MergeError("a carrier is listed twice")
    lookup = airlines.set_index("carrier")["name"]
    return flights.reset_index(drop=True).assign(airline=lambda t: t["carrier"].map(lookup).fillna("(unknown)"))


with_airline.misconception(
    'Flights with an unknown carrier are gone: the default join is an inner one. Use how="left".',
    'flights.merge(names, on="carrier", how="left", validate="many_to_one") → '
    'flights.merge(names, on="carrier", validate="many_to_one")',
)
with_airline.misconception(
    'A carrier that is listed twice doubles its flights, and nothing notices: validate="many_to_one".',
    'flights.merge(names, on="carrier", how="left", validate="many_to_one") → '
    'flights.merge(names, on="carrier", how="left")',
)


@with_airline.misconception(
    "You kept one of two lines for the same carrier, without a word. Which of them is right nobody knows: let the merge raise, "
    'validate="many_to_one".'
)
def _(flights, airlines):
    return with_airline(flights, airlines.drop_duplicates("carrier"))


with_airline.misconception(
    '`fillna` on the whole table also filled missing delays. Fill the one column: fillna({"airline": …}).',
    'table.fillna({"airline": "(unknown)"}) → table.astype(object).fillna("(unknown)")',
)

with_airline.hints(
    "Which join keeps all flights? Which option states that each carrier is in the right table once?",
    'Rename the column first, merge on carrier with how="left", then fill the gaps of that one column.',
    '`flights.merge(names, on="carrier", how="left", validate="many_to_one").fillna({"airline": "(unknown)"})`',
)
with_airline.explain(
    "A left join keeps every flight in its order. validate turns the belief 'each carrier once' into a check that fails loudly."
)

with_airline.equivalent(
    "flights.merge(names, on='carrier', how='left', validate='many_to_one') → "
    "flights.merge(names, how='left', validate='many_to_one')",
    because="without `on` the shared columns are used, and carrier is the only one",
)

# -- delay_table -------------------------------------------------------------------------------------------------------


@reference
def delay_table(flights, fewest):
    means = flights.pivot_table(index="carrier", columns="origin", values="dep_delay", aggfunc="mean")
    counts = flights.pivot_table(index="carrier", columns="origin", values="dep_delay", aggfunc="count")
    return means.astype(float).where(counts >= fewest)


@delay_table.cases(n=9)
def _(rng, i):
    n = rng.integers(20, 50)
    frame = pd.DataFrame(
        {
            "carrier": rng.choice(["AA", "B6", "DL"], size=n),
            "origin": rng.choice(["EWR", "JFK", "LGA"], size=n, p=[0.5, 0.3, 0.2]),
            "dep_delay": with_gaps(rng, rng.integers(-5, 60, size=n), 0.2),
        }
    )
    # All flights of a carrier, or from an airport, may be cancelled.
    column, value = (("carrier", ""), ("carrier", "B6"), ("origin", "LGA"))[i % 3]
    frame.loc[frame[column] == value, "dep_delay"] = np.nan
    counts = frame.dropna().groupby(["carrier", "origin"])["dep_delay"].count()
    # One of the counts that occur, so that the border itself is tested.
    return {"flights": frame, "fewest": int(counts.sort_values().iloc[len(counts) // 2])}


@delay_table.alternative
def _(flights, fewest):
    known = flights.dropna(subset=["dep_delay"])
    parts = known.groupby(["carrier", "origin"])["dep_delay"]
    return parts.mean().astype(float).where(parts.size() >= fewest).unstack("origin")


@delay_table.misconception("Carriers and origins are exchanged: carriers are the rows, origins the columns.")
def _(flights, fewest):
    return delay_table(flights, fewest).T


delay_table.misconception(
    "Cancelled flights were counted too: `size` counts rows, but the mean rests on the delays that are there.",
    'flights.pivot_table(index="carrier", columns="origin", values="dep_delay", aggfunc="count") → '
    'flights.pivot_table(index="carrier", columns="origin", values="dep_delay", aggfunc="size")',
)


@delay_table.misconception("A cell with exactly `fewest` flights is kept: fewer than that are hidden.")
def _(flights, fewest):
    return delay_table(flights, fewest + 1)


@delay_table.misconception(
    "Cells without enough flights show 0, as if nothing were ever late there. Leave them missing."
)
def _(flights, fewest):
    return delay_table(flights, fewest).fillna(0.0)


@delay_table.misconception(
    "Carriers or airports without any delay stand in the table, as rows or columns of gaps. Leave cancelled flights out before "
    "you group."
)
def _(flights, fewest):
    parts = flights.groupby(["carrier", "origin"])["dep_delay"]
    return parts.mean().astype(float).where(parts.count() >= fewest).unstack("origin")


delay_table.hints(
    "Two tables of the same shape: one of means, one of counts. The second decides which cells of the first are shown.",
    '`pivot_table(index=…, columns=…, values=…, aggfunc="mean")`, and again with "count".',
    "`means.where(counts >= fewest)` keeps a cell where the condition holds and makes it missing elsewhere.",
)
delay_table.explain(
    "`where` keeps what fulfils the condition. Counting values, not rows, matches what the mean was taken over."
)

# -- daily_flights -----------------------------------------------------------------------------------------------------


@reference
def daily_flights(flights):
    date = pd.to_datetime({"year": 2013, "month": flights["month"], "day": flights["day"]})
    days = flights.assign(date=date).resample("D", on="date")["dep_delay"]
    table = pd.DataFrame({"flights": days.size(), "cancelled": days.size() - days.count(), "delay": days.mean()})
    return table.astype({"delay": float})


@daily_flights.cases(n=8)
def _(rng):
    n = rng.integers(8, 20)
    frame = pd.DataFrame(
        {
            "month": rng.choice([1, 2], size=n),
            "day": rng.choice([1, 2, 4, 5, 27, 28], size=n),
            "dep_delay": with_gaps(rng, rng.integers(-5, 90, size=n), 0.3),
        }
    )
    return {"flights": frame}


@daily_flights.probe
def _(candidate, flights):
    table = candidate(flights)
    if isinstance(table, pd.DataFrame) and isinstance(table.index, pd.DatetimeIndex):
        # The resolution of the dates is a matter of the way they were made.
        table = table.set_axis(table.index.as_unit("ns"), axis=0)
    return table


@daily_flights.alternative
def _(flights):
    date = pd.to_datetime("2013-" + flights["month"].astype(str) + "-" + flights["day"].astype(str), format="%Y-%m-%d")
    parts = flights["dep_delay"].groupby(date.rename("date"))
    table = pd.DataFrame(
        {"flights": parts.size(), "cancelled": parts.size() - parts.count(), "delay": parts.mean().astype(float)}
    )
    every = pd.date_range(date.min(), date.max(), name="date")
    return table.reindex(every).fillna({"flights": 0, "cancelled": 0}).astype({"flights": int, "cancelled": int})


@daily_flights.misconception(
    "Days without a flight are missing: groupby knows only the days that occur. Resample, or reindex to every day."
)
def _(flights):
    table = daily_flights(flights)
    return table[table["flights"] > 0]


@daily_flights.misconception("Cancelled flights are not counted as flights: `count` counts delays. `size` counts rows.")
def _(flights):
    table = daily_flights(flights)
    return table.assign(flights=table["flights"] - table["cancelled"])


@daily_flights.misconception(
    "A day without flights has a delay of 0 in your table. Nothing was late, and nothing was punctual: missing."
)
def _(flights):
    return daily_flights(flights).fillna({"delay": 0.0})


daily_flights.hints(
    "First one date for each row. `pd.to_datetime` accepts a dict of year, month and day.",
    '`frame.resample("D", on="date")["dep_delay"]` groups by calendar day; size, count and mean do the rest.',
    "cancelled is `days.size() - days.count()`; build a DataFrame from the three results.",
)
daily_flights.explain(
    "resample makes a group for every day of the range, so a day without rows has size 0 and a missing mean. Cancelled flights have no "
    "delay, so rows minus values counts them."
)

# -- quizzes -----------------------------------------------------------------------------------------------------------

types = choice(
    "raises, and sorting it puts 1000 before 99: find out which entries are no numbers before you convert",
    why={
        "is computed from the digits": "pandas does not guess; text has no mean.",
        "ignores the entries that are no numbers": 'Only pd.to_numeric(errors="coerce") does so, and then silently.',
    },
    because='One odd entry makes a whole column text; `pd.to_numeric` with errors="coerce" and isna() shows which.',
)
missing_none = choice(
    "missing values: “None” is on pandas' list of words for missing, so a fact became a gap",
    why={
        "the text None": "Only with keep_default_na=False: None, NA, null and n/a are read as missing by default.",
        "an error": "Nothing is raised, which is why this is often found late.",
    },
    because="Reading with keep_default_na=False and naming your own na_values keeps such facts.",
)
lost_group = choice(
    "rows whose region is missing: groupby drops them unless dropna=False",
    why={
        "rounding": "Rounding explains the last digits, not a visible difference.",
        "negative sales": "Negative values are in both sums.",
    },
    because="A missing key belongs to no group by default.",
)
join_grows = choice(
    "some customers are there more than once in the right table",
    why={
        "12 orders have no customer": "A left join keeps those once, with missing values.",
        "that is impossible for a left join": "A left join keeps every left row *at least* once.",
    },
    because='Each match makes a row; validate="many_to_one" would have raised.',
)
