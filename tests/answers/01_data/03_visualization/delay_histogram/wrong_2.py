# MISTAKE: the bins begin at the smallest delay instead of at a multiple of the width
# TOLD: Your bins begin at the smallest delay
@lesson.exercise
def delay_histogram(delays: pd.Series, width: int):
    known = delays.dropna()
    figure, axes = plt.subplots()
    axes.hist(known, bins=np.arange(known.min(), known.max() + 2 * width, width))
    axes.set(xlabel="arrival delay (minutes)", ylabel="flights")
    return figure
