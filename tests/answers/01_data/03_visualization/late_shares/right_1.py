# RIGHT: dropna of the delay, groupby, stable sort
@lesson.exercise
def late_shares(table: pd.DataFrame):
    arrived = table.dropna(subset=["delay"])
    late = arrived["delay"] >= 15
    shares = late.groupby(arrived["airline"]).mean().sort_values(ascending=False, kind="stable")
    figure, axes = plt.subplots(layout="constrained")
    axes.bar(shares.index, shares)
    axes.set_ylim(0, 1)
    axes.set_ylabel("share of arrivals that are late")
    return figure
