# RIGHT: means by groupby, column= in encode, an explicit sort
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
            y=alt.Y("airline:N", sort=order, title=None),
            column=alt.Column("origin:N", title=None),
        )
        .properties(width=160)
    )
