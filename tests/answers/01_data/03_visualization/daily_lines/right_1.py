# RIGHT: groupby, unstack and reindex to all days; axes.text at the last known point
@lesson.exercise
def daily_lines(table: pd.DataFrame):
    days = pd.date_range(table["day"].min(), table["day"].max())
    wide = table.groupby(["day", "origin"])["delay"].mean().unstack().reindex(days)
    figure, axes = plt.subplots(layout="constrained")
    for name in wide.columns:
        (line,) = axes.plot(wide.index, wide[name])
        last = wide[name].last_valid_index()
        axes.text(last, wide.loc[last, name], " " + name, color=line.get_color(), va="center")
    axes.set_ylabel("mean delay (minutes)")
    return figure
