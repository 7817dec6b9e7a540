# MISTAKE: picks the quickest engine first and says "none" if that one does not fit, though another would.
# TOLD: You took the quickest of all and then looked whether it
@lesson.exercise
def choose_engine(measured: pd.DataFrame, quarters: int, memory_mb: float) -> str:
    found = []
    for name, own in measured.sort_values("quarters").groupby("engine"):
        x = own["quarters"].to_numpy(float)
        y = own[["seconds", "peak_mb"]].to_numpy(float)
        right = int(np.clip(np.searchsorted(x, quarters), 1, len(x) - 1))
        part = (quarters - x[right - 1]) / (x[right] - x[right - 1])
        seconds, peak = y[right - 1] + part * (y[right] - y[right - 1])
        found.append((seconds, name, peak))
    seconds, name, peak = min(found)
    return name if peak <= memory_mb else "none"
