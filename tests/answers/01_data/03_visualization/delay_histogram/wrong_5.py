# MISTAKE: bars are centred on the left edges of their bins (align="edge" is missing)
# TOLD: The middles of your bars stand where their left edges belong
@lesson.exercise
def delay_histogram(delays: pd.Series, width: int):
    starts = (delays.dropna() // width) * width
    counts = starts.value_counts().sort_index()
    figure, axes = plt.subplots()
    axes.bar(counts.index, counts.to_numpy(), width=width)
    axes.set(xlabel="arrival delay (minutes)", ylabel="flights")
    return figure
