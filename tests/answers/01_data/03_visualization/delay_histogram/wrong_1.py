# MISTAKE: gives a number of bins to hist, so the edges are no multiples of the width
# TOLD: You gave `hist` a number of bins
@lesson.exercise
def delay_histogram(delays: pd.Series, width: int):
    known = delays.dropna()
    figure, axes = plt.subplots()
    axes.hist(known, bins=max(1, int((known.max() - known.min()) / width)))
    axes.set(xlabel="arrival delay (minutes)", ylabel="flights")
    return figure
