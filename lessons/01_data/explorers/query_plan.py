"""Query plan viewer: what each step of a plan takes in, for one query on the flights and the register of aircraft."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

from workbench.explorers import Axis, Bars, Boxes, Choice, Panel, Scene, Segments, Texts, Toggle, explorer

_FILTERS: dict[str, tuple[str, Any]] = {
    "month": ("month", 2),
    "origin": ("origin", "JFK"),
    "carrier": ("carrier", "HA"),
}
_LAYOUTS: dict[str, tuple[str, int]] = {"one": ("", 1), "date": ("", 8), "airport": ("origin", 8)}
_NAMES = {"none": "all flights", "month": "month = 2", "origin": "origin = JFK", "carrier": "carrier = HA"}
_NEEDED = ("tailnum", "arr_delay")
_VALUE = 8  # bytes of a value in memory, as we count them
_WIDEST = 16  # MB
_LEAST, _MOST = -0.6, 4.6


@cache
def script_data() -> dict[str, Any]:
    """Sizes of row groups and rows of every step, counted on the real files; query_plan.js shares them."""
    import pyarrow as pa  # type: ignore[import-untyped]
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    from workbench import load_dataset

    flights = load_dataset("nyc_flights", "flights_2013q1.parquet")
    planes = load_dataset("nyc_flights", "planes.parquet")
    for name in ("carrier", "tailnum", "origin", "dest"):
        flights[name] = flights[name].astype(object)
    maker = planes.set_index("tailnum")["manufacturer"]
    groups = {name: _groups(pq, pa, flights, name) for name in _LAYOUTS}
    counts = {}
    for chosen in _NAMES:
        column, wanted = _FILTERS.get(chosen, ("", None))
        kept = flights[flights[column] == wanted] if column else flights
        known = kept[kept["tailnum"].isin(maker.index)]
        counts[chosen] = {
            "rows": len(kept),
            "joined": len(known),
            "aircraft": int(kept["tailnum"].nunique(dropna=False)),
            "aircraftJoined": int(known["tailnum"].nunique()),
            "makers": int(known["tailnum"].map(maker).nunique()),
        }
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pandas(planes, preserve_index=False), buffer)
    sizes = _sizes(pq.read_metadata(buffer).row_group(0))
    register = {"rows": len(planes), "all": sum(sizes.values()), "two": sizes["tailnum"] + sizes["manufacturer"]}
    return {
        "groups": groups,
        "counts": counts,
        "register": register,
        "columns": len(flights.columns),
        "ofPlanes": len(planes.columns),
        "needed": list(_NEEDED),
        "names": _NAMES,
        "value": _VALUE,
        "widest": _WIDEST,
        "ends": [_LEAST, _MOST],
    }


def _sizes(group: Any) -> dict[str, int]:
    found = [group.column(k) for k in range(group.num_columns)]
    return {each.path_in_schema: each.total_compressed_size for each in found}


def _groups(pq: Any, pa: Any, flights: Any, layout: str) -> list[dict[str, Any]]:
    """The row groups of the file in this layout: rows, bytes of each column, and which filters need them."""
    by, count = _LAYOUTS[layout]
    ordered = flights.sort_values(by, kind="stable") if by else flights
    buffer = io.BytesIO()
    pq.write_table(
        pa.Table.from_pandas(ordered, preserve_index=False), buffer, row_group_size=-(-len(ordered) // count)
    )
    file = pq.read_metadata(buffer)
    found = []
    for index in range(file.num_row_groups):
        group = file.row_group(index)
        columns = {group.column(k).path_in_schema: group.column(k).statistics for k in range(group.num_columns)}
        needs = {name: bool(columns[c].min <= v <= columns[c].max) for name, (c, v) in _FILTERS.items()}
        found.append({"rows": group.num_rows, "sizes": _sizes(group), "needs": needs})
    return found


def _steps(
    chosen: str, place: str, prune: bool, early: bool, layout: str
) -> tuple[list[tuple[str, int, int, int]], int]:
    """(what it is, rows in, columns, bytes) of each step from the scan up, and the row groups that are read."""
    data = script_data()
    counts, column = data["counts"][chosen], _FILTERS.get(chosen, ("", None))[0]
    pushed = place == "scan" and bool(column)
    read = [each for each in data["groups"][layout] if not pushed or each["needs"][chosen]]
    wanted = [*_NEEDED, *([column] if column else [])] if prune else list(data["groups"][layout][0]["sizes"])
    rows = sum(each["rows"] for each in read)
    size = sum(each["sizes"][name] for each in read for name in wanted)
    width = len(wanted) if prune else data["columns"]
    joined = width + (1 if prune else data["ofPlanes"] - 1)
    steps = [("scan flights", rows, width, size)]

    def step(name: str, rows: int, columns: int) -> None:
        steps.append((name, rows, columns, rows * columns * _VALUE))

    if place == "after":
        whole = data["counts"]["none"]
        step("join planes", rows, width)
        if column:
            step(f"keep {_NAMES[chosen]}", whole["joined"], joined)
        step("group by maker", counts["joined"], joined)
        return steps, len(read)
    if column:
        step(f"keep {_NAMES[chosen]}", rows, width)
    if early:
        step("group by aircraft", counts["rows"], width)
        step("join planes", counts["aircraft"], 3)
        step("group by maker", counts["aircraftJoined"], 4)
    else:
        step("join planes", counts["rows"], width)
        step("group by maker", counts["joined"], joined)
    return steps, len(read)


@explorer(
    "query_plan",
    title="Query plan viewer",
    question="What does each step of a query take in, and how much of that was needed?",
    controls=[
        Choice("filter", _NAMES, value="month", label="filter"),
        Choice(
            "place",
            {"after": "after the join", "before": "before the join", "scan": "in the scan"},
            value="before",
            label="place of the filter",
        ),
        Toggle("prune", False, label="read only the columns needed"),
        Toggle("early", False, label="group by aircraft before the join"),
        Choice(
            "layout",
            {"one": "one row group", "date": "8 row groups, by date", "airport": "8 row groups, by airport"},
            value="date",
            label="file",
        ),
    ],
    about="The query: the mean delay of some flights by the maker of the aircraft. It begins with a plan that reads "
    "all columns. Improve it one step at a time, then spoil it again. With the filter after the join, nothing is "
    "grouped early.",
    height=380,
    data=script_data,
)
def query_plan(*, filter: str, place: str, prune: bool, early: bool, layout: str) -> Scene:
    """The plan from the scan upwards, and the megabytes that each of its steps takes in."""
    data = script_data()
    steps, read = _steps(filter, place, prune, early, layout)
    total = len(data["groups"][layout])
    at = list(range(len(steps)))
    boxes = Boxes(
        x0=[0.0] * len(at), y0=[k - 0.36 for k in at], x1=[10.0] * len(at), y1=[k + 0.36 for k in at], colour="series0"
    )
    arrows = Segments(
        x0=[5.0] * (len(at) - 1),
        y0=[k + 0.36 for k in at[:-1]],
        x1=[5.0] * (len(at) - 1),
        y1=[k + 0.64 for k in at[:-1]],
        colour="muted",
    )
    names = Texts(x=[0.4] * len(at), y=[k + 0.13 for k in at], text=[name for name, *_ in steps], size=13)
    notes = [f"{rows:,} rows × {columns} columns" for _, rows, columns, _ in steps]
    below = Texts(x=[0.4] * len(at), y=[k - 0.17 for k in at], text=notes, size=11, colour="muted")
    up = Axis(low=_LEAST, high=_MOST, ticks=(), grid=False)
    plan = Panel(
        marks=[boxes, arrows, names, below],
        x=Axis(low=-0.3, high=10.3, ticks=(), grid=False),
        y=up,
        title="The plan, read upwards",
        bare=True,
    )
    sizes = [size / 1e6 for *_, size in steps]
    bars = Bars(
        at=at,
        value=sizes,
        sideways=True,
        span=0.5,
        colour=["series1"] + ["series0"] * (len(at) - 1),
        texts=[f"{size:.2f}" for size in sizes],
    )
    cost = Panel(marks=[bars], x=Axis(low=0, high=_WIDEST + 2, label="MB"), y=up, title="What each step takes in: MB")
    register = data["register"]["two" if prune else "all"] / 1e3
    name, makers = _NAMES[filter], data["counts"][filter]["makers"]
    told = "; ".join(f"{name} {rows:,} rows, {size / 1e6:.2f} MB" for name, rows, _, size in steps)
    return Scene(
        panels=[plan, cost],
        caption=f"{name[0].upper()}{name[1:]}: {read} of {total} row groups of the flights are read, and "
        f"{register:.0f} kB of the register. From the scan upwards: {told}. The answer has {makers} rows.",
    )
