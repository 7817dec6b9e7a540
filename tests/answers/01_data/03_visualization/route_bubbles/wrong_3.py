# MISTAKE: draws the logarithms of the miles on a linear axis that is labelled miles
# TOLD: You took the logarithm of the miles yourself
import plotly.express as px
import plotly.graph_objects as go


@lesson.exercise
def route_bubbles(routes: pd.DataFrame) -> go.Figure:
    known = routes.dropna(subset=["delay"]).assign(miles=lambda t: np.log10(t["miles"]))
    return px.scatter(
        known,
        x="miles",
        y="delay",
        size="flights",
        labels={"miles": "distance (miles)", "delay": "mean delay (minutes)"},
    )
