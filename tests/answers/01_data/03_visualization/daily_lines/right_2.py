# RIGHT: plain loops over airports and days, annotate with an offset
@lesson.exercise
def daily_lines(table: pd.DataFrame):
    figure, axes = plt.subplots()
    first, final = table["day"].min(), table["day"].max()
    colours = plt.get_cmap("tab10").colors
    for number, name in enumerate(sorted(set(table["origin"]))):
        rows = table[(table["origin"] == name) & table["delay"].notna()]
        delays = {}
        for day, delay in zip(rows["day"], rows["delay"]):
            delays.setdefault(day, []).append(delay)
        days, values = [], []
        day = first
        while day <= final:
            days.append(day)
            known = delays.get(day, [])
            values.append(sum(known) / len(known) if known else float("nan"))
            if known:
                end = (day, values[-1])
            day += pd.Timedelta(days=1)
        axes.plot(days, values, color=colours[number % 10])
        axes.annotate(
            name, end, xytext=(4, 0), textcoords="offset points", color=colours[number % 10], va="center"
        )
    axes.set_ylabel("mean delay (minutes)")
    return figure
