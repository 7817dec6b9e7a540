"""Solutions of 01_data/02_pandas: pandas."""

import io

import numpy as np
import pandas as pd

from workbench import load_dataset
from workbench.authoring import choice, reference, with_gaps

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
        name = rng.choice(["Faro", "Évora", "Porto", "NA"])
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


@read_stations.misconception('Days and months are swapped where both readings are possible: say format="%d.%m.%Y".')
def _(text):
    table = read_stations(text)
    opened, exchanged = (table["opened"].dt.strftime(order) for order in ("%d.%m.%Y", "%m.%d.%Y"))
    return table.assign(opened=pd.to_datetime(opened.where(table["opened"].dt.day > 12, exchanged), dayfirst=True))


@read_stations.misconception('Days and months are swapped where both readings are possible: say format="%d.%m.%Y".')
def _(text):
    # What pd.to_datetime does without a format: the first entry decides for all.
    table = read_stations(text)
    written = table["opened"].dt.strftime("%d.%m.%Y")
    return table.assign(opened=pd.to_datetime(written, format="%d.%m.%Y" if written[0] > "13" else "%m.%d.%Y"))


read_stations.misconception(
    "1.008 metres is a thousand and eight here: the point separates thousands.",
    'table["height_m"].str.replace(".", "", regex=False).astype(int) → table["height_m"].astype(float)',
)


_TEXT_LOST = (
    'A text became missing. "NA" and an empty field are what the colleague wrote; only rain_mm has words for missing.'
)


@read_stations.misconception(_TEXT_LOST)
def _(text):
    table = read_stations(text)
    return table.assign(comment=table["comment"].replace({"NA": None, "": None, "None": None}))


@read_stations.misconception(_TEXT_LOST)
def _(text):
    table = read_stations(text)
    return table.assign(station=table["station"].replace({"NA": None}))


@read_stations.misconception(_TEXT_LOST)
def _(text):
    table = read_stations(text)
    return table.replace({"comment": {"NA": None, "": None, "None": None}, "station": {"NA": None}})


@read_stations.misconception(_TEXT_LOST)
def _(text):
    table = read_stations(text)
    return table.replace({"comment": {"": None}})


@read_stations.misconception(
    "A comment is cut off: the separator may stand in it. Split each line at the first four semicolons only."
)
def _(text):
    table = read_stations(text)
    return table.assign(comment=table["comment"].str.split(";").str[0])


@read_stations.misconception(
    "A comment is cut off: the separator may stand in it. Split each line at the first four semicolons only."
)
def _(text):
    table = read_stations(text)
    return table.assign(comment=table["comment"].str.split(";").str[-1])


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
def read_quarters(workbook):
    sheets = pd.read_excel(workbook, sheet_name=None)
    parts = [
        sheet.melt("shop", var_name="quarter", value_name="sold").assign(year=int(name))
        for name, sheet in sheets.items()
    ]
    table = pd.concat(parts).astype({"shop": str, "sold": float})
    return table[["year", "quarter", "shop", "sold"]].sort_values(["year", "quarter", "shop"], ignore_index=True)


read_quarters.example(
    sheets={
        "2025": pd.DataFrame({"shop": ["north", "east"], "Q1": [3, np.nan]}),
        "2024": pd.DataFrame({"shop": ["north"], "Q4": [9]}),
    }
)


@read_quarters.cases(n=4)
def _(rng, i):
    def sheet(quarters, shops):
        names = rng.permutation(["north", "south", "east"])[:shops].tolist()
        sold = {f"Q{q + 1}": with_gaps(rng, rng.integers(1, 99, size=shops), 0.3) for q in range(quarters)}
        return pd.DataFrame({"shop": names, **sold})

    # The year that is not over has fewer quarters, and a sheet may have none but its header.
    sheets = {"2023": sheet(4, 2), "2025": sheet(2, 3), "2024": sheet(4, (3, 0)[i % 2])}
    return {"sheets": {name: sheets[name] for name in rng.permutation(list(sheets)).tolist()}}


@read_quarters.probe
def _(candidate, sheets):
    workbook = io.BytesIO()
    with pd.ExcelWriter(workbook) as writer:
        for name, sheet in sheets.items():
            sheet.to_excel(writer, sheet_name=name, index=False)
    table = candidate(workbook)
    if isinstance(table, pd.DataFrame):
        # A sheet without rows has columns of objects, and whoever joins it gets some too: both are right.
        table = table.infer_objects()
    return table


@read_quarters.alternative
def _(workbook):
    rows = []
    with pd.ExcelFile(workbook) as book:
        for name in book.sheet_names:
            for cells in book.parse(name).to_dict("records"):
                shop = cells.pop("shop")
                rows += [(int(name), quarter, shop, sold) for quarter, sold in cells.items()]
    table = pd.DataFrame(sorted(rows, key=lambda row: row[:3]), columns=["year", "quarter", "shop", "sold"])
    return table.astype({"sold": float})


@read_quarters.alternative
def _(workbook):
    sheets = pd.read_excel(workbook, sheet_name=None)
    parts = {
        int(name): sheet.set_index("shop").rename_axis(columns="quarter").T.stack()
        for name, sheet in sheets.items()
        if len(sheet)
    }
    table = pd.concat(parts, names=["year"]).rename("sold").sort_index().reset_index()
    return table[["year", "quarter", "shop", "sold"]]


