# RIGHT: CenteredNorm, a map that is dark in the middle, and texts made beforehand
@lesson.exercise
def delay_map(matrix: pd.DataFrame):
    from matplotlib.colors import CenteredNorm

    texts = np.array([[format(value, ".0f") for value in row] for row in matrix.to_numpy(float)])
    limit = np.nanmax(np.abs(matrix.to_numpy(float)))
    figure, axes = plt.subplots(figsize=(6, 4))
    sns.heatmap(
        matrix,
        norm=CenteredNorm(0, halfrange=limit),
        cmap="icefire",
        mask=matrix.isna(),
        annot=texts,
        fmt="",
        ax=axes,
    )
    return axes
