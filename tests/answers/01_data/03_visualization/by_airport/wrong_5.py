# MISTAKE: the panels stand on top of each other (row instead of column)
# TOLD: You put the panels on top of each other
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
            x=alt.X("delay:Q", title="mean delay (minutes)"),
            y=alt.Y("airline:N", sort=order),
            row="origin:N",
        )
    )
