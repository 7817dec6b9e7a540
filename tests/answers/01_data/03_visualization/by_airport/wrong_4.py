# MISTAKE: the bars stand: airlines run along x and delays up y
# TOLD: Your bars run upwards
import altair as alt

alt.renderers.enable("svg")  # pictures that need no network


@lesson.exercise
def by_airport(table: pd.DataFrame) -> alt.TopLevelMixin:
    means = table.groupby(["airline", "origin"], as_index=False)["delay"].mean()
    order = list(table.groupby("airline")["delay"].mean().sort_values().index)
    return (
        alt.Chart(means)
        .mark_bar()
        .encode(
            x=alt.X("airline:N", sort=order),
            y=alt.Y("delay:Q", title="mean delay (minutes)"),
            column="origin:N",
        )
    )
