# RIGHT: heatmap with center=0 and a red and blue map
@lesson.exercise
def delay_map(matrix: pd.DataFrame):
    figure, axes = plt.subplots()
    return sns.heatmap(matrix, center=0, cmap="RdBu_r", annot=True, fmt=".0f", ax=axes)
