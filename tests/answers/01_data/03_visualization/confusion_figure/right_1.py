# RIGHT: crosstab and reindex, y axis reversed
@lesson.exercise
def confusion_figure(truth: list[str], forecast: list[str], classes: list[str]) -> go.Figure:
    counts = pd.crosstab(np.array(truth), np.array(forecast)).reindex(index=classes, columns=classes, fill_value=0)
    shares = counts.div(counts.sum(axis=1), axis=0)
    figure = go.Figure(
        go.Heatmap(
            z=shares.to_numpy(),
            x=classes,
            y=classes,
            text=counts.to_numpy(),
            texttemplate="%{text}",
            zmin=0,
            zmax=1,
        )
    )
    figure.update_xaxes(title_text="forecast", type="category")
    figure.update_yaxes(title_text="truth", type="category", autorange="reversed")
    return figure
