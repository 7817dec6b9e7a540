# MISTAKE: takes the root although px.scatter already sizes by area, so areas go with the root
# TOLD: You made the area the square root of the flights
import plotly.express as px
import plotly.graph_objects as go


@lesson.exercise
def route_bubbles(routes: pd.DataFrame) -> go.Figure:
    known = routes.dropna(subset=["delay"])
    return px.scatter(
        known,
        x="miles",
        y="delay",
        size=np.sqrt(known["flights"]),
        log_x=True,
        labels={"miles": "distance (miles)", "delay": "mean delay (minutes)"},
    )
