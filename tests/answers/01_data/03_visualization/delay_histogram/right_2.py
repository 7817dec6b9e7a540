# RIGHT: floor division, value_counts and bars aligned at their left edge
@lesson.exercise
def delay_histogram(delays: pd.Series, width: int):
    starts = delays.dropna().floordiv(width).mul(width)
    counts = starts.value_counts().sort_index()
    figure, axes = plt.subplots()
    axes.bar(counts.index, counts.to_numpy(), width=width, align="edge", edgecolor="white")
    axes.set_xlabel("arrival delay (minutes)")
    axes.set_ylabel("flights")
    return figure
