# RIGHT: diameters from the square root, collected in a plain loop
import plotly.express as px
import plotly.graph_objects as go


@lesson.exercise
def route_bubbles(routes: pd.DataFrame) -> go.Figure:
    x, y, size, text = [], [], [], []
    for dest, miles, delay, count in zip(routes["dest"], routes["miles"], routes["delay"], routes["flights"]):
        if pd.isna(delay):
            continue
        x.append(miles)
        y.append(delay)
        text.append(dest)
        size.append(count**0.5)
    most = max(size)
    figure = go.Figure()
    figure.add_scatter(x=x, y=y, hovertext=text, mode="markers", marker_size=[45 * s / most for s in size])
    figure.update_layout(
        xaxis={"type": "log", "title": "distance (miles)"}, yaxis={"title": "mean delay (minutes)"}
    )
    return figure
