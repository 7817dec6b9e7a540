# MISTAKE: fills days without a known delay with 0
# TOLD: You put zero where nothing is known
@lesson.exercise
def daily_lines(table: pd.DataFrame):
    days = pd.date_range(table["day"].min(), table["day"].max())
    wide = table.groupby(["day", "origin"])["delay"].mean().unstack().reindex(days).fillna(0)
    figure, axes = plt.subplots()
    for name in wide:
        (line,) = axes.plot(wide.index, wide[name])
        axes.text(wide.index[-1], wide[name].iloc[-1], name, color=line.get_color())
    axes.set_ylabel("mean delay (minutes)")
    return figure
