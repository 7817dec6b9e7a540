# MISTAKE: takes the rows in the order given as if they were sorted by size.
# TOLD: You trust the order of the rows. The sizes come in any
@lesson.exercise
def choose_engine(measured: pd.DataFrame, quarters: int, memory_mb: float) -> str:
    def at(x, y):
        if quarters <= x[-1]:
            return float(np.interp(quarters, x, y))
        return y[-1] + (y[-1] - y[-2]) * (quarters - x[-1]) / (x[-1] - x[-2])

    fitting = []
    for name, own in measured.groupby("engine"):
        x = own["quarters"].to_numpy(float)
        if at(x, own["peak_mb"].to_numpy(float)) <= memory_mb:
            fitting.append((at(x, own["seconds"].to_numpy(float)), name))
    return min(fitting)[1] if fitting else "none"
