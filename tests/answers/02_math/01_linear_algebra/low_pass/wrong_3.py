# MISTAKE: Compares cycles per value with a cutoff in cycles a year.
# TOLD: Your frequencies are in cycles a value.
@lesson.exercise
def low_pass(values: np.ndarray, per_year: float, cutoff: float) -> np.ndarray:
    waves = fft.rfft(values)
    waves[fft.rfftfreq(len(values)) >= cutoff] = 0
    return fft.irfft(waves, len(values))
