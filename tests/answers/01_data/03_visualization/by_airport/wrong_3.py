# MISTAKE: sorts the table, but Altair orders names by the alphabet all the same
# TOLD: The airlines stand in the order of the alphabet
import altair as alt

alt.renderers.enable("svg")  # pictures that need no network


@lesson.exercise
def by_airport(table: pd.DataFrame) -> alt.TopLevelMixin:
    means = table.groupby(["airline", "origin"], as_index=False)["delay"].mean()
    overall = table.groupby("airline")["delay"].mean()
    means = means.assign(overall=means["airline"].map(overall)).sort_values("overall")
    return (
        alt.Chart(means)
        .mark_bar()
        .encode(
            x=alt.X("delay:Q", title="mean delay (minutes)"),
            y="airline:N",
            column="origin:N",
        )
    )
