# MISTAKE: flights that never arrived still count as not late
# TOLD: A missing delay still counts as a flight in time
@lesson.exercise
def late_shares(table: pd.DataFrame):
    late = table["delay"] >= 15
    shares = late.groupby(table["airline"]).mean().sort_values(ascending=False, kind="stable")
    figure, axes = plt.subplots(layout="constrained")
    axes.bar(shares.index, shares)
    axes.set_ylim(0, 1)
    axes.set_ylabel("share of arrivals that are late")
    return figure
