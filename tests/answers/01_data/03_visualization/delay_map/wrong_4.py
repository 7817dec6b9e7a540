# MISTAKE: missing cells are filled with 0 and look like punctual flights
# TOLD: A missing cell is coloured
@lesson.exercise
def delay_map(matrix: pd.DataFrame):
    figure, axes = plt.subplots()
    return sns.heatmap(matrix.fillna(0), center=0, cmap="RdBu_r", annot=True, fmt=".0f", ax=axes)
