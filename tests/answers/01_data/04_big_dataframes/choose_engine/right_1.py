# np.interp inside the sizes, the line through the last two points beyond them
@lesson.exercise
def choose_engine(measured: pd.DataFrame, quarters: int, memory_mb: float) -> str:
    def at(own, column):
        x, y = own["quarters"].to_numpy(float), own[column].to_numpy(float)
        if quarters <= x[-1]:
            return float(np.interp(quarters, x, y))
        return y[-1] + (y[-1] - y[-2]) * (quarters - x[-1]) / (x[-1] - x[-2])

    best = None
    for name in sorted(measured["engine"].unique()):
        own = measured[measured["engine"] == name].sort_values("quarters")
        if at(own, "peak_mb") <= memory_mb:
            seconds = at(own, "seconds")
            if best is None or seconds < best[0]:
                best = (seconds, name)
    return "none" if best is None else best[1]
