# MISTAKE: dropna() on all columns also throws away arrived flights that lack something else
# TOLD: You dropped rows for a gap in any column
@lesson.exercise
def late_shares(table: pd.DataFrame):
    table = table.dropna()
    late = table["delay"] >= 15
    shares = late.groupby(table["airline"]).mean().sort_values(ascending=False, kind="stable")
    figure, axes = plt.subplots(layout="constrained")
    axes.bar(shares.index, shares)
    axes.set_ylim(0, 1)
    axes.set_ylabel("share of arrivals that are late")
    return figure
