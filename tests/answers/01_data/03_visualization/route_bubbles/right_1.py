# RIGHT: px.scatter with size, which is an area there
import plotly.express as px
import plotly.graph_objects as go


@lesson.exercise
def route_bubbles(routes: pd.DataFrame) -> go.Figure:
    known = routes.dropna(subset=["delay"])
    return px.scatter(
        known,
        x="miles",
        y="delay",
        size="flights",
        hover_name="dest",
        log_x=True,
        size_max=40,
        labels={"miles": "distance (miles)", "delay": "mean delay (minutes)"},
    )