@read_quarters.misconception(
    "Only the first sheet came back. pd.read_excel reads one by default, and all with sheet_name=None; a return within the "
    "loop ends it after the first."
)
def _(workbook):
    with pd.ExcelFile(workbook) as book:
        first = book.sheet_names[0]
    table = pd.read_excel(workbook).melt("shop", var_name="quarter", value_name="sold").assign(year=int(first))
    return table[["year", "quarter", "shop", "sold"]].sort_values(["year", "quarter", "shop"], ignore_index=True)


@read_quarters.misconception(
    "The name of the sheet is lost: after the concat nobody knows which year a row belongs to. Make it a column before."
)
def _(workbook):
    return read_quarters(workbook).drop(columns="year")


@read_quarters.misconception(
    "Rows with an empty cell are gone. That a shop sold an unknown number in a quarter is still a row of its sheet."
)
def _(workbook):
    return read_quarters(workbook).dropna().reset_index(drop=True)


@read_quarters.misconception(
    "There are rows for quarters that a sheet has no column for. Put together first, the sheets lend each other their "
    "columns: melt each sheet by itself."
)
def _(workbook):
    sheets = pd.read_excel(workbook, sheet_name=None)
    wide = pd.concat([sheet.assign(year=int(name)) for name, sheet in sheets.items()])
    table = wide.melt(["year", "shop"], var_name="quarter", value_name="sold").astype({"sold": float})
    return table[["year", "quarter", "shop", "sold"]].sort_values(["year", "quarter", "shop"], ignore_index=True)


read_quarters.misconception(
    "An empty cell became 0. Nobody counted; a shop that sold nothing would have written 0.",
    'pd.concat(parts).astype({"shop": str, "sold": float}) → pd.concat(parts).fillna({"sold": 0}).astype({"shop": str, "sold": float})',
)
read_quarters.misconception(
    "The rows stand in the order of the workbook: the years of its sheets come in any order, and melt puts the quarters "
    "one below the other. Sort by year, quarter and shop.",
    'table[["year", "quarter", "shop", "sold"]].sort_values(["year", "quarter", "shop"], ignore_index=True) → '
    'table[["year", "quarter", "shop", "sold"]].reset_index(drop=True)',
)

read_quarters.misconception(
    "The rows of a year stand shop by shop. They are to stand quarter by quarter: sort by year, then by quarter, then by shop.",
    '["year", "quarter", "shop"] → ["year", "shop", "quarter"]',
)
read_quarters.misconception(
    "The years are text. The name of a sheet always is; a year that is to be compared and computed with is a number.",
    "int(name) → name",
)


read_quarters.hints(
    "Read all sheets at once; you get a dict. What is in its keys, and what is in the names of the columns?",
    "Melt each sheet and give it a column with its own name, as a number, before you put them together.",
    '`sheet.melt("shop", var_name="quarter", value_name="sold").assign(year=int(name))` for each; `pd.concat`; sold as float; '
    'then choose the columns and `sort_values(["year", "quarter", "shop"], ignore_index=True)`.',
)
read_quarters.explain(
    "The key of the dict and the names of the columns are data, so both become columns before the tables are joined. Melted one by one, a "
    "sheet contributes the cells that it has, and a quarter that has not been yet leaves no row."
)

# -- flatten_orders ----------------------------------------------------------------------------------------------------


@reference
def flatten_orders(orders):
    table = pd.json_normalize(orders, record_path="items", meta=["id", ["customer", "name"], ["customer", "city"]])
    table = table.rename(columns={"id": "order", "customer.name": "customer", "customer.city": "city"})
    return table[["order", "customer", "city", "sku", "n"]].astype({"order": int})


flatten_orders.example(
    orders=[
        {"id": 7, "customer": {"name": "Ada", "city": "Faro"}, "items": [{"sku": "x1", "n": 2}, {"sku": "k9", "n": 1}]},
        {"id": 8, "customer": {"name": "Ada", "city": "Porto"}, "items": []},
    ]
)


@flatten_orders.cases(n=8)
def _(rng):
    orders = []
    for k in range(rng.integers(2, 5)):
        items = [{"sku": rng.choice(["x1", "k9", "z3"]), "n": rng.integers(1, 9)} for _ in range(rng.integers(0, 4))]
        orders.append(
            {
                "id": int(40 - 3 * k),
                "customer": {"name": f"c{rng.integers(0, 3)}", "city": rng.choice(["Faro", "Porto"])},
                "items": items,
            }
        )
    twice = [{"n": 1, "sku": "k9"}, {"n": 3, "sku": "k9"}]
    orders.append({"id": 99, "customer": {"name": "last", "city": "Faro"}, "items": twice})
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
    damage, repair = table["Effect Amount of damage"], table["Cost Repair"]
    named = damage.mask(damage.isna() & (repair > 0) | damage.isin(["B", "C"]), "unknown").fillna("none reported")
    return pd.DataFrame(
        {
            "date": pd.to_datetime(table["Flight Date"]),
            "phase": table["Phase of flight"],
            "damage": named,
            "repair": repair,
            "speed": table["Speed IAS in knots"],
        }
    ).reset_index(drop=True)


_REPORT = ["Flight Date", "Phase of flight", "Effect Amount of damage", "Cost Repair", "Speed IAS in knots"]

clean_strikes.example(
    raw=pd.DataFrame(
        [
            ("1990-01-08", "Climb", "C", 0, 120.0),
            ("1990-01-08", "Climb", "C", 0, 120.0),
            ("1990-02-01", "Climb", None, 1200, np.nan),
            ("1990-02-01", "Taxi", None, 0, np.nan),
        ],
        columns=_REPORT,
    )
)


