# MISTAKE: every panel has its own x axis
# TOLD: Each panel has a scale of its own
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
            column="origin:N",
        )
        .resolve_scale(x="independent")
    )
