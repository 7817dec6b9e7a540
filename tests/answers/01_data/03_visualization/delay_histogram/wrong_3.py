# MISTAKE: the last edge may equal the maximum, which hist then counts into the bin to its left
# TOLD: The last bin takes in its right edge
@lesson.exercise
def delay_histogram(delays: pd.Series, width: int):
    known = delays.dropna()
    first, last = np.floor(known.min() / width), np.ceil(known.max() / width)
    last = max(last, first + 1)
    figure, axes = plt.subplots()
    axes.hist(known, bins=np.arange(first, last + 1) * width)
    axes.set(xlabel="arrival delay (minutes)", ylabel="flights")
    return figure