@clean_strikes.cases(n=6)
def _(rng):
    n = rng.integers(10, 16)
    raw = pd.DataFrame(
        {
            "Airport Name": rng.choice(["A", "B"], size=n),
            "Effect Amount of damage": rng.choice(["Minor", "B", "C", "Substantial", None, None], size=n),
            "Flight Date": rng.choice(["1990-01-08", "2001-12-03"], size=n),
            "Phase of flight": rng.choice(["Climb", "Approach"], size=n),
            "Cost Repair": rng.choice([0, 1, 1200], size=n),
            "Speed IAS in knots": rng.choice([120.0, np.nan], size=n),
        }
    )
    raw = pd.concat([raw, raw.iloc[[1, 3]], raw.iloc[[2]].assign(**{"Airport Name": "C"})]).iloc[rng.permutation(n + 3)]
    return {"raw": raw}


@clean_strikes.alternative
def _(raw):
    table = raw[~raw.duplicated(keep="first")].reset_index(drop=True)
    table = table[_REPORT].set_axis(["date", "phase", "damage", "repair", "speed"], axis=1)
    table["date"] = table["date"].astype("datetime64[us]")
    table.loc[table["damage"].isin(["B", "C"]), "damage"] = "unknown"
    table.loc[table["damage"].isna() & (table["repair"] == 0), "damage"] = "none reported"
    table.loc[table["damage"].isna(), "damage"] = "unknown"
    return table


@clean_strikes.misconception(
    "You filled in missing speeds. Nobody measured them: any number in their place is invented."
)
def _(raw):
    table = clean_strikes(raw)
    return table.fillna({"speed": table["speed"].mean()})


@clean_strikes.misconception(
    "You filled in missing speeds. Nobody measured them: any number in their place is invented."
)
def _(raw):
    table = clean_strikes(raw)
    return table.fillna({"speed": table["speed"].median()})


@clean_strikes.misconception(
    "You filled in missing speeds. Nobody measured them: any number in their place is invented."
)
def _(raw):
    return clean_strikes(raw).fillna({"speed": 0.0})


@clean_strikes.misconception(
    "A missing damage is called “none reported” although the aircraft was repaired. That contradicts itself: such a damage is unknown."
)
def _(raw):
    return clean_strikes(raw.fillna({"Effect Amount of damage": "none reported"}))


@clean_strikes.misconception(
    "Every missing damage is called unknown. Where nothing was repaired either, none was reported: that is a category."
)
def _(raw):
    return clean_strikes(raw).replace({"damage": {"none reported": "unknown"}})


@clean_strikes.misconception(
    "You looked for duplicates after dropping columns. Two different strikes may agree in five columns: compare the whole raw rows."
)
def _(raw):
    return clean_strikes(raw[_REPORT])


@clean_strikes.misconception(
    "You looked for duplicates after dropping columns. Two different strikes may agree in five columns: compare the whole raw rows."
)
def _(raw):
    return clean_strikes(raw.assign(number=range(len(raw)))).drop_duplicates(ignore_index=True)


@clean_strikes.misconception(
    "Exact duplicates are still there: drop rows that repeat another in all their raw columns."
)
def _(raw):
    return clean_strikes(raw.assign(number=range(len(raw))))


@clean_strikes.misconception(
    "Rows with a gap are gone. A damage that nobody reported is information, and so is the rest of a report without a speed."
)
def _(raw):
    return clean_strikes(raw.dropna(subset=["Effect Amount of damage"]))


@clean_strikes.misconception(
    "Rows with a gap are gone. A damage that nobody reported is information, and so is the rest of a report without a speed."
)
def _(raw):
    return clean_strikes(raw.dropna(subset=["Speed IAS in knots"]))


@clean_strikes.misconception(
    "Rows with a gap are gone. A damage that nobody reported is information, and so is the rest of a report without a speed."
)
def _(raw):
    return clean_strikes(raw.dropna())


@clean_strikes.misconception(
    "A code B or C became “none reported” where the repair cost 0. Somebody did enter a damage there, only nobody knows which."
)
def _(raw):
    return clean_strikes(raw.replace({"Effect Amount of damage": {"B": None, "C": None}}))


@clean_strikes.misconception(
    "You made a repair of 0 missing. It may well be a sentinel, but in this table everything else stays as it was."
)
def _(raw):
    return clean_strikes(raw).assign(repair=lambda table: table["repair"].where(table["repair"] > 0))


clean_strikes.misconception(
    "The codes B and C are still there. Nobody knows what they mean: call them unknown.",
    'damage.isna() & (repair > 0) | damage.isin(["B", "C"]) → damage.isna() & (repair > 0)',
)

clean_strikes.hints(
    "Four decisions: duplicates, dates, damage, and what is *not* touched.",
    "`drop_duplicates()` on the raw table first. Which rows have an unknown damage? A condition for them may join two with `|`.",
    '`damage.mask(condition, "unknown").fillna("none reported")`. Build a new DataFrame from the five columns, with `pd.to_datetime` for '
    "the date, and end with `reset_index(drop=True)`.",
)
clean_strikes.explain(
    "Duplicates are judged on whole rows, before columns are dropped. A damage that is not mentioned is a category where nothing speaks "
    "against it; a speed that is not mentioned is missing, and a model that needs a number can decide for itself."
)

# -- user_summary ------------------------------------------------------------------------------------------------------


@reference
def user_summary(log):
    table = log.groupby("user").agg(
        attempts=("score", "size"), scored=("score", "count"), mean=("score", "mean"), best=("score", "max")
    )
    return table.reset_index().sort_values(["mean", "user"], ascending=[False, True]).reset_index(drop=True)


