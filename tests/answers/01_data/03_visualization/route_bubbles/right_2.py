# RIGHT: go.Scatter with sizemode "area" and a sizeref
import plotly.express as px
import plotly.graph_objects as go


@lesson.exercise
def route_bubbles(routes: pd.DataFrame) -> go.Figure:
    known = routes[routes["delay"].notna()]
    figure = go.Figure(
        go.Scatter(
            x=known["miles"],
            y=known["delay"],
            text=known["dest"],
            mode="markers",
            marker={
                "size": known["flights"],
                "sizemode": "area",
                "sizeref": 2 * known["flights"].max() / 50**2,
            },
        )
    )
    figure.update_xaxes(type="log", title_text="distance (miles)")
    figure.update_yaxes(title_text="mean delay (minutes)")
    return figure
