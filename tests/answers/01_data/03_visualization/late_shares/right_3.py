# RIGHT: missing stays missing, sort_values by two columns, DataFrame.plot.bar
@lesson.exercise
def late_shares(table: pd.DataFrame):
    late = table["delay"].ge(15).astype(float).where(table["delay"].notna())
    shares = late.groupby(table["airline"]).mean().rename("share").rename_axis("airline").reset_index()
    shares = shares.sort_values(["share", "airline"], ascending=[False, True])
    figure, axes = plt.subplots(layout="constrained")
    shares.plot.bar(x="airline", y="share", ax=axes, legend=False, ylim=(0, 1))
    axes.set_ylabel("share of arrivals that are late")
    return figure