user_summary.example(log=pd.DataFrame({"user": ["b", "a", "b", "c"], "score": [5.0, 5.0, np.nan, np.nan]}))


@user_summary.cases(n=8)
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


@user_summary.misconception("A missing score was counted as 0, which pulls the mean down. Leave it out of the mean.")
def _(log):
    table = user_summary(log)
    table["mean"] = table["mean"] * table["scored"] / table["attempts"]
    return table.sort_values(["mean", "user"], ascending=[False, True], ignore_index=True)


@user_summary.misconception(
    "Users without any score are gone: an inner join kept those alone that stand in both tables."
)
def _(log):
    return user_summary(log).dropna(subset=["mean"])


@user_summary.misconception("The table is sorted from low to high: the highest mean comes first.")
def _(log):
    return user_summary(log).sort_values(["mean", "user"], ignore_index=True)


@user_summary.misconception(
    "Users without a mean come first. Nobody knows how good they are: they belong at the end, where sort_values puts them by itself."
)
def _(log):
    table = user_summary(log)
    return table.sort_values(["mean", "user"], ascending=[False, True], na_position="first", ignore_index=True)


user_summary.misconception(
    "Equal means stand in the wrong order: by user, from a to z. Each key of sort_values may have a direction of its own.",
    "[False, True] → False",
)


user_summary.hints(
    "One groupby with four named results. Which aggregate counts rows, which counts values?",
    '`agg(attempts=("score", "size"), scored=("score", "count"), …)`; then the sorting, by two keys in different directions.',
    '`sort_values(["mean", "user"], ascending=[False, True])` on the table with `reset_index()`, and a fresh index at the end.',
)
user_summary.explain(
    "size counts rows, count counts values; mean and max leave missing scores out. sort_values puts missing means last by itself."
)

# -- above_usual -------------------------------------------------------------------------------------------------------


@reference(role="repair")
def above_usual(strikes):
    phases = strikes.groupby("phase")
    usual = phases["speed"].transform("median")
    return strikes.assign(above=strikes["speed"] - usual)


above_usual.example(
    strikes=pd.DataFrame({"phase": ["Climb", "Climb", "Taxi", "Climb"], "speed": [np.nan, 100.0, 15.0, 140.0]})
)


@above_usual.cases(n=8)
def _(rng, i):
    n = rng.integers(6, 14)
    speed = with_gaps(rng, rng.integers(5, 30, size=n) * 10, 0.3)
    speed[0] = np.nan
    frame = pd.DataFrame({"phase": rng.choice(["Climb", "Taxi", "Descent"], size=n), "speed": speed})
    if i % 2:
        frame = frame.set_index(pd.Index(rng.permutation(n) + 3 * (i % 4)))
    return {"strikes": frame}


@above_usual.alternative
def _(strikes):
    medians = strikes.groupby("phase")["speed"].median()
    return strikes.assign(above=strikes["speed"].to_numpy() - strikes["phase"].map(medians).to_numpy())


@above_usual.alternative
def _(strikes):
    table = strikes.copy()
    table["above"] = np.nan
    for phase in set(strikes["phase"]):
        rows = strikes["phase"] == phase
        table.loc[rows, "above"] = strikes.loc[rows, "speed"] - strikes.loc[rows, "speed"].median()
    return table


@above_usual.misconception(
    "The medians meet the wrong rows. After `reset_index` a label means another strike than in the table that came in, and "
    "the subtraction goes by labels."
)
def _(strikes):
    known = strikes.dropna(subset=["speed"]).reset_index(drop=True)
    usual = known.groupby("phase")["speed"].transform("median")
    return strikes.assign(above=strikes["speed"] - usual)


@above_usual.misconception(
    "Everything is missing: the medians have the phases as labels, and no row is called so. `transform` gives each row its own."
)
def _(strikes):
    return strikes.assign(above=np.nan)


@above_usual.misconception(
    "The medians meet the wrong rows. After `reset_index` a label means another strike than in the table that came in, and "
    "the subtraction goes by labels."
)
def _(strikes):
    usual = strikes.reset_index(drop=True).groupby("phase")["speed"].transform("median")
    return strikes.assign(above=strikes["speed"] - usual)


@above_usual.misconception(
    "The rows stand phase by phase. Put together from its groups a table has their order; `transform` keeps that of the rows."
)
def _(strikes):
    return above_usual(strikes).sort_values("phase", kind="stable")


@above_usual.misconception(
    "Rows without a speed are gone. They stay, with a missing `above`; a median leaves them out by itself."
)
def _(strikes):
    return above_usual(strikes).dropna(subset=["speed"])


@above_usual.misconception(
    "Rows without a speed are gone. They stay, with a missing `above`; a median leaves them out by itself."
)
def _(strikes):
    return above_usual(strikes).dropna(subset=["speed"]).reset_index(drop=True)


above_usual.misconception(
    "You compared with the median of all speeds. What is usual depends on the phase: a taxiing aircraft is never fast.",
    'phases["speed"].transform("median") → strikes["speed"].median()',
)
above_usual.misconception(
    "You compared with the mean of the phase. A few very fast aircraft move it; the median was asked for.",
    '"median" → "mean"',
)


@above_usual.misconception(
    "The rows have new labels, 0, 1, 2, … Whoever joins them with something else later meets the wrong rows: keep the index."
)
def _(strikes):
    return above_usual(strikes).reset_index(drop=True)


