# MISTAKE: routes without a delay are drawn at 0 instead of left out
# TOLD: You drew routes without a delay as if it were zero
import plotly.express as px
import plotly.graph_objects as go


@lesson.exercise
def route_bubbles(routes: pd.DataFrame) -> go.Figure:
    return px.scatter(
        routes.fillna({"delay": 0}),
        x="miles",
        y="delay",
        size="flights",
        log_x=True,
        labels={"miles": "distance (miles)", "delay": "mean delay (minutes)"},
    )
