# MISTAKE: fits one straight line through all sizes of an engine instead of going from point to point.
# TOLD: You fitted one line through all sizes. Between two measured
@lesson.exercise
def choose_engine(measured: pd.DataFrame, quarters: int, memory_mb: float) -> str:
    fitting = []
    for name, own in measured.groupby("engine"):
        seconds = np.polyval(np.polyfit(own["quarters"], own["seconds"], 1), quarters)
        peak = np.polyval(np.polyfit(own["quarters"], own["peak_mb"], 1), quarters)
        if peak <= memory_mb:
            fitting.append((seconds, name))
    return min(fitting)[1] if fitting else "none"
