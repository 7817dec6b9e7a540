# MISTAKE: the x axis is linear
# TOLD: Your distances run along a linear axis
import plotly.express as px
import plotly.graph_objects as go


@lesson.exercise
def route_bubbles(routes: pd.DataFrame) -> go.Figure:
    return px.scatter(
        routes.dropna(subset=["delay"]),
        x="miles",
        y="delay",
        size="flights",
        labels={"miles": "distance (miles)", "delay": "mean delay (minutes)"},
    )
