# MISTAKE: the colours run from green to red
# TOLD: Your two sides differ in red and green alone
@lesson.exercise
def delay_map(matrix: pd.DataFrame):
    figure, axes = plt.subplots()
    return sns.heatmap(matrix, center=0, cmap="RdYlGn_r", annot=True, fmt=".0f", ax=axes)
