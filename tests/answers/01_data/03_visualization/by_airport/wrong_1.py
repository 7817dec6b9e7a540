# MISTAKE: orders the airlines by the unweighted mean of their airports' means
# TOLD: You ordered the airlines by the sum, or the plain mean
import altair as alt

alt.renderers.enable("svg")  # pictures that need no network


@lesson.exercise
def by_airport(table: pd.DataFrame) -> alt.TopLevelMixin:
    means = table.groupby(["airline", "origin"], as_index=False)["delay"].mean()
    order = list(means.groupby("airline")["delay"].mean().sort_values().index)
    return (
        alt.Chart(means)
        .mark_bar()
        .encode(
            x=alt.X("delay:Q", title="mean delay (minutes)"),
            y=alt.Y("airline:N", sort=order),
            column="origin:N",
        )
    )
