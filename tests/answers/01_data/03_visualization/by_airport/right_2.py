# RIGHT: a chart for each airport, side by side by hconcat, with the same fixed domains
import altair as alt

alt.renderers.enable("svg")  # pictures that need no network


@lesson.exercise
def by_airport(table: pd.DataFrame) -> alt.TopLevelMixin:
    means = table.groupby(["origin", "airline"])["delay"].mean().reset_index(name="minutes")
    order = table.groupby("airline")["delay"].mean().sort_values().index.tolist()
    low, high = min(0, means["minutes"].min()), max(0, means["minutes"].max())
    panels = []
    for origin in sorted(means["origin"].unique()):
        panels.append(
            alt.Chart(means[means["origin"] == origin], title=origin, width=160)
            .mark_bar()
            .encode(
                x=alt.X("minutes:Q", title="mean delay (minutes)", scale=alt.Scale(domain=[float(low), float(high)])),
                y=alt.Y("airline:N", title=None, sort=order, scale=alt.Scale(domain=order)),
            )
        )
    return alt.hconcat(*panels).resolve_scale(x="shared", y="shared")
