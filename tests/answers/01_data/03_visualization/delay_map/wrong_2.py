# MISTAKE: the middle of the colours is left half-way between least and greatest value
# TOLD: Zero is not the neutral middle of your colours
@lesson.exercise
def delay_map(matrix: pd.DataFrame):
    figure, axes = plt.subplots()
    return sns.heatmap(matrix, cmap="RdBu_r", annot=True, fmt=".0f", ax=axes)
