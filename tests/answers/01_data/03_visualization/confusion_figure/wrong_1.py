# MISTAKE: rows are the forecast and columns the truth, under the labels of the reverse
# TOLD: You swapped truth and forecast
@lesson.exercise
def confusion_figure(truth: list[str], forecast: list[str], classes: list[str]) -> go.Figure:
    counts = pd.crosstab(np.array(forecast), np.array(truth)).reindex(index=classes, columns=classes, fill_value=0)
    shares = counts.div(counts.sum(axis=1), axis=0)
    figure = go.Figure(
        go.Heatmap(z=shares, x=classes, y=classes, text=counts, texttemplate="%{text}", zmin=0, zmax=1)
    )
    figure.update_layout(xaxis_title="forecast", yaxis_title="truth", yaxis_autorange="reversed")
    return figure
