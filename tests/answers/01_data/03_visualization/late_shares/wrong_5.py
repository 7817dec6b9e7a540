# MISTAKE: sorts upwards and turns round, which puts equal shares against the order of names
# TOLD: Equal shares stand in the order of names turned round
@lesson.exercise
def late_shares(table: pd.DataFrame):
    arrived = table.dropna(subset=["delay"])
    late = arrived["delay"] >= 15
    shares = late.groupby(arrived["airline"]).mean().sort_values(kind="stable")[::-1]
    figure, axes = plt.subplots(layout="constrained")
    axes.bar(shares.index, shares)
    axes.set_ylim(0, 1)
    axes.set_ylabel("share of arrivals that are late")
    return figure