@above_usual.misconception(
    "A missing speed counts as 0 or has got a number in `above`. Nothing is known about that strike: it stays missing."
)
def _(strikes):
    return above_usual(strikes).fillna({"above": 0.0})


@above_usual.misconception(
    "A missing speed counts as 0 or has got a number in `above`. Nothing is known about that strike: it stays missing."
)
def _(strikes):
    return above_usual(strikes.fillna({"speed": 0.0})).assign(speed=strikes["speed"])


@above_usual.misconception(
    "A missing speed counts as 0 or has got a number in `above`. Nothing is known about that strike: it stays missing."
)
def _(strikes):
    usual = strikes.groupby("phase")["speed"].transform("median")
    return strikes.assign(above=strikes["speed"].fillna(usual) - usual)


above_usual.hints(
    "Print the indexes of `strikes`, `known` and `usual` for the small example. Which label means which row?",
    "Two Series are subtracted label by label. Which line changes what a label means?",
    "Without `reset_index` each median keeps the label of its row. Is `dropna` needed at all? A median leaves gaps out.",
)
above_usual.explain(
    "`transform` answers with the labels of the rows it was given. As long as nobody renumbers them in between, the subtraction pairs each "
    "speed with the median of its own phase."
)

# -- with_airline ------------------------------------------------------------------------------------------------------


@reference
def with_airline(flights, airlines):
    names = airlines.dropna(subset=["carrier"]).rename(columns={"name": "airline"})
    table = flights.merge(names, on="carrier", how="left", validate="many_to_one")
    return table.fillna({"airline": "(unknown)"})


with_airline.example(
    flights=pd.DataFrame({"carrier": ["DL", "ZZ", None], "dep_delay": [4.0, np.nan, 9.0]}),
    airlines=pd.DataFrame({"carrier": ["DL", None], "name": ["Delta", "(closed)"]}),
)


@with_airline.cases(n=8)
def _(rng, i):
    n = rng.integers(5, 14)
    carrier = rng.choice(["AA", "DL", "ZZ", "UA"], size=n).astype(object)
    carrier[0] = "ZZ"
    if i % 2:
        carrier[1:3] = None
    flights = pd.DataFrame({"carrier": carrier, "dep_delay": with_gaps(rng, rng.normal(size=n).round(1), 0.3)})
    airlines = pd.DataFrame({"carrier": ["UA", "AA", "DL", "B6"], "name": ["United", "American", "Delta", "JetBlue"]})
    if i % 4 == 1:
        airlines.loc[4] = [None, "(no longer flies)"]
    if i % 4 == 2:  # a carrier is there twice: one that flies, with the same name or another, or one that does not
        flying = carrier[np.isin(carrier.astype(str), ["AA", "DL", "UA"])]
        airlines.loc[4] = [flying[0], "Elsewhere"] if i == 2 and len(flying) else ["B6", "JetBlue"]
    if i == 7:
        airlines.loc[4] = ["Q9", "Nobody's"]
        airlines.loc[5] = ["Q9", "Nobody's"]
    return {
        "flights": flights.astype({"carrier": str}).set_index(pd.Index(rng.permutation(n) + 50)),
        "airlines": airlines,
    }


@with_airline.probe
def _(candidate, flights, airlines):
    try:
        return candidate(flights, airlines)
    except pd.errors.MergeError:
        return "MergeError"


@with_airline.alternative
def _(flights, airlines):
    known = airlines[airlines["carrier"].notna()]
    if known["carrier"].duplicated().any():
        raise pd.errors.MergeError("a carrier is listed twice")
    lookup = known.set_index("carrier")["name"]
    return flights.reset_index(drop=True).assign(airline=lambda t: t["carrier"].map(lookup).fillna("(unknown)"))


with_airline.misconception(
    'Flights with an unknown carrier are gone: the default join is an inner one. Use how="left".',
    'flights.merge(names, on="carrier", how="left", validate="many_to_one") → '
    'flights.merge(names, on="carrier", validate="many_to_one")',
)


@with_airline.misconception(
    'Flights with an unknown carrier are gone: the default join is an inner one. Use how="left".'
)
def _(flights, airlines):
    return flights.merge(airlines.rename(columns={"name": "airline"}), on="carrier", validate="many_to_one")


@with_airline.misconception(
    'Flights with an unknown carrier are gone: the default join is an inner one. Use how="left".'
)
def _(flights, airlines):
    return flights.merge(airlines.rename(columns={"name": "airline"}), on="carrier")


@with_airline.misconception(
    "A carrier that is in airlines twice goes unnoticed unless it has a flight. Look at airlines itself: the merge does with validate."
)
def _(flights, airlines):
    names = airlines.dropna(subset=["carrier"]).rename(columns={"name": "airline"})
    table = flights.merge(names, on="carrier", how="left")
    if len(table) > len(flights):
        raise pd.errors.MergeError("rows were added")
    return table.fillna({"airline": "(unknown)"})


with_airline.misconception(
    "Two flights of one carrier raise an error. On the side of the flights a carrier may come as often as it likes: many to one.",
    '"many_to_one" → "one_to_one"',
)
with_airline.misconception(
    "A flight without a carrier has got an airline. pandas lets a missing key meet a missing key, unlike SQL: take the rows "
    "without a code out of airlines first.",
    'airlines.dropna(subset=["carrier"]) → airlines',
)
with_airline.misconception(
    'A carrier that is listed twice doubles its flights, and nothing notices: validate="many_to_one".',
    'flights.merge(names, on="carrier", how="left", validate="many_to_one") → '
    'flights.merge(names, on="carrier", how="left")',
)


