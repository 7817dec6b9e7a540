# RIGHT: counts in plain loops, drawn as filled stairs
@lesson.exercise
def delay_histogram(delays: pd.Series, width: int):
    known = [minutes for minutes in delays if minutes == minutes]
    first = int(min(known) // width)
    last = int(max(known) // width)
    counts = [0] * (last - first + 1)
    for minutes in known:
        counts[int(minutes // width) - first] += 1
    edges = [k * width for k in range(first, last + 2)]
    figure, axes = plt.subplots()
    axes.stairs(counts, edges, fill=True)
    axes.set(xlabel="arrival delay (minutes)", ylabel="flights")
    return figure
