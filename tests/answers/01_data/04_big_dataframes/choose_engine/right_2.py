# plain Python: finds the pair of neighbouring sizes by a loop and takes the minimum of (time, name)
@lesson.exercise
def choose_engine(measured: pd.DataFrame, quarters: int, memory_mb: float) -> str:
    runs = {}
    for row in measured.itertuples():
        runs.setdefault(row.engine, []).append((row.quarters, row.seconds, row.peak_mb))
    fitting = []
    for name, points in runs.items():
        points.sort()
        low, high = points[-2], points[-1]
        for a, b in zip(points, points[1:]):
            if a[0] <= quarters <= b[0]:
                low, high = a, b
                break
        if quarters == low[0]:
            seconds, peak = low[1:]
        elif quarters == high[0]:
            seconds, peak = high[1:]
        else:
            part = (quarters - low[0]) / (high[0] - low[0])
            seconds = low[1] + part * (high[1] - low[1])
            peak = low[2] + part * (high[2] - low[2])
        if peak <= memory_mb:
            fitting.append((seconds, name))
    return min(fitting)[1] if fitting else "none"
