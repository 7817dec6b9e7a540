# RIGHT: sums in plain loops, .facet(), and a sort by a field that holds the overall mean
import altair as alt

alt.renderers.enable("svg")  # pictures that need no network


@lesson.exercise
def by_airport(table: pd.DataFrame) -> alt.TopLevelMixin:
    known = [row for row in zip(table["airline"], table["origin"], table["delay"]) if row[2] == row[2]]
    pairs, totals = {}, {}
    for airline, origin, delay in known:
        pairs.setdefault((airline, origin), []).append(delay)
        totals.setdefault(airline, []).append(delay)
    rows = [
        {
            "airline": airline,
            "airport": origin,
            "mean": sum(each) / len(each),
            "overall": sum(totals[airline]) / len(totals[airline]),
        }
        for (airline, origin), each in pairs.items()
    ]
    bars = (
        alt.Chart()
        .mark_bar()
        .encode(
            alt.X("mean:Q").title("mean delay (minutes)"),
            alt.Y("airline:N").sort(field="overall", op="mean", order="ascending"),
        )
        .properties(width=150)
    )
    return bars.facet(data=alt.Data(values=rows), column=alt.Column("airport:N", sort="ascending"))
