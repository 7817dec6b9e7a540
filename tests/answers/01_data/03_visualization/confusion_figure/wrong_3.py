# MISTAKE: forgets that Plotly draws the first row at the bottom
# TOLD: The first class of the truth stands at the bottom
@lesson.exercise
def confusion_figure(truth: list[str], forecast: list[str], classes: list[str]) -> go.Figure:
    counts = pd.crosstab(np.array(truth), np.array(forecast)).reindex(index=classes, columns=classes, fill_value=0)
    shares = counts.div(counts.sum(axis=1), axis=0)
    figure = go.Figure(
        go.Heatmap(z=shares, x=classes, y=classes, text=counts, texttemplate="%{text}", zmin=0, zmax=1)
    )
    figure.update_layout(xaxis_title="forecast", yaxis_title="truth")
    return figure
