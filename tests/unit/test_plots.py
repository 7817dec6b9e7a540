"""Figures of four libraries are compared by what they show; the first difference is said as a reader would."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from typing import Any

import altair as alt
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import plotly.express as px
import plotly.graph_objects as go
import pytest
import seaborn as sns
from plotly.subplots import make_subplots

from workbench.checking.compare import compare
from workbench.checking.compare.plots import describe, library_of

SHOPS = pd.DataFrame({"shop": ["north", "east", "south"], "sold": [40.0, 90.0, 60.0]})
DAYS = pd.DataFrame(
    {
        "when": pd.to_datetime(["2024-01-01", "2024-01-02", "2024-01-03"] * 2),
        "shop": ["east"] * 3 + ["north"] * 3,
        "sold": [1.0, 3.0, 2.0, 5.0, 4.0, 6.0],
    }
)
SALES = pd.DataFrame({"shop": ["north", "east", "north", "south", "east"], "sold": [10.0, 50.0, 30.0, 60.0, 40.0]})
GRID = pd.DataFrame([[5, 1], [2, 7]], index=["cat", "dog"], columns=["cat", "dog"])
BY_VALUE = SHOPS.sort_values("sold", ascending=False)

Draw = Callable[..., Any]


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    with warnings.catch_warnings():
        yield
    plt.close("all")


def axes_of(**settings: Any) -> Any:
    axes = plt.figure().add_subplot()
    axes.set(**settings)
    return axes


# -- the same chart in each library: bars of shops, largest first, with labels and a title ----------------------------


def by_matplotlib(
    table: pd.DataFrame = BY_VALUE, *, lies: bool = False, start: float | None = None, **labels: str
) -> Any:
    named = {"title": "Sales", "xlabel": "shop", "ylabel": "sold", **labels}
    axes = axes_of(**named)
    (axes.barh if lies else axes.bar)(table["shop"], table["sold"])
    if start is not None:
        axes.set_ylim(bottom=start)
    return axes.figure


def by_seaborn(table: pd.DataFrame = BY_VALUE, *, lies: bool = False, start: float | None = None, **labels: str) -> Any:
    named = {"title": "Sales", "xlabel": "shop", "ylabel": "sold", **labels}
    axes = axes_of()
    across, up = ("sold", "shop") if lies else ("shop", "sold")
    sns.barplot(table, x=across, y=up, ax=axes)
    axes.set(**named)
    if start is not None:
        axes.set_ylim(bottom=start)
    return axes


def by_plotly(table: pd.DataFrame = BY_VALUE, *, lies: bool = False, start: float | None = None, **labels: str) -> Any:
    named = {"title": "Sales", "xlabel": "shop", "ylabel": "sold", **labels}
    if lies:
        made = px.bar(table, x="sold", y="shop", orientation="h", title=named["title"])
    else:
        made = px.bar(table, x="shop", y="sold", title=named["title"])
    made.update_layout(xaxis_title=named["xlabel"], yaxis_title=named["ylabel"])
    if start is not None:
        made.update_yaxes(range=[start, 100])
    return made


def by_altair(table: pd.DataFrame = BY_VALUE, *, lies: bool = False, start: float | None = None, **labels: str) -> Any:
    named = {"title": "Sales", "xlabel": "shop", "ylabel": "sold", **labels}
    scale = alt.Undefined if start is None else alt.Scale(domain=[start, 100])
    shop: dict[str, Any] = {"field": "shop", "type": "nominal", "sort": list(table["shop"])}
    sold: dict[str, Any] = {"field": "sold", "type": "quantitative", "scale": scale}
    across, up = (sold, shop) if lies else (shop, sold)
    return (
        alt.Chart(table, title=named["title"])
        .mark_bar()
        .encode(x=alt.X(**_channel(across, named["xlabel"])), y=alt.Y(**_channel(up, named["ylabel"])))
    )


def _channel(settings: dict[str, Any], title: str) -> dict[str, Any]:
    return {key: value for key, value in {**settings, "title": title}.items() if value is not alt.Undefined}


EVERY = pytest.mark.parametrize("draw", [by_matplotlib, by_seaborn, by_plotly, by_altair])


@EVERY
def test_the_same_bars_are_the_same(draw: Draw) -> None:
    assert compare(draw(), draw()) is None
    assert compare(draw(title="Other"), draw(title="")) is None  # what the reference does not say is free


def told(got: Any, expected: Any) -> str:
    found = compare(got, expected)
    assert found is not None
    return found.text


@EVERY
def test_each_mistake_with_bars_is_said_in_words(draw: Draw) -> None:
    right = draw()
    by_name = SHOPS.sort_values("shop")
    assert told(draw(by_name), right) == "The categories are sorted by name, not by value, largest first."
    assert told(draw(SHOPS), right).startswith("The categories are not sorted by value, largest first: ['north',")
    assert told(draw(start=30), right) == "The y axis starts at 30.0: a bar's length is read from 0."
    assert told(draw(BY_VALUE.assign(sold=[90.0, 60.0, 41.0])), right).startswith(
        "The bars at 'north': 41.0 came back, 40.0"
    )
    assert told(draw(BY_VALUE[:2]), right) == "The bars: missing: ['north']."
    assert told(draw(BY_VALUE.replace("east", "west")), right) == "The bars: missing: ['east'], not expected: ['west']."
    assert told(draw(ylabel="y"), right) == "The label of the y axis is 'y', 'sold' was expected."
    assert told(draw(xlabel=" "), right) == "The label of the x axis is ' ', 'shop' was expected."
    assert told(draw(title=""), right) == "There is no title; 'Sales' was expected."
    lying = draw(lies=True, xlabel="sold", ylabel="shop")
    assert told(lying, right) == "The x axis and the y axis are exchanged."


def test_figures_of_another_library_are_named() -> None:
    assert told(by_plotly(), by_altair()) == "A figure of Plotly came back, one of Altair was expected."
    assert told(3, by_altair()).endswith("was expected.")
    assert library_of(by_seaborn()) == "Matplotlib"
    assert library_of("bars") is None
    with pytest.raises(TypeError, match="A figure was expected, a DataFrame came"):
        describe(SHOPS)


# -- ways of writing that show the same --------------------------------------------------------------------------------


def test_an_axes_and_a_grid_stand_for_their_figure() -> None:
    axes = axes_of(title="Sales", xlabel="shop", ylabel="sold")
    axes.bar(BY_VALUE["shop"], BY_VALUE["sold"])
    assert compare(axes, by_matplotlib()) is None
    one, other = (sns.displot(DAYS, x="sold", bins=[0, 2, 4, 6], col="shop") for _ in range(2))
    assert compare(one, other.figure) is None
    assert len(describe(one)["panels"]) == 2


def test_positions_with_named_ticks_are_categories() -> None:
    axes = axes_of(title="Sales", xlabel="shop", ylabel="sold")
    axes.bar([0, 1, 2], BY_VALUE["sold"])
    axes.set_xticks([0, 1, 2], labels=list(BY_VALUE["shop"]))
    assert compare(axes, by_matplotlib()) is None
    axes.set_xticks([0, 1, 2], labels=["east", "north", "south"])
    assert told(axes, by_matplotlib()).startswith("The bars at 'south':")


def test_plotly_express_and_graph_objects_are_the_same() -> None:
    labels = {"title": "Sales", "xaxis_title": "shop", "yaxis_title": "sold"}
    made = go.Figure(go.Bar(x=SHOPS["shop"].tolist(), y=tuple(SHOPS["sold"])), layout=labels)
    assert told(made, by_plotly()).startswith("The categories are not sorted")
    for order in ("total descending", "max descending"):
        made.update_xaxes(categoryorder=order)
        assert compare(made, by_plotly()) is None
    made.update_xaxes(categoryorder="array", categoryarray=["east", "south", "north"])
    assert compare(made, by_plotly()) is None
    made.update_xaxes(categoryorder="category ascending")
    assert told(made, by_plotly()).startswith("The categories are sorted by name")


def test_what_altair_sums_is_what_is_summed_before() -> None:
    shop = alt.X("shop:N", sort="-y", title="shop")
    made = alt.Chart(SALES, title="Sales").mark_bar().encode(x=shop, y=alt.Y("sum(sold):Q", title="sold"))
    assert compare(made, by_altair()) is None
    before = alt.Chart(SALES, title="Sales").transform_aggregate(total="sum(sold)", groupby=["shop"]).mark_bar()
    summed = before.encode(
        x=alt.X("shop", type="nominal", sort=alt.EncodingSortField("total", order="descending"), title="shop"),
        y=alt.Y("total:Q", title="sold"),
    )
    assert compare(summed, by_altair()) is None
    mean = alt.Chart(SALES, title="Sales").mark_bar().encode(x=shop, y=alt.Y("mean(sold):Q", title="sold"))
    assert told(mean, by_altair()).startswith("The bars at 'east': 45.0 came back, 90.0 was expected.")
    unsorted = made.encode(x=alt.X("shop:N", title="shop"))
    assert told(unsorted, by_altair()) == "The categories are sorted by name, not by value, largest first."


def test_what_altair_is_to_compute_otherwise_is_compared_as_written() -> None:
    def doubled(factor: int) -> Any:
        chart = alt.Chart(SHOPS).transform_calculate(more=f"datum.sold * {factor}").mark_point()
        return chart.encode(x="sold:Q", y="more:Q")

    assert compare(doubled(2), doubled(2)) is None
    assert told(doubled(3), doubled(2)).startswith("The points, transform:")


def test_the_titles_that_altair_makes_are_its_own() -> None:
    chart = alt.Chart(SALES).mark_bar().encode(x="shop:N", y="sum(sold):Q")
    (panel,) = describe(chart)["panels"]
    assert (panel["x"]["label"], panel["y"]["label"]) == ("shop", "Sum of sold")
    counted = describe(alt.Chart(SALES).mark_bar().encode(x=alt.X("sold:Q", bin=alt.Bin(step=20)), y="count()"))[
        "panels"
    ][0]
    assert (counted["x"]["label"], counted["y"]["label"]) == ("sold (binned)", "Count of Records")
    assert sorted(zip(counted["marks"][0]["x"], counted["marks"][0]["y"], strict=True)) == [
        (10, 1),
        (30, 1),
        (50, 2),
        (70, 1),
    ]


def test_a_chart_whose_data_lie_elsewhere_is_refused() -> None:
    far = alt.Chart("sales.csv").mark_bar().encode(x="shop:N", y="sold:Q")
    assert "has no data of its own" in told(far, by_altair())


# -- lines, points, images, several series -----------------------------------------------------------------------------


def lines_by_matplotlib(table: pd.DataFrame = DAYS, style: str = "-") -> Any:
    axes = axes_of()
    for shop, part in table.groupby("shop", sort=False):
        axes.plot(part["when"], part["sold"], style, label=shop)
    axes.legend()
    return axes


def lines_by_seaborn(table: pd.DataFrame = DAYS, style: str = "-") -> Any:
    axes = axes_of()
    draw = sns.lineplot if style == "-" else sns.scatterplot
    draw(table, x="when", y="sold", hue="shop", ax=axes)
    return axes


def lines_by_plotly(table: pd.DataFrame = DAYS, style: str = "-") -> Any:
    return (px.line if style == "-" else px.scatter)(table, x="when", y="sold", color="shop")


def lines_by_altair(table: pd.DataFrame = DAYS, style: str = "-") -> Any:
    chart = alt.Chart(table)
    return (chart.mark_line() if style == "-" else chart.mark_point()).encode(x="when:T", y="sold:Q", color="shop:N")


LINES = pytest.mark.parametrize("draw", [lines_by_matplotlib, lines_by_seaborn, lines_by_plotly, lines_by_altair])


@LINES
def test_lines_are_known_by_their_names(draw: Draw) -> None:
    assert compare(draw(), draw()) is None
    assert compare(draw(DAYS[::-1].iloc[[2, 1, 0, 5, 4, 3]][::-1].sort_values("when", kind="stable")), draw()) is None
    assert told(draw(DAYS.replace("north", "west")), draw()) == (
        "The series are named ['east', 'west']; expected: ['east', 'north']."
    )
    assert told(draw(DAYS[:3]), draw()) == "1 line is missing: 2 lines are expected."
    assert told(draw(style="o"), draw()) == "2 sets of points are drawn, 2 lines are expected."
    wrong = told(draw(DAYS.assign(sold=[1.0, 3, 2, 5, 4, 7])), draw())
    assert wrong.startswith("The line of “north”, y:")
    scale = describe(draw())["panels"][0]
    assert (scale["x"]["scale"], scale["legend"]) == ("date", ["east", "north"])
    assert scale["marks"][0]["x"][0] == 19723  # days from 1970 to 2024


@LINES
def test_points_may_come_in_any_order(draw: Draw) -> None:
    assert compare(draw(DAYS.iloc[[2, 0, 1, 3, 5, 4]], style="o"), draw(style="o")) is None
    assert told(draw(DAYS.assign(sold=[1.0, 3, 2, 5, 4, 7]), style="o"), draw(style="o")).startswith(
        "The points of “north”"
    )


def test_a_line_whose_points_are_joined_in_another_order_is_another() -> None:
    shuffled = DAYS.iloc[[2, 0, 1, 3, 4, 5]]
    for draw in (lines_by_matplotlib, lines_by_plotly):
        assert told(draw(shuffled), draw()) == "The line of “east”: its points are joined in another order."
    assert compare(lines_by_altair(shuffled), lines_by_altair()) is None  # which joins from left to right


def grids() -> Iterator[tuple[Draw, str]]:
    def shown(table: pd.DataFrame, cmap: str = "viridis") -> Any:
        axes = axes_of(xticks=[0, 1], yticks=[0, 1])
        axes.imshow(table, cmap=cmap)
        axes.set_xticks([0, 1], labels=table.columns)
        axes.set_yticks([0, 1], labels=table.index)
        return axes

    def melted(table: pd.DataFrame) -> Any:
        long = table.rename_axis("row").reset_index().melt("row", var_name="column", value_name="n")
        return alt.Chart(long).mark_rect().encode(x="column:N", y="row:N", color="n:Q")

    yield shown, "matplotlib"
    yield lambda table: sns.heatmap(table, ax=axes_of()), "seaborn"
    yield lambda table: px.imshow(table), "plotly"
    yield melted, "altair"


@pytest.mark.parametrize("draw", [pytest.param(draw, id=name) for draw, name in grids()])
def test_a_heat_map_is_its_matrix_as_seen_from_the_top(draw: Draw) -> None:
    image = next(one for one in describe(draw(GRID))["panels"][0]["marks"] if one["kind"] == "image")
    np.testing.assert_array_equal(image["y"], GRID)
    assert compare(draw(GRID), draw(GRID)) is None
    assert told(draw(GRID.T.rename_axis(None)), draw(GRID)).startswith("The heat map, y:")


def test_small_multiples_are_panels_with_titles() -> None:
    for draw in (
        lambda table: px.line(table, x="when", y="sold", facet_col="shop"),
        lambda table: alt.Chart(table).mark_line().encode(x="when:T", y="sold:Q", facet="shop:N"),
        lambda table: alt.Chart(table).mark_line().encode(x="when:T", y="sold:Q").facet("shop:N", columns=1),
        lambda table: sns.relplot(table, x="when", y="sold", col="shop", kind="line").set_titles("{col_name}"),
    ):
        assert [panel["title"] for panel in describe(draw(DAYS))["panels"]] == ["east", "north"]
        assert compare(draw(DAYS), draw(DAYS)) is None
        assert told(draw(DAYS[:3]), draw(DAYS)) == "The figure has 1 panel, 2 were expected."
        assert told(draw(DAYS.assign(sold=1.0)), draw(DAYS)).endswith("In panel 1 (“east”).")


def test_subplots_of_plotly_have_titles_too() -> None:
    made = make_subplots(rows=1, cols=2, subplot_titles=["a", "b"])
    made.add_bar(x=["u"], y=[1], row=1, col=1)
    made.add_bar(x=["u"], y=[2], row=1, col=2)
    assert [panel["title"] for panel in describe(made)["panels"]] == ["a", "b"]


def test_axes_that_run_backwards_or_cut_off_are_told() -> None:
    def drawn(**settings: Any) -> Any:
        axes = axes_of()
        axes.plot([0, 1, 2], [5.0, 7.0, 9.0])
        axes.set(**settings)
        return axes

    assert told(drawn(ylim=(10, 0)), drawn()) == "The y axis runs backwards."
    assert told(drawn(ylim=(6, 10)), drawn()) == "The y axis leaves out values: it ends before they do."
    assert told(drawn(ylim=(3, 10)), drawn(ylim=(0, 10))) == "The y axis starts at 3.0, 0.0 was expected."
    assert told(drawn(), drawn(ylim=(0, 10))) == ("Where the y axis starts is left to the library; 0.0 was expected.")
    assert told(drawn(), drawn(yscale="log")) == "The y axis is linear, logarithmic was expected."
    assert compare(drawn(ylim=(0, 20)), drawn()) is None

    def plotted(**settings: Any) -> Any:
        return px.line(x=[1.0, 10.0], y=[1.0, 100.0], **settings)

    assert told(plotted(), plotted(log_y=True)) == "The y axis is linear, logarithmic was expected."
    assert told(plotted(log_y=True, range_y=[10, 1000]), plotted(log_y=True)).startswith("The y axis leaves out values")
    turned = plotted().update_yaxes(autorange="reversed")
    assert told(turned, plotted()) == "The y axis runs backwards."


def test_bars_that_altair_does_not_begin_at_0_are_told() -> None:
    cut = by_altair().encode(y=alt.Y("sold:Q", title="sold", scale=alt.Scale(zero=False)))
    assert told(cut, by_altair()) == "The y axis starts at 40.0: a bar's length is read from 0."


def test_bars_of_several_series_stand_in_one_way() -> None:
    table = pd.DataFrame({"shop": ["a", "b"] * 2, "year": ["2024"] * 2 + ["2025"] * 2, "sold": [1.0, 2, 3, 4]})

    def plotted(mode: str) -> Any:
        return px.bar(table, x="shop", y="sold", color="year", barmode=mode)

    assert told(plotted("relative"), plotted("group")) == "The bars stand on top of each other, not side by side."

    def drawn(shift: float, bottom: bool) -> Any:
        axes = axes_of()
        below = np.zeros(2)
        for at, (year, part) in enumerate(table.groupby("year")):
            axes.bar(np.arange(2) + at * shift, part["sold"], width=0.4, bottom=below if bottom else 0, label=year)
            below = below + part["sold"].to_numpy()
        axes.set_xticks([0.2, 1.2], labels=["a", "b"])
        return axes

    assert told(drawn(0, True), drawn(0.4, False)) == "The bars stand on top of each other, not side by side."
    assert told(drawn(0, False), drawn(0.4, False)) == "The bars stand one in front of the other, not side by side."

    def charted(*offset: Any) -> Any:
        chart = alt.Chart(table).mark_bar()
        return chart.encode(x="shop:N", y="sold:Q", color="year:N", **({"xOffset": "year:N"} if offset else {}))

    assert told(charted(), charted(1)) == "The bars stand on top of each other, not side by side."


def test_colours_and_sizes_that_carry_numbers_are_data() -> None:
    table = pd.DataFrame({"x": [1.0, 2, 3], "y": [3.0, 1, 2], "size": [1.0, 2, 4], "tone": [0.1, 0.9, 0.4]})
    draws: list[Draw] = [
        lambda size, tone: px.scatter(table, x="x", y="y", size=size, color=tone),
        lambda size, tone: alt.Chart(table).mark_circle().encode(
            x="x:Q", y="y:Q", **{k: f"{v}:Q" for k, v in (("size", size), ("color", tone)) if v}
        ),
        lambda size, tone: axes_of().scatter(
            table["x"], table["y"], s=30 * table[size] if size else 20, c=table[tone] if tone else None
        ).axes,
    ]  # fmt: skip
    for draw in draws:
        assert compare(draw("size", "tone"), draw("size", "tone")) is None
        assert (
            told(draw("size", None), draw("size", "tone"))
            == "The points, colour: it does not depend on the data, and is to."
        )
        assert told(draw("tone", "tone"), draw("size", "tone")).startswith("The points, size:")


def test_reference_lines_are_marks_of_their_own() -> None:
    def drawn(*levels: float) -> Any:
        axes = axes_of()
        axes.plot([0, 1], [0.0, 1.0])
        for level in levels:
            axes.axhline(level)
        return axes

    assert compare(drawn(0.5), drawn(0.5)) is None
    assert told(drawn(), drawn(0.5)) == "1 reference line is missing: 1 line and 1 reference line are expected."
    assert told(drawn(0.4), drawn(0.5)).startswith("The reference line, y:")


def test_an_empty_figure_shows_nothing() -> None:
    assert told(go.Figure(), by_plotly()) == "The figure has 0 panels, 1 was expected."
    assert told(plt.figure(), by_matplotlib()) == "The figure has 0 panels, 1 was expected."
    assert told(axes_of(), by_matplotlib()) == "Nothing is drawn; 1 series of bars is expected."


def test_bubbles_are_read_by_their_area() -> None:
    flights = [1, 4, 9]

    def drawn(**marker: Any) -> Any:
        return go.Figure(go.Scatter(x=[1, 2, 3], y=[1, 2, 3], mode="markers", marker=marker))

    areas = drawn(size=flights, sizemode="area", sizeref=0.1)
    assert compare(drawn(size=[10, 20, 30]), areas) is None  # diameters grow as the root
    assert compare(px.scatter(x=[1, 2, 3], y=[1, 2, 3], size=flights), areas) is None
    assert told(drawn(size=flights), areas).startswith("The points, size: ")
    assert told(drawn(size=20), areas) == "The points, size: it does not depend on the data, and is to."


@EVERY
def test_two_figures_that_mislead_alike_are_the_same(draw: Draw) -> None:
    assert compare(draw(start=30), draw(start=30)) is None  # a known mistake is recognised by its figure


def test_a_text_may_stand_at_a_date() -> None:
    axes = axes_of()
    axes.plot(DAYS["when"][:3], [1, 2, 3])
    axes.text(DAYS["when"][2], 3, "east")
    (text,) = (one for one in describe(axes)["panels"][0]["marks"] if one["kind"] == "text")
    assert (text["x"].tolist(), text["more"]["text"]) == ([19725.0], ["east"])


def test_a_histogram_of_other_bins_is_another() -> None:
    values = [1.0, 2.0, 2.5, 7.0]

    def drawn(edges: list[float]) -> Any:
        axes = axes_of()
        axes.hist(values, bins=edges)
        return axes.figure

    right = drawn([0, 2, 4, 6, 8])
    assert compare(drawn([-2, 0, 2, 4, 6, 8, 10]), right) is None  # empty bins at the ends are not seen
    assert told(drawn([0, 4, 8]), right) == "The bars: 2 of them stand at [2.0, 6.0], expected: 3 at [1.0, 3.0, 7.0]."
    assert told(drawn([0, 2, 2.2, 4, 6, 8]), right).startswith("The bars: 4 of them stand at [1.0, 2.1, 3.1, 7.0]")


@pytest.mark.parametrize("lies", [False, True])
def test_a_histogram_drawn_as_one_outline_is_a_histogram(lies: bool) -> None:
    values, edges = [1.0, 2.0, 2.5, 7.0], [0, 2, 4, 6, 8]
    way: Any = "horizontal" if lies else "vertical"

    def drawn(**how: Any) -> Any:
        axes = axes_of()
        axes.hist(values, orientation=way, **how)
        return axes.figure

    def stairs(counts: list[int]) -> Any:
        axes = axes_of()
        axes.stairs(counts, edges, orientation=way, fill=True)
        return axes.figure

    right = drawn(bins=edges)
    assert compare(stairs([1, 2, 0, 1]), right) is None
    assert compare(stairs([1, 1, 1, 1]), right) is not None
    for outline in ("step", "stepfilled"):
        assert compare(drawn(bins=edges, histtype=outline), right) is None
        assert compare(drawn(bins=[0, 4, 8], histtype=outline), right) is not None


def test_a_name_that_nobody_asked_for_hides_no_values() -> None:
    def drawn(edges: list[float], **how: Any) -> Any:
        axes = axes_of()
        axes.hist([1.0, 2.0, 2.5, 7.0], bins=edges, **how)
        return axes.figure

    assert compare(drawn([0, 4, 8], label="flights"), drawn([0, 4, 8])) is None
    assert compare(drawn([0, 2, 8], label="flights"), drawn([0, 4, 8])) is not None


def test_a_triangle_is_no_histogram() -> None:
    axes = axes_of()
    axes.fill([0, 1, 2], [0, 1, 0])
    assert not [one for one in describe(axes)["panels"][0]["marks"] if one["kind"] == "bars"]


def test_panels_that_share_an_axis_sort_it_by_all_rows() -> None:
    rows = pd.DataFrame(
        {
            "shop": ["east", "north", "east", "north", "east"],
            "day": ["Mon", "Mon", "Tue", "Tue", "Tue"],
            "sold": [1.0, 2.0, 9.0, 3.0, 8.0],
        }
    )

    def drawn(sort: Any) -> Any:
        chart = alt.Chart(rows).mark_bar().encode(x="mean(sold):Q", y=alt.Y("shop:N", sort=sort))
        return chart.facet(column="day:N")

    by_mean = drawn(["north", "east"])  # means of all rows: 2.5 and 6
    assert [panel["y"]["order"] for panel in describe(by_mean)["panels"]] == [["north", "east"]] * 2
    assert compare(drawn("x"), by_mean) is None
    assert compare(drawn(alt.EncodingSortField("sold", op="mean")), by_mean) is None
    assert compare(drawn("-x"), drawn(["east", "north"])) is None
