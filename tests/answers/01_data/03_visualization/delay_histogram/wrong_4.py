# MISTAKE: astype(int) cuts towards zero, so the bar at zero holds early flights too
# TOLD: You cut delays towards zero
@lesson.exercise
def delay_histogram(delays: pd.Series, width: int):
    starts = (delays.dropna() / width).astype(int) * width
    counts = starts.value_counts().sort_index()
    figure, axes = plt.subplots()
    axes.bar(counts.index, counts.to_numpy(), width=width, align="edge")
    axes.set(xlabel="arrival delay (minutes)", ylabel="flights")
    return figure
