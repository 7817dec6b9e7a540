# MISTAKE: gives the number of flights to the diameter (sizemode is left at its default)
# TOLD: You gave the flights to the diameter
import plotly.express as px
import plotly.graph_objects as go


@lesson.exercise
def route_bubbles(routes: pd.DataFrame) -> go.Figure:
    known = routes.dropna(subset=["delay"])
    figure = go.Figure(
        go.Scatter(
            x=known["miles"],
            y=known["delay"],
            text=known["dest"],
            mode="markers",
            marker={"size": 50 * known["flights"] / known["flights"].max()},
        )
    )
    figure.update_layout(xaxis_type="log", xaxis_title="distance (miles)", yaxis_title="mean delay (minutes)")
    return figure
