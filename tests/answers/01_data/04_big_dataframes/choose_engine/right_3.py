# searchsorted for the segment, both columns at once, then a small frame that is filtered and sorted
@lesson.exercise
def choose_engine(measured: pd.DataFrame, quarters: int, memory_mb: float) -> str:
    rows = []
    for name, own in measured.sort_values("quarters").groupby("engine", sort=True, observed=True):
        x = own["quarters"].to_numpy(float)
        y = own[["seconds", "peak_mb"]].to_numpy(float)
        right = int(np.clip(np.searchsorted(x, quarters), 1, len(x) - 1))
        slope = (y[right] - y[right - 1]) / (x[right] - x[right - 1])
        anchor = right if quarters >= x[right] else right - 1
        rows.append((str(name), *(y[anchor] + slope * (quarters - x[anchor]))))
    table = pd.DataFrame(rows, columns=["engine", "seconds", "peak_mb"])
    table = table[table["peak_mb"] <= memory_mb].sort_values(["seconds", "engine"])
    return table["engine"].iloc[0] if len(table) else "none"
