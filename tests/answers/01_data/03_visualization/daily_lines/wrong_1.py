# MISTAKE: drops the days without a known delay, so the line is drawn on across the gap
# TOLD: Your line runs on across days
@lesson.exercise
def daily_lines(table: pd.DataFrame):
    figure, axes = plt.subplots()
    for name, rows in table.dropna(subset=["delay"]).groupby("origin"):
        means = rows.groupby("day")["delay"].mean()
        (line,) = axes.plot(means.index, means)
        axes.text(means.index[-1], means.iloc[-1], name, color=line.get_color())
    axes.set_ylabel("mean delay (minutes)")
    return figure
