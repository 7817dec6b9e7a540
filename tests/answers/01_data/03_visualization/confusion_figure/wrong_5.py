# MISTAKE: the classes stand in the order of the alphabet, as crosstab leaves them
# TOLD: Your classes stand in the order of the alphabet
@lesson.exercise
def confusion_figure(truth: list[str], forecast: list[str], classes: list[str]) -> go.Figure:
    order = sorted(classes)
    counts = pd.crosstab(np.array(truth), np.array(forecast)).reindex(index=order, columns=order, fill_value=0)
    shares = counts.div(counts.sum(axis=1), axis=0)
    figure = go.Figure(
        go.Heatmap(z=shares, x=order, y=order, text=counts, texttemplate="%{text}", zmin=0, zmax=1)
    )
    figure.update_layout(xaxis_title="forecast", yaxis_title="truth", yaxis_autorange="reversed")
    return figure
