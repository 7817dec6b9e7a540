# MISTAKE: the names are all black, not in the colours of their lines
# TOLD: The names are not in the colours of their lines
@lesson.exercise
def daily_lines(table: pd.DataFrame):
    days = pd.date_range(table["day"].min(), table["day"].max())
    wide = table.groupby(["day", "origin"])["delay"].mean().unstack().reindex(days)
    figure, axes = plt.subplots()
    for name in wide:
        axes.plot(wide.index, wide[name])
        last = wide[name].last_valid_index()
        axes.text(last, wide.loc[last, name], name)
    axes.set_ylabel("mean delay (minutes)")
    return figure
