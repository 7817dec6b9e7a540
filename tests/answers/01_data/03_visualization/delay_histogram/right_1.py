# RIGHT: axes.hist with edges at multiples of the width, the last one beyond the maximum
@lesson.exercise
def delay_histogram(delays: pd.Series, width: int):
    known = delays.dropna()
    first, last = np.floor(known.min() / width), np.floor(known.max() / width)
    figure, axes = plt.subplots()
    axes.hist(known, bins=np.arange(first, last + 2) * width)
    axes.set(xlabel="arrival delay (minutes)", ylabel="flights")
    return figure
