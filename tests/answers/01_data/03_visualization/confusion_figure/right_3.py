# RIGHT: plain counting; rows are given from the last to the first, without a reversed axis
@lesson.exercise
def confusion_figure(truth: list[str], forecast: list[str], classes: list[str]) -> go.Figure:
    upward = list(reversed(classes))
    colours, texts = [], []
    for true in upward:
        row = [sum(t == true and f == guess for t, f in zip(truth, forecast)) for guess in classes]
        total = sum(row)
        colours.append([count / total if total else float("nan") for count in row])
        texts.append([str(count) for count in row])
    figure = go.Figure()
    figure.add_heatmap(x=classes, y=upward, z=colours, text=texts, texttemplate="%{text}", zmin=0, zmax=1)
    figure.update_layout(
        xaxis={"title": "forecast", "type": "category"}, yaxis={"title": "truth", "type": "category"}
    )
    return figure
