# MISTAKE: uses np.interp beyond the largest size too, where it just repeats the last value.
# TOLD: Beyond the largest size you kept its values, as np.interp
@lesson.exercise
def choose_engine(measured: pd.DataFrame, quarters: int, memory_mb: float) -> str:
    fitting = []
    for name, own in measured.sort_values("quarters").groupby("engine"):
        seconds = np.interp(quarters, own["quarters"], own["seconds"])
        peak = np.interp(quarters, own["quarters"], own["peak_mb"])
        if peak <= memory_mb:
            fitting.append((seconds, name))
    return min(fitting)[1] if fitting else "none"