@with_airline.misconception(
    'A carrier that is listed twice doubles its flights, and nothing notices: validate="many_to_one".'
)
def _(flights, airlines):
    names = airlines.rename(columns={"name": "airline"})
    return flights.merge(names, on="carrier", how="left").fillna({"airline": "(unknown)"})


@with_airline.misconception(
    "You kept one of two lines for the same carrier, without a word. Which of them is right nobody knows: let the merge raise, "
    'validate="many_to_one".'
)
def _(flights, airlines):
    return with_airline(flights, airlines.drop_duplicates("carrier"))


@with_airline.misconception(
    "You kept one of two lines for the same carrier, without a word. Which of them is right nobody knows: let the merge raise, "
    'validate="many_to_one".'
)
def _(flights, airlines):
    names = airlines.drop_duplicates("carrier").rename(columns={"name": "airline"})
    return flights.merge(names, on="carrier", how="left").fillna({"airline": "(unknown)"})


with_airline.misconception(
    '`fillna` on the whole table also filled missing delays or carriers. Fill the one column: fillna({"airline": …}).',
    'table.fillna({"airline": "(unknown)"}) → table.astype(object).fillna("(unknown)")',
)
with_airline.misconception(
    "Flights without an airline still have a gap there. Fill that one column with “(unknown)”.",
    'table.fillna({"airline": "(unknown)"}) → table',
)

with_airline.hints(
    "Which join keeps all flights? Which option states that each carrier is in the right table once? What do missing keys do?",
    'Drop the rows of airlines without a carrier and rename the column. Merge on carrier with how="left", then fill the gaps of that one '
    "column.",
    '`flights.merge(names, on="carrier", how="left", validate="many_to_one").fillna({"airline": "(unknown)"})`',
)
with_airline.explain(
    "A left join keeps every flight in its order. validate turns the belief 'each carrier once' into a check that fails loudly. A missing "
    "key would match a missing key, so the right table must not have any."
)

with_airline.equivalent(
    "flights.merge(names, on='carrier', how='left', validate='many_to_one') → "
    "flights.merge(names, how='left', validate='many_to_one')",
    because="without `on` the shared columns are used, and carrier is the only one",
)
with_airline.equivalent(
    "airlines.dropna(subset=['carrier']) → airlines.dropna()",
    because="a carrier without a name is “(unknown)” whether its row is there or not",
)

# -- delay_table -------------------------------------------------------------------------------------------------------


@reference
def delay_table(flights, fewest):
    means = flights.pivot_table(index="carrier", columns="origin", values="dep_delay", aggfunc="mean")
    counts = flights.pivot_table(index="carrier", columns="origin", values="dep_delay", aggfunc="count")
    return means.astype(float).where(counts >= fewest)


delay_table.example(
    flights=pd.DataFrame(
        {
            "carrier": ["DL", "DL", "DL", "AA", "AA"],
            "origin": ["JFK", "JFK", "EWR", "EWR", "EWR"],
            "dep_delay": [10.0, 20.0, 5.0, 8.0, np.nan],
        }
    ),
    fewest=2,
)


@delay_table.cases(n=6)
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
    if i % 2:
        codes = pd.CategoricalDtype(["AA", "B6", "DL", "ZZ"])
        frame = frame.astype({"carrier": codes, "origin": "category", "dep_delay": "Int16"})
    # One of the counts that occur, so that the border itself is tested; the largest hides the most.
    fewest = counts.max() if i % 3 == 2 else counts.sort_values().iloc[len(counts) // 2]
    return {"flights": frame, "fewest": int(fewest)}


@delay_table.alternative
def _(flights, fewest):
    known = flights.dropna(subset=["dep_delay"])
    parts = known.groupby(["carrier", "origin"])["dep_delay"]
    return parts.mean().astype(float).where(parts.size() >= fewest).unstack("origin")


@delay_table.misconception("Carriers and origins are swapped: carriers are the rows, origins the columns.")
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
    "A cancelled flight counts as one with a delay of 0 minutes, which makes the means smaller. It has no delay: leave it out."
)
def _(flights, fewest):
    return delay_table(flights.fillna({"dep_delay": 0}), fewest)


@delay_table.misconception(
    "Carriers or airports without any delay stand in the table, as rows or columns of gaps. Leave cancelled flights out before "
    "you group."
)
def _(flights, fewest):
    parts = flights.groupby(["carrier", "origin"])["dep_delay"]
    return parts.mean().astype(float).where(parts.count() >= fewest).unstack("origin")


@delay_table.misconception(
    "Carriers or airports without any delay stand in the table, as rows or columns of gaps. Leave cancelled flights out before "
    "you group."
)
def _(flights, fewest):
    parts = flights.groupby(["carrier", "origin"], observed=False)["dep_delay"]
    return parts.mean().astype(float).where(parts.count() >= fewest).unstack("origin")


@delay_table.misconception(
    "A carrier or an origin whose cells are all hidden is gone. It has delays, only too few in each cell: its row or column stays."
)
def _(flights, fewest):
    table = delay_table(flights, fewest)
    return table.dropna(how="all").dropna(how="all", axis=1)


@delay_table.misconception(
    "A carrier or an origin whose cells are all hidden is gone. It has delays, only too few in each cell: its row or column stays."
)
def _(flights, fewest):
    return delay_table(flights, fewest).dropna(how="all")


delay_table.hints(
    "Two tables of the same shape: one of means, one of counts. The second decides which cells of the first are shown.",
    '`pivot_table(index=…, columns=…, values=…, aggfunc="mean")`, and again with "count".',
    "`means.where(counts >= fewest)` keeps a cell where the condition holds and makes it missing elsewhere.",
)
delay_table.explain(
    "`where` keeps what fulfils the condition. Counting values, not rows, matches what the mean was taken over."
)

