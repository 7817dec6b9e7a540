# MISTAKE: Subtracts the mean before the transform and does not add it again.
# TOLD: The mean is gone. It is the wave of frequency zero,
@lesson.exercise
def low_pass(values: np.ndarray, per_year: float, cutoff: float) -> np.ndarray:
    waves = fft.rfft(values - values.mean())
    waves[fft.rfftfreq(len(values), 1 / per_year) >= cutoff] = 0
    return fft.irfft(waves, len(values))
