# RIGHT: plain counting and sorted with a key
@lesson.exercise
def late_shares(table: pd.DataFrame):
    arrived, late = {}, {}
    for airline, delay in zip(table["airline"], table["delay"]):
        if pd.isna(delay):
            continue
        arrived[airline] = arrived.get(airline, 0) + 1
        late[airline] = late.get(airline, 0) + (delay >= 15)
    shares = sorted((-late[name] / arrived[name], name) for name in arrived)
    figure, axes = plt.subplots()
    positions = range(len(shares))
    axes.bar(positions, [-share for share, _ in shares])
    axes.set_xticks(positions, [name for _, name in shares])
    axes.set(ylim=(0, 1), ylabel="share of arrivals that are late")
    return figure