delay_table.equivalent(
    "flights.pivot_table(index='carrier', columns='origin', values='dep_delay', aggfunc='mean') → "
    "flights.pivot_table(index='carrier', columns='origin', values='dep_delay')",
    because="the mean is the default; written out because the other table counts",
)

# -- daily_flights -----------------------------------------------------------------------------------------------------


@reference
def daily_flights(flights):
    date = pd.to_datetime({"year": 2013, "month": flights["month"], "day": flights["day"]})
    days = flights.assign(date=date).resample("D", on="date")["dep_delay"]
    table = pd.DataFrame({"flights": days.size(), "cancelled": days.size() - days.count(), "delay": days.mean()})
    return table.astype({"delay": float})


daily_flights.example(
    flights=pd.DataFrame({"month": [1, 1, 1], "day": [3, 1, 1], "dep_delay": [7.0, 5.0, np.nan]}),
)


@daily_flights.cases(n=8)
def _(rng, i):
    n = rng.integers(8, 20)
    frame = pd.DataFrame(
        {
            "month": rng.choice([1, 2], size=n),
            "day": rng.choice([1, 2, 4, 5, 27, 28], size=n),
            "dep_delay": with_gaps(rng, rng.integers(-5, 90, size=n), 0.3),
        }
    )
    return {"flights": frame.astype({"dep_delay": "Int16"}) if i % 2 else frame}


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


@daily_flights.misconception(
    "A day without flights has a delay of 0 in your table. Nothing was late, and nothing was punctual: missing."
)
def _(flights):
    table = daily_flights(flights)
    return table.assign(delay=table["delay"].mask(table["flights"] == 0, 0.0))


@daily_flights.misconception(
    "On days without a flight the counts are missing. How many flew and how many were cancelled is known there: none."
)
def _(flights):
    table = daily_flights(flights)
    empty = table["flights"] == 0
    return table.assign(flights=table["flights"].mask(empty), cancelled=table["cancelled"].mask(empty))


daily_flights.hints(
    "First one date for each row. `pd.to_datetime` accepts a dict of year, month and day.",
    '`frame.resample("D", on="date")["dep_delay"]` groups by calendar day; size, count and mean do the rest.',
    "cancelled is `days.size() - days.count()`; build a DataFrame from the three results.",
)
daily_flights.explain(
    "resample makes a group for every day of the range, so a day without rows has size 0 and a missing mean. Cancelled flights have no "
    "delay, so rows minus values counts them."
)

# -- ages_in_doubt -----------------------------------------------------------------------------------------------------


@reference(role="decision")
def ages_in_doubt():
    flights = load_dataset("nyc_flights", "flights_2013q1.parquet")
    planes = load_dataset("nyc_flights", "planes.parquet")
    found = flights["tailnum"].isin(planes["tailnum"]).groupby(flights["carrier"]).mean()
    return found.index[found < 0.5].tolist()


@ages_in_doubt.probe
def _(candidate):
    named = candidate()
    # Any collection of codes will do: a list, a set, an Index.
    return sorted(set(named)) if all(isinstance(code, str) for code in named) else list(named)


@ages_in_doubt.verify
def _(got, expected, inputs):
    carriers = set(load_dataset("nyc_flights", "airlines.parquet")["carrier"])
    if not set(got) <= carriers:
        return "Return a list of carrier codes, texts such as those in `airlines`."
    named = set(got)
    if named - set(expected):
        return _TOO_MANY
    return _TOO_FEW if set(expected) - named else None


_TOO_MANY = (
    "Your list has a carrier of which more than nine flights in ten find an aircraft. What is left speaks for its fleet: compare, "
    "carrier by carrier, the share of flights that find one."
)
_TOO_FEW = (
    "A carrier is not in your list although most of its flights find no aircraft. Over all flights the share looks harmless: compute it "
    "for each carrier."
)


def _found():
    flights = load_dataset("nyc_flights", "flights_2013q1.parquet")
    planes = load_dataset("nyc_flights", "planes.parquet")
    return flights["tailnum"].isin(planes["tailnum"]).groupby(flights["carrier"])


@ages_in_doubt.alternative
def _():
    found = _found()
    return {code for code, flags in found if flags.sum() * 2 < len(flags)}


@ages_in_doubt.alternative
def _():
    flights = load_dataset("nyc_flights", "flights_2013q1.parquet")
    known = set(load_dataset("nyc_flights", "planes.parquet")["tailnum"])
    total, lost = {}, {}
    for carrier, tail in zip(flights["carrier"], flights["tailnum"]):
        total[carrier] = total.get(carrier, 0) + 1
        lost[carrier] = lost.get(carrier, 0) + (tail not in known)
    return [carrier for carrier in total if lost[carrier] / total[carrier] > 0.2]


@ages_in_doubt.misconception(
    "You went by the number of flights that find no aircraft. A large carrier loses many and keeps nearly all: divide by its flights."
)
def _():
    lost = _found().agg(lambda flags: (~flags).sum())
    return lost.nlargest(3).index.tolist()


@ages_in_doubt.misconception(
    "You named every carrier that loses a flight. A few lost flights in a hundred leave a mean that still speaks for the fleet."
)
def _():
    found = _found().mean()
    return found.index[found < 1].tolist()


