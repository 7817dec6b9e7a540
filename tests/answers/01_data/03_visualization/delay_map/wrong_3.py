# MISTAKE: TwoSlopeNorm stretches both sides to full colour, so equal distances are not equally strong
# TOLD: As many minutes early look much stronger
@lesson.exercise
def delay_map(matrix: pd.DataFrame):
    from matplotlib.colors import TwoSlopeNorm

    norm = TwoSlopeNorm(0, vmin=matrix.min().min(), vmax=matrix.max().max())
    figure, axes = plt.subplots()
    return sns.heatmap(matrix, norm=norm, cmap="RdBu_r", annot=True, fmt=".0f", ax=axes)
