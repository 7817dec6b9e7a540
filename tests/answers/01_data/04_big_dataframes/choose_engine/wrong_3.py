# MISTAKE: demands a peak strictly below the memory, though it may reach it.
# TOLD: The peak may reach the memory exactly; you refused that.
@lesson.exercise
def choose_engine(measured: pd.DataFrame, quarters: int, memory_mb: float) -> str:
    def at(x, y):
        if quarters <= x[-1]:
            return float(np.interp(quarters, x, y))
        return y[-1] + (y[-1] - y[-2]) * (quarters - x[-1]) / (x[-1] - x[-2])

    fitting = []
    for name, own in measured.sort_values("quarters").groupby("engine"):
        x = own["quarters"].to_numpy(float)
        if at(x, own["peak_mb"].to_numpy(float)) < memory_mb:
            fitting.append((at(x, own["seconds"].to_numpy(float)), name))
    return min(fitting)[1] if fitting else "none"
