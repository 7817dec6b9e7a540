# MISTAKE: a class that never was true gets the colour of share 0
# TOLD: You gave a class that never occurs in truth the share 0
@lesson.exercise
def confusion_figure(truth: list[str], forecast: list[str], classes: list[str]) -> go.Figure:
    counts = pd.crosstab(np.array(truth), np.array(forecast)).reindex(index=classes, columns=classes, fill_value=0)
    shares = counts.div(counts.sum(axis=1), axis=0).fillna(0)
    figure = go.Figure(
        go.Heatmap(z=shares, x=classes, y=classes, text=counts, texttemplate="%{text}", zmin=0, zmax=1)
    )
    figure.update_layout(xaxis_title="forecast", yaxis_title="truth", yaxis_autorange="reversed")
    return figure
