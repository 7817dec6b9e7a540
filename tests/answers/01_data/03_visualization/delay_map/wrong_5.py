# MISTAKE: a sequential map, which has no neutral middle at zero
# TOLD: You took a sequential map
@lesson.exercise
def delay_map(matrix: pd.DataFrame):
    figure, axes = plt.subplots()
    return sns.heatmap(matrix, center=0, cmap="viridis", annot=True, fmt=".0f", ax=axes)
