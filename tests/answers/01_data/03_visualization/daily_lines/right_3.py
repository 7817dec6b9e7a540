# RIGHT: pivot_table with asfreq, drawn by DataFrame.plot
@lesson.exercise
def daily_lines(table: pd.DataFrame):
    wide = table.pivot_table(index="day", columns="origin", values="delay", aggfunc="mean", dropna=False)
    wide = wide.asfreq("D")
    figure, axes = plt.subplots()
    wide.plot(ax=axes, legend=False, x_compat=True)
    for name, line in zip(wide.columns, axes.get_lines()):
        known = wide[name].dropna()
        axes.text(known.index[-1] + pd.Timedelta(hours=12), known.iloc[-1], name, color=line.get_color())
    axes.set(xlabel="", ylabel="mean delay (minutes)")
    return figure
