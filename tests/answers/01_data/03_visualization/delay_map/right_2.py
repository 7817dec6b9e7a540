# RIGHT: symmetric ends, a palette of Seaborn, and the numbers written in a loop
@lesson.exercise
def delay_map(matrix: pd.DataFrame):
    limit = matrix.abs().max().max()
    figure, axes = plt.subplots()
    sns.heatmap(matrix, vmin=-limit, vmax=limit, cmap=sns.diverging_palette(250, 40, as_cmap=True), ax=axes)
    for i in range(matrix.shape[0]):
        for j in range(matrix.shape[1]):
            value = matrix.iloc[i, j]
            if pd.notna(value):
                axes.text(j + 0.5, i + 0.5, format(value, ".0f"), ha="center", va="center")
    return figure