@ages_in_doubt.misconception(
    "You named the carriers with few flights. A carrier with few flights of which all find an aircraft is known completely."
)
def _():
    return _found().size().nsmallest(3).index.tolist()


@ages_in_doubt.misconception(
    "You named the carriers that keep the most. What is in doubt is where most of the flights are lost."
)
def _():
    found = _found().mean()
    return found.index[found >= 0.5].tolist()


@ages_in_doubt.misconception(
    "You went by the flights without a tail number. Those are few; a number that stands there and is not in `planes` is lost as well."
)
def _():
    flights = load_dataset("nyc_flights", "flights_2013q1.parquet")
    return flights["tailnum"].isna().groupby(flights["carrier"]).mean().nlargest(2).index.tolist()


@ages_in_doubt.misconception(_TOO_FEW)
def _():
    return []


@ages_in_doubt.misconception(_TOO_FEW)
def _():
    return [_found().mean().idxmin()]


@ages_in_doubt.misconception(
    "You went by the ages themselves. An old fleet is no doubtful one, if nearly all of its flights find an aircraft."
)
def _():
    flights = load_dataset("nyc_flights", "flights_2013q1.parquet")
    planes = load_dataset("nyc_flights", "planes.parquet")
    aged = flights.merge(planes[["tailnum", "year"]], on="tailnum", how="left")
    return aged.groupby("carrier")["year"].mean().nsmallest(3).index.tolist()


ages_in_doubt.hints(
    "One number for each carrier decides. A count or a share?",
    "`aged` has a row for each flight, with an age or without. Group it by carrier.",
    '`aged.groupby("carrier")["age"].agg(["size", "count"])`, count divided by size, sorted. Where is the gap?',
)
ages_in_doubt.explain(
    "Over all carriers five flights in six find an aircraft, which sounds well. By carrier the share is either above nine in ten or below a "
    "third, with nothing between: any threshold in that gap gives the same list. A mean over the few that are left says which flights "
    "matched, and not how old the fleet is."
)

ages_in_doubt.equivalent(
    "found < 0.5 → found <= 0.5", because="no carrier's share lies between a third and nine in ten"
)

ages_in_doubt.equivalent(
    "found.index[found < 0.5].tolist() → found.index[found < 0.5]", because="any collection of codes is accepted"
)

# -- quizzes -----------------------------------------------------------------------------------------------------------

types = choice(
    "Évora",
    why={
        "Faro": "Its 1.008 are a thousand and eight metres for the colleague. What does read_csv take a point for?",
        "Porto": "93 metres are fewer than 309, however one reads the points.",
        "Guarda": "It is the highest in truth. But read_csv takes the point in 1.056 for a decimal point.",
    },
    because='Without `thousands="."` the point is a decimal point: Faro is 1.008 m high, Guarda 1.056 m, and Évora with its 309 towers above them.',
)
missing_none = choice(
    "P",
    why={
        "Q": "The empty speed is missing here and nothing else. What does pandas make of the word None?",
        "R": "Nothing is missing here: even the empty field is read as an empty text.",
        "S": "Three of four: here a word of this file was added to those that mean missing.",
    },
    because="Two are missing: the empty speed, and the word None as well. By default pandas reads it, NA, null and n/a as missing. keep_default_na=False with na_values of your own keeps such facts.",
)
minus_sorted = choice(
    "under 10",
    why={
        "under 11": "`ranked` begins with the slowest, which is the one under 11, so that one has a partner.",
        "under 12": "It would be so if `iloc[:2]` took the first two rows of `speed`. `ranked` has another order.",
        "under none": "Two values meet three: one label has no partner, and pandas does not go by position.",
    },
    because="The two slowest are those under 11 and 12. They meet themselves, which gives 0, and label 10 meets nobody.",
)
how_many = choice(
    "2",
    why={
        "0": "size counts rows and count values that are there: two rows of known users have no score.",
        "1": "ada and cy lack a score each.",
        "3": "The row without a user is in neither total: groupby drops rows whose key is missing.",
    },
    because="Five rows belong to a user, and three of these have a score. The row without a user is in no group, unless you say dropna=False.",
)
missing_sex = choice(
    "where the females' ends",
    why={
        "left of both sexes": "Set the controls to flipper length, sex and median, and keep rows whose key is missing.",
        "half-way between the two": "Set the controls to flipper length, sex and median, and keep rows whose key is missing.",
        "right of both sexes": "Set the controls to flipper length, sex and median, and keep rows whose key is missing.",
    },
    because="The median is 193 mm for both, whatever one would expect of birds of either sex: of the eleven penguins without a sex six are Adelies, whose flippers are short.",
)
with_validate = choice(
    "right.merge(left)",
    why={
        "the slide's merge": "No tail number is twice in planes, so what it promises is true. That it loses rows is no matter of validate.",
        "both of the merges": "In planes no tail number is there twice. What the slide lost had no match, and validate does not look at that.",
        "neither of them": 'The right table of right.merge(left) has the missing key twice, so its rows are not "one".',
    },
    because="validate looks at keys that are twice in the right table, a missing key included, and says nothing of keys without a match: how= decides about those.",
)
missing_keys = choice(
    "Q",
    why={
        "P": "Five rows: here the rows without a partner are kept on both sides.",
        "R": "Here every row has a value, c too, which only the right table has.",
        "S": "Here the row b is gone, which has no partner. A left join keeps every row of the left table.",
    },
    because="All four rows of the left table are there, and b alone has no value: pandas treats missing keys as equal, so both rows without a key get what stands beside the missing key on the right. In SQL NULL equals nothing. Drop it there unless that is meant.",
)
