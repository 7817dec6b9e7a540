# MISTAKE: the axis begins at 0 but ends at the largest share instead of 1
# TOLD: The axis begins at zero and ends at the largest share
@lesson.exercise
def late_shares(table: pd.DataFrame):
    arrived = table.dropna(subset=["delay"])
    late = arrived["delay"] >= 15
    shares = late.groupby(arrived["airline"]).mean().sort_values(ascending=False, kind="stable")
    figure, axes = plt.subplots(layout="constrained")
    axes.bar(shares.index, shares)
    axes.set_ylim(bottom=0)
    axes.set_ylabel("share of arrivals that are late")
    return figure
